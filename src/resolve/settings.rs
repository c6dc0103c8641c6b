//! The `stack` block.

use ecow::EcoString;

use super::cx::Cx;
use super::rules;
use crate::base::{FileId, Span, did_you_mean};
use crate::catalog::Type;
use crate::diag::Diagnostic;
use crate::model::{Map, Value};
use crate::syntax::ast::{Attribute, Entry, EntryKind, ExprKind};

/// What the `stack` block says.
#[derive(Debug, Clone)]
pub(super) struct Settings {
    pub(super) name: EcoString,
    pub(super) span: Span,
    pub(super) region: EcoString,
    pub(super) account: EcoString,
    pub(super) state: Option<EcoString>,
    pub(super) tags: Map,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            name: "stack".into(),
            span: Span::new(FileId(0), 0, 0),
            region: EcoString::new(),
            account: EcoString::new(),
            state: None,
            tags: Map::new(),
        }
    }
}

/// What may be set.
const SETTINGS: [&str; 3] = ["region", "account", "state"];

/// Notes name, region and account as far as they stand there in so many words, since params may read them.
pub(super) fn identity(cx: &mut Cx<'_>) {
    let Some((_, block)) = cx.scope.stack else { return };
    cx.settings.name = block.name.text.clone();
    for entry in &block.body.entries {
        let EntryKind::Attribute(attribute) = &entry.kind else { continue };
        let ExprKind::String(text) = &attribute.value.kind else { continue };
        match attribute.name.text.as_str() {
            "region" => cx.settings.region = text.clone(),
            "account" => cx.settings.account = text.clone(),
            _ => {}
        }
    }
}

/// Reads the `stack` block; reports what it lacks.
pub(super) fn settings(cx: &mut Cx<'_>) {
    let Some((item, block)) = cx.scope.stack else { return };
    cx.settings.name = block.name.text.clone();
    cx.settings.span = Span::new(item.span.file, item.span.start, block.name.span.end);
    cx.allow(&item.allows, item.span);
    let mut written: Vec<&str> = Vec::new();
    for entry in &block.body.entries {
        cx.allow(&entry.allows, entry.span);
        match &entry.kind {
            EntryKind::Attribute(attribute) => {
                if written.contains(&attribute.name.text.as_str()) {
                    let message = format!("`{}` is set twice", attribute.name.text);
                    cx.report(Diagnostic::new(
                        &rules::duplicate_attribute::RULE,
                        attribute.name.span,
                        message,
                    ));
                    continue;
                }
                written.push(&attribute.name.text);
                setting(cx, attribute);
            }
            EntryKind::Sentence(sentence) if sentence.word.text == "tags" => {
                if let Some(body) = &sentence.body {
                    cx.settings.tags = cx.table(&body.entries, &Type::String, "tags", None);
                }
            }
            _ => unknown(cx, entry),
        }
    }
    cx.take_reads();
    for name in ["region", "account"] {
        if !written.contains(&name) {
            let example = if name == "region" { "us-east-1" } else { "111122223333" };
            let message = format!("`stack {}` does not say its `{name}`", block.name.text);
            cx.report(
                Diagnostic::new(&rules::missing_attribute::RULE, cx.settings.span, message)
                    .help(format!("write `{name} = \"{example}\"`")),
            );
        }
    }
}

/// Reads one setting.
fn setting<'a>(cx: &mut Cx<'a>, attribute: &'a Attribute) {
    let name = attribute.name.text.as_str();
    if !SETTINGS.contains(&name) {
        let message = format!("`stack` has no attribute `{name}`");
        let diagnostic = Diagnostic::new(&rules::unknown_attribute::RULE, attribute.name.span, message);
        cx.report(match did_you_mean(name, SETTINGS) {
            Some(meant) => diagnostic.help(format!("did you mean `{meant}`?")).fix(
                format!("change to `{meant}`"),
                attribute.name.span,
                meant,
            ),
            None => diagnostic.help("it has `region`, `account`, `state` and `tags { }`"),
        });
        return;
    }
    let Some(value) = cx.eval(&attribute.value) else { return };
    let Some(value) = cx.convert(value, &Type::String, attribute.value.span, name) else { return };
    let Value::String(text) = value else { return };
    match name {
        "region" => {
            cx.settings.region = text.clone();
            if !is_region(&text) {
                let message = format!("`{text}` is no region");
                cx.report(
                    Diagnostic::new(&rules::invalid_setting::RULE, attribute.value.span, message)
                        .help("a region is written like `ap-northeast-2`"),
                );
            }
        }
        "account" => {
            cx.settings.account = text.clone();
            if text.len() != 12 || !text.bytes().all(|byte| byte.is_ascii_digit()) {
                let message = format!("`{text}` is no account");
                cx.report(
                    Diagnostic::new(&rules::invalid_setting::RULE, attribute.value.span, message)
                        .help("an account is twelve digits, in quotes"),
                );
            }
        }
        _ => cx.settings.state = Some(text),
    }
}

/// Whether a text has the form of a region: lower-case words and a number, joined by hyphens.
fn is_region(text: &str) -> bool {
    let parts: Vec<&str> = text.split('-').collect();
    let word = |part: &&str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_lowercase());
    match parts.split_last() {
        Some((number, words)) => {
            words.len() >= 2
                && words.iter().all(word)
                && number.len() == 1
                && number.bytes().all(|b| b.is_ascii_digit())
        }
        None => false,
    }
}

/// Reports an entry that has no place in a `stack` block.
fn unknown(cx: &mut Cx<'_>, entry: &Entry) {
    let span = match &entry.kind {
        EntryKind::Sentence(sentence) => sentence.word.span,
        _ => entry.span,
    };
    cx.report(
        Diagnostic::new(&rules::unknown_statement::RULE, span, "this has no place in a `stack` block")
            .help("it has `region`, `account`, `state` and `tags { }`"),
    );
}
