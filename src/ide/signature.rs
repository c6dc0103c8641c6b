//! What the call at the cursor takes: a function's arguments, the fields of a schedule.

use super::chain::chain;
use super::cursor::{Cursor, Open};
use super::snapshot::Cx;
use super::timings::next_times;
use crate::session::functions;

/// What a call takes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signature {
    /// The call as it would be explained.
    pub label: String,
    /// Markdown.
    pub documentation: String,
    /// Each of what it takes, as a part of the label.
    pub parameters: Vec<String>,
    /// Which of them stands at the cursor.
    pub active: usize,
}

/// The fields of `cron(…)`, and what each may hold.
const CRON: [&str; 6] = [
    "minute 0–59",
    "hour 0–23",
    "day of month 1–31",
    "month 1–12 or JAN–DEC",
    "day of week 1–7 or SUN–SAT",
    "year 1970–2199",
];

/// The call at a byte of a text.
#[must_use]
pub fn signature(cx: &Cx<'_>, byte: u32) -> Option<Signature> {
    let cursor = Cursor::new(cx.text(), byte as usize);
    let call = cursor.levels.iter().rev().find_map(|level| match &level.open {
        Open::Call { name, start } => {
            Some((*name, *start, level.tokens.iter().filter(|token| token.text == ",").count()))
        }
        _ => None,
    });
    let (name, start, commas) = call?;
    match name {
        "cron" => Some(fields(cx, byte, start, "cron", &CRON)),
        "rate" => Some(fields(cx, byte, start, "rate", &["number 1 or more", "unit minutes, hours or days"])),
        "at" => Some(fields(cx, byte, start, "at", &["time 2026-12-01T09:00:00"])),
        _ => {
            let signature = functions().find(|signature| signature.name == name)?;
            let label = signature.to_string();
            let inner = label
                .split_once('(')
                .and_then(|(_, rest)| rest.rsplit_once(") ->"))
                .map_or("", |(inner, _)| inner);
            let parameters: Vec<String> = inner.split(", ").map(str::to_owned).collect();
            let active = commas.min(parameters.len().saturating_sub(1));
            Some(Signature {
                label: label.clone(),
                documentation: signature.doc.to_owned(),
                parameters,
                active,
            })
        }
    }
}

/// A timing: its fields, and what it means as far as it is written.
fn fields(cx: &Cx<'_>, byte: u32, start: usize, word: &str, fields: &[&str]) -> Signature {
    let text = cx.text();
    let typed = text.get(start + 1..byte as usize).unwrap_or("");
    let words = typed.split_whitespace().count();
    let active = if typed.ends_with(char::is_whitespace) || typed.is_empty() {
        words
    } else {
        words.saturating_sub(1)
    };
    let line = text.get(start + 1..).unwrap_or("").lines().next().unwrap_or("");
    let inner = line.split(')').next().unwrap_or("");
    let chain = cx.project.tree(cx.file).map(|tree| chain(tree, byte)).unwrap_or_default();
    let documentation = next_times(cx, &chain, &format!("{word}({inner})")).unwrap_or_default();
    Signature {
        label: format!("{word}({})", fields.join("  ")),
        documentation,
        parameters: fields.iter().map(|field| (*field).to_owned()).collect(),
        active: active.min(fields.len().saturating_sub(1)),
    }
}
