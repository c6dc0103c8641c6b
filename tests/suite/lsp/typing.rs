//! Texts as they come into being: written by what is offered, cut off anywhere, changed at random.

use std::fmt::Write as _;
use std::hint::black_box;
use std::path::Path;
use std::sync::Arc;

use proptest::prelude::*;
use serde_json::json;
use stackc::ide::{
    Snapshot, Workspace, actions, calls, completion, definition, diagnostics, folding, formatting, hints,
    hover, lenses, links, selection, signature, symbols, tokens,
};
use stackc::session::Options;

use super::Transcript;
use super::client::{Client, Still};
use crate::support;

/// A word of a text and where it begins.
struct Word<'a> {
    at: usize,
    text: &'a str,
}

/// The words that somebody would write, in their order: dotted names, units, what stands within quotes.
fn words(text: &str) -> Vec<Word<'_>> {
    let mut found = Vec::new();
    let (mut at, mut quoted) = (0, false);
    while let Some(c) = text[at..].chars().next() {
        let rest = &text[at..];
        let length = match c {
            '/' if !quoted && rest.starts_with("//") => rest.find('\n').unwrap_or(rest.len()),
            '"' => {
                quoted = !quoted;
                let inner = rest[1..].find('"').unwrap_or(0);
                if quoted && !rest[1..=inner].contains("${") && inner > 0 {
                    found.push(Word { at: at + 1, text: &rest[1..=inner] });
                    quoted = false;
                    inner + 2
                } else {
                    1
                }
            }
            '$' if quoted && rest.starts_with("${") => {
                let end = rest.find('}').unwrap_or(rest.len());
                found.push(Word { at: at + 2, text: &rest[2..end] });
                end + 1
            }
            c if !quoted && (c.is_alphabetic() || c == '_') => {
                let end =
                    rest.find(|c: char| !c.is_alphanumeric() && c != '_' && c != '.').unwrap_or(rest.len());
                found.push(Word { at, text: &rest[..end] });
                end
            }
            c => c.len_utf8(),
        };
        at += length;
    }
    found
}

/// Every word of the example is offered where it is due, but for names, numbers and texts that only its author knows.
#[test]
fn an_example_is_written_by_what_is_offered() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("stacks/thumbnails");
    let target = std::fs::read_to_string(folder.join("thumbnails.stack")).unwrap();
    let mut client = Client::new(&[("resize/app.py", ""), ("lookup/index.js", ""), ("report/report.py", "")]);
    client.open("main.stack", "");
    let (mut shown, mut from) = (String::new(), 0);
    let (mut offered, mut all) = (0, 0);
    for word in words(&target) {
        // What a resource tells is offered behind the dot that its name is offered with.
        let dots = word.text.match_indices('.').filter(|_| !word.text.contains(['/', '"', ' ']));
        let steps = [0].into_iter().chain(dots.skip(1).map(|(dot, _)| dot + 1));
        let is_offered = steps.collect::<Vec<_>>().into_iter().any(|step| {
            client.set("main.stack", &target[..word.at + step]);
            let completion = client.at("textDocument/completion", "main.stack", word.at + step, json!({}));
            let items = completion["items"].as_array().unwrap();
            items.iter().any(|item| {
                let label = item["label"].as_str().unwrap();
                label == word.text || label.strip_prefix(word.text).is_some_and(|rest| rest == "(…)")
            })
        });
        all += 1;
        offered += usize::from(is_offered);
        let (open, close) = if is_offered { ("‹", "›") } else { ("", "") };
        write!(shown, "{}{open}{}{close}", &target[from..word.at], word.text).unwrap();
        from = word.at + word.text.len();
    }
    shown.push_str(&target[from..]);
    // What is left to do is done by the editor, too: the text is laid out, and nothing is wrong with it.
    client.set("main.stack", &target.replace("  runtime = ", "    runtime=").replace("\n\n", "\n\n\n"));
    let options = json!({ "options": { "tabSize": 2, "insertSpaces": true } });
    let edits = client.of("textDocument/formatting", "main.stack", options);
    let laid_out = client.with_edits("main.stack", &edits);
    assert_eq!(laid_out, target);
    client.set("main.stack", &laid_out);
    let mut transcript = Transcript::default();
    let title = format!(
        "write main.stack: {offered} of {all} words are offered, those in ‹›; the others are names, numbers and texts"
    );
    transcript.note(&title, &shown);
    transcript.note("what is found in the end", &client.problems("main.stack"));
    transcript.matches("thumbnails");
}

/// Asks everything about a place.
fn ask_all(snapshot: &Snapshot<'_>, path: &Path, text: &str, byte: usize) {
    let byte = u32::try_from(byte).unwrap();
    let Some(cx) = snapshot.cx(path) else { panic!("an open text belongs to a stack") };
    diagnostics::diagnostics(cx.project).for_each(drop);
    black_box((
        hover::hover(&cx, byte),
        completion::completion(&cx, byte),
        signature::signature(&cx, byte),
        definition::definition(&cx, byte),
        definition::references(snapshot, &cx, byte),
        definition::highlights(&cx, byte),
        selection::selection(&cx, byte),
        actions::actions(&cx, byte, byte),
        symbols::document_symbols(&cx),
    ));
    black_box((
        folding::folding(&cx),
        tokens::tokens(&cx),
        links::document_links(&cx),
        hints::hints(&cx, 0, u32::MAX),
        lenses::lenses(&cx),
        calls::prepare(&cx, byte),
        formatting::on_type(text, byte, "\n"),
    ));
}

#[test]
fn a_text_may_end_anywhere() {
    let mut workspace = Workspace::new(&Still, stackc::kinds::builtin(), Options::default());
    let path = Path::new("/nowhere/main.stack");
    for (step, (_, text)) in support::files(Path::new("stacks"), &["stack"]).into_iter().enumerate() {
        // Not the same places in every text, and each place in some.
        let ends = (0..=text.len()).filter(|end| text.is_char_boundary(*end)).skip(step % 7).step_by(173);
        for end in ends.chain([text.len()]) {
            let prefix: Arc<str> = text[..end].into();
            workspace.set_text(path, Some(Arc::clone(&prefix)));
            ask_all(&workspace.snapshot(0), path, &prefix, end);
        }
    }
}

/// What may be typed.
const TYPED: &[&str] = &[
    "",
    "x",
    "\n",
    "\"",
    "{",
    "}",
    "(",
    ")",
    "[",
    "]",
    "${",
    "=",
    " -> ",
    "//",
    "/*",
    "#[allow(",
    "\r\n",
    "😀",
    "é",
    "bucket b {}\n",
    "function f {\n  timeout = 30s\n}\n",
    "let l = bucket.b.name\n",
    "  uses bucket.uploads to read\n",
    "moved bucket.a -> bucket.b\n",
    "if",
    "for k, v in m",
    ".",
    ",",
    "\"\"\"",
    "stack t {}\n",
];

/// A place in a text, how much is deleted there, and what is typed.
fn edits() -> impl Strategy<Value = Vec<(prop::sample::Index, usize, usize)>> {
    prop::collection::vec((any::<prop::sample::Index>(), 0..30_usize, 0..TYPED.len()), 1..12)
}

/// Everything that an editor shows of a text, as one text.
fn everything(client: &mut Client, file: &str) -> String {
    let text = client.buffers[file].text.clone();
    let mut seen = client.problems(file);
    let places = (0..text.len()).filter(|at| text.is_char_boundary(*at)).step_by(97);
    for at in places.collect::<Vec<_>>() {
        for method in
            ["hover", "completion", "definition", "signatureHelp", "documentHighlight", "prepareRename"]
        {
            write!(seen, "\n{}", client.at(&format!("textDocument/{method}"), file, at, json!({}))).unwrap();
        }
    }
    for method in ["documentSymbol", "foldingRange", "semanticTokens/full", "documentLink", "codeLens"] {
        write!(seen, "\n{}", client.of(&format!("textDocument/{method}"), file, json!({}))).unwrap();
    }
    let root = client.folder();
    seen.replace(&root, "ROOT")
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 16, ..ProptestConfig::default() })]

    /// Whatever was typed before, what counts is the text.
    #[test]
    fn after_any_edits_the_answers_are_those_of_a_fresh_server(edits in edits()) {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("stacks/thumbnails");
        let text = std::fs::read_to_string(folder.join("thumbnails.stack")).unwrap();
        let mut client = Client::new(&[]);
        client.open("main.stack", &text);
        for (at, gone, typed) in edits {
            let text = client.buffers["main.stack"].text.clone();
            let whole = |mut at: usize| {
                while !text.is_char_boundary(at) {
                    at -= 1;
                }
                at
            };
            let start = whole(at.index(text.len() + 1));
            let end = whole((start + gone).min(text.len())).max(start);
            client.edit("main.stack", start, end, TYPED[typed]);
        }
        let after = client.buffers["main.stack"].text.clone();
        let mut fresh = Client::new(&[]);
        fresh.open("main.stack", &after);
        prop_assert_eq!(everything(&mut client, "main.stack"), everything(&mut fresh, "main.stack"));
        prop_assert!(client.said.is_empty() && fresh.said.is_empty(), "{:?}", client.said);
    }
}
