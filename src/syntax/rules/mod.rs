//! What a text can do wrong before any name is looked at.

pub(super) mod allow_without_reason;
pub(super) mod nesting_too_deep;
pub(super) mod syntax_error;
pub(super) mod unreadable_text;

use crate::diag::Rule;

/// The rules of this layer, in alphabetical order.
pub static RULES: &[&Rule] =
    &[&allow_without_reason::RULE, &nesting_too_deep::RULE, &syntax_error::RULE, &unreadable_text::RULE];
