//! The bounds of a task's own disk.

use super::{Cx, Known};
use crate::base::Fact;
use crate::check::limits;
use crate::diag::rule;

rule! {
    /// The disk of a task is smaller or larger than Fargate takes.
    ///
    /// Every task has 20 GB for nothing. More can be asked for, from 21 GB to 200 GB, from platform 1.4.0 on. What must
    /// outlive the task, or is larger, belongs on a `file_system`.
    ///
    /// ```stack
    /// cluster main {}
    /// service web {
    ///   cluster = cluster.main
    ///   launch  = "fargate"
    ///   cpu     = 1 vCPU
    ///   memory  = 2 GB
    ///   disk    = 20 GB  // error: task-storage-out-of-range
    ///   count   = 1
    ///   container app { image = "nginx:1.29"  port = 80 }
    /// }
    /// ```
    ///
    /// ```stack
    /// cluster main {}
    /// service web {
    ///   cluster = cluster.main
    ///   launch  = "fargate"
    ///   cpu     = 1 vCPU
    ///   memory  = 2 GB
    ///   disk    = 21 GB
    ///   count   = 1
    ///   container app { image = "nginx:1.29"  port = 80 }
    /// }
    /// ```
    "task-storage-out-of-range" Error [Fact::new("fargate.toml", "platform_versions.linux.1.4.0", "ECS and Batch API models, cfn-lint extension schema and developer guide")] each if |kind| kind.shape.attr("disk").is_some() => check
}

fn check<'a>(cx: &mut Cx<'a>, known: Known<'a>) {
    limits::attribute(cx, &RULE, known, "disk");
}
