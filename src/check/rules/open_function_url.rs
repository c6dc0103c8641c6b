//! Addresses of functions that everyone may call.

use super::{Cx, Known};
use crate::check::cx::shares_text;
use crate::diag::{Diagnostic, rule};
use crate::model::Value;

rule! {
    /// Everyone who knows the address of a function may call it, and what it costs is paid by its owner.
    ///
    /// With `auth = "none"` Lambda asks nobody who they are. An `api` in front can slow callers down and tell them apart; with
    /// `auth = "iam"` only whom a policy allows may call.
    ///
    /// ```stack
    /// function resize {
    ///   runtime = "python3.14"
    ///   handler = "app.handler"
    ///   code    = "./resize"
    ///   url { auth = "none" }  // warning: open-function-url
    /// }
    /// ```
    ///
    /// ```stack
    /// function resize {
    ///   runtime = "python3.14"
    ///   handler = "app.handler"
    ///   code    = "./resize"
    ///   url { auth = "iam" }
    /// }
    /// ```
    "open-function-url" Warning each "function" => check
}

fn check<'a>(cx: &mut Cx<'a>, (function, _): Known<'a>) {
    if function.input("url.auth").and_then(Value::as_str) != Some("none") {
        return;
    }
    let place = function.place("url.auth");
    let message = format!("everyone on the internet may call `{}`", function.address);
    let mut diagnostic = Diagnostic::new(&RULE, place, message)
        .help("write `auth = \"iam\"`, or put an `api` with limits before it")
        .about(function.address.as_str());
    if !shares_text(function) {
        diagnostic = diagnostic.fix("let IAM decide who may call", place, "\"iam\"".to_owned());
    }
    cx.report(diagnostic);
}
