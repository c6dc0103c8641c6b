//! The manual page on schedule expressions says what is so.

use stackc::base::{FileId, Span};
use stackc::timing::{Dialect, Moment, Reading, Zone, describe, parse_expression};

const PAGE: &str = include_str!("../../docs/language/timing.md");

/// The lines of all code blocks of that name.
fn blocks(name: &str) -> Vec<Vec<&'static str>> {
    let fence = format!("```{name}\n");
    let parts = PAGE.split(fence.as_str()).skip(1);
    parts.map(|part| part.split("```").next().unwrap().lines().collect()).collect()
}

fn read(text: &str) -> Reading {
    parse_expression(text, Span::new(FileId(0), 0, u32::try_from(text.len()).unwrap()), Dialect::Scheduler)
}

#[test]
fn the_manual_says_in_words_what_is_read() {
    let lines = blocks("timing").concat();
    assert!(lines.len() > 10);
    for line in lines {
        let (text, words) = line.split_once("  ").unwrap();
        let reading = read(text);
        assert_eq!(reading.problems, [], "{text}");
        assert_eq!(describe(&reading.timing.unwrap(), &Zone::utc()), words.trim(), "{text}");
    }
}

#[test]
fn the_manual_tells_problems_as_they_are_told() {
    let lines = blocks("timing-problems").concat();
    assert!(lines.len() > 5);
    for line in lines {
        let (text, told) = line.split_once("  ").unwrap();
        let problems = read(text).problems;
        let [problem] = problems.as_slice() else { panic!("{text}: {problems:?}") };
        let mended = problem.fix.as_ref().map(|fix| {
            let mut whole = text.to_owned();
            whole.replace_range(fix.span.start as usize..fix.span.end as usize, &fix.text);
            format!(" -> {whole}")
        });
        assert_eq!(format!("{}{}", problem.message, mended.unwrap_or_default()), told.trim(), "{text}");
    }
}

#[test]
fn the_manual_lists_times_as_they_come() {
    let examples = blocks("timing-next");
    assert_eq!(examples.len(), 3);
    for lines in examples {
        let (question, times) = lines.split_first().unwrap();
        let (text, rest) = question.split_once(" from ").unwrap();
        let (start, zone) = rest.split_once(" in ").unwrap();
        let zone = Zone::find(zone).unwrap();
        let timing = read(text).timing.unwrap();
        let occurrences = timing.occurrences(Moment::read(start, &zone).unwrap(), &zone);
        let found: Vec<String> = occurrences.take(times.len()).map(|moment| moment.text(&zone)).collect();
        assert_eq!(found, times, "{question}");
    }
}

#[test]
fn the_example_that_never_fires_never_does() {
    let timing = read("cron(0 9 31 2 ? *)").timing.unwrap();
    assert!(PAGE.contains(&timing.to_string()) && timing.never_fires(&Zone::utc()));
}
