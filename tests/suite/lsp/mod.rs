//! The language server as an editor meets it: whole conversations, request and what the user then sees.

mod again;
mod client;
mod conduct;
mod first;
mod helix;
mod many;
mod networks;
mod offers;
mod parts;
mod places;
mod sessions;
mod settings;
mod structure;
mod typing;
mod waiting;
mod writing;

use std::fmt::Write as _;
use std::path::Path;

use serde_json::Value as Json;

/// A conversation, written down.
#[derive(Default)]
struct Transcript(String);

impl Transcript {
    fn note(&mut self, asked: &str, seen: &str) {
        writeln!(self.0, "> {asked}\n{}\n", seen.trim_end()).unwrap();
    }

    fn matches(&self, name: &str) {
        insta::with_settings!({
            snapshot_path => Path::new(env!("CARGO_MANIFEST_DIR")).join("snapshots/lsp"),
            prepend_module_to_snapshot => false,
            omit_expression => true,
        }, { insta::assert_snapshot!(name, self.0) });
    }
}

/// What a hover shows.
fn hover_text(hover: &Json) -> &str {
    hover["contents"]["value"].as_str().unwrap_or("nothing")
}

/// The best of what is offered, a line each.
fn offered(completion: &Json, most: usize) -> String {
    let mut text = String::new();
    let items = completion["items"].as_array().unwrap();
    for item in items.iter().take(most) {
        let snippet = item["textEdit"]["newText"].as_str().unwrap();
        let label = item["label"].as_str().unwrap();
        let written = if snippet == label {
            String::new()
        } else {
            format!("   writes {}", snippet.replace('\n', "⏎"))
        };
        let old = if item["tags"].is_array() { "   (deprecated)" } else { "" };
        writeln!(text, "{label}   {}{written}{old}", item["detail"].as_str().unwrap_or_default()).unwrap();
    }
    if items.len() > most {
        writeln!(text, "…").unwrap();
    }
    if items.is_empty() { "nothing".to_owned() } else { text }
}
