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

/// All findings that the stack does not allow, rule by rule, each by address. Whether an allowance is used is said
/// by no one here: it may be meant for a plan that is yet to come.
pub(super) fn judge(cx: &Cx<'_>) -> Vec<Diagnostic> {
    let mut found = protected_resource::check(cx);
    found.extend(data_loss::check(cx));
    found.extend(create_first_same_name::check(cx));
    let allowed = |one: &Diagnostic| {
        let mut allowances = cx.stack.allowances.iter();
        allowances.any(|allowance| allowance.rule == one.rule.name && allowance.scope.contains(one.span))
    };
    found.retain(|one| !allowed(one));
    found
}
