//! Load balancers with nothing behind them.

use rust_decimal::Decimal;

use super::{Cx, Known};
use crate::base::Fact;
use crate::diag::{Diagnostic, rule};
use crate::model::Value;

rule! {
    /// A load balancer has no servers behind it.
    ///
    /// It would be there, and be paid for, and answer every request with an error: nobody is there to answer it.
    ///
    /// ```stack
    /// server site {
    ///   bundle    = "small"
    ///   blueprint = "nodejs"
    ///   count     = 0  // error: load-balancer-without-servers
    ///   load_balancer { domain = "www.example.com" }
    /// }
    /// ```
    ///
    /// ```stack
    /// server site {
    ///   bundle    = "small"
    ///   blueprint = "nodejs"
    ///   count     = 2
    ///   load_balancer { domain = "www.example.com" }
    /// }
    /// ```
    "load-balancer-without-servers" Error [
        Fact::unconfirmed("lightsail.toml", "load_balancer.targets"),
    ] each "server" => check
}

fn check<'a>(cx: &mut Cx<'a>, (server, _): Known<'a>) {
    let none = matches!(server.input("count"), Some(Value::Number(count)) if *count == Decimal::ZERO);
    if !none || server.input("load_balancer").is_none() {
        return;
    }
    cx.report(
        Diagnostic::new(
            &RULE,
            server.place("count"),
            format!("`{}` has a load balancer and no servers behind it", server.address),
        )
        .label(server.place("load_balancer"), "nobody answers what this takes")
        .help("set `count` to 2 or more, so that one server may fail, or leave `load_balancer` out")
        .about(server.address.as_str()),
    );
}
