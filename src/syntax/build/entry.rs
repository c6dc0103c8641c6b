//! Entries of bodies.

use ecow::EcoString;

use super::super::ast::{
    Attribute, Clauses, Entry, EntryKind, Expect, Expr, ExprKind, FlowEvent, Ident, Sentence,
};
use super::super::parser::{Node, Rule};
use super::wrapped::wraps;
use super::{Before, Build, PREPOSITIONS, RESERVED, push};

impl Build<'_> {
    /// The next entry; nothing if it was a mere mistake, which is then reported.
    pub(super) fn entry(&mut self, rule: Rule, end: usize, before: Before) -> Option<Entry> {
        if self.mark(rule) {
            return None;
        }
        if rule == Rule::letters {
            return Some(self.plain_entry(end, before));
        }
        let mut node = self.take()?;
        let inner = node.next as usize;
        let kind = match rule {
            Rule::l_attribute => {
                let name = match self.accept(Rule::dashed_key, inner) {
                    Some(node) => self.dashed_key(node),
                    None => self.word(inner),
                };
                let value = self.value(inner);
                EntryKind::Attribute(Attribute { operator: None, name, value })
            }
            Rule::keyed | Rule::l_keyed => {
                let name = self.key(inner);
                let value = self.value(inner);
                EntryKind::Attribute(Attribute { operator: None, name, value })
            }
            Rule::spread_entry => {
                node.start = node.start.saturating_sub(3);
                EntryKind::Spread(self.expr(inner))
            }
            Rule::l_spread => EntryKind::Spread(self.expr(inner)),
            Rule::expect | Rule::l_expect => EntryKind::Expect(Box::new(self.expect(inner)?)),
            Rule::l_sentence => {
                let word = self.word(inner);
                EntryKind::Sentence(self.sentence(word, inner))
            }
            _ => {
                self.at = inner;
                return None;
            }
        };
        self.at = inner;
        Some(self.finish(node, before, kind))
    }

    /// An attribute or a sentence that was read strictly: a word, and what follows it.
    fn plain_entry(&mut self, end: usize, before: Before) -> Entry {
        let name = self.entry_word(end);
        let start = name.span;
        if let Some(node) = self.accept(Rule::sentence, end) {
            let kind = EntryKind::Sentence(self.sentence(name, node.next as usize));
            self.at = node.next as usize;
            return Entry {
                span: start.to(self.place(node)),
                doc: before.doc,
                allows: before.allows.into(),
                kind,
            };
        }
        let mut at = self.at;
        let value = self.expr(end);
        let mut span = start;
        while let Some(node) = self.nodes.get(at).filter(|_| at < self.at) {
            if !matches!(node.rule, Rule::note | Rule::remark | Rule::EOI) {
                span = start.to(self.place(*node));
            }
            at = node.next as usize;
        }
        let kind = EntryKind::Attribute(Attribute { operator: None, name, value });
        Entry { span, doc: before.doc, allows: before.allows.into(), kind }
    }

    /// An entry that covers `node`.
    pub(super) fn finish(&mut self, node: Node, before: Before, kind: EntryKind) -> Entry {
        Entry { span: self.place(node), doc: before.doc, allows: before.allows.into(), kind }
    }

    /// What stands behind `=`, with the marks around it.
    pub(super) fn value(&mut self, end: usize) -> Expr {
        while let Some(rule) = self.peek(end) {
            if !self.mark(rule) {
                return self.expr(end);
            }
        }
        Self::missing(self.here())
    }

    /// A string that is a key.
    pub(super) fn key(&mut self, end: usize) -> Ident {
        let key = self.expr(end);
        let text = match key.kind {
            ExprKind::String(text) => text,
            ExprKind::Missing => EcoString::new(),
            _ => {
                self.found.computed_key(key.span);
                EcoString::new()
            }
        };
        Ident { text, span: key.span }
    }

    fn sentence(&mut self, word: Ident, end: usize) -> Sentence {
        if wraps(&word.text) {
            self.wraps += 1;
        } else {
            self.not_reserved(&word);
        }
        let is_preposition = word.text.len() <= "ending".len() && PREPOSITIONS.contains(&word.text.as_str());
        let (negated, operands) = self.operands(end);
        if is_preposition && operands.is_empty() {
            self.found.nothing_behind(word.span, &word.text);
        } else if is_preposition {
            self.found.no_statement(word.span, &word.text);
        }
        let mut sentence = Sentence {
            word,
            negated,
            operands,
            phrases: Box::default(),
            when: None,
            clauses: Clauses::default(),
            body: None,
        };
        let mut phrases = Vec::new();
        while let Some(rule) = self.peek(end) {
            let is_late = sentence.clauses.repeat.is_some() || sentence.clauses.condition.is_some();
            if is_late && matches!(rule, Rule::phrase | Rule::l_phrase | Rule::when | Rule::l_when) {
                self.late_part();
            }
            match rule {
                Rule::phrase | Rule::l_phrase => {
                    if let Some(phrase) = self.phrase() {
                        push(&mut phrases, phrase);
                    }
                }
                Rule::when | Rule::l_when => sentence.when = self.when().map(Box::new),
                Rule::repeat | Rule::l_repeat | Rule::filter | Rule::l_filter => {
                    self.clause(rule, end, &mut sentence.clauses);
                }
                Rule::body | Rule::l_body => sentence.body = self.body(end).map(Box::new),
                _ if self.mark(rule) => {}
                _ => break,
            }
        }
        sentence.phrases = phrases.into();
        sentence
    }

    /// Reports a part of a sentence that stands behind its `for` or `if`.
    fn late_part(&mut self) {
        let Some(node) = self.nodes.get(self.at).copied() else { return };
        let word =
            self.slice(node.start, node.end).split(char::is_whitespace).next().unwrap_or("").to_owned();
        let span = self.within(node, 0, word.len());
        self.found.behind_clause(span, &word);
    }

    fn expect(&mut self, end: usize) -> Option<Expect> {
        match self.peek(end) {
            Some(Rule::way | Rule::l_way) => {
                let node = self.take()?;
                let inner = node.next as usize;
                let mut steps = Vec::new();
                while let Some(rule @ (Rule::step | Rule::missing)) = self.peek(inner) {
                    if rule == Rule::missing {
                        steps.push((self.expr(inner), None));
                        continue;
                    }
                    let step = self.take()?;
                    let source = self.expr(step.next as usize);
                    steps.push((source, self.event(step.next as usize)));
                }
                let phrases = self.phrases(inner);
                Some(Expect::Way { steps: steps.into(), phrases, body: self.body(inner) })
            }
            _ => {
                let node = self.take()?;
                let inner = node.next as usize;
                let condition = self.value(inner);
                Some(Expect::Condition { condition, phrases: self.phrases(inner) })
            }
        }
    }

    /// What happened at the source of a flow, if it is said.
    pub(super) fn event(&mut self, end: usize) -> Option<FlowEvent> {
        let node = self.accept(Rule::event, end)?;
        let inner = node.next as usize;
        if let Some(word) = self.accept(Rule::path, inner) {
            return Some(FlowEvent::Word(self.ident(word)));
        }
        Some(FlowEvent::Route(self.expr(inner)))
    }

    /// Reports a reserved word where a name is asked for.
    pub(super) fn not_reserved(&mut self, name: &Ident) {
        if name.text.len() <= "false".len() && RESERVED.contains(&name.text.as_str()) {
            self.found.reserved(name.span, &name.text);
        }
    }
}
