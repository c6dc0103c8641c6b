//! Paths of checks that lead nowhere.

use super::{Cx, Known};
use crate::check::cx::shares_text;
use crate::diag::{Diagnostic, Severity, rule};
use crate::model::{Origin, Resource, Value};

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
    "relative-health-path" Error each "target_group" "server" "environment" "web_service" => check
}

fn check<'a>(cx: &mut Cx<'a>, (resource, _): Known<'a>) {
    let Some((at, path)) = health_path(resource).filter(|(_, path)| !path.starts_with('/')) else { return };
    // A classic load balancer of Elastic Beanstalk is told protocol and port besides.
    if resource.kind == "environment" && path.contains(':') {
        return;
    }
    let message = format!("`{path}` does not begin with `/`, so no check by it could succeed");
    let meant = Value::from(format!("/{path}").as_str()).to_string();
    let word = at.rsplit('.').next().unwrap_or(at);
    let mut diagnostic = Diagnostic::new(&RULE, resource.place(at), message)
        .help(format!("write `{word} = {meant}`"))
        .about(resource.address.as_str());
    if let Origin::Implicit(flow) = &resource.origin {
        diagnostic = diagnostic.about(flow.as_str());
    }
    // Of services that ask by themselves it is not known whether they add it.
    if resource.kind != "target_group" {
        diagnostic = diagnostic.severity(Severity::Warning);
    }
    if let Some(place) = resource.places.get(at).filter(|_| !shares_text(resource)) {
        diagnostic = diagnostic.fix(format!("change to `{meant}`"), place, meant);
    }
    cx.report(diagnostic);
}

/// Where the path stands by which something is checked, and the path.
fn health_path(resource: &Resource) -> Option<(&'static str, &str)> {
    let within = |block: &str, name: &str| resource.input(block)?.as_map()?.get(name)?.as_str();
    match resource.kind.as_str() {
        "server" => Some(("load_balancer.health", within("load_balancer", "health")?)),
        "web_service" => Some(("health.path", within("health", "path")?)),
        _ => Some(("health", resource.input("health")?.as_str()?)),
    }
}
