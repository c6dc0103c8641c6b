//! Messages that their queue does not take.

use super::{Cx, Known};
use crate::base::{Dimension, Fact, Quantity};
use crate::diag::{Diagnostic, Severity, rule};
use crate::model::{Resource, Value, to_plain_json};

rule! {
    /// A queue takes smaller messages than what it is sent.
    ///
    /// A topic that takes larger messages than a queue behind it loses those on the way, or hands them to its `dead_letter`;
    /// what a schedule or a rule sends as its `input` can be measured beforehand, and never arrives if it is too large.
    ///
    /// ```stack
    /// topic orders {}
    /// queue small { max_message = 64 KB }
    /// topic.orders -> queue.small  // warning: oversized-message
    /// ```
    ///
    /// ```stack
    /// topic orders { max_message = 64 KB }
    /// queue small  { max_message = 64 KB }
    /// topic.orders -> queue.small
    /// ```
    "oversized-message" Warning [
        Fact::new("sns.toml", "message.maximum_message_size_bytes", "SNS API model 2010-03-31"),
        Fact::new("sqs.toml", "queue.attributes.maximum_message_size_bytes", "SQS API model 2012-11-05")
    ] each "flow" => check
}

fn check<'a>(cx: &mut Cx<'a>, (flow, _): Known<'a>) {
    let Some(ends) = flow.flow() else { return };
    let Some(queue) = cx.target(ends).filter(|target| target.kind == "queue") else { return };
    let Some(source) = cx.source(ends) else { return };
    let size = |of: &Resource| of.input("max_message").and_then(Value::as_quantity);
    let Some(most) = size(queue) else { return };
    let (severity, sent) = match size(source).filter(|_| source.kind == "topic") {
        Some(sent) => (Severity::Warning, sent),
        None => {
            let Some(input) = flow.input("input") else { return };
            let length = json_length(input);
            (Severity::Error, Quantity::whole(Dimension::Size, length))
        }
    };
    if sent <= most {
        return;
    }
    let message =
        format!("`{}` sends up to {sent} to `{}`, which takes {most}", source.address, queue.address);
    let diagnostic = Diagnostic::new(&RULE, ends.span, message)
        .severity(severity)
        .label(queue.place("max_message"), "it takes no more")
        .help("set `max_message` of the queue to as much, or send less")
        .about(flow.address.as_str());
    cx.report(diagnostic);
}

/// Bytes of a value as JSON; as many as can be counted.
fn json_length(value: &Value) -> i64 {
    i64::try_from(to_plain_json(value).to_string().len()).unwrap_or(i64::MAX)
}
