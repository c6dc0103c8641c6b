//! Statements that can never match.

use super::{Cx, Known};
use crate::base::{Fact, Span};
use crate::check::cx::shares_text;
use crate::check::grants::name_within;
use crate::diag::{Diagnostic, rule};
use crate::iam::{S3Level, arn_fault, can_apply, done_to, s3_level, sorts_of};
use crate::model::{Effect, Origin, Pattern, Resource, Statement};

rule! {
    /// A statement names an action that never meets one of its resources.
    ///
    /// Each action is done to certain sorts of resources: in S3 some to the bucket, such as listing its keys, and others to
    /// its objects; `ecr:GetAuthorizationToken` to nothing in particular, so that only `*` will do. A statement that names
    /// another sort looks right, gives nothing, and is found out when the code is denied. IAM takes it without a word.
    ///
    /// ```stack
    /// bucket photos {}
    /// repository web { immutable = true  keep_images = 10 }
    /// queue done {}
    /// role lookup {
    ///   trust = "lambda"
    ///   allow "s3:ListBucket" on "${bucket.photos.arn}/*"                        // warning: dead-permission
    ///   allow "s3:GetObject" on bucket.photos                                    // warning: dead-permission
    ///   allow "ecr:GetAuthorizationToken", "ecr:BatchGetImage" on repository.web  // warning: dead-permission
    ///   allow "sqs:ListQueues" on queue.done                                     // warning: dead-permission
    /// }
    /// ```
    ///
    /// ```stack
    /// bucket photos {}
    /// repository web { immutable = true  keep_images = 10 }
    /// queue done {}
    /// role lookup {
    ///   trust = "lambda"
    ///   allow "s3:ListBucket" on bucket.photos
    ///   allow "s3:GetObject" on "${bucket.photos.arn}/*"
    ///   allow "ecr:BatchGetImage" on repository.web
    ///   allow "ecr:GetAuthorizationToken", "sqs:ListQueues" on "*"
    /// }
    /// ```
    "dead-permission" Warning [
        Fact::new("s3.toml", "iam.bucket_actions_resource", "IAM service authorization reference"),
        Fact::new("s3.toml", "iam.object_actions_resource", "IAM service authorization reference"),
        Fact::new("iam_actions.json", "services", "IAM service authorization reference"),
    ] each if |kind| kind.shape.grants() => check
}

fn check<'a>(cx: &mut Cx<'a>, (resource, _): Known<'a>) {
    for statement in resource.statements.iter().filter(|statement| !statement.derived) {
        let lists = [&statement.actions, &statement.resources];
        if lists.iter().any(|list| list.negated || list.items.is_empty()) {
            continue;
        }
        for action in dead(statement) {
            let found = finding(cx, resource, statement, action);
            cx.report(found);
        }
    }
}

/// The actions that none of the resources can be meant by.
fn dead(statement: &Statement) -> impl Iterator<Item = &Pattern> {
    let resources = &statement.resources.items;
    let meets = |action: &&Pattern| {
        resources
            .iter()
            .any(|resource| can_apply(&action.text, &resource.text) || arn_fault(&resource.text).is_some())
    };
    statement.actions.items.iter().filter(move |action| !meets(action))
}

fn finding(cx: &Cx<'_>, resource: &Resource, statement: &Statement, action: &Pattern) -> Diagnostic {
    let message = format!("`{}` can never be done to what this statement names", action.text);
    let found = Diagnostic::new(&RULE, action.span, message)
        .help(done_to(&action.text))
        .about(resource.address.as_str());
    let ([one], Some(on)) = (&*statement.resources.items, right(statement, &action.text)) else {
        return found;
    };
    let on = spelled(cx, resource, &on);
    let plain = statement.conditions.is_empty() && statement.principals.items.is_empty();
    match taken_out(&statement.actions.items, action) {
        None => found.fix(format!("name `{}`", on.trim_matches('"')), one.span, on),
        Some(rest) if plain && !shares_text(resource) => {
            let word = if statement.effect == Effect::Allow { "allow" } else { "deny" };
            let line = format!("\n  {word} \"{}\" on {on}", action.text);
            found
                .fix(format!("give it a line of its own, on `{}`", on.trim_matches('"')), rest, "")
                .closing(statement.span, line)
        }
        Some(_) => found,
    }
}

/// An ARN as whoever writes by hand does: by the resource whose ARN it is or begins with, if the stack has it.
fn spelled(cx: &Cx<'_>, at: &Resource, arn: &str) -> String {
    let named = cx.stack().resources.values().filter(|known| known.origin == Origin::Written);
    let named = named.filter_map(|known| {
        let rest = arn.strip_prefix(known.arn()?.as_str())?;
        let name = name_within(at, &known.address).filter(|name| !name.contains('['))?;
        (rest.is_empty() || rest.starts_with(['/', ':'])).then_some((rest, name))
    });
    match named.min_by_key(|(rest, _)| rest.len()) {
        Some(("", name)) => name.to_owned(),
        Some((rest, name)) => format!("\"${{{name}.arn}}{rest}\""),
        None => format!("\"{arn}\""),
    }
}

/// The one resource that is meant, if that is sure.
fn right(statement: &Statement, action: &str) -> Option<String> {
    let [one] = &*statement.resources.items else { return None };
    match s3_level(action) {
        _ if sorts_of(action).is_some_and(<[&str]>::is_empty) => Some("*".to_owned()),
        Some(level) if one.text.starts_with("arn:") && one.text.split(':').nth(2) == Some("s3") => {
            match level {
                S3Level::Bucket => Some(one.text.split_once('/')?.0.to_owned()),
                S3Level::Object => Some(format!("{}/*", one.text)),
            }
        }
        Some(_) => None,
        // A log group's streams, a definition's revisions: what comes after the name.
        None => {
            let rest = format!("{}:*", one.text);
            (!one.text.ends_with('*') && can_apply(action, &rest)).then_some(rest)
        }
    }
}

/// The text to take out so that the others of a list stay; `None` if it is the only one.
fn taken_out(list: &[Pattern], one: &Pattern) -> Option<Span> {
    let at = list.iter().position(|item| std::ptr::eq(item, one))?;
    let neighbour = |at: usize| list.get(at).map(|item| item.span);
    match at.checked_sub(1).and_then(neighbour) {
        Some(before) => Some(before.after().to(one.span)),
        None => neighbour(1).map(|next| one.span.to(next.before())),
    }
}
