//! Answers about schedule expressions as they are shown.

use serde::Serialize;

use crate::diag::render::{Finding, findings};
use crate::session::questions::{Judged, ScheduleKind, Time};

/// When an expression fires next.
#[derive(Debug, Serialize)]
pub struct NextView {
    format: u32,
    expression: String,
    timezone: String,
    /// What it means, in words.
    pub meaning: Option<String>,
    /// `None` if AWS does not take the expression.
    times: Option<Vec<String>>,
    /// The same, with their days of the week.
    #[serde(skip)]
    pub rows: Vec<Time>,
    diagnostics: Vec<Finding>,
}

impl NextView {
    /// Puts an answer together.
    #[must_use]
    pub fn new(expression: &str, timezone: &str, judged: &Judged, times: Vec<Time>) -> Self {
        let texts = times.iter().map(|time| time.text.clone()).collect();
        Self {
            format: 1,
            expression: expression.to_owned(),
            timezone: timezone.to_owned(),
            meaning: judged.meaning.clone(),
            times: judged.accepted.then_some(texts),
            rows: times,
            diagnostics: findings(&judged.sources, &judged.diagnostics),
        }
    }
}

/// Whether a service takes an expression.
#[derive(Debug, Serialize)]
pub struct CheckView {
    format: u32,
    expression: String,
    kind: &'static str,
    /// Who was asked about, in words.
    #[serde(skip)]
    pub reader: &'static str,
    /// Whether it is taken.
    pub valid: bool,
    /// What it means, in words.
    pub meaning: Option<String>,
    diagnostics: Vec<Finding>,
}

impl CheckView {
    /// Puts an answer together.
    #[must_use]
    pub fn new(expression: &str, kind: ScheduleKind, judged: &Judged) -> Self {
        Self {
            format: 1,
            expression: expression.to_owned(),
            kind: kind.word(),
            reader: kind.title(),
            valid: judged.accepted,
            meaning: judged.meaning.clone(),
            diagnostics: findings(&judged.sources, &judged.diagnostics),
        }
    }
}
