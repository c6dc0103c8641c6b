//! IAM statements as they were said.

use std::ops::Range;

use ecow::EcoString;

use super::Few;
use crate::base::Span;

/// `allow` or `deny`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Effect {
    /// `allow`
    Allow,
    /// `deny`
    Deny,
}

/// A text in which `*` and `?` stand for others, and where it was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pattern {
    /// The text: an action, an ARN or a principal.
    pub text: EcoString,
    /// Its place; for what is derived, the place of what it is derived from.
    pub span: Span,
}

impl Pattern {
    /// The place of some of its bytes if it stands in the text as it is, between quotes; else the whole place.
    #[must_use]
    pub fn part(&self, bytes: Range<usize>) -> Span {
        self.span.within_quotes(&self.text, bytes)
    }
}

/// Patterns, one of which must match, or, with `not`, none.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Patterns {
    /// Whether `not` stood before them.
    pub negated: bool,
    /// The patterns in the order they were written.
    pub items: Few<Pattern>,
}

/// One line of a `when`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Condition {
    /// Such as `StringLike`, with prefix and suffix.
    pub operator: EcoString,
    /// Such as `aws:SecureTransport`.
    pub key: EcoString,
    /// One of which must hold.
    pub values: Vec<EcoString>,
    /// Where operator and key stand; `None` for what no stack says.
    pub places: Option<(Span, Span)>,
}

/// One statement of a policy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Statement {
    /// Allow or deny.
    pub effect: Effect,
    /// What may be done.
    pub actions: Patterns,
    /// To what.
    pub resources: Patterns,
    /// By whom; empty in a policy of a principal.
    pub principals: Patterns,
    /// When.
    pub conditions: Few<Condition>,
    /// The whole statement; for what is derived, the `allow uses` or the resource that it belongs to.
    pub span: Span,
    /// Whether it was derived (`allow uses`, a default role) rather than written.
    pub derived: bool,
}
