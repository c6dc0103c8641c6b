//! What is said of a preposition and what follows it: what it takes, and its bounds.

use std::fmt::Write as _;

use super::{Hover, Place, holds};
use crate::base::Span;
use crate::catalog::{Meaning, Needed, Position, Slot};
use crate::syntax::ast::Sentence;
use crate::view::reference;

/// The place of a statement that a byte is in.
pub(super) fn slot(place: &Place<'_>, sentence: &Sentence, byte: u32) -> Option<Hover> {
    let row = place.rows.statement(&sentence.word.text)?;
    let (span, at) = position(sentence, byte)?;
    if let Some(text) = at.and_then(|at| meant(row.meaning, at)) {
        return Some(Hover { span, text: format!("`{}`: {text}\n", at.unwrap_or_default()) });
    }
    let slot = row.slots.iter().find(|slot| match (slot.at, at) {
        (Position::Operand, None) => true,
        (Position::After(word), Some(at)) => word == at,
        _ => false,
    })?;
    Some(Hover { span, text: described(&sentence.word.text, slot) })
}

/// What a preposition means in a statement whose places are no rows.
fn meant(meaning: Meaning, preposition: &str) -> Option<&'static str> {
    Some(match (meaning, preposition) {
        (Meaning::Uses, "to") => "what its code does with it",
        (Meaning::Uses, "under") => "it touches just what has a key that begins so",
        (Meaning::Grant(_) | Meaning::ResourceGrant(_), "on") => "what the actions are done to",
        (Meaning::ResourceGrant(_), "to") => "who may do it",
        _ => return None,
    })
}

/// Which place a byte is in, by its preposition: none for what follows the word itself.
fn position(sentence: &Sentence, byte: u32) -> Option<(Span, Option<&str>)> {
    let operand = sentence.operands.iter().find(|operand| holds(operand.span, byte));
    if let Some(operand) = operand {
        return Some((operand.span, None));
    }
    sentence.phrases.iter().find_map(|phrase| {
        let word = Some(phrase.preposition.text.as_str());
        if holds(phrase.preposition.span, byte) {
            return Some((phrase.preposition.span, word));
        }
        let operand = phrase.operands.iter().find(|operand| holds(operand.span, byte))?;
        Some((operand.span, word))
    })
}

fn described(word: &str, slot: &Slot) -> String {
    let form = match slot.at {
        Position::Operand => format!("{word} {}", slot.field.to_uppercase()),
        Position::After(preposition) if preposition == slot.field => format!("{word} … {preposition} …"),
        Position::After(preposition) => format!("{word} … {preposition} {}", slot.field.to_uppercase()),
    };
    let mut text = format!("`{form}`: {}\n\n", reference::ty(slot.ty).replace(", listed below", ""));
    if let Some(limit) = slot.limit {
        let _ = writeln!(text, "- {}", reference::limit(slot.ty, limit));
    }
    text.push_str(if slot.needed == Needed::Yes { "- must be there\n" } else { "- may be left out\n" });
    text
}
