//! Mounts that an old platform of Fargate cannot make.

use super::{Cx, Known};
use crate::base::Fact;
use crate::check::cx::shares_text;
use crate::check::fleets::launch;
use crate::check::tasks::containers;
use crate::diag::{Diagnostic, rule};
use crate::model::Value;

rule! {
    /// A task on an old platform of Fargate mounts a file system.
    ///
    /// Fargate mounts EFS from platform 1.4.0 on. On an older one the task does not start.
    ///
    /// ```stack
    /// cluster main {}
    /// file_system shared { zones = ["us-east-1a"] }
    /// service wiki {
    ///   cluster  = cluster.main
    ///   launch   = "fargate"
    ///   platform = "1.3.0"  // warning: old-platform-version
    ///   cpu      = 0.5 vCPU
    ///   memory   = 1 GB
    ///   count    = 1
    ///   container wiki {
    ///     image = "wiki:4.2"
    ///     port  = 8080
    ///     mount "/data" from file_system.shared  // error: mount-on-old-platform
    ///   }
    /// }
    /// ```
    ///
    /// ```stack
    /// cluster main {}
    /// file_system shared { zones = ["us-east-1a"] }
    /// service wiki {
    ///   cluster  = cluster.main
    ///   launch   = "fargate"
    ///   platform = "1.4.0"
    ///   cpu      = 0.5 vCPU
    ///   memory   = 1 GB
    ///   count    = 1
    ///   container wiki {
    ///     image = "wiki:4.2"
    ///     port  = 8080
    ///     mount "/data" from file_system.shared
    ///   }
    /// }
    /// ```
    "mount-on-old-platform" Error [
        Fact::new("fargate.toml", "platform_versions.linux", "ECS and Batch API models, cfn-lint extension schema and developer guide"),
    ] each "service" "task" => check
}

/// Platforms that mount no file systems.
const OLD: &[&str] = &["1.3.0", "1.2.0", "1.1.0", "1.0.0"];

fn check<'a>(cx: &mut Cx<'a>, (task, _): Known<'a>) {
    let platform = task.input("platform").and_then(Value::as_str);
    let Some(platform) = platform.filter(|platform| OLD.contains(platform)) else { return };
    if !launch(task).starts_with("fargate") {
        return;
    }
    let mut found = Vec::new();
    for (label, body) in containers(task) {
        let mounts = body.get("mount").and_then(Value::as_list).unwrap_or_default();
        for (at, mount) in mounts.iter().enumerate() {
            let from = mount.as_map().and_then(|mount| mount.get("from")?.as_address());
            if from.and_then(|from| cx.get(from)).is_none_or(|from| from.kind != "file_system") {
                continue;
            }
            let message = format!("platform {platform} of Fargate mounts no file systems");
            let place = task.place(&format!("container.{label}.mount[{at}]"));
            let mut diagnostic = Diagnostic::new(&RULE, place, message)
                .label(task.place("platform"), "from 1.4.0 on it does")
                .help("move to platform 1.4.0")
                .about(task.address.as_str());
            if let Some(place) = task.places.get("platform").filter(|_| !shares_text(task)) {
                diagnostic = diagnostic.fix("change to `\"1.4.0\"`", place, "\"1.4.0\"");
            }
            found.push(diagnostic);
        }
    }
    found.into_iter().for_each(|diagnostic| cx.report(diagnostic));
}
