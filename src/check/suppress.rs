//! What the author allows is not reported; what he allows for nothing is.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use super::rules::{unknown_allowance, unused_allowance};
use super::{Options, rules};
use crate::base::{Span, did_you_mean};
use crate::diag::{Diagnostic, Rule, Severity};
use crate::model::{Allowance, Stack};

/// Takes out what the stack allows, and adds what is wrong with the allowances themselves.
pub(super) fn suppress(stack: &Stack, found: Vec<Diagnostic>, options: &Options<'_>) -> Vec<Diagnostic> {
    let mut scopes = Scopes::of(&stack.allowances);
    // What could not be read hides from the rules what they would find.
    let unread = found.iter().any(|finding| hides(finding, options));
    let mut kept = Vec::with_capacity(found.len());
    for diagnostic in found {
        let lasting =
            diagnostic.severity == Severity::Error && is_among(options.reading, diagnostic.rule.name);
        let covered = scopes.cover(&diagnostic, if lasting { Use::Futile } else { Use::Allows });
        if lasting || !covered {
            kept.push(diagnostic);
        }
    }
    let known: BTreeSet<&str> =
        [rules::RULES, options.reading, options.later].into_iter().flatten().map(|rule| rule.name).collect();
    let mut allowances: Vec<(&Allowance, Use)> = scopes.allowances().collect();
    allowances.sort_by_key(|(allowance, _)| (allowance.scope, allowance.span));
    let verdicts =
        allowances.iter().filter_map(|(allowance, used)| verdict(allowance, *used, options, &known));
    kept.extend(
        verdicts.filter(|verdict| !unread || verdict.fixes.is_empty() || verdict.rule.name != UNUSED),
    );
    kept
}

/// The rule that tells of what is allowed for nothing.
const UNUSED: &str = unused_allowance::RULE.name;

/// Whether a finding says that something was not understood, so that nothing else is found there.
fn hides(finding: &Diagnostic, options: &Options<'_>) -> bool {
    finding.severity == Severity::Error
        && finding.rule.name != "allow-without-reason"
        && is_among(options.reading, finding.rule.name)
}

/// What became of an allowance, the stronger last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Use {
    /// Nothing was found there.
    None,
    /// What was found there cannot be allowed.
    Futile,
    /// It took out a finding.
    Allows,
}

/// Allowances of one rule for the same text.
#[derive(Debug)]
struct Scope<'a> {
    span: Span,
    allowances: Vec<&'a Allowance>,
    used: Use,
    /// The nearest one around it, by its place in the list of the rule.
    around: Option<usize>,
}

/// All of them by rule, those of a rule by file and start, what is around others before those.
#[derive(Debug)]
struct Scopes<'a>(BTreeMap<&'a str, Vec<Scope<'a>>>);

impl<'a> Scopes<'a> {
    fn of(allowances: &'a [Allowance]) -> Self {
        let mut sorted: Vec<&Allowance> = allowances.iter().collect();
        sorted.sort_by_key(|allowance| {
            let Span { file, start, end } = allowance.scope;
            (file, start, Reverse(end), allowance.span)
        });
        // An allowance in a module is met once for each of the module's instances.
        sorted.dedup_by_key(|allowance| (allowance.scope, allowance.span));
        let mut all: BTreeMap<&str, Vec<Scope<'_>>> = BTreeMap::new();
        for allowance in sorted {
            let list = all.entry(&allowance.rule).or_default();
            match list.last_mut() {
                Some(last) if last.span == allowance.scope => last.allowances.push(allowance),
                _ => {
                    let around = innermost(list, list.len().checked_sub(1), allowance.scope);
                    let (span, allowances) = (allowance.scope, vec![allowance]);
                    list.push(Scope { span, allowances, used: Use::None, around });
                }
            }
        }
        Self(all)
    }

    /// Notes a use of all that cover a finding; tells whether there are any.
    fn cover(&mut self, finding: &Diagnostic, used: Use) -> bool {
        let Some(list) = self.0.get_mut(finding.rule.name) else { return false };
        let begun = list.partition_point(|scope| {
            (scope.span.file, scope.span.start) <= (finding.span.file, finding.span.start)
        });
        let mut next = innermost(list, begun.checked_sub(1), finding.span);
        let covered = next.is_some();
        while let Some(scope) = next.and_then(|at| list.get_mut(at)) {
            scope.used = scope.used.max(used);
            next = scope.around;
        }
        covered
    }

    fn allowances(&self) -> impl Iterator<Item = (&'a Allowance, Use)> {
        let scopes = self.0.values().flatten();
        scopes.flat_map(|scope| scope.allowances.iter().map(|allowance| (*allowance, scope.used)))
    }
}

/// The innermost scope that covers a text, from one in the list outwards.
fn innermost(list: &[Scope<'_>], from: Option<usize>, span: Span) -> Option<usize> {
    let mut at = from;
    while let Some(scope) = at.and_then(|at| list.get(at)) {
        if scope.span.contains(span) {
            break;
        }
        at = scope.around;
    }
    at
}

fn verdict(
    allowance: &Allowance,
    used: Use,
    options: &Options<'_>,
    known: &BTreeSet<&str>,
) -> Option<Diagnostic> {
    let name = allowance.rule.as_str();
    let span = allowance.span;
    if !known.contains(name) {
        return Some(unknown(name, span, known));
    }
    match used {
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
            .fix("remove the allowance", allowance.whole, ""),
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
