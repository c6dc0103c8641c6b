//! Paths where nobody reads them, and none where they are needed.

use super::{Cx, Known};
use crate::catalog::Events;
use crate::check::cx::shares_text;
use crate::diag::{Diagnostic, rule};
use crate::model::Value;

rule! {
    /// An arrow of an application load balancer has no path, or one of a network load balancer has one.
    ///
    /// An application load balancer reads requests and chooses by their paths, so each arrow says which it means: `"/*"`
    /// are all of them. A network load balancer hands on connections without reading what is in them.
    ///
    /// ```stack
    /// load_balancer public { zones = ["us-east-1a", "us-east-1b"] }
    /// load_balancer feed   { type = "network"  zones = ["us-east-1a"] }
    /// instance till { type = "t3.small"  image = "ami-0123456789abcdef0" }
    /// load_balancer.public    -> instance.till { port = 80 }  // error: misplaced-path
    /// load_balancer.feed "/*" -> instance.till { port = 80 }  // error: misplaced-path
    /// ```
    ///
    /// ```stack
    /// load_balancer public { zones = ["us-east-1a", "us-east-1b"] }
    /// load_balancer feed   { type = "network"  zones = ["us-east-1a"] }
    /// instance till { type = "t3.small"  image = "ami-0123456789abcdef0" }
    /// load_balancer.public "/*" -> instance.till { port = 80 }
    /// load_balancer.feed        -> instance.till { port = 80 }
    /// ```
    "misplaced-path" Error each "flow" => check
}

fn check<'a>(cx: &mut Cx<'a>, (flow, _): Known<'a>) {
    let Some(ends) = flow.flow() else { return };
    if !cx.link(ends).is_some_and(|link| matches!(link.events, Events::Paths)) {
        return;
    }
    let source = cx.source(ends);
    let network = source.and_then(|source| source.input("type")?.as_str()) == Some("network");
    if network == ends.event.is_empty() {
        return;
    }
    let said = flow.edges.iter().find(|edge| edge.to == ends.source).map_or(ends.span, |edge| edge.span);
    let diagnostic = if network {
        let message = format!("`{}` is a network load balancer, which reads no paths", ends.source);
        Diagnostic::new(&RULE, ends.span, message)
            .help(format!("leave `{}` out", Value::from(ends.event.as_str())))
    } else {
        let message = format!("`{}` chooses by the path of a request, and this arrow has none", ends.source);
        let diagnostic = Diagnostic::new(&RULE, ends.span, message).help("write `\"/*\"` for all paths");
        if shares_text(flow) { diagnostic } else { diagnostic.fix("add `\"/*\"`", said.after(), " \"/*\"") }
    };
    cx.report(diagnostic.about(flow.address.as_str()));
}
