//! What is said of the language's own words: kinds, blocks, verbs, events, functions, timings, rules.

use std::fmt::Write as _;

use super::super::chain::Link;
use super::super::rows::{Head, head_of, kind_of, label, link};
use super::super::snapshot::Cx;
use super::super::timings::next_times;
use super::attribute::sources;
use super::{Hover, Place, holds, members, names};
use crate::base::Span;
use crate::catalog::Events;
use crate::session::{functions, rules};
use crate::syntax::ast::{EntryKind, Sentence, TimingText, path_parts};

/// A kind: what it is, and the first words of its page.
pub(super) fn kind(cx: &Cx<'_>, word: &str, span: Span) -> Option<Hover> {
    let kind = cx.catalog.kind(word)?;
    let mut text = format!("`{}`: {} (`{}`)\n\n", kind.name, kind.title, kind.cfn);
    let first: Vec<&str> = kind.doc.lines().take_while(|line| !line.starts_with("```")).collect();
    text.push_str(first.join("\n").trim());
    text.push('\n');
    Some(Hover { span, text })
}

/// A function: its signature and what it does.
pub(super) fn function(word: &str, span: Span) -> Option<Hover> {
    let signature = functions().find(|signature| signature.name == word)?;
    let mut text = format!("```stack\n{signature}\n```\n\n{}\n", signature.doc);
    for (call, gives) in signature.examples {
        let _ = write!(text, "\n- `{call}` gives `{gives}`");
    }
    Some(Hover { span, text })
}

/// A timing: what it means, and when it fires next.
pub(super) fn timing(cx: &Cx<'_>, chain: &[Link<'_>], timing: &TimingText, span: Span) -> Option<Hover> {
    let text = format!("{}({})", timing.word.text, timing.inner);
    let said = next_times(cx, chain, &text)?;
    Some(Hover { span, text: format!("`{text}`\n\n{said}") })
}

/// Words that stand as values but are none: a verb of `uses`, an output of a resource.
pub(super) fn path_part(cx: &Cx<'_>, chain: &[Link<'_>], path: &str, span: Span, byte: u32) -> Option<Hover> {
    let parts: Vec<(&str, Span)> = path_parts(path, span).collect();
    if let [(_, of), (field, at)] = parts.as_slice()
        && holds(*at, byte)
        && let Some(hover) = names::field(cx, *of, field, *at)
    {
        return Some(hover);
    }
    if let [(kind, _), (name, _), (word, at), rest @ ..] = parts.as_slice()
        && (holds(*at, byte) || rest.iter().any(|(_, at)| holds(*at, byte)))
    {
        return members::told(cx, kind, name, word, *at);
    }
    let entry = chain.iter().rev().find_map(|link| match link {
        Link::Entry(entry) => Some(entry),
        _ => None,
    })?;
    let EntryKind::Sentence(sentence) = &entry.kind else { return None };
    verb(cx, sentence, path, span)
}

/// A verb behind `to`: what code may then do.
fn verb(cx: &Cx<'_>, sentence: &Sentence, word: &str, span: Span) -> Option<Hover> {
    let after = sentence.phrases.iter().find(|phrase| phrase.operands.iter().any(|one| one.span == span))?;
    let used = sentence.operands.first().filter(|_| after.preposition.text == "to")?;
    let kind = cx.catalog.kind(kind_of(used))?;
    let verb = kind.verb(word)?;
    let mut text = format!("`{word}` a `{}`: {}\n", kind.name, verb.doc);
    for grant in verb.grants {
        let actions: Vec<String> = grant.actions.iter().map(|action| format!("`{action}`")).collect();
        let _ = write!(text, "\n- {} on `{}`", actions.join(", "), grant.resource);
    }
    Some(Hover { span, text })
}

/// An event of an arrow: what AWS calls it, and what the arrow is.
pub(super) fn event(cx: &Cx<'_>, chain: &[Link<'_>], span: Span) -> Option<Hover> {
    let Link::Item(item) = chain.first()? else { return None };
    let Head::Flow { source, target } = head_of(&item.kind) else { return None };
    let link = link(cx.catalog, &source, &target)?;
    let word = cx.project.at(span);
    let aws = match link.events {
        Events::Words(words) => words.iter().find(|known| known.word == word).map(|known| known.aws),
        Events::Routes | Events::Paths | Events::None => None,
    };
    let aws = aws.map(|aws| format!(" (`{aws}`)")).unwrap_or_default();
    Some(Hover { span, text: format!("`{word}`{aws}: {}\n\n{}\n", link.title, link.doc) })
}

/// A block or a statement, by its word.
pub(super) fn sentence(place: &Place<'_>, sentence: &Sentence, byte: u32) -> Option<Hover> {
    let word = &sentence.word;
    let label = sentence.operands.first().filter(|_| label(sentence).is_some());
    let at = [Some(word.span), label.map(|label| label.span)].into_iter().flatten();
    let span = at.into_iter().find(|span| holds(*span, byte))?;
    let said =
        |doc: &str, facts| Hover { span, text: format!("`{}`\n\n{doc}\n{}", word.text, sources(facts)) };
    if let Some(block) = place.block(sentence) {
        return Some(said(block.doc, block.facts));
    }
    let row = place.rows.statement(&word.text).filter(|_| span == word.span);
    row.map(|row| said(row.doc, row.facts))
}

/// A rule's name in `#[allow(…)]`: what it finds.
pub(super) fn allowance(cx: &Cx<'_>, byte: u32) -> Option<Hover> {
    let allows = &cx.project.analysis.any().allowances;
    let allowance =
        allows.iter().find(|allowance| allowance.span.file == cx.file && holds(allowance.span, byte))?;
    let rule = rules().into_iter().find(|rule| rule.name == allowance.rule)?;
    Some(Hover { span: allowance.span, text: rule_text(rule.doc) })
}

/// The words of a rule's page, without its examples.
fn rule_text(doc: &str) -> String {
    let lines = doc.lines().map(str::trim).take_while(|line| !line.starts_with("```"));
    lines.collect::<Vec<_>>().join("\n")
}
