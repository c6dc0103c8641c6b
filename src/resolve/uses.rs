//! `uses R to verb, … [under "p"]`: what code does with another resource.

use ecow::EcoString;

use super::attrs::Made;
use super::cx::Cx;
use super::rules;
use super::targets::first_of_all;
use super::unknown::some_of;
use crate::base::{Span, a};
use crate::catalog::Kind;
use crate::diag::Diagnostic;
use crate::model::{Address, Value};
use crate::syntax::ast::{Expr, ExprKind, Sentence, path_parts};

/// One `uses` line.
#[derive(Debug, Clone)]
pub(super) struct Use {
    /// Who uses.
    pub(super) by: Address,
    /// What is used, by its position.
    pub(super) on: usize,
    /// The verbs and their places.
    pub(super) verbs: Vec<(EcoString, Span)>,
    /// The prefix it is narrowed to.
    pub(super) under: EcoString,
}

/// Resolves one line; nothing is noted of one whose resource is absent.
pub(super) fn uses(cx: &mut Cx<'_>, made: &Made, sentence: &Sentence, span: Span) {
    besides(cx, sentence);
    let Some(on) = used(cx, sentence) else { return };
    let Some(kind) = cx.kind_of(on) else { return };
    let mut verbs = Vec::new();
    let mut under = EcoString::new();
    let mut said = false;
    for phrase in &sentence.phrases {
        match phrase.preposition.text.as_str() {
            "to" => {
                said = true;
                phrase.operands.iter().for_each(|operand| verb(cx, kind, operand, &mut verbs));
            }
            "under" if !is_narrowed(kind) => {
                let message = format!("`under` narrows nothing: {} has no keys with prefixes", a(kind.name));
                cx.report(
                    Diagnostic::new(&rules::unknown_statement::RULE, phrase.preposition.span, message)
                        .help("take `under …` away"),
                );
            }
            "under" => match phrase.operands.first().map(|operand| prefix(cx, operand)) {
                Some(Some(text)) => under = text,
                Some(None) => return,
                None => {}
            },
            other => {
                let message = format!("`uses` has no `{other} …`");
                cx.report(
                    Diagnostic::new(&rules::unknown_statement::RULE, phrase.preposition.span, message)
                        .help("it has `to` verbs and, for buckets, `under` a prefix"),
                );
            }
        }
    }
    if !said {
        cx.report(
            Diagnostic::new(&rules::missing_attribute::RULE, span, "`uses` does not say what for")
                .help(verbs_of(kind)),
        );
    }
    cx.besides.uses.push(Use { by: made.address.clone(), on, verbs, under });
}

/// Whether a prefix says anything of what is used.
fn is_narrowed(kind: &Kind) -> bool {
    kind.verbs.iter().flat_map(|verb| verb.grants).any(|grant| grant.resource.contains("{under}"))
}

/// Reports what stands in a line and has no meaning there.
fn besides(cx: &mut Cx<'_>, sentence: &Sentence) {
    let negated = sentence.phrases.iter().find_map(|phrase| phrase.negated).or(sentence.negated);
    let more = sentence.operands.get(1).map(|operand| operand.span);
    let body = sentence.body.as_ref().and_then(|body| body.span);
    let what = match (negated, more, body) {
        (Some(span), ..) => {
            Some((span, "`uses` says what code does, and not what it does not", "take `not` out"))
        }
        (_, Some(span), _) => {
            Some((span, "`uses` names one resource", "write a line of its own for each of them"))
        }
        (.., Some(span)) => Some((span, "`uses` has no options", "take the braces out")),
        _ => None,
    };
    if let Some((span, message, help)) = what {
        cx.report(Diagnostic::new(&rules::unknown_statement::RULE, span, message).help(help));
    }
}

/// The resource that is used, by its position; `None` if it is absent or none.
fn used(cx: &mut Cx<'_>, sentence: &Sentence) -> Option<usize> {
    let Some(used) = sentence.operands.first() else {
        cx.report(
            Diagnostic::new(
                &rules::missing_attribute::RULE,
                sentence.word.span,
                "`uses` does not say what is used",
            )
            .help("write `uses bucket.name to read`"),
        );
        return None;
    };
    match cx.eval(used)? {
        // With an absent end the line is absent, too.
        Value::None => None,
        Value::Reference(reference) => cx.find(&reference.address?),
        other => {
            let message = format!("`uses` names a resource, this is {}", other.sort());
            let diagnostic = Diagnostic::new(&rules::type_mismatch::RULE, used.span, message);
            cx.report(match first_of_all(&other) {
                Some(one) => diagnostic.help(format!(
                    "name one of them, `{one}`, or go through all: `uses one to … for key, one in …`"
                )),
                None => diagnostic.help("write its kind and name: `uses bucket.photos to read`"),
            });
            None
        }
    }
}

/// The prefix that a line is narrowed to.
fn prefix(cx: &mut Cx<'_>, operand: &Expr) -> Option<EcoString> {
    match cx.eval(operand)? {
        Value::String(prefix) => Some(prefix),
        other => {
            let message = format!("a prefix is a string, this is {}", other.sort());
            cx.report(
                Diagnostic::new(&rules::type_mismatch::RULE, operand.span, message)
                    .help("write it in quotes: `under \"raw/\"`"),
            );
            None
        }
    }
}

/// Takes a verb if the kind has it; reports it otherwise.
fn verb(cx: &mut Cx<'_>, kind: &'static Kind, operand: &Expr, verbs: &mut Vec<(EcoString, Span)>) {
    let span = operand.span;
    let ExprKind::Path(word) = &operand.kind else {
        cx.report(
            Diagnostic::new(&rules::unknown_verb::RULE, span, "a verb is a word, without quotes")
                .help(verbs_of(kind)),
        );
        return;
    };
    let mut parts = path_parts(word, span);
    let Some((word, word_span)) = parts.next() else { return };
    if parts.next().is_some() {
        let diagnostic =
            Diagnostic::new(&rules::unknown_verb::RULE, span, "a verb is one word, without dots");
        cx.report(if kind.verb(word).is_some() {
            let rest = Span::new(span.file, word_span.end, span.end);
            diagnostic.help(format!("did you mean `{word}`?")).fix(format!("change to `{word}`"), rest, "")
        } else {
            diagnostic.help(verbs_of(kind))
        });
        return;
    }
    if kind.verb(word).is_some() {
        verbs.push((word.into(), span));
        return;
    }
    let names: Vec<&str> = kind.verbs.iter().map(|verb| verb.name).collect();
    if names.is_empty() {
        let message = format!("{} cannot be used by code", a(kind.name));
        cx.report(Diagnostic::new(&rules::unknown_verb::RULE, span, message).help(verbs_of(kind)));
        return;
    }
    let diagnostic = Diagnostic::new(
        &rules::unknown_verb::RULE,
        span,
        format!("{} cannot be used to `{word}`", a(kind.name)),
    );
    cx.report(match crate::base::did_you_mean(word, names.iter().copied()) {
        Some(meant) => diagnostic.help(format!("did you mean `{meant}`?")).fix(
            format!("change to `{meant}`"),
            span,
            meant,
        ),
        None => diagnostic.help(verbs_of(kind)),
    });
}

/// What code may do with a resource of a kind.
fn verbs_of(kind: &Kind) -> String {
    let names: Vec<&str> = kind.verbs.iter().map(|verb| verb.name).collect();
    match names.as_slice() {
        [] => format!("code does not use {}; leave the line out", a(kind.name)),
        names => format!("write `to` and one or more of {}", some_of(names)),
    }
}
