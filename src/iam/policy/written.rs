//! Policies as the language writes them.

use std::borrow::Borrow;

use super::condition::Test;
use super::glob::Reading;
use super::operator::Operator;
use super::principal::{Named, Principals};
use super::template::Template;
use super::{Context, Patterns, Policy, PolicyFault, Statement, Version, read};
use crate::model;

impl Policy {
    /// The statements of a role, a policy or a resource. Where a statement names no resource, it speaks of `of`.
    ///
    /// # Errors
    /// When an operator is none, or a value is none that its operator compares.
    pub fn written<S: Borrow<model::Statement>>(
        statements: &[S],
        of: Option<&str>,
    ) -> Result<Self, PolicyFault> {
        let mut read = Vec::with_capacity(statements.len());
        for (at, one) in statements.iter().enumerate() {
            read.push(statement(at, one.borrow(), of)?);
        }
        Ok(Self { statements: read })
    }

    /// Adds a statement that is written in the same way.
    ///
    /// # Errors
    /// As those.
    pub(in crate::iam) fn say(
        &mut self,
        written: &model::Statement,
        of: Option<&str>,
    ) -> Result<(), PolicyFault> {
        self.statements.push(statement(0, written, of)?);
        Ok(())
    }
}

/// Whether the conditions of a statement hold where nothing but that is known; `None` where that does not decide it.
pub(in crate::iam) fn holds_by(statement: &model::Statement, known: &Context) -> Option<bool> {
    let mut holds = Some(true);
    for condition in &statement.conditions {
        let test = test(0, condition).ok()?;
        match known.get(&test.key).map(|_| test.holds(known)) {
            Some(false) => return Some(false),
            Some(true) => {}
            None => holds = None,
        }
    }
    holds
}

fn statement(at: usize, statement: &model::Statement, of: Option<&str>) -> Result<Statement, PolicyFault> {
    let items = &statement.resources.items;
    let resources = match (items.is_empty(), of) {
        (false, _) => Some(patterns(&statement.resources, Reading::Arn)),
        (true, of) => of.map(|of| Patterns {
            negated: false,
            items: vec![Template::literal(of, Reading::Arn, Version::Old)],
        }),
    };
    let named = |pattern: &model::Pattern| {
        if pattern.text.ends_with(".amazonaws.com") {
            Named::Service(pattern.text.to_string())
        } else {
            Named::aws(&pattern.text)
        }
    };
    let principals = &statement.principals;
    Ok(Statement {
        sid: None,
        effect: statement.effect,
        principals: (!principals.items.is_empty()).then(|| Principals {
            negated: principals.negated,
            items: principals.items.iter().map(named).collect(),
        }),
        actions: patterns(&statement.actions, Reading::Action),
        resources,
        tests: statement.conditions.iter().map(|condition| test(at, condition)).collect::<Result<_, _>>()?,
    })
}

fn patterns(patterns: &model::Patterns, reading: Reading) -> Patterns {
    let version = if reading == Reading::Action { Version::Old } else { Version::New };
    let item = |pattern: &model::Pattern| Template::new(&pattern.text, reading, version);
    Patterns { negated: patterns.negated, items: patterns.items.iter().map(item).collect() }
}

fn test(at: usize, condition: &model::Condition) -> Result<Test, PolicyFault> {
    let word = condition.operator.as_str();
    let path = format!("statement {at}, {word}");
    let Some(operator) = Operator::read(word) else {
        return Err(PolicyFault {
            path,
            part: read::Part::Name,
            message: "there is no such operator".to_owned(),
            meant: None,
        });
    };
    let values: Vec<String> = condition.values.iter().map(ToString::to_string).collect();
    read::test(&path, (word, operator), &condition.key, &values, Version::New)
}
