//! Statements: what CloudFormation has a list for, the language a line each.

use serde_json::Value;

use super::literal::{Literal, literal};
use super::paths::{find, find_list, joined, paths, within};
use super::props::Wording;
use crate::catalog::{Attr, Needed, Position, Shape, Statement};

impl Wording<'_> {
    /// Texts that are JSON by what their rows say, as what they hold.
    pub(super) fn opened(&mut self, mut props: Value) -> Value {
        let Some(fields) = props.as_object_mut() else { return props };
        let documents = self.kind.shape.statements.iter().filter_map(|one| one.cfn.split_once('.'));
        for (name, _) in documents {
            let Some(Value::String(text)) = fields.get(name) else { continue };
            match serde_json::from_str(text) {
                Ok(document) => drop(fields.insert(name.to_owned(), document)),
                Err(fault) => {
                    let message = format!("`{name}` is not JSON: {fault}");
                    self.known.insert(name.to_owned());
                    if !self.problems.contains(&("type-mismatch", message.clone())) {
                        self.problems.push(("type-mismatch", message));
                    }
                }
            }
        }
        props
    }

    pub(super) fn statements(&mut self, shape: &Shape, at: &Value, path: &str, prefix: &str) {
        for statement in shape.statements {
            for cfn in paths(statement.cfn) {
                let own = if prefix.is_empty() { within(cfn, self.kind, self.ty) } else { Some(cfn) };
                let Some(own) = own else { continue };
                let (own, only) = choice(own);
                let Some((value, place)) = find_list(at, own) else { continue };
                let items: Vec<&Value> = match value {
                    Value::Array(items) => items.iter().collect(),
                    one => vec![one],
                };
                for item in items.into_iter().filter(|item| item.is_object()) {
                    self.statement(statement, only, item, &joined(path, &place));
                }
            }
        }
    }

    /// One line, for an item that is such a statement.
    fn statement(&mut self, statement: &Statement, only: Option<(&str, &str)>, item: &Value, place: &str) {
        if let Some((field, wanted)) = only {
            if item.get(field).and_then(Value::as_str) != Some(wanted) {
                return;
            }
            self.known.insert(joined(place, field));
        }
        let mut line = statement.word.to_owned();
        let mut whole = true;
        for slot in statement.slots {
            let attr = Attr::new(slot.field, slot.ty, "").spelled(slot.spelled).cfn(slot.cfn);
            match self.written(&attr, item, place) {
                Some(text) => {
                    if let Position::After(word) = slot.at {
                        line.push_str(&format!(" {word}"));
                    }
                    line.push_str(&format!(" {text}"));
                }
                None => whole &= slot.needed == Needed::No,
            }
        }
        let mut options = Vec::new();
        for option in statement.options {
            if let Some(text) = self.written(option, item, place) {
                options.push(format!("{} = {text}", option.name));
            }
        }
        if !options.is_empty() {
            line.push_str(&format!(" {{ {} }}", options.join("  ")));
        }
        if whole {
            self.text.push_str(&line);
            self.text.push('\n');
        }
    }

    /// What an item says of an attribute, as the language writes it.
    fn written(&mut self, attr: &Attr, item: &Value, place: &str) -> Option<String> {
        for own in paths(attr.cfn) {
            let Some((value, found)) = find(item, own) else { continue };
            let found = joined(place, &found);
            self.known.insert(found.clone());
            return match literal(attr, own, value) {
                Literal::Text(text) => Some(text),
                Literal::Computed => self.other(attr),
                Literal::Wrong(wanted) => {
                    self.problems.push(("type-mismatch", format!("`{found}` must be {wanted}")));
                    None
                }
            };
        }
        None
    }
}

/// A path without the choice at its end, and the choice: `widgets[type=text]`.
fn choice(path: &str) -> (&str, Option<(&str, &str)>) {
    let split = path.strip_suffix(']').and_then(|path| path.rsplit_once('['));
    match split.and_then(|(path, condition)| Some((path, condition.split_once('=')?))) {
        Some((path, condition)) => (path, Some(condition)),
        None => (path, None),
    }
}
