//! Executions that an account or a function does not have.

use super::{Cx, Known};
use crate::base::Fact;
use crate::check::looks::{Aspect, Side};
use crate::check::sieves::Sifted;
use crate::diag::{Diagnostic, Severity, rule};
use crate::model::{FlowEnds, Resource, Value};

rule! {
    /// Functions reserve more executions at once than their account has, or an alias keeps more ready than its function may have.
    ///
    /// An account has 1000 in a region unless it asked for more, and newer ones fewer; 100 of them must stay with functions that
    /// reserve none, and Lambda refuses what goes beyond. What an alias keeps ready comes out of what its function reserves; and
    /// a queue that calls more often at once than its function may run has messages come back until they are given up.
    ///
    /// ```stack
    /// function resize {
    ///   runtime = "python3.14"
    ///   handler = "app.handler"
    ///   code    = "./resize"
    ///   concurrency = 950  // warning: concurrency-exceeded
    /// }
    /// role charge {
    ///   trust = "lambda"
    ///   allow uses
    /// }
    /// function charge {
    ///   runtime = "python3.14"
    ///   handler = "app.handler"
    ///   code    = "./charge"
    ///   role    = role.charge
    ///   concurrency = 5
    /// }
    /// queue orders {}
    /// queue.orders -> function.charge { concurrency = 20 }  // info: concurrency-exceeded
    /// ```
    ///
    /// ```stack
    /// function resize {
    ///   runtime = "python3.14"
    ///   handler = "app.handler"
    ///   code    = "./resize"
    ///   concurrency = 50
    /// }
    /// ```
    "concurrency-exceeded" Warning [
        Fact::new("lambda.toml", "concurrency.account_default", "Lambda quotas page"),
        Fact::new("lambda.toml", "concurrency.minimum_unreserved", "Lambda quotas page"),
        Fact::unconfirmed("sqs.toml", "lambda_event_source.maximum_concurrency_le_reserved_concurrency"),
    ] among Side::Aspect(Aspect::Capped), is_capped => check
}

/// Executions at once of an account in a region.
const ACCOUNT: i64 = 1_000;
/// How many of them nobody may reserve.
const UNRESERVED: i64 = 100;

fn is_capped<'a>(_: &Cx<'a>, (resource, _): Known<'a>) -> Option<u32> {
    resource.input("concurrency").map(|_| 0)
}

fn check(cx: &mut Cx<'_>, sifted: Sifted) {
    let mut sum: i64 = 0;
    let capped = sifted.resources(cx);
    let functions = capped.iter().filter(|(_, kind)| kind.name == "function");
    let mut reserving: Vec<(&Resource, i64)> = functions
        .filter_map(|(function, _)| Some((*function, function.input("concurrency")?.as_whole()?)))
        .collect();
    reserving.sort_by_key(|(function, _)| function.head);
    for (function, own) in reserving {
        let before = sum;
        sum = sum.saturating_add(own);
        if before <= ACCOUNT - UNRESERVED && sum > ACCOUNT - UNRESERVED {
            let message = format!(
                "with `{}` functions reserve {sum} executions at once, but an account has {ACCOUNT} and keeps {UNRESERVED} free",
                function.address
            );
            let help = format!(
                "reserve {} or less in all, or ask AWS for more and allow this here",
                ACCOUNT - UNRESERVED
            );
            let place = function.place("concurrency");
            cx.report(Diagnostic::new(&RULE, place, message).help(help).about(function.address.as_str()));
        }
        ready(cx, function, own);
    }
    for (arrow, ends) in sifted.flows(cx) {
        called(cx, arrow, ends);
    }
}

/// Judges how often an arrow calls at once.
fn called<'a>(cx: &mut Cx<'a>, arrow: &Resource, ends: &'a FlowEnds) {
    let whole = |of: &Resource| of.input("concurrency").and_then(Value::as_whole);
    let Some(calls) = whole(arrow) else { return };
    let Some(function) = cx.target(ends).filter(|target| target.kind == "function") else { return };
    let Some(reserved) = whole(function).filter(|reserved| *reserved < calls) else { return };
    let (source, target) = (&ends.source, &ends.target);
    let message =
        format!("`{source}` makes up to {calls} calls at once, but `{target}` may run {reserved} times");
    let help = format!("let the arrow have {reserved} at most, or `{target}` {calls} or more");
    cx.report(
        Diagnostic::new(&RULE, arrow.place("concurrency"), message)
            .severity(Severity::Info)
            .label(function.place("concurrency"), "reserved here")
            .help(help)
            .about(arrow.address.as_str()),
    );
}

/// Judges what the aliases of a function keep ready.
fn ready(cx: &mut Cx<'_>, function: &Resource, reserved: i64) {
    let Some(aliases) = function.input("alias").and_then(Value::as_map) else { return };
    let mut sum: i64 = 0;
    for (name, alias) in aliases {
        let kept = alias.as_map().and_then(|alias| alias.get("provisioned")?.as_whole());
        let Some(kept) = kept else { continue };
        sum = sum.saturating_add(kept);
        if sum > reserved {
            let message = format!(
                "aliases of `{}` keep {sum} executions ready, but it may have {reserved} at once",
                function.address
            );
            let help = format!("set `concurrency` to {sum} or more, or `provisioned` to less");
            let diagnostic =
                Diagnostic::new(&RULE, function.place(&format!("alias.{name}.provisioned")), message)
                    .severity(Severity::Error)
                    .help(help)
                    .about(function.address.as_str());
            cx.report(diagnostic);
            return;
        }
    }
}
