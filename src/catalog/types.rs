//! What a value may be.

use crate::base::Dimension;

/// What a value must be.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Type {
    /// Anything.
    Any,
    /// Text.
    String,
    /// A path in the stack's folder; the hash of what is there belongs to the desired state.
    Path,
    /// `true` or `false`.
    Bool,
    /// Any number.
    Number,
    /// A whole number.
    Whole,
    /// A quantity.
    Quantity(Dimension),
    /// A range of these; a single value is read as both ends.
    RangeOf(&'static Type),
    /// `cron(…)`, `rate(…)`, `at(…)`.
    Timing,
    /// `at(…)` alone.
    Moment,
    /// The name of a time zone.
    TimeZone,
    /// The name of an availability zone of the stack's region, such as `ap-northeast-2a`.
    Zone,
    /// One of these strings.
    OneOf(&'static [&'static str]),
    /// One of these whole numbers, counted in this dimension's usual unit (days for durations).
    OneOfDays(&'static [i64]),
    /// A resource of one of these kinds, or the ARN of one outside the stack.
    Reference(&'static [&'static str]),
    /// A range of addresses such as `10.0.0.0/16`, or a resource of one of these kinds.
    Peer(&'static [&'static str]),
    /// Who may take on a role: short names of services (`lambda`), accounts, roles, or a list of these.
    Principals,
    /// What a resource is measured by, or what is computed from that.
    Metric,
    /// A number with or without unit; which, something else decides.
    Amount,
    /// A list.
    List(&'static Type),
    /// Free keys.
    Map(&'static Type),
}
