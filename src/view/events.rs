//! Answers about events as they are shown.

use serde::Serialize;

use crate::session::questions::MatchAnswer;

/// Whether a pattern matches an event.
#[derive(Debug, Serialize)]
pub struct MatchView {
    format: u32,
    #[serde(flatten)]
    answer: MatchAnswer,
}

impl MatchView {
    /// Puts an answer together.
    #[must_use]
    pub const fn new(answer: MatchAnswer) -> Self {
        Self { format: 1, answer }
    }
}
