//! What can only be found wrong by what is there already.

mod create_first_same_name;
mod data_loss;
mod protected_resource;

use super::decide::Decided;
use crate::catalog::Catalog;
use crate::diag::{Diagnostic, Rule};
use crate::model::Stack;
use crate::state::Snapshot;

/// Every rule of this layer.
pub static RULES: &[&Rule] = &[&create_first_same_name::RULE, &data_loss::RULE, &protected_resource::RULE];

/// What the rules judge by.
#[derive(Debug, Clone, Copy)]
pub(super) struct Cx<'a> {
    pub(super) catalog: &'a Catalog,
    pub(super) stack: &'a Stack,
    pub(super) snapshot: &'a Snapshot,
    /// By address.
    pub(super) decisions: &'a [Decided<'a>],
    /// Positions of decisions whose new one cannot come first, each with those that stand in its way.
    pub(super) blocked: &'a [(usize, Vec<usize>)],
}

/// All findings, rule by rule, each by address.
pub(super) fn judge(cx: &Cx<'_>) -> Vec<Diagnostic> {
    let mut found = protected_resource::check(cx);
    found.extend(data_loss::check(cx));
    found.extend(create_first_same_name::check(cx));
    found
}
