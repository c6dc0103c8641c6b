//! Subscriptions that SNS refuses.

use super::{Cx, Known};
use crate::base::Fact;
use crate::diag::{Diagnostic, rule};
use crate::model::Value;

rule! {
    /// A topic tells somebody whom topics of its sort do not tell.
    ///
    /// A FIFO topic tells queues and nobody else, so that a function hears of it through a queue between. A FIFO queue is told
    /// by FIFO topics alone, since a standard one keeps no order. SNS's guide (message delivery for FIFO topics) says the
    /// first, and its refusal of the subscription the second. A function is always told in SNS's envelope, so that `raw`
    /// means nothing to it and is refused.
    ///
    /// ```stack
    /// topic ledger { fifo = true }
    /// topic news {}
    /// queue books { fifo = true }
    /// function count {
    ///   runtime = "python3.14"
    ///   handler = "app.handler"
    ///   code    = "./count"
    /// }
    /// topic.ledger -> function.count  // error: unfit-subscription
    /// topic.news   -> queue.books     // error: unfit-subscription
    /// topic.news   -> function.count { raw = true }  // error: unfit-subscription
    /// ```
    ///
    /// ```stack
    /// topic ledger { fifo = true }
    /// topic news {}
    /// queue books { fifo = true }
    /// queue letters {}
    /// topic.ledger -> queue.books
    /// topic.ledger -> queue.letters
    /// topic.news   -> queue.letters
    /// ```
    "unfit-subscription" Error [
        Fact::new("sns.toml", "topic.fifo_name_suffix", "SNS API model 2010-03-31 and SNS guide"),
        Fact::new("sns.toml", "subscription.raw_message_delivery_protocols", "SNS API model 2010-03-31 and SNS guide"),
        Fact::unconfirmed("sns.toml", "subscription.fifo_topic_protocols"),
    ] each "flow" => check
}

fn check<'a>(cx: &mut Cx<'a>, (flow, _): Known<'a>) {
    let Some(ends) = flow.flow() else { return };
    let Some(topic) = cx.source(ends).filter(|source| source.kind == "topic") else { return };
    let Some(target) = cx.target(ends) else { return };
    let holds = |value: Option<&Value>| value == Some(&Value::Bool(true));
    let (message, help) = match (holds(topic.input("fifo")), target.kind.as_str()) {
        (true, "function") => (
            format!("`{}` is a FIFO topic, which tells queues and no functions", topic.address),
            format!(
                "put a queue between: `{0} -> queue.NAME` and `queue.NAME -> {1}`",
                ends.source, ends.target
            ),
        ),
        (false, "queue") if holds(target.input("fifo")) => (
            format!(
                "`{}` is a standard topic, and `{}` a FIFO queue, which only FIFO topics tell",
                topic.address, target.address
            ),
            format!("set `fifo = true` in `{}`, or leave it out of `{}`", topic.address, target.address),
        ),
        (_, "function") if holds(flow.input("raw")) => (
            format!("`{}` tells functions in SNS's envelope, and `raw` is for queues", topic.address),
            "leave `raw` out; the function finds the message in `Records[0].Sns.Message`".to_owned(),
        ),
        _ => return,
    };
    cx.report(
        Diagnostic::new(&RULE, ends.span, message)
            .label(topic.head, "this topic")
            .help(help)
            .about(flow.address.as_str()),
    );
}
