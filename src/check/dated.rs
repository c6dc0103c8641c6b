//! Values that AWS retires, judged by a day.

use super::cx::{Cx, Known, shares_text};
use crate::catalog::{DatedValue, Kind};
use crate::diag::{Diagnostic, Rule, Severity};
use crate::model::{Resource, Value};

/// Whether AWS retires values of an attribute.
pub(super) fn has(kind: &Kind, attr: &str) -> bool {
    kind.dated.iter().any(|row| row.attr == attr)
}

/// Judges the value of one attribute, if the kind has it.
pub(super) fn judge(cx: &mut Cx<'_>, rule: &'static Rule, (resource, kind): Known<'_>, attr: &str) {
    let mut rows = kind.dated.iter().filter(|row| row.attr == attr);
    let Some(value) = resource.inputs.get(attr).and_then(Value::as_str) else { return };
    let row = rows.find(|row| row.value == value);
    if let Some(diagnostic) = row.and_then(|row| finding(cx.as_of, rule, resource, kind, row)) {
        cx.report(diagnostic);
    }
}

/// What a day says of a value; `None` if it is in good standing.
fn finding(
    as_of: &str,
    rule: &'static Rule,
    resource: &Resource,
    kind: &Kind,
    row: &DatedValue,
) -> Option<Diagnostic> {
    let passed = |day: &str| !day.is_empty() && day <= as_of;
    let value = row.value;
    let (severity, message) = if passed(row.no_create) {
        let message = format!("no {} can be made with `{value}` since {}", kind.title, row.no_create);
        (Severity::Error, message)
    } else if passed(row.deprecated) {
        let until = if row.no_create.is_empty() {
            String::new()
        } else {
            format!("; nothing new from {} on", row.no_create)
        };
        (Severity::Warning, format!("`{value}` is deprecated since {}{until}", row.deprecated))
    } else if row.deprecated.is_empty() && row.no_create.is_empty() && !row.successor.is_empty() {
        // No day is known: that there is something newer is all that is sure.
        (Severity::Warning, format!("`{value}` is superseded by `{}`", row.successor))
    } else {
        return None;
    };
    let severity = if row.fact.confirmed { severity } else { Severity::Info };
    let mut diagnostic = Diagnostic::new(rule, resource.place(row.attr), message)
        .severity(severity)
        .about(resource.address.as_str());
    let judged = format!("judged as of {as_of}; source: {}", row.fact.source);
    diagnostic = diagnostic.help(if row.successor.is_empty() {
        judged
    } else {
        format!("move to `{}`; {judged}", row.successor)
    });
    let place = resource.places.get(row.attr).filter(|_| !row.successor.is_empty() && !shares_text(resource));
    Some(match place {
        Some(place) => {
            let text = format!("\"{}\"", row.successor);
            diagnostic.fix(format!("change to `{text}`"), place, text)
        }
        None => diagnostic,
    })
}
