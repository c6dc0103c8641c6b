//! What can only be found wrong by what is there already.

mod already_adopted;
mod create_first_same_name;
mod data_loss;
mod fifth_volume_change;
mod image_not_pushed;
mod move_onto_another;
mod name_taken;
mod not_adoptable;
mod nothing_to_forget;
mod other_place;
mod protected_resource;
mod renamed_resource;
mod skipped_version;
mod volume_shrink;

use std::collections::BTreeSet;

use super::Options;
use super::decide::Decided;
use crate::catalog::Catalog;
use crate::diag::{Diagnostic, Rule, Severity};
use crate::model::{Address, Stack};
use crate::state::Snapshot;

/// Every rule of this layer.
pub static RULES: &[&Rule] = &[
    &already_adopted::RULE,
    &create_first_same_name::RULE,
    &data_loss::RULE,
    &fifth_volume_change::RULE,
    &image_not_pushed::RULE,
    &move_onto_another::RULE,
    &name_taken::RULE,
    &not_adoptable::RULE,
    &nothing_to_forget::RULE,
    &other_place::RULE,
    &protected_resource::RULE,
    &renamed_resource::RULE,
    &skipped_version::RULE,
    &volume_shrink::RULE,
];

/// What the rules judge by.
#[derive(Debug, Clone, Copy)]
pub(super) struct Cx<'a> {
    pub(super) catalog: &'a Catalog,
    pub(super) stack: &'a Stack,
    pub(super) snapshot: &'a Snapshot,
    pub(super) options: &'a Options,
    /// Moves to an address that something else has: from, to.
    pub(super) taken: &'a [(Address, Address)],
    /// By address.
    pub(super) decisions: &'a [Decided<'a>],
    /// Positions of decisions whose new one cannot come first, each with those that stand in its way.
    pub(super) blocked: &'a [(usize, Vec<usize>)],
}

/// All findings that the stack does not allow, rule by rule, each by address. Whether an allowance is used is said
/// by no one here: it may be meant for a plan that is yet to come.
pub(super) fn judge(cx: &Cx<'_>) -> Vec<Diagnostic> {
    let elsewhere = other_place::check(cx);
    if !elsewhere.is_empty() {
        // Everything else that would be found follows from that.
        return elsewhere;
    }
    let checks = [
        protected_resource::check,
        move_onto_another::check,
        not_adoptable::check,
        already_adopted::check,
        name_taken::check,
        nothing_to_forget::check,
        data_loss::check,
        volume_shrink::check,
        fifth_volume_change::check,
        skipped_version::check,
        create_first_same_name::check,
        image_not_pushed::check,
        renamed_resource::check,
    ];
    let mut found: Vec<Diagnostic> = checks.iter().flat_map(|check| check(cx)).collect();
    // A guess is of no use where the answer is known.
    let errors = found.iter().filter(|one| one.severity == Severity::Error);
    let wrong: BTreeSet<String> = errors.filter_map(|one| one.address.clone()).collect();
    let renamed = |one: &Diagnostic| one.rule.name == renamed_resource::RULE.name;
    found.retain(|one| !renamed(one) || one.address.as_ref().is_none_or(|address| !wrong.contains(address)));
    let allowed = |one: &Diagnostic| {
        let mut allowances = cx.stack.allowances.iter();
        allowances.any(|allowance| allowance.rule == one.rule.name && allowance.scope.contains(one.span))
    };
    found.retain(|one| !allowed(one));
    found
}
