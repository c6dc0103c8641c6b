//! Rules that call an API by a route that it does not have.

use std::collections::BTreeMap;

use super::Cx;
use crate::base::{Fact, did_you_mean};
use crate::check::cx::shares_text;
use crate::diag::{Diagnostic, rule};
use crate::model::{Address, Resource, Value};

rule! {
    /// A rule calls an API by a route that the API does not have.
    ///
    /// The API answers 404, the rule takes that for the answer of whoever it told, and the event is lost. A route fits if it
    /// has the method, or `ANY`, and the path, where `{id}` stands for one part and `{rest+}` for all that follow.
    ///
    /// ```stack
    /// function orders { runtime = "python3.13"  handler = "app.handler"  code = "." }
    /// api shop { protocol = "http" }
    /// api.shop "POST /orders" -> function.orders
    /// rule paid { pattern = { source = ["shop.tills"] } }
    /// rule.paid -> api.shop { route = "POST /order" }  // warning: no-such-route
    /// ```
    ///
    /// ```stack
    /// function orders { runtime = "python3.13"  handler = "app.handler"  code = "." }
    /// api shop { protocol = "http" }
    /// api.shop "POST /orders" -> function.orders
    /// rule paid { pattern = { source = ["shop.tills"] } }
    /// rule.paid -> api.shop { route = "POST /orders" }
    /// ```
    "no-such-route" Warning [
        Fact::new("apigateway.toml", "http.route_grammar.methods", "API Gateway API models 2015-07-09 and 2018-11-29"),
    ] => check
}

fn check(cx: &mut Cx<'_>) {
    let calls: Vec<(&Resource, &Address, &str)> = cx
        .flows()
        .filter(|(_, ends)| ends.target.kind() == "api")
        .filter_map(|(flow, ends)| Some((flow, &ends.target, flow.input("route")?.as_str()?)))
        .collect();
    // What could not be read may be the route.
    if calls.is_empty() || cx.has_unread() {
        return;
    }
    let mut routes: BTreeMap<&Address, Vec<&str>> = BTreeMap::new();
    for (_, ends) in cx.flows().filter(|(_, ends)| ends.source.kind() == "api") {
        routes.entry(&ends.source).or_default().push(&ends.event);
    }
    for (flow, api, asked) in calls {
        let own = routes.get(api).map_or(&[][..], Vec::as_slice);
        if own.iter().any(|route| fits(route, asked)) {
            continue;
        }
        let message = format!("`{api}` has no route for `{asked}`, so it answers 404 and the event is lost");
        let place = flow.place("route");
        let diagnostic = Diagnostic::new(&RULE, place, message).about(flow.address.as_str());
        cx.report(match (did_you_mean(asked, own.iter().copied()), own) {
            (Some(near), _) => {
                let diagnostic = diagnostic.help(format!("did you mean `{near}`?"));
                if shares_text(flow) || near.contains('{') {
                    diagnostic
                } else {
                    diagnostic.fix(format!("change to `{near}`"), place, Value::from(near).to_string())
                }
            }
            (None, []) => diagnostic.help(format!("draw it: `{api} \"{asked}\" -> function.name`")),
            (None, own) => {
                let listed: Vec<String> = own.iter().take(4).map(|route| format!("`{route}`")).collect();
                diagnostic.help(format!("its routes are {}", listed.join(", ")))
            }
        });
    }
}

/// Whether requests that are asked for come by a route.
fn fits(route: &str, asked: &str) -> bool {
    if route == "$default" {
        return true;
    }
    let (Some((method, path)), Some((said, wanted))) = (route.split_once(' '), asked.split_once(' ')) else {
        return route == asked;
    };
    if method != "ANY" && method != said {
        return false;
    }
    let mut parts = path.trim_matches('/').split('/');
    let mut wanted = wanted.trim_matches('/').split('/');
    loop {
        match (parts.next(), wanted.next()) {
            (None, None) => return true,
            (Some(part), Some(_)) if part.ends_with("+}") => return true,
            (Some(part), Some(_)) if part.starts_with('{') => {}
            (Some(part), Some(one)) if part == one => {}
            _ => return false,
        }
    }
}
