//! ARNs that name nothing.

use super::{Cx, Known};
use crate::base::{Fact, Span};
use crate::diag::{Diagnostic, Severity, rule};
use crate::iam::arn_fault;
use crate::model::{Resource, Value};

rule! {
    /// An ARN is put together in a way that names nothing.
    ///
    /// An ARN has six parts: `arn:partition:service:region:account:resource`. AWS refuses one that is too short, and takes
    /// one with a slip in it; a statement on it then never matches, and nobody is told.
    ///
    /// ```stack
    /// role report {
    ///   trust = "lambda"
    ///   allow "s3:GetObject" on "arn:aws:s3:us-east-1:111122223333:photos/*"  // error: malformed-arn
    ///   allow "sqs:SendMessage" on "arn:aws:sqs:us-esat-1:111122223333:done"  // error: malformed-arn
    ///   allow "lambda:InvokeFunction" on "arn:aws:lambda:function:report"     // error: malformed-arn
    /// }
    /// ```
    ///
    /// ```stack
    /// role report {
    ///   trust = "lambda"
    ///   allow "s3:GetObject" on "arn:aws:s3:::photos/*"
    ///   allow "sqs:SendMessage" on "arn:aws:sqs:us-east-1:111122223333:done"
    /// }
    /// ```
    "malformed-arn" Error [Fact::new("iam_actions.json", "services", "IAM service authorization reference")]
        each => check
}

fn check<'a>(cx: &mut Cx<'a>, (resource, _): Known<'a>) {
    for statement in resource.statements.iter().filter(|statement| !statement.derived) {
        for pattern in statement.resources.items.iter().chain(&statement.principals.items) {
            judge(cx, resource, &pattern.text, pattern.span);
        }
    }
    for (name, value) in resource.inputs.iter() {
        match value {
            Value::Reference(reference) if reference.address.is_none() => {
                judge(cx, resource, &reference.arn, resource.place(name));
            }
            Value::List(items) if name == "trust" || name == "managed" => {
                let place = resource.place(name);
                items.iter().filter_map(Value::as_str).for_each(|text| judge(cx, resource, text, place));
            }
            Value::String(text) if resource.kind == "load_balancer" && name == "certificate" => {
                certificate(cx, resource, text, resource.place(name));
            }
            _ => {}
        }
    }
}

/// Judges one text, unless it is no ARN at all.
/// Judges what names a certificate, which has no other name.
fn certificate(cx: &mut Cx<'_>, resource: &Resource, text: &str, place: Span) {
    if text.starts_with("arn:") {
        return judge(cx, resource, text, place);
    }
    let (region, account) = (&cx.stack().region, &cx.stack().account);
    let help = format!("write the ARN that ACM gives it: `arn:aws:acm:{region}:{account}:certificate/…`");
    let message = format!("`{text}` is no ARN, and a certificate has no other name");
    cx.report(Diagnostic::new(&RULE, place, message).help(help).about(resource.address.as_str()));
}

fn judge(cx: &mut Cx<'_>, resource: &Resource, text: &str, whole: Span) {
    let Some(fault) = text.starts_with("arn:").then(|| arn_fault(text)).flatten() else { return };
    let at = fault.at;
    let part = whole.within_quotes(text, at.clone());
    let mut diagnostic =
        Diagnostic::new(&RULE, part, fault.message).help(fault.help).about(resource.address.as_str());
    if !fault.certain {
        diagnostic = diagnostic.severity(Severity::Info);
    }
    if let Some(meant) = fault.meant.filter(|_| part != whole) {
        let (before, after) = (text.get(..at.start).unwrap_or(""), text.get(at.end..).unwrap_or(""));
        diagnostic = diagnostic.fix(format!("change to `{before}{meant}{after}`"), part, meant);
    }
    cx.report(diagnostic);
}
