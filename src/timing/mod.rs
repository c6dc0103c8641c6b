//! When something fires: `cron(…)`, `rate(…)` and `at(…)` in AWS's own syntax, read field by field and computed with.
//!
//! Knows nothing of stacks and has no clock: whoever asks brings the start and the zone. The one place that names jiff.

mod at;
mod calendar;
mod cron;
mod days;
mod field;
mod foreign;
mod moment;
mod next;
mod piece;
mod problem;
mod rate;
mod set;
mod words;

mod zone;

use std::fmt;

use crate::base::{Span, did_you_mean};
pub use at::At;
pub use cron::Cron;
pub use moment::{Civil, Moment};
pub use next::Occurrences;
use piece::Piece;
pub use problem::{Correction, Fault, Problem};
pub use rate::{Rate, RateUnit};

pub use words::describe;
pub use zone::{UnknownZone, Zone};

/// The longest expression that AWS takes, in characters.
const LONGEST: usize = 256;

/// The words a timing may begin with.
const WORDS: [&str; 3] = ["cron", "rate", "at"];

/// Which service reads the expression.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Dialect {
    /// An EventBridge rule: always UTC, no `at(…)`, refuses `rate(1 minutes)`.
    Rule,
    /// EventBridge Scheduler: has zones and `at(…)`, reads `rate(1 minutes)` too.
    Scheduler,
}

/// When something fires.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Timing {
    /// At the minutes a calendar pattern names.
    Cron(Box<Cron>),
    /// Again and again, counted from a start.
    Rate(Rate),
    /// Once.
    At(At),
}

/// What was understood of an expression, and what is wrong with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading {
    /// The meaning, where there is one; a problem that leaves the meaning clear does not take it away.
    pub timing: Option<Timing>,
    /// In the order of the text.
    pub problems: Vec<Problem>,
}

impl Reading {
    /// Whether the service takes the expression; it may still have problems worth a word.
    #[must_use]
    pub fn is_accepted(&self) -> bool {
        self.timing.is_some() && !self.problems.iter().any(|problem| problem.refused)
    }

    fn problem(problem: Problem) -> Self {
        Self { timing: None, problems: vec![problem] }
    }
}

/// Reads what stands between the parentheses of `word(…)`; `span` is where that text stands.
#[must_use]
pub fn parse(word: &str, inner: &str, span: Span, dialect: Dialect) -> Reading {
    let piece = Piece::new(inner, span);
    if word.chars().count() + inner.chars().count() + 2 > LONGEST {
        let message = format!("the expression is longer than {LONGEST} characters");
        return Reading::problem(Problem::new(Fault::TooLong, span, message).help("name fewer values"));
    }
    match word {
        "cron" => cron::read(piece),
        "rate" => rate::read(piece, dialect),
        "at" => at::read(piece, dialect),
        _ => unknown_word(word, span),
    }
}

/// Reads a whole expression such as `cron(0 3 * * ? *)`; `span` is where it stands.
#[must_use]
pub fn parse_expression(text: &str, span: Span, dialect: Dialect) -> Reading {
    let piece = Piece::new(text, span).trim();
    let parts = piece.split_once('(').and_then(|(word, rest)| Some((word, rest.strip_suffix(")")?)));
    match parts {
        Some((word, inner)) => parse(word.text, inner.text, inner.span, dialect),
        None => {
            let message = format!("`{}` is no schedule expression", piece.text);
            let problem = Problem::new(Fault::Form, piece.span, message);
            Reading::problem(problem.help("write `cron(…)`, `rate(…)` or `at(…)`"))
        }
    }
}

/// What a text means as cron, `cron(0 3 * * ? *)`, where it is only its fields, or is written for another cron; `span` is where it stands.
#[must_use]
pub fn cron_meant(text: &str, span: Span) -> Option<String> {
    let whole = parse("cron", text, span, Dialect::Scheduler);
    match whole.problems.as_slice() {
        [] => Some(format!("cron({})", text.trim())),
        [one] => one
            .fix
            .as_ref()
            .map(|fix| format!("cron({})", fix.text))
            .filter(|_| one.fault == Fault::CronFieldCount),
        _ => None,
    }
}

impl Timing {
    /// When it fires, from `start` on, which counts itself; empty once it never fires again, at the latest after 2199.
    ///
    /// A rate counts from `start`. Wall-clock times are read in `zone`: one that is skipped when clocks go forward
    /// does not fire, one that comes twice when they go back fires the first time.
    #[must_use]
    pub fn occurrences<'a>(&'a self, start: Moment, zone: &'a Zone) -> Occurrences<'a> {
        Occurrences::new(self, start, zone)
    }

    /// Whether it surely fires no more than once on any day of the calendar.
    #[must_use]
    pub fn is_daily_at_most(&self) -> bool {
        match self {
            Self::Cron(cron) => cron.minutes.len() <= 1 && cron.hours.len() <= 1,
            Self::Rate(_) => false,
            Self::At(_) => true,
        }
    }

    /// Whether no time in the years 1970 to 2199 matches, as for 31 February.
    #[must_use]
    pub fn never_fires(&self, zone: &Zone) -> bool {
        self.occurrences(Moment::EARLIEST, zone).next().is_none()
    }
}

impl fmt::Display for Timing {
    /// Writes the expression with single blanks.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Cron(cron) => write!(f, "cron({cron})"),
            Self::Rate(rate) => write!(f, "rate({rate})"),
            Self::At(at) => write!(f, "at({at})"),
        }
    }
}

fn unknown_word(word: &str, span: Span) -> Reading {
    let message = format!("`{word}` is no sort of schedule");
    let help = match did_you_mean(word, WORDS) {
        Some(meant) => format!("did you mean `{meant}(…)`?"),
        None => "write `cron(…)`, `rate(…)` or `at(…)`".to_owned(),
    };
    Reading::problem(Problem::new(Fault::Form, span, message).help(help))
}

#[cfg(test)]
mod tests;
