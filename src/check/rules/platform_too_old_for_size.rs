//! Large tasks on an old platform.

use super::{Cx, Known};
use crate::base::Fact;
use crate::check::cx::shares_text;
use crate::check::tasks::task;
use crate::diag::{Diagnostic, rule};
use crate::model::Value;

rule! {
    /// A task is larger than its platform version has.
    ///
    /// The sizes from 8 vCPU on came with Fargate's platform 1.4.0. An older one, once written down, stays until it
    /// is changed.
    ///
    /// ```stack
    /// cluster main {}
    /// service web {
    ///   cluster  = cluster.main
    ///   launch   = "fargate"
    ///   platform = "1.3.0"  // error: platform-too-old-for-size  // warning: old-platform-version
    ///   cpu      = 8 vCPU
    ///   memory   = 16 GB
    ///   count    = 1
    ///   container app { image = "nginx:1.29"  port = 80 }
    /// }
    /// ```
    ///
    /// ```stack
    /// cluster main {}
    /// service web {
    ///   cluster  = cluster.main
    ///   launch   = "fargate"
    ///   platform = "1.4.0"
    ///   cpu      = 8 vCPU
    ///   memory   = 16 GB
    ///   count    = 1
    ///   container app { image = "nginx:1.29"  port = 80 }
    /// }
    /// ```
    "platform-too-old-for-size" Error [Fact::new("fargate.toml", "size", "ECS and Batch API models, cfn-lint extension schema and developer guide")] each if |kind| !kind.sizes.is_empty() => check
}

fn check<'a>(cx: &mut Cx<'a>, known: Known<'a>) {
    let Some(task) = task(cx, known) else { return };
    let needed = task.size().map_or("", |size| size.platform);
    let Some(platform) = task.resource.input("platform").and_then(Value::as_str) else { return };
    if !older(platform, needed) {
        return;
    }
    let message = format!("platform {platform} has no tasks of {}", task.cpu);
    let mut diagnostic = Diagnostic::new(&RULE, task.resource.place("platform"), message)
        .help(format!("use platform {needed} or later"))
        .about(task.resource.address.as_str());
    if let Some(place) = task.resource.places.get("cpu") {
        diagnostic = diagnostic.label(place, "this size came later");
    }
    if let Some(place) = task.resource.places.get("platform").filter(|_| !shares_text(task.resource)) {
        diagnostic = diagnostic.fix(format!("change to `\"{needed}\"`"), place, format!("\"{needed}\""));
    }
    cx.report(diagnostic);
}

/// Whether both are numbered versions and the first comes before the second.
fn older(version: &str, needed: &str) -> bool {
    let numbers =
        |text: &str| -> Option<Vec<u32>> { text.split('.').map(|part| part.parse().ok()).collect() };
    matches!((numbers(version), numbers(needed)), (Some(a), Some(b)) if a < b)
}
