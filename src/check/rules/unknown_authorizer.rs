//! Routes that ask somebody who is not there.

use super::{Cx, Known};
use crate::base::did_you_mean;
use crate::diag::{Diagnostic, rule};
use crate::model::Value;

rule! {
    /// A route of an API names an authorizer that the API does not have.
    ///
    /// `auth` is `"iam"`, or the label of an `authorizer` block of the same API.
    ///
    /// ```stack
    /// function quote {
    ///   runtime = "nodejs24.x"
    ///   handler = "index.handler"
    ///   code    = "./quote"
    /// }
    /// api public {
    ///   authorizer staff {
    ///     type     = "jwt"
    ///     issuer   = "https://login.example.com"
    ///     audience = ["shop"]
    ///   }
    /// }
    /// api.public "GET /quotes" -> function.quote { auth = "stuff" }  // error: unknown-authorizer
    /// ```
    ///
    /// ```stack
    /// function quote {
    ///   runtime = "nodejs24.x"
    ///   handler = "index.handler"
    ///   code    = "./quote"
    /// }
    /// api public {
    ///   authorizer staff {
    ///     type     = "jwt"
    ///     issuer   = "https://login.example.com"
    ///     audience = ["shop"]
    ///   }
    /// }
    /// api.public "GET /quotes" -> function.quote { auth = "staff" }
    /// ```
    "unknown-authorizer" Error each "flow" => check
}

fn check<'a>(cx: &mut Cx<'a>, (flow, _): Known<'a>) {
    let (Some(auth), Some(ends)) = (flow.input("auth").and_then(Value::as_str), flow.flow()) else { return };
    let Some(api) = cx.source(ends).filter(|source| source.kind == "api") else { return };
    let mut known = api.places.labels("authorizer");
    if auth == "iam" || known.any(|known| known == auth) || cx.in_doubt(api) {
        return;
    }
    let place = flow.place("auth");
    let near = did_you_mean(auth, api.places.labels("authorizer").chain(["iam"]));
    let message = format!("`{}` has no authorizer `{auth}`", api.address);
    let mut diagnostic = Diagnostic::new(&RULE, place, message).about(flow.address.as_str());
    diagnostic = match near {
        Some(near) => diagnostic.help(format!("did you mean `{near}`?")).fix(
            format!("change to `{near}`"),
            place,
            format!("\"{near}\""),
        ),
        None => diagnostic
            .help(format!("write `authorizer {auth} {{ … }}` in `{}`, or `auth = \"iam\"`", api.address)),
    };
    cx.report(diagnostic);
}
