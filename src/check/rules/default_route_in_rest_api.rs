//! `$default`, which only HTTP APIs have.

use super::{Cx, Known};
use crate::base::Fact;
use crate::catalog::Events;
use crate::diag::{Diagnostic, rule};

rule! {
    /// A REST API has a route `$default`, which only HTTP APIs know.
    ///
    /// What no other route is meant by is caught in a REST API by `ANY /{rest+}`, and `ANY /` for the root.
    ///
    /// ```stack
    /// api inner { protocol = "rest" }
    /// function show {
    ///   runtime = "python3.14"
    ///   handler = "app.handler"
    ///   code    = "./show"
    /// }
    /// api.inner "$default" -> function.show  // error: default-route-in-rest-api
    /// ```
    ///
    /// ```stack
    /// api inner { protocol = "rest" }
    /// function show {
    ///   runtime = "python3.14"
    ///   handler = "app.handler"
    ///   code    = "./show"
    /// }
    /// api.inner "ANY /{rest+}" -> function.show
    /// ```
    "default-route-in-rest-api" Error [Fact::new("apigateway.toml", "http.route_grammar.default_route", "API Gateway API model 2018-11-29")]
        each "flow" => check
}

fn check<'a>(cx: &mut Cx<'a>, (resource, _): Known<'a>) {
    let Some(ends) = resource.flow().filter(|ends| ends.event == "$default") else { return };
    let Some(source) = cx.source(ends) else { return };
    let routes = cx.link(ends).is_some_and(|link| matches!(link.events, Events::Routes));
    if !routes || source.input("protocol").and_then(crate::model::Value::as_str) != Some("rest") {
        return;
    }
    cx.report(
        Diagnostic::new(
            &RULE,
            ends.span,
            format!("`{}` is a REST API, which has no `$default`", ends.source),
        )
        .help("write `\"ANY /{rest+}\"`, or make it `protocol = \"http\"`")
        .about(resource.address.as_str()),
    );
}
