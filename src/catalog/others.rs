//! What an attribute takes from the resource that another one names.

/// A default that another resource decides, by which of its lists there are.
#[derive(Debug, PartialEq, Eq)]
pub struct FirstList {
    /// The attribute that refers to it.
    pub of: &'static str,
    /// Its lists, of which the first that is not empty is meant.
    pub lists: &'static [&'static str],
    /// Resources that add to these lists: their kind, by which attribute they refer to it, and which says to which list.
    pub adding: (&'static str, &'static str, &'static str),
    /// The attribute of one's own that, having that value, makes this list the only one that will do.
    pub only: Option<(&'static str, &'static str, &'static str)>,
}

/// Which parts of what an attribute refers to must exist first besides that itself: those that are made behind it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Awaits {
    /// All.
    Parts,
    /// None.
    Nothing,
    /// Those of these names, by the value of another attribute, which is named first.
    By(&'static str, &'static [(&'static str, &'static [&'static str])]),
}
