//! The bounds of everything that has no rule of its own.

use super::{Cx, Known};
use crate::check::limits;
use crate::diag::rule;

rule! {
    /// A value is smaller, larger or longer than AWS takes, or not one of those it offers.
    ///
    /// AWS refuses the resource, and the deployment stops half way. The message names the range, the help its source
    /// and the nearest value that is allowed.
    ///
    /// ```stack
    /// log_group audit { retention = 100 days }  // error: out-of-range
    /// bucket uploads { expire after 36h }       // error: out-of-range
    /// ```
    ///
    /// ```stack
    /// log_group audit { retention = 90 days }
    /// bucket uploads { expire after 2 days }
    /// ```
    "out-of-range" Error each => check
}

fn check<'a>(cx: &mut Cx<'a>, known: Known<'a>) {
    limits::everywhere(cx, &RULE, known);
}
