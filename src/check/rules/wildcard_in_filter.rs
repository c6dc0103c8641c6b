//! Stars where keys are compared letter by letter.

use super::{Cx, Known};
use crate::base::{Fact, Span};
use crate::diag::{Diagnostic, rule};
use crate::model::Resource;

rule! {
    /// A `*` stands in what keys of a bucket begin or end with.
    ///
    /// S3 compares the beginning and the end of a key as they are: `*` is a letter there, and hardly any key has it. What may
    /// follow or come before need not be said.
    ///
    /// ```stack
    /// bucket photos {
    ///   expire after 7 days under "tmp/*"  // warning: wildcard-in-filter
    /// }
    /// function index {
    ///   runtime = "python3.14"
    ///   handler = "app.handler"
    ///   code    = "./index"
    /// }
    /// bucket.photos created ending "*.jpg" -> function.index  // warning: wildcard-in-filter
    /// ```
    ///
    /// ```stack
    /// bucket photos {
    ///   expire after 7 days under "tmp/"
    /// }
    /// function index {
    ///   runtime = "python3.14"
    ///   handler = "app.handler"
    ///   code    = "./index"
    /// }
    /// bucket.photos created ending ".jpg" -> function.index
    /// ```
    "wildcard-in-filter" Warning [
        Fact::new("s3.toml", "notification.wildcards_in_filter", "S3 API model 2006-03-01 and S3 user guide"),
    ] each "bucket" "flow" => check
}

fn check<'a>(cx: &mut Cx<'a>, (resource, _): Known<'a>) {
    let Some(ends) = resource.flow() else {
        for (place, under) in lines(resource) {
            judge(cx, resource, (place, "under"), under);
        }
        return;
    };
    if cx.source(ends).is_some_and(|source| source.kind == "bucket") {
        judge(cx, resource, (ends.span, "under"), &ends.under);
        judge(cx, resource, (ends.span, "ending"), &ends.ending);
    }
}

/// What the statements of a bucket say that keys begin with, each with the place of its line.
pub(super) fn lines(bucket: &Resource) -> impl Iterator<Item = (Span, &str)> {
    bucket.inputs.iter().flat_map(move |(word, value)| {
        let lines = value.as_list().unwrap_or_default().iter().enumerate();
        lines.filter_map(move |(at, line)| {
            let under = line.as_map()?.get("under")?.as_str()?;
            Some((bucket.place(&format!("{word}[{at}]")), under))
        })
    })
}

fn judge(cx: &mut Cx<'_>, resource: &Resource, (place, word): (Span, &str), text: &str) {
    if !text.contains('*') {
        return;
    }
    let rest = if word == "under" { text.split('*').next() } else { text.rsplit('*').next() };
    let help = match rest.unwrap_or_default() {
        "" => format!("leave `{word}` out: without it every key is meant"),
        rest => format!("write `{word} \"{rest}\"`: what else a key has there need not be said"),
    };
    let message = format!("`*` in `{word} \"{text}\"` is a letter like any other, which hardly a key has");
    cx.report(Diagnostic::new(&RULE, place, message).help(help).about(resource.address.as_str()));
}
