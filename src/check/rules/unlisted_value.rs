//! Words that no list has.

use super::{Cx, Known};
use crate::base::{Fact, did_you_mean};
use crate::check::cx::shares_text;
use crate::diag::{Diagnostic, rule};
use crate::model::Value;

rule! {
    /// A value is none of those that are known, in a set that AWS adds to and takes from.
    ///
    /// Platforms, blueprints and the like come and go, and AWS has the only list that is right. What is not in the one
    /// here may be newer than it, or misspelled.
    ///
    /// ```stack
    /// server blog {
    ///   bundle    = "small"
    ///   blueprint = "wordpres"  // info: unlisted-value
    /// }
    /// ```
    ///
    /// ```stack
    /// server blog {
    ///   bundle    = "small"
    ///   blueprint = "wordpress"
    /// }
    /// ```
    "unlisted-value" Info [
        Fact::unconfirmed("lightsail.toml", "blueprints.os"),
        Fact::unconfirmed("lightsail.toml", "blueprints.app"),
    ] each if |kind| kind.shape.attrs.iter().any(|attr| !attr.among.is_empty()) => check
}

fn check<'a>(cx: &mut Cx<'a>, (resource, kind): Known<'a>) {
    for attr in kind.shape.attrs.iter().filter(|attr| !attr.among.is_empty()) {
        let Some(value) = resource.input(attr.name).and_then(Value::as_str) else { continue };
        if attr.among.contains(&value) {
            continue;
        }
        let message = format!("`{value}` is no `{}` that is known here", attr.name);
        let mut diagnostic =
            Diagnostic::new(&RULE, resource.place(attr.name), message).about(resource.address.as_str());
        let known: Vec<String> = attr.among.iter().map(|word| format!("`{word}`")).collect();
        diagnostic = match did_you_mean(value, attr.among.iter().copied()) {
            Some(meant) => {
                let help = format!("did you mean `{meant}`? It may also be newer than the list");
                let place = resource.places.get(attr.name).filter(|_| !shares_text(resource));
                match place {
                    Some(place) => {
                        let text = format!("\"{meant}\"");
                        diagnostic.help(help).fix(format!("change to `{text}`"), place, text)
                    }
                    None => diagnostic.help(help),
                }
            }
            None => diagnostic.help(format!("known are {}; it may be newer than the list", known.join(", "))),
        };
        cx.report(diagnostic);
    }
}
