//! Policies longer than IAM takes.

use super::{Cx, Known};
use crate::base::Fact;
use crate::diag::{Diagnostic, Severity, rule};
use crate::iam::{Document, rough_length};
use crate::model::{Effect, Pattern, Patterns, Resource, Statement, Value};

rule! {
    /// The statements of a resource make a policy that is longer than AWS takes.
    ///
    /// IAM counts the characters of the JSON document without blanks: all lines of a role together, a policy's lines, and
    /// by itself what says who may take the role on. Resources that have policies of their own have bounds of their own.
    ///
    /// ```stack
    /// role gate {
    ///   trust = [for n in range(60): "arn:aws:iam::111122223333:role/somebody-${n}"]  // error: policy-too-large
    ///   allow "s3:GetObject" on "*"
    /// }
    /// ```
    ///
    /// ```stack
    /// role gate {
    ///   trust = "111122223333"
    ///   allow "s3:GetObject" on "*"
    /// }
    /// ```
    "policy-too-large" Error [TRUST] each if |kind| kind.shape.grants() => check
}

/// Of the policy that says who may take a role on.
const TRUST: Fact = Fact::new("iam.toml", "limits.trust_policy_chars", "IAM API model 2010-05-08");

/// The most characters of it.
const MOST_TRUST: usize = 2_048;

/// Names of so many characters make none that is too large, whatever stands around them.
const SMALL_TRUST: usize = MOST_TRUST / 4;

fn check<'a>(cx: &mut Cx<'a>, (resource, kind): Known<'a>) {
    let statement = kind.shape.statements.iter().find_map(|row| Some((row.max_policy?, row.facts)));
    let may_be_large = |most: usize| rough_length(&resource.statements) > most;
    if let Some((most, facts)) = statement.filter(|(most, _)| may_be_large(*most)) {
        let own = |statement: &&Statement| kind.identity.is_none() || statement.principals.items.is_empty();
        let own: Vec<&Statement> = resource.statements.iter().filter(own).collect();
        judge(cx, resource, &own, Bound { what: "its statements make", most, facts });
    }
    let identity = kind.identity.filter(|identity| {
        let named = trusted(resource, identity.trust).map(|name| name.len() + 8).sum::<usize>();
        named > SMALL_TRUST || resource.statements.iter().any(|one| !one.principals.items.is_empty())
    });
    if let Some(trust) = identity.map(|identity| trust(resource, identity.trust)) {
        judge(cx, resource, &trust, Bound { what: "its trust makes", most: MOST_TRUST, facts: &[TRUST] });
    }
}

/// A bound of a policy.
struct Bound {
    what: &'static str,
    most: usize,
    facts: &'static [Fact],
}

fn judge<S: std::borrow::Borrow<Statement>>(
    cx: &mut Cx<'_>,
    resource: &Resource,
    statements: &[S],
    bound: Bound,
) {
    if rough_length(statements) <= bound.most {
        return;
    }
    let length = Document::new(statements).length();
    let Some(first) = statements.first().filter(|_| length > bound.most) else { return };
    let Bound { what, most, facts } = bound;
    let message = format!("{what} a policy of {length} characters, and AWS takes at most {most}");
    let mut diagnostic = Diagnostic::new(&RULE, first.borrow().span, message)
        .help("name what belongs together by one pattern, or split it over several policies")
        .about(resource.address.as_str());
    if !facts.iter().any(|fact| fact.confirmed) {
        diagnostic = diagnostic.severity(Severity::Info);
    }
    cx.report(diagnostic);
}

/// The statements that say who may take an identity on: its trust, and those that name somebody.
fn trust(resource: &Resource, attr: &str) -> Vec<Statement> {
    let span = resource.place(attr);
    let pattern = |text: &str| Pattern { text: text.into(), span };
    let list = |items: Vec<Pattern>| Patterns { negated: false, items: items.into() };
    let mut all = vec![Statement {
        effect: Effect::Allow,
        actions: list(vec![pattern("sts:AssumeRole")]),
        resources: Patterns::default(),
        principals: list(trusted(resource, attr).map(pattern).collect()),
        conditions: Default::default(),
        span,
        derived: false,
    }];
    let named = |statement: &&Statement| !statement.principals.items.is_empty();
    all.extend(resource.statements.iter().filter(named).cloned());
    all
}

/// Who is named where an identity says whom it trusts.
fn trusted<'a>(resource: &'a Resource, attr: &str) -> impl Iterator<Item = &'a str> {
    let listed = resource.input(attr).and_then(Value::as_list).unwrap_or_default().iter();
    listed.filter_map(|item| match item {
        Value::Reference(reference) => Some(reference.arn.as_str()),
        other => other.as_str(),
    })
}
