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
        let near = near(value, attr.among);
        let listed = |words: &[&str]| -> String {
            words.iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", ")
        };
        let mut message = format!("`{value}` is no `{}` that is known here", attr.name);
        if !near.is_empty() {
            message.push_str(&format!("; near it is {}", listed(&near)));
        }
        let place = resource.place(attr.name);
        let mut diagnostic = Diagnostic::new(&RULE, place, message).about(resource.address.as_str());
        diagnostic = diagnostic.help(match near.as_slice() {
            [meant] => format!("did you mean `{meant}`? It may also be newer than the list"),
            _ => format!("known are {}; it may be newer than the list", listed(attr.among)),
        });
        let written = resource.places.get(attr.name).filter(|_| !shares_text(resource));
        if let ([meant], Some(place)) = (near.as_slice(), written) {
            let text = format!("\"{meant}\"");
            diagnostic = diagnostic.fix(format!("change to `{text}`"), place, text);
        }
        cx.report(diagnostic);
    }
}

/// The listed words that a value is near to: the one that it holds, or is meant by a slip; else those that begin as it
/// does. Of two versions of one thing neither is meant by the other.
fn near<'l>(value: &str, list: &[&'l str]) -> Vec<&'l str> {
    let number = |letter: char| letter.is_ascii_digit() || ".-_ ".contains(letter);
    let bare = |word: &str| word.to_lowercase().replace(number, "");
    let own = value.to_lowercase();
    let holds = |word: &&&str| own.contains(&word.to_lowercase());
    let held = list.iter().filter(holds).max_by_key(|word| word.len()).copied();
    let digits = |word: &str| word.replace(|letter: char| !letter.is_ascii_digit(), "");
    let slip = || {
        let meant = did_you_mean(value, list.iter().copied());
        meant.filter(|meant| bare(meant) != bare(value) || digits(meant) == digits(value))
    };
    if let Some(one) = held.or_else(slip) {
        return vec![one];
    }
    let stem =
        |word: &str| -> String { bare(word).chars().take_while(|letter| letter.is_alphabetic()).collect() };
    let begun = stem(value);
    list.iter().copied().filter(|word| begun.len() > 2 && stem(word).starts_with(&begun)).collect()
}
