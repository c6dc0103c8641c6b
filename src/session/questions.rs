//! One-line questions, answered without a stack: when does a schedule fire, does AWS take it.

use serde::{Deserialize, Serialize};
use serde_json::Value as Json;
use thiserror::Error;

use crate::base::{SourceMap, Span};
use crate::diag::{Diagnostic, Severity};
use crate::events::Pattern;
pub use crate::events::{SAMPLES, Sample};
use crate::resolve::timings::{finding, never_fires};
use crate::timing::{Dialect, Moment, Timing, Zone, describe, parse_expression};

/// The most times that one question may ask for.
pub const MOST_TIMES: u32 = 10_000;

/// Which service reads an expression.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ScheduleKind {
    /// An EventBridge rule.
    Rule,
    /// EventBridge Scheduler.
    Schedule,
}

impl ScheduleKind {
    /// As it is written: `rule` or `schedule`.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Rule => "rule",
            Self::Schedule => "schedule",
        }
    }

    /// What AWS calls it.
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Self::Rule => "an EventBridge rule",
            Self::Schedule => "EventBridge Scheduler",
        }
    }

    const fn dialect(self) -> Dialect {
        match self {
            Self::Rule => Dialect::Rule,
            Self::Schedule => Dialect::Scheduler,
        }
    }
}

/// A pattern and an event.
#[derive(Debug, Deserialize)]
pub struct MatchQuestion {
    pattern: Json,
    event: Json,
}

/// Whether a pattern matches an event.
#[derive(Debug, Serialize)]
pub struct MatchAnswer {
    /// `match`, `no_match` or `invalid`.
    pub result: &'static str,
    /// Why EventBridge would refuse the pattern.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub message: Option<String>,
}

/// Says whether a pattern matches an event; either may be given as text that holds JSON.
///
/// # Errors
/// When the event is no object.
pub fn answer_match(question: &MatchQuestion) -> Result<MatchAnswer, QuestionError> {
    let event = unquoted(&question.event).filter(Json::is_object).ok_or(QuestionError::Event)?;
    let pattern = unquoted(&question.pattern).unwrap_or(Json::Null);
    Ok(match Pattern::read(&pattern) {
        Ok(pattern) if pattern.matches(&event) => MatchAnswer { result: "match", message: None },
        Ok(_) => MatchAnswer { result: "no_match", message: None },
        Err(fault) => MatchAnswer { result: "invalid", message: Some(fault.to_string()) },
    })
}

impl MatchQuestion {
    /// Asks whether a pattern matches an event.
    #[must_use]
    pub const fn new(pattern: Json, event: Json) -> Self {
        Self { pattern, event }
    }
}

/// A value, or the one that a text holds; `None` for a text without any.
fn unquoted(value: &Json) -> Option<Json> {
    match value {
        Json::String(text) => serde_json::from_str(text).ok(),
        other => Some(other.clone()),
    }
}

/// A question that cannot be answered as it is asked.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum QuestionError {
    /// No zone has this name.
    #[error("unknown time zone `{name}`")]
    Zone {
        /// What was asked for.
        name: String,
        /// What was probably meant.
        nearest: Option<String>,
    },
    /// Not a point in time.
    #[error("`{0}` is no time")]
    Time(String),
    /// Too many times at once.
    #[error("`count` is {0}, at most {MOST_TIMES} times are told at once")]
    Count(u32),
    /// Not an event.
    #[error("an event must be a JSON object")]
    Event,
    /// The expression is not one that AWS takes.
    #[error("{0}")]
    Expression(String),
}

/// An expression that was looked at.
#[derive(Debug)]
pub struct Judged {
    /// The expression, as one file named `expression`.
    pub sources: SourceMap,
    /// What was found, at the very fields.
    pub diagnostics: Vec<Diagnostic>,
    /// Whether the service takes it; it may do so despite findings.
    pub accepted: bool,
    /// What it means, in words; `None` where it has no meaning.
    pub meaning: Option<String>,
}

/// One time at which something fires.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Time {
    /// As RFC 3339 with the zone's offset, `Z` for UTC.
    pub text: String,
    /// In English.
    pub weekday: &'static str,
}

/// Says whether a service takes an expression, and what it means in a zone.
///
/// # Errors
/// When there is no such zone.
pub fn judge(expression: &str, kind: ScheduleKind, zone: &str) -> Result<Judged, QuestionError> {
    let zone = find(zone)?;
    let (judged, _) = read(expression, kind, &zone);
    Ok(judged)
}

/// Says when an expression fires next: at most `count` times from `from` on, which counts itself, or from `now`, in
/// seconds since 1970. There are no times if the service does not take the expression.
///
/// # Errors
/// When there is no such zone, or `from` is no time in it.
pub fn next(
    expression: &str,
    zone: &str,
    from: Option<&str>,
    now: i64,
    count: u32,
) -> Result<(Judged, Vec<Time>), QuestionError> {
    let zone = find(zone)?;
    let start = match from {
        Some(text) => Moment::read(text, &zone).ok_or_else(|| QuestionError::Time(text.to_owned()))?,
        None => Moment(now),
    };
    let (judged, timing) = read(expression, ScheduleKind::Schedule, &zone);
    let time = |moment: Moment| Time { text: moment.text(&zone), weekday: zone.civil(moment).weekday() };
    let times = match timing.filter(|_| judged.accepted) {
        Some(timing) => timing.occurrences(start, &zone).take(count as usize).map(time).collect(),
        None => Vec::new(),
    };
    Ok((judged, times))
}

/// Reads an expression and collects what is to be said about it.
fn read(expression: &str, kind: ScheduleKind, zone: &Zone) -> (Judged, Option<Timing>) {
    let mut sources = SourceMap::default();
    let file = sources.add("expression", expression);
    let span = Span::new(file, 0, u32::try_from(expression.len()).unwrap_or(u32::MAX));
    let reading = parse_expression(expression, span, kind.dialect());
    let accepted = reading.is_accepted();
    let mut diagnostics = Vec::new();
    for problem in reading.problems {
        let refused = problem.refused;
        let found = finding(problem);
        diagnostics.push(if refused { found } else { found.severity(Severity::Warning) });
    }
    if let Some(timing) = reading.timing.as_ref().filter(|timing| accepted && timing.never_fires(zone)) {
        diagnostics.push(never_fires(timing, zone, span).severity(Severity::Warning));
    }
    let meaning = reading.timing.as_ref().map(|timing| describe(timing, zone));
    (Judged { sources, diagnostics, accepted, meaning }, reading.timing)
}

fn find(zone: &str) -> Result<Zone, QuestionError> {
    Zone::find(zone).map_err(|unknown| QuestionError::Zone { name: unknown.name, nearest: unknown.nearest })
}

/// A line that asks when an expression fires.
#[derive(Debug, Clone, Deserialize)]
pub struct NextLine {
    expr: String,
    start: String,
    timezone: Option<String>,
    count: u32,
}

/// The answer to a [`NextLine`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct NextAnswer {
    next: Vec<String>,
}

/// Answers one line.
///
/// # Errors
/// When AWS would not take the expression, or the zone, the start or the count cannot be.
pub fn answer_next(line: &NextLine) -> Result<NextAnswer, QuestionError> {
    if line.count > MOST_TIMES {
        return Err(QuestionError::Count(line.count));
    }
    let zone = find(line.timezone.as_deref().unwrap_or("UTC"))?;
    let start = Moment::read(&line.start, &zone).ok_or_else(|| QuestionError::Time(line.start.clone()))?;
    let reading = parse_expression(&line.expr, nowhere(), Dialect::Scheduler);
    if let Some(problem) = reading.problems.iter().find(|problem| problem.refused) {
        return Err(QuestionError::Expression(problem.message.clone()));
    }
    let timing = reading.timing.ok_or_else(|| QuestionError::Expression(UNREADABLE.to_owned()))?;
    let next = timing.occurrences(start, &zone).take(line.count as usize);
    Ok(NextAnswer { next: next.map(|moment| moment.text(&zone)).collect() })
}

/// A line that asks whether AWS takes an expression.
#[derive(Debug, Clone, Deserialize)]
pub struct CheckLine {
    expr: String,
    kind: ScheduleKind,
}

/// The answer to a [`CheckLine`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CheckAnswer {
    valid: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<String>,
}

/// Answers one line.
///
/// # Errors
/// Never; its sort is that of the other answers.
pub fn answer_check(line: &CheckLine) -> Result<CheckAnswer, QuestionError> {
    let reading = parse_expression(&line.expr, nowhere(), line.kind.dialect());
    let valid = reading.is_accepted();
    let first = reading.problems.into_iter().find(|problem| problem.refused);
    Ok(CheckAnswer { valid, message: first.map(|problem| problem.message) })
}

/// For an expression without meaning and without a problem, of which there is none.
const UNREADABLE: &str = "the expression cannot be read";

/// A batch points at no place in the text.
fn nowhere() -> Span {
    Span::new(crate::base::FileId(0), 0, 0)
}
