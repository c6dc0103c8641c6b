//! Patterns that no event fits.

use serde_json::Value as Json;

use super::invalid_pattern::place;
use super::{Cx, Known};
use crate::base::{Fact, did_you_mean};
use crate::diag::{Diagnostic, Severity, rule};
use crate::events::{Pattern, Sender};
use crate::model::{Resource, Value, to_plain_json};

rule! {
    /// No event has what a pattern asks for.
    ///
    /// Every event has the same fields around its `detail`, and on the default bus all come from the account and the Region
    /// that the bus is in. What Lambda takes from a queue or a table has fields of its own. A pattern that asks for anything
    /// else waits for ever. What S3 calls its events at EventBridge is confirmed by no source, so that another name is a
    /// note.
    ///
    /// ```stack
    /// queue stopped {}
    /// rule stopped {
    ///   pattern = {
    ///     source     = ["aws.ecs"]
    ///     detailType = ["ECS Task State Change"]  // warning: unmatchable-pattern
    ///     region     = ["eu-west-1"]              // warning: unmatchable-pattern
    ///   }
    /// }
    /// rule.stopped -> queue.stopped
    /// rule stored {
    ///   pattern = {
    ///     source        = ["aws.s3"]
    ///     "detail-type" = ["ObjectCreated"]       // info: unmatchable-pattern
    ///   }
    /// }
    /// rule.stored -> queue.stopped
    /// table orders { key = "id"  stream = "new_image" }
    /// function tell {
    ///   runtime = "python3.14"
    ///   handler = "tell.handler"
    ///   code    = "./tell"
    ///   role    = role.tell
    /// }
    /// role tell {
    ///   trust = "lambda"
    ///   allow uses
    /// }
    /// table.orders changed -> function.tell {
    ///   filter { event_name = ["INSERT"] }        // warning: unmatchable-pattern
    /// }
    /// ```
    ///
    /// ```stack
    /// queue stopped {}
    /// rule stopped {
    ///   pattern = {
    ///     source        = ["aws.ecs"]
    ///     "detail-type" = ["ECS Task State Change"]
    ///   }
    /// }
    /// rule.stopped -> queue.stopped
    /// ```
    "unmatchable-pattern" Warning [
        Fact::new("eventbridge.toml", "scheduled_event.fields", "AWS SAM CLI sample events"),
        Fact::new("sqs.toml", "event.fields", "AWS SAM CLI sample events"),
        Fact::new("dynamodb.toml", "event.fields", "AWS SAM CLI sample events"),
        Fact::unconfirmed("dynamodb.toml", "event.optional_fields"),
        Fact::unconfirmed("s3.toml", "event.eventbridge_detail_types"),
    ] each "rule" "flow" => check
}

fn check<'a>(cx: &mut Cx<'a>, (rule, _): Known<'a>) {
    let Some(ends) = rule.flow() else { return of_rule(cx, rule) };
    let Some(source) = cx.source(ends) else { return };
    // What a topic's messages hold is their sender's business.
    let blocks = cx.catalog.links_from(&source.kind).flat_map(|link| link.blocks);
    let Some(known) = blocks.map(|block| block.fields).find(|fields| !fields.is_empty()) else { return };
    let fields: Vec<&str> = known.iter().map(|field| field.name).collect();
    let Some(filter) = rule.input("filter").map(to_plain_json) else { return };
    for (name, wanted) in filter.as_object().into_iter().flatten() {
        let absent = wanted
            .as_array()
            .is_some_and(|all| all.iter().any(|one| one.get("exists") == Some(&Json::Bool(false))));
        if absent || name == "$or" || fields.contains(&name.as_str()) {
            continue;
        }
        let message =
            format!("nothing is taken from `{}`: its records have no field `{name}`", source.address);
        let help = match did_you_mean(name, fields.iter().copied()) {
            Some(meant) => format!("did you mean `{meant}`?"),
            None => format!("they have {}", some_of(&fields)),
        };
        let place = rule.place(&format!("filter.{name}"));
        cx.report(Diagnostic::new(&RULE, place, message).help(help).about(rule.address.as_str()));
    }
}

fn some_of(fields: &[&str]) -> String {
    fields.iter().map(|field| format!("`{field}`")).collect::<Vec<_>>().join(", ")
}

fn of_rule(cx: &mut Cx<'_>, rule: &Resource) {
    let Some(written) = rule.input("pattern").map(to_plain_json) else { return };
    let (pattern, faults) = Pattern::read_all(&written);
    if !faults.is_empty() {
        return;
    }
    let own = rule.input("bus").and_then(Value::as_str) == Some("default");
    let sender = own.then_some(Sender { account: cx.account(), region: cx.region() });
    for fault in pattern.unmatchable(sender) {
        let message = format!("`{}` sees no event: {}", rule.address, fault.message);
        let help = fault
            .path
            .rsplit('.')
            .next()
            .map_or(String::new(), |field| format!("change or leave out `{field}`"));
        cx.report(
            Diagnostic::new(&RULE, place(rule, &fault), message).help(help).about(rule.address.as_str()),
        );
    }
    of_s3(cx, rule, &written);
}

/// Looks at what a rule calls the events of buckets.
fn of_s3(cx: &mut Cx<'_>, rule: &Resource, written: &Json) {
    let texts = |name: &str| {
        let all = written.get(name).and_then(Json::as_array);
        all.into_iter().flatten().filter_map(Json::as_str).collect::<Vec<_>>()
    };
    if texts("source") != ["aws.s3"] {
        return;
    }
    let known = cx
        .catalog
        .kind("rule")
        .and_then(|kind| kind.shape.attr("pattern"))
        .map_or(&[] as &[_], |attr| attr.fields);
    let types = known.iter().filter(|field| field.name == "detail-type").flat_map(|field| field.values);
    let of_s3: Vec<&str> = types.filter(|(_, with)| *with == "aws.s3").map(|(name, _)| *name).collect();
    for name in texts("detail-type") {
        if of_s3.contains(&name) || name.starts_with("AWS ") {
            continue;
        }
        let message = format!("S3 has no event `{name}` as far as is known here");
        let help = match did_you_mean(name, of_s3.iter().copied()) {
            Some(meant) => format!("did you mean `{meant}`?"),
            None => format!("it has {}", some_of(&of_s3)),
        };
        cx.report(
            Diagnostic::new(&RULE, rule.place("pattern.detail-type"), message)
                .severity(Severity::Info)
                .help(help)
                .about(rule.address.as_str()),
        );
    }
}
