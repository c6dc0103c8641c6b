//! What is wrong with the conditions of statements, for the rules about it.

use super::cx::Cx;
use crate::diag::{Diagnostic, Rule, Severity};
use crate::iam::{ConditionLine, Doubt, Weight, Word, doubts};
use crate::model::{Resource, Statement};

/// Reports what one rule has against the conditions of a resource's statements.
pub(super) fn report(cx: &mut Cx<'_>, rule: &'static Rule, resource: &Resource) {
    for statement in resource.statements.iter().filter(|statement| !statement.conditions.is_empty()) {
        for diagnostic in of_statement(rule, resource, statement) {
            cx.report(diagnostic);
        }
    }
}

fn of_statement(rule: &'static Rule, resource: &Resource, statement: &Statement) -> Vec<Diagnostic> {
    let actions: Vec<&str> = match statement.actions.negated {
        Some(_) => Vec::new(),
        None => statement.actions.items.iter().map(|action| action.text.as_str()).collect(),
    };
    let mut found = Vec::new();
    for condition in &statement.conditions {
        let Some(places) = condition.places else { continue };
        let (operator, key, effect) = (&condition.operator, &condition.key, statement.effect);
        let line = ConditionLine { operator, key, effect, actions: &actions };
        let own = doubts(&line).into_iter().filter(|doubt| doubt.rule == rule.name);
        found.extend(own.map(|doubt| told(rule, doubt, places).about(resource.address.as_str())));
    }
    found
}

fn told(rule: &'static Rule, doubt: Doubt, places: (crate::base::Span, crate::base::Span)) -> Diagnostic {
    let (at, meant) = match doubt.word {
        Word::Operator => (places.0, doubt.meant.clone()),
        Word::Key => (places.1, doubt.meant.as_ref().map(|meant| format!("\"{meant}\""))),
    };
    let severity = match doubt.weight {
        Weight::Refused => Severity::Error,
        Weight::Surprise => Severity::Warning,
        Weight::Note => Severity::Info,
    };
    let found = Diagnostic::new(rule, at, doubt.message).severity(severity).help(doubt.help);
    match (meant, doubt.meant) {
        (Some(text), Some(meant)) => found.fix(format!("change to `{meant}`"), at, text),
        _ => found,
    }
}
