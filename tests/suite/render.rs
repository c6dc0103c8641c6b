//! How findings look in each format.

use std::fmt::Write as _;
use std::path::Path;

use proptest::prelude::*;

use stackc::base::{FileId, SourceMap, Span};
use stackc::diag::render::{Characters, Colour, Format, Look, Summary, render};
use stackc::diag::{Diagnostic, Edit, Fix, Rule, Severity};

static OUT_OF_RANGE: Rule = Rule {
    name: "timeout-out-of-range",
    severity: Severity::Error,
    doc: " A function may run longer than Lambda lets it.\n\n Lambda stops a function after 15 minutes.\n",
    facts: &[],
};

static UNUSED: Rule = Rule {
    name: "unused-param",
    severity: Severity::Warning,
    doc: " A param is declared and never read.\n",
    facts: &[],
};

static NOTE: Rule = Rule {
    name: "code-not-found",
    severity: Severity::Info,
    doc: " A path leads nowhere yet.\n",
    facts: &[],
};

const PLAIN: Look = Look { width: 100, characters: Characters::Unicode, colour: Colour::Plain, most: None };

const SUMMARY: Summary = Summary { files: 2, resources: Some(3) };

/// Files and findings, one of each shape that is hard to draw.
struct Case {
    sources: SourceMap,
    found: Vec<Diagnostic>,
}

impl Case {
    fn new() -> Self {
        Self { sources: SourceMap::default(), found: Vec::new() }
    }

    /// The first place of `part` in the file.
    fn span(&self, file: FileId, part: &str) -> Span {
        let text = &self.sources.file(file).unwrap().text;
        let start = u32::try_from(text.find(part).unwrap()).unwrap();
        Span::new(file, start, start + u32::try_from(part.len()).unwrap())
    }

    fn show(&self, format: Format) -> String {
        render(format, &self.sources, &self.found, SUMMARY)
    }
}

/// Two files, labels in both, help, fixes with one and with two edits, an address.
fn two_files() -> Case {
    let mut case = Case::new();
    let main = "stack thumbs { region = \"us-east-1\" }\n\nfunction encode {\n  runtime = \"python3.13\"\n  timeout = 20m\n  memory  = 512 MB\n}\n";
    let main = case.sources.add("site/main.stack", main);
    let params = case
        .sources
        .add("site/my params, 한글.stack", "// inputs\nparam limit: duration = 20m\nparam lost: string\n");
    let timeout = case.span(main, "20m");
    let first = Diagnostic::new(&OUT_OF_RANGE, timeout, "`timeout` is `20m`, Lambda allows 1s to 15m")
        .label(case.span(main, "function encode"), "this function")
        .label(case.span(params, "limit: duration = 20m"), "the same limit is declared here")
        .help("choose a shorter timeout, or run the work as a `job`")
        .about("function.encode")
        .fix("change to `15m`", timeout, "15m");
    let lost = case.span(params, "param lost: string\n");
    let mut second = Diagnostic::new(&UNUSED, case.span(params, "lost"), "`lost` is never read");
    second.fixes.push(Fix {
        title: "remove both params".to_owned(),
        edits: vec![
            Edit { span: case.span(params, "param limit: duration = 20m\n"), text: String::new() },
            Edit { span: lost, text: String::new() },
        ],
    });
    let third =
        Diagnostic::new(&NOTE, case.span(main, "encode"), "100% of `./encode` is missing:\nsee, nothing");
    // Given twice and out of order on purpose.
    case.found = vec![second.clone(), first, third, second];
    case
}

/// Places at which a renderer easily slips.
fn odd_places() -> Case {
    let mut case = Case::new();
    let crlf = case.sources.add("crlf.stack", "bucket a {\r\n  name = \"x\"\r\n}\r\n");
    let tabs = case.sources.add("tabs.stack", "bucket a {\n\tname\t= \"x\"\n}\n");
    let wide = case.sources.add("wide.stack", "bucket 업로드 { name = \"사진-모음\"  versioning = maybe }\n");
    let empty = case.sources.add("empty.stack", "");
    let open = case.sources.add("open.stack", "bucket a {\n  name = \"x\"");
    let closed = case.sources.add("closed.stack", "bucket a {\n");
    let long =
        case.sources.add("long.stack", "role r {\n  allow \"s3:*\" on \"*\"\n  trust = \"lambda\"\n}\n");
    let end = |case: &Case, file: FileId| {
        let length = u32::try_from(case.sources.file(file).unwrap().text.len()).unwrap();
        Span::new(file, length, length)
    };
    let places = [
        (case.span(crlf, "\"x\""), "in a file with carriage returns"),
        (case.span(tabs, "\"x\""), "behind tabs"),
        (case.span(wide, "maybe"), "behind wide letters"),
        (case.span(wide, "업로드"), "on wide letters"),
        (case.span(wide, "name").before(), "empty, before `name`"),
        (end(&case, empty), "in an empty file"),
        (end(&case, open), "at the end, without a line break before it"),
        (end(&case, closed), "at the end, after a line break"),
        (case.span(long, "{\n  allow \"s3:*\" on \"*\"\n  trust = \"lambda\"\n}"), "over several lines"),
        (Span::new(long, 4_000, 4_010), "past the end"),
        (Span::new(FileId(99), 3, 4), "in a file that is not here"),
    ];
    case.found = places.map(|(span, message)| Diagnostic::new(&OUT_OF_RANGE, span, message)).into();
    case
}

fn snapshot(name: &str, text: &str) {
    insta::with_settings!({
        snapshot_path => Path::new(env!("CARGO_MANIFEST_DIR")).join("snapshots/render"),
        prepend_module_to_snapshot => false,
        omit_expression => true,
    }, { insta::assert_snapshot!(name, text) });
}

/// The sources above what was made of them.
fn with_sources(case: &Case, output: &str) -> String {
    let mut text = String::new();
    for (_, file) in case.sources.files() {
        writeln!(text, "---- {}\n{}", file.path, file.text).unwrap();
    }
    format!("{text}---- output\n{output}")
}

#[test]
fn findings_for_people_show_their_sources() {
    let case = two_files();
    snapshot("human", &with_sources(&case, &case.show(Format::Human(PLAIN))));
}

#[test]
fn ascii_and_colour_are_the_callers_choice() {
    let case = two_files();
    let ascii = case.show(Format::Human(Look { characters: Characters::Ascii, width: 60, ..PLAIN }));
    snapshot("human_ascii", &ascii);
    let own = ["한글", "… and"];
    let drawn: String = own.iter().fold(ascii, |text, part| text.replace(part, ""));
    assert!(drawn.is_ascii(), "{drawn}");
    let colour = case.show(Format::Human(Look { colour: Colour::Ansi, ..PLAIN }));
    snapshot("human_colour", &colour.replace('\u{1b}', "ESC"));
}

#[test]
fn odd_places_are_drawn_right() {
    let case = odd_places();
    snapshot("human_odd_places", &case.show(Format::Human(PLAIN)));
    snapshot("short_odd_places", &case.show(Format::Short { most: None }));
}

#[test]
fn what_is_past_the_cap_is_counted() {
    let case = odd_places();
    let text = case.show(Format::Short { most: Some(2) });
    assert_eq!(text.lines().count(), 3);
    assert!(text.ends_with("… and 9 more (9 errors)\n"), "{text}");
    let human = case.show(Format::Human(Look { most: Some(1), ..PLAIN }));
    assert!(human.ends_with("\n… and 10 more (10 errors)\n"), "{human}");
    assert_eq!(case.show(Format::Short { most: Some(11) }), case.show(Format::Short { most: None }));
}

#[test]
fn one_line_formats_show_each_finding_once_in_order() {
    let case = two_files();
    snapshot("short", &case.show(Format::Short { most: None }));
    snapshot("github", &case.show(Format::Github));
}

/// GitHub reads a command up to the line's end, and a property up to the next colon or comma.
#[test]
fn what_github_would_read_as_its_own_is_escaped() {
    let mut case = Case::new();
    let file = case.sources.add("odd, 100%: a/b.stack", "one two\nthree\n");
    let (two, both) = (case.span(file, "two"), case.span(file, "two\nthree"));
    case.found.push(Diagnostic::new(&UNUSED, two, "90% of it,\r\nsay: ::error::x").help("leave 10%"));
    case.found.push(Diagnostic::new(&NOTE, both, "over two lines"));
    let place = "file=odd%2C 100%25%3A a/b.stack";
    let expected = [
        format!(
            "::warning {place},line=1,endLine=1,col=5,endColumn=8,title=unused-param::90%25 of it,%0D%0Asay: ::error::x%0Ahelp: leave 10%25"
        ),
        format!("::notice {place},line=1,endLine=2,title=code-not-found::over two lines"),
    ];
    let text = case.show(Format::Github);
    assert_eq!(text.lines().collect::<Vec<_>>(), expected);
}

#[test]
fn json_holds_all_that_is_known() {
    let case = two_files();
    snapshot("json", &case.show(Format::Json));
}

#[test]
fn sarif_is_what_code_scanning_reads() {
    let case = two_files();
    let text = case.show(Format::Sarif);
    let log: serde_json::Value = serde_json::from_str(&text).unwrap();
    for result in log["runs"][0]["results"].as_array().unwrap() {
        let at = usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap();
        assert_eq!(log["runs"][0]["tool"]["driver"]["rules"][at]["id"], result["ruleId"]);
    }
    snapshot("sarif", &text);
}

#[test]
fn without_findings_only_programs_are_told_so() {
    let mut case = two_files();
    case.found.clear();
    assert_eq!(case.show(Format::Human(PLAIN)), "");
    assert_eq!(case.show(Format::Short { most: Some(3) }), "");
    assert_eq!(case.show(Format::Github), "");
    let json: serde_json::Value = serde_json::from_str(&case.show(Format::Json)).unwrap();
    let summary = serde_json::json!({ "files": 2, "resources": 3, "errors": 0, "warnings": 0 });
    assert_eq!(json, serde_json::json!({ "format": 1, "diagnostics": [], "summary": summary }));
    let sarif: serde_json::Value = serde_json::from_str(&case.show(Format::Sarif)).unwrap();
    assert_eq!(sarif["runs"][0]["results"], serde_json::json!([]));
}

/// A wide line that has one mark in its middle, one at its end, and wide lines around it.
fn wide(letter: &str) -> Case {
    let mut case = Case::new();
    let many = letter.repeat(90);
    let text =
        format!("let a = \"{many}\"\nlet b = \"{many}\" + nobody + \"{many}\"\n\tlet c = \"{many}\"\n");
    let file = case.sources.add("wide.stack", text);
    case.found =
        vec![Diagnostic::new(&OUT_OF_RANGE, case.span(file, "nobody"), "nothing is called `nobody`")];
    case
}

#[test]
fn wide_lines_are_cut_around_what_is_marked() {
    for letter in ["x", "é", "한", "e\u{301}", "\t"] {
        for width in [40, 60, 100, 140] {
            for characters in [Characters::Unicode, Characters::Ascii] {
                let human = wide(letter).show(Format::Human(Look { width, characters, ..PLAIN }));
                assert!(human.contains("nobody +"), "{human}");
                // The place is that of the whole text.
                let column = 8 + 2 + 90 * letter.chars().count() + 3 + 1;
                assert!(human.contains(&format!("wide.stack:2:{column}]")), "{human}");
                let sign = if characters == Characters::Unicode { "…" } else { "..." };
                let cut = human.lines().filter(|line| line.contains(sign)).count();
                assert_eq!(cut, if width < 100 { 3 } else { cut.clamp(1, 3) }, "{human}");
                for line in human.lines() {
                    assert!(drawn(line) <= width, "{} columns of {width}: {line}", drawn(line));
                }
            }
        }
    }
}

/// How many columns a line takes; tabs are drawn as blanks.
fn drawn(line: &str) -> usize {
    unicode_width::UnicodeWidthStr::width(line)
}

#[test]
fn wide_lines_look_like_this() {
    let mut case = wide("x");
    let file = case.found[0].span.file;
    let mark = case.span(file, "let b");
    case.found[0] = case.found[0].clone().label(mark, "in this value");
    snapshot("human_wide", &case.show(Format::Human(Look { width: 60, ..PLAIN })));
}

proptest! {
    #[test]
    fn any_place_in_any_text_can_be_drawn(
        text in "([ -~]|\t|\r\n|\n|\r|한|é|e\u{301}|👨\u{200d}👩|\u{feff}|\u{0}|\u{2028}){0,30}",
        places in proptest::collection::vec((0_u32..70, 0_u32..70), 1..5),
        width in 40_usize..120,
    ) {
        let mut case = Case::new();
        let file = case.sources.add("any.stack", text);
        let span = |(start, end): (u32, u32)| Span::new(file, start, end);
        let found = Diagnostic::new(&OUT_OF_RANGE, span(places[0]), "something is here");
        case.found = vec![places[1..].iter().fold(found, |found, place| found.label(span(*place), "and there"))];
        let human = case.show(Format::Human(Look { width, ..PLAIN }));
        prop_assert!(human.contains("something is here") && human.contains("any.stack:"), "{human}");
        prop_assert!(!human.contains("Failed to read"), "{human}");
        for label in &case.found[0].labels {
            prop_assert!(human.contains(&label.message), "{human}");
        }
        prop_assert_eq!(case.show(Format::Short { most: None }).lines().count(), 1);
        prop_assert_eq!(case.show(Format::Github).lines().count(), 1);
        for format in [Format::Json, Format::Sarif] {
            prop_assert!(serde_json::from_str::<serde_json::Value>(&case.show(format)).is_ok());
        }
    }
}
