//! What a test may expect.

use super::names::Wanted;
use super::{Completion, Place, Sign};
use crate::catalog::Events;
use crate::ide::cursor::Sort;
use crate::ide::index::Name;
use crate::ide::weather;

impl Place<'_> {
    /// Behind `expect`: what is read, what happened there, where it must lead, and when it must hold.
    pub(super) fn expectation(&mut self) {
        if self.unit() {
            return;
        }
        let words = self.words();
        let arrow = words.iter().rposition(|word| *word == "->");
        let steps = words.get(arrow.map_or(1, |at| at + 1)..).unwrap_or_default();
        let is_operand = words.last().is_some_and(|last| COMPARISONS.contains(last));
        match steps {
            _ if is_operand => self.expressions(None),
            [] if arrow.is_some() => self.declared(|name| matches!(name, Name::Resource(..)), Sign::Resource),
            [] => self.condition(),
            [end] if end.contains('.') => {
                let kind = end.split('.').next().unwrap_or_default().to_owned();
                self.happened(&kind);
                self.word("->", "what it must lead to");
                self.moments(arrow.is_some());
            }
            [_, ..] if self.entry.last().is_some_and(|last| last.sort == Sort::Word) && arrow.is_none() => {
                self.word("->", "what it must lead to");
                self.moments(false);
            }
            _ => self.moments(arrow.is_some()),
        }
    }

    /// What a condition may begin with.
    fn condition(&mut self) {
        for (word, detail, snippet) in weather::READINGS {
            self.add(Completion::new(*word, Sign::Keyword, *detail).writes(*snippet).rank(0));
        }
        self.declared(|name| matches!(name, Name::Resource(..)), Sign::Resource);
        self.expressions(Some(Wanted::Other));
    }

    /// The events of what arrows may come from.
    fn happened(&mut self, kind: &str) {
        let links: Vec<_> = self.cx.catalog.links_from(kind).collect();
        for link in links {
            let Events::Words(words) = link.events else { continue };
            for word in words {
                self.add(Completion::new(word.word, Sign::Event, word.aws).says(link.doc).rank(0));
            }
        }
    }

    /// When it must hold.
    fn moments(&mut self, is_way: bool) {
        if is_way {
            let item = Completion::new("within", Sign::Keyword, "how long it may take");
            self.add(item.writes("within ${1:2s}$0").rank(1));
        } else {
            for comparison in ["==", "!=", "<", "<=", ">", ">="] {
                self.add(Completion::new(comparison, Sign::Keyword, "compares").rank(2));
            }
        }
        let at = Completion::new("at", Sign::Keyword, "at one time of the run");
        self.add(at.writes("at ${1:1h}$0").rank(3));
        let from = Completion::new("from", Sign::Keyword, "for a part of the run");
        self.add(from.writes("from ${1:10h} to ${2:11h}$0").rank(3));
    }
}

/// Signs that ask for something to compare with.
const COMPARISONS: [&str; 9] = ["==", "!=", "<", "<=", ">", ">=", "&&", "||", "!"];
