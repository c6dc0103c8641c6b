//! From a stack and a snapshot to a plan.

use ecow::EcoString;

use super::arrival::{adopted_ids, arrive, put_first};
use super::consequences::data_at_risk;
use super::decide::{Cx, Decided, decide, dependencies, physical_id};
use super::leftovers::delete_leftovers;
use super::places::Places;
use super::{Action, Aim, Leftover, Options, Plan, Purpose, access, order, rules};
use crate::catalog::{Catalog, Deletion, Kind};
use crate::check::Checked;
use crate::diag::Found;
use crate::model::{Address, Fingerprint, ReplaceOrder, Stack, destination};
use crate::state::{Actual, Recorded, Snapshot};

/// Returns what turns `actual` into `desired`, in an order in which it could be done one by one.
///
/// Each operation names those that it waits for, so that the others may run side by side. Ties are broken by
/// address: equal inputs give an equal plan. The snapshot must hold what [`wanted_contents`] names; a row whose
/// contents are missing is compared with nothing.
#[must_use]
pub fn plan(
    catalog: &Catalog,
    desired: &Checked<Stack>,
    actual: &Snapshot,
    options: &Options,
) -> Found<Plan> {
    plan_stack(catalog, desired.get(), actual, options)
}

/// The rows whose inputs as applied a plan must know: those that differ, drifted or go. A plan with nothing to do
/// compares fingerprints and needs none.
#[must_use]
pub fn wanted_contents<'a>(
    desired: &Checked<Stack>,
    actual: &'a Snapshot,
    options: &Options,
) -> Vec<&'a Address> {
    wanted(desired.get(), actual, options)
}

/// The physical ids of things that are not in the state and whose inputs a plan must know, since they are adopted.
#[must_use]
pub fn wanted_strangers(desired: &Checked<Stack>, actual: &Snapshot) -> Vec<String> {
    adopted_ids(desired.get(), actual)
}

pub(super) fn wanted<'a>(stack: &Stack, snapshot: &'a Snapshot, options: &Options) -> Vec<&'a Address> {
    // Both stand in the order of their addresses, so nobody looks for any.
    let mut resources = stack.resources.values().peekable();
    let mut desired = |address: &Address| {
        while resources.next_if(|resource| resource.address < *address).is_some() {}
        resources.next_if(|resource| resource.address == *address)
    };
    let mut wanted = Vec::new();
    for (address, row) in &snapshot.rows {
        let resource = desired(address).filter(|_| options.aim == Aim::Desired);
        let asked = match snapshot.actual.get(address) {
            _ if destination(&stack.moves, address).is_some() => true,
            Some(Actual::Missing) => false,
            Some(Actual::Changed(_)) => true,
            None => resource.is_none_or(|resource| resource.fingerprint() != row.fingerprint),
        };
        if asked {
            wanted.push(address);
        }
    }
    wanted
}

pub(super) fn plan_stack(
    catalog: &Catalog,
    stack: &Stack,
    snapshot: &Snapshot,
    options: &Options,
) -> Found<Plan> {
    let arrived = arrive(stack, snapshot, options);
    let snapshot = arrived.snapshot.as_ref();
    let cx = Cx { catalog, stack, snapshot, arrived: &arrived, options };
    let mut decisions = decisions(cx);
    follow_replacements(catalog, &mut decisions);
    // What is read to compare access takes much room, and goes before the rest comes.
    let places = Places::new(stack, &decisions);
    let access = access::access(cx, &decisions, &places);
    let mut ordered = order::order(&decisions, &places, options.purpose);
    if !arrived.arrivals.is_empty() {
        put_first(&decisions, snapshot, options.purpose, &mut ordered.operations);
    }
    for (decided, order) in decisions.iter_mut().zip(&ordered.orders) {
        decided.step.replace = *order;
    }
    let leftovers = delete_leftovers(&mut ordered.operations, &snapshot.deposed);
    let diagnostics = rules::judge(&rules::Cx {
        catalog,
        stack,
        snapshot,
        options,
        decisions: &decisions,
        taken: &arrived.taken,
        blocked: &ordered.blocked,
    });
    let data_at_risk = data_at_risk(catalog, snapshot, decisions.iter().map(|decided| &decided.step));
    let drift = decisions.iter_mut().filter_map(|decided| decided.drift.take()).map(|drift| *drift).collect();
    let value = Plan {
        stack: stack.name.clone(),
        generation: snapshot.generation,
        world_revision: snapshot.world_revision,
        desired: identity(stack, options),
        steps: decisions.into_iter().map(|decided| decided.step).collect(),
        operations: ordered.operations,
        drift,
        data_at_risk,
        access,
        leftovers: leftovers.into_iter().map(leftover).collect(),
    };
    Found { value, diagnostics }
}

fn leftover(row: &Recorded) -> Leftover {
    let Recorded { address, kind, physical_id, .. } = row;
    Leftover { address: address.clone(), kind: kind.clone(), physical_id: physical_id.clone() }
}

/// One decision for each address of the stack or the state, in their order.
fn decisions(cx: Cx<'_>) -> Vec<Decided<'_>> {
    let stack = cx.stack;
    let desired = (0..stack.resources.len()).filter_map(|at| stack.resources.shared(at));
    let desired = desired.filter(|_| cx.options.aim == Aim::Desired);
    let mut decisions = Vec::with_capacity(stack.resources.len().max(cx.snapshot.rows.len()));
    let mut rows = cx.snapshot.rows.iter().peekable();
    for resource in desired {
        let address = &resource.address;
        while let Some((undeclared, row)) = rows.next_if(|(known, _)| *known < address) {
            decisions.push(decide(cx, undeclared, None, Some(row)));
        }
        let row = rows.next_if(|(known, _)| *known == address).map(|(_, row)| row);
        decisions.push(decide(cx, address, Some(resource), row));
    }
    decisions.extend(rows.map(|(address, row)| decide(cx, address, None, Some(row))));
    decisions
}

/// Replaces what AWS must not find in use while what it depends on is deleted and made again, and what goes with
/// what it is a part of.
fn follow_replacements(catalog: &Catalog, decisions: &mut [Decided<'_>]) {
    let mut pending: Vec<(Address, Effect)> =
        decisions.iter().flat_map(|decided| effects(catalog, decided)).collect();
    while let Some((replaced, effect)) = pending.pop() {
        for decided in decisions.iter_mut() {
            let stays =
                matches!(decided.step.action, Action::None | Action::Update | Action::Adopt | Action::Move);
            let concerned = decided.row.is_some_and(|row| match &effect {
                Effect::InTheWay(users) => {
                    users.contains(&row.kind.as_str())
                        && row.depends_on.contains(&replaced)
                        && decided.step.depends_on.contains(&replaced)
                }
                Effect::TakesAlong(whole) => {
                    row.physical_id.strip_prefix(whole.as_str()).is_some_and(|rest| rest.starts_with('/'))
                        && catalog.kind(&row.kind).is_some_and(Kind::lives_within)
                }
            });
            if stays && concerned && decided.resource.is_some() {
                decided.follow(&replaced);
                pending.extend(effects(catalog, decided));
            }
        }
    }
}

/// What a replacement does to others.
enum Effect {
    /// Things of these kinds that use it keep it from being deleted, or go with it.
    InTheWay(&'static [&'static str]),
    /// What is a part of it, told by this id, goes with it.
    TakesAlong(EcoString),
}

fn effects(catalog: &Catalog, decided: &Decided<'_>) -> Vec<(Address, Effect)> {
    if decided.step.action != Action::Replace {
        return Vec::new();
    }
    let Some(kind) = catalog.kind(&decided.step.kind) else { return Vec::new() };
    let address = || decided.step.address.clone();
    let first = decided.wants_create_first() && !decided.keeps_name();
    let in_the_way = match kind.deletion {
        Deletion::RefusedWhileUsed(users) if !first => Some((address(), Effect::InTheWay(users))),
        Deletion::TakesAlong(users) => Some((address(), Effect::InTheWay(users))),
        _ => None,
    };
    let whole = decided.row.filter(|_| !kind.lives_within()).map(|row| row.physical_id.clone());
    let along = whole.map(|whole| (address(), Effect::TakesAlong(whole)));
    in_the_way.into_iter().chain(along).collect()
}

/// Fingerprint of everything desired: what it is, what it is called, what it needs and how it may be replaced. Nothing where
/// nobody carries the plan out.
fn identity(stack: &Stack, options: &Options) -> EcoString {
    if options.purpose != Purpose::CarryOut {
        return EcoString::new();
    }
    let mut all = Vec::with_capacity(stack.resources.len().saturating_mul(256));
    // Length before content, so that no two contents run together.
    let put = |all: &mut Vec<u8>, text: &str| {
        all.extend_from_slice(&(text.len() as u64).to_le_bytes());
        all.extend_from_slice(text.as_bytes());
    };
    put(&mut all, &stack.name);
    let desired = stack.resources.values().filter(|_| options.aim == Aim::Desired);
    for resource in desired {
        put(&mut all, resource.address.as_str());
        put(&mut all, physical_id(resource));
        all.extend_from_slice(&resource.fingerprint().0);
        all.push(match resource.lifecycle.replace {
            ReplaceOrder::DeleteFirst => 0,
            ReplaceOrder::CreateFirst => 1,
        });
        let needed = dependencies(resource);
        all.extend_from_slice(&(needed.len() as u64).to_le_bytes());
        needed.iter().for_each(|needed| put(&mut all, needed.as_str()));
    }
    ecow::eco_format!("{}", Fingerprint::of_bytes(&all))
}
