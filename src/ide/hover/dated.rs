//! What is said of values that AWS retires.

use std::fmt::Write as _;

use super::attribute::sources;
use crate::base::FACTS_DAY;
use crate::catalog::DatedValue;

/// Whether a value should not be chosen any more: a day has come, or something stands in for it.
pub(in crate::ide) fn is_retired(dated: &DatedValue) -> bool {
    let gone = |day: &str| !day.is_empty() && day <= FACTS_DAY;
    let is_old = dated.deprecated.is_empty() && !dated.successor.is_empty();
    gone(dated.deprecated) || gone(dated.no_create) || is_old
}

/// The days of a value, what stands in for it, and where that comes from.
pub(in crate::ide) fn dates(dated: &DatedValue) -> String {
    let mut text = String::new();
    let days = [
        ("deprecated", dated.deprecated),
        ("nothing new with it", dated.no_create),
        ("no change of what has it", dated.no_update),
    ];
    for (what, day) in days.into_iter().filter(|(_, day)| !day.is_empty()) {
        let _ = writeln!(text, "- {what} from {day} on");
    }
    if !dated.successor.is_empty() {
        let _ = writeln!(text, "- use `{}`", dated.successor);
    }
    text.push_str(&sources(&[dated.fact]));
    text
}
