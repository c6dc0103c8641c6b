//! Statements: what CloudFormation has a list for, the language a line each.

use serde_json::Value;

use super::literal::{Literal, is_computed, literal};
use super::paths::{find, find_list, joined, paths, within};
use super::props::Wording;
use crate::catalog::{Attr, Needed, Position, Shape, Statement, Type};

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
                let whole = || Some((at, String::new()));
                let Some((value, place)) = (if own.is_empty() { whole() } else { find_list(at, own) }) else {
                    continue;
                };
                let items: Vec<&Value> = match value {
                    Value::Array(items) => items.iter().collect(),
                    one => vec![one],
                };
                for item in items.into_iter().filter(|item| item.is_object() && !is_computed(item)) {
                    let place = joined(path, &place);
                    if is_beyond(statement, item) {
                        let slots = statement.slots.iter().flat_map(|slot| paths(slot.cfn));
                        let own = slots.filter_map(|path| of_statement(path, statement, cfn));
                        let said = own.filter_map(|path| find(item, path));
                        self.beyond.extend(said.map(|(_, found)| joined(&place, &found)));
                    } else {
                        self.statement((statement, cfn), only, item, &place);
                    }
                }
            }
        }
    }

    /// One line, for an item that is such a statement.
    fn statement(
        &mut self,
        (statement, cfn): (&Statement, &str),
        only: Option<(&str, &str)>,
        item: &Value,
        place: &str,
    ) {
        if let Some((field, wanted)) = only {
            if item.get(field).and_then(Value::as_str) != Some(wanted) {
                return;
            }
            self.known.insert(joined(place, field));
        }
        let mut line = statement.word.to_owned();
        let mut whole = true;
        for slot in statement.slots {
            let own: Vec<&str> =
                paths(slot.cfn).filter_map(|path| of_statement(path, statement, cfn)).collect();
            let attr = Attr::new(slot.field, slot.ty, "").spelled(slot.spelled);
            let text = match slot.ty {
                Type::RangeOf(of) if own.len() > 1 => {
                    let ends = self.ends(&Attr { ty: *of, ..attr }, &own, item, place);
                    whole &= ends.is_some();
                    ends
                }
                _ => self.one_of(&attr, &own, item, place),
            };
            match text {
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
            let own: Vec<&str> = paths(option.cfn).collect();
            if let Some(text) = self.written(option, &own, item, place) {
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

    /// Both ends of a range that has a property for each; `None` if one is missing, wrong or not known.
    fn ends(&mut self, attr: &Attr, own: &[&str], item: &Value, place: &str) -> Option<String> {
        let mut ends = Vec::new();
        for path in own {
            let found = joined(place, path);
            let Some((value, _)) = find(item, path) else {
                self.problems.push(("missing-attribute", format!("`{found}` is missing")));
                continue;
            };
            self.known.insert(found.clone());
            match literal(attr, path, value) {
                Literal::Text(text) => ends.push(text),
                Literal::Computed => {}
                Literal::Wrong(wanted) => {
                    self.problems.push(("type-mismatch", format!("`{found}` must be {wanted}")));
                }
            }
        }
        let whole = ends.len() == own.len();
        ends.dedup();
        whole.then(|| ends.join(".."))
    }

    /// What an item says of an attribute in one of several ways, of which a peer may be named in one only.
    fn one_of(&mut self, attr: &Attr, own: &[&str], item: &Value, place: &str) -> Option<String> {
        let mut said = own.iter().filter(|path| find(item, path).is_some());
        if let (Type::Peer(_), Some(one), Some(other)) = (attr.ty, said.next(), said.next()) {
            let (one, other) = (joined(place, one), joined(place, other));
            self.known.insert(other.clone());
            let message = format!("`{other}` cannot stand beside `{one}`");
            self.problems.push(("conflicting-attributes", message));
        }
        self.written(attr, own, item, place)
    }

    /// What an item says of an attribute, as the language writes it.
    fn written(&mut self, attr: &Attr, own: &[&str], item: &Value, place: &str) -> Option<String> {
        for own in own {
            let Some((value, found)) = find(item, own) else { continue };
            let found = joined(place, &found);
            self.known.insert(found.clone());
            return match literal(attr, own, value) {
                Literal::Text(text) => Some(text),
                Literal::Computed => match attr.ty {
                    Type::Peer([kind, ..]) => Some(self.peer(kind, value)),
                    _ => self.other(attr),
                },
                Literal::Wrong(wanted) => {
                    self.problems.push(("type-mismatch", format!("`{found}` must be {wanted}")));
                    None
                }
            };
        }
        None
    }
}

/// Texts, one or a list of them.
pub(super) fn texts(value: Option<&Value>) -> Vec<&str> {
    match value {
        Some(Value::Array(items)) => items.iter().filter_map(Value::as_str).collect(),
        Some(one) => one.as_str().into_iter().collect(),
        None => Vec::new(),
    }
}

/// The path of a slot within a statement that stands at `cfn`; `None` if it belongs to where else that may stand.
fn of_statement<'p>(path: &'p str, statement: &Statement, cfn: &str) -> Option<&'p str> {
    let below = |at: &str| path.strip_prefix(at)?.strip_prefix('.');
    match below(cfn) {
        Some(own) => Some(own),
        None if paths(statement.cfn).any(|other| below(other).is_some()) => None,
        None => Some(path),
    }
}

/// Whether an item has a value that the language has no word for, be it one that AWS knows by a number.
fn is_beyond(statement: &Statement, item: &Value) -> bool {
    statement.slots.iter().filter(|slot| !slot.beyond.is_empty()).any(|slot| {
        paths(slot.cfn).filter_map(|path| find(item, path)).any(|(value, _)| {
            let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
            let spelled = slot.spelled.iter().any(|(_, theirs)| *theirs == text);
            is_computed(value)
                || slot.beyond.contains(&text.as_str())
                || (!spelled && text.parse::<i64>().is_ok())
        })
    })
}

/// A path without the choice at its end, and the choice: `widgets[type=text]`.
fn choice(path: &str) -> (&str, Option<(&str, &str)>) {
    let split = path.strip_suffix(']').and_then(|path| path.rsplit_once('['));
    match split.and_then(|(path, condition)| Some((path, condition.split_once('=')?))) {
        Some((path, condition)) => (path, Some(condition)),
        None => (path, None),
    }
}
