//! What the fuzz target asks, asked of the corpus and of texts made from it; `fuzz/README.md` says how to fuzz.

#[path = "../../fuzz/judge.rs"]
mod judge;

use std::path::Path;

use crate::support::dice::Dice;
use crate::support::front::analysed;

/// The texts that fuzzing starts from: the stacks, the forms of the language, and what was found before.
fn corpus() -> Vec<Vec<u8>> {
    let mut list: Vec<Vec<u8>> = Vec::new();
    for folder in ["stacks", "tests/suite"] {
        let files = crate::support::files(Path::new(folder), &["stack", "params"]);
        list.extend(files.into_iter().map(|(_, text)| text.into_bytes()));
    }
    let found = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/corpus/front");
    let mut paths: Vec<_> = std::fs::read_dir(found).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    list.extend(paths.into_iter().map(|path| std::fs::read(path).unwrap()));
    list
}

/// What is put into texts.
const PIECES: &[&str] = &[
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
    "\n",
    "=",
    "->",
    "..",
    "...",
    ",",
    ":",
    "?",
    "if ",
    " for x in ",
    " then ",
    " else ",
    " when ",
    " under ",
    "-",
    "!",
    " none ",
    "0",
    "999999999999999999999",
    "s",
    " days",
    "%",
    "\u{feff}",
    "é",
    "한",
    "\0",
    "\r",
    "\t",
    "#[allow(a-b): \"c\"]",
    "///",
    "cron(",
    "at(",
    "range(0, 9)",
];

/// A text with some ranges left out, repeated, moved or replaced.
fn mutated(texts: &[Vec<u8>], dice: &mut Dice) -> Vec<u8> {
    let mut text = texts[dice.below(texts.len())].clone();
    for _ in 0..1 + dice.below(6) {
        if text.is_empty() {
            break;
        }
        let from = dice.below(text.len());
        let to = (from + 1 + dice.below(24)).min(text.len());
        match dice.below(6) {
            0 => drop(text.drain(from..to)),
            1 => {
                let piece = text[from..to].to_vec();
                let at = dice.below(text.len());
                text.splice(at..at, piece);
            }
            2 => {
                let other = &texts[dice.below(texts.len())];
                let start = dice.below(other.len().max(1)).min(other.len());
                let end = (start + dice.below(200)).min(other.len());
                text.splice(from..from, other[start..end].iter().copied());
            }
            3 => text[from] = text[from].wrapping_add(1),
            4 => {
                let piece = PIECES[dice.below(PIECES.len())];
                text.splice(from..to, piece.bytes());
            }
            _ => {
                let piece = PIECES[dice.below(PIECES.len())].repeat(1 + dice.below(4));
                text.splice(from..from, piece.bytes());
            }
        }
    }
    text
}

#[test]
fn the_corpus_and_what_is_made_of_it_is_judged_without_failing() {
    let texts = corpus();
    assert!(texts.len() > 20);
    for text in &texts {
        judge::judge(text, analysed);
    }
    let mut dice = Dice::new(5);
    for _ in 0..crate::format::odd::rounds(300) {
        let text = mutated(&texts, &mut dice);
        let outcome = std::panic::catch_unwind(|| judge::judge(&text, analysed));
        assert!(outcome.is_ok(), "{}", String::from_utf8_lossy(&text));
    }
}

#[test]
fn what_is_very_deep_or_very_long_is_judged_in_a_stack_of_common_size() {
    let head = "stack s { region = \"us-east-1\"  account = \"111122223333\" }\n";
    let deep = |open: &str, close: &str, levels: usize| {
        format!("{head}let a = {}1{}\n", open.repeat(levels), close.repeat(levels))
    };
    let pairs = [
        ("[", "]"),
        ("(", ")"),
        ("{ a = ", " }"),
        ("!", ""),
        ("-", ""),
        ("1 + ", ""),
        ("f(", ")"),
        ("[{ a = ", " }]"),
    ];
    for (open, close) in pairs {
        for levels in [60, 120, 20_000] {
            judge::judge(deep(open, close, levels).as_bytes(), analysed);
        }
    }
    for text in [
        format!("{head}let a = [{}]\n", "1, ".repeat(2_000)),
        format!("{head}let a = \"{}\"\n", "x".repeat(200_000)),
        format!("{head}let a = {}\n", ["b"; 200].join(" + ")),
        format!("{head}{}", "// c\n".repeat(5_000)),
        format!("{head}bucket a {{{}}}\n", " /* c */".repeat(5_000)),
        format!("{head}{}", (0..2_000).map(|n| format!("let a{n} = a{}\n", n + 1)).collect::<String>()),
        format!("{head}{}", (0..2_000).map(|n| format!("bucket b{n} {{}}\n")).collect::<String>()),
    ] {
        judge::judge(text.as_bytes(), analysed);
    }
}
