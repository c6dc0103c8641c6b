//! Objects that go before the time that their class is paid for.

use super::{Cx, Known};
use crate::base::{Dimension, Fact, Quantity};
use crate::diag::{Diagnostic, rule};
use crate::model::{Map, Value};

rule! {
    /// A bucket deletes objects before the time that their storage class is paid for in any case.
    ///
    /// The colder a class, the longer an object in it is paid for at least: 30 days in the infrequent ones, 90 in the
    /// first two archives, 180 in the deep one. What goes sooner is paid for as if it had stayed.
    ///
    /// ```stack
    /// bucket photos {
    ///   move to "GLACIER" after 30 days  // info: shorter-than-paid-for
    ///   expire after 60 days
    /// }
    /// ```
    ///
    /// ```stack
    /// bucket photos {
    ///   move to "GLACIER" after 30 days
    ///   expire after 120 days
    /// }
    /// ```
    "shorter-than-paid-for" Info [
        Fact::unconfirmed("s3.toml", "storage_class.min_storage_days"),
    ] each "bucket" => check
}

/// For how many days an object in a class is paid for at least.
const LEAST: &[(&str, i64)] =
    &[("STANDARD_IA", 30), ("ONEZONE_IA", 30), ("GLACIER_IR", 90), ("GLACIER", 90), ("DEEP_ARCHIVE", 180)];
/// Milliseconds of a day.
const DAY: i64 = 86_400_000;

fn check<'a>(cx: &mut Cx<'a>, (bucket, _): Known<'a>) {
    let lines = |word: &str| bucket.input(word).and_then(Value::as_list).unwrap_or_default();
    for (at, moved) in lines("move").iter().enumerate() {
        let Some((class, from, under)) = moved.as_map().and_then(read) else { continue };
        let Some((_, least)) = LEAST.iter().find(|(name, _)| *name == class) else { continue };
        let least = Quantity::whole(Dimension::Duration, least * DAY);
        let ends = lines("expire").iter().filter_map(|line| line.as_map().and_then(read));
        let mut ends = ends.filter(|(_, to, wide)| under.starts_with(wide) && *to > from);
        let Some((_, to, _)) = ends.next() else { continue };
        let stays = Quantity::new(Dimension::Duration, to.amount - from.amount);
        if stays >= least {
            continue;
        }
        let message = format!(
            "objects stay in `{class}` for {stays}, until they are deleted after {to}, and are paid for {least} there"
        );
        cx.report(
            Diagnostic::new(&RULE, bucket.place(&format!("move[{at}]")), message)
                .help("delete them later, or leave them where they are until then")
                .about(bucket.address.as_str()),
        );
    }
}

/// The class, the age and the beginning of the keys that a line is about.
fn read(line: &Map) -> Option<(&str, Quantity, &str)> {
    let text = |name| line.get(name).and_then(Value::as_str).unwrap_or_default();
    Some((text("class"), line.get("after")?.as_quantity()?, text("under")))
}
