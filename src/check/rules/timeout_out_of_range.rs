//! The bounds of `timeout`.

use super::{Cx, Known};
use crate::base::Fact;
use crate::check::limits;
use crate::diag::rule;

rule! {
    /// A timeout is shorter or longer than AWS takes.
    ///
    /// AWS refuses the resource, and the deployment stops half way. What takes longer than a function may run belongs
    /// into a `task`, a `job`, or into several calls with a `queue` between them.
    ///
    /// ```stack
    /// function encode {
    ///   runtime = "python3.13"
    ///   handler = "app.handler"
    ///   code    = "./encode"
    ///   timeout = 20m  // error: timeout-out-of-range
    /// }
    /// ```
    ///
    /// ```stack
    /// function encode {
    ///   runtime = "python3.13"
    ///   handler = "app.handler"
    ///   code    = "./encode"
    ///   timeout = 15m
    /// }
    /// ```
    "timeout-out-of-range" Error [Fact::new("lambda.toml", "timeout", "Lambda API model 2015-03-31 and Lambda quotas page")] each if |kind| kind.shape.attr("timeout").is_some() => check
}

fn check<'a>(cx: &mut Cx<'a>, known: Known<'a>) {
    limits::attribute(cx, &RULE, known, "timeout");
}
