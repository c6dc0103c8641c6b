//! Tags that AWS does not take.

use ecow::EcoString;

use super::{Cx, Known};
use crate::base::Span;
use crate::check::looks::{Aspect, Side};
use crate::check::sieves::Sifted;
use crate::diag::{Diagnostic, rule};
use crate::model::{Map, Value};

rule! {
    /// A tag has a key or a value that AWS does not take, or there are too many.
    ///
    /// A resource has at most 50 tags. A key has 1 to 128 characters and may not begin with `aws:`, which AWS keeps for
    /// itself; a value has at most 256. Both hold letters, digits, blanks and `_ . : / = + - @`.
    ///
    /// ```stack
    /// bucket photos {
    ///   tags {
    ///     "aws:team" = "blue"    // error: invalid-tag
    ///     owner      = "a & b"   // error: invalid-tag
    ///   }
    /// }
    /// ```
    ///
    /// ```stack
    /// bucket photos {
    ///   tags { team = "blue"  owner = "a and b" }
    /// }
    /// ```
    "invalid-tag" Error among Side::Aspect(Aspect::Tags), is_at_fault => check
}

// The limits are those of AWS's tagging rules, which the user guides of all services repeat; characters and lengths
// also stand as `tagKeyType` and `tagValueType` in the IAM API model 2010-05-08 of botocore 1.44.5.
const MOST: usize = 50;
const LONGEST_KEY: usize = 128;
const LONGEST_VALUE: usize = 256;
const RESERVED: &str = "aws:";

fn is_at_fault<'a>(cx: &Cx<'a>, (resource, _): Known<'a>) -> Option<u32> {
    let tags = resource.inputs.get("tags").and_then(Value::as_map)?;
    let own = cx.own_tags().0;
    let at_fault = |(key, value): (&EcoString, &Value)| {
        fault(key, value).is_some() && (key.is_empty() || own.get(key) != Some(value))
    };
    let has_some = tags.len() > MOST || tags.iter().any(at_fault);
    (has_some && resource.places.get("tags").is_some()).then_some(0)
}

fn check(cx: &mut Cx<'_>, sifted: Sifted) {
    let (own, places, span) = cx.own_tags();
    // The stack's own tags are on every resource, and judged once.
    each_fault(own, &mut |key, fault| {
        let place = places.nearest(&format!("tags.{key}")).unwrap_or(span);
        cx.report(finding(place, fault));
    });
    for (resource, _) in sifted.resources(cx) {
        let Some(tags) = resource.inputs.get("tags").and_then(Value::as_map) else { continue };
        each_fault(tags, &mut |key, fault| {
            if key.is_empty() || tags.get(key) != own.get(key) {
                let place = resource.place(&format!("tags.{key}"));
                cx.report(finding(place, fault).about(resource.address.as_str()));
            }
        });
    }
}

/// What is wrong, and what to do.
type Fault = (String, &'static str);

/// Calls back with the key of every tag at fault.
fn each_fault(tags: &Map, visit: &mut dyn FnMut(&str, Fault)) {
    for (key, value) in tags.iter() {
        if let Some(fault) = fault(key, value) {
            visit(key, fault);
        }
    }
    if tags.len() > MOST {
        let message = format!("these are {} tags, but AWS takes at most {MOST} on a resource", tags.len());
        visit("", (message, "the tags of the `stack` block count on every resource; leave some out"));
    }
}

fn fault(key: &str, value: &Value) -> Option<Fault> {
    key_fault(key).or_else(|| value_fault(key, value.as_str()?))
}

fn key_fault(key: &str) -> Option<Fault> {
    let length = key.chars().count();
    if length == 0 {
        return Some(("a tag has an empty key".into(), "name it: `owner = \"…\"`"));
    }
    if length > LONGEST_KEY {
        let message =
            format!("the tag key `{key}` has {length} characters, but AWS takes at most {LONGEST_KEY}");
        return Some((message, "keep what tells it from others, and put the rest into the value"));
    }
    if key.get(..RESERVED.len()).is_some_and(|start| start.eq_ignore_ascii_case(RESERVED)) {
        let message = format!("the tag key `{key}` begins with `{RESERVED}`, which AWS keeps for itself");
        return Some((message, "begin it with another word"));
    }
    let c = refused(key)?;
    Some((format!("the tag key `{key}` holds `{c}`, which AWS does not take there"), ALLOWED))
}

fn value_fault(key: &str, value: &str) -> Option<Fault> {
    let length = value.chars().count();
    if length > LONGEST_VALUE {
        let message = format!(
            "the value of the tag `{key}` has {length} characters, but AWS takes at most {LONGEST_VALUE}"
        );
        return Some((message, "shorten it"));
    }
    let c = refused(value)?;
    Some((format!("the value of the tag `{key}` holds `{c}`, which AWS does not take there"), ALLOWED))
}

const ALLOWED: &str = "use letters, digits, blanks and `_ . : / = + - @`";

fn refused(text: &str) -> Option<char> {
    let blank = |c: char| c.is_whitespace() && !c.is_control();
    text.chars().find(|c| !(c.is_alphanumeric() || blank(*c) || "_.:/=+-@".contains(*c)))
}

fn finding(place: Span, (message, help): Fault) -> Diagnostic {
    Diagnostic::new(&RULE, place, message).help(help)
}
