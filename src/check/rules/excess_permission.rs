//! What a role allows and nothing uses.

use super::{Cx, Known};
use crate::base::Span;
use crate::check::cx::shares_text;
use crate::check::grants;
use crate::diag::{Diagnostic, Edit, Fix, Severity, rule};
use crate::iam::{Asked, Decision, Excess, Managed, decide, excess, least, managed};
use crate::model::{Need, Origin, Resource, Statement, Value};

rule! {
    /// A role allows more than what carries it says that it uses.
    ///
    /// Whoever gets into the code can do all that its role allows. The fix is the least that the `uses` lines need;
    /// `allow uses` says the same and follows them by itself. A policy is judged by what all that have it need, and one that
    /// bounds a role not at all. AWS's own policies nearly always allow more, so that this is only noted. Of a role that
    /// nothing in the stack carries, or whose carriers do not say what they use, nothing is said.
    ///
    /// ```stack
    /// bucket uploads {}
    /// policy tools {
    ///   allow "sqs:*" on "*"  // warning: excess-permission
    /// }
    /// role resize {
    ///   trust    = "lambda"
    ///   policies = [policy.tools]
    ///   managed  = ["AmazonS3ReadOnlyAccess"]  // info: excess-permission
    ///   allow "s3:*", "logs:*" on "*"          // warning: excess-permission
    /// }
    /// function resize {
    ///   runtime = "python3.14"
    ///   handler = "app.handler"
    ///   code    = "./resize"
    ///   role    = role.resize
    ///   uses bucket.uploads to read
    /// }
    /// ```
    ///
    /// ```stack
    /// bucket uploads {}
    /// role resize {
    ///   trust = "lambda"
    ///   allow "s3:GetObject" on "${bucket.uploads.arn}/*"
    ///   allow "logs:CreateLogStream", "logs:PutLogEvents" on "${log_group.resize.arn}:*"
    /// }
    /// function resize {
    ///   runtime = "python3.14"
    ///   handler = "app.handler"
    ///   code    = "./resize"
    ///   role    = role.resize
    ///   uses bucket.uploads to read
    /// }
    /// log_group resize { of = function.resize }
    /// ```
    "excess-permission" Warning each if |kind| kind.shape.grants() => check
}

fn check<'a>(cx: &mut Cx<'a>, (holder, kind): Known<'a>) {
    let Some(roles) = grants::judged_roles(cx, (holder, kind)) else { return };
    let carriers: Vec<&'a Resource> = roles.iter().flat_map(|role| cx.carriers(role)).collect();
    let needs: Vec<&Need> = carriers.iter().flat_map(|carrier| &carrier.needs).collect();
    for excess in excess(&holder.statements, &needs) {
        if let Some(statement) = holder.statements.get(excess.statement) {
            let diagnostic = finding(cx, holder, (statement, &excess), &needs, &carriers);
            cx.report(diagnostic);
        }
    }
    if let Some(identity) = kind.identity.filter(|_| holder.origin == Origin::Written) {
        for attr in identity.policies {
            of_aws(cx, (holder, attr), &needs, &carriers);
        }
    }
}

/// Notes policies of AWS's own that allow more than is needed, which they nearly always do.
fn of_aws(cx: &mut Cx<'_>, (role, attr): (&Resource, &str), needs: &[&Need], carriers: &[&Resource]) {
    let listed = role.input(attr).and_then(Value::as_list).unwrap_or_default();
    let names: Vec<&str> = listed.iter().filter_map(Value::as_str).collect();
    for name in &names {
        let Some(policy) = managed(name) else { continue };
        let found = excess(&policy.statements, needs);
        let Some(first) = found.first() else { continue };
        let (action, resource) = (first.beyond.action, first.beyond.resource);
        let message = format!(
            "`{}` allows `{action}` on `{resource}`, which is more than {} needs",
            policy.name(),
            named(carriers)
        );
        let place = role.place(attr);
        let mut diagnostic = Diagnostic::new(&RULE, place, message)
            .severity(Severity::Info)
            .help(format!(
                "the role may say itself what is needed; statement {} goes beyond",
                first.statement
            ))
            .about(role.address.as_str());
        diagnostic.fixes.extend(narrowed(cx, (role, place), needs, (&names, policy)));
        cx.report(diagnostic);
    }
}

/// Takes a policy of AWS's out and adds the lines of it that are needed.
fn narrowed(
    cx: &Cx<'_>,
    (role, place): (&Resource, Span),
    needs: &[&Need],
    (names, policy): (&[&str], &Managed),
) -> Option<Fix> {
    let by_it = |asked: &Asked<'_>| {
        decide(&policy.statements, asked.action, asked.resource) == Decision::Allowed
            && decide(&role.statements, asked.action, asked.resource) != Decision::Allowed
    };
    let asked: Vec<Asked<'_>> = least(needs.iter().copied()).into_iter().filter(by_it).collect();
    let lines = grants::lines(&|address| cx.get(address), role, &asked, needs);
    let rest = names.iter().filter(|name| managed(name).is_none_or(|other| other.arn != policy.arn));
    let rest: Vec<String> = rest.map(|name| format!("\"{name}\"")).collect();
    let list = Edit { span: place, text: format!("[{}]", rest.join(", ")) };
    let title = format!("allow just what is needed in place of `{}`", policy.name());
    if lines.is_empty() {
        return (!shares_text(role)).then(|| Fix { title, edits: vec![list] });
    }
    let mut fix = grants::added(role, title, &lines)?;
    fix.edits.push(list);
    Some(fix)
}

/// Some resources by name, the first three of them.
fn named(carriers: &[&Resource]) -> String {
    let names: Vec<String> =
        carriers.iter().take(3).map(|carrier| format!("`{}`", carrier.address)).collect();
    names.join(", ")
}

fn finding(
    cx: &Cx<'_>,
    role: &Resource,
    (statement, excess): (&Statement, &Excess<'_>),
    needs: &[&Need],
    carriers: &[&Resource],
) -> Diagnostic {
    let (action, resource) = (excess.beyond.action, excess.beyond.resource);
    let more = if excess.least.is_empty() { "which nothing needs" } else { "which is more than is needed" };
    let message = format!("`{}` allows `{action}` on `{resource}`, {more}", role.address);
    let diagnostic = Diagnostic::new(&RULE, statement.span, message).about(role.address.as_str());
    let carried = named(carriers);
    let nothing = excess.least.is_empty();
    let diagnostic = diagnostic.help(if nothing {
        format!("take it out: no `uses` line of {carried} asks for it")
    } else {
        format!("allow what the `uses` lines of {carried} ask for, and no more")
    });
    if shares_text(role) {
        return diagnostic;
    }
    if nothing {
        // A policy without a statement would be none.
        if role.statements.len() == 1 && cx.carriers(role).next().is_none() {
            return diagnostic;
        }
        return diagnostic.fix("take the statement out", statement.span, "");
    }
    let lines = grants::lines(&|address| cx.get(address), role, &excess.least, needs).join("\n  ");
    let diagnostic = diagnostic.fix("allow just what is needed", statement.span, lines);
    // Only a role is carried, so that only it can follow.
    if cx.carriers(role).next().is_none() {
        return diagnostic;
    }
    diagnostic.fix("follow the `uses` lines by `allow uses`", statement.span, "allow uses")
}
