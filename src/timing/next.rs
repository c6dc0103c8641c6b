//! The times at which something fires, one after the other.

use super::cron::Cron;
use super::set::{FIRST_YEAR, Set};
use super::{Civil, Moment, Timing, Zone};

/// The moments at which a timing fires, in order. Ends when it never fires again, at the latest after 2199.
#[derive(Debug)]
pub struct Occurrences<'a> {
    zone: &'a Zone,
    start: Moment,
    ahead: Ahead<'a>,
}

/// What is still to come.
#[derive(Debug)]
enum Ahead<'a> {
    /// The earliest minute not looked at.
    Cron(&'a Cron, Earliest),
    /// The next one, and the seconds to the one after it.
    Rate(Moment, i64),
    Once(Moment),
    Nothing,
}

/// Year from 1970, month, day, hour, minute; the minute may be 60, which means the next hour.
type Earliest = (u16, u16, u16, u16, u16);

impl<'a> Occurrences<'a> {
    pub(super) fn new(timing: &'a Timing, start: Moment, zone: &'a Zone) -> Self {
        let ahead = match timing {
            Timing::Cron(cron) => Ahead::Cron(cron, earliest(zone.civil(start))),
            Timing::Rate(rate) => Ahead::Rate(start, i64::try_from(rate.seconds()).unwrap_or(i64::MAX)),
            Timing::At(at) => {
                at.moment(zone).filter(|moment| *moment >= start).map_or(Ahead::Nothing, Ahead::Once)
            }
        };
        Self { zone, start, ahead }
    }
}

impl Iterator for Occurrences<'_> {
    type Item = Moment;

    fn next(&mut self) -> Option<Moment> {
        match &mut self.ahead {
            Ahead::Cron(cron, from) => loop {
                let found = cron.next(*from)?;
                let (year, month, day, hour, minute) = found;
                *from = (year, month, day, hour, minute + 1);
                // A minute that clocks skip is no moment; one that comes twice may lie before the start.
                let moment = self.zone.moment(civil(found));
                if let Some(moment) = moment.filter(|moment| *moment >= self.start) {
                    return Some(moment);
                }
            },
            Ahead::Rate(next, step) => {
                let moment = Some(*next).filter(|moment| *moment < Moment::LATEST)?;
                *next = Moment(moment.0.saturating_add(*step));
                Some(moment)
            }
            Ahead::Once(moment) => {
                let moment = *moment;
                self.ahead = Ahead::Nothing;
                Some(moment)
            }
            Ahead::Nothing => None,
        }
    }
}

impl Cron {
    /// The first matching minute on the calendar that is not before `from`.
    fn next(&self, from: Earliest) -> Option<Earliest> {
        let (year, month, day, hour, minute) = from;
        for at_year in self.years.from(year) {
            for at_month in self.months.from(if at_year == year { month } else { 1 }) {
                let same_month = (at_year, at_month) == (year, month);
                let days = self.days.of(at_year + FIRST_YEAR, at_month);
                for at_day in days.from(if same_month { day } else { 1 }) {
                    let least = if same_month && at_day == day { (hour, minute) } else { (0, 0) };
                    if let Some((at_hour, at_minute)) = time_from(&self.hours, &self.minutes, least) {
                        return Some((at_year, at_month, at_day, at_hour, at_minute));
                    }
                }
            }
        }
        None
    }
}

fn time_from(hours: &Set, minutes: &Set, (hour, minute): (u16, u16)) -> Option<(u16, u16)> {
    hours.from(hour).find_map(|at_hour| {
        let least = if at_hour == hour { minute } else { 0 };
        minutes.from(least).next().map(|at_minute| (at_hour, at_minute))
    })
}

/// Before 1970 nothing fires, so an earlier start is as good as that year's first minute.
fn earliest(start: Civil) -> Earliest {
    match start.year.checked_sub(FIRST_YEAR) {
        Some(year) => (year, start.month.into(), start.day.into(), start.hour.into(), start.minute.into()),
        None => (0, 1, 1, 0, 0),
    }
}

fn civil((year, month, day, hour, minute): Earliest) -> Civil {
    let small = |number: u16| u8::try_from(number).unwrap_or(u8::MAX);
    Civil {
        year: year + FIRST_YEAR,
        month: small(month),
        day: small(day),
        hour: small(hour),
        minute: small(minute),
        second: 0,
    }
}
