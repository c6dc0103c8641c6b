//! Statements as they are kept among the inputs of an identity that exists.

use ecow::EcoString;

use crate::base::{FileId, Span};
use crate::model::{Condition, Effect, Map, Pattern, Patterns, Statement, Value};

/// Where what no stack says is said.
const NOWHERE: Span = Span::new(FileId(0), 0, 0);

/// The statements of an identity's own policy, from its inputs; their places are nowhere.
#[must_use]
pub fn recorded(inputs: &Map) -> Vec<Statement> {
    let policy = inputs.get("policy").and_then(Value::as_list).unwrap_or_default();
    policy.iter().filter_map(Value::as_map).map(statement).collect()
}

fn statement(map: &Map) -> Statement {
    let denies = map.get("effect").and_then(Value::as_str) == Some("deny");
    let conditions = map.get("conditions").and_then(Value::as_list).unwrap_or_default();
    Statement {
        effect: if denies { Effect::Deny } else { Effect::Allow },
        actions: patterns(map, "actions"),
        resources: patterns(map, "resources"),
        principals: patterns(map, "principals"),
        conditions: conditions.iter().filter_map(Value::as_map).map(condition).collect(),
        span: NOWHERE,
        derived: false,
    }
}

fn patterns(map: &Map, name: &str) -> Patterns {
    let negated = map.get(&format!("not_{name}"));
    let items = texts(map.get(name).or(negated));
    Patterns {
        negated: negated.is_some(),
        items: items.into_iter().map(|text| Pattern { text, span: NOWHERE }).collect(),
    }
}

fn condition(map: &Map) -> Condition {
    let text = |name: &str| map.get(name).and_then(Value::as_text).cloned().unwrap_or_default();
    Condition { operator: text("operator"), key: text("key"), values: texts(map.get("values")), places: None }
}

fn texts(list: Option<&Value>) -> Vec<EcoString> {
    list.and_then(Value::as_list).unwrap_or_default().iter().filter_map(Value::as_text).cloned().collect()
}
