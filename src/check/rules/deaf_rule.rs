//! Rules that wait for what a bucket does not tell.

use serde_json::Value as Json;

use super::{Cx, Known};
use crate::base::Fact;
use crate::diag::{Diagnostic, rule};
use crate::model::{Resource, Value, to_plain_json};

rule! {
    /// A rule waits for events of a bucket that sends none.
    ///
    /// S3 tells EventBridge what happens to objects only where a bucket is asked to. Without that the rule is sound, and
    /// nothing ever matches it.
    ///
    /// ```stack
    /// queue news {}
    /// bucket photos {}
    /// rule created {
    ///   pattern = {
    ///     source = ["aws.s3"]
    ///     detail = { bucket = { name = [bucket.photos.name] } }  // warning: deaf-rule
    ///   }
    /// }
    /// rule.created -> queue.news
    /// ```
    ///
    /// ```stack
    /// queue news {}
    /// bucket photos { eventbridge = true }
    /// rule created {
    ///   pattern = {
    ///     source = ["aws.s3"]
    ///     detail = { bucket = { name = [bucket.photos.name] } }
    ///   }
    /// }
    /// rule.created -> queue.news
    /// ```
    "deaf-rule" Warning [
        Fact::new("s3.toml", "notification.destinations", "S3 API model 2006-03-01"),
    ] each "rule" => check
}

fn check<'a>(cx: &mut Cx<'a>, (rule, _): Known<'a>) {
    let Some(pattern) = rule.input("pattern").map(to_plain_json) else { return };
    let from_s3 = texts(pattern.get("source")).any(|source| source == "aws.s3");
    if !from_s3 {
        return;
    }
    for name in texts(pattern.pointer("/detail/bucket/name")) {
        let Some(bucket) = bucket(cx, rule, name) else { continue };
        if bucket.input("eventbridge") == Some(&Value::Bool(true)) || cx.in_doubt(bucket) {
            continue;
        }
        let place = rule.place("pattern.detail.bucket.name");
        let message =
            format!("`{}` waits for events of `{}`, which sends none", rule.address, bucket.address);
        cx.report(
            Diagnostic::new(&RULE, place, message)
                .label(bucket.head, "this bucket does not tell EventBridge")
                .help(format!("set `eventbridge = true` in `{}`", bucket.address))
                .about(rule.address.as_str()),
        );
    }
}

/// The bucket of that name, among those that the rule reads.
fn bucket<'a>(cx: &Cx<'a>, rule: &Resource, name: &str) -> Option<&'a Resource> {
    let read = rule.edges.iter().filter_map(|edge| cx.get(&edge.to));
    read.into_iter().find(|one| one.kind == "bucket" && one.output("name") == Some(name))
}

/// The texts of a list, operators left out.
fn texts(list: Option<&Json>) -> impl Iterator<Item = &str> {
    list.and_then(Json::as_array).into_iter().flatten().filter_map(Json::as_str)
}
