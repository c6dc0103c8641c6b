//! Statements as the JSON documents that IAM takes.

use std::borrow::Borrow;
use std::collections::BTreeMap;

use serde::Serialize;

use crate::model::{Effect, Patterns, Statement};

/// A policy as IAM takes it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "PascalCase")]
pub struct Document<'a> {
    version: &'static str,
    statement: Vec<Line<'a>>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "PascalCase")]
struct Line<'a> {
    effect: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    principal: Option<Who<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    not_principal: Option<Who<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    action: Vec<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    not_action: Vec<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    resource: Vec<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    not_resource: Vec<&'a str>,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    condition: BTreeMap<&'a str, BTreeMap<&'a str, Vec<&'a str>>>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(untagged)]
enum Who<'a> {
    Anyone(&'static str),
    Named(BTreeMap<&'static str, Vec<&'a str>>),
}

impl<'a> Document<'a> {
    /// The document that some statements make.
    #[must_use]
    pub fn new<S: Borrow<Statement>>(statements: &'a [S]) -> Self {
        let lines = statements.iter().map(|statement| line(statement.borrow()));
        Self { version: "2012-10-17", statement: lines.collect() }
    }

    /// How many characters it has as IAM counts them, without blanks.
    #[must_use]
    pub fn length(&self) -> usize {
        let text = serde_json::to_string(self).unwrap_or_default();
        text.chars().filter(|c| !c.is_whitespace()).count()
    }
}

/// A bound that the document of some statements keeps below, found without writing it.
#[must_use]
pub fn rough_length<S: Borrow<Statement>>(statements: &[S]) -> usize {
    let patterns =
        |patterns: &Patterns| -> usize { patterns.items.iter().map(|item| item.text.len() + 8).sum() };
    let of = |statement: &Statement| {
        let lists = [&statement.actions, &statement.resources, &statement.principals];
        let conditions = statement.conditions.iter().map(|condition| {
            let values: usize = condition.values.iter().map(|value| value.len() + 8).sum();
            condition.operator.len() + condition.key.len() + values + 16
        });
        150 + lists.into_iter().map(patterns).sum::<usize>() + conditions.sum::<usize>()
    };
    // Quotes and backslashes are written as two characters; that many there are in no ARN.
    64 + 2 * statements.iter().map(|statement| of(statement.borrow())).sum::<usize>()
}

fn line(statement: &Statement) -> Line<'_> {
    let (action, not_action) = split(&statement.actions);
    let (resource, not_resource) = split(&statement.resources);
    let who = who(&statement.principals);
    let negated = statement.principals.negated;
    let (principal, not_principal) = if negated { (None, who) } else { (who, None) };
    let mut condition: BTreeMap<&str, BTreeMap<&str, Vec<&str>>> = BTreeMap::new();
    for one in &statement.conditions {
        let values = condition.entry(&one.operator).or_default().entry(&one.key).or_default();
        values.extend(one.values.iter().map(|value| value.as_str()));
    }
    let effect = if statement.effect == Effect::Allow { "Allow" } else { "Deny" };
    Line { effect, principal, not_principal, action, not_action, resource, not_resource, condition }
}

/// What stands in an element and in its `Not…`.
fn split(patterns: &Patterns) -> (Vec<&str>, Vec<&str>) {
    let texts = patterns.items.iter().map(|item| item.text.as_str()).collect();
    if patterns.negated { (Vec::new(), texts) } else { (texts, Vec::new()) }
}

fn who(principals: &Patterns) -> Option<Who<'_>> {
    if principals.items.is_empty() {
        return None;
    }
    if principals.items.iter().any(|item| item.text == "*") {
        return Some(Who::Anyone("*"));
    }
    let mut named: BTreeMap<&'static str, Vec<&str>> = BTreeMap::new();
    for item in &principals.items {
        let sort = if item.text.ends_with(".amazonaws.com") { "Service" } else { "AWS" };
        named.entry(sort).or_default().push(&item.text);
    }
    Some(Who::Named(named))
}

#[cfg(test)]
mod tests {
    use super::super::tests::{allow, deny, not, when};
    use super::*;

    #[test]
    fn statements_are_written_as_iam_takes_them_and_counted() {
        let statements = [not(allow(&["iam:*"], &["*"])), when(deny(&["s3:*"], &["arn:aws:s3:::a b/*"]))];
        let document = Document::new(&statements);
        let text = serde_json::to_string(&document).unwrap();
        assert_eq!(
            text,
            r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","NotAction":["iam:*"],"Resource":["*"]},{"Effect":"Deny","Action":["s3:*"],"Resource":["arn:aws:s3:::a b/*"],"Condition":{"Bool":{"aws:SecureTransport":["true"]}}}]}"#
        );
        assert_eq!(document.length(), text.len() - 1);
        assert!(rough_length(&statements) >= document.length());
    }
}
