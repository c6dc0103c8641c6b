//! Texts that no person writes: each gives a finding, soon, and never a crash.

use stackc::base::FileId;
use stackc::syntax::{Form, parse};

use super::read;

const MANY: usize = 100_000;
const ROW: usize = 20_000;

/// Whether the text is read to an end with few findings, one of them of that rule, on a common stack.
fn refused(text: &str, rule: &str) {
    let found = read(text);
    assert!(found.diagnostics.len() <= 201);
    let names: Vec<_> = found.diagnostics.iter().map(|finding| finding.rule.name).collect();
    let head: String = text.chars().take(40).collect();
    assert!(names.contains(&rule), "{head}: {names:?}");
}

#[test]
fn what_lies_too_deep_is_refused_before_it_is_read() {
    let nested = |open: &str, close: &str| format!("let a = {}b{}\n", open.repeat(MANY), close.repeat(MANY));
    let pairs = [
        ("[", "]"),
        ("(", ")"),
        ("{", "}"),
        ("{ a = ", " }"),
        ("[", ""),
        ("(", ""),
        ("{", ""),
        ("!", ""),
        ("-", ""),
        ("\"${", "}\""),
        ("\"${", ""),
        ("if a then b else ", ""),
        ("if a then ", ""),
        ("if ", ""),
        ("a + ", ""),
        ("if a\n  then b\n  else ", ""),
        ("[for x in ", ""),
        ("(a + ", ")"),
        ("f(", ")"),
        ("a[", "]"),
        ("[ } { ) ", ""),
    ];
    for (open, close) in pairs {
        refused(&nested(open, close), if open == "[ } { ) " { "syntax-error" } else { "nesting-too-deep" });
    }
    refused(&format!("let a = b{}\n", "[0]".repeat(MANY)), "nesting-too-deep");
    refused(&format!("let a = b[0]{}\n", ".c".repeat(MANY)), "nesting-too-deep");
    refused(&format!("param a: {}b{}\n", "list(".repeat(MANY), ")".repeat(MANY)), "nesting-too-deep");
    refused(&format!("bucket a {}{}\n", "{ b ".repeat(MANY), "}".repeat(MANY)), "nesting-too-deep");
    refused(&format!("bucket a {{\n{}", " b {\n".repeat(MANY)), "nesting-too-deep");
    refused(&format!("bucket a {{ {}", "{ ) ".repeat(MANY)), "nesting-too-deep");
    // Brackets and signs add up.
    let tower = format!("{}a{}", "(".repeat(200), " + a)".repeat(200));
    assert_eq!(read(&format!("let a = {tower}")).diagnostics.len(), 1);
}

#[test]
fn what_is_deep_but_not_too_deep_is_read() {
    for (open, close) in
        [("[", "]"), ("(", ")"), ("{ a = ", " }"), ("if a then b else ", ""), ("!", ""), ("a + ", "")]
    {
        let text = format!("let a = {}b{}\n", open.repeat(120), close.repeat(120));
        assert!(read(&text).diagnostics.is_empty(), "{open}");
    }
    // Broken, and deep.
    let text = format!("let a = {}b + {}\nbucket c {{}}\n", "[".repeat(200), "]".repeat(200));
    let found = read(&text);
    assert_eq!((found.diagnostics.len(), found.value.items.len()), (1, 2));
}

#[test]
fn long_rows_of_nonsense_end_soon() {
    let texts = [
        "}".repeat(ROW),
        "\"".repeat(ROW),
        "\"\"\"\"\"\"\"\n".repeat(ROW),
        "/* ".repeat(ROW),
        "/*\n".repeat(ROW),
        "a = \"\"\"\n".repeat(ROW),
        "b c {\n  a = \"\"\" }\n".repeat(ROW),
        "b c {\n".repeat(ROW),
        "b c {\n  a = [1\n".repeat(ROW),
        "a ".repeat(ROW),
        "a\n".repeat(ROW),
        "b c {\n  a: 1,\n}\n".repeat(ROW),
        "a = \"${(\n".repeat(ROW),
        "#".repeat(ROW),
        "\u{1F980}".repeat(ROW),
        format!("let a = a{}", ".".repeat(ROW)),
        format!("b c {{ {}", "x = '}' y = { ".repeat(ROW)),
        format!("let a = \"{}", "x".repeat(5 * ROW)),
        format!("let a = {}", " ".repeat(5 * ROW)),
        format!("let a = cron(/*) b = {}*/", "[".repeat(ROW)),
        format!("let a = [{}]", "a ".repeat(ROW)),
        "\0".repeat(ROW),
    ];
    for text in texts {
        refused(&text, "syntax-error");
    }
}

#[test]
fn many_mistakes_are_counted_rather_than_shown() {
    let found = read(&"bucket a { b: 1 }\n".repeat(1000));
    assert_eq!(found.diagnostics.len(), 201);
    let last = found.diagnostics.last().unwrap();
    assert_eq!(last.message, "… and 800 more mistakes in this file");
}

#[test]
fn noise_is_refused() {
    // A linear congruential generator, so that the same noise comes each time.
    let mut state = 7_u32;
    let mut next = || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 24) as usize
    };
    let signs: Vec<char> = " \n{}[]()\"/*#:=,.-><abcdef019if$\\'%?|é".chars().collect();
    for length in [10, 100, 1000, 10_000, 1_000_000] {
        for _ in 0..(100_000 / length).clamp(1, 200) {
            let text: String = (0..length).map(|_| signs[next() % signs.len()]).collect();
            for form in [Form::Stack, Form::Params] {
                let found = parse(FileId(0), &text, form);
                assert!(found.diagnostics.len() <= 201);
                for finding in &found.diagnostics {
                    assert!(text.is_char_boundary(finding.span.start as usize), "{:?}", finding);
                    assert!(text.is_char_boundary(finding.span.end as usize), "{:?}", finding);
                }
            }
        }
    }
}
