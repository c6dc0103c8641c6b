//! Queues that give up to themselves.

use super::{Cx, Known};
use crate::diag::{Diagnostic, rule};
use crate::model::Value;

rule! {
    /// A queue gives up messages to itself.
    ///
    /// What cannot be worked on then comes back for ever, and nobody sees it. Another queue keeps it until somebody looks.
    ///
    /// ```stack
    /// queue orders { dead_letter = queue.orders }  // error: dead-letter-to-itself
    /// ```
    ///
    /// ```stack
    /// queue lost   { retention = 14 days }
    /// queue orders { dead_letter = queue.lost }
    /// ```
    "dead-letter-to-itself" Error each "queue" => check
}

fn check<'a>(cx: &mut Cx<'a>, (queue, _): Known<'a>) {
    if queue.input("dead_letter").and_then(Value::as_address) != Some(&queue.address) {
        return;
    }
    let message = format!("`{}` gives up messages to itself, so that they come back for ever", queue.address);
    cx.report(
        Diagnostic::new(&RULE, queue.place("dead_letter"), message)
            .help("name another queue, such as `queue lost { retention = 14 days }`")
            .about(queue.address.as_str()),
    );
}
