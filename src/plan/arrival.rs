//! What comes to an address of the stack otherwise than by being made: moved there, or adopted.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::decide::{Decided, dependencies, physical_id};
use super::{Aim, Operation, Options, Purpose};
use crate::model::{
    Address, Identity, Move, Origin, Remembered, Resource, Stack, Value, destination, is_within,
};
use crate::state::{Recorded, Snapshot, Stranger};

/// How something came to its address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Arrival {
    /// It had this one before.
    Moved(Address),
    /// It exists, and was not of this stack.
    Adopted,
}

/// A snapshot in which everything has the address that the stack has for it.
#[derive(Debug)]
pub(super) struct Arrived<'a> {
    pub(super) snapshot: Cow<'a, Snapshot>,
    pub(super) arrivals: BTreeMap<Address, Arrival>,
    /// Rows whose dependencies have other addresses than before.
    pub(super) renamed: BTreeSet<Address>,
    /// Moves that cannot be, since something else has the new address already: from, to.
    pub(super) taken: Vec<(Address, Address)>,
}

/// The rows that moves concern, whose inputs must be known before the stack can be resolved for a plan.
#[must_use]
pub fn moved_rows<'a>(snapshot: &'a Snapshot, moves: &[Move]) -> Vec<&'a Address> {
    if moves.is_empty() {
        return Vec::new();
    }
    snapshot.rows.keys().filter(|address| destination(moves, address).is_some()).collect()
}

/// By what AWS knows what was moved or adopted, by its address in the stack. What moves now keeps its name, as far as
/// the snapshot has the contents of [`moved_rows`], and the id that was made of its first address.
#[must_use]
pub fn identities(snapshot: &Snapshot, moves: &[Move]) -> BTreeMap<Address, Identity> {
    let mut all = BTreeMap::new();
    for (address, row) in &snapshot.rows {
        let to = if moves.is_empty() { None } else { destination(moves, address) };
        // Something else may have that address already, which is reported; it is then the one that counts.
        let to = to.filter(|to| !snapshot.rows.contains_key(to));
        let identity = match (&to, row.identity()) {
            (_, Some(known)) => known.clone(),
            (Some(_), None) => first_identity(snapshot, row),
            (None, None) => continue,
        };
        all.insert(to.unwrap_or_else(|| address.clone()), identity);
    }
    all
}

/// What something is known by that moves for the first time.
fn first_identity(snapshot: &Snapshot, row: &Recorded) -> Identity {
    let name = snapshot.contents.get(&row.address).and_then(|inputs| inputs.get("name"));
    Identity {
        name: name.and_then(Value::as_str).map(Into::into),
        made_as: Some(row.address.clone()),
        id: None,
    }
}

/// Gives everything the address that the stack has for it. A stack that is to go keeps the addresses it has.
pub(super) fn arrive<'a>(stack: &Stack, snapshot: &'a Snapshot, options: &Options) -> Arrived<'a> {
    let mut arrived = Arrived {
        snapshot: Cow::Borrowed(snapshot),
        arrivals: BTreeMap::new(),
        renamed: BTreeSet::new(),
        taken: Vec::new(),
    };
    if options.aim == Aim::Desired {
        arrived.moves(stack, snapshot);
        arrived.adoptions(stack);
    }
    arrived
}

/// The physical ids of what a stack adopts, or would, if it is there: adopted resources and the parts of them.
pub(super) fn adopted_ids(stack: &Stack, snapshot: &Snapshot) -> Vec<String> {
    let adopted = adopted(stack).filter(|one| !snapshot.rows.contains_key(&one.address));
    adopted
        .map(|one| physical_id(one).to_string())
        .filter(|id| snapshot.strangers.contains_key(id.as_str()))
        .collect()
}

/// The resources that `adopt` lines name, and what AWS makes by itself for them.
fn adopted(stack: &Stack) -> impl Iterator<Item = &Resource> {
    let is_part = |resource: &Resource, of: &Address| match &resource.origin {
        Origin::Implicit(owner) => is_within(owner, of),
        Origin::Written => resource.address == *of,
        Origin::Flow(_) => false,
    };
    let adopted =
        move |resource: &&Resource| stack.adoptions.iter().any(|one| is_part(resource, &one.address));
    // Most stacks adopt nothing, and need not be gone through.
    let all = if stack.adoptions.is_empty() { None } else { Some(stack.resources.values()) };
    all.into_iter().flatten().filter(adopted)
}

impl Arrived<'_> {
    fn moves(&mut self, stack: &Stack, before: &Snapshot) {
        let ways: BTreeMap<&Address, Address> = moved_rows(before, &stack.moves)
            .into_iter()
            .filter_map(|from| Some((from, destination(&stack.moves, from)?)))
            .filter(|(_, to)| stack.get(to).is_some())
            .collect();
        for (from, to) in &ways {
            if before.rows.contains_key(to) || self.arrivals.contains_key(to) {
                self.taken.push(((*from).clone(), to.clone()));
            } else {
                self.arrivals.insert(to.clone(), Arrival::Moved((*from).clone()));
            }
        }
        if self.arrivals.is_empty() {
            return;
        }
        let snapshot = self.snapshot.to_mut();
        for (to, arrival) in &self.arrivals {
            let Arrival::Moved(from) = arrival else { continue };
            let identity = before.rows.get(from).map(|row| match row.identity() {
                Some(known) => known.clone(),
                None => first_identity(before, row),
            });
            relocate(snapshot, from, to, identity);
        }
        // Orders follow dependencies, so those of everything follow the moves.
        let known = |address: &Address| ways.get(address).filter(|to| self.arrivals.contains_key(to));
        for row in snapshot.rows.values_mut() {
            let mut renamed = false;
            for needed in &mut row.depends_on {
                if let Some(to) = known(needed) {
                    *needed = to.clone();
                    renamed = true;
                }
            }
            if renamed {
                row.depends_on.sort_unstable();
                self.renamed.insert(row.address.clone());
            }
        }
    }

    fn adoptions(&mut self, stack: &Stack) {
        for resource in adopted(stack) {
            let Some(stranger) = self.snapshot.strangers.get(physical_id(resource)) else { continue };
            if self.snapshot.rows.contains_key(&resource.address) || stranger.kind != resource.kind {
                continue;
            }
            let Some(inputs) = stranger.inputs.clone() else { continue };
            let row = adopted_row(resource, stranger);
            let snapshot = self.snapshot.to_mut();
            snapshot.rows.insert(resource.address.clone(), row);
            snapshot.contents.insert(resource.address.clone(), inputs);
            self.arrivals.insert(resource.address.clone(), Arrival::Adopted);
        }
    }
}

/// The row of what is adopted, as it is found.
fn adopted_row(resource: &Resource, stranger: &Stranger) -> Recorded {
    // An id that does not follow from the address is remembered, and so is the name.
    let text = |output: &str| resource.output(output).map(Into::into);
    let identity = Identity { name: text("name"), made_as: None, id: text("id") };
    let written = resource.origin == Origin::Written;
    Recorded {
        address: resource.address.clone(),
        kind: resource.kind.clone(),
        physical_id: physical_id(resource).clone(),
        fingerprint: stranger.fingerprint,
        depends_on: dependencies(resource),
        replace: resource.lifecycle.replace,
        tainted: false,
        remembered: Remembered { identity: written.then_some(identity), ..Remembered::default() }.boxed(),
    }
}

/// Gives one row another address, with all that is known of it.
fn relocate(snapshot: &mut Snapshot, from: &Address, to: &Address, identity: Option<Identity>) {
    if let Some(mut row) = snapshot.rows.remove(from) {
        row.address = to.clone();
        let mut remembered = row.remembered.take().map(|known| *known).unwrap_or_default();
        remembered.identity = identity;
        row.remembered = remembered.boxed();
        snapshot.rows.insert(to.clone(), row);
    }
    let rest = (snapshot.actual.remove(from), snapshot.contents.remove(from), snapshot.data.remove(from));
    if let Some(actual) = rest.0 {
        snapshot.actual.insert(to.clone(), actual);
    }
    if let Some(contents) = rest.1 {
        snapshot.contents.insert(to.clone(), contents);
    }
    if let Some(data) = rest.2 {
        snapshot.data.insert(to.clone(), data);
    }
}

/// Puts first what changes the record of things that were moved or adopted. All of it is one step for the state:
/// nothing else is done before.
pub(super) fn put_first(
    decisions: &[Decided<'_>],
    snapshot: &Snapshot,
    purpose: Purpose,
    operations: &mut Vec<Operation>,
) {
    let first = decisions.iter().filter_map(|decided| {
        let (kind, target) = decided.arrival_target(snapshot, purpose)?;
        let (address, target) = (decided.step.address.clone(), Arc::new(target));
        Some(Operation { address, kind, waits_for: Vec::new(), target })
    });
    let mut all: Vec<Operation> = first.collect();
    let places: BTreeMap<Address, usize> =
        all.iter().enumerate().map(|(at, one)| (one.address.clone(), at)).collect();
    for mut operation in operations.drain(..) {
        operation.waits_for.iter_mut().for_each(|on| *on += places.len());
        operation.waits_for.extend(places.get(&operation.address));
        operation.waits_for.sort_unstable();
        all.push(operation);
    }
    *operations = all;
}
