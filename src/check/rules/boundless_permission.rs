//! Roles that may do all there is.

use super::{Cx, Known};
use crate::catalog::Kind;
use crate::check::grants::judged_roles;
use crate::diag::{Diagnostic, rule};
use crate::iam::managed;
use crate::model::{Effect, Resource, Statement, Value};

rule! {
    /// A role or policy allows every action of a service, or of all of them, on everything.
    ///
    /// Whoever gets hold of such a role can read, change and delete all that the account has of the service, and of what
    /// others come to put there. Name the actions and the resources; where code says in `uses` what it does, `allow uses`
    /// is just that. Where all that carries the role says so, `excess-permission` tells the same with what would be
    /// enough.
    ///
    /// ```stack
    /// role tools {
    ///   trust = "ec2"
    ///   allow "s3:*" on "*"  // warning: boundless-permission
    /// }
    /// role deploy {
    ///   trust   = "codebuild"
    ///   managed = ["AdministratorAccess"]  // warning: boundless-permission
    /// }
    /// ```
    ///
    /// ```stack
    /// bucket tools {}
    /// role tools {
    ///   trust = "ec2"
    ///   allow "s3:GetObject" on "${bucket.tools.arn}/*"
    ///   allow "s3:ListBucket" on bucket.tools
    /// }
    /// ```
    "boundless-permission" Warning each if |kind| kind.shape.grants() => check
}

fn check<'a>(cx: &mut Cx<'a>, (holder, kind): Known<'a>) {
    judge_managed(cx, holder, kind);
    // Nearly nobody has such a statement, so that it is looked for before who has it.
    if !holder.statements.iter().any(is_boundless) {
        return;
    }
    let held = match kind.identity {
        Some(identity) => holder.input(identity.boundary).is_none(),
        // What bounds a role is to be wide, and of what nobody has, nothing is known.
        None => cx.having(holder).is_some_and(|roles| !roles.is_empty()),
    };
    if !held || judged_roles(cx, (holder, kind)).is_some() {
        return;
    }
    for statement in holder.statements.iter().filter(|statement| is_boundless(statement)) {
        let Some(all) = all_of(statement) else { continue };
        let message = format!("`{}` allows {all}, on whatever there is", holder.address);
        cx.report(
            Diagnostic::new(&RULE, statement.span, message)
                .help("name the actions and what they are done to, as in `allow \"s3:GetObject\" on \"${bucket.files.arn}/*\"`")
                .about(holder.address.as_str()),
        );
    }
}

/// Looks at the policies of AWS's that a role carries and nothing bounds.
fn judge_managed(cx: &mut Cx<'_>, holder: &Resource, kind: &Kind) {
    let Some(identity) = kind.identity.filter(|row| holder.input(row.boundary).is_none()) else { return };
    for attr in identity.policies {
        let named = holder.input(attr).and_then(Value::as_list).unwrap_or_default();
        for policy in named.iter().filter_map(Value::as_str).filter_map(managed) {
            let mut boundless = policy.statements.iter().filter(|statement| is_boundless(statement));
            let Some(all) = boundless.find_map(all_of) else { continue };
            let (who, name) = (&holder.address, policy.name());
            let message = format!("`{who}` carries `{name}`, which allows {all}, on whatever there is");
            cx.report(
                Diagnostic::new(&RULE, holder.place(attr), message)
                    .help("write what it does as `allow` lines, or bound it by a `policy` in `boundary`")
                    .about(holder.address.as_str()),
            );
        }
    }
}

/// What a boundless statement allows all of.
fn all_of(statement: &Statement) -> Option<String> {
    let action = statement.actions.items.iter().find(|action| takes_all(&action.text))?;
    Some(match action.text.split_once(':') {
        Some((service, _)) => format!("everything that there is in `{service}`"),
        None => "everything there is".to_owned(),
    })
}

/// Whether a statement is written, is about whatever there is, and knows no condition.
fn is_boundless(statement: &Statement) -> bool {
    let resources = &statement.resources;
    statement.effect == Effect::Allow
        && !statement.derived
        && statement.conditions.is_empty()
        && statement.principals.items.is_empty()
        && !statement.actions.negated
        && !resources.negated
        && resources.items.iter().any(|item| item.text == "*" || item.text == "arn:aws:s3:::*")
}

/// Whether a pattern stands for all actions, or all of one service.
fn takes_all(action: &str) -> bool {
    action == "*"
        || action.split_once(':').is_some_and(|(service, rest)| rest == "*" && !service.contains('*'))
}
