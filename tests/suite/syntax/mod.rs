//! Text to tree: what sound text means, what is said of the rest, and that nothing makes the reader fail.

mod hostile;
mod memo;
mod mutants;
pub(crate) mod show;

use std::path::{Path, PathBuf};

use stackc::base::FileId;
use stackc::diag::{Diagnostic, Found};
use stackc::syntax::ast::{EntryKind, ExprKind, File, ItemKind};
use stackc::syntax::{Form, decode, parse};

pub(crate) fn read(text: &str) -> Found<File> {
    parse(FileId(0), text, Form::Stack)
}

/// The line a finding begins on, from 1.
pub(crate) fn line_of(text: &str, finding: &Diagnostic) -> usize {
    text[..finding.span.start as usize].matches('\n').count() + 1
}

/// One line a finding: line, rule, message, and what its fix would do.
fn findings(text: &str, list: &[Diagnostic]) -> String {
    let mut out = String::new();
    for finding in list {
        out += &format!("{}: {}: {}\n", line_of(text, finding), finding.rule.name, finding.message);
        for fix in &finding.fixes {
            out += &format!("   fix: {}\n", fix.title);
        }
    }
    out
}

fn snapshot(name: &str, text: &str, found: &Found<File>) {
    let tree = show::file(&found.value);
    let shown = format!("{text}\n---- tree\n{tree}\n---- findings\n{}", findings(text, &found.diagnostics));
    insta::with_settings!({
        snapshot_path => Path::new(env!("CARGO_MANIFEST_DIR")).join("snapshots/syntax"),
        prepend_module_to_snapshot => false,
        omit_expression => true,
    }, { insta::assert_snapshot!(name, shown) });
}

/// The example stacks beside the repository; nothing, said aloud, where they are absent.
pub(crate) fn examples() -> Vec<(PathBuf, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/examples");
    if !root.is_dir() {
        eprintln!("skipped: {} is not there", root.display());
        return Vec::new();
    }
    let mut list = Vec::new();
    let mut folders = vec![root];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|end| end == "stack" || end == "params") {
                let text = std::fs::read_to_string(&path).unwrap();
                list.push((path, text));
            }
        }
    }
    list.sort();
    list
}

#[test]
fn every_form_of_the_language_is_read_as_recorded() {
    let text = include_str!("forms.stack");
    let found = read(text);
    snapshot("forms", text, &found);
    assert!(found.diagnostics.is_empty());
}

#[test]
fn every_mistake_is_named_in_the_users_words_and_the_rest_is_read() {
    let text = include_str!("mistakes.stack");
    snapshot("mistakes", text, &read(text));
}

#[test]
fn examples_are_sound() {
    for (path, text) in examples() {
        if path.ends_with("broken/12-syntax.stack") {
            continue;
        }
        let form =
            if path.extension().is_some_and(|end| end == "params") { Form::Params } else { Form::Stack };
        let found = parse(FileId(0), &text, form);
        assert_eq!(findings(&text, &found.diagnostics), "", "{}", path.display());
        assert!(!found.value.items.is_empty() || !found.value.entries.is_empty(), "{}", path.display());
    }
}

#[test]
fn five_mistakes_are_found_on_their_lines_and_everything_around_them_is_read() {
    let text = "\
stack broken { region = \"us-east-1\"  account = \"111122223333\" }

bucket uploads {
  versioning =  // error
  expire after 30 days
}

function resize {  // error
  runtime = \"python3.13  // error
  handler = \"app.handler\"
  memory  = 512 mb  // error
  ) timeout  // error
  code = \"./resize\"
  env {
    TARGET = bucket.uploads.name
// The brace of `env` is missing.
}

bucket thumbs {}

bucket.uploads created -> function.resize
";
    let found = read(text);
    snapshot("five-mistakes", text, &found);
    let marked: Vec<usize> = text
        .lines()
        .enumerate()
        .filter(|(_, line)| line.contains("// error"))
        .map(|(at, _)| at + 1)
        .collect();
    let lines: Vec<usize> = found.diagnostics.iter().map(|finding| line_of(text, finding)).collect();
    assert_eq!(lines, marked);
    assert_eq!(found.value.items.len(), 5);
}

#[test]
fn the_broken_example_has_its_marked_mistakes_and_no_others() {
    for (path, text) in examples() {
        if !path.ends_with("broken/12-syntax.stack") {
            continue;
        }
        let marked: Vec<usize> = (1..)
            .zip(text.lines())
            .filter(|(_, line)| line.contains("// expect: syntax-error"))
            .map(|(line, _)| line)
            .collect();
        let found = read(&text);
        let lines: Vec<usize> = found.diagnostics.iter().map(|finding| line_of(&text, finding)).collect();
        assert_eq!(lines, marked);
        assert_eq!(found.value.items.len(), 5);
    }
}

#[test]
fn each_rules_page_shows_exactly_what_it_marks() {
    for rule in stackc::syntax::RULES {
        for block in rule.doc.split("```stack\n").skip(1) {
            let text: String = block
                .split("```")
                .next()
                .unwrap()
                .lines()
                .map(|line| format!("{}\n", line.trim_start()))
                .collect();
            let marked: Vec<(usize, &str)> = (1..)
                .zip(text.lines())
                .filter_map(|(at, line)| Some((at, line.split_once("// error: ")?.1)))
                .collect();
            let found = read(&text);
            let lines: Vec<(usize, &str)> =
                found.diagnostics.iter().map(|it| (line_of(&text, it), it.rule.name)).collect();
            assert_eq!(lines, marked, "{}", rule.name);
        }
    }
}

#[test]
fn applied_fixes_leave_nothing_to_fix() {
    let text = "bucket a {\n  name: 'x',\n  zones = [\"a\" \"b\"]\n  size = 512 mb\n  tags { a = \"q\\d\" }\n}\n# end\n";
    let found = read(text);
    let mut edits: Vec<_> = found.diagnostics.iter().flat_map(|it| it.fixes[0].edits.clone()).collect();
    assert_eq!(edits.len(), found.diagnostics.len());
    edits.sort_by_key(|edit| std::cmp::Reverse(edit.span));
    let mut mended = text.to_owned();
    for edit in edits {
        mended.replace_range(edit.span.start as usize..edit.span.end as usize, &edit.text);
    }
    let again = read(&mended);
    assert_eq!(findings(&mended, &again.diagnostics), "", "{mended}");
    assert_eq!(show::file(&again.value), show::file(&found.value));
}

#[test]
fn a_value_ends_with_its_line_unless_the_next_one_goes_on() {
    let sound = |text: &str| {
        let found = read(text);
        assert_eq!(findings(text, &found.diagnostics), "", "{text}");
        show::file(&found.value)
    };
    assert_eq!(sound("let a = b\n  - c\n"), "let a = (Subtract b c)\n");
    assert_eq!(sound("let a = [b,\n  c\n  + d]\n"), "let a = [b, (Add c d)]\n");
    let body = "resource r r\n  a = b\n  - c <after d>\n  after = [e]\n";
    assert_eq!(sound("r r {\n  a = b\n  c\n    after d\n  after = [e]\n}\n"), body);
    // Spread and range, flow and minus, division and comment look alike.
    assert_eq!(sound("r r {\n  a = b\n  ...c\n}\n"), "resource r r\n  a = b\n  ...c\n");
    assert_eq!(sound("let a = b // c\nr.x\n  -> r.y\n"), "let a = b\nflow r.x -> r.y\n");
    for cut in ["let a =\n  b\n", "let a = b +\n  c\n", "bucket a\n{\n}\n", "r r { uses a to\n read }\n"] {
        assert!(read(cut).has_errors(), "{cut}");
    }
}

#[test]
fn a_word_that_is_assigned_to_is_no_unit() {
    let tree = |text: &str| show::file(&read(text).value);
    assert_eq!(tree("let a = { count = 2  m = 3 }"), "let a = {count = 2; m = 3}\n");
    assert_eq!(tree("let a = { count = 2 m }"), "let a = {count = <2m>}\n");
    assert_eq!(tree("let a = 60%"), "let a = <60%>\n");
    assert_eq!(tree("let a = 60 % 7"), "let a = (Remainder 60 7)\n");
    assert_eq!(tree("let a = 2..6"), "let a = (Range 2 6)\n");
    assert_eq!(tree("let a = 1_000.5 GB"), "let a = <1024512 MB>\n");
}

#[test]
fn marks_at_the_start_and_line_ends_of_either_sort_change_nothing() {
    let text = include_str!("forms.stack");
    let plain = read(text);
    let windows = text.replace('\n', "\r\n");
    let found = read(&windows);
    assert_eq!(findings(&windows, &found.diagnostics), "");
    assert_eq!(show::file(&found.value), show::file(&plain.value));
    let marked = format!("\u{feff}{text}");
    let found = read(&marked);
    assert!(found.diagnostics.is_empty());
    assert_eq!(found.value.items[0].span.start, plain.value.items[0].span.start + 3);
}

#[test]
fn bytes_that_are_no_text_are_refused_with_their_place() {
    let refused = |bytes: &[u8]| {
        let found = decode(FileId(0), bytes.to_vec());
        assert_eq!(found.value, "");
        let finding = found.diagnostics.first().unwrap();
        (finding.rule.name, finding.span.start, finding.message.clone())
    };
    let (rule, at, message) = refused(b"bucket a {}\n\xff\xfe");
    assert_eq!((rule, at, message.as_str()), ("unreadable-text", 12, "byte 12 (0xff) is no UTF-8"));
    let (_, at, message) = refused(b"\x7fELF\0\0\0");
    assert_eq!((at, message.as_str()), (4, "byte 4 is NUL: this is no text"));
    assert_eq!(decode(FileId(0), "bucket 업로드 {}".into()).value, "bucket 업로드 {}");
}

#[test]
fn spans_cover_what_was_written() {
    let text = "let a = \"x\"\nlet b = [c, \"d\"][0]\nlet e = \"\"\"\n  f\n  \"\"\"\nlet g = (h)\nlet i = { j = k }\n";
    let found = read(text);
    let covered: Vec<&str> = found
        .value
        .items
        .iter()
        .filter_map(|item| match &item.kind {
            ItemKind::Let(binding) => {
                Some(&text[binding.value.span.start as usize..binding.value.span.end as usize])
            }
            _ => None,
        })
        .collect();
    assert_eq!(covered, ["\"x\"", "[c, \"d\"][0]", "\"\"\"\n  f\n  \"\"\"", "h", "{ j = k }"]);
    let ItemKind::Let(last) = &found.value.items[4].kind else { panic!() };
    let ExprKind::Map(entries) = &last.value.kind else { panic!() };
    let EntryKind::Attribute(attribute) = &entries[0].kind else { panic!() };
    assert_eq!(&text[attribute.name.span.start as usize..attribute.value.span.end as usize], "j = k");
}

#[test]
fn an_allowance_needs_a_reason_and_something_to_stand_before() {
    let text = "#[allow(a-b)]\nbucket a {}\n#[allow(c-d): \"why\"]\n";
    let found = read(text);
    let rules: Vec<_> = found.diagnostics.iter().map(|it| (line_of(text, it), it.rule.name)).collect();
    assert_eq!(rules, [(1, "allow-without-reason"), (3, "syntax-error")]);
}
