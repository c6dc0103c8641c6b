//! Two notifications of a bucket for the same object.

use std::collections::BTreeMap;

use super::{Cx, Known};
use crate::base::Fact;
use crate::catalog::Events;
use crate::check::looks::Side;
use crate::check::sieves::Sifted;
use crate::diag::{Diagnostic, rule};
use crate::model::{Address, FlowEnds, Resource};

rule! {
    /// Two arrows from one bucket may be meant by the same event.
    ///
    /// S3 tells of each event once. Two notifications conflict when they share an event, the prefix of one begins with
    /// that of the other, and the suffix of one ends with that of the other; S3 then refuses all notifications of the
    /// bucket, wherever they lead. Narrow one of them, or let one function call the other.
    ///
    /// ```stack
    /// function index {
    ///   runtime = "python3.14"
    ///   handler = "app.handler"
    ///   code    = "./index"
    /// }
    /// bucket photos {}
    /// bucket.photos created under "images/"         -> function.index
    /// bucket.photos created.put under "images/raw/" -> function.index  // error: overlapping-notifications
    ///
    /// bucket scans {}
    /// bucket.scans created ending ".jpg"   -> function.index
    /// bucket.scans created under "images/" -> function.index  // error: overlapping-notifications
    ///
    /// bucket films {}
    /// bucket.films created under "in/" ending "jpg"  -> function.index
    /// bucket.films created under "in/" ending ".jpg" -> function.index  // error: overlapping-notifications
    /// ```
    ///
    /// ```stack
    /// function index {
    ///   runtime = "python3.14"
    ///   handler = "app.handler"
    ///   code    = "./index"
    /// }
    /// bucket photos {}
    /// bucket.photos created under "images/" ending ".jpg" -> function.index
    /// bucket.photos created under "images/" ending ".png" -> function.index
    /// bucket.photos removed under "images/"               -> function.index
    /// ```
    "overlapping-notifications" Error [
        Fact::new("s3.toml", "notification.overlap.rule", "S3 API model 2006-03-01 and S3 user guide"),
        Fact::unconfirmed("s3.toml", "notification.overlap.event_overlap"),
    ] among Side::Kinds(&["flow"]), is_notification => check
}

/// A notification with its event as AWS names it.
type Notification<'a> = (&'a Resource, &'a FlowEnds, &'static str);

fn is_notification<'a>(cx: &Cx<'a>, (flow, _): Known<'a>) -> Option<u32> {
    event(cx, flow.flow()?).map(|_| 0)
}

fn check(cx: &mut Cx<'_>, sifted: Sifted) {
    let mut by_bucket: BTreeMap<&Address, Vec<Notification<'_>>> = BTreeMap::new();
    for (flow, ends) in sifted.flows(cx) {
        let Some(event) = event(cx, ends) else { continue };
        by_bucket.entry(&ends.source).or_default().push((flow, ends, event));
    }
    for mut notifications in by_bucket.into_values() {
        // Prefixes that begin alike stand side by side, so that only near ones are compared.
        notifications.sort_by(|(_, a, _), (_, b, _)| (&a.under, a.span).cmp(&(&b.under, b.span)));
        for (at, one) in notifications.iter().enumerate() {
            let longer = notifications.iter().skip(at + 1);
            let near = longer.take_while(|other| other.1.under.starts_with(one.1.under.as_str()));
            for other in near.filter(|other| events_meet(one.2, other.2) && suffixes_meet(one.1, other.1)) {
                cx.report(finding(one, other));
            }
        }
    }
}

/// What S3 calls the event of an arrow from a bucket.
fn event<'a>(cx: &Cx<'a>, ends: &'a FlowEnds) -> Option<&'static str> {
    cx.source(ends).filter(|source| source.kind == "bucket")?;
    let Events::Words(words) = cx.link(ends)?.events else { return None };
    words.iter().find(|word| word.word == ends.event).map(|word| word.aws)
}

/// Equal, or one stands for the whole group of the other: `s3:ObjectCreated:*` for `s3:ObjectCreated:Put`.
fn events_meet(one: &str, other: &str) -> bool {
    let covers =
        |wide: &str, narrow: &str| wide.strip_suffix('*').is_some_and(|group| narrow.starts_with(group));
    one == other || covers(one, other) || covers(other, one)
}

fn suffixes_meet(one: &FlowEnds, other: &FlowEnds) -> bool {
    one.ending.ends_with(other.ending.as_str()) || other.ending.ends_with(one.ending.as_str())
}

/// Points at the one that stands later in the text.
fn finding(one: &Notification<'_>, other: &Notification<'_>) -> Diagnostic {
    let (first, second) = if one.1.span <= other.1.span { (one, other) } else { (other, one) };
    let message = format!("an event of `{}` may be meant by two arrows, which S3 refuses", second.1.source);
    Diagnostic::new(&RULE, second.1.span, message)
        .label(first.1.span, "the other one")
        .help("narrow one of them with `under` or `ending`, so that no object is meant by both")
        .about(second.0.address.as_str())
}
