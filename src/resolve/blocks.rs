//! Blocks: tables of free keys, and bodies with rows of their own.

use ecow::EcoString;

use super::attrs::{Made, join};
use super::cx::Cx;
use super::rules;
use crate::base::Span;
use crate::catalog::{Block, BlockBody, Label, Type};
use crate::diag::Diagnostic;
use crate::model::{Map, Places, Value};
use crate::syntax::ast::{EntryKind, Expr, ExprKind, Sentence};

/// `tags { … }`, which every kind has.
pub(super) static TAGS: Block = Block {
    word: "tags",
    doc: "What people and bills know it by.",
    label: Label::None,
    body: BlockBody::Table(Type::String),
    labels: None,
    fields: &[],
    reserved: None,
    on_change: crate::catalog::OnChange::Update,
    cfn: "Tags",
    known_as: &[],
    facts: &[],
};

impl<'a> Cx<'a> {
    /// Resolves one block into `inputs`.
    pub(super) fn block(
        &mut self,
        made: &mut Made,
        block: &'static Block,
        sentence: &Sentence,
        prefix: &str,
        inputs: &mut Map,
        written: &mut Vec<(EcoString, Span)>,
    ) {
        let Some(body) = &sentence.body else {
            let message = format!("`{}` is a block: `{0} {{ … }}`", block.word);
            self.report(
                Diagnostic::new(&rules::unknown_statement::RULE, sentence.word.span, message)
                    .help("put what belongs to it into braces behind it"),
            );
            return;
        };
        let own = join(prefix, block.word);
        let (path, label) = match block.label {
            Label::None => (own, None),
            Label::Named { .. } => match self.label(block, sentence) {
                Some(label) => (join(&own, &label), Some(label)),
                None => return,
            },
        };
        let key = label
            .as_ref()
            .map_or_else(|| EcoString::from(block.word), |label| ecow::eco_format!("{} {label}", block.word));
        if let Some((_, first)) = written.iter().find(|(known, _)| *known == key) {
            let message = format!("`{key}` is written twice");
            let diagnostic = Diagnostic::new(&rules::duplicate_attribute::RULE, sentence.word.span, message);
            self.report(match &sentence.clauses.repeat {
                Some(repeat) if *first == sentence.word.span => {
                    let name = &repeat.first.text;
                    diagnostic.help(match label {
                        Some(_) => {
                            format!("give each round a label of its own: `{} \"${{{name}}}\"`", block.word)
                        }
                        None => "leave the `for` out: this block stands once".to_owned(),
                    })
                }
                _ => diagnostic.label(*first, "first written here").help("join the two blocks into one"),
            });
            return;
        }
        written.push((key, sentence.word.span));
        made.places.note(&path, sentence.word.span);
        let value = match &block.body {
            BlockBody::Table(ty) => {
                let table = self.table(&body.entries, ty, &path, Some(&mut made.places));
                self.edges_from_reads(made);
                table
            }
            BlockBody::Shape(shape) => self.body(made, shape, body, &path),
        };
        match label {
            None => {
                inputs.insert(block.word.into(), Value::Map(value));
            }
            Some(label) => {
                let all = inputs.get_or_insert_with(block.word, || Value::Map(Map::new()));
                if let Some(Value::Map(all)) = all {
                    all.insert(label, Value::Map(value));
                }
            }
        }
    }

    /// The label of a block that repeats.
    fn label(&mut self, block: &Block, sentence: &Sentence) -> Option<EcoString> {
        let label = sentence.operands.first();
        match label.map(|operand| &operand.kind) {
            Some(ExprKind::Path(name)) if !name.contains('.') => Some(name.clone()),
            Some(ExprKind::String(name)) => Some(name.clone()),
            Some(ExprKind::Template(_)) => match self.eval(label?)? {
                Value::String(name) => Some(name),
                other => {
                    let message = format!("a label is a string, this is {}", other.sort());
                    self.report(
                        Diagnostic::new(&rules::type_mismatch::RULE, label?.span, message)
                            .help("write a word, or a string such as `\"${name}\"`"),
                    );
                    None
                }
            },
            _ => {
                let message = format!("`{}` needs a name: `{0} app {{ … }}`", block.word);
                self.report(
                    Diagnostic::new(&rules::missing_attribute::RULE, sentence.word.span, message)
                        .help("write a word of your choice before the `{`"),
                );
                None
            }
        }
    }
}

/// Notes the places of what is written out in a map or list: `pattern.detail.state[0]`.
pub(super) fn note_parts(places: &mut Places, path: &str, value: &Expr) {
    match &value.kind {
        ExprKind::Map(entries) => {
            for entry in entries {
                if let EntryKind::Attribute(part) = &entry.kind {
                    let path = join(path, &part.name.text);
                    note_parts(places, &path, &part.value);
                    places.note(&path, part.value.span);
                }
            }
        }
        ExprKind::List(items) if items.iter().all(|item| !item.spread) => {
            for (at, item) in items.iter().enumerate() {
                let path = ecow::eco_format!("{path}[{at}]");
                note_parts(places, &path, &item.value);
                places.note(&path, item.value.span);
            }
        }
        _ => {}
    }
}
