//! Load balancers that speak without TLS.

use super::{Cx, Known};
use crate::base::Fact;
use crate::diag::{Diagnostic, rule};
use crate::model::Value;

rule! {
    /// The load balancer of a server has no domain, and so no certificate.
    ///
    /// A certificate is for a domain, and costs nothing here. Without one the load balancer takes requests on port 80
    /// alone: whoever is on the way reads along, and browsers warn their users.
    ///
    /// ```stack
    /// server site {
    ///   bundle    = "small"
    ///   blueprint = "nodejs"
    ///   count     = 2
    ///   load_balancer { health = "/healthz" }  // warning: server-without-tls
    /// }
    /// ```
    ///
    /// ```stack
    /// server site {
    ///   bundle    = "small"
    ///   blueprint = "nodejs"
    ///   count     = 2
    ///   load_balancer {
    ///     domain = "www.example.com"
    ///     health = "/healthz"
    ///   }
    /// }
    /// ```
    "server-without-tls" Warning [
        Fact::unconfirmed("lightsail.toml", "load_balancer.protocols"),
        Fact::unconfirmed("lightsail.toml", "load_balancer.certificate_free"),
    ] each "server" => check
}

fn check<'a>(cx: &mut Cx<'a>, (server, _): Known<'a>) {
    let Some(balancer) = server.input("load_balancer").and_then(Value::as_map) else { return };
    if balancer.contains_key("domain") || cx.in_doubt(server) {
        return;
    }
    let message = format!("the load balancer of `{}` has no domain, and so no TLS", server.address);
    cx.report(
        Diagnostic::new(&RULE, server.place("load_balancer"), message)
            .help("name the domain that it is called by: `domain = \"www.example.com\"`; its certificate is made by itself")
            .about(server.address.as_str()),
    );
}
