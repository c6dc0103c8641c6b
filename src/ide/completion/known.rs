//! Words that are known because they stand elsewhere in the stack: keys of instances, fields of values, texts.

use std::collections::BTreeSet;

use super::texts::Quotes;
use super::{Completion, Place, Sign, escaped};
use crate::ide::cursor::Open;
use crate::ide::index::{Name, Symbol};
use crate::model::Value;
use crate::session::comes_to;
use crate::syntax::ast::{Entry, EntryKind, Expr, ExprKind, ItemKind, Sentence};

impl Place<'_> {
    /// In the brackets behind a name: its keys; whether it is such a name.
    pub(super) fn in_index(&mut self, quotes: Quotes) -> bool {
        let open = match (self.cursor.open(), quotes) {
            (Open::Text { start }, Quotes::There) => *start,
            (Open::List, Quotes::Written) => self.cursor.start,
            _ => return false,
        };
        let before = self.cx.text().get(..open).and_then(|text| text.strip_suffix('['));
        let name = before.map_or("", super::names::named_before);
        if name.is_empty() {
            return false;
        }
        let keys = self.keys_of(name);
        let found = !keys.is_empty();
        for key in keys {
            self.add(Completion::new(quotes.around(&key), Sign::Value, format!("a key of `{name}`")).rank(0));
        }
        found && quotes == Quotes::There
    }

    /// The keys that a name has: of its instances, or of the map that it is.
    fn keys_of(&self, name: &str) -> Vec<String> {
        let start = format!("{name}[\"");
        let stack = self.cx.project.analysis.any();
        let addresses = stack.resources.keys().filter_map(|address| address.as_str().strip_prefix(&start));
        let keys: BTreeSet<String> =
            addresses.filter_map(|rest| Some(rest.split_once("\"]")?.0.to_owned())).collect();
        match self.value_named(name).filter(|_| keys.is_empty()) {
            Some(Value::Map(map)) => map.keys().map(ToString::to_string).collect(),
            _ => keys.into_iter().collect(),
        }
    }

    /// What a param or a `let` comes to.
    fn value_named(&self, word: &str) -> Option<Value> {
        let project = self.cx.project;
        let names = [Name::Let(word.into()), Name::Param(word.into())];
        let mut symbols = names.into_iter().map(|name| Symbol { space: self.space, name });
        let declared = symbols.find_map(|symbol| project.index().declared(&symbol))?;
        let params = &project.analysis.any().params;
        let param = params.iter().find(|param| param.name == word).filter(|_| self.space == 0);
        if let Some(param) = param {
            return Some(param.value.clone());
        }
        let all = comes_to(&self.cx.system, self.cx.catalog, &project.analysis, declared.span);
        all.into_iter().next().map(|(_, value)| value)
    }

    /// Behind the dot of a local name: what a resource tells that a loop goes through, or the fields of a value.
    pub(super) fn fields_of(&mut self, word: &str) {
        let over = self.open_loops().into_iter().rev().find(|(name, _)| *name == word).map(|(_, over)| over);
        let Some(over) = over else {
            if let Some(value) = self.value_named(word) {
                self.fields(word, &value);
            }
            return;
        };
        let first = over.first().map_or("", |token| token.text);
        let of = over.iter().map(|token| token.text).find(|text| !matches!(*text, "keys" | "values" | ""));
        match first.split_once('.') {
            Some(("module", module)) => self.outputs_of_module(word, module),
            Some((kind, _)) => {
                // What is made with another resource has a kind of its own.
                let start = format!("{first}[");
                let stack = self.cx.project.analysis.any();
                let mut made = stack.resources.values();
                let one =
                    made.find(|one| one.address.as_str().starts_with(&start)).map(|one| one.kind.to_string());
                self.outputs(word, one.as_deref().unwrap_or(kind));
            }
            None => {
                let one = |value: Value| match value {
                    Value::Map(map) => map.values().next().cloned(),
                    Value::List(items) => items.first().cloned(),
                    _ => None,
                };
                if let Some(value) = of.and_then(|name| self.value_named(name)).and_then(one) {
                    self.fields(word, &value);
                }
            }
        }
    }

    fn fields(&mut self, before: &str, value: &Value) {
        let Value::Map(map) = value else { return };
        for (name, value) in map {
            self.add(Completion::new(format!("{before}.{name}"), Sign::Output, value.sort()).rank(1));
        }
    }

    /// The labels of the blocks of an arrow's source, where one of them is asked for by its name.
    pub(super) fn picked(&mut self, word: &str) {
        let head = self.cursor.levels.iter().rev().find_map(|level| match &level.open {
            Open::Body { head } => head.first().map(|first| first.text),
            _ => None,
        });
        let Some((kind, name)) = head.and_then(|head| head.split_once('.')) else { return };
        let mut labels: Vec<String> = Vec::new();
        for tree in self.own_trees() {
            for item in &tree.items {
                let ItemKind::Resource(it) = &item.kind else { continue };
                if it.kind.text != kind || it.name.text != name {
                    continue;
                }
                for entry in &it.body.entries {
                    let EntryKind::Sentence(sentence) = &entry.kind else { continue };
                    let label = crate::ide::rows::label(sentence).filter(|_| sentence.word.text == word);
                    labels.extend(label.map(str::to_owned));
                }
            }
        }
        for label in labels {
            self.add(Completion::new(label, Sign::Value, format!("{word} of `{kind}.{name}`")).rank(0));
        }
    }

    /// Texts that stand elsewhere in the stack at the same word: the name of an attribute, a preposition, a statement.
    pub(super) fn seen_texts(&mut self, word: &str) {
        let mut found: BTreeSet<String> = BTreeSet::new();
        for tree in self.own_trees() {
            for item in &tree.items {
                match &item.kind {
                    ItemKind::Resource(it) => entries(&it.body.entries, word, &mut found),
                    ItemKind::Flow(it) => {
                        let phrases = it.filters.iter().filter(|phrase| phrase.preposition.text == word);
                        phrases
                            .flat_map(|phrase| &phrase.operands)
                            .for_each(|operand| texts(operand, &mut found));
                        it.body.iter().for_each(|body| entries(&body.entries, word, &mut found));
                    }
                    _ => {}
                }
            }
        }
        // What is being typed is no news.
        let typed = self.cx.text().get(self.cursor.start..self.cursor.end).unwrap_or("");
        for text in found.into_iter().filter(|text| text != typed) {
            let item = Completion::new(&text, Sign::Value, "stands elsewhere in the stack");
            self.add(item.writes(escaped(&text)).rank(7));
        }
    }

    /// The trees of the namespace at hand.
    fn own_trees(&self) -> impl Iterator<Item = &crate::syntax::ast::File> {
        let project = self.cx.project;
        let files = project.files().map(|(id, _)| id);
        files.filter(|id| project.space(*id) == self.space).filter_map(|id| project.tree(id))
    }
}

/// The texts that a word is given in some entries and in what lies in these.
fn entries(all: &[Entry], word: &str, found: &mut BTreeSet<String>) {
    for entry in all {
        match &entry.kind {
            EntryKind::Attribute(it) if it.name.text == word => texts(&it.value, found),
            EntryKind::Sentence(it) => sentence(it, word, found),
            _ => {}
        }
    }
}

fn sentence(it: &Sentence, word: &str, found: &mut BTreeSet<String>) {
    if it.word.text == word {
        it.operands.iter().for_each(|operand| texts(operand, found));
    }
    let phrases = it.phrases.iter().filter(|phrase| phrase.preposition.text == word);
    phrases.flat_map(|phrase| &phrase.operands).for_each(|operand| texts(operand, found));
    it.body.iter().for_each(|body| entries(&body.entries, word, found));
}

/// The texts of an expression that is one, or a list of them.
fn texts(expr: &Expr, found: &mut BTreeSet<String>) {
    match &expr.kind {
        ExprKind::String(text) if !text.is_empty() && !text.contains('\n') => {
            found.insert(text.to_string());
        }
        ExprKind::List(items) => items.iter().for_each(|item| texts(&item.value, found)),
        _ => {}
    }
}
