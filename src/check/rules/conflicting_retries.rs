//! Settings of asynchronous calls that a function has but once.

use rustc_hash::FxHashMap;

use super::{Cx, Known};
use crate::base::{Fact, Span};
use crate::check::looks::Side;
use crate::check::sieves::Sifted;
use crate::diag::{Diagnostic, rule};
use crate::model::{Address, Value};

rule! {
    /// Two lines say differently how often, or for how long, asynchronous calls of one function are tried again.
    ///
    /// Lambda has one such setting for a function, whoever calls it: the arrows of buckets and the function itself set the same.
    ///
    /// ```stack
    /// bucket raw {}
    /// bucket fine {}
    /// function resize {
    ///   runtime = "python3.14"
    ///   handler = "app.handler"
    ///   code    = "./resize"
    /// }
    /// bucket.raw created  -> function.resize { retries = 2 }
    /// bucket.fine removed -> function.resize { retries = 0 }  // error: conflicting-retries
    /// ```
    ///
    /// ```stack
    /// bucket raw {}
    /// bucket fine {}
    /// function resize {
    ///   runtime = "python3.14"
    ///   handler = "app.handler"
    ///   code    = "./resize"
    ///   retries = 0
    /// }
    /// bucket.raw created  -> function.resize
    /// bucket.fine removed -> function.resize
    /// ```
    "conflicting-retries" Error [
        Fact::new("update_behavior.toml", "AWS::Lambda::EventInvokeConfig", "CloudFormation resource schema")
    ] among Side::Kinds(&["flow"]), says_one => check
}

/// What Lambda has once for a function.
const ONCE: [&str; 2] = ["retries", "max_age"];

fn says_one<'a>(_: &Cx<'a>, (flow, _): Known<'a>) -> Option<u32> {
    let says = |name: &&str| flow.input(name).is_some() && flow.places.get(name).is_some();
    ONCE.iter().any(says).then_some(0)
}

fn check(cx: &mut Cx<'_>, sifted: Sifted) {
    let mut said: FxHashMap<(&Address, &str), (Span, &Value)> = FxHashMap::default();
    let mut flows = sifted.flows(cx);
    flows.sort_by_key(|(_, ends)| ends.span);
    for (flow, ends) in flows {
        let Some(source) = cx.source(ends).filter(|source| source.kind == "bucket") else { continue };
        let Some(function) = cx.target(ends).filter(|target| target.kind == "function") else {
            continue;
        };
        for name in ONCE {
            let (Some(value), Some(span)) = (flow.input(name), flow.places.get(name)) else { continue };
            let own = function.places.get(name).zip(function.input(name));
            let (first, other) = *said.entry((&ends.target, name)).or_insert(own.unwrap_or((span, value)));
            if other != value {
                let message = format!("`{name}` of `{}` is {value} here, but {other} elsewhere", ends.target);
                let diagnostic = Diagnostic::new(&RULE, span, message)
                    .label(first, format!("here it is {other}"))
                    .help(format!(
                        "say it once, in `{}`: Lambda has one such setting for a function",
                        ends.target
                    ))
                    .about(source.address.as_str());
                cx.report(diagnostic);
            }
        }
    }
}
