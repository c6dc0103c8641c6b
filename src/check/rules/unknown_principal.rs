//! Services that nobody knows.

use super::{Cx, Known};
use crate::base::{Fact, Span};
use crate::diag::{Diagnostic, Severity, rule};
use crate::iam::{is_principal, nearest_principal};
use crate::model::{Resource, Value};

rule! {
    /// A role or a resource policy trusts a service that AWS does not have.
    ///
    /// AWS refuses the policy. A service that is merely not known here, and looks like no other, is a note.
    ///
    /// ```stack
    /// role shrink {
    ///   trust = "lamda"  // error: unknown-principal
    /// }
    /// ```
    ///
    /// ```stack
    /// role shrink { trust = "lambda" }
    /// ```
    "unknown-principal" Error [Fact::unconfirmed("iam.toml", "trust_principals")] each if |kind| kind.shape.grants() || kind.shape.attr("trust").is_some() => check
}

fn check<'a>(cx: &mut Cx<'a>, (resource, _): Known<'a>) {
    for statement in resource.statements.iter().filter(|statement| !statement.derived) {
        for principal in &statement.principals.items {
            judge(cx, resource, &principal.text, principal.span);
        }
    }
    let trusted = resource.inputs.get("trust").and_then(Value::as_list).unwrap_or(&[]);
    let mut unknown =
        trusted.iter().filter_map(Value::as_str).filter(|text| unknown(text).is_some()).peekable();
    // Where it is written is asked only where there is something to say.
    if let Some(place) = unknown.peek().and_then(|_| resource.places.get("trust")) {
        unknown.for_each(|text| judge(cx, resource, text, place));
    }
}

/// The short name of a service that is none.
fn unknown(principal: &str) -> Option<&str> {
    principal.strip_suffix(".amazonaws.com").filter(|name| !is_principal(name))
}

fn judge(cx: &mut Cx<'_>, resource: &Resource, principal: &str, whole: Span) {
    let Some(name) = unknown(principal) else { return };
    let diagnostic =
        Diagnostic::new(&RULE, whole, format!("AWS has no service `{name}` that could be trusted"))
            .about(resource.address.as_str());
    let Some(meant) = nearest_principal(name) else {
        let help = "services are named as in `\"lambda\"`, `\"ecs-tasks\"`, `\"scheduler\"`";
        let message = format!("no service `{name}` is known here");
        cx.report(Diagnostic { message, ..diagnostic.severity(Severity::Info).help(help) });
        return;
    };
    let diagnostic = diagnostic.help(format!("did you mean `\"{meant}\"`?"));
    // What stands in the text is the short name, unless somebody wrote all of it.
    let part = [name, principal].map(|text| whole.within_quotes(text, 0..name.len()));
    cx.report(match part.into_iter().find(|part| *part != whole) {
        Some(part) => diagnostic.fix(format!("change to `{meant}`"), part, meant),
        None => diagnostic,
    });
}
