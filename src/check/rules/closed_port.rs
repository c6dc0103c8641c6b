//! Arrows that end at a closed door.

use super::{Cx, Known};
use crate::base::Fact;
use crate::check::calls::{calls, can_call, closed, let_in};
use crate::diag::{Diagnostic, Severity, rule};

rule! {
    /// An arrow or a `uses` line leads to a port that no firewall of the target opens for whoever calls.
    ///
    /// What is not opened is closed: a load balancer finds no target that answers, and says 502 or 504 to everybody; code
    /// waits in vain. What names no firewalls has one of its own, which is open where the stack needs it, and is not judged.
    ///
    /// ```stack
    /// firewall balancer { open 80 from "0.0.0.0/0" }
    /// firewall till { open 80 from firewall.balancer }
    /// load_balancer public { zones = ["us-east-1a", "us-east-1b"]  firewalls = [firewall.balancer] }
    /// instance till {
    ///   type      = "t3.small"
    ///   image     = "ami-0123456789abcdef0"
    ///   firewalls = [firewall.till]
    /// }
    /// load_balancer.public "/*" -> instance.till { port = 8080 }  // warning: closed-port
    /// ```
    ///
    /// ```stack
    /// firewall balancer { open 80 from "0.0.0.0/0" }
    /// firewall till { open 8080 from firewall.balancer }
    /// load_balancer public { zones = ["us-east-1a", "us-east-1b"]  firewalls = [firewall.balancer] }
    /// instance till {
    ///   type      = "t3.small"
    ///   image     = "ami-0123456789abcdef0"
    ///   firewalls = [firewall.till]
    /// }
    /// load_balancer.public "/*" -> instance.till { port = 8080 }
    /// ```
    "closed-port" Warning [
        Fact::new("vpc.toml", "security_group.rule_peer_exactly_one_of", "EC2 API model 2016-11-15"),
    ] each if |kind| can_call(kind) => check
}

fn check<'a>(cx: &mut Cx<'a>, known: Known<'a>) {
    for call in calls(cx, known).into_iter().filter(|call| !call.mount) {
        let Some((port, firewall)) = closed(cx, &call) else { continue };
        let (on, by) = (&call.on.address, &call.by.address);
        let message = format!(
            "`{on}` is called on {}, which `{}` does not open for `{by}`",
            port.named(),
            firewall.address
        );
        let diagnostic = Diagnostic::new(&RULE, call.span, message)
            .label(firewall.head, "what is not opened here is closed")
            .about(known.0.address.as_str());
        // From which port on ECS chooses depends on the host.
        let diagnostic = if port.are_chosen() { diagnostic.severity(Severity::Info) } else { diagnostic };
        cx.report(let_in(cx, diagnostic, &call, (port, firewall)));
    }
}
