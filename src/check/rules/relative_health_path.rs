//! Paths of checks that lead nowhere.

use super::{Cx, Known};
use crate::check::cx::shares_text;
use crate::diag::{Diagnostic, rule};
use crate::model::{Origin, Value};

rule! {
    /// The path that a load balancer checks its targets by does not begin with `/`.
    ///
    /// A request asks for a path that begins with `/`, as HTTP has it (RFC 9112, section 3.2.1), so that no target could
    /// answer this one and all would count as broken.
    ///
    /// ```stack
    /// load_balancer public { zones = ["us-east-1a", "us-east-1b"] }
    /// instance till { type = "t3.small"  image = "ami-0123456789abcdef0" }
    /// load_balancer.public "/*" -> instance.till {
    ///   port   = 8080
    ///   health = "healthz"  // error: relative-health-path
    /// }
    /// ```
    ///
    /// ```stack
    /// load_balancer public { zones = ["us-east-1a", "us-east-1b"] }
    /// instance till { type = "t3.small"  image = "ami-0123456789abcdef0" }
    /// load_balancer.public "/*" -> instance.till {
    ///   port   = 8080
    ///   health = "/healthz"
    /// }
    /// ```
    "relative-health-path" Error each "target_group" => check
}

fn check<'a>(cx: &mut Cx<'a>, (group, _): Known<'a>) {
    let Some(path) = group.input("health").and_then(Value::as_str).filter(|path| !path.starts_with('/'))
    else {
        return;
    };
    let message = format!("`{path}` does not begin with `/`, so no check by it could succeed");
    let meant = Value::from(format!("/{path}").as_str()).to_string();
    let mut diagnostic =
        Diagnostic::new(&RULE, group.place("health"), message).help(format!("write `health = {meant}`"));
    if let Origin::Implicit(flow) = &group.origin {
        diagnostic = diagnostic.about(flow.as_str());
    }
    if let Some(place) = group.places.get("health").filter(|_| !shares_text(group)) {
        diagnostic = diagnostic.fix(format!("change to `{meant}`"), place, meant);
    }
    cx.report(diagnostic);
}
