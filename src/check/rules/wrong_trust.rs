//! Roles that their carriers cannot take on.

use super::{Cx, Known};
use crate::catalog::Kind;
use crate::check::cx::shares_text;
use crate::diag::{Diagnostic, rule};
use crate::model::{Effect, Resource, Value};

rule! {
    /// A resource runs under a role that does not trust its service.
    ///
    /// A role says by `trust` who may take it on, and by statements that name somebody, under conditions. If the service of
    /// what carries it is not among them, or is denied it, AWS refuses the resource, or it starts and can do nothing.
    ///
    /// ```stack
    /// role report {
    ///   trust = "ecs-tasks"
    ///   allow uses
    /// }
    /// function report {
    ///   runtime = "python3.14"
    ///   handler = "app.handler"
    ///   code    = "./report"
    ///   role    = role.report  // error: wrong-trust
    /// }
    /// role nightly {
    ///   trust = "lambda"
    ///   allow uses
    ///   allow "sts:AssumeRole" to "ecs-tasks" when { StringEquals "aws:SourceAccount" = "111122223333" }
    ///   deny "sts:AssumeRole" to "lambda"
    /// }
    /// function nightly {
    ///   runtime = "python3.14"
    ///   handler = "app.handler"
    ///   code    = "./report"
    ///   role    = role.nightly  // error: wrong-trust
    /// }
    /// ```
    ///
    /// ```stack
    /// role report {
    ///   trust = "ecs-tasks"
    ///   allow uses
    ///   allow "sts:AssumeRole" to "lambda" when { StringEquals "aws:SourceAccount" = "111122223333" }
    /// }
    /// function report {
    ///   runtime = "python3.14"
    ///   handler = "app.handler"
    ///   code    = "./report"
    ///   role    = role.report
    /// }
    /// ```
    "wrong-trust" Error each if |kind| kind.carrier.is_some() => check
}

fn check<'a>(cx: &mut Cx<'a>, (resource, kind): Known<'a>) {
    let (Some(carrier), Some(role)) = (kind.carrier, cx.role_of(resource, kind)) else { return };
    let Some(trust) = role.input("trust") else { return };
    if cx.in_doubt(role) || cx.trusts(role, carrier.principal) {
        return;
    }
    cx.report(finding(cx, resource, role, trust, kind));
}

/// Whether somebody is named by an attribute, whatever statements deny.
fn lists(trust: &Value, principal: &str) -> bool {
    match trust {
        Value::List(items) => items.iter().any(|item| lists(item, principal)),
        Value::String(text) => text.strip_suffix(".amazonaws.com").unwrap_or(text) == principal,
        _ => false,
    }
}

/// What is said where a statement denies what the attribute allows.
fn denied(resource: &Resource, role: &Resource, (attr, principal): (&str, &str)) -> Diagnostic {
    let (name, carrier) = (&role.address, &resource.address);
    let message = format!("`{name}` denies `{principal}`, which runs `{carrier}`, to take it on");
    let diagnostic = Diagnostic::new(&RULE, resource.place(attr), message)
        .help("narrow the denial, or use another role")
        .about(carrier.as_str());
    let mut naming = role.statements.iter().filter(|one| !one.principals.items.is_empty());
    match naming.find(|one| one.effect == Effect::Deny) {
        Some(denial) => diagnostic.label(denial.span, "denied here"),
        None => diagnostic,
    }
}

fn finding(cx: &Cx<'_>, resource: &Resource, role: &Resource, trust: &Value, kind: &Kind) -> Diagnostic {
    let carrier = kind.carrier.map_or(("role", ""), |carrier| (carrier.role, carrier.principal));
    let (attr, principal) = carrier;
    let message =
        format!("`{}` does not trust `{principal}`, which runs `{}`", role.address, resource.address);
    let place = role.places.get("trust");
    if lists(trust, principal) {
        return denied(resource, role, (attr, principal));
    }
    let mut diagnostic = Diagnostic::new(&RULE, resource.place(attr), message)
        .help(format!("add `\"{principal}\"` to the `trust` of `{}`, or use another role", role.address))
        .about(resource.address.as_str());
    let Some(place) = place else { return diagnostic };
    diagnostic = diagnostic.label(place, "whom it trusts");
    if shares_text(role) {
        return diagnostic;
    }
    let others = cx.carriers(role).any(|other| other.kind != resource.kind);
    let (Value::String(text), true) = (trust, others) else {
        let alone = matches!(trust, Value::String(_));
        let text = format!("\"{principal}\"");
        return if alone {
            diagnostic.fix(format!("trust `{principal}` instead"), place, text)
        } else {
            diagnostic
        };
    };
    let both = format!("[\"{text}\", \"{principal}\"]");
    diagnostic.fix(format!("trust `{principal}` too"), place, both)
}
