//! What may stand in braces: attributes that are still missing first, then blocks and statements, and their words.

use std::collections::BTreeSet;

use super::names::Wanted;
use super::texts::Quotes;
use super::{Completion, Place, Sign, values};
use crate::catalog::{Attr, BlockBody, Default, Label, Meaning, Position, Presence, Slot, Statement, Type};
use crate::ide::cursor::{Open, Sort};
use crate::ide::hover::attribute::{described, sources};
use crate::ide::index::Name;
use crate::ide::rows::Head;

impl Place<'_> {
    /// In braces, not behind a `=`.
    pub(super) fn in_body(&mut self) {
        if self.in_condition() {
            return self.in_condition_body();
        }
        let words = self.words();
        match words.as_slice() {
            [] => self.entries(),
            ["..."] => self.expressions(None),
            ["expect", ..] if self.heads == [Head::Test] => self.expectation(),
            [word, ..] => {
                if let Some(row) = self.rows.statement(word) {
                    self.sentence(row);
                }
            }
        }
    }

    /// The words with which the entries of this body begin.
    fn written(&self) -> BTreeSet<String> {
        let text = self.cx.text();
        let Some(open) = self.cursor.levels.iter().rev().find_map(|level| match &level.open {
            Open::Body { head } => head.last().map(|last| last.start),
            _ => None,
        }) else {
            return BTreeSet::new();
        };
        let Some(tree) = self.cx.project.tree(self.cx.file) else { return BTreeSet::new() };
        // The tree is of the same text: what it read in these braces is what is written there.
        let byte = u32::try_from(open).unwrap_or(u32::MAX);
        let chain = crate::ide::chain::chain(tree, byte);
        let entries = chain.iter().rev().find_map(crate::ide::chain::Link::entries).unwrap_or(&[]);
        let cursor = self.cursor.start;
        let is_other = |start: u32, end: u32| {
            !(start as usize <= cursor
                && cursor <= end as usize
                && text.get(start as usize..cursor).is_some_and(|typed| !typed.contains(' ')))
        };
        entries
            .iter()
            .filter(|entry| is_other(entry.span.start, entry.span.end))
            .filter_map(|entry| {
                text.get(entry.span.start as usize..)?
                    .split(|c: char| !c.is_alphanumeric() && c != '_')
                    .next()
                    .map(str::to_owned)
            })
            .collect()
    }

    fn entries(&mut self) {
        let written = self.written();
        if let Some(Head::Module { name }) = self.heads.last().cloned() {
            self.arguments(&name, &written);
            return;
        }
        if self.is_given() {
            self.given(&written);
            return;
        }
        if self.heads.last() == Some(&Head::Other) {
            self.made_by_loops();
        }
        let attrs: Vec<&Attr> =
            self.rows.attrs.iter().filter(|attr| !written.contains(attr.name)).copied().collect();
        for attr in attrs {
            let rank = self.rank_of(attr, &written);
            let mut text = described(attr, self.rows.kind);
            text.push_str(&sources(attr.facts));
            let snippet = format!("{} = {}", attr.name, values::snippet(attr.ty, 1));
            let detail = crate::view::reference::ty(attr.ty).replace(", listed below", "");
            self.add(
                Completion::new(attr.name, Sign::Attribute, detail).writes(snippet).says(text).rank(rank),
            );
        }
        self.blocks(&written);
        let statements = self.rows.statements.clone();
        for row in statements {
            let item = Completion::new(row.word, Sign::Block, form(row)).writes(statement_snippet(row));
            self.add(item.says(row.doc).rank(4));
        }
    }

    /// Blocks that are not written yet, or may be again.
    fn blocks(&mut self, written: &BTreeSet<String>) {
        let blocks = self.rows.blocks.clone();
        for block in
            blocks.into_iter().filter(|block| block.label != Label::None || !written.contains(block.word))
        {
            let (snippet, rank) = match (block.label, block.body) {
                (Label::Named { required }, _) => {
                    let is_missing = required && !written.contains(block.word);
                    (format!("{} ${{1:name}} {{\n  $0\n}}", block.word), if is_missing { 0 } else { 4 })
                }
                (Label::None, BlockBody::Table(_)) => {
                    (format!("{} {{\n  ${{1:KEY}} = $0\n}}", block.word), 4)
                }
                (Label::None, BlockBody::Shape(_)) => (format!("{} {{\n  $0\n}}", block.word), 4),
            };
            self.add(
                Completion::new(block.word, Sign::Block, "block").writes(snippet).says(block.doc).rank(rank),
            );
        }
    }

    /// Which attributes come first: those that must be there, then one of two, then what may be, then what may not.
    fn rank_of(&self, attr: &Attr, written: &BTreeSet<String>) -> u8 {
        // The value of another attribute; its default where nothing is written.
        let is_one = |other: &str, values: &[&str]| {
            let default = self.rows.attr(other).and_then(|row| match row.default {
                Default::Text(text) => Some(text.to_owned()),
                _ => None,
            });
            let value = self.own_text(other).or(default);
            value.is_some_and(|value| values.contains(&value.as_str()))
        };
        let is_judged = self.heads.len() == 1;
        match attr.presence {
            Presence::Required | Presence::OrGrant => 0,
            Presence::If(..) | Presence::UnlessOne(..) | Presence::OnlyIf(..) | Presence::ByValue(..)
                if !is_judged =>
            {
                3
            }
            Presence::If(other, values) | Presence::ByValue(other, values, _) if is_one(other, values) => 0,
            Presence::UnlessOne(other, values) => {
                if is_one(other, values) {
                    8
                } else {
                    0
                }
            }
            // One of two must be there: neither is yet.
            Presence::Unless(other) | Presence::Or(other) if !written.contains(other) => 1,
            Presence::Unless(other) | Presence::NotWith(other) if written.contains(other) => 8,
            Presence::OnlyIf(other, values) if !is_one(other, values) => 8,
            Presence::ByValue(other, _, values) if !is_one(other, values) => 8,
            Presence::With(other) if !written.contains(other) => 8,
            _ => 3,
        }
    }

    /// The params of a module's folder that have no value yet, those without default first.
    fn arguments(&mut self, module: &str, written: &BTreeSet<String>) {
        let Some(space) = self.space_of(module) else { return };
        let written = written.iter().map(String::as_str).collect();
        super::params::names(self.cx.project, space, &written).into_iter().for_each(|item| self.add(item));
    }

    /// The namespace of the folder that a use of a module leads to.
    pub(super) fn space_of(&self, module: &str) -> Option<usize> {
        let project = self.cx.project;
        let symbol = crate::ide::index::Symbol { space: self.space, name: Name::Module(module.into()) };
        let declared = project.index().declared(&symbol)?;
        let uses = &project.analysis.modules().uses;
        uses.iter().find(|(path, _)| declared.whole.contains(**path)).map(|(_, folder)| folder + 1)
    }

    /// Behind the word of a statement.
    fn sentence(&mut self, row: &'static Statement) {
        if self.unit() {
            return;
        }
        let words = self.words();
        let after = words.iter().rev().find(|word| is_preposition(word)).copied();
        let is_open = self.entry.len() == 1
            || matches!(self.entry.last(), Some(last) if last.text == "," || last.text == "not" || (last.sort == Sort::Word && is_preposition(last.text)));
        if !is_open {
            self.clauses();
        }
        match row.meaning {
            Meaning::Uses => self.uses(after, is_open),
            Meaning::Grant(_) | Meaning::ResourceGrant(_) => self.grant(row, after, is_open),
            Meaning::Plain | Meaning::Mount | Meaning::Writes => self.slots(row, after, is_open),
        }
    }

    /// `uses R to verb, verb under "p"`.
    fn uses(&mut self, after: Option<&str>, is_open: bool) {
        let used = self.used();
        match (after, is_open) {
            (None, true) => {
                let catalog = self.cx.catalog;
                let has_verbs = |kind: &str| catalog.kind(kind).is_some_and(|kind| !kind.verbs.is_empty());
                self.declared(
                    |name| matches!(name, Name::Resource(kind, _) if has_verbs(kind)),
                    Sign::Resource,
                );
            }
            (None, false) => self.word("to", "what it does with it"),
            (Some("to"), true) => {
                let words = self.words();
                for verb in self.cx.catalog.kind(&used).map_or(&[] as &[_], |kind| kind.verbs) {
                    if words.contains(&verb.name) {
                        continue;
                    }
                    let actions: Vec<&str> =
                        verb.grants.iter().flat_map(|grant| grant.actions).copied().collect();
                    self.add(
                        Completion::new(verb.name, Sign::Event, actions.join(", ")).says(verb.doc).rank(1),
                    );
                }
            }
            (Some("to"), false) => {
                let kind = self.cx.catalog.kind(&used);
                if kind.is_some_and(|kind| {
                    kind.verbs
                        .iter()
                        .flat_map(|verb| verb.grants)
                        .any(|grant| grant.resource.contains("{under}"))
                }) {
                    let item = Completion::new("under", Sign::Keyword, "what the keys begin with");
                    self.add(item.writes("under \"$1\"$0").rank(2));
                }
            }
            _ => {}
        }
    }

    /// The kind of what a line of `uses` names; of a part, its own.
    fn used(&self) -> String {
        let named = self.words().get(1).map_or("", |word| word).to_owned();
        let known = self.cx.project.analysis.any().get(&named.as_str().into());
        known.map_or_else(|| named.split('.').next().unwrap_or("").to_owned(), |known| known.kind.to_string())
    }

    /// The places of a statement that are not filled yet.
    fn slots(&mut self, row: &'static Statement, after: Option<&str>, is_open: bool) {
        if is_open {
            let here = after.map_or(Position::Operand, |_| Position::After(""));
            let slot = row.slots.iter().find(|slot| match (slot.at, here) {
                (Position::Operand, Position::Operand) => true,
                (Position::After(word), Position::After(_)) => Some(word) == after,
                _ => false,
            });
            if let Some(slot) = slot {
                return self.slot(slot);
            }
        }
        let words = self.words();
        for slot in row.slots {
            if let Position::After(word) = slot.at
                && !words.contains(&word)
            {
                self.word(word, &format!("{}: {}", slot.field, crate::view::reference::ty(slot.ty)));
            }
        }
    }
}

impl Place<'_> {
    /// What fills a place of a statement.
    fn slot(&mut self, slot: &Slot) {
        match slot.ty {
            // What something is done to is named, and not what it tells.
            Type::Any => self.declared(|name| matches!(name, Name::Resource(..)), Sign::Resource),
            Type::String => self.expressions(Some(Wanted::Other)),
            Type::Reference(_) if !slot.bare.is_empty() => self.bare(slot.bare),
            Type::OneOf(words) => {
                for word in words {
                    let is_word = word.chars().all(|c| c.is_ascii_lowercase() || c == '_');
                    let label = if is_word { (*word).to_owned() } else { Quotes::Written.around(word) };
                    self.add(Completion::new(label, Sign::Value, "").rank(1));
                }
            }
            ty => self.typed(ty, slot.limit),
        }
    }

    /// Resources of a kind by their names alone.
    fn bare(&mut self, kind: &str) {
        let all = self.cx.project.index().declarations(self.space);
        let names: Vec<String> = all
            .filter_map(|(name, _)| match name {
                Name::Resource(of, name) if of == kind => Some(name.to_string()),
                _ => None,
            })
            .collect();
        names.into_iter().for_each(|name| self.add(Completion::new(name, Sign::Resource, kind).rank(1)));
    }

    /// In the braces of `when`: how something is compared.
    pub(super) fn in_condition_body(&mut self) {
        if self.entry.is_empty() {
            self.operators();
        }
    }
}

/// Whether a word begins a phrase.
pub(super) fn is_preposition(word: &str) -> bool {
    const ALL: [&str; 12] =
        ["to", "from", "on", "of", "into", "under", "ending", "after", "at", "by", "with", "within"];
    ALL.contains(&word)
}

/// The form of a statement.
fn form(row: &Statement) -> String {
    match row.meaning {
        Meaning::Uses => "uses R to verb, …".to_owned(),
        Meaning::Grant(_) => format!("{} actions on resources", row.word),
        Meaning::ResourceGrant(_) => format!("{} actions to principals", row.word),
        _ => {
            let slots = row.slots.iter().map(|slot| match slot.at {
                Position::Operand => slot.field.to_owned(),
                Position::After(word) => format!("{word} {}", slot.field),
            });
            std::iter::once(row.word.to_owned()).chain(slots).collect::<Vec<_>>().join(" ")
        }
    }
}

/// A statement with what it cannot do without.
fn statement_snippet(row: &Statement) -> String {
    match row.meaning {
        Meaning::Uses => "uses ${1:resource} to ${2:read}$0".to_owned(),
        Meaning::Grant(_) => format!("{} \"${{1:action}}\" on ${{2:resource}}$0", row.word),
        Meaning::ResourceGrant(_) => format!("{} \"${{1:action}}\" to ${{2:principal}}$0", row.word),
        _ => {
            let needed = row.slots.iter().filter(|slot| slot.needed == crate::catalog::Needed::Yes);
            let slots = needed.enumerate().map(|(at, slot)| {
                let value = values::snippet(slot.ty, at + 1);
                match slot.at {
                    Position::Operand => value,
                    Position::After(word) => format!("{word} {value}"),
                }
            });
            std::iter::once(row.word.to_owned()).chain(slots).collect::<Vec<_>>().join(" ") + "$0"
        }
    }
}
