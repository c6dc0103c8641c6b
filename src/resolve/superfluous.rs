//! What stands in a sentence and has no meaning there.

use super::cx::Cx;
use super::rules;
use crate::base::Span;
use crate::catalog::{Label, Position, Statement};
use crate::diag::Diagnostic;
use crate::syntax::ast::{Flow, Sentence};

impl Cx<'_> {
    /// Reports what a statement says and its row has no place for; prepositions that it does not have are reported
    /// elsewhere. Whether there is nothing.
    pub(super) fn says_no_more(&mut self, statement: &Statement, sentence: &Sentence) -> bool {
        let word = statement.word;
        let takes = statement.slots.iter().any(|slot| slot.at == Position::Operand);
        let operand = sentence.operands.first().filter(|_| !takes).map(|operand| operand.span);
        let twice = sentence.phrases.iter().enumerate().find_map(|(at, phrase)| {
            let earlier = sentence.phrases.get(..at)?;
            let same = earlier.iter().any(|other| other.preposition.text == phrase.preposition.text);
            same.then_some(&phrase.preposition)
        });
        let found = if let Some(span) = operand {
            Some((span, format!("nothing stands between `{word}` and what follows"), "take it out"))
        } else if let Some(twice) = twice {
            Some((twice.span, format!("`{}` stands here twice", twice.text), "write a statement for each"))
        } else {
            self.no_policy(sentence, word)
        };
        let is_plain = found.is_none();
        if let Some((span, message, help)) = found {
            self.report(Diagnostic::new(&rules::unknown_statement::RULE, span, message).help(help));
        }
        is_plain
    }

    /// Reports what a block says besides its label and its braces.
    pub(super) fn stands_alone(&mut self, sentence: &Sentence, label: Label) {
        let word = sentence.word.text.as_str();
        let phrase = sentence.phrases.first().map(|phrase| phrase.preposition.span);
        let most = usize::from(label != Label::None);
        let operand = sentence.operands.get(most).map(|operand| operand.span);
        let found = match phrase.or(operand) {
            Some(span) => Some((
                span,
                format!("`{word}` is a block: all of it stands in its braces"),
                if most == 0 {
                    "write `name = value` there; it has no name"
                } else {
                    "write `name = value` there"
                },
            )),
            None => self.no_policy(sentence, word),
        };
        if let Some((span, message, help)) = found {
            self.report(Diagnostic::new(&rules::unknown_statement::RULE, span, message).help(help));
        }
    }

    /// Reports what stands before an arrow besides one `under` and one `ending`, each with one text.
    pub(super) fn narrowed_once(&mut self, flow: &Flow) {
        for (at, phrase) in flow.filters.iter().enumerate() {
            let word = phrase.preposition.text.as_str();
            let earlier = flow.filters.get(..at).unwrap_or_default();
            let twice = earlier.iter().any(|other| other.preposition.text == word);
            let found = if !matches!(word, "under" | "ending") {
                let message = format!("an arrow has no `{word} …`");
                Some((
                    phrase.preposition.span,
                    message,
                    "it is narrowed by `under \"raw/\"` and `ending \".jpg\"`",
                ))
            } else if twice {
                Some((
                    phrase.preposition.span,
                    format!("`{word}` stands here twice"),
                    "draw an arrow for each",
                ))
            } else if let Some(span) = phrase.negated {
                Some((span, format!("`{word}` is never said with `not`"), "say what is let through"))
            } else {
                let more = phrase.operands.get(1);
                more.map(|more| (more.span, format!("`{word}` takes one text"), "draw an arrow for each"))
            };
            if let Some((span, message, help)) = found {
                self.report(Diagnostic::new(&rules::invalid_arrow::RULE, span, message).help(help));
            }
        }
    }

    /// `not` and `when`, which only grants have.
    fn no_policy(&self, sentence: &Sentence, word: &str) -> Option<(Span, String, &'static str)> {
        let negated = sentence.phrases.iter().find_map(|phrase| phrase.negated).or(sentence.negated);
        let when = sentence.when.as_ref().and_then(|when| when.span);
        match (negated, when) {
            (Some(span), _) => Some((
                span,
                format!("`{word}` is never said with `not`"),
                "only `allow` and `deny` are: take it out",
            )),
            (None, Some(span)) => Some((
                span,
                format!("`{word}` has no conditions"),
                "only `allow` and `deny` have `when { … }`; `if` decides whether a line stands at all",
            )),
            (None, None) => None,
        }
    }
}
