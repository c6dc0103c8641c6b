//! FIFO queues where AWS takes standard ones, and the other way round.

use super::{Cx, Known};
use crate::base::{Fact, Span};
use crate::diag::{Diagnostic, rule};
use crate::model::{Resource, Value};

rule! {
    /// A FIFO queue stands where AWS takes a standard one, or the other way round.
    ///
    /// What a queue gives up goes to a queue of its own sort, Scheduler gives up into a standard queue, and notifications
    /// of a bucket reach standard queues alone. AWS refuses anything else.
    ///
    /// ```stack
    /// queue lost {}
    /// queue steps {
    ///   fifo        = true
    ///   dead_letter = queue.lost  // error: wrong-sort-of-queue
    /// }
    /// bucket photos {}
    /// bucket.photos created -> queue.steps  // error: wrong-sort-of-queue
    /// ```
    ///
    /// ```stack
    /// queue lost { fifo = true }
    /// queue steps {
    ///   fifo        = true
    ///   dead_letter = queue.lost
    /// }
    /// ```
    "wrong-sort-of-queue" Error [
        Fact::new("sqs.toml", "queue.redrive.same_queue_type_required", "SQS API model 2012-11-05"),
        Fact::new("eventbridge.toml", "scheduler.dead_letter", "EventBridge Scheduler API model 2021-06-30 and user guide"),
        Fact::new("s3.toml", "notification.destinations", "S3 API model 2006-03-01"),
        Fact::unconfirmed("s3.toml", "notification.destination_exclusions"),
    ] each if |kind| kind.name == "flow" || kind.shape.attr("dead_letter").is_some() => check
}

fn check<'a>(cx: &mut Cx<'a>, (resource, _): Known<'a>) {
    if let Some(queue) = resource.input("dead_letter").and_then(Value::as_address).and_then(|at| cx.get(at)) {
        let asked = resource.kind == "queue" && is_fifo(resource);
        if is_fifo(queue) != asked {
            let place = resource.place("dead_letter");
            let diagnostic =
                finding(resource, queue, place, &format!("what `{}` gives up", resource.address), asked);
            cx.report(diagnostic);
        }
    }
    let Some(ends) = resource.flow() else { return };
    let (Some(source), Some(target)) = (cx.source(ends), cx.target(ends)) else { return };
    if source.kind == "bucket" && is_fifo(target) {
        let what = format!("a notification of `{}`", source.address);
        let diagnostic = finding(resource, target, ends.span, &what, false);
        cx.report(diagnostic);
    }
}

fn is_fifo(resource: &Resource) -> bool {
    resource.input("fifo") == Some(&Value::Bool(true))
}

fn finding(about: &Resource, queue: &Resource, place: Span, what: &str, asked: bool) -> Diagnostic {
    let sort = |fifo| if fifo { "a FIFO queue" } else { "a standard queue" };
    let message = format!("{what} goes to {}, but `{}` is {}", sort(asked), queue.address, sort(!asked));
    let help = if asked { "set `fifo = true` there" } else { "name a queue without `fifo`" };
    Diagnostic::new(&RULE, place, message)
        .label(queue.head, "this queue")
        .help(help)
        .about(about.address.as_str())
}
