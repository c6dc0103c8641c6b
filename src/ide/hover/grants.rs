//! What is said of permissions: what an action is done to, what a pattern stands for, what `allow uses` comes to.

use std::fmt::Write as _;

use super::super::chain::Link;
use super::super::snapshot::Cx;
use super::super::values::instances;
use super::{Hover, Place, holds};
use crate::base::Span;
use crate::catalog::Meaning;
use crate::iam::{Case, actions_of, condition_keys, condition_operators, done_to, matches};
use crate::model::Statement;
use crate::syntax::ast::{Attribute, ExprKind, Sentence};

/// An action of a line of permissions, or what `allow uses` stands for.
pub(super) fn grant(cx: &Cx<'_>, place: &Place<'_>, sentence: &Sentence, byte: u32) -> Option<Hover> {
    let operand = sentence.operands.iter().find(|operand| holds(operand.span, byte))?;
    let meaning = place.rows.statement(&sentence.word.text).map(|row| row.meaning);
    match (&operand.kind, meaning) {
        (ExprKind::String(text), Some(Meaning::Grant(_) | Meaning::ResourceGrant(_))) => {
            Some(Hover { span: operand.span, text: action(text)? })
        }
        (ExprKind::Path(word), Some(Meaning::Grant(_))) if word == "uses" => {
            Some(Hover { span: operand.span, text: uses(cx, place, sentence.word.span)? })
        }
        _ => None,
    }
}

/// A line of a condition: how it compares, or what its key holds.
pub(super) fn condition(line: &Attribute, byte: u32) -> Option<Hover> {
    if holds(line.name.span, byte) {
        return Some(Hover { span: line.name.span, text: key(&line.name.text)? });
    }
    let operator = line.operator.as_ref().filter(|operator| holds(operator.span, byte))?;
    let bare = operator.text.rsplit(':').next().unwrap_or_default();
    let bare = bare.strip_suffix("IfExists").unwrap_or(bare);
    let (_, what) = condition_operators().find(|(name, _)| *name == bare)?;
    let mut text = format!("`{bare}`: compares {what}\n");
    for (sign, doc) in [
        ("ForAllValues:", "every value of the request must fit; a request without any fits"),
        ("ForAnyValue:", "one value of the request must fit"),
        ("IfExists", "a request without the key fits"),
    ] {
        if operator.text.contains(sign) {
            let _ = write!(text, "\n- `{sign}`: {doc}");
        }
    }
    Some(Hover { span: operator.span, text })
}

/// An action, or a pattern of actions.
fn action(text: &str) -> Option<String> {
    let (service, name) = text.split_once(':')?;
    if !name.contains(['*', '?']) {
        return actions_of(service)
            .any(|known| known.eq_ignore_ascii_case(name))
            .then(|| format!("`{text}`: {}\n", done_to(text)));
    }
    let all: Vec<&str> =
        actions_of(service).filter(|known| matches(Case::Insensitive, name, known)).collect();
    let (first, rest) = all.split_at_checked(MOST).unwrap_or((&all, &[]));
    let mut said =
        format!("`{text}`: {} of {} actions of `{service}`\n\n", all.len(), actions_of(service).count());
    for one in first {
        let _ = writeln!(said, "- `{service}:{one}`");
    }
    if !rest.is_empty() {
        let _ = writeln!(said, "- and {} more", rest.len());
    }
    (!all.is_empty()).then_some(said)
}

/// As many actions are named.
const MOST: usize = 12;

/// A key of a condition.
fn key(text: &str) -> Option<String> {
    let (service, _) = text.split_once(':')?;
    let any = format!("{service}:*");
    let mut all = condition_keys(&[any.as_str()]).into_iter();
    let known = all.find(|key| matches(Case::Insensitive, &key.name, text))?;
    let scope =
        if known.name.starts_with("aws:") { "every request may have it" } else { "some requests have it" };
    Some(format!("`{}`: {}; {scope}\n", known.name, known.holds))
}

/// What `allow uses` comes to in each role of the declaration.
fn uses(cx: &Cx<'_>, place: &Place<'_>, word: Span) -> Option<String> {
    let Some(Link::Item(item)) = place.chain.first() else { return None };
    let role = instances(cx.project, item.span).next()?;
    let derived = |one: &&Statement| one.derived && one.span.start <= word.start && word.end <= one.span.end;
    let mut text = "`allow uses`: just what its carriers use\n\n".to_owned();
    let words = |all: &crate::model::Patterns| {
        all.items.iter().map(|one| format!("`{}`", one.text)).collect::<Vec<_>>().join(", ")
    };
    let mut found = false;
    for one in role.statements.iter().filter(derived) {
        found = true;
        let _ = writeln!(text, "- {} on {}", words(&one.actions), words(&one.resources));
    }
    if !found {
        text.push_str("- nothing: no carrier of it uses anything\n");
    }
    Some(text)
}
