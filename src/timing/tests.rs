//! The arithmetic of schedules, by example and against another implementation.

use std::str::FromStr;

use croner::parser::{CronParser, Seconds, Year};
use proptest::prelude::*;

use super::{Dialect, Fault, Moment, Problem, Reading, Timing, Zone, parse_expression};
use crate::base::{FileId, Span};

fn read(text: &str, dialect: Dialect) -> Reading {
    parse_expression(text, Span::new(FileId(0), 0, u32::try_from(text.len()).unwrap()), dialect)
}

fn timing(text: &str) -> Timing {
    let reading = read(text, Dialect::Scheduler);
    assert_eq!(reading.problems, [], "{text}");
    reading.timing.unwrap()
}

fn next(text: &str, start: &str, zone: &str, count: usize) -> Vec<String> {
    let zone = Zone::find(zone).unwrap();
    let start = Moment::read(start, &zone).unwrap();
    timing(text).occurrences(start, &zone).take(count).map(|moment| moment.text(&zone)).collect()
}

/// The next times in UTC, with what all of them end in left out.
fn utc(text: &str, start: &str, count: usize) -> Vec<String> {
    let times = next(text, start, "UTC", count);
    times.iter().map(|time| time.strip_suffix(":00Z").unwrap().to_owned()).collect()
}

fn only_problem(text: &str, dialect: Dialect) -> Problem {
    let mut problems = read(text, dialect).problems;
    assert_eq!(problems.len(), 1, "{text}: {problems:?}");
    problems.remove(0)
}

/// The text under a problem, its sort, and the whole expression once mended.
fn told(text: &str, dialect: Dialect) -> (String, Fault, Option<String>) {
    let problem = only_problem(text, dialect);
    let under = |span: Span| span.start as usize..span.end as usize;
    let mended = problem.fix.map(|fix| {
        let mut whole = text.to_owned();
        whole.replace_range(under(fix.span), &fix.text);
        whole
    });
    (text[under(problem.span)].to_owned(), problem.fault, mended)
}

/// An expression, the text under its problem, its sort, and the whole expression once mended.
type Row = (&'static str, &'static str, Fault, Option<&'static str>);

const FAULTS: &[Row] = &[
    ("cron(0 9 1-7 * MON *)", "MON", Fault::TwoDayFields, None),
    ("cron(0 9 * * MON *)", "*", Fault::TwoDayFields, Some("cron(0 9 ? * MON *)")),
    ("cron(0 9 * * * *)", "*", Fault::TwoDayFields, Some("cron(0 9 * * ? *)")),
    ("cron(0 9 ? * ? *)", "?", Fault::NoDayField, Some("cron(0 9 * * ? *)")),
    ("cron(0 9 * * 1)", "0 9 * * 1", Fault::CronFieldCount, Some("cron(0 9 ? * MON *)")),
    ("cron(0 9 * * 1-5)", "0 9 * * 1-5", Fault::CronFieldCount, Some("cron(0 9 ? * MON-FRI *)")),
    ("cron( 0 9 * * 0,7 )", "0 9 * * 0,7", Fault::CronFieldCount, Some("cron( 0 9 ? * SUN,SUN * )")),
    ("cron(0 9 1 * *)", "0 9 1 * *", Fault::CronFieldCount, Some("cron(0 9 1 * ? *)")),
    ("cron(0 9 * * ?)", "0 9 * * ?", Fault::CronFieldCount, Some("cron(0 9 * * ? *)")),
    ("cron(0 9 1 * 1)", "0 9 1 * 1", Fault::CronFieldCount, None),
    ("cron(0 0 9 * * ? *)", "0 0 9 * * ? *", Fault::CronFieldCount, Some("cron(0 9 * * ? *)")),
    ("cron()", "", Fault::CronFieldCount, None),
    ("cron(60 9 * * ? *)", "60", Fault::CronValue, None),
    ("cron(0 9,24 * * ? *)", "24", Fault::CronValue, None),
    ("cron(0 9 32 * ? *)", "32", Fault::CronValue, None),
    ("cron(0 9 ? * 0 *)", "0", Fault::CronValue, None),
    ("cron(0 9 ? * 3#6 *)", "6", Fault::CronValue, None),
    ("cron(0 9 * * ? 1969)", "1969", Fault::CronValue, None),
    ("cron(0 nine * * ? *)", "nine", Fault::CronValue, None),
    ("cron(0 9, * * ? *)", "", Fault::CronValue, None),
    ("cron(0 9 * JANUARY ? *)", "JANUARY", Fault::CronName, Some("cron(0 9 * JAN ? *)")),
    ("cron(0 9 ? * MON-FRY *)", "FRY", Fault::CronName, Some("cron(0 9 ? * MON-FRI *)")),
    ("cron(0 22-2 * * ? *)", "22-2", Fault::CronRange, Some("cron(0 22-23,0-2 * * ? *)")),
    ("cron(0 9 * NOV-JAN ? *)", "NOV-JAN", Fault::CronRange, Some("cron(0 9 * NOV-DEC,JAN ? *)")),
    ("cron(0 9 * * ? 2030-2026)", "2030-2026", Fault::CronRange, None),
    ("cron(0/0 9 * * ? *)", "0", Fault::CronStep, None),
    ("cron(*/60 * * * ? *)", "60", Fault::CronStep, None),
    ("cron(0/x 9 * * ? *)", "x", Fault::CronStep, None),
    ("cron(? 9 * * ? *)", "?", Fault::CronSpecial, Some("cron(* 9 * * ? *)")),
    ("cron(0 9 * L ? *)", "L", Fault::CronSpecial, None),
    ("cron(0 9 1-5W * ? *)", "1-5W", Fault::CronSpecial, None),
    ("cron(0 9 W * ? *)", "W", Fault::CronSpecial, None),
    ("cron(0 9 ? * 2/2 *)", "2", Fault::CronSpecial, None),
    ("cron(0 9 ? * 3#1,6#3 *)", "3#1,6#3", Fault::CronSpecial, None),
    ("rate(1 minutes)", "minutes", Fault::RateUnitNumber, Some("rate(1 minute)")),
    ("rate(5 hour)", "hour", Fault::RateUnitNumber, Some("rate(5 hours)")),
    ("rate(0 days)", "0", Fault::RateValue, None),
    ("rate(1.5 hours)", "1.5", Fault::RateValue, None),
    ("rate(99999999999 days)", "99999999999", Fault::RateValue, None),
    ("rate(30 seconds)", "seconds", Fault::RateUnit, None),
    ("rate(120 seconds)", "seconds", Fault::RateUnit, Some("rate(2 minutes)")),
    ("rate(2 weeks)", "weeks", Fault::RateUnit, Some("rate(14 days)")),
    ("rate(5m)", "5m", Fault::RateForm, Some("rate(5 minutes)")),
    ("rate(5)", "5", Fault::RateForm, None),
    ("at(2026-12-01)", "2026-12-01", Fault::AtFormat, Some("at(2026-12-01T00:00:00)")),
    ("at(2026-12-01 09:00)", "2026-12-01 09:00", Fault::AtFormat, Some("at(2026-12-01T09:00:00)")),
    ("at(2026-12-01T09:00:00Z)", "2026-12-01T09:00:00Z", Fault::AtFormat, None),
    ("at(2026-02-30T09:00:00)", "2026-02-30T09:00:00", Fault::AtDate, None),
    ("every(5 minutes)", "5 minutes", Fault::Form, None),
    ("0 9 * * ? *", "0 9 * * ? *", Fault::Form, None),
];

#[test]
fn every_fault_is_told_once_at_its_very_place() {
    for (text, under, fault, mended) in FAULTS {
        let expected = ((*under).to_owned(), *fault, mended.map(str::to_owned));
        assert_eq!(told(text, Dialect::Scheduler), expected, "{text}");
        if let Some(mended) = mended {
            assert_eq!(read(mended, Dialect::Scheduler).problems, [], "{text} mended to {mended}");
        }
    }
}

#[test]
fn faults_in_several_fields_are_told_in_the_order_of_the_text() {
    let problems = read("cron(61 25 32 13 ? 1)", Dialect::Rule).problems;
    assert_eq!(problems.iter().map(|problem| problem.span.start).collect::<Vec<_>>(), [5, 8, 11, 14, 19]);
}

#[test]
fn rules_and_scheduler_differ_in_what_they_accept() {
    for (text, rule, scheduler) in [
        ("rate(1 minutes)", false, true),
        ("rate(5 minutes)", true, true),
        ("at(2026-12-01T09:00:00)", false, true),
        ("cron(0 9 ? * MON-FRI *)", true, true),
        ("cron(0 22-2 * * ? *)", true, true),
        ("cron(0 9 * * MON-FRI *)", false, false),
    ] {
        assert_eq!(read(text, Dialect::Rule).is_accepted(), rule, "{text}");
        assert_eq!(read(text, Dialect::Scheduler).is_accepted(), scheduler, "{text}");
    }
    let long = format!("cron(0 9 {} * ? *)", ["15"; 100].join(","));
    assert_eq!(only_problem(&long, Dialect::Rule).fault, Fault::TooLong);
}

#[test]
fn the_start_counts_when_it_matches() {
    assert_eq!(
        utc("cron(0 10 * * ? *)", "2026-01-01T10:00:00Z", 2),
        ["2026-01-01T10:00", "2026-01-02T10:00"]
    );
    assert_eq!(utc("cron(0 10 * * ? *)", "2026-01-01T10:00:01Z", 1), ["2026-01-02T10:00"]);
    assert_eq!(utc("rate(90 minutes)", "2026-01-01T23:30:00Z", 2), ["2026-01-01T23:30", "2026-01-02T01:00"]);
    assert_eq!(utc("at(2026-01-01T10:00:00)", "2026-01-01T10:00:00Z", 5), ["2026-01-01T10:00"]);
    assert!(utc("at(2026-01-01T10:00:00)", "2026-01-01T10:00:01Z", 5).is_empty());
}

#[test]
fn special_days_are_exact() {
    for (text, start, times) in [
        ("cron(0 9 L * ? *)", "2028-01-31T10:00:00Z", ["2028-02-29T09:00", "2028-03-31T09:00"]),
        ("cron(0 9 LW * ? *)", "2026-05-01", ["2026-05-29T09:00", "2026-06-30T09:00"]),
        ("cron(0 9 1W * ? *)", "2026-08-01", ["2026-08-03T09:00", "2026-09-01T09:00"]),
        ("cron(0 9 31W * ? *)", "2026-05-01", ["2026-05-29T09:00", "2026-07-31T09:00"]),
        ("cron(0 9 15W * ? *)", "2026-02-01", ["2026-02-16T09:00", "2026-03-16T09:00"]),
        ("cron(0 9 ? * 6L *)", "2026-01-01", ["2026-01-30T09:00", "2026-02-27T09:00"]),
        ("cron(0 9 ? * 3#5 *)", "2026-01-01", ["2026-03-31T09:00", "2026-06-30T09:00"]),
        ("cron(0 9 ? * L *)", "2026-01-01", ["2026-01-03T09:00", "2026-01-10T09:00"]),
        ("cron(0 9 ? * SAT-SUN *)", "2026-01-01", ["2026-01-03T09:00", "2026-01-04T09:00"]),
        ("cron(0 9 ? * FRI-MON *)", "2026-01-05", ["2026-01-05T09:00", "2026-01-09T09:00"]),
        ("cron(0 9 29 2 ? *)", "2096-03-01", ["2104-02-29T09:00", "2108-02-29T09:00"]),
        ("cron(50/5 9 * * ? *)", "2026-01-01", ["2026-01-01T09:50", "2026-01-01T09:55"]),
        ("cron(0 0 1/7 * ? *)", "2026-01-23", ["2026-01-29T00:00", "2026-02-01T00:00"]),
        ("cron(0 0 1 JAN,jul ? 2026/2)", "2026-07-02", ["2028-01-01T00:00", "2028-07-01T00:00"]),
        ("cron(10-30/10 9 1 1 ? *)", "2026-01-01T09:15:00Z", ["2026-01-01T09:20", "2026-01-01T09:30"]),
    ] {
        assert_eq!(utc(text, start, 2), times, "{text}");
    }
}

#[test]
fn clocks_that_go_forward_skip_and_clocks_that_go_back_fire_once() {
    let spring = next("cron(30 2 * * ? *)", "2026-03-07", "America/New_York", 2);
    assert_eq!(spring, ["2026-03-07T02:30:00-05:00", "2026-03-09T02:30:00-04:00"]);
    let autumn = next("cron(30 * * * ? *)", "2026-11-01T00:30:00", "America/New_York", 3);
    let once = ["2026-11-01T00:30:00-04:00", "2026-11-01T01:30:00-04:00", "2026-11-01T02:30:00-05:00"];
    assert_eq!(autumn, once);
    // Half past one has been, an hour ago, when the clock shows half past one again.
    let again = next("cron(30 1 * * ? *)", "2026-11-01T01:10:00-05:00", "America/New_York", 1);
    assert_eq!(again, ["2026-11-02T01:30:00-05:00"]);
    let elapsed = next("rate(1 day)", "2026-03-07T12:00:00", "America/New_York", 3);
    assert_eq!(elapsed[2], "2026-03-09T13:00:00-04:00");
}

#[test]
fn what_never_fires_ends_and_is_told() {
    let zone = Zone::utc();
    for (text, never) in [
        ("cron(0 9 31 2 ? *)", true),
        ("cron(0 9 30 FEB ? *)", true),
        ("cron(0 9 31 4,6,9,11 ? *)", true),
        ("cron(0 9 29 2 ? 2027)", true),
        ("cron(0 9 ? 2 3#5 2027)", true),
        ("cron(0 9 29 2 ? 2028)", false),
        ("cron(0 0 1 1 ? 1970)", false),
        ("cron(59 23 31 12 ? 2199)", false),
        ("rate(5 minutes)", false),
    ] {
        assert_eq!(timing(text).never_fires(&zone), never, "{text}");
    }
    assert_eq!(utc("cron(59 23 31 12 ? *)", "2198-12-31", 9), ["2198-12-31T23:59", "2199-12-31T23:59"]);
    assert!(utc("cron(0 0 1 1 ? 2020-2025)", "2026-01-01", 1).is_empty());
    assert_eq!(utc("rate(365 days)", "2199-01-01", 9), ["2199-01-01T00:00"]);
    let york = Zone::find("America/New_York").unwrap();
    assert!(timing("cron(30 2 8 3 ? 2026)").never_fires(&york));
}

#[test]
fn an_expression_is_written_back_with_single_blanks() {
    for (text, back) in [
        ("cron( 0  9 ? *\tMON-FRI * )", "cron(0 9 ? * MON-FRI *)"),
        ("rate( 5  minutes )", "rate(5 minutes)"),
        ("rate(1 hours)", "rate(1 hour)"),
        ("at( 2026-12-01T09:00:00 )", "at(2026-12-01T09:00:00)"),
    ] {
        assert_eq!(read(text, Dialect::Scheduler).timing.unwrap().to_string(), back);
    }
}

/// A number, a range or a list of numbers.
fn numbers(min: u16, max: u16) -> impl Strategy<Value = String> {
    let number = move || (min..=max).prop_map(|number| number.to_string());
    let range = (min..=max).prop_flat_map(move |from| (Just(from), from..=max));
    prop_oneof![
        number(),
        range.prop_map(|(from, to)| format!("{from}-{to}")),
        (number(), number(), number()).prop_map(|(a, b, c)| format!("{a},{b},{c}")),
    ]
}

/// Day of month, month and day of week, in what both implementations read alike.
fn days() -> impl Strategy<Value = String> {
    let months = || prop_oneof![3 => Just("*".to_owned()), 1 => numbers(1, 12)];
    let month_day = prop_oneof![
        Just("*".to_owned()),
        Just("L".to_owned()),
        Just("LW".to_owned()),
        numbers(1, 31),
        (1_u16..=28).prop_map(|day| format!("{day}W")),
    ];
    let weekday = prop_oneof![
        numbers(1, 7),
        Just("MON-FRI".to_owned()),
        (1_u16..=7).prop_map(|day| format!("{day}L")),
        (1_u16..=7, 1_u16..=5).prop_map(|(day, nth)| format!("{day}#{nth}")),
    ];
    prop_oneof![
        (month_day, months()).prop_map(|(day, month)| format!("{day} {month} ?")),
        (weekday, months()).prop_map(|(day, month)| format!("? {month} {day}")),
    ]
}

proptest! {
    #[test]
    fn times_are_those_another_implementation_finds(
        minutes in prop_oneof![Just("*".to_owned()), numbers(0, 59), (1_u16..=59).prop_map(|step| format!("*/{step}"))],
        hours in prop_oneof![Just("*".to_owned()), numbers(0, 23)],
        days in days(),
        start in 1_700_000_000_i64..2_000_000_000,
    ) {
        let fields = format!("{minutes} {hours} {days} *");
        let parser = CronParser::builder()
            .seconds(Seconds::Required)
            .year(Year::Required)
            .dom_and_dow(true)
            .alternative_weekdays(true)
            .build();
        let other = parser.parse(&format!("0 {fields}")).unwrap();
        let zone = jiff::tz::TimeZone::UTC;
        let from = jiff::Timestamp::from_second(start).unwrap().to_zoned(zone);
        let utc = Zone::utc();
        let own = timing(&format!("cron({fields})"));
        // A pattern such as 31 February makes the other give up, and must make this one end.
        let mut expected = Vec::new();
        let mut at = from;
        let mut inclusive = true;
        while expected.len() < 5 {
            let Ok(found) = other.find_next_occurrence(&at, inclusive) else { break };
            inclusive = false;
            expected.push(Moment(found.timestamp().as_second()));
            at = found;
        }
        let found: Vec<Moment> = own.occurrences(Moment(start), &utc).take(expected.len().max(1)).collect();
        prop_assert_eq!(found, expected, "cron({}) from {}", fields, start);
    }

    #[test]
    fn any_text_is_read_without_harm(text in "\\PC{0,40}", inner in "[-0-9A-Z?*,/#LW ]{0,30}") {
        for text in [text, format!("cron({inner})"), format!("rate({inner})"), format!("at({inner})")] {
            let reading = read(&text, Dialect::Scheduler);
            prop_assert!(reading.timing.is_some() || !reading.problems.is_empty());
            for problem in reading.problems {
                let span = problem.span;
                prop_assert!(text.get(span.start as usize..span.end as usize).is_some(), "{text}: {span:?}");
            }
        }
    }
}

#[test]
fn moments_are_read_from_jiffs_own_text() {
    assert_eq!(jiff::Timestamp::from_str("2200-01-01T00:00:00Z").unwrap().as_second(), Moment::LATEST.0);
}
