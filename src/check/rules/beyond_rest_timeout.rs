//! Routes of REST APIs that shall wait longer than these wait.

use super::{Cx, Known};
use crate::base::{Dimension, Fact, Quantity};
use crate::check::cx::shares_text;
use crate::diag::{Diagnostic, Severity, rule};
use crate::model::Value;

rule! {
    /// A route of a REST API is to wait longer than 29 seconds.
    ///
    /// An HTTP API waits 30 seconds, a REST API 29. For regional and private ones AWS grants more on request, for those
    /// at the edge never.
    ///
    /// ```stack
    /// function quote {
    ///   runtime = "nodejs24.x"
    ///   handler = "index.handler"
    ///   code    = "./quote"
    ///   timeout = 20s
    /// }
    /// api partners { protocol = "rest" }
    /// api.partners "POST /quotes" -> function.quote { timeout = 30s }  // error: beyond-rest-timeout
    /// ```
    ///
    /// ```stack
    /// function quote {
    ///   runtime = "nodejs24.x"
    ///   handler = "index.handler"
    ///   code    = "./quote"
    ///   timeout = 20s
    /// }
    /// api partners { protocol = "rest" }
    /// api.partners "POST /quotes" -> function.quote { timeout = 29s }
    /// ```
    "beyond-rest-timeout" Error [
        Fact::new("apigateway.toml", "rest.integration_timeout_ms", "API Gateway API models 2015-07-09 and 2018-11-29"),
        Fact::new("apigateway.toml", "rest.integration_timeout_raise", "API Gateway API models 2015-07-09 and 2018-11-29"),
    ] each "flow" => check
}

/// In milliseconds.
const MOST: i64 = 29_000;

fn check<'a>(cx: &mut Cx<'a>, (flow, _): Known<'a>) {
    let Some(ends) = flow.flow() else { return };
    let Some(said) = flow.input("timeout").and_then(Value::as_quantity) else { return };
    let Some(api) = cx.source(ends).filter(|source| source.kind == "api") else { return };
    let most = Quantity::whole(Dimension::Duration, MOST);
    if said <= most || api.input("protocol").and_then(Value::as_str) != Some("rest") {
        return;
    }
    let place = flow.place("timeout");
    let message = format!("`{}` is a REST API, which waits {most} at most, and this is {said}", api.address);
    let diagnostic = Diagnostic::new(&RULE, place, message).about(flow.address.as_str());
    let edge = api.input("endpoint").and_then(Value::as_str) == Some("edge");
    let diagnostic = if edge {
        diagnostic.help(format!(
            "write `{most}` or less; answer at once what takes longer, and work behind a queue"
        ))
    } else {
        diagnostic
            .severity(Severity::Warning)
            .help(format!("write `{most}` or less, or ask AWS for more and allow this here"))
    };
    cx.report(if shares_text(flow) {
        diagnostic
    } else {
        diagnostic.fix(format!("change to `{most}`"), place, most.to_string())
    });
}
