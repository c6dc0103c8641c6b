//! Something wrong with a document, and how much it weighs.

use super::read::Part;

/// What a document is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sort {
    /// It is had by an identity.
    Identity,
    /// It bounds an identity.
    Boundary,
    /// It narrows a session.
    Session,
    /// An organisation's.
    Organisation,
    /// It belongs to a resource.
    Resource,
    /// It says who may take a role on.
    Trust,
}

/// How much a lapse weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Weight {
    /// IAM refuses the document.
    Refused,
    /// It takes it, and it is not what was meant.
    Surprise,
    /// Worth knowing.
    Note,
}

/// Something wrong with a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lapse {
    /// The rule that it breaks.
    pub rule: &'static str,
    /// How much it weighs.
    pub weight: Weight,
    /// Where: `Statement[0].Action[1]`.
    pub path: String,
    /// What of it.
    pub part: Part,
    /// One line.
    pub message: String,
    /// What to do.
    pub help: Option<String>,
    /// What should stand there instead.
    pub meant: Option<String>,
}

impl Lapse {
    pub(super) fn new(weight: Weight, path: &str, message: impl Into<String>) -> Self {
        Self {
            rule: "invalid-policy",
            weight,
            path: path.to_owned(),
            part: Part::Value,
            message: message.into(),
            help: None,
            meant: None,
        }
    }

    pub(super) fn surprise(path: &str, message: impl Into<String>) -> Self {
        Self::new(Weight::Surprise, path, message)
    }

    pub(super) fn note(path: &str, message: impl Into<String>) -> Self {
        Self::new(Weight::Note, path, message)
    }

    pub(super) fn of(self, rule: &'static str) -> Self {
        Self { rule, ..self }
    }

    pub(super) fn at(self, part: Part) -> Self {
        Self { part, ..self }
    }

    pub(super) fn help(self, help: impl Into<String>) -> Self {
        Self { help: Some(help.into()), ..self }
    }

    pub(super) fn meant(self, meant: impl Into<String>) -> Self {
        Self { meant: Some(meant.into()), ..self }
    }
}
