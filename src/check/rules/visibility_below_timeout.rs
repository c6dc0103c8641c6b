//! Queues that show a message again while it is worked on.

use super::{Cx, Known};
use crate::base::Fact;
use crate::check::cx::shares_text;
use crate::diag::{Diagnostic, rule};
use crate::model::Value;

rule! {
    /// A queue hides a message for less time than its function may run.
    ///
    /// The message would come back while it is still being worked on, and be worked on twice, so Lambda refuses the
    /// arrow. Hide it as long as the function may run; six times as long is advised, so that a call that is held up and
    /// tried again still finds it.
    ///
    /// ```stack
    /// queue orders { visibility = 30s }
    /// role charge {
    ///   trust = "lambda"
    ///   allow uses
    /// }
    /// function charge {
    ///   runtime = "python3.14"
    ///   handler = "app.handler"
    ///   code    = "./charge"
    ///   timeout = 60s
    ///   role    = role.charge
    /// }
    /// queue.orders -> function.charge  // error: visibility-below-timeout
    /// ```
    ///
    /// ```stack
    /// queue orders { visibility = 6m }
    /// role charge {
    ///   trust = "lambda"
    ///   allow uses
    /// }
    /// function charge {
    ///   runtime = "python3.14"
    ///   handler = "app.handler"
    ///   code    = "./charge"
    ///   timeout = 60s
    ///   role    = role.charge
    /// }
    /// queue.orders -> function.charge
    /// ```
    "visibility-below-timeout" Error [
        Fact::new("sqs.toml", "lambda_event_source.visibility_timeout_rule", "Lambda guide, Using Lambda with Amazon SQS"),
        Fact::new("sqs.toml", "lambda_event_source.visibility_timeout_recommended_multiple", "Lambda guide, Using Lambda with Amazon SQS"),
    ] each "flow" => check
}

fn check<'a>(cx: &mut Cx<'a>, (flow, _): Known<'a>) {
    let Some(ends) = flow.flow() else { return };
    let (Some(queue), Some(target)) = (cx.source(ends), cx.target(ends)) else { return };
    let Some(hidden) = queue.input("visibility").and_then(Value::as_quantity) else { return };
    let Some(takes) = target.input("timeout").and_then(Value::as_quantity).filter(|takes| hidden < *takes)
    else {
        return;
    };
    let message = format!(
        "`{}` hides a message for {hidden}, while `{}` may run for {takes}",
        ends.source, ends.target
    );
    let mut diagnostic = Diagnostic::new(&RULE, ends.span, message)
        .help(format!("set `visibility` of `{}` to {takes} or more; six times that is advised", ends.source))
        .about(flow.address.as_str());
    if let Some(place) = target.places.get("timeout") {
        diagnostic = diagnostic.label(place, "it may run that long");
    }
    if let Some(place) = queue.places.get("visibility") {
        diagnostic = diagnostic.label(place, "it is hidden that long");
        if !shares_text(queue) {
            diagnostic =
                diagnostic.fix(format!("change `visibility` to `{takes}`"), place, takes.to_string());
        }
    }
    cx.report(diagnostic);
}
