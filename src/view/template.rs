//! Judgements of resources in CloudFormation's spelling, as they are shown.

use serde::Serialize;

use crate::session::schema::SchemaAnswer;

/// What was found in a resource.
#[derive(Debug, Serialize)]
pub struct SchemaView {
    format: u32,
    #[serde(flatten)]
    answer: SchemaAnswer,
}

impl SchemaView {
    /// Puts an answer together.
    #[must_use]
    pub const fn new(answer: SchemaAnswer) -> Self {
        Self { format: 1, answer }
    }
}
