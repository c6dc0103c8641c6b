//! Policy documents among the properties, each judged by what it is for.

use serde_json::{Map, Value, json};

use super::Found;
use super::literal::is_computed;
use super::statements::texts;
use crate::iam::{Policy, is_principal, nearest_principal};

/// What a document is for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum For {
    /// Whoever carries it.
    Identity,
    /// Whoever would take a role on.
    Trust,
    /// Whoever comes to a resource.
    Resource,
}

/// Judges every policy document among the properties of a type.
pub(super) fn policies(ty: &str, path: &str, fields: &Map<String, Value>, found: &mut Found) {
    for (name, value) in fields {
        let path = if path.is_empty() { name.clone() } else { format!("{path}.{name}") };
        let items: Vec<&Value> = match value {
            Value::Array(items) => items.iter().collect(),
            one => vec![one],
        };
        for inner in items.into_iter().filter_map(Value::as_object) {
            if !name.ends_with("PolicyDocument") {
                policies(ty, &path, inner, found);
                continue;
            }
            let purpose = match name.as_str() {
                "AssumeRolePolicyDocument" => For::Trust,
                _ if ty.starts_with("AWS::IAM::") => For::Identity,
                _ => For::Resource,
            };
            if let Some(document) = settled(name, value) {
                judge(&path, purpose, &document, found);
            }
        }
    }
}

fn judge(path: &str, purpose: For, document: &Value, found: &mut Found) {
    if let Err(fault) = Policy::read(document) {
        found.add("invalid-policy", format!("{path}: {fault}"));
        return;
    }
    let statements = document.get("Statement").map(|all| match all {
        Value::Array(items) => {
            items.iter().enumerate().map(|(at, one)| (format!("{path}.Statement[{at}]"), one)).collect()
        }
        one => vec![(format!("{path}.Statement"), one)],
    });
    for (at, statement) in statements.unwrap_or_default() {
        whom(&at, purpose, statement, found);
    }
}

/// Judges whom a statement is about.
fn whom(at: &str, purpose: For, statement: &Value, found: &mut Found) {
    let named = statement.get("Principal").or_else(|| statement.get("NotPrincipal"));
    match (purpose, named) {
        (For::Identity, Some(_)) => found.add(
            "misplaced-principal",
            format!("{at}: the policy is about whoever carries it, and names no `Principal`"),
        ),
        (For::Trust, None) => {
            found.add(
                "invalid-policy",
                format!("{at}: it is not said who may take the role on: `Principal` is missing"),
            );
        }
        (For::Trust, Some(_)) => {
            let other = texts(statement.get("Action"))
                .into_iter()
                .find(|action| !action.to_lowercase().starts_with("sts:") && *action != "*");
            if let Some(other) = other {
                found.add(
                    "misplaced-principal",
                    format!("{at}: `{other}` is nothing one needs to take a role on"),
                );
            }
            let open = statement.get("Effect").and_then(Value::as_str) == Some("Allow")
                && statement.get("Condition").is_none();
            let whom = statement.get("Principal").map(|whom| whom.get("AWS").unwrap_or(whom));
            if open && texts(whom).contains(&"*") {
                found.warn("trusts-everyone", format!("{at}: anybody in any account may take on the role"));
            }
        }
        _ => {}
    }
    for service in texts(named.and_then(|named| named.get("Service"))) {
        let Some(name) = service.strip_suffix(".amazonaws.com").filter(|name| !is_principal(name)) else {
            continue;
        };
        if let Some(meant) = nearest_principal(name) {
            found.add(
                "unknown-principal",
                format!("{at}: AWS has no service `{name}`; did you mean `{meant}`?"),
            );
        }
    }
}

/// A document with something likely in place of what is computed; `None` where nothing of it is known.
fn settled(name: &str, value: &Value) -> Option<Value> {
    if is_computed(value) {
        return Some(match name {
            "Version" | "Id" | "Sid" | "Condition" | "Statement" => return None,
            _ if name.ends_with("PolicyDocument") => return None,
            "Effect" => json!("Allow"),
            "Principal" | "NotPrincipal" => json!({ "AWS": "111122223333" }),
            "AWS" => json!("111122223333"),
            "Service" => json!("lambda.amazonaws.com"),
            "Federated" => json!("cognito-identity.amazonaws.com"),
            _ => json!("*"),
        });
    }
    match value {
        // What a condition compares with may be anything that its operator takes.
        Value::Object(operators) if name == "Condition" => {
            let known = |(operator, keys): (&String, &Value)| {
                let keys: Map<String, Value> = keys
                    .as_object()?
                    .iter()
                    .filter(|(_, value)| !is_known_in_part(value))
                    .map(|(key, value)| (key.clone(), value.clone()))
                    .collect();
                (!keys.is_empty()).then(|| (operator.clone(), Value::Object(keys)))
            };
            let plain = operators.values().all(Value::is_object);
            let known: Map<String, Value> =
                if plain { operators.iter().filter_map(known).collect() } else { operators.clone() };
            (!known.is_empty()).then_some(Value::Object(known))
        }
        Value::Object(fields) => {
            let settle = |(name, value): (&String, &Value)| Some((name.clone(), settled(name, value)?));
            let settled: Map<String, Value> = fields.iter().filter_map(settle).collect();
            // Of statements that are computed nothing is known.
            (settled.contains_key("Statement") || !fields.contains_key("Statement"))
                .then_some(Value::Object(settled))
        }
        Value::Array(items) => {
            let settled: Vec<Value> = items.iter().filter_map(|item| settled(name, item)).collect();
            (!settled.is_empty() || items.is_empty()).then_some(Value::Array(settled))
        }
        other => Some(other.clone()),
    }
}

/// Whether something in a value is computed.
fn is_known_in_part(value: &Value) -> bool {
    is_computed(value) || value.as_array().is_some_and(|items| items.iter().any(is_computed))
}
