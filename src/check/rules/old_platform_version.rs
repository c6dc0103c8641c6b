//! Platform versions that have a successor.

use super::{Cx, Known};
use crate::base::Fact;
use crate::check::dated;
use crate::diag::rule;

rule! {
    /// A task asks for a platform version of Fargate that has a successor.
    ///
    /// An old version has no file systems, no larger disk and no large sizes, and it stays old until it is changed:
    /// only `"latest"` moves by itself.
    ///
    /// ```stack
    /// cluster main {}
    /// service web {
    ///   cluster  = cluster.main
    ///   launch   = "fargate"
    ///   platform = "1.3.0"  // warning: old-platform-version
    ///   cpu      = 0.5 vCPU
    ///   memory   = 1 GB
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
    ///   cpu      = 0.5 vCPU
    ///   memory   = 1 GB
    ///   count    = 1
    ///   container app { image = "nginx:1.29"  port = 80 }
    /// }
    /// ```
    "old-platform-version" Warning [Fact::new("fargate.toml", "platform_versions.linux.1.4.0", "ECS and Batch API models, cfn-lint extension schema and developer guide")] each if |kind| dated::has(kind, "platform") => check
}

fn check<'a>(cx: &mut Cx<'a>, known: Known<'a>) {
    dated::judge(cx, &RULE, known, "platform");
}
