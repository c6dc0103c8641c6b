//! One field of a cron expression: its range, its names, and the items it is made of.

use super::piece::Piece;
use super::problem::{Fault, Problem};
use super::set::{FIRST_YEAR, Set};
use crate::base::did_you_mean;

/// What a field may hold; ranges and names from the EventBridge user guide, cron expressions reference.
#[derive(Debug)]
pub(super) struct Field {
    pub(super) name: &'static str,
    min: u16,
    max: u16,
    /// Three letters each, from `min` on.
    pub(super) names: &'static [&'static str],
    slash: Slash,
    backwards: Backwards,
}

/// Whether the field takes steps.
#[derive(Debug, PartialEq, Eq)]
enum Slash {
    Taken,
    Refused,
}

/// What a range means whose end lies before its start.
#[derive(Debug, PartialEq, Eq)]
enum Backwards {
    /// It goes on past the end of the field, as `SAT-SUN` does.
    Wraps,
    /// The same, but AWS does not document it.
    WrapsUnsaid,
    /// Nothing.
    Empty,
}

pub(super) static MINUTES: Field = number_field("minutes", 0, 59);
pub(super) static HOURS: Field = number_field("hours", 0, 23);
pub(super) static MONTH_DAYS: Field = number_field("day of month", 1, 31);
pub(super) static MONTHS: Field = Field {
    names: &["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"],
    ..number_field("month", 1, 12)
};
pub(super) static WEEKDAYS: Field = Field {
    names: &["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"],
    slash: Slash::Refused,
    backwards: Backwards::Wraps,
    ..number_field("day of week", 1, 7)
};
pub(super) static YEARS: Field =
    Field { backwards: Backwards::Empty, ..number_field("year", FIRST_YEAR, 2199) };

const fn number_field(name: &'static str, min: u16, max: u16) -> Field {
    Field { name, min, max, names: &[], slash: Slash::Taken, backwards: Backwards::WrapsUnsaid }
}

impl Field {
    /// Reads a whole field that knows no letters of its own; years are kept from [`FIRST_YEAR`] on.
    pub(super) fn read(&self, text: Piece<'_>, problems: &mut Vec<Problem>) -> Set {
        let mut set = Set::default();
        if text.text == "?" {
            problems.push(self.lone_question_mark(text));
            return set;
        }
        for item in text.split(',') {
            self.read_item(item, &mut set, problems);
        }
        set
    }

    /// Reads `*`, `5`, `1-5`, `0/15`, `*/5` or `10-50/20` into the set.
    pub(super) fn read_item(&self, item: Piece<'_>, set: &mut Set, problems: &mut Vec<Problem>) {
        let (base, step) = match item.split_once('/') {
            Some((base, step)) => (base, Some(step)),
            None => (item, None),
        };
        let step_size = match step.map(|step| self.read_step(step)).transpose() {
            Ok(size) => size,
            Err(problem) => return problems.push(problem),
        };
        match self.read_range(base, step, problems) {
            Ok((first, last)) => self.fill(first, last, step_size.unwrap_or(1), set),
            Err(problem) => problems.push(problem),
        }
    }

    /// Reads a number in the field's range, or a name.
    pub(super) fn read_value(&self, text: Piece<'_>) -> Result<u16, Problem> {
        if text.is_digits() {
            let number =
                text.text.parse::<u16>().ok().filter(|number| (self.min..=self.max).contains(number));
            return number.ok_or_else(|| self.out_of_range(text));
        }
        if let Some(at) = self.names.iter().position(|name| text.is(name)) {
            return Ok(self.min + u16::try_from(at).unwrap_or(0));
        }
        Err(self.not_a_value(text))
    }

    /// The name of a value, or its digits where the field has no names.
    pub(super) fn spell(&self, value: u16) -> String {
        let name = value.checked_sub(self.min).and_then(|at| self.names.get(usize::from(at)));
        name.map_or_else(|| value.to_string(), |name| (*name).to_owned())
    }

    fn read_range(
        &self,
        base: Piece<'_>,
        step: Option<Piece<'_>>,
        problems: &mut Vec<Problem>,
    ) -> Result<(u16, u16), Problem> {
        if let (Some(step), Slash::Refused) = (step, &self.slash) {
            let message = format!("`/{}` is not taken in {}", step.text, self.name);
            return Err(
                Problem::new(Fault::CronSpecial, step.span, message).help("list the days: `MON,WED,FRI`")
            );
        }
        if base.text == "*" {
            return Ok((self.min, self.max));
        }
        let Some((first, last)) = base.split_once('-') else {
            let value = self.read_value(base)?;
            return Ok((value, if step.is_some() { self.max } else { value }));
        };
        let range = (self.read_value(first)?, self.read_value(last)?);
        if range.0 > range.1 {
            self.judge_backwards(base, range, step, problems)?;
        }
        Ok(range)
    }

    fn judge_backwards(
        &self,
        base: Piece<'_>,
        (first, last): (u16, u16),
        step: Option<Piece<'_>>,
        problems: &mut Vec<Problem>,
    ) -> Result<(), Problem> {
        let message = format!("`{}` runs backwards", base.text);
        let problem = Problem::new(Fault::CronRange, base.span, message);
        match self.backwards {
            Backwards::Wraps => Ok(()),
            Backwards::Empty => Err(problem.help("write the lower value first")),
            Backwards::WrapsUnsaid => {
                let range = |from, to| match from == to {
                    true => self.spell(from),
                    false => format!("{}-{}", self.spell(from), self.spell(to)),
                };
                let parts = format!("{},{}", range(first, self.max), range(self.min, last));
                let problem = problem.tolerated().help("AWS only says what a range means that runs upwards");
                problems.push(if step.is_none() { problem.fix(base.span, parts) } else { problem });
                Ok(())
            }
        }
    }

    fn read_step(&self, step: Piece<'_>) -> Result<u16, Problem> {
        let wrong =
            |message: String, help: String| Err(Problem::new(Fault::CronStep, step.span, message).help(help));
        match step.text.parse::<u16>() {
            _ if !step.is_digits() => {
                wrong(format!("`{}` is no step", step.text), "write `start/step`, as in `0/15`".to_owned())
            }
            Ok(0) => wrong("a step of 0 never moves on".to_owned(), "take a step of 1 or more".to_owned()),
            Ok(size) if size <= self.max => Ok(size),
            _ => wrong(
                format!("a step of {} leaves the field {}", step.text, self.name),
                format!("take a step up to {}; each field starts afresh after its last value", self.max),
            ),
        }
    }

    fn fill(&self, first: u16, last: u16, step: u16, set: &mut Set) {
        let (span, shift) = (self.max - self.min + 1, if self.min == FIRST_YEAR { FIRST_YEAR } else { 0 });
        if step == 1 && first <= last {
            return set.insert_all(first - shift, last - shift);
        }
        let end = if last < first { last + span } else { last };
        for value in (first..=end).step_by(usize::from(step)) {
            set.insert((value - self.min) % span + self.min - shift);
        }
    }

    fn lone_question_mark(&self, text: Piece<'_>) -> Problem {
        let message = format!("`?` is not taken in {}", self.name);
        let problem = Problem::new(Fault::CronSpecial, text.span, message);
        problem.help("`?` stands for a day field that the other one decides").fix(text.span, "*")
    }

    fn out_of_range(&self, text: Piece<'_>) -> Problem {
        let message = format!("`{}` is out of range for {}", text.text, self.name);
        let range = format!("{} goes from {} to {}", self.name, self.min, self.max);
        let help = match self.names.first() {
            Some(&"SUN") => format!("{range}, 1 is Sunday"),
            _ => range,
        };
        Problem::new(Fault::CronValue, text.span, message).help(help)
    }

    fn not_a_value(&self, text: Piece<'_>) -> Problem {
        let letters = text.text.chars().all(char::is_alphabetic);
        let special = text.text.chars().find(|c| "?*LW#/-".contains(*c));
        if text.text.is_empty() {
            let message = format!("a value is missing in {}", self.name);
            return Problem::new(Fault::CronValue, text.span, message)
                .help("write no blank or comma too many");
        }
        if let Some(special) = special.filter(|_| !letters || matches!(text.text, "L" | "W" | "LW")) {
            let message = format!("`{special}` is not taken here in {}", self.name);
            return Problem::new(Fault::CronSpecial, text.span, message).help(self.what_is_taken());
        }
        if letters && !self.names.is_empty() {
            return self.unknown_name(text);
        }
        let message = format!("`{}` is no number", text.text);
        Problem::new(Fault::CronValue, text.span, message).help(self.what_is_taken())
    }

    fn unknown_name(&self, text: Piece<'_>) -> Problem {
        let message = format!("`{}` is no {}", text.text, self.name);
        let problem = Problem::new(Fault::CronName, text.span, message);
        let start: String = text.text.chars().take(3).collect::<String>().to_uppercase();
        let spelt_out = self.names.iter().copied().find(|name| *name == start);
        match spelt_out.or_else(|| did_you_mean(text.text, self.names.iter().copied())) {
            Some(meant) => problem.help("names have three letters").fix(text.span, meant),
            None => problem.help(self.what_is_taken()),
        }
    }

    fn what_is_taken(&self) -> String {
        let range = format!("{} takes {} to {}", self.name, self.min, self.max);
        match (self.names.first(), self.names.last()) {
            (Some(first), Some(last)) => format!("{range} or {first} to {last}"),
            _ => range,
        }
    }
}
