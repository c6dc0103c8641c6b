//! Statements with `to` where IAM takes nobody, or only the taking on of a role.

use super::{Cx, Known};
use crate::base::Fact;
use crate::diag::{Diagnostic, rule};
use crate::model::{Resource, Statement};

rule! {
    /// A statement says to whom, in a policy whose statements are about those who have it.
    ///
    /// What a policy allows, it allows to the roles that carry it, and a `to` in it is refused. In a role a statement with `to`
    /// belongs to its trust: it says who may take the role on, and so is about `sts:AssumeRole` and its like. What others
    /// may do with a bucket, a queue or a topic stands there.
    ///
    /// ```stack
    /// policy readers {
    ///   allow "s3:GetObject" on "arn:aws:s3:::films/*" to "lambda"  // error: misplaced-principal
    /// }
    /// role copy {
    ///   trust = "ec2"
    ///   allow "s3:PutObject" on "arn:aws:s3:::films/*" to "ec2"     // error: misplaced-principal
    /// }
    /// ```
    ///
    /// ```stack
    /// policy readers {
    ///   allow "s3:GetObject" on "arn:aws:s3:::films/*"
    /// }
    /// role copy {
    ///   trust = "ec2"
    ///   allow "s3:PutObject" on "arn:aws:s3:::films/*"
    ///   allow "sts:AssumeRole" to "444455556666" when {
    ///     StringEquals "sts:ExternalId" = "films"
    ///   }
    /// }
    /// ```
    "misplaced-principal" Error [
        Fact::unconfirmed("iam.toml", "grammar.identity_policy"),
        Fact::unconfirmed("iam.toml", "grammar.trust_policy"),
    ] each if |kind| kind.identity.is_some() || kind.name == "policy" => check
}

fn check<'a>(cx: &mut Cx<'a>, (holder, kind): Known<'a>) {
    for statement in holder.statements.iter().filter(|one| !one.principals.items.is_empty()) {
        let found = if kind.identity.is_none() {
            let message = format!("`{}` allows to whoever carries it, and names nobody", holder.address);
            Some(finding(holder, statement, message, "leave `to …` out"))
        } else {
            let other = statement.actions.items.iter().find(|action| !takes_on(&action.text));
            other.map(|action| {
                let message = format!(
                    "with `to` this says who may take on `{}`, and `{}` is nothing one needs for that",
                    holder.address, action.text
                );
                let help = "leave `to …` out for what the role itself may do; what others may do with a bucket, queue or topic stands there";
                finding(holder, statement, message, help)
            })
        };
        found.into_iter().for_each(|found| cx.report(found));
    }
}

/// Whether an action is one of taking a role on; all of them are STS's.
fn takes_on(action: &str) -> bool {
    action.split_once(':').is_some_and(|(service, _)| service.eq_ignore_ascii_case("sts"))
}

fn finding(holder: &Resource, statement: &Statement, message: String, help: &str) -> Diagnostic {
    let place = statement.principals.items.first().map_or(statement.span, |one| one.span);
    Diagnostic::new(&RULE, place, message).help(help).about(holder.address.as_str())
}
