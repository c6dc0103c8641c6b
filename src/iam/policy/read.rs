//! Policies from JSON documents. What AWS would refuse is refused, with the path to it.

use std::ops::Range;

use serde_json::{Map, Value};
use thiserror::Error;

use super::condition::{Operand, Test};
use super::glob::Reading;
use super::operator::{NAMES, Operator};
use super::principal::{Named, Principals};
use super::template::Template;
use super::{Patterns, Policy, Statement, Version};
use crate::base::did_you_mean;
use crate::iam::names::having;
use crate::model::Effect;

/// The elements of a statement: `grammar.statement_elements` of `iam.toml`.
const ELEMENTS: &[&str] = &[
    "Sid",
    "Effect",
    "Principal",
    "NotPrincipal",
    "Action",
    "NotAction",
    "Resource",
    "NotResource",
    "Condition",
];

/// What is wrong with a policy, and where.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("{path}: {message}")]
pub struct PolicyFault {
    /// Such as `Statement[0].Effect`.
    pub path: String,
    /// Whether its name is at fault, or what it holds.
    pub part: Part,
    /// One line.
    pub message: String,
    /// What should stand there instead, if that is sure.
    pub meant: Option<String>,
}

/// What of an element is meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Part {
    /// Its name.
    Name,
    /// All that it holds.
    Value,
    /// Some bytes of its text.
    Bytes(Range<usize>),
}

fn fault<T>(path: &str, message: impl Into<String>) -> Result<T, PolicyFault> {
    Err(PolicyFault { path: path.to_owned(), part: Part::Value, message: message.into(), meant: None })
}

/// An element whose name is none of those known.
fn unknown<T>(path: &str, what: &str, word: &str, known: &[&str]) -> Result<T, PolicyFault> {
    let meant = did_you_mean(word, known.iter().copied()).map(str::to_owned);
    let message = no_such(what, word, known);
    Err(PolicyFault { path: path.to_owned(), part: Part::Name, message, meant })
}

impl Policy {
    /// Reads a document.
    ///
    /// # Errors
    /// What AWS would refuse: unknown elements, effects and operators, a missing action, values that do not fit.
    pub fn read(document: &Value) -> Result<Self, PolicyFault> {
        let Value::Object(fields) = document else {
            return fault("policy", "a policy is an object with `Version` and `Statement`");
        };
        let mut version = Version::Old;
        let mut statements = Vec::new();
        for (name, value) in fields {
            match (name.as_str(), value) {
                ("Version", Value::String(text)) if text == "2012-10-17" => version = Version::New,
                ("Version", Value::String(text)) if text == "2008-10-17" => {}
                ("Version", _) => return fault("Version", "write \"2012-10-17\""),
                ("Id", _) => {}
                ("Statement", Value::Array(items)) => {
                    statements = items
                        .iter()
                        .enumerate()
                        .map(|(at, item)| (format!("Statement[{at}]"), item))
                        .collect();
                }
                ("Statement", item) => statements = vec![("Statement".to_owned(), item)],
                (other, _) => {
                    return unknown(other, "element", other, &["Version", "Id", "Statement"]);
                }
            }
        }
        if !fields.contains_key("Statement") {
            return fault("Statement", "is missing");
        }
        let statements = statements.iter().map(|(path, item)| statement(path, item, version));
        Ok(Self { statements: statements.collect::<Result<_, _>>()? })
    }
}

fn no_such(what: &str, word: &str, known: &[&str]) -> String {
    match did_you_mean(word, known.iter().copied()) {
        Some(meant) => format!("there is no {what} `{word}`; did you mean `{meant}`?"),
        None => format!("there is no {what} `{word}`"),
    }
}

pub(super) fn statement(path: &str, item: &Value, version: Version) -> Result<Statement, PolicyFault> {
    let Value::Object(fields) = item else { return fault(path, "a statement is an object") };
    if let Some(other) = fields.keys().find(|name| !ELEMENTS.contains(&name.as_str())) {
        return unknown(&format!("{path}.{other}"), "element", other, ELEMENTS);
    }
    let effect = match fields.get("Effect") {
        Some(Value::String(text)) if text == "Allow" => Effect::Allow,
        Some(Value::String(text)) if text == "Deny" => Effect::Deny,
        Some(Value::String(text)) => return no_effect(path, text),
        _ => return fault(&format!("{path}.Effect"), "write \"Allow\" or \"Deny\""),
    };
    let Some(actions) = patterns(path, fields, "Action", Reading::Action, version)? else {
        return fault(&format!("{path}.Action"), "is missing");
    };
    if let Some(item) = actions.items.iter().find(|item| item.text != "*" && !item.text.contains(':')) {
        return no_action(path, &item.text);
    }
    Ok(Statement {
        sid: fields.get("Sid").and_then(Value::as_str).map(str::to_owned),
        effect,
        principals: principals(path, fields)?,
        actions,
        resources: patterns(path, fields, "Resource", Reading::Arn, version)?,
        tests: match fields.get("Condition") {
            Some(condition) => tests(&format!("{path}.Condition"), condition, version)?,
            None => Vec::new(),
        },
    })
}

/// An effect that is neither of the two; their case counts.
fn no_effect<T>(path: &str, text: &str) -> Result<T, PolicyFault> {
    let known = ["Allow", "Deny"];
    let meant = did_you_mean(text, known);
    let message = match meant {
        Some(_) => no_such("effect", text, &known),
        None => format!("there is no effect `{text}`: write \"Allow\" or \"Deny\""),
    };
    Err(PolicyFault {
        path: format!("{path}.Effect"),
        part: Part::Bytes(0..text.len()),
        message,
        meant: meant.map(str::to_owned),
    })
}

/// An action without its service.
fn no_action<T>(path: &str, text: &str) -> Result<T, PolicyFault> {
    let example = match having(text).first() {
        Some(service) => format!("`{service}:{text}`"),
        None => "`s3:GetObject`".to_owned(),
    };
    let message = format!("`{text}` is no action: one has its service before it, as {example} has");
    fault(&format!("{path}.Action"), message)
}

/// One element or its `Not…`; `None` if neither is there.
fn one_of<'a>(
    path: &str,
    fields: &'a Map<String, Value>,
    name: &str,
) -> Result<Option<(bool, String, &'a Value)>, PolicyFault> {
    let not = format!("Not{name}");
    match (fields.get(name), fields.get(&not)) {
        (Some(_), Some(_)) => fault(path, format!("has both `{name}` and `{not}`; write one of them")),
        (Some(value), None) => Ok(Some((false, format!("{path}.{name}"), value))),
        (None, Some(value)) => Ok(Some((true, format!("{path}.{not}"), value))),
        (None, None) => Ok(None),
    }
}

fn patterns(
    path: &str,
    fields: &Map<String, Value>,
    name: &str,
    reading: Reading,
    version: Version,
) -> Result<Option<Patterns>, PolicyFault> {
    let Some((negated, path, value)) = one_of(path, fields, name)? else { return Ok(None) };
    // Actions hold no variables.
    let version = if reading == Reading::Action { Version::Old } else { version };
    let items: Vec<Template> =
        texts(&path, value)?.into_iter().map(|text| Template::new(text, reading, version)).collect();
    if items.is_empty() {
        return fault(&path, "names nothing");
    }
    Ok(Some(Patterns { negated, items }))
}

/// A text or a list of texts.
fn texts<'a>(path: &str, value: &'a Value) -> Result<Vec<&'a str>, PolicyFault> {
    match value {
        Value::String(text) => Ok(vec![text]),
        Value::Array(items) => {
            let text = |item: &'a Value| item.as_str().map_or_else(|| fault(path, "must be text"), Ok);
            items.iter().map(text).collect()
        }
        _ => fault(path, "must be text or a list of texts"),
    }
}

fn principals(path: &str, fields: &Map<String, Value>) -> Result<Option<Principals>, PolicyFault> {
    let Some((negated, path, value)) = one_of(path, fields, "Principal")? else { return Ok(None) };
    let mut items = Vec::new();
    match value {
        Value::String(text) if text == "*" => items.push(Named::Anyone),
        Value::Object(sorts) => {
            for (sort, value) in sorts {
                let path = format!("{path}.{sort}");
                let of = |text: &str| match sort.as_str() {
                    "AWS" => Some(Named::aws(text)),
                    "Service" => Some(Named::Service(text.to_owned())),
                    "Federated" | "CanonicalUser" => Some(Named::Other(text.to_owned())),
                    _ => None,
                };
                for text in texts(&path, value)? {
                    let Some(item) = of(text) else {
                        let sorts = ["AWS", "Service", "Federated", "CanonicalUser"];
                        return unknown(&path, "sort of principal", sort, &sorts);
                    };
                    items.push(item);
                }
            }
        }
        _ => return fault(&path, "write \"*\" or an object such as { \"AWS\": … }"),
    }
    Ok(Some(Principals { negated, items }))
}

fn tests(path: &str, condition: &Value, version: Version) -> Result<Vec<Test>, PolicyFault> {
    let Value::Object(operators) = condition else { return fault(path, "must be an object") };
    let mut tests = Vec::new();
    for (word, keys) in operators {
        let path = format!("{path}.{word}");
        let Some(operator) = Operator::read(word) else {
            let names: Vec<&str> = NAMES.iter().map(|(name, ..)| *name).collect();
            return unknown(&path, "operator", word, &names);
        };
        let Value::Object(keys) = keys else { return fault(&path, "must be an object of keys and values") };
        for (key, value) in keys {
            let path = format!("{path}.{key}");
            tests.push(test(&path, (word, operator), key, &scalars(&path, value)?, version)?);
        }
    }
    Ok(tests)
}

/// One line of a condition.
pub(super) fn test(
    path: &str,
    (word, operator): (&str, Operator),
    key: &str,
    values: &[String],
    version: Version,
) -> Result<Test, PolicyFault> {
    let read = |text: &String| {
        let operand = Operand::read(text, operator, version);
        operand.map_or_else(|| fault(path, no_operand(word, operator, text)), Ok)
    };
    Ok(Test {
        word: word.to_owned(),
        operator,
        spelled: key.to_owned(),
        key: key.to_ascii_lowercase(),
        values: values.iter().map(read).collect::<Result<_, _>>()?,
    })
}

fn no_operand(word: &str, operator: Operator, text: &str) -> String {
    format!("`{word}` compares {}, and `{text}` is none", operator.family.compared())
}

/// Why a value is none that an operator compares; `None` if it is one, or if there is no such operator.
#[must_use]
pub fn unfit(word: &str, value: &str) -> Option<String> {
    let operator = Operator::read(word)?;
    let fits = Operand::read(value, operator, Version::New).is_some();
    (!fits).then(|| no_operand(word, operator, value))
}

/// Texts, numbers and truths, or a list of them, as texts.
fn scalars(path: &str, value: &Value) -> Result<Vec<String>, PolicyFault> {
    match value {
        Value::Array(items) => {
            let items: Result<Vec<Vec<String>>, _> =
                items.iter().filter(|item| !item.is_array()).map(|item| scalars(path, item)).collect();
            Ok(items?.concat())
        }
        Value::String(text) => Ok(vec![text.clone()]),
        Value::Bool(truth) => Ok(vec![truth.to_string()]),
        Value::Number(number) => Ok(vec![number.to_string()]),
        Value::Null | Value::Object(_) => fault(path, "must be text, a number, a bool, or a list of them"),
    }
}
