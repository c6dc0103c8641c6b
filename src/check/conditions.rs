//! What is wrong with the conditions of statements, for the rules about it.

use super::cx::Cx;
use crate::diag::{Diagnostic, Rule, Severity};
use crate::iam::{ConditionLine, Doubt, Weight, Word, doubts, unfit};
use crate::model::{Resource, Statement};

/// Reports values that their operator does not compare, which IAM refuses.
pub(super) fn report_values(cx: &mut Cx<'_>, rule: &'static Rule, resource: &Resource) {
    let conditions = resource.statements.iter().flat_map(|statement| &statement.conditions);
    for condition in conditions {
        let Some((operator, _)) = condition.places else { continue };
        // A variable is known only when somebody asks.
        let known = condition.values.iter().filter(|value| !value.contains("${"));
        for message in known.filter_map(|value| unfit(&condition.operator, value)) {
            let help = "write such a value, or compare it with another operator";
            let found = Diagnostic::new(rule, operator, message).severity(Severity::Error);
            cx.report(found.help(help).about(resource.address.as_str()));
        }
    }
}

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
        true => Vec::new(),
        false => statement.actions.items.iter().map(|action| action.text.as_str()).collect(),
    };
    let mut found = Vec::new();
    for condition in &statement.conditions {
        let Some(places) = condition.places else { continue };
        let (operator, key, effect) = (&condition.operator, &condition.key, statement.effect);
        let line = ConditionLine { operator, key, effect, actions: &actions };
        let own = doubts(&line).into_iter().filter(|doubt| doubt.rule == rule.name);
        // Another operator is no remedy for values that it does not compare.
        let fits = |doubt: &Doubt| {
            let compares =
                |meant: &String| condition.values.iter().all(|value| unfit(meant, value).is_none());
            doubt.word == Word::Key || doubt.meant.as_ref().is_some_and(compares)
        };
        let told = own.map(|doubt| match fits(&doubt) {
            true => told(rule, doubt, places),
            false => told(rule, Doubt { meant: None, ..doubt }, places),
        });
        found.extend(told.map(|found| found.about(resource.address.as_str())));
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
