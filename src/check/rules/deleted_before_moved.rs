//! Objects that are gone before they are moved.

use super::{Cx, Known};
use crate::base::Quantity;
use crate::diag::{Diagnostic, rule};
use crate::model::{Map, Resource, Value};

rule! {
    /// A bucket deletes objects before, or on the day, it would move them to a cheaper storage class.
    ///
    /// The move never happens, and what is deleted does not come back. Most often the two ages were mixed up. A rule of
    /// both is refused by S3, which asks for a deletion later than the move.
    ///
    /// ```stack
    /// bucket logs {
    ///   expire after 30 days
    ///   move to "GLACIER" after 90 days  // warning: deleted-before-moved
    /// }
    /// ```
    ///
    /// ```stack
    /// bucket logs {
    ///   move to "GLACIER" after 90 days
    ///   expire after 365 days
    ///   expire after 30 days under "tmp/"
    /// }
    /// ```
    "deleted-before-moved" Warning each "bucket" => check
}

fn check<'a>(cx: &mut Cx<'a>, (bucket, _): Known<'a>) {
    for (at, moved) in ages(bucket, "move") {
        let gone = ages(bucket, "expire").find(|(_, gone)| gone.days <= moved.days && covers(gone, &moved));
        let Some((first, gone)) = gone else { continue };
        let message =
            format!("objects are deleted after {}, before they are moved after {}", gone.days, moved.days);
        cx.report(
            Diagnostic::new(&RULE, bucket.place(&format!("move[{at}]")), message)
                .label(bucket.place(&format!("expire[{first}]")), "this deletes them")
                .help("move them earlier, delete them later, or leave one of the lines out")
                .about(bucket.address.as_str()),
        );
    }
}

/// What happens to objects of an age.
struct Age<'a> {
    days: Quantity,
    under: &'a str,
}

/// Whether everything that one line is about is among what another is about.
fn covers(all: &Age<'_>, some: &Age<'_>) -> bool {
    some.under.starts_with(all.under)
}

/// The ages of the statements of a word, in order.
fn ages<'a>(bucket: &'a Resource, word: &str) -> impl Iterator<Item = (usize, Age<'a>)> {
    let lines = bucket.input(word).and_then(Value::as_list).into_iter().flatten().enumerate();
    lines.filter_map(|(at, line)| Some((at, age(line.as_map()?)?)))
}

fn age(line: &Map) -> Option<Age<'_>> {
    let under = line.get("under").and_then(Value::as_str).unwrap_or_default();
    Some(Age { days: line.get("after")?.as_quantity()?, under })
}
