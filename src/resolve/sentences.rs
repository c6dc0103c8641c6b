//! Blocks and statements: sentences of one shape, told apart by the rows of the kind.

use ecow::{EcoString, EcoVec};

use super::attrs::{Made, join};
use super::cx::Cx;
use super::unknown::some_of;
use super::{blocks, rules};
use crate::base::Span;
use crate::catalog::{Attr, Block, Label, Many, Meaning, Needed, Position, Shape, Slot, Statement, Type};
use crate::diag::Diagnostic;
use crate::model::{Map, Value};
use crate::syntax::ast::{Body, EntryKind, Expr, ExprKind, Phrase, Sentence};

impl<'a> Cx<'a> {
    /// Resolves a block or statement into `inputs`.
    #[expect(clippy::too_many_arguments, reason = "the state of one body, which its entries share")]
    pub(super) fn sentence(
        &mut self,
        made: &mut Made,
        shape: &'static Shape,
        sentence: &Sentence,
        span: Span,
        prefix: &str,
        inputs: &mut Map,
        written: &mut Vec<(EcoString, Span)>,
    ) {
        let Some(repeat) = sentence.clauses.repeat.as_deref() else {
            self.round_of(made, shape, sentence, span, prefix, inputs, written);
            return;
        };
        for locals in self.free_rounds(repeat).unwrap_or_default() {
            let depth = self.locals.len();
            self.locals.extend(locals);
            self.round_of(made, shape, sentence, span, prefix, inputs, written);
            self.locals.truncate(depth);
        }
    }

    /// Resolves a block or statement once.
    #[expect(clippy::too_many_arguments, reason = "the state of one body, which its entries share")]
    fn round_of(
        &mut self,
        made: &mut Made,
        shape: &'static Shape,
        sentence: &Sentence,
        span: Span,
        prefix: &str,
        inputs: &mut Map,
        written: &mut Vec<(EcoString, Span)>,
    ) {
        let word = sentence.word.text.as_str();
        if let Some(condition) = &sentence.clauses.condition
            && self.condition(condition) != Some(true)
        {
            return;
        }
        let own = prefix.is_empty() && matches!(word, "lifecycle" | "tags");
        if let Some(label) = shape.block(word).map(|block| block.label).or(own.then_some(Label::None)) {
            self.stands_alone(sentence, label);
        }
        if prefix.is_empty() && word == "lifecycle" {
            self.only_lifecycle(made, sentence, written);
        } else if prefix.is_empty() && word == "tags" {
            self.block(made, &blocks::TAGS, sentence, prefix, inputs, written);
        } else if let Some(block) = shape.block(word) {
            self.block(made, block, sentence, prefix, inputs, written);
        } else if let Some(statement) = shape.statement(word) {
            self.statement(made, statement, sentence, span, prefix, inputs);
        } else {
            self.unknown_sentence(made, shape, sentence, prefix);
        }
    }

    fn statement(
        &mut self,
        made: &mut Made,
        statement: &'static Statement,
        sentence: &Sentence,
        span: Span,
        prefix: &str,
        inputs: &mut Map,
    ) {
        match statement.meaning {
            Meaning::Grant(effect) => {
                super::grants::grant(self, made, effect, super::grants::Whose::Principal, sentence, span);
                self.reads.clear();
            }
            Meaning::ResourceGrant(effect) => {
                super::grants::grant(self, made, effect, super::grants::Whose::Resource, sentence, span);
                self.reads.clear();
            }
            Meaning::Uses => {
                super::uses::uses(self, made, sentence, span);
                self.reads.clear();
            }
            Meaning::Plain | Meaning::Mount | Meaning::Writes => {
                let count = inputs.get(statement.word).and_then(Value::as_list).map_or(0, <[Value]>::len);
                let path = ecow::eco_format!("{}[{count}]", join(prefix, statement.word));
                made.places.note(&path, span);
                let fields = self.slots(made, statement, sentence, &path);
                self.edges_from_reads(made);
                let Some(fields) = fields else { return };
                let all = inputs.get_or_insert_with(statement.word, || Value::List(EcoVec::with_capacity(1)));
                if let Some(Value::List(all)) = all {
                    all.push(Value::Map(fields));
                }
            }
        }
    }

    /// Resolves the places of a statement and its options.
    fn slots(
        &mut self,
        made: &mut Made,
        statement: &'static Statement,
        sentence: &Sentence,
        path: &str,
    ) -> Option<Map> {
        let mut fields = Map::with_capacity(statement.slots.len() + statement.options.len());
        let mut sound = self.says_no_more(statement, sentence);
        for phrase in &sentence.phrases {
            let preposition = phrase.preposition.text.as_str();
            if !statement
                .slots
                .iter()
                .any(|slot| slot.at == Position::After(preposition_of(statement, preposition)))
            {
                self.wrong_preposition(statement, phrase);
                sound = false;
            }
        }
        for slot in statement.slots {
            let operands: Option<&[Expr]> = match slot.at {
                Position::Operand => (!sentence.operands.is_empty()).then_some(&sentence.operands),
                Position::After(preposition) => sentence
                    .phrases
                    .iter()
                    .find(|phrase| phrase.preposition.text == preposition)
                    .map(|phrase| &*phrase.operands),
            };
            sound &= self.slot(made, statement, slot, operands, sentence, path, &mut fields);
        }
        if let Some(body) = &sentence.body {
            let options = self.options(made, (statement.options, &[]), Some(statement), body, path);
            fields.extend(options);
        }
        self.defaults_of(statement.options).fill_all(&mut fields);
        self.complete(&mut fields);
        sound.then_some(fields)
    }

    /// Resolves one place of a statement; whether it is sound.
    #[expect(clippy::too_many_arguments, reason = "the state of one statement, which its places share")]
    fn slot(
        &mut self,
        made: &mut Made,
        statement: &Statement,
        slot: &'static Slot,
        operands: Option<&[Expr]>,
        sentence: &Sentence,
        path: &str,
        fields: &mut Map,
    ) -> bool {
        let Some(operands) = operands else {
            if slot.needed == Needed::Yes {
                self.lacking(made, statement, slot, sentence);
            }
            return slot.needed != Needed::Yes;
        };
        let mut values = Vec::new();
        for operand in operands {
            let bare = self.bare_word(slot, operand);
            let (reads, before) = (self.reads.len(), self.found.len());
            let Some(value) = bare.or_else(|| self.operand(operand, slot.bare)) else { return false };
            let Some(value) = self.convert_of(value, &slot.ty, operand, slot.field) else {
                self.told_of_all(before, statement, slot, operand, sentence);
                return false;
            };
            let field = join(path, slot.field);
            if slot.many == Many::Several {
                made.places.note(&ecow::eco_format!("{field}[{}]", values.len()), operand.span);
            }
            made.places.note(&field, operand.span);
            // Two may name each other: what joins them waits for both.
            if matches!(slot.ty, Type::Peer(_)) && value.as_address().is_some() {
                self.reads.truncate(reads);
            }
            values.push(value);
        }
        if slot.many == Many::One {
            if let Some(extra) = operands.get(1) {
                let message = format!("`{}` takes one value for its `{}`", statement.word, slot.field);
                self.report(
                    Diagnostic::new(&rules::unknown_statement::RULE, extra.span, message)
                        .help("write a statement for each"),
                );
                return false;
            }
            if let Some(value) = values.pop().filter(|value| *value != Value::None) {
                fields.insert(slot.field.into(), value);
            }
        } else {
            fields.insert(slot.field.into(), Value::List(values.into()));
        }
        true
    }

    /// Reports that a statement does not fill a place.
    fn lacking(&mut self, made: &Made, statement: &Statement, slot: &Slot, sentence: &Sentence) {
        let before = match slot.at {
            Position::Operand => statement.word,
            Position::After(preposition) => preposition,
        };
        let places: Vec<String> = match slot.ty {
            Type::OneOf(words) => words.iter().map(|word| format!("{before} {word}")).collect(),
            _ => vec![format!("{before} …")],
        };
        let message = match slot.at {
            Position::Operand => {
                format!("`{}` does not say its {}", statement.word, slot.field.replace('_', " "))
            }
            Position::After(preposition) => format!("`{}` lacks `{preposition} …`", statement.word),
        };
        self.report(
            Diagnostic::new(&rules::missing_attribute::RULE, sentence.word.span, message)
                .help(format!("write {}", some_of(&places)))
                .about(made.address.as_str()),
        );
    }

    /// A word of a closed list, which stands there without quotes; `None` for what is the name of a value.
    fn bare_word(&self, slot: &Slot, operand: &Expr) -> Option<Value> {
        let (Type::OneOf(_), ExprKind::Path(path)) = (slot.ty, &operand.kind) else { return None };
        let word = path.as_str();
        let local = self.locals.iter().any(|(name, _)| name == word);
        let named = local || self.scope.by_let.contains_key(word) || self.scope.by_param.contains_key(word);
        (!named && !word.contains('.')).then(|| word.into())
    }

    /// Resolves options in braces, of a statement or an arrow: attributes and tables of these rows and nothing else.
    pub(super) fn options(
        &mut self,
        made: &mut Made,
        (options, blocks): (&'static [Attr], &'static [Block]),
        statement: Option<&Statement>,
        body: &Body,
        path: &str,
    ) -> Map {
        let mut fields = Map::with_room(body.entries.len() + options.len(), &mut self.names);
        let mut tables = Vec::new();
        let of =
            &statement.map_or_else(|| "this arrow".to_owned(), |statement| format!("`{}`", statement.word));
        for entry in &body.entries {
            self.allow(&entry.allows, entry.span);
            if let EntryKind::Sentence(sentence) = &entry.kind
                && let Some(block) = blocks.iter().find(|block| block.word == sentence.word.text)
            {
                self.block(made, block, sentence, path, &mut fields, &mut tables);
                continue;
            }
            let EntryKind::Attribute(attribute) = &entry.kind else {
                let message = format!("{of} has only options here: `name = value`");
                self.report(
                    Diagnostic::new(&rules::unknown_statement::RULE, entry.span, message)
                        .help("write `name = value`, or take it out"),
                );
                continue;
            };
            let (name, span) = (attribute.name.text.as_str(), attribute.value.span);
            let Some(attr) = options.iter().find(|attr| attr.name == name) else {
                let diagnostic = self.no_option((options, blocks), statement, &attribute.name, &fields, of);
                self.report(diagnostic);
                continue;
            };
            if fields.contains_key(name) {
                let message = format!("`{name}` is set twice");
                self.report(
                    Diagnostic::new(&rules::duplicate_attribute::RULE, attribute.name.span, message)
                        .help("remove one of them"),
                );
                continue;
            }
            made.places.note(&join(path, name), span);
            let value = self.eval(&attribute.value);
            let Some(value) =
                value.and_then(|value| self.convert_of(value, &attr.ty, &attribute.value, name))
            else {
                continue;
            };
            self.edges_from_reads(made);
            if value != Value::None {
                fields.insert(attribute.name.text.clone(), value);
            }
        }
        fields
    }

    fn wrong_preposition(&mut self, statement: &Statement, phrase: &Phrase) {
        let known: Vec<&str> = statement
            .slots
            .iter()
            .filter_map(|slot| match slot.at {
                Position::After(preposition) => Some(preposition),
                Position::Operand => None,
            })
            .collect();
        let message = format!("`{}` has no `{} …`", statement.word, phrase.preposition.text);
        let diagnostic = Diagnostic::new(&rules::unknown_statement::RULE, phrase.preposition.span, message);
        self.report(if known.is_empty() {
            diagnostic.help(format!("take `{} …` away", phrase.preposition.text))
        } else {
            diagnostic.help(format!("it has {}", some_of(&known)))
        });
    }
}

/// The row's own text of a preposition, or nothing that a row could have.
pub(super) fn preposition_of(statement: &Statement, word: &str) -> &'static str {
    statement
        .slots
        .iter()
        .find_map(|slot| match slot.at {
            Position::After(preposition) if preposition == word => Some(preposition),
            _ => None,
        })
        .unwrap_or("")
}
