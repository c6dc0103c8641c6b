//! What the author allows is not reported; what he allows for nothing is.

use std::collections::BTreeSet;

use super::rules::{unknown_allowance, unused_allowance};
use super::{Options, rules};
use crate::base::{Span, did_you_mean};
use crate::diag::{Diagnostic, Rule, Severity};
use crate::model::{Allowance, Stack};

/// Takes out what the stack allows, and adds what is wrong with the allowances themselves.
pub(super) fn suppress(stack: &Stack, found: Vec<Diagnostic>, options: &Options<'_>) -> Vec<Diagnostic> {
    let mut scopes: Vec<Scope<'_>> = stack.allowances.iter().map(Scope::of).collect();
    // An allowance in a module is met once for each of the module's instances.
    scopes.sort_by_key(|scope| (scope.allowance.scope, scope.allowance.span));
    scopes.dedup_by_key(|scope| (scope.allowance.scope, scope.allowance.span));
    let mut kept = Vec::with_capacity(found.len());
    for diagnostic in found {
        let lasting =
            diagnostic.severity == Severity::Error && is_among(options.reading, diagnostic.rule.name);
        let mut allowed = false;
        for scope in scopes.iter_mut().filter(|scope| scope.covers(&diagnostic)) {
            scope.used = if lasting { Use::Futile } else { Use::Allows };
            allowed |= !lasting;
        }
        if !allowed {
            kept.push(diagnostic);
        }
    }
    let known: BTreeSet<&str> =
        [rules::RULES, options.reading, options.later].into_iter().flatten().map(|rule| rule.name).collect();
    kept.extend(scopes.iter().filter_map(|scope| verdict(scope, options, &known)));
    kept
}

/// What became of an allowance.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Use {
    /// Nothing was found there.
    None,
    /// It took out a finding.
    Allows,
    /// What was found there cannot be allowed.
    Futile,
}

#[derive(Debug)]
struct Scope<'a> {
    allowance: &'a Allowance,
    used: Use,
}

impl<'a> Scope<'a> {
    fn of(allowance: &'a Allowance) -> Self {
        Self { allowance, used: Use::None }
    }

    fn covers(&self, diagnostic: &Diagnostic) -> bool {
        self.allowance.rule == diagnostic.rule.name && self.allowance.scope.contains(diagnostic.span)
    }
}

fn verdict(scope: &Scope<'_>, options: &Options<'_>, known: &BTreeSet<&str>) -> Option<Diagnostic> {
    let name = scope.allowance.rule.as_str();
    let span = scope.allowance.span;
    if !known.contains(name) {
        return Some(unknown(name, span, known));
    }
    match scope.used {
        Use::Allows => None,
        Use::Futile => Some(
            Diagnostic::new(&unused_allowance::RULE, span, format!("`{name}` cannot be allowed here"))
                .help("what could not be read has no value to go on with; mend it"),
        ),
        Use::None if is_among(options.later, name) => None,
        Use::None => Some(
            Diagnostic::new(
                &unused_allowance::RULE,
                span,
                format!("`{name}` is allowed here, but nothing here breaks it"),
            )
            .help("remove the line")
            .fix("remove the allowance", scope.allowance.whole, ""),
        ),
    }
}

fn unknown(name: &str, span: Span, known: &BTreeSet<&str>) -> Diagnostic {
    let diagnostic = Diagnostic::new(&unknown_allowance::RULE, span, format!("there is no rule `{name}`"));
    match did_you_mean(name, known.iter().copied()) {
        Some(meant) => diagnostic.help(format!("did you mean `{meant}`?")).fix(
            format!("change to `{meant}`"),
            span,
            meant,
        ),
        None => diagnostic
            .help("the name of a rule stands before its finding, as in `error: timeout-out-of-range`"),
    }
}

fn is_among(rules: &[&'static Rule], name: &str) -> bool {
    rules.iter().any(|rule| rule.name == name)
}
