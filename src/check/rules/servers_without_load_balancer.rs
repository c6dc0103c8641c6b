//! Servers that nothing spreads requests over.

use rust_decimal::Decimal;

use super::{Cx, Known};
use crate::base::Fact;
use crate::diag::{Diagnostic, rule};
use crate::model::Value;

rule! {
    /// Several servers have no load balancer before them.
    ///
    /// Each has an address of its own, and whoever calls one of them notices when just that one fails. A load balancer
    /// has one address, asks every few seconds which servers are well, and sends requests to those.
    ///
    /// ```stack
    /// server site {
    ///   bundle    = "small"
    ///   blueprint = "nodejs"
    ///   count     = 3  // warning: servers-without-load-balancer
    /// }
    /// ```
    ///
    /// ```stack
    /// server site {
    ///   bundle    = "small"
    ///   blueprint = "nodejs"
    ///   count     = 3
    ///   load_balancer { domain = "www.example.com" }
    /// }
    /// ```
    "servers-without-load-balancer" Warning [
        Fact::unconfirmed("lightsail.toml", "load_balancer.targets"),
    ] each "server" => check
}

fn check<'a>(cx: &mut Cx<'a>, (server, _): Known<'a>) {
    let Some(Value::Number(count)) = server.input("count") else { return };
    if *count < Decimal::TWO || server.input("load_balancer").is_some() || cx.in_doubt(server) {
        return;
    }
    cx.report(
        Diagnostic::new(&RULE, server.place("count"), format!("nothing spreads requests over {count} servers"))
            .help("put a balancer before them: `load_balancer { domain = \"…\" }`; for servers of different use, declare each")
            .about(server.address.as_str()),
    );
}
