//! The bounds of `memory`.

use super::{Cx, Known};
use crate::base::Fact;
use crate::check::limits;
use crate::diag::rule;

rule! {
    /// A memory size is smaller or larger than AWS takes, or between two sizes that it offers.
    ///
    /// AWS refuses the resource, and the deployment stops half way. The CPU of a function follows its memory, so that
    /// the largest size is also the fastest.
    ///
    /// ```stack
    /// function encode {
    ///   runtime = "python3.13"
    ///   handler = "app.handler"
    ///   code    = "./encode"
    ///   memory  = 64 MB  // error: memory-out-of-range
    /// }
    /// ```
    ///
    /// ```stack
    /// function encode {
    ///   runtime = "python3.13"
    ///   handler = "app.handler"
    ///   code    = "./encode"
    ///   memory  = 128 MB
    /// }
    /// ```
    "memory-out-of-range" Error [Fact::new("lambda.toml", "memory", "Lambda API model 2015-03-31 and Lambda quotas page")] each if |kind| kind.shape.attr("memory").is_some() => check
}

fn check<'a>(cx: &mut Cx<'a>, known: Known<'a>) {
    limits::attribute(cx, &RULE, known, "memory");
}
