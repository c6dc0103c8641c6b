//! FIFO topics that shall be sampled by X-Ray.

use super::{Cx, Known};
use crate::base::Fact;
use crate::check::cx::shares_text;
use crate::diag::{Diagnostic, rule};
use crate::model::Value;

rule! {
    /// A FIFO topic is to have its messages sampled by X-Ray.
    ///
    /// SNS samples the messages of standard topics only; a FIFO topic passes on what its publisher decided.
    ///
    /// ```stack
    /// topic ledger {
    ///   fifo    = true
    ///   tracing = "active"  // error: traced-fifo-topic
    /// }
    /// ```
    ///
    /// ```stack
    /// topic ledger { fifo = true }
    /// topic news   { tracing = "active" }
    /// ```
    "traced-fifo-topic" Error [
        Fact::new("sns.toml", "topic.tracing_active_on_fifo", "SNS API model 2010-03-31 and CloudFormation resource schema"),
    ] each "topic" => check
}

fn check<'a>(cx: &mut Cx<'a>, (topic, _): Known<'a>) {
    let active = topic.input("tracing").and_then(Value::as_str) == Some("active");
    if !active || topic.input("fifo") != Some(&Value::Bool(true)) {
        return;
    }
    let place = topic.place("tracing");
    let message = format!("`{}` is a FIFO topic, whose messages X-Ray does not sample", topic.address);
    let diagnostic =
        Diagnostic::new(&RULE, place, message).help("leave `tracing` out").about(topic.address.as_str());
    cx.report(match shares_text(topic) {
        true => diagnostic,
        false => diagnostic.fix("change to `pass_through`", place, "\"pass_through\""),
    });
}
