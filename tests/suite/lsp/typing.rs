//! Texts as they come into being: written by what is offered, cut off anywhere, changed at random.

use std::fmt::Write as _;
use std::hint::black_box;
use std::path::Path;
use std::sync::Arc;

use proptest::prelude::*;
use serde_json::json;
use stackc::ide::{
    Settings, Snapshot, Workspace, actions, calls, completion, definition, diagnostics, folding, formatting,
    hints, hover, lenses, links, selection, signature, symbols, tokens,
};

use super::client::{Client, Still};
use crate::support;

/// Asks everything about a place.
fn ask_all(snapshot: &Snapshot<'_>, path: &Path, text: &str, byte: usize) {
    let byte = u32::try_from(byte).unwrap();
    let Some(cx) = snapshot.cx(path) else { panic!("an open text belongs to a stack") };
    black_box(diagnostics::diagnostics(cx.project));
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
    let mut workspace = Workspace::new(&Still, stackc::kinds::builtin(), Settings::default());
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
