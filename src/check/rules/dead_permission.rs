//! Statements that can never match.

use super::{Cx, Known};
use crate::base::Fact;
use crate::diag::{Diagnostic, rule};
use crate::iam::{S3Level, can_apply, s3_level};
use crate::model::{Pattern, Resource, Statement};

rule! {
    /// A statement names an action that never meets one of its resources.
    ///
    /// In S3 some actions are done to the bucket, such as listing its keys, and others to its objects. A statement that
    /// names the one with the other looks right, allows nothing, and is found out when the code is denied.
    ///
    /// ```stack
    /// bucket photos {}
    /// role lookup {
    ///   trust = "lambda"
    ///   allow "s3:ListBucket" on "${bucket.photos.arn}/*"  // warning: dead-permission
    ///   allow "s3:GetObject" on bucket.photos              // warning: dead-permission
    /// }
    /// ```
    ///
    /// ```stack
    /// bucket photos {}
    /// role lookup {
    ///   trust = "lambda"
    ///   allow "s3:ListBucket" on bucket.photos
    ///   allow "s3:GetObject" on "${bucket.photos.arn}/*"
    /// }
    /// ```
    "dead-permission" Warning [
        Fact::new("s3.toml", "iam.bucket_actions_resource", "IAM service authorization reference"),
        Fact::new("s3.toml", "iam.object_actions_resource", "IAM service authorization reference"),
    ] each if |kind| kind.shape.grants() => check
}

fn check<'a>(cx: &mut Cx<'a>, (resource, _): Known<'a>) {
    for statement in resource.statements.iter().filter(|statement| statement.derived.is_none()) {
        let lists = [&statement.actions, &statement.resources];
        if lists.iter().any(|list| list.negated.is_some() || list.items.is_empty()) {
            continue;
        }
        for action in dead(statement) {
            cx.report(finding(resource, statement, action));
        }
    }
}

/// The actions that none of the resources can be meant by.
fn dead(statement: &Statement) -> impl Iterator<Item = &Pattern> {
    let resources = &statement.resources.items;
    let meets = |action: &&Pattern| resources.iter().any(|resource| can_apply(&action.text, &resource.text));
    statement.actions.items.iter().filter(move |action| !meets(action))
}

fn finding(resource: &Resource, statement: &Statement, action: &Pattern) -> Diagnostic {
    let message = format!("`{}` can never be done to what this statement names", action.text);
    let (help, fixed): (&str, fn(&str) -> Option<String>) = match s3_level(&action.text) {
        Some(S3Level::Bucket) => ("it is done to the bucket itself, whose ARN has no `/`", bucket_of),
        Some(S3Level::Object) => ("it is done to objects, whose ARN goes on with `/`", objects_of),
        None => ("the resource belongs to another service", |_| None),
    };
    let mut diagnostic =
        Diagnostic::new(&RULE, statement.span, message).help(help).about(resource.address.as_str());
    let only = statement.actions.items.len() == 1;
    if let ([one], true) = (statement.resources.items.as_slice(), only)
        && let Some(text) = fixed(&one.text)
    {
        diagnostic = diagnostic.fix(format!("name `{text}`"), one.span, format!("\"{text}\""));
    }
    diagnostic
}

fn bucket_of(arn: &str) -> Option<String> {
    Some(arn.split_once('/')?.0.to_string())
}

fn objects_of(arn: &str) -> Option<String> {
    Some(format!("{arn}/*"))
}
