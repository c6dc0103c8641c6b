//! Cookies for pages of any site.

use super::{Cx, Known};
use crate::diag::{Diagnostic, rule};
use crate::model::Value;

rule! {
    /// Pages of every site may call, and send cookies along, which no browser lets them.
    ///
    /// With `credentials = true` a browser takes the answer only if it names the site of the page; `"*"` names none. So the list
    /// of `origins` must say which sites are meant.
    ///
    /// ```stack
    /// api public {
    ///   protocol = "http"
    ///   cors {
    ///     origins     = ["*"]
    ///     credentials = true  // error: credentials-for-any-site
    ///   }
    /// }
    /// ```
    ///
    /// ```stack
    /// api public {
    ///   protocol = "http"
    ///   cors {
    ///     origins     = ["https://www.example.com"]
    ///     credentials = true
    ///   }
    /// }
    /// ```
    "credentials-for-any-site" Error each "api" "function" => check
}

fn check<'a>(cx: &mut Cx<'a>, (resource, _): Known<'a>) {
    for path in ["cors", "url.cors"] {
        let Some(cors) = resource.input(path).and_then(Value::as_map) else { continue };
        let origins = cors.get("origins").and_then(Value::as_list).unwrap_or_default();
        let any = origins.iter().any(|origin| origin.as_str() == Some("*"));
        if cors.get("credentials") == Some(&Value::Bool(true)) && any {
            let message = format!("no browser sends cookies to `{}` for pages of any site", resource.address);
            let diagnostic = Diagnostic::new(&RULE, resource.place(&format!("{path}.credentials")), message)
                .label(resource.place(&format!("{path}.origins")), "`*` is any site")
                .help("name the sites, such as `\"https://www.example.com\"`, or leave `credentials` out")
                .about(resource.address.as_str());
            cx.report(diagnostic);
        }
    }
}
