//! Which days a pattern means: the two day fields, of which one decides.

use super::calendar::{days_in_month, weekday};
use super::field::{MONTH_DAYS, WEEKDAYS};
use super::piece::Piece;
use super::problem::{Fault, Problem};
use super::set::Set;

/// The day field that decides.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Days {
    Month(MonthDays),
    Week(WeekDays),
}

/// Days counted within the month.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub(super) struct MonthDays {
    pub(super) each: Set,
    /// `L`
    pub(super) last: Option<LastDay>,
    /// `15W`: the day from Monday to Friday that is nearest, in the same month.
    pub(super) nearest: Set,
}

/// The end of a month.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum LastDay {
    /// `L`
    Any,
    /// `LW`, from Monday to Friday.
    Working,
}

/// Days counted by weekday, 1 for Sunday.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub(super) struct WeekDays {
    pub(super) each: Set,
    /// `6L`: the last such day of the month.
    pub(super) last: Set,
    /// `3#2`: which weekday, and which one of the month.
    pub(super) nth: Option<(u16, u16)>,
}

impl Days {
    /// The matching days of a month.
    pub(super) fn of(&self, year: u16, month: u16) -> Set {
        let length = days_in_month(year, month);
        let mut found = Set::default();
        match self {
            Self::Month(days) => days.collect(year, month, length, &mut found),
            Self::Week(days) => {
                for day in 1..=length {
                    if days.matches(weekday(year, month, day), day, length) {
                        found.insert(day);
                    }
                }
            }
        }
        found
    }
}

impl MonthDays {
    /// Reads the field.
    pub(super) fn read(text: Piece<'_>, problems: &mut Vec<Problem>) -> Self {
        let mut days = Self::default();
        for item in text.split(',') {
            days.read_item(item, problems);
        }
        days
    }

    fn read_item(&mut self, item: Piece<'_>, problems: &mut Vec<Problem>) {
        if item.is("L") {
            self.last = Some(LastDay::Any);
        } else if item.is("LW") {
            // The last day is wanted at any rate if a list holds both.
            self.last.get_or_insert(LastDay::Working);
        } else if let Some(day) = item.strip_suffix("W").filter(|day| !day.text.is_empty()) {
            if day.is_digits() {
                match MONTH_DAYS.read_value(day) {
                    Ok(day) => self.nearest.insert(day),
                    Err(problem) => problems.push(problem),
                }
            } else {
                let message = format!("`{}` asks for the nearest weekday of more than one day", item.text);
                let problem = Problem::new(Fault::CronSpecial, item.span, message);
                problems.push(problem.help("write `W` after a single day, as in `15W`"));
            }
        } else {
            MONTH_DAYS.read_item(item, &mut self.each, problems);
        }
    }

    fn collect(&self, year: u16, month: u16, length: u16, found: &mut Set) {
        for day in self.each.all().take_while(|day| *day <= length) {
            found.insert(day);
        }
        for day in self.nearest.all().take_while(|day| *day <= length) {
            found.insert(nearest_working_day(year, month, day, length));
        }
        match self.last {
            Some(LastDay::Any) => found.insert(length),
            Some(LastDay::Working) => found.insert(nearest_working_day(year, month, length, length)),
            None => {}
        }
    }
}

impl WeekDays {
    /// Reads the field.
    pub(super) fn read(text: Piece<'_>, problems: &mut Vec<Problem>) -> Self {
        let mut days = Self::default();
        let items = text.split(',');
        if let (Some(_), true) = (text.text.find('#'), items.len() > 1) {
            let message = "`#` stands beside another weekday";
            let problem = Problem::new(Fault::CronSpecial, text.span, message);
            problems.push(
                problem.help("a day of week with `#` stands alone; make a second schedule for the other"),
            );
            return days;
        }
        for item in items {
            if let Err(problem) = days.read_item(item, problems) {
                problems.push(problem);
            }
        }
        days
    }

    fn read_item(&mut self, item: Piece<'_>, problems: &mut Vec<Problem>) -> Result<(), Problem> {
        if item.is("L") {
            self.each.insert(7);
        } else if let Some((day, count)) = item.split_once('#') {
            let day = WEEKDAYS.read_value(day)?;
            let nth = count.text.parse::<u16>().ok().filter(|nth| count.is_digits() && (1..=5).contains(nth));
            let wrong = || {
                let message = format!("`{}` is no week of a month", count.text);
                Problem::new(Fault::CronValue, count.span, message).help("after `#` stands 1 to 5")
            };
            self.nth = Some((day, nth.ok_or_else(wrong)?));
        } else if let Some(day) = item.strip_suffix("L").filter(|day| day.is_digits() || day.text.len() == 3)
        {
            self.last.insert(WEEKDAYS.read_value(day)?);
        } else {
            WEEKDAYS.read_item(item, &mut self.each, problems);
        }
        Ok(())
    }

    fn matches(&self, weekday: u16, day: u16, length: u16) -> bool {
        self.each.contains(weekday)
            || (self.last.contains(weekday) && day + 7 > length)
            || self.nth == Some((weekday, day.div_ceil(7)))
    }
}

/// The day from Monday to Friday nearest to `day`, without leaving the month.
fn nearest_working_day(year: u16, month: u16, day: u16, length: u16) -> u16 {
    match weekday(year, month, day) {
        7 if day == 1 => day + 2,
        7 => day - 1,
        1 if day == length => day - 2,
        1 => day + 1,
        _ => day,
    }
}
