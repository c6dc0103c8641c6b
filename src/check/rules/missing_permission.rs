//! What code does and its role does not allow.

use std::collections::BTreeSet;

use ecow::EcoString;

use super::{Cx, Known};
use crate::catalog::Kind;
use crate::check::cx::shares_text;
use crate::check::grants;
use crate::diag::{Diagnostic, Edit, Fix, Severity, rule};
use crate::iam::{
    Asked, Decision, Denial, Held, Holder, Holding, Missing, Sure, decide, denied_to, missing, said_to,
    touches,
};
use crate::model::{Declared, Need, Origin, Resource};

rule! {
    /// A `uses` line says that code does something that its role does not allow.
    ///
    /// The code would be denied, at the first request and not before. Either the role is to say so, line by line or by
    /// `allow uses`, or the code does not need it and the `uses` line is to go. Without `role` there is the default
    /// one, which may only write logs. What the policy of a resource lets the role do by name, the role need not allow;
    /// what it denies the role is refused whatever that allows, where a condition decides, perhaps.
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
    /// queue orders {
    ///   kms_key = "arn:aws:kms:ap-northeast-2:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab"
    /// }
    /// queue returns {
    ///   deny "sqs:SendMessage" to "*"
    /// }
    /// queue refunds {
    ///   deny "sqs:*" to "*" when { StringNotEquals "aws:PrincipalArn" = "arn:aws:iam::111122223333:role/clerk" }
    /// }
    /// queue claims {
    ///   deny "sqs:*" to "*" when { StringNotEquals "aws:SourceVpce" = "vpce-1a2b3c4d" }
    ///   deny "sqs:*" to "*" when { Bool "aws:SecureTransport" = false }
    /// }
    /// log_group pack { of = function.pack }
    /// role pack {
    ///   trust = "lambda"
    ///   allow "sqs:ReceiveMessage", "sqs:DeleteMessage" on queue.orders
    ///   allow "sqs:SendMessage" on queue.returns, queue.refunds, queue.claims
    ///   allow "logs:CreateLogStream", "logs:PutLogEvents" on "${log_group.pack.arn}:*"
    /// }
    /// function pack {
    ///   runtime = "python3.14"
    ///   handler = "app.handler"
    ///   code    = "./pack"
    ///   role    = role.pack
    ///   uses queue.orders to receive  // warning: missing-permission
    ///   uses queue.returns to send    // error: missing-permission
    ///   uses queue.refunds to send    // error: missing-permission
    ///   uses queue.claims to send     // info: missing-permission
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
    ///   uses queue.done to send
    /// }
    /// queue done {
    ///   allow "sqs:SendMessage" to role.lookup
    /// }
    /// ```
    "missing-permission" Error each if |kind| kind.carrier.is_some() => check
}

fn check<'a>(cx: &mut Cx<'a>, (resource, kind): Known<'a>) {
    if kind.carrier.is_none() || resource.needs.is_empty() || cx.in_doubt(resource) {
        return;
    }
    let role = cx.role_of(resource, kind);
    if role.is_some_and(|role| cx.in_doubt(role)) || role.is_none() && names_a_role(resource, kind) {
        return;
    }
    if let Some(arn) = role.and_then(Resource::arn) {
        denied_by_what_is_used(cx, resource, arn);
    }
    let refused = denied(cx, resource, role);
    for group in refused.missing.chunk_by(|one, other| one.need.span == other.need.span) {
        if let Some(diagnostic) = finding(cx, (resource, kind), role, &refused, group) {
            cx.report(diagnostic);
        }
    }
}

/// Whether its role is one outside the stack, of which nothing is known.
fn names_a_role(resource: &Resource, kind: &Kind) -> bool {
    kind.carrier.is_some_and(|carrier| resource.input(carrier.role).is_some())
}

/// What is surely refused, and by which statements.
struct Refused<'a> {
    /// In the order of the needs.
    missing: Vec<Missing<'a>>,
    /// What was asked.
    by: Holding<'a>,
    /// What does not allow it: the role, or the policy that bounds it.
    of: Option<&'a Resource>,
}

/// What is surely refused by a role, or, if nothing is, by its boundary.
fn denied<'a>(cx: &Cx<'a>, resource: &'a Resource, role: Option<&'a Resource>) -> Refused<'a> {
    let nothing = Holding { held: Vec::new(), unknown: Vec::new() };
    let by = role.map_or(nothing, |role| cx.holding(role));
    let mut missing = refused(resource, &by);
    missing.retain(|missing| !is_let(cx, role, missing));
    let bounds = role.filter(|_| missing.is_empty()).and_then(|role| cx.bounds(role));
    let Some(by) = bounds else { return Refused { missing, by, of: role } };
    let of = by.held.first().and_then(|held| match held.by {
        Holder::Resource(policy) => Some(policy),
        Holder::Managed(_) => None,
    });
    Refused { missing: refused(resource, &by), by, of }
}

/// Whether the policy of what is used lets the role do it by itself.
fn is_let(cx: &Cx<'_>, role: Option<&Resource>, missing: &Missing<'_>) -> bool {
    let used = missing.need.on.as_ref().and_then(|used| cx.get(used));
    let (Some(used), Some(arn)) = (used, role.and_then(Resource::arn)) else { return false };
    let may_be = matches!(missing.decision, Decision::NotAllowed) && !used.statements.is_empty();
    may_be && decide(&said_to(used, arn), missing.action, missing.resource) == Decision::Allowed
}

/// What these statements surely refuse. Where not all are known, that is only what is denied.
fn refused<'a>(resource: &'a Resource, by: &Holding<'_>) -> Vec<Missing<'a>> {
    let statements = by.statements();
    // Which key an alias stands for is not known, so that any key will do.
    let any = |missing: &Missing<'_>| {
        let of_key = missing.need.declared == Declared::ByKey && missing.resource.ends_with('*');
        of_key && touches(&statements, missing.action, missing.resource)
    };
    let sure = |missing: &Missing<'_>| match missing.decision {
        Decision::ExplicitlyDenied(_) => true,
        Decision::NotAllowed => by.is_complete() && !any(missing),
        Decision::Allowed | Decision::Unknown(_) => false,
    };
    missing(&resource.needs, &statements).into_iter().filter(sure).collect()
}

/// Reports what the policies of what is used deny to the role, whatever that allows.
fn denied_by_what_is_used(cx: &mut Cx<'_>, resource: &Resource, role: &str) {
    let mut found = Vec::new();
    for need in &resource.needs {
        let Some(used) = need.on.as_ref().and_then(|used| cx.get(used)) else { continue };
        if used.statements.is_empty() || cx.in_doubt(used) {
            continue;
        }
        // What is surely denied needs no other denial.
        let mut told: BTreeSet<&str> = BTreeSet::new();
        let mut denials = denied_to(used, role);
        denials.sort_by_key(|denial| denial.sure);
        for denial in &denials {
            let hit = |action: &&str| need.resources.iter().any(|on| denial.hits(action, on));
            let actions = need.actions.iter().map(EcoString::as_str).filter(hit);
            let actions: BTreeSet<&str> = actions.filter(|action| !told.contains(action)).collect();
            if !actions.is_empty() {
                found.push(denied_finding((resource, need, used), denial, &actions));
            }
            told.extend(actions);
        }
    }
    found.into_iter().for_each(|diagnostic| cx.report(diagnostic));
}

fn denied_finding(
    (resource, need, used): (&Resource, &Need, &Resource),
    denial: &Denial,
    actions: &BTreeSet<&str>,
) -> Diagnostic {
    let listed: Vec<String> = actions.iter().map(|action| format!("`{action}`")).collect();
    let (listed, used, by) = (listed.join(", "), &used.address, &resource.address);
    let place = denial.statement.span;
    if denial.sure == Sure::Perhaps {
        let message =
            format!("`{used}` may deny {listed} to the role of `{by}`, which needs it: a condition decides");
        let diagnostic = Diagnostic::new(&RULE, need.span, message).severity(Severity::Info);
        return diagnostic
            .about(by.as_str())
            .label(place, "denied here, if the condition holds")
            .help("see that it does not hold for this code, or leave the role out by `to not`");
    }
    let message = format!("`{used}` denies {listed} to the role of `{by}`, which needs it");
    Diagnostic::new(&RULE, need.span, message).about(by.as_str()).label(place, "denied here").help(
        "narrow the denial, or leave the role out by `to not`: whatever the role allows, a denial outweighs it",
    )
}

fn finding(
    cx: &Cx<'_>,
    (resource, kind): Known<'_>,
    role: Option<&Resource>,
    refused: &Refused<'_>,
    group: &[Missing<'_>],
) -> Option<Diagnostic> {
    let need = group.first()?.need;
    let actions: BTreeSet<&str> = group.iter().map(|missing| missing.action).collect();
    let listed: Vec<String> = actions.iter().map(|action| format!("`{action}`")).collect();
    let listed = listed.join(", ");
    let message = message(resource, role, refused, need, &listed);
    let mut diagnostic = Diagnostic::new(&RULE, need.span, message).about(resource.address.as_str());
    if matches!(need.declared, Declared::ByService | Declared::ByKey) {
        diagnostic = diagnostic.severity(Severity::Warning);
    }
    let Some(role) = role.filter(|role| role.origin == Origin::Written) else {
        let help = "give it a role that allows what it uses, or take the line out";
        return Some(with_fix(diagnostic.help(help), own_role(cx, resource, kind)));
    };
    if let Some(denial) = denial(refused, group) {
        let label = format!("denied by `{}`", denial.by.name());
        return Some(diagnostic.label(denial.span, label).help("narrow the denial"));
    }
    let mut asked: Vec<Asked<'_>> =
        group.iter().map(|missing| Asked { resource: missing.resource, action: missing.action }).collect();
    asked.sort_unstable();
    asked.dedup();
    let of = refused.of.unwrap_or(role);
    let lines = grants::lines(&|address| cx.get(address), of, &asked, &[need]);
    let one = grants::added(of, format!("allow {listed} in `{}`", of.address), &lines);
    if !std::ptr::eq(of, role) {
        let diagnostic = diagnostic.label(role.place("boundary"), "bounded here");
        return Some(with_fix(diagnostic.help(format!("let `{}` allow it, too", of.address)), one));
    }
    let uses = ["allow uses".to_string()];
    let all = grants::added(role, format!("let `{}` allow just what is used", role.address), &uses);
    let help = match need.declared {
        Declared::ByKey => {
            "add it to the role, or `allow uses`; it is not needed if the key's policy names the role"
        }
        _ => "add it to the role, or `allow uses`",
    };
    let diagnostic = diagnostic.label(role.head, "this role").help(help);
    Some(with_fix(with_fix(diagnostic, one), all))
}

fn message(
    resource: &Resource,
    role: Option<&Resource>,
    refused: &Refused<'_>,
    need: &Need,
    listed: &str,
) -> String {
    let carrier = &resource.address;
    let Some(role) = role else {
        return format!("`{carrier}` has no role, and so may not do {listed}");
    };
    if role.origin != Origin::Written {
        return format!("`{carrier}` has the default role, which does not allow {listed}");
    }
    let name = &role.address;
    match (refused.of, need.declared) {
        (Some(of), _) if !std::ptr::eq(of, role) => {
            let of = &of.address;
            format!("`{of}` bounds `{name}` and does not allow {listed}, which `{carrier}` needs")
        }
        (_, Declared::ByService) => {
            format!("`{name}` does not allow {listed}: the logs of `{carrier}` are lost")
        }
        (_, Declared::BySetting) => {
            format!("`{name}` does not allow {listed}, which the `{}` of `{carrier}` takes", need.verb)
        }
        (_, Declared::ByKey) => {
            let used = need.on.as_ref().map(ToString::to_string).unwrap_or_default();
            format!("`{name}` does not allow {listed} on the key of `{used}`, which `{carrier}` uses")
        }
        _ => format!("`{name}` does not allow {listed}, which `{carrier}` needs"),
    }
}

fn with_fix(mut diagnostic: Diagnostic, fix: Option<Fix>) -> Diagnostic {
    diagnostic.fixes.extend(fix);
    diagnostic
}

/// The statement that denies something of it.
fn denial<'r>(refused: &'r Refused<'_>, group: &[Missing<'_>]) -> Option<&'r Held<'r>> {
    let at = group.iter().find_map(|missing| match missing.decision {
        Decision::ExplicitlyDenied(at) => Some(at),
        _ => None,
    })?;
    refused.by.held.get(at)
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
