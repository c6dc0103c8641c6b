//! A timing as a person would say it.

use super::cron::Cron;
use super::days::{Days, LastDay, MonthDays, WeekDays};
use super::set::{FIRST_YEAR, Set};
use super::{RateUnit, Timing, Zone};

/// From Sunday on.
pub(super) const WEEKDAYS: [&str; 7] =
    ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];
const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];
const ORDINALS: [&str; 5] = ["first", "second", "third", "fourth", "fifth"];

/// The most times of day that are still listed one by one.
const LISTED: usize = 4;

/// Says when it fires: `at 03:00 every day (Asia/Seoul)`. A rate has no zone.
#[must_use]
pub fn describe(timing: &Timing, zone: &Zone) -> String {
    match timing {
        Timing::Cron(cron) => format!("{} ({})", describe_cron(cron), zone.name()),
        Timing::Rate(rate) if rate.value == 1 => match rate.unit {
            RateUnit::Minutes => "every minute".to_owned(),
            RateUnit::Hours => "every hour".to_owned(),
            RateUnit::Days => "every 24 hours".to_owned(),
        },
        Timing::Rate(rate) => format!("every {rate}"),
        Timing::At(at) => {
            let text = at.to_string();
            let (day, time) = text.split_once('T').unwrap_or((&text, ""));
            let time = time.strip_suffix(":00").unwrap_or(time);
            format!("once, on {day} at {time} ({})", zone.name())
        }
    }
}

fn describe_cron(cron: &Cron) -> String {
    let mut parts = vec![describe_time(&cron.hours, &cron.minutes)];
    let (days, within_month) = describe_days(&cron.days);
    let all_months = cron.months.len() == MONTHS.len();
    // What comes every hour comes every day.
    if days != "every day" || cron.hours.len() < 24 || !all_months {
        parts.push(days);
    }
    if !all_months {
        let joint = if within_month { "of" } else { "in" };
        parts.push(format!("{joint} {}", list(&cron.months, |month| name(&MONTHS, month))));
    } else if within_month {
        parts.push("of every month".to_owned());
    }
    if cron.years.len() < 230 {
        parts.push(format!("in {}", list(&cron.years, |year| (year + FIRST_YEAR).to_string())));
    }
    parts.join(" ")
}

fn describe_time(hours: &Set, minutes: &Set) -> String {
    if hours.len() * minutes.len() <= LISTED {
        let times =
            hours.all().flat_map(|hour| minutes.all().map(move |minute| format!("{hour:02}:{minute:02}")));
        return format!("at {}", join(times.collect()));
    }
    let minutes = match stride(minutes, 60) {
        Some((0, 1)) => "every minute".to_owned(),
        Some((0, step)) => format!("every {step} minutes"),
        _ if minutes.len() == 1 => format!("at minute {}", list(minutes, |minute| minute.to_string())),
        _ => format!("at minutes {}", list(minutes, |minute| minute.to_string())),
    };
    let hours = match stride(hours, 24) {
        Some((0, 1)) if minutes.starts_with("at") => " of every hour".to_owned(),
        Some((0, 1)) => String::new(),
        Some((0, step)) => format!(" of every {step} hours"),
        _ => format!(" of the hours {}", list(hours, |hour| hour.to_string())),
    };
    minutes + &hours
}

/// The days, and whether they are counted within the month.
fn describe_days(days: &Days) -> (String, bool) {
    match days {
        Days::Month(days) if days.each.len() == 31 => ("every day".to_owned(), false),
        Days::Week(days) if days.each.len() == 7 => ("every day".to_owned(), false),
        Days::Month(days) => (format!("on {}", month_days(days)), true),
        Days::Week(days) => {
            let within_month = days.nth.is_some() || days.last.len() > 0;
            (format!("on {}", week_days(days)), within_month)
        }
    }
}

fn month_days(days: &MonthDays) -> String {
    let mut parts = Vec::new();
    if days.each.len() > 0 {
        let word = if days.each.len() == 1 { "day" } else { "days" };
        parts.push(format!("{word} {}", list(&days.each, |day| day.to_string())));
    }
    if days.nearest.len() > 0 {
        parts.push(format!("the weekday nearest to day {}", list(&days.nearest, |day| day.to_string())));
    }
    match days.last {
        Some(LastDay::Any) => parts.push("the last day".to_owned()),
        Some(LastDay::Working) => parts.push("the last weekday".to_owned()),
        None => {}
    }
    join(parts)
}

fn week_days(days: &WeekDays) -> String {
    let mut parts = Vec::new();
    if days.each.len() > 0 {
        parts.push(list(&days.each, |day| name(&WEEKDAYS, day)));
    }
    if days.last.len() > 0 {
        parts.push(format!("the last {}", list(&days.last, |day| name(&WEEKDAYS, day))));
    }
    if let Some((day, nth)) = days.nth {
        parts.push(format!("the {} {}", name(&ORDINALS, nth), name(&WEEKDAYS, day)));
    }
    join(parts)
}

/// First member and distance, if the members keep one distance to the end of the field and over it.
fn stride(set: &Set, size: u16) -> Option<(u16, u16)> {
    let mut members = set.all();
    let (first, second) = (members.next()?, members.next()?);
    let step = Some(second - first).filter(|step| size.is_multiple_of(*step))?;
    let expected = (first..size).step_by(usize::from(step));
    set.all().eq(expected).then_some((first, step))
}

/// Members in words: three or more in a row become `a to b`.
fn list(set: &Set, spell: impl Fn(u16) -> String) -> String {
    let mut runs: Vec<(u16, u16)> = Vec::new();
    for member in set.all() {
        match runs.last_mut() {
            Some((_, last)) if *last + 1 == member => *last = member,
            _ => runs.push((member, member)),
        }
    }
    let spelt = runs.into_iter().flat_map(|(first, last)| match last - first {
        0 => vec![spell(first)],
        1 => vec![spell(first), spell(last)],
        _ => vec![format!("{} to {}", spell(first), spell(last))],
    });
    join(spelt.collect())
}

fn join(mut parts: Vec<String>) -> String {
    match parts.pop() {
        Some(last) if !parts.is_empty() => format!("{} and {last}", parts.join(", ")),
        last => last.unwrap_or_default(),
    }
}

/// The name of a value that counts from 1.
fn name(names: &[&str], value: u16) -> String {
    let found = usize::from(value).checked_sub(1).and_then(|at| names.get(at));
    found.map_or_else(|| value.to_string(), |name| (*name).to_owned())
}

#[cfg(test)]
mod tests {
    use super::{Zone, describe};
    use crate::base::{FileId, Span};
    use crate::timing::{Dialect, parse_expression};

    #[test]
    fn timings_are_said_in_words() {
        let seoul = Zone::find("Asia/Seoul").unwrap();
        for (text, words) in [
            ("cron(0 3 * * ? *)", "at 03:00 every day (Asia/Seoul)"),
            ("cron(0 1 ? * TUE-SAT *)", "at 01:00 on Tuesday to Saturday (Asia/Seoul)"),
            ("cron(0 9,18 ? * SAT-SUN *)", "at 09:00 and 18:00 on Sunday and Saturday (Asia/Seoul)"),
            ("cron(0 9 L * ? *)", "at 09:00 on the last day of every month (Asia/Seoul)"),
            (
                "cron(0 9 1,15W 3 ? *)",
                "at 09:00 on day 1 and the weekday nearest to day 15 of March (Asia/Seoul)",
            ),
            ("cron(0 9 ? * 3#2 *)", "at 09:00 on the second Tuesday of every month (Asia/Seoul)"),
            (
                "cron(0 9 ? JAN-MAR 6L 2026-2028)",
                "at 09:00 on the last Friday of January to March in 2026 to 2028 (Asia/Seoul)",
            ),
            ("cron(0/15 * * * ? *)", "every 15 minutes (Asia/Seoul)"),
            ("cron(* * * * ? *)", "every minute (Asia/Seoul)"),
            ("cron(50-59 * * * ? *)", "at minutes 50 to 59 of every hour (Asia/Seoul)"),
            ("cron(* 18-23 * * ? *)", "every minute of the hours 18 to 23 every day (Asia/Seoul)"),
            ("cron(0/40 * * * ? *)", "at minutes 0 and 40 of every hour (Asia/Seoul)"),
            ("cron(0 0/2 * * ? *)", "at minute 0 of every 2 hours every day (Asia/Seoul)"),
            ("cron(5 * * * ? *)", "at minute 5 of every hour (Asia/Seoul)"),
            ("cron(5/15 * * * ? *)", "at minutes 5, 20, 35 and 50 of every hour (Asia/Seoul)"),
            (
                "cron(*/10 9-17 ? * MON-FRI *)",
                "every 10 minutes of the hours 9 to 17 on Monday to Friday (Asia/Seoul)",
            ),
            ("cron(0 0 * 12 ? *)", "at 00:00 every day in December (Asia/Seoul)"),
            ("rate(5 minutes)", "every 5 minutes"),
            ("rate(1 hour)", "every hour"),
            ("at(2026-12-01T09:00:00)", "once, on 2026-12-01 at 09:00 (Asia/Seoul)"),
        ] {
            let span = Span::new(FileId(0), 0, 0);
            let timing = parse_expression(text, span, Dialect::Scheduler).timing.unwrap();
            assert_eq!(describe(&timing, &seoul), words, "{text}");
        }
    }
}
