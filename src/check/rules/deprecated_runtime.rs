//! Runtimes that Lambda retires.

use super::{Cx, Known};
use crate::base::Fact;
use crate::check::dated;
use crate::diag::rule;

rule! {
    /// A function runs on a runtime that is deprecated, or can no longer be chosen.
    ///
    /// A deprecated runtime gets no more security patches. Some time later nothing new can be made with it, then
    /// what exists cannot be changed any more. The days are AWS's own; `--as-of 2027-06-01` asks about another day.
    ///
    /// ```stack
    /// function old {
    ///   runtime = "python3.9"  // warning: deprecated-runtime
    ///   handler = "app.handler"
    ///   code    = "./old"
    /// }
    /// function ancient {
    ///   runtime = "nodejs12.x"  // error: deprecated-runtime
    ///   handler = "index.handler"
    ///   code    = "./ancient"
    /// }
    /// ```
    ///
    /// ```stack
    /// function fresh {
    ///   runtime = "python3.14"
    ///   handler = "app.handler"
    ///   code    = "./fresh"
    /// }
    /// ```
    "deprecated-runtime" Warning [Fact::new("lambda.toml", "runtime", "Lambda runtime lifecycle: cfn-lint and endoflife.date")] each if |kind| dated::has(kind, "runtime") => check
}

fn check<'a>(cx: &mut Cx<'a>, known: Known<'a>) {
    dated::judge(cx, &RULE, known, "runtime");
}
