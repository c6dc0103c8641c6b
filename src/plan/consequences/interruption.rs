//! What is not there for a while.

use std::collections::{BTreeMap, BTreeSet};

use ecow::EcoString;

use crate::catalog::Catalog;
use crate::model::{Address, ReplaceOrder};
use crate::plan::{Action, Plan, Reason, Step};

/// A resource that is replaced, and what that means meanwhile.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Interruption {
    /// Which.
    pub address: Address,
    /// Whether the new one comes first.
    pub order: ReplaceOrder,
    /// Paths of the inputs that force it; empty if something else does, which `reason` says.
    pub forced_by: Vec<EcoString>,
    /// Why.
    pub reason: Reason,
    /// Virtual milliseconds between the old one and the new one, by the catalog's estimates; `None` if there is no gap.
    pub gap: Option<u64>,
    /// What stays, but needs it meanwhile; by address, without what AWS makes by itself. Empty if there is no gap.
    pub affects: Vec<Address>,
}

/// The replacements of a plan, by address.
#[must_use]
pub fn interruptions(catalog: &Catalog, plan: &Plan) -> Vec<Interruption> {
    let replaced = || plan.steps.iter().filter(|step| step.action == Action::Replace);
    if replaced().next().is_none() {
        return Vec::new();
    }
    let users = users(plan);
    let parts: BTreeSet<&Address> =
        plan.steps.iter().filter(|step| step.implicit_of.is_some()).map(|step| &step.address).collect();
    replaced().map(|step| interruption(catalog, step, &users, &parts)).collect()
}

/// For each resource, those that stay or come and need it directly.
fn users(plan: &Plan) -> BTreeMap<&Address, Vec<&Address>> {
    let mut users: BTreeMap<&Address, Vec<&Address>> = BTreeMap::new();
    let stays =
        |step: &&Step| matches!(step.action, Action::None | Action::Update | Action::Adopt | Action::Move);
    for step in plan.steps.iter().filter(stays) {
        for needed in &step.depends_on {
            users.entry(needed).or_default().push(&step.address);
        }
    }
    users
}

fn interruption(
    catalog: &Catalog,
    step: &Step,
    users: &BTreeMap<&Address, Vec<&Address>>,
    parts: &BTreeSet<&Address>,
) -> Interruption {
    let order = step.replace.unwrap_or_default();
    let gap = match order {
        ReplaceOrder::CreateFirst => None,
        ReplaceOrder::DeleteFirst => {
            catalog.kind(&step.kind).map(|kind| kind.latency.delete.saturating_add(kind.latency.create))
        }
    };
    Interruption {
        address: step.address.clone(),
        order,
        forced_by: step.changes.forcing().map(|change| change.path.clone()).collect(),
        reason: step.reason.clone(),
        gap,
        affects: match order {
            ReplaceOrder::CreateFirst => Vec::new(),
            ReplaceOrder::DeleteFirst => affected(&step.address, users, parts),
        },
    }
}

/// Everything that needs it, through any number of others.
fn affected(
    address: &Address,
    users: &BTreeMap<&Address, Vec<&Address>>,
    parts: &BTreeSet<&Address>,
) -> Vec<Address> {
    let mut pending = vec![address];
    let mut all = BTreeSet::new();
    while let Some(here) = pending.pop() {
        for user in users.get(here).into_iter().flatten() {
            if all.insert(*user) {
                pending.push(user);
            }
        }
    }
    all.into_iter().filter(|user| !parts.contains(user)).cloned().collect()
}
