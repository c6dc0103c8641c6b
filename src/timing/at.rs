//! `at(yyyy-mm-ddThh:mm:ss)`.

use std::fmt;

use super::moment::Civil;
use super::piece::Piece;
use super::problem::{Fault, Problem};
use super::{Dialect, Moment, Reading, Timing, Zone};

/// One time on the clock, in the zone of whoever uses it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct At {
    /// What calendar and clock then show.
    pub civil: Civil,
}

impl At {
    /// The moment in a zone: the first if the clock shows it twice, `None` if never.
    #[must_use]
    pub fn moment(self, zone: &Zone) -> Option<Moment> {
        zone.moment(self.civil)
    }
}

impl fmt::Display for At {
    /// Writes `2026-12-01T09:00:00`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.civil)
    }
}

/// Reads the inside of `at(…)`.
pub(super) fn read(inner: Piece<'_>, dialect: Dialect) -> Reading {
    let inner = inner.trim();
    let mut reading = read_time(inner);
    if dialect == Dialect::Rule {
        let problem =
            Problem::new(Fault::AtInRule, inner.span, "an EventBridge rule has no one-time schedule");
        reading.problems.insert(0, problem.help("use a schedule, or `cron(…)` with the very day and year"));
    }
    reading
}

fn read_time(inner: Piece<'_>) -> Reading {
    let Some(civil) = exact(inner.text) else { return Reading::problem(format_problem(inner)) };
    if civil.date_time().is_some() {
        return Reading { timing: Some(Timing::At(At { civil })), problems: Vec::new() };
    }
    let message = format!("`{}` is on no calendar or clock", inner.text);
    let problem = Problem::new(Fault::AtDate, inner.span, message);
    Reading::problem(problem.help("months have 28 to 31 days, hours go to 23, minutes and seconds to 59"))
}

fn format_problem(inner: Piece<'_>) -> Problem {
    let message = match inner.text {
        "" => "`at()` is empty".to_owned(),
        text => format!("`{text}` is not written as `yyyy-mm-ddThh:mm:ss`"),
    };
    let zoned =
        inner.text.split_once(['T', ' ']).is_some_and(|(_, time)| time.contains(['Z', 'z', '+', '-']));
    let help =
        if zoned { "leave out the offset and set `timezone` beside it" } else { "write all six numbers" };
    let problem = Problem::new(Fault::AtFormat, inner.span, message).help(help);
    match completed(inner.text) {
        Some(text) => problem.fix(inner.span, text),
        None => problem,
    }
}

/// The same time in full, where only the `T` or the end is missing.
fn completed(text: &str) -> Option<String> {
    let text = text.replacen([' ', 't'], "T", 1);
    ["", ":00", "T00:00:00"]
        .into_iter()
        .map(|end| format!("{text}{end}"))
        .find(|whole| exact(whole).is_some_and(|civil| civil.date_time().is_some()))
}

/// Reads exactly `yyyy-mm-ddThh:mm:ss`; the numbers may still be on no calendar.
fn exact(text: &str) -> Option<Civil> {
    let same_shape = |(c, shape): (char, char)| if shape == '0' { c.is_ascii_digit() } else { c == shape };
    let shape = "0000-00-00T00:00:00";
    if text.len() != shape.len() || !text.chars().zip(shape.chars()).all(same_shape) {
        return None;
    }
    let two = |at: usize| text.get(at..at + 2)?.parse::<u8>().ok();
    Some(Civil {
        year: text.get(..4)?.parse().ok()?,
        month: two(5)?,
        day: two(8)?,
        hour: two(11)?,
        minute: two(14)?,
        second: two(17)?,
    })
}
