//! Roles with more policies than IAM lets them have.

use super::{Cx, Known};
use crate::base::Fact;
use crate::diag::{Diagnostic, Severity, rule};
use crate::model::Value;

rule! {
    /// A role has more policies of the stack and of AWS together than IAM lets it have by default.
    ///
    /// AWS raises the number on request. Statements that only this role has may as well be its own lines, which do not
    /// count.
    ///
    /// ```stack
    /// policy logs for n in ["a", "b", "c", "d", "e", "f", "g", "h", "i"] { allow "logs:PutLogEvents" on "arn:aws:logs:*:*:log-group:/app/${n}:*" }
    /// role report {
    ///   trust    = "lambda"
    ///   policies = values(policy.logs)
    ///   managed  = ["AWSLambdaBasicExecutionRole", "AWSXRayDaemonWriteAccess"]  // info: too-many-policies
    /// }
    /// ```
    ///
    /// ```stack
    /// policy logs { allow "logs:PutLogEvents" on "arn:aws:logs:*:*:log-group:/app/*" }
    /// role report {
    ///   trust    = "lambda"
    ///   policies = [policy.logs]
    ///   managed  = ["AWSLambdaBasicExecutionRole", "AWSXRayDaemonWriteAccess"]
    /// }
    /// ```
    "too-many-policies" Error [MOST] each if |kind| kind.identity.is_some() => check
}

/// How many there may be.
const MOST: Fact = Fact::unconfirmed("iam.toml", "limits.managed_policies_per_role");

fn check<'a>(cx: &mut Cx<'a>, (resource, kind): Known<'a>) {
    let Some(identity) = kind.identity else { return };
    let rows = identity.policies.iter().filter_map(|name| kind.shape.attr(name));
    let Some(most) = rows.filter_map(|row| row.max_items).max() else { return };
    let counts = identity.policies.iter().filter_map(|name| {
        let items = resource.input(name).and_then(Value::as_list)?;
        Some((name, items.len()))
    });
    let counts: Vec<(&&str, usize)> = counts.collect();
    let sum: usize = counts.iter().map(|(_, count)| count).sum();
    let alone = counts.iter().any(|(_, count)| *count > most);
    let Some((last, _)) = counts.last().filter(|_| sum > most && !alone) else { return };
    let message = format!("`{}` has {sum} policies, and IAM lets a role have {most}", resource.address);
    let mut diagnostic = Diagnostic::new(&RULE, resource.place(last), message)
        .help("write the statements of some of them in the role itself")
        .about(resource.address.as_str());
    if !MOST.confirmed {
        diagnostic = diagnostic.severity(Severity::Info);
    }
    cx.report(diagnostic);
}
