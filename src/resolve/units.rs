//! Numbers that lack their unit, and the unit that is usual.

use super::rules;
use super::unknown::some_of;
use crate::base::{Dimension, Span};
use crate::diag::Diagnostic;

/// The finding that a number stands where a quantity is asked for, with the usual unit as the fix.
pub(super) fn without_unit(wanted: Dimension, number: &str, span: Span, name: &str) -> Diagnostic {
    with_unit(&with_usual_unit(wanted, number), wanted, span, name)
}

/// The finding that a number stands where a quantity is asked for, with what is probably meant as the fix.
pub(super) fn with_unit(written: &str, wanted: Dimension, span: Span, name: &str) -> Diagnostic {
    let units: Vec<&str> = wanted.units().collect();
    let others = if units.is_empty() { String::new() } else { format!("; units are {}", some_of(&units)) };
    Diagnostic::new(&rules::missing_unit::RULE, span, format!("`{name}` has no unit"))
        .help(format!("say what the number counts: `{written}`{others}"))
        .fix(format!("change to `{written}`"), span, written)
}

/// A number with the unit that is usual for a dimension, as it is written.
pub(super) fn with_usual_unit(dimension: Dimension, number: &str) -> String {
    match dimension {
        Dimension::Duration => format!("{number}s"),
        Dimension::Size => format!("{number} MB"),
        Dimension::Cpu => format!("{number} vCPU"),
        Dimension::Percent => format!("{number}%"),
        Dimension::Bandwidth => format!("{number} Mbps"),
        Dimension::Money => format!("{number} USD"),
        Dimension::Rate => format!("{number} per second"),
        Dimension::PercentRate => format!("{number}% per hour"),
        Dimension::Throughput => format!("{number} MB per second"),
        Dimension::Spend => format!("{number} USD per month"),
    }
}

/// A quantity as somebody would write it.
pub(super) fn example(dimension: Dimension) -> String {
    let number = match dimension {
        Dimension::Size => "512",
        Dimension::Cpu => "0.25",
        _ => "30",
    };
    with_usual_unit(dimension, number)
}
