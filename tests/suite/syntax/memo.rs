//! A text that changes is read from memory to the very tree and findings that a fresh reading gives.

use std::path::Path;

use stackc::base::FileId;
use stackc::diag::Found;
use stackc::syntax::ast::File;
use stackc::syntax::{Form, Memo, parse, parse_with};

use crate::support::dice::Dice;

/// What is put into texts while somebody writes.
const PIECES: &[&str] = &[
    "a",
    "1",
    " ",
    "\n",
    "\r\n",
    "\n\n",
    "{",
    "}",
    "[",
    "]",
    "(",
    ")",
    "\"",
    "\"\"\"",
    "${",
    "//",
    "/*",
    "*/",
    "=",
    " -> ",
    ",",
    ":",
    "\n/// What it is.\n",
    " /// Where it is.\n",
    "\n#[allow(dead-permission): \"so\"]\n",
    "\n  #[allow(dead-permission): \"so\"]",
    "\n#[allow(x)]\n",
    "\nlet n = 1\n",
    "\nbucket n {}\n",
    "\nif ",
    "for x in y",
    "\nunder \"x\" ",
    "?",
    "\u{feff}",
    "é",
    "\nlet n = { a = \n",
    "\n  } }\n",
    "b { c = 'd' }\n",
    "\n\"",
    "!",
    " if a then b else c",
];

/// Everything that is seen of a reading.
fn seen(found: &Found<File>) -> String {
    format!("{:?}\n{:?}", found.value, found.diagnostics)
}

/// Reads a text both ways, or says how they differ.
fn read_both_ways(memo: &mut Memo, file: FileId, text: &str) {
    let fresh = seen(&parse(file, text, Form::Stack));
    let known = seen(&parse_with(memo, file, &std::sync::Arc::from(text), Form::Stack));
    if fresh != known {
        let at = fresh.bytes().zip(known.bytes()).take_while(|(one, two)| one == two).count();
        let near = |text: &str| {
            text.bytes().skip(at.saturating_sub(200)).take(400).map(char::from).collect::<String>()
        };
        panic!("{text}\n---- fresh\n{}\n---- remembered\n{}", near(&fresh), near(&known));
    }
}

/// A place where a character begins.
fn place(text: &str, dice: &mut Dice) -> usize {
    let mut at = dice.below(text.len() + 1);
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// One thing that somebody does to a text.
fn edit(text: &mut String, others: &[String], dice: &mut Dice) {
    let at = place(text, dice);
    let mut end = (at + 1 + dice.below(12)).min(text.len());
    while !text.is_char_boundary(end) {
        end += 1;
    }
    match dice.below(8) {
        0 | 1 => text.replace_range(at..end, ""),
        2..=4 => text.insert_str(at, PIECES[dice.below(PIECES.len())]),
        5 => text.replace_range(at..end, PIECES[dice.below(PIECES.len())]),
        6 => {
            let other = &others[dice.below(others.len())];
            let (from, to) = (place(other, dice), place(other, dice));
            text.insert_str(at, &other[from.min(to)..from.max(to)]);
        }
        _ => {
            // A whole line is written again, as when it is moved.
            let line = text[..at].rfind('\n').map_or(0, |line| line + 1);
            let end = text[at..].find('\n').map_or(text.len(), |end| at + end + 1);
            let copy = text[line..end].to_owned();
            text.insert_str(line, &copy);
        }
    }
}

/// Texts of all sorts, some of them long enough to be read in several pieces.
fn texts() -> Vec<String> {
    let mut list: Vec<String> = ["stacks", "tests/suite"]
        .iter()
        .flat_map(|folder| crate::support::files(Path::new(folder), &["stack"]))
        .map(|(_, text)| text)
        .collect();
    assert!(list.len() > 20);
    list.push(list.iter().filter(|text| text.len() > 2_000).take(8).map(String::as_str).collect());
    list.push(list[3].replace('\n', "\r\n"));
    list.push(list.iter().take(4).map(|text| format!("{text}\nlet a = {{\n")).collect());
    list
}

#[test]
fn after_any_edits_the_remembered_reading_is_the_fresh_one() {
    let texts = texts();
    let mut dice = Dice::new(17);
    for round in 0..crate::format::odd::rounds(60) {
        let mut memo = Memo::default();
        let mut text = texts[dice.below(texts.len())].clone();
        for step in 0..12 {
            // Files are numbered anew when one comes or goes before them.
            let file = FileId(u32::try_from((round + step) % 3).unwrap());
            read_both_ways(&mut memo, file, &text);
            edit(&mut text, &texts, &mut dice);
        }
    }
}

#[test]
fn where_findings_are_many_or_touch_each_other_the_readings_agree() {
    let mut memo = Memo::default();
    for count in [1, 150, 198, 199, 200, 201, 300, 199] {
        read_both_ways(&mut memo, FileId(0), &"let a = \n".repeat(count));
        read_both_ways(&mut memo, FileId(0), &"bucket a { b = [\nlet c = }\n".repeat(count));
        read_both_ways(&mut memo, FileId(0), &format!("\u{feff}{}", "x y {\n a = 1\n".repeat(count)));
    }
}

#[test]
fn what_stands_before_a_declaration_stays_with_it_wherever_it_is_written() {
    let mut memo = Memo::default();
    for (text, doc) in [
        ("let a = 1\n/// Two.\nlet b = 2\n", "Two."),
        ("let a = 1\n  /// Two.\nlet b = 2\n", "Two."),
        ("let a = 1  /// Two.\nlet b = 2\n", "Two."),
        // Between the parts of a declaration it is a comment.
        ("a.b\n/// One.\n// More.\n\n  -> c.d\nlet b = 2\n", ""),
    ] {
        read_both_ways(&mut memo, FileId(0), text);
        let found = parse_with(&mut memo, FileId(0), &std::sync::Arc::from(text), Form::Stack);
        assert_eq!((found.value.items.len(), found.diagnostics.len()), (2, 0), "{text}");
        assert_eq!(found.value.items[1].doc, doc, "{text}");
    }
}

/// A stack of many lines, and the place of a digit in the middle of it.
fn long() -> (String, usize) {
    let text: String = (0..1_000)
        .map(|n| {
            format!("/// Number {n}.\nbucket b{n} {{\n  versioning = true\n  expire after {n} days\n}}\n")
        })
        .collect();
    assert_eq!(text.lines().count(), 5_000);
    let at = text.find("after 500").unwrap() + "after 5".len();
    (text, at)
}

#[test]
fn a_keystroke_reads_one_declaration_again() {
    let (mut text, at) = long();
    let mut memo = Memo::default();
    read_both_ways(&mut memo, FileId(0), &text);
    assert_eq!(memo.read(), 1_000);
    read_both_ways(&mut memo, FileId(0), &text);
    assert_eq!(memo.read(), 0);
    for digit in ["1", "2", "3"] {
        text.insert_str(at, digit);
        read_both_ways(&mut memo, FileId(0), &text);
        assert_eq!(memo.read(), 1);
    }
    // What was undone is not kept, and what is broken is asked twice: is it sound, and what is wrong.
    text.insert(at, '=');
    read_both_ways(&mut memo, FileId(0), &text);
    assert_eq!(memo.read(), 2);
    text.remove(at);
    read_both_ways(&mut memo, FileId(0), &text);
    assert_eq!(memo.read(), 1);
}

#[test]
fn a_brace_or_quote_that_is_open_for_a_while_costs_little_too() {
    let (text, at) = long();
    let mut memo = Memo::default();
    read_both_ways(&mut memo, FileId(0), &text);
    for (open, most) in [("{", 2), ("\"", 2), ("[", 2), ("}", 3), ("\nlet a = {\n", 4)] {
        let mut changed = text.clone();
        changed.insert_str(at, open);
        // What a finding reaches up to is never remembered, since it might be joined to that.
        for wanted in [most, 1] {
            read_both_ways(&mut memo, FileId(0), &changed);
            assert!(memo.read() <= wanted, "{open}: {} declarations were read", memo.read());
        }
        read_both_ways(&mut memo, FileId(0), &text);
        assert!(memo.read() <= 3, "{open}, taken back: {} declarations were read", memo.read());
    }
}
