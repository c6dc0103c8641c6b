//! Aliases that mean nothing.

use super::{Cx, Known};
use crate::base::{Fact, did_you_mean};
use crate::diag::{Diagnostic, rule};
use crate::model::{Map, Value};

rule! {
    /// An alias of a function has no version that it could mean, or `serve` names an alias that there is not.
    ///
    /// An alias means a published version, never what is being worked on: with `publish` that is the one published last, else
    /// it is the one that `version` says.
    ///
    /// ```stack
    /// function resize {
    ///   runtime = "python3.14"
    ///   handler = "app.handler"
    ///   code    = "./resize"
    ///   serve = "live"
    ///   alias live { provisioned = 5 }  // error: alias-without-version
    /// }
    /// ```
    ///
    /// ```stack
    /// function resize {
    ///   runtime = "python3.14"
    ///   handler = "app.handler"
    ///   code    = "./resize"
    ///   publish = true
    ///   serve   = "live"
    ///   alias live { provisioned = 5 }
    /// }
    /// ```
    "alias-without-version" Error [
        Fact::new("lambda.toml", "concurrency.provisioned_target", "Lambda API model 2015-03-31")
    ] each "function" => check
}

fn check<'a>(cx: &mut Cx<'a>, (function, _): Known<'a>) {
    let empty = Map::default();
    let aliases = function.input("alias").and_then(Value::as_map).unwrap_or(&empty);
    let publishes = function.input("publish") == Some(&Value::Bool(true));
    for (name, alias) in aliases.iter().filter_map(|(name, alias)| Some((name, alias.as_map()?))) {
        if publishes || alias.contains_key("version") {
            continue;
        }
        let message = format!("`{name}` has no version to mean: `{}` publishes none", function.address);
        let span = function.place(&format!("alias.{name}"));
        let help = "write `publish = true`, or name a version that exists: `version = 3`";
        cx.report(Diagnostic::new(&RULE, span, message).help(help).about(function.address.as_str()));
    }
    let Some(served) = function.input("serve").and_then(Value::as_str) else { return };
    if !aliases.contains_key(served) {
        let known: Vec<&str> = aliases.keys().map(ecow::EcoString::as_str).collect();
        let message = format!("`{}` has no alias `{served}`", function.address);
        let mut diagnostic =
            Diagnostic::new(&RULE, function.place("serve"), message).about(function.address.as_str());
        diagnostic = match did_you_mean(served, known.iter().copied()) {
            Some(near) => diagnostic.help(format!("did you mean `{near}`?")).fix(
                format!("change to `{near}`"),
                function.place("serve"),
                format!("\"{near}\""),
            ),
            None => diagnostic.help(format!("write `alias {served} {{}}` beside it, or leave `serve` out")),
        };
        cx.report(diagnostic);
    }
}
