//! Roles that come to more than they allow.

use super::{Cx, Known};
use crate::base::Fact;
use crate::diag::{Diagnostic, Severity, rule};
use crate::iam::{Escalation, Gain, Step, Sure};
use crate::model::{Origin, Resource};

rule! {
    /// Whoever has a role can come to more than the role allows.
    ///
    /// A role that may change its own policy or boundary, make keys for users or say what they may do, pass a stronger role
    /// to a service that runs what it is told, change code that runs under a stronger role, or take one on, is as strong as
    /// what it can reach, also over several roles; so is whoever gets into the code that carries it. The message shows the
    /// shortest way, step by step, and where each of them is allowed. Where the service to which a role is handed decides a
    /// condition (`iam:PassedToService`), it does so here; a step that another condition decides, or a denial of a part, makes
    /// the way one that may be there, which is told as a note.
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
    /// role admin {
    ///   trust = role.build
    ///   allow "*" on "*"  // warning: boundless-permission
    /// }
    /// role build {
    ///   trust = role.ci
    ///   allow "sts:AssumeRole" on role.admin  // error: privilege-escalation
    /// }
    /// role ci {
    ///   trust = "codebuild"
    ///   allow "sts:AssumeRole" on role.build  // error: privilege-escalation
    /// }
    /// role night {
    ///   trust = "codebuild"
    ///   allow "iam:PassRole" on role.runner when { StringEquals "iam:PassedToService" = "lambda.amazonaws.com" }  // error: privilege-escalation
    ///   allow "lambda:CreateFunction", "lambda:InvokeFunction" on "*"
    /// }
    /// role runner {
    ///   trust = "lambda"
    ///   allow "sqs:*" on "*"  // warning: boundless-permission
    /// }
    /// role guarded {
    ///   trust = "codebuild"
    ///   allow "iam:PutRolePolicy" on "*" when { Bool "aws:MultiFactorAuthPresent" = true }  // info: privilege-escalation
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
    let sure = escalation.sure();
    let message = match sure {
        Sure::Certain => message(role, first, &escalation.gain),
        Sure::Perhaps => format!("it is not known whether {}", message(role, first, &escalation.gain)),
    };
    let mut diagnostic = Diagnostic::new(&RULE, first.span, message).about(role.address.as_str());
    let mut by = first.by;
    let mut labelled = vec![first.span];
    for step in rest {
        let who =
            if by.address == step.by.address { String::new() } else { format!(" as `{}`", step.by.address) };
        by = step.by;
        if !labelled.contains(&step.span) {
            diagnostic = diagnostic.label(step.span, format!("then{who} `{}`", step.action));
            labelled.push(step.span);
        }
    }
    let cure = match (sure, &escalation.gain) {
        (Sure::Perhaps, _) => "conditions decide it, or what is denied in part",
        (_, Gain::Through(_) | Gain::Role(..)) => {
            "name only weaker roles, or bound this one by a policy that leaves a step out"
        }
        (_, Gain::Anything | Gain::Users | Gain::Grants) => {
            "name others with `on`, or bound it by a policy that does not allow it"
        }
    };
    let diagnostic = diagnostic.help(format!("the way: {}; {cure}", way(escalation)));
    Some(if sure == Sure::Certain { diagnostic } else { diagnostic.severity(Severity::Info) })
}

fn message(role: &Resource, first: &Step<'_>, gain: &Gain<'_>) -> String {
    let name = &role.address;
    match gain {
        Gain::Anything if first.to == name.as_str() => {
            format!("`{name}` says itself what it may do: `{}` on itself", first.action)
        }
        Gain::Anything => {
            format!("`{name}` says itself what it may do: `{}` on `{}`", first.action, first.to)
        }
        Gain::Grants => format!("`{name}` says what users may do: `{}` on `{}`", first.action, first.to),
        Gain::Users => format!("`{name}` can act as any user: `{}` on `{}`", first.action, first.to),
        Gain::Through(roles) => format!("`{name}` can do anything, {}", over(roles)),
        Gain::Role(roles, action, resource) => {
            let last = roles.last().map(|last| last.address.as_str()).unwrap_or_default();
            let by = if roles.len() > 1 { format!(", {}", over(roles)) } else { String::new() };
            format!("`{name}` can do what `{last}` may, such as `{action}` on `{resource}`{by}")
        }
    }
}

/// The roles that are taken on, one after the other.
fn over(roles: &[&Resource]) -> String {
    let named = |role: &&Resource| format!("`{}`", role.address);
    let Some((last, before)) = roles.split_last() else { return String::new() };
    match before {
        [] => format!("as {}", named(last)),
        [first] => format!("by way of {} as {}", named(first), named(last)),
        [first, second] => format!("by way of {} and {} as {}", named(first), named(second), named(last)),
        [first, rest @ ..] => {
            format!("by way of {} and {} others as {}", named(first), rest.len(), named(last))
        }
    }
}

/// What is done, step by step, and by whom where that is another one than before.
fn way(escalation: &Escalation<'_>) -> String {
    let mut told: Vec<String> = Vec::new();
    let mut by: Option<&str> = None;
    for (at, step) in escalation.steps.iter().enumerate() {
        if let Some(gap) = escalation.gap.filter(|gap| gap.behind == at) {
            told.push(format!("over {} more roles", gap.roles));
        }
        let own = step.by.address.as_str();
        let who = by.filter(|by| *by != own).map_or_else(String::new, |_| format!("as `{own}` "));
        by = Some(own);
        told.push(format!("{who}`{}` on `{}`", step.action, step.to));
    }
    told.join(", then ")
}
