//! Limits of FIFO queues that SQS refuses.

use super::{Cx, Known};
use crate::base::Fact;
use crate::check::cx::shares_text;
use crate::diag::{Diagnostic, rule};
use crate::model::Value;

rule! {
    /// A FIFO queue counts its limit for each message group, but tells messages that are alike apart by the whole queue.
    ///
    /// `throughput_limit = "message_group"` goes with `deduplication_scope = "message_group"` alone.
    ///
    /// ```stack
    /// queue ledger {
    ///   fifo             = true
    ///   throughput_limit = "message_group"  // error: unfit-throughput
    /// }
    /// ```
    ///
    /// ```stack
    /// queue ledger {
    ///   fifo                = true
    ///   deduplication_scope = "message_group"
    ///   throughput_limit    = "message_group"
    /// }
    /// ```
    "unfit-throughput" Error [
        Fact::new("sqs.toml", "fifo.high_throughput.per_message_group_id_requires", "SQS API model 2012-11-05")
    ] each "queue" => check
}

fn check<'a>(cx: &mut Cx<'a>, (queue, _): Known<'a>) {
    let word = |name: &str| queue.input(name).and_then(Value::as_str);
    if word("throughput_limit") != Some("message_group")
        || word("deduplication_scope") == Some("message_group")
    {
        return;
    }
    let message = format!(
        "`{}` counts its limit for each message group, but finds messages that are alike in the whole queue",
        queue.address
    );
    let mut diagnostic = Diagnostic::new(&RULE, queue.place("throughput_limit"), message)
        .help("write `deduplication_scope = \"message_group\"` as well, or leave `throughput_limit` out")
        .about(queue.address.as_str());
    if let (Some(place), false) = (queue.places.get("deduplication_scope"), shares_text(queue)) {
        diagnostic = diagnostic.fix("find them in each message group", place, "\"message_group\"".to_owned());
    }
    cx.report(diagnostic);
}
