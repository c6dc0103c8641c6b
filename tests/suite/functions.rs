//! Functions: their examples are run, and calls that cannot be are refused in words that help.

use stackc::model::Value;
use stackc::session::{Analysis, functions};

use crate::support::front::analysed;

fn stack(rest: &str) -> Analysis {
    analysed(&format!("stack test {{ region = \"us-east-1\"  account = \"111122223333\" }}\n{rest}\n"))
}

/// What an expression gives.
fn value(expression: &str) -> Option<Value> {
    stack(&format!("output it = {expression}")).any().outputs.get("it").cloned()
}

/// Everything that is said about a stack.
fn said(rest: &str) -> String {
    let found = stack(rest).diagnostics;
    let lines = found.iter().map(|found| {
        format!("{}: {}; {}", found.rule.name, found.message, found.help.clone().unwrap_or_default())
    });
    lines.collect::<Vec<_>>().join("\n")
}

#[test]
fn every_example_gives_what_it_says() {
    let mut faults = Vec::new();
    for function in functions() {
        assert!(!function.examples.is_empty(), "{}", function.name);
        for (call, gives) in function.examples {
            assert!(call.starts_with(&format!("{}(", function.name)), "{call}");
            let (got, wanted) = (value(call), value(gives));
            if wanted.is_none() || got != wanted {
                faults.push(format!("{call} gives {got:?}, and says {wanted:?}"));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn the_library_is_the_one_of_the_language() {
    let names: Vec<&str> = functions().map(|function| function.name).collect();
    let all = "base64 contains file flatten format join json keys length lower max min range replace sha256 split \
               starts_with trim upper values";
    assert_eq!(names.join(" "), all);
}

#[test]
fn hashes_and_encodings_are_those_of_their_standards() {
    // RFC 4648, section 10, and FIPS 180-4's example.
    for (text, coded) in [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg==")] {
        assert_eq!(value(&format!("base64(\"{text}\")")), Some(Value::from(coded)), "{text}");
    }
    let abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
    assert_eq!(value("sha256(\"abc\")"), Some(Value::from(abc)));
}

#[test]
fn a_call_that_cannot_be_says_how_it_is_written() {
    let cases = [
        ("lenght([1])", "unknown-function: there is no function `lenght`; did you mean `length`?"),
        (
            "split(\"a,b\")",
            "wrong-argument: `split` takes 2 arguments, here is 1; it is `split(text: string, separator: string) -> list(string)`",
        ),
        (
            "join(\"a,b\", \",\")",
            "wrong-argument: `items` of `join` takes list(printable), this is a string; it is `join(items: list(printable), separator: string) -> string`",
        ),
        (
            "join([\"a\", [1]], \",\")",
            "wrong-argument: `items` of `join` takes list(printable), this is a list with a list in it; it is `join(items: list(printable), separator: string) -> string`",
        ),
        (
            "lower(none)",
            "wrong-argument: `text` of `lower` takes string, this is `none`; it is `lower(text: string) -> string`; say what to take instead, as in `x ?? …`",
        ),
        ("range(1, 5, 0)", "type-mismatch: a `step` of 0 never arrives; it is `range("),
        ("max(1, 30s)", "type-mismatch: a duration and a number cannot be compared"),
        ("min([])", "type-mismatch: the list is empty"),
        ("replace(\"a\", \"\", \"b\")", "type-mismatch: `old` is empty"),
        ("format(\"%q\", 1)", "type-mismatch: after `%` stands `s`, `d`, `f` or `%`"),
        ("format(\"%d\", 1.5)", "type-mismatch: `%d` takes a whole number, this is a number"),
        ("format(\"%s\")", "type-mismatch: the template has more places than there are values"),
        ("format(\"x\", 1)", "type-mismatch: the template has no place for this value"),
        ("file(\"../secret.txt\")", "type-mismatch: `../secret.txt` is not in the stack's folder"),
        ("file(\"/etc/passwd\")", "type-mismatch: `/etc/passwd` is not in the stack's folder"),
        ("file(\"gone.txt\")", "unreadable-file: `gone.txt` cannot be read: not here; put the file there"),
        ("json(bucket.b)", "type-mismatch: `bucket.b` is a resource, and has no JSON"),
        ("lower(bucket.b)", "resource-as-string: `bucket.b` is a resource, and a string is asked for"),
    ];
    for (call, wanted) in cases {
        let said = said(&format!("bucket b {{ versioning = true }}\noutput it = {call}"));
        assert!(said.lines().any(|line| line.starts_with(wanted)), "{call}:\n{said}\nwanted\n{wanted}");
    }
}

/// Two thousand declarations, each of which leans on the next one.
fn chain(link: &str) -> String {
    let link = |at: u32| link.replace('@', &at.to_string()).replace('#', &(at + 1).to_string());
    (1..2000).map(|at| format!("{}\n", link(at))).collect()
}

#[test]
fn whatever_is_too_large_is_refused_and_says_which_limit_was_met() {
    let doubled =
        (1..30).map(|at| format!("let s{at} = \"${{s{0}}}${{s{0}}}\"\n", at - 1)).collect::<String>();
    let deep = (1..2000).rev().map(|at| format!("let v{at} = v{} + 1\n", at - 1)).collect::<String>();
    let nested = (1..2000).map(|at| format!("let v{at} = [v{}]\n", at - 1)).collect::<String>();
    let cases = [
        ("output it = range(1000000000000)".to_owned(), "value-too-large: this makes a list of more than 100000 items"),
        ("output it = [...range(90000), ...range(90000)]".to_owned(), "value-too-large: this makes a list of more than"),
        (
            "output it = replace(format(\"%1000d\", 1), \" \", format(\"%1000d\", 1))\noutput is = replace(it2, \" \", it2)\nlet it2 = replace(format(\"%1000d\", 1), \" \", format(\"%1000d\", 1))".to_owned(),
            "value-too-large: this makes a string of more than 1 MB",
        ),
        (format!("let s0 = \"ab\"\n{doubled}"), "value-too-large: this makes a string of more than 1 MB"),
        (
            "output it = [for a in range(90000): [for b in range(90000): length(range(50000))]]".to_owned(),
            "runaway-evaluation: the values of this stack take more than",
        ),
        (format!("let v0 = 1\n{deep}output it = v1999"), "runaway-evaluation: values lean on one another more than"),
        (format!("let v0 = 1\n{nested}output it = v1999"), "runaway-evaluation: lists and maps lie in one another more than"),
        (chain("function f@ { image = \"x\"  timeout = function.f#.timeout }"), "runaway-evaluation: values lean on one another"),
        (chain("bucket f@ { name = \"${bucket.f#.name}x\" }"), "runaway-evaluation: values lean on one another"),
        (chain("bucket f@ if bucket.f#.versioning == true {}"), "runaway-evaluation: values lean on one another"),
        (chain("param f@: bool = [for x in [f#]: if x then [f#][0] else !f#][0]"), "runaway-evaluation: values lean on one another"),
        ("output it = 99999999999999999999999999 * 99999999999999999999999999".to_owned(), "type-mismatch: the result is too large to be kept exactly"),
        ("output it = 1 / 0".to_owned(), "type-mismatch: this divides by zero"),
        ("output it = 30s % 0s".to_owned(), "type-mismatch: this divides by zero"),
    ];
    for (text, wanted) in cases {
        let said = said(&text);
        let head: String = text.chars().take(80).collect();
        assert!(said.lines().any(|line| line.starts_with(wanted)), "{head}:\n{said:.600}\nwanted\n{wanted}");
    }
}
