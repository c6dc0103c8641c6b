//! Moves of objects that S3 does not make.

use std::collections::BTreeMap;

use super::{Cx, Known};
use crate::base::{Dimension, Fact, Quantity};
use crate::diag::{Diagnostic, rule};
use crate::model::{Map, Resource, Value};

rule! {
    /// An object is moved to a class too early, or from a colder class to a warmer one.
    ///
    /// S3 moves to `STANDARD_IA` and `ONEZONE_IA` objects of 30 days and more only, and never back up: from the archives nothing
    /// comes to a warmer class by itself. Its guide on lifecycle transitions says so.
    ///
    /// ```stack
    /// bucket photos {
    ///   move to "STANDARD_IA" after 10 days  // error: impossible-transition
    /// }
    /// bucket films {
    ///   move to "GLACIER" after 30 days
    ///   move to "STANDARD_IA" after 90 days  // error: impossible-transition
    /// }
    /// ```
    ///
    /// ```stack
    /// bucket photos {
    ///   move to "STANDARD_IA" after 30 days
    ///   move to "GLACIER" after 90 days
    /// }
    /// ```
    "impossible-transition" Error [
        Fact::new("s3.toml", "storage_class.values", "S3 API model 2006-03-01")
    ] each "bucket" => check
}

/// The classes from warm to cold; one row is no warmer than another if it stands behind it.
const COLDER: [&str; 6] =
    ["STANDARD_IA", "INTELLIGENT_TIERING", "ONEZONE_IA", "GLACIER_IR", "GLACIER", "DEEP_ARCHIVE"];
/// Milliseconds of 30 days.
const LEAST: i64 = 30 * 86_400_000;

/// A line of a bucket.
struct Move<'a> {
    at: usize,
    class: &'a str,
    after: Quantity,
}

fn check<'a>(cx: &mut Cx<'a>, (bucket, _): Known<'a>) {
    let mut by_prefix: BTreeMap<&str, Vec<Move<'_>>> = BTreeMap::new();
    let lines = bucket.input("move").and_then(Value::as_list).unwrap_or_default();
    for (at, line) in lines.iter().enumerate() {
        let Some((prefix, line)) = line.as_map().and_then(|line| read(at, line)) else { continue };
        by_prefix.entry(prefix).or_default().push(line);
    }
    for mut moves in by_prefix.into_values() {
        moves.sort_by_key(|one| (one.after, one.at));
        let mut coldest: Option<&Move<'_>> = None;
        for one in &moves {
            early(cx, bucket, one);
            match coldest {
                Some(before) if rank(one.class) <= rank(before.class) => back(cx, bucket, before, one),
                _ => coldest = Some(one),
            }
        }
    }
}

fn read(at: usize, line: &Map) -> Option<(&str, Move<'_>)> {
    let under = line.get("under").and_then(Value::as_str).unwrap_or_default();
    let (class, after) = (line.get("class")?.as_str()?, line.get("after")?.as_quantity()?);
    Some((under, Move { at, class, after }))
}

fn rank(class: &str) -> Option<usize> {
    COLDER.iter().position(|one| *one == class)
}

fn early(cx: &mut Cx<'_>, bucket: &Resource, one: &Move<'_>) {
    if matches!(one.class, "STANDARD_IA" | "ONEZONE_IA")
        && one.after < Quantity::whole(Dimension::Duration, LEAST)
    {
        let message =
            format!("S3 moves nothing to `{}` before 30 days, this is after {}", one.class, one.after);
        report(
            cx,
            bucket,
            one,
            message,
            "write `after 30 days` or more, or move it to `INTELLIGENT_TIERING`",
        );
    }
}

fn back(cx: &mut Cx<'_>, bucket: &Resource, before: &Move<'_>, one: &Move<'_>) {
    let message = format!(
        "after {} the objects are in `{}`, from which S3 moves none to `{}`",
        before.after, before.class, one.class
    );
    report(cx, bucket, one, message, "let each move lead to a colder class than the one before");
}

fn report(cx: &mut Cx<'_>, bucket: &Resource, one: &Move<'_>, message: String, help: &str) {
    let span = bucket.place(&format!("move[{}]", one.at));
    cx.report(Diagnostic::new(&RULE, span, message).help(help).about(bucket.address.as_str()));
}
