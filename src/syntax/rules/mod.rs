//! What a text can do wrong before any name is looked at.

pub(super) mod allow_without_reason;
pub(super) mod invalid_encoding;
pub(super) mod nesting_too_deep;
pub(super) mod syntax_error;

use crate::diag::Rule;

/// The rules of this layer, in alphabetical order.
pub static RULES: &[&Rule] =
    &[&allow_without_reason::RULE, &invalid_encoding::RULE, &nesting_too_deep::RULE, &syntax_error::RULE];
