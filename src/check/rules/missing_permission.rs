//! What code does and its role does not allow.

use std::collections::BTreeSet;

use super::{Cx, Known};
use crate::catalog::Kind;
use crate::check::cx::shares_text;
use crate::check::grants;
use crate::diag::{Diagnostic, Edit, Fix, Severity, rule};
use crate::iam::{Asked, Decision, Missing, missing};
use crate::model::{Declared, Origin, Resource, Statement, Value};

rule! {
    /// A `uses` line says that code does something that its role does not allow.
    ///
    /// The code would be denied, at the first request and not before. Either the role is to say so, line by line or by
    /// `allow uses`, or the code does not need it and the `uses` line is to go. Without `role` there is the default
    /// one, which may only write logs.
    ///
    /// ```stack
    /// bucket photos {}
    /// role lookup {
    ///   trust = "lambda"
    ///   allow "s3:GetObject" on "${bucket.photos.arn}/*"
    ///   allow "logs:CreateLogStream", "logs:PutLogEvents" on "${log_group.lookup.arn}:*"
    /// }
    /// log_group lookup { of = function.lookup }
    /// function lookup {
    ///   runtime = "python3.14"
    ///   handler = "app.handler"
    ///   code    = "./lookup"
    ///   role    = role.lookup
    ///   uses bucket.photos to read
    ///   uses bucket.photos to write  // error: missing-permission
    /// }
    /// function report {
    ///   runtime = "python3.14"
    ///   handler = "app.handler"
    ///   code    = "./report"
    ///   uses bucket.photos to list  // error: missing-permission
    /// }
    /// ```
    ///
    /// ```stack
    /// bucket photos {}
    /// role lookup {
    ///   trust = "lambda"
    ///   allow uses
    /// }
    /// function lookup {
    ///   runtime = "python3.14"
    ///   handler = "app.handler"
    ///   code    = "./lookup"
    ///   role    = role.lookup
    ///   uses bucket.photos to read, write
    /// }
    /// ```
    "missing-permission" Error each if |kind| kind.carrier.is_some() => check
}

fn check<'a>(cx: &mut Cx<'a>, (resource, kind): Known<'a>) {
    if kind.carrier.is_none() || resource.needs.is_empty() || cx.in_doubt(resource) {
        return;
    }
    let role = cx.role_of(resource, kind);
    if role.is_some_and(|role| !is_known(cx, role)) || role.is_none() && names_a_role(resource, kind) {
        return;
    }
    let denied = denied(cx, resource, role);
    for group in denied.chunk_by(|one, other| one.need.span == other.need.span) {
        if let Some(diagnostic) = finding(cx, resource, kind, role, group) {
            cx.report(diagnostic);
        }
    }
}

/// Whether all that a role grants stands in the stack; what managed policies grant is not known here.
fn is_known(cx: &Cx<'_>, role: &Resource) -> bool {
    let more = role.input("managed").and_then(Value::as_list).is_some_and(|policies| !policies.is_empty());
    let bounded = role.input("boundary").is_some() && boundary(cx, role).is_none();
    !more && !bounded && !cx.in_doubt(role)
}

fn boundary<'a>(cx: &Cx<'a>, role: &Resource) -> Option<&'a Resource> {
    cx.get(role.input("boundary")?.as_address()?)
}

/// Whether its role is one outside the stack, of which nothing is known.
fn names_a_role(resource: &Resource, kind: &Kind) -> bool {
    kind.carrier.is_some_and(|carrier| resource.input(carrier.role).is_some())
}

/// What is surely refused, in the order of the needs.
fn denied<'a>(cx: &Cx<'a>, resource: &'a Resource, role: Option<&'a Resource>) -> Vec<Missing<'a>> {
    let own: &[Statement] = role.map_or(&[], |role| &role.statements);
    let sure = |missing: &Missing<'_>| !matches!(missing.decision, Decision::Unknown(_));
    let mut denied: Vec<Missing<'a>> = missing(&resource.needs, own).into_iter().filter(sure).collect();
    if denied.is_empty()
        && let Some(boundary) = role.and_then(|role| boundary(cx, role))
    {
        denied = missing(&resource.needs, &boundary.statements).into_iter().filter(sure).collect();
    }
    denied
}

fn finding<'a>(
    cx: &Cx<'a>,
    resource: &Resource,
    kind: &Kind,
    role: Option<&'a Resource>,
    group: &[Missing<'_>],
) -> Option<Diagnostic> {
    let need = group.first()?.need;
    let actions: BTreeSet<&str> = group.iter().map(|missing| missing.action).collect();
    let listed: Vec<String> = actions.iter().map(|action| format!("`{action}`")).collect();
    let listed = listed.join(", ");
    let message = match role {
        None => format!("`{}` has no role, and so may not do {listed}", resource.address),
        Some(role) if role.origin != Origin::Written => {
            format!("`{}` has the default role, which does not allow {listed}", resource.address)
        }
        Some(role) if need.declared == Declared::ByService => {
            format!("`{}` does not allow {listed}: the logs of `{}` are lost", role.address, resource.address)
        }
        Some(role) => {
            format!("`{}` does not allow {listed}, which `{}` needs", role.address, resource.address)
        }
    };
    let mut diagnostic = Diagnostic::new(&RULE, need.span, message).about(resource.address.as_str());
    if need.declared == Declared::ByService {
        diagnostic = diagnostic.severity(Severity::Warning);
    }
    let Some(role) = role.filter(|role| role.origin == Origin::Written) else {
        let help = "give it a role that allows what it uses, or take the line out";
        let diagnostic = diagnostic.help(help);
        return Some(with_fix(diagnostic, own_role(cx, resource, kind)));
    };
    diagnostic = match denial(cx, role, group) {
        Some(statement) => diagnostic.label(statement.span, "denied here").help("narrow the denial"),
        None => diagnostic.label(role.head, "this role").help("add it to the role, or `allow uses`"),
    };
    if diagnostic.labels.iter().any(|label| label.message == "denied here") {
        return Some(diagnostic);
    }
    let mut asked: Vec<Asked<'_>> =
        group.iter().map(|missing| Asked { resource: missing.resource, action: missing.action }).collect();
    asked.sort_unstable();
    asked.dedup();
    let lines = grants::lines(cx, role, &asked, &[need]);
    let one = grants::added(role, format!("allow {listed} in `{}`", role.address), &lines);
    let uses = ["allow uses".to_string()];
    let all = grants::added(role, format!("let `{}` allow just what is used", role.address), &uses);
    Some(with_fix(with_fix(diagnostic, one), all))
}

fn with_fix(mut diagnostic: Diagnostic, fix: Option<Fix>) -> Diagnostic {
    diagnostic.fixes.extend(fix);
    diagnostic
}

/// The statement that denies it, of the role or of its boundary.
fn denial<'a>(cx: &Cx<'a>, role: &'a Resource, group: &[Missing<'_>]) -> Option<&'a Statement> {
    let at = group.iter().find_map(|missing| match missing.decision {
        Decision::ExplicitlyDenied(at) => Some(at),
        _ => None,
    })?;
    let of = |resource: &'a Resource| {
        resource.statements.get(at).filter(|statement| statement.effect == crate::model::Effect::Deny)
    };
    of(role).or_else(|| boundary(cx, role).and_then(of))
}

/// A role beside the resource that allows just what it uses.
fn own_role(cx: &Cx<'_>, resource: &Resource, kind: &Kind) -> Option<Fix> {
    let carrier = kind.carrier.filter(|_| resource.origin == Origin::Written && !shares_text(resource))?;
    let own = grants::name_within(resource, &resource.address)?.rsplit('.').next()?;
    let module = resource.address.as_str().strip_suffix(&format!("{}.{own}", kind.name))?;
    let taken = |name: &str| cx.get(&format!("{module}role.{name}").as_str().into()).is_some();
    let name = if taken(own) { format!("{own}_uses") } else { own.to_string() };
    if taken(&name) {
        return None;
    }
    let written = kind.shape.attrs.iter().filter_map(|attr| resource.places.get(attr.name));
    let last = written.max_by_key(|span| span.end)?;
    let role = format!("\n\nrole {name} {{\n  trust = \"{}\"\n  allow uses\n}}", carrier.principal);
    let edits = vec![
        Edit { span: last.after(), text: format!("\n  {} = role.{name}", carrier.role) },
        Edit { span: resource.span.after(), text: role },
    ];
    Some(Fix { title: format!("give it a role `{name}` that allows just what it uses"), edits })
}
