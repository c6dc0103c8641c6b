//! Load balancers that lead nowhere.

use rustc_hash::FxHashSet;

use super::Cx;
use crate::diag::{Diagnostic, rule};
use crate::model::{Address, Origin};

rule! {
    /// A load balancer sends its requests nowhere.
    ///
    /// It is paid for by the hour from when it is made, and answers every request with an error until an arrow leads from
    /// it to something that can answer.
    ///
    /// ```stack
    /// load_balancer front { zones = ["us-east-1a", "us-east-1b"] }  // info: idle-load-balancer
    /// ```
    ///
    /// ```stack
    /// load_balancer front { zones = ["us-east-1a", "us-east-1b"] }
    /// instance web {
    ///   type  = "t3.small"
    ///   image = "ami-0123456789abcdef0"
    /// }
    /// load_balancer.front "/*" -> instance.web { port = 80 }
    /// ```
    "idle-load-balancer" Info => check
}

fn check(cx: &mut Cx<'_>) {
    // What could not be read may be the arrow.
    let mut all = cx.of_kinds(&["load_balancer"]).peekable();
    if all.peek().is_none() || cx.has_unread() {
        return;
    }
    let sources: FxHashSet<&Address> = cx.flows().map(|(_, ends)| &ends.source).collect();
    for (front, _) in all {
        if front.origin == Origin::Written && !sources.contains(&front.address) {
            let message = format!("`{}` leads nowhere, and it is paid for all the same", front.address);
            cx.report(
                Diagnostic::new(&RULE, front.head, message)
                    .help(format!(
                        "lead its requests to something, `{} \"/*\" -> service.web`, or take it out",
                        front.address
                    ))
                    .about(front.address.as_str()),
            );
        }
    }
}
