//! Roles that come to more than they allow.

use super::{Cx, Known};
use crate::base::Fact;
use crate::diag::{Diagnostic, rule};
use crate::iam::{Escalation, Gain, Step};
use crate::model::{Origin, Resource};

rule! {
    /// Whoever has a role can come to more than the role allows.
    ///
    /// A role that may change its own policy or boundary, make keys for users or say what they may do, pass a stronger role
    /// to a service that runs what it is told, change code that runs under a stronger role, or take one on, is as strong as
    /// what it can reach; so is whoever gets into the code that carries it. The message shows the way, step by step. Only
    /// what is allowed in any case counts: a statement with conditions, such as `iam:PassedToService`, is no step.
    ///
    /// ```stack
    /// role admin {
    ///   trust = "lambda"
    ///   allow "s3:*" on "*"  // warning: boundless-permission
    /// }
    /// role ci {
    ///   trust = "lambda"
    ///   allow "iam:PassRole" on role.admin  // error: privilege-escalation
    ///   allow "lambda:CreateFunction", "lambda:InvokeFunction" on "*"
    /// }
    /// role self {
    ///   trust = "lambda"
    ///   allow "iam:PutRolePolicy" on "*"  // error: privilege-escalation
    /// }
    /// role builder {
    ///   trust = "cloudformation"
    ///   allow "dynamodb:*" on "*"  // warning: boundless-permission
    /// }
    /// role release {
    ///   trust = "lambda"
    ///   allow "iam:PassRole" on role.builder  // error: privilege-escalation
    ///   allow "cloudformation:CreateStack" on "*"
    /// }
    /// role support {
    ///   trust = "lambda"
    ///   allow "iam:AttachUserPolicy" on "*"  // error: privilege-escalation
    /// }
    /// ```
    ///
    /// ```stack
    /// role plain { trust = "lambda" }
    /// role ci {
    ///   trust = "lambda"
    ///   allow "iam:PassRole" on role.plain
    ///   allow "lambda:CreateFunction", "lambda:InvokeFunction" on "*"
    /// }
    /// ```
    "privilege-escalation" Error [Fact::new("iam_actions.json", "services", "IAM service authorization reference")]
        each if |kind| kind.identity.is_some() => check
}

fn check<'a>(cx: &mut Cx<'a>, (role, _): Known<'a>) {
    if role.origin != Origin::Written || cx.in_doubt(role) || !cx.may_lead_on(role) {
        return;
    }
    for escalation in &cx.escalations(role) {
        if let Some(diagnostic) = finding(role, escalation) {
            cx.report(diagnostic);
        }
    }
}

fn finding(role: &Resource, escalation: &Escalation<'_>) -> Option<Diagnostic> {
    let (first, rest) = escalation.steps.split_first()?;
    let name = &role.address;
    let message = match &escalation.gain {
        Gain::Anything if first.to == name.as_str() => {
            format!("`{name}` says itself what it may do: `{}` on itself", first.action)
        }
        Gain::Anything => {
            format!("`{name}` says itself what it may do: `{}` on `{}`", first.action, first.to)
        }
        Gain::Grants => {
            format!("`{name}` says what users may do: `{}` on `{}`", first.action, first.to)
        }
        Gain::Users => format!("`{name}` can act as any user: `{}` on `{}`", first.action, first.to),
        Gain::Role(other, action, resource) => {
            format!("`{name}` can do what `{}` may, such as `{action}` on `{resource}`", other.address)
        }
    };
    let mut diagnostic = Diagnostic::new(&RULE, first.held.span, message).about(name.as_str());
    for step in rest.iter().filter(|step| step.held.span != first.held.span) {
        diagnostic = diagnostic.label(step.held.span, format!("then `{}`", step.action));
    }
    let way: Vec<String> = escalation.steps.iter().map(told).collect();
    let cure = match escalation.gain {
        Gain::Role(..) => "name only weaker roles, or bound this one by a policy that leaves a step out",
        Gain::Anything | Gain::Users | Gain::Grants => {
            "name others with `on`, or bound it by a policy that does not allow it"
        }
    };
    Some(diagnostic.help(format!("the way: {}; {cure}", way.join(", then "))))
}

fn told(step: &Step<'_>) -> String {
    format!("`{}` on `{}`", step.action, step.to)
}
