//! `cron(minutes hours day-of-month month day-of-week year)`.

use std::fmt;

use super::days::{Days, MonthDays, WeekDays};
use super::field::{HOURS, MINUTES, MONTHS, YEARS};
use super::foreign;
use super::piece::Piece;
use super::problem::{Fault, Problem};
use super::set::Set;
use super::{Reading, Timing};

/// A calendar pattern of minutes.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Cron {
    pub(super) minutes: Set,
    pub(super) hours: Set,
    pub(super) days: Days,
    pub(super) months: Set,
    /// From 1970.
    pub(super) years: Set,
    text: String,
}

impl fmt::Display for Cron {
    /// Writes the six fields with single blanks.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

/// Reads the inside of `cron(…)`.
pub(super) fn read(inner: Piece<'_>) -> Reading {
    let words = inner.words();
    let Ok(fields) = <[Piece<'_>; 6]>::try_from(words.as_slice()) else {
        return Reading::problem(field_count(inner, &words));
    };
    let [minutes, hours, month_day, month, weekday, year] = fields;
    let mut problems = Vec::new();
    let minutes = MINUTES.read(minutes, &mut problems);
    let hours = HOURS.read(hours, &mut problems);
    let days = read_days(month_day, weekday, &mut problems);
    let months = MONTHS.read(month, &mut problems);
    let years = YEARS.read(year, &mut problems);
    problems.sort_by_key(|problem| problem.span);
    let refused = problems.iter().any(|problem| problem.refused);
    let timing = days.filter(|_| !refused).map(|days| {
        let text = fields.map(|field| field.text).join(" ");
        Timing::Cron(Box::new(Cron { minutes, hours, days, months, years, text }))
    });
    Reading { timing, problems }
}

/// Reads the day field that decides; the other one is `?`.
fn read_days(month_day: Piece<'_>, weekday: Piece<'_>, problems: &mut Vec<Problem>) -> Option<Days> {
    match (month_day.text == "?", weekday.text == "?") {
        (false, true) => Some(Days::Month(MonthDays::read(month_day, problems))),
        (true, false) => Some(Days::Week(WeekDays::read(weekday, problems))),
        (true, true) => {
            let message = "day of month and day of week are both `?`";
            let problem = Problem::new(Fault::NoDayField, month_day.span, message);
            problems.push(
                problem.help("one of the two says the day, `*` for every day").fix(month_day.span, "*"),
            );
            None
        }
        (false, false) => {
            // What is wrong inside the fields would be hidden until this is mended.
            MonthDays::read(month_day, problems);
            WeekDays::read(weekday, problems);
            problems.push(two_day_fields(month_day, weekday));
            None
        }
    }
}

fn two_day_fields(month_day: Piece<'_>, weekday: Piece<'_>) -> Problem {
    let message = format!(
        "day of month `{}` and day of week `{}` are both set, which AWS refuses",
        month_day.text, weekday.text
    );
    // A `*` beside a day says nothing, so that is the one to give up.
    let (idle, is_certain) = match (month_day.text, weekday.text) {
        (_, "*") => (weekday.span, true),
        ("*", _) => (month_day.span, true),
        _ => (weekday.span, false),
    };
    let problem = Problem::new(Fault::TwoDayFields, idle, message);
    let problem = problem.help("write `?` in one of them: the other alone says the day");
    if is_certain { problem.fix(idle, "?") } else { problem }
}

fn field_count(inner: Piece<'_>, words: &[Piece<'_>]) -> Problem {
    let inner = inner.trim();
    let message = match words.len() {
        0 => "`cron()` is empty, AWS has six fields".to_owned(),
        1 => "one field, AWS has six".to_owned(),
        count => format!("this has {count} fields, but AWS wants six"),
    };
    let order = "minutes, hours, day of month, month, day of week, year";
    let problem = Problem::new(Fault::CronFieldCount, inner.span, message).help(format!("they are {order}"));
    // Only what then reads without a problem is worth offering.
    let sound = |text: &String| read(Piece::new(text, inner.span)).problems.is_empty();
    match foreign::translate(words).filter(sound) {
        Some(text) => problem.fix(inner.span, text),
        None => problem,
    }
}
