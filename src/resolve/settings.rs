//! The `stack` block.

use ecow::EcoString;

use super::cx::Cx;
use super::rules;
use super::spelling::hyphened;
use super::unknown::some_of;
use crate::base::{FileId, Span, all_meant, did_you_mean};
use crate::catalog::{FOREIGN_REGIONS, REGIONS, Type};
use crate::diag::Diagnostic;
use crate::model::{Map, Places, Value};
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
    pub(super) places: Places,
    pub(super) torn: bool,
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
            places: Places::default(),
            // Until the block is read.
            torn: true,
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
    cx.settings.torn = false;
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
                    cx.report(
                        Diagnostic::new(&rules::duplicate_attribute::RULE, attribute.name.span, message)
                            .help("remove one of them"),
                    );
                    continue;
                }
                written.push(&attribute.name.text);
                setting(cx, attribute);
            }
            EntryKind::Sentence(sentence) if sentence.word.text == "tags" => {
                if let Some(body) = &sentence.body {
                    let mut places = Places::default();
                    places.note("tags", sentence.word.span);
                    cx.settings.tags = cx.table(&body.entries, &Type::String, "tags", Some(&mut places));
                    cx.settings.places = places;
                }
            }
            _ => unknown(cx, entry),
        }
    }
    cx.take_reads();
    for name in ["region", "account"] {
        if !written.contains(&name) {
            cx.settings.torn = true;
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
fn setting(cx: &mut Cx<'_>, attribute: &Attribute) {
    let known = cx.settings.torn;
    cx.settings.torn = true;
    if read(cx, attribute).is_some() {
        cx.settings.torn = known;
    }
}

/// Takes over what one setting says; `None` if that is not known.
fn read(cx: &mut Cx<'_>, attribute: &Attribute) -> Option<()> {
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
        return Some(());
    }
    if name == "region"
        && let Some(text) = hyphened(&attribute.value)
    {
        let (span, text) = (attribute.value.span, format!("\"{text}\""));
        let message = "`region` must be a string, this reads as a subtraction";
        let finding = Diagnostic::new(&rules::type_mismatch::RULE, span, message);
        cx.report(finding.help(format!("put quotes around it: `{text}`")).fix(
            format!("change to `{text}`"),
            span,
            text,
        ));
        return None;
    }
    let value = cx.eval(&attribute.value)?;
    if let Some((_, span)) = cx.take_reads().first() {
        let message = "a setting of the stack reads nothing of its resources, which are named after it";
        let finding = Diagnostic::new(&rules::invalid_setting::RULE, *span, message);
        cx.report(finding.help("write it out, or compute it from params"));
        return None;
    }
    if let ("account", Value::Number(number)) = (name, &value) {
        account_without_quotes(cx, &number.to_string(), attribute.value.span);
        return None;
    }
    let Value::String(text) = cx.convert_of(value, &Type::String, &attribute.value, name)? else {
        return None;
    };
    match name {
        "region" => {
            region(cx, &text, attribute.value.span);
            cx.settings.region = text;
        }
        "account" => {
            if !is_account(&text) {
                cx.report(no_account(&text, attribute.value.span));
            }
            cx.settings.account = text;
        }
        _ => cx.settings.state = Some(text),
    }
    Some(())
}

/// Reports a text that is none of the regions.
fn region(cx: &mut Cx<'_>, text: &str, span: Span) {
    if REGIONS.contains(&text) {
        return;
    }
    if FOREIGN_REGIONS.iter().any(|start| text.starts_with(start)) {
        let message =
            format!("the region `{text}` lies in a partition of its own, where ARNs begin otherwise");
        let diagnostic = Diagnostic::new(&rules::invalid_setting::RULE, span, message);
        cx.report(diagnostic.help("name a region of the partition `aws`, such as `\"us-east-1\"`"));
        return;
    }
    let diagnostic =
        Diagnostic::new(&rules::invalid_setting::RULE, span, format!("there is no region `{text}`"));
    let meant = all_meant(text, REGIONS);
    cx.report(match meant.as_slice() {
        [] => diagnostic.help("a region is written like `\"us-east-1\"` or `\"ap-northeast-2\"`"),
        [one] => diagnostic.help(format!("did you mean `\"{one}\"`?")).fix(
            format!("change to `\"{one}\"`"),
            span,
            format!("\"{one}\""),
        ),
        several => diagnostic.help(format!("did you mean {}?", some_of(several))),
    });
}

/// Reports a number where an account is asked for. A leading zero is no part of a number, but of an account.
fn account_without_quotes(cx: &mut Cx<'_>, number: &str, span: Span) {
    let length = (span.end - span.start) as usize;
    let digits = if length == 12 { format!("{number:0>12}") } else { number.to_owned() };
    if !is_account(&digits) {
        cx.report(no_account(number, span));
        return;
    }
    let message = "`account` must be a string, this is a number";
    cx.report(
        Diagnostic::new(&rules::type_mismatch::RULE, span, message)
            .help(format!("put quotes around it: `\"{digits}\"`"))
            .fix(format!("change to `\"{digits}\"`"), span, format!("\"{digits}\"")),
    );
}

fn no_account(text: &str, span: Span) -> Diagnostic {
    let digits = text.chars().all(|c| c.is_ascii_digit());
    let message = match text.chars().count() {
        count if digits && count > 0 => {
            format!("the account `{text}` has {count} digits, and AWS's have twelve")
        }
        _ => format!("`{text}` is no account"),
    };
    Diagnostic::new(&rules::invalid_setting::RULE, span, message)
        .help("an account is twelve digits in quotes: `account = \"111122223333\"`")
}

fn is_account(text: &str) -> bool {
    text.len() == 12 && text.bytes().all(|byte| byte.is_ascii_digit())
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
