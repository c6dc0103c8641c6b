//! When an attribute must be written, or may.

/// Whether an attribute must be there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Presence {
    /// It may be left out.
    Optional,
    /// It must be written.
    Required,
    /// It must be written unless that other attribute is, and may not stand beside it.
    Unless(&'static str),
    /// It must be written unless that other attribute is, and may stand beside it.
    Or(&'static str),
    /// It must be written unless a statement beside it says who may do what, `allow … to …`, and may stand beside that.
    OrGrant,
    /// It must be written unless that other attribute has one of these values, written or by default, and may not be
    /// written then.
    UnlessOne(&'static str, &'static [&'static str]),
    /// It may not stand beside that other attribute, but may be left out.
    NotWith(&'static str),
    /// It must be written if that other attribute has one of these values, written or by default.
    If(&'static str, &'static [&'static str]),
    /// It may be written only if that other attribute has one of these values, written or by default; its own
    /// default counts only then.
    OnlyIf(&'static str, &'static [&'static str]),
    /// It must be written if that other attribute has one of the first values, and may be written only if it has one of
    /// the first or second; its own default counts only then.
    ByValue(&'static str, &'static [&'static str], &'static [&'static str]),
    /// It may be written only beside that other attribute, or, if that is a flag, only where that is `true`; its own
    /// default counts only then.
    With(&'static str),
}
