//! Every message of the language is seen in a snapshot, so that somebody has read it as a newcomer would.

use std::fmt::Write as _;
use std::path::Path;

use crate::support::files;

/// What a message follows in the sources.
const BEFORE: &[&str] = &[
    "Diagnostic::new(",
    "Fault::new(",
    ".error(",
    ".error_help(",
    "gives_away(",
    "refuse_adoption(",
    "refuse(",
    "let message = ",
    "let help = ",
];

/// What the parts of a finding are called where several are made together: `let (what, help) = match …`.
const PARTS: &[&str] = &["help", "message", "wanted", "what", "why", "with"];

/// What ends the words of a finding, and begins what is said beside them.
const AFTER: &[&str] = &[".help(", ".label(", ".fix("];

/// As many characters may be put in at one place of a message.
const GAP: usize = 200;

/// Messages that no snapshot shows, and why not.
const UNSEEN: &[(&str, &str)] = &[
    ("the file is larger than 4 GB", "such a text would have to be in memory"),
    (
        "the file has {} MB, and a text may have 64 MB",
        "the test beside it reads such a file, and shows nothing of it",
    ),
    (
        "`expect` stands in a `test`",
        "the grammar reads `expect` as a word like any other outside of tests, and that is shown",
    ),
    (
        "a condition is written `Operator \"key\" = value`",
        "the grammar reads such a `when` as a block, and that is shown",
    ),
    (
        "the condition on `{}` has no operator",
        "the grammar reads such a `when` as a block, and that is shown",
    ),
    (
        "this cannot be read from here on",
        "a net below the rules that read what is broken, which take everything so far",
    ),
    (
        "`{written}` cannot be read: it is neither a file nor a folder",
        "a pipe is no file of a project; `endless` makes one",
    ),
    ("cut it into several files of one folder", "such a text would have to be read"),
    ("divide it: a stack may have many files", "such a text would have to be in memory"),
    (
        "look for a bracket or a quote that is missing shortly before",
        "a net below the rules that read what is broken, which take everything so far",
    ),
    ("write `Operator \"key\" = value`", "the grammar reads such a `when` as a block, and that is shown"),
    ("is neither a file nor a folder", "a pipe is no file of a project; `endless` makes one"),
    ("name the folder or archive with the code", "a pipe is no file of a project; `endless` makes one"),
    ("holds more than {limit}", "500 MB or 50,000 files would have to lie there"),
    (
        "name the folder that holds the built code and nothing else",
        "500 MB or 50,000 files would have to lie there",
    ),
    ("it may be narrowed by {}", "only arrows from buckets are narrowed, by all there is"),
    ("this cannot be computed", "these three are decided before, each side for itself"),
    ("a secret has no JSON", "a call that is given a secret is not carried out"),
    ("write `{word} = …` in `{address}`", "what is had with an attribute is had with a block so far"),
    ("with this `for` the stack has more than {MOST} instances", "250,000 resources take seconds"),
    ("with this module the stack has more than {MOST} instances", "250,000 resources take seconds"),
];

#[test]
fn every_message_of_the_language_is_in_a_snapshot() {
    let mut shown = String::new();
    for (_, text) in files(Path::new("snapshots"), &["snap"]) {
        text.split_whitespace().for_each(|word| write!(shown, "{word} ").unwrap());
    }
    let (mut count, mut unseen) = (0, Vec::new());
    for folder in ["src/syntax", "src/resolve"] {
        for (path, text) in files(Path::new(folder), &["rs"]) {
            let text = text.split("#[cfg(test)]").next().unwrap_or("");
            for message in messages(text) {
                count += 1;
                if !is_shown(&message, &shown) {
                    unseen.push((path.display().to_string(), message));
                }
            }
        }
    }
    assert!(count > 250, "{count} messages were found");
    for (message, why) in UNSEEN {
        let at = unseen.iter().position(|(_, other)| other == message);
        unseen.remove(at.unwrap_or_else(|| panic!("`{message}` is shown, or is no more: not so {why}")));
    }
    let list =
        unseen.iter().fold(String::new(), |list, (path, message)| format!("{list}{path}: {message}\n"));
    assert!(unseen.is_empty(), "no snapshot shows these; add a text that brings them about:\n{list}");
}

/// The texts of two words or more that findings are made of, as they are written in a source.
fn messages(source: &str) -> Vec<String> {
    let mut all = Vec::new();
    let code = without_comments(source);
    for before in BEFORE {
        for (at, _) in code.match_indices(before) {
            if !code[..at].ends_with("fn ") {
                let said = texts(&code[at + before.len()..]);
                all.extend(said.into_iter().filter(|text| text.contains(' ')));
            }
        }
    }
    for (at, _) in code.match_indices("let (") {
        let behind = &code[at + "let (".len()..];
        let Some((names, made)) = behind.split_once(") = ") else { continue };
        if names.split(", ").any(|name| PARTS.contains(&name)) && !names.contains('(') {
            all.extend(texts(made).into_iter().filter(|text| text.contains(' ')));
        }
    }
    all.sort();
    all.dedup();
    all
}

fn without_comments(source: &str) -> String {
    source
        .lines()
        .filter(|line| !line.trim_start().starts_with("//"))
        .fold(String::new(), |all, line| all + line + "\n")
}

/// The texts in quotes up to the end of a statement, a call, or what stands beside a message.
fn texts(code: &str) -> Vec<String> {
    let (mut all, mut rest, mut open) = (Vec::new(), code, 0);
    while let Some(next) = rest.chars().next() {
        if AFTER.iter().any(|after| rest.starts_with(after)) || (next == ';' && open == 0) {
            break;
        }
        let after = &rest[next.len_utf8()..];
        rest = match next {
            '"' => {
                let (text, after) = quoted(after);
                all.push(text);
                after
            }
            '(' | '[' | '{' => {
                open += 1;
                after
            }
            ')' | ']' | '}' if open == 0 => break,
            ')' | ']' | '}' => {
                open -= 1;
                after
            }
            // A character, such as `'"'`.
            '\'' if after.starts_with("\\'") => &after[3..],
            '\'' if after.chars().nth(1) == Some('\'') => {
                let length: usize = after.chars().take(2).map(char::len_utf8).sum();
                &after[length..]
            }
            _ => after,
        };
    }
    all
}

/// The text up to a quote, and what comes behind it.
fn quoted(code: &str) -> (String, &str) {
    let (mut text, mut letters) = (String::new(), code.char_indices());
    while let Some((at, letter)) = letters.next() {
        match letter {
            '"' => return (text, &code[at + 1..]),
            '\\' => match letters.next().map(|(_, letter)| letter) {
                // A line that goes on in the next one.
                Some('\n') => {
                    let rest = letters.as_str().trim_start();
                    letters = code.char_indices();
                    let skipped = code.len() - rest.len();
                    while letters.clone().next().is_some_and(|(at, _)| at < skipped) {
                        letters.next();
                    }
                }
                Some('n') => text.push(' '),
                Some(other) => text.push(other),
                None => break,
            },
            other => text.push(other),
        }
    }
    (text, "")
}

/// Whether all parts of a message stand one behind the other, with what is put in between them.
fn is_shown(message: &str, shown: &str) -> bool {
    let parts = parts(message);
    let Some((first, others)) = parts.split_first() else { return true };
    shown.match_indices(first.as_str()).any(|(at, _)| {
        let mut rest = &shown[at + first.len()..];
        others.iter().all(|part| {
            let near = rest.char_indices().nth(GAP + part.len()).map_or(rest.len(), |(end, _)| end);
            let found = rest[..near].find(part.as_str());
            rest = found.map_or("", |gap| &rest[gap + part.len()..]);
            found.is_some()
        })
    })
}

/// What stands around the places of a format.
fn parts(message: &str) -> Vec<String> {
    let plain = message.replace("{{", "\u{1}").replace("}}", "\u{2}");
    let mut parts = vec![String::new()];
    let mut is_place = false;
    for letter in plain.chars() {
        match letter {
            '{' => is_place = true,
            '}' => {
                is_place = false;
                parts.push(String::new());
            }
            _ if is_place => {}
            '\u{1}' => parts.last_mut().unwrap().push('{'),
            '\u{2}' => parts.last_mut().unwrap().push('}'),
            other => parts.last_mut().unwrap().push(other),
        }
    }
    parts.retain(|part| !part.trim().is_empty());
    parts
}
