//! Fields that are known of maps whose keys are otherwise free.

/// A field of such a map.
#[derive(Debug, Clone, Copy)]
pub struct Field {
    /// Its name.
    pub name: &'static str,
    /// One sentence; empty where the name says it.
    pub doc: &'static str,
    /// The value of the map's first field with which it comes, such as the sender of an event; empty if with any.
    pub with: &'static str,
    /// What it may be, where that is known, each with the value of the map's first field with which it comes, or with none.
    pub values: &'static [(&'static str, &'static str)],
    /// Its own fields.
    pub fields: &'static [Field],
}

impl Field {
    /// A field of which no more is known.
    #[must_use]
    pub const fn new(name: &'static str, doc: &'static str) -> Self {
        Self { name, doc, with: "", values: &[], fields: &[] }
    }

    /// It comes only with that value of the first field.
    #[must_use]
    pub const fn with(mut self, first: &'static str) -> Self {
        self.with = first;
        self
    }

    /// What it may be.
    #[must_use]
    pub const fn values(mut self, values: &'static [(&'static str, &'static str)]) -> Self {
        self.values = values;
        self
    }

    /// What is in it.
    #[must_use]
    pub const fn fields(mut self, fields: &'static [Self]) -> Self {
        self.fields = fields;
        self
    }
}
