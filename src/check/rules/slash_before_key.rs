//! Keys that are written as paths.

use super::wildcard_in_filter::lines;
use super::{Cx, Known};
use crate::base::Span;
use crate::diag::{Diagnostic, rule};
use crate::model::Resource;

rule! {
    /// What keys of a bucket begin with is written with a `/` in front.
    ///
    /// A key is no path: it begins with the name of its first folder, as in `raw/1.jpg`. One that begins with `/` is another
    /// one, and hardly anybody has such keys.
    ///
    /// ```stack
    /// bucket photos {
    ///   expire after 7 days under "/tmp/"  // warning: slash-before-key
    /// }
    /// ```
    ///
    /// ```stack
    /// bucket photos {
    ///   expire after 7 days under "tmp/"
    /// }
    /// ```
    "slash-before-key" Warning each "bucket" "flow" => check
}

fn check<'a>(cx: &mut Cx<'a>, (resource, _): Known<'a>) {
    let Some(ends) = resource.flow() else {
        for (place, under) in lines(resource) {
            judge(cx, resource, place, under);
        }
        return;
    };
    if cx.source(ends).is_some_and(|source| source.kind == "bucket") {
        judge(cx, resource, ends.span, &ends.under);
    }
}

fn judge(cx: &mut Cx<'_>, resource: &Resource, place: Span, under: &str) {
    let Some(rest) = under.strip_prefix('/') else { return };
    let help = match rest {
        "" => "leave `under` out: without it every key is meant".to_owned(),
        rest => format!("write `under \"{rest}\"`"),
    };
    let message = format!("keys begin with the name of a folder or a file, not with `/` as in `{under}`");
    cx.report(Diagnostic::new(&RULE, place, message).help(help).about(resource.address.as_str()));
}
