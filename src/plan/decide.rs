//! What happens to one resource, and why.

use std::sync::Arc;

use ecow::EcoString;

use super::arrival::{Arrival, Arrived};
use super::diff;
use super::path;
use super::{Action, Aim, Change, Changes, Drift, Forced, Gone, Options, Reason, Said, Step};
use crate::catalog::{Catalog, Kind, Uniqueness};
use crate::model::{Address, Map, Origin, Remembered, ReplaceOrder, Resource, Stack, Value, is_within};
use crate::state::{Actual, Recorded, Snapshot};

/// A step and what it was decided from.
#[derive(Debug)]
pub(super) struct Decided<'a> {
    pub(super) step: Step,
    pub(super) resource: Option<&'a Resource>,
    pub(super) row: Option<&'a Recorded>,
    pub(super) drift: Option<Box<Drift>>,
    /// How it came to its address, if it was neither there before nor is made.
    pub(super) arrival: Option<&'a Arrival>,
    /// What is to be remembered of it.
    pub(super) remembered: Option<Box<Remembered>>,
    actual: Option<&'a Actual>,
    /// The desired inputs, where `ignore` makes them other than the stack's.
    pub(super) inputs: Option<Map>,
    /// Whether the new one has the name of the old one, and AWS never has two of that name.
    same_name: bool,
}

/// What every decision needs.
#[derive(Debug, Clone, Copy)]
pub(super) struct Cx<'a> {
    pub(super) catalog: &'a Catalog,
    pub(super) stack: &'a Stack,
    pub(super) snapshot: &'a Snapshot,
    pub(super) arrived: &'a Arrived<'a>,
    pub(super) options: &'a Options,
}

/// Decides about one address, which the stack, the state or both have.
pub(super) fn decide<'a>(
    cx: Cx<'a>,
    address: &'a Address,
    shared: Option<&'a Arc<Resource>>,
    row: Option<&'a Recorded>,
) -> Decided<'a> {
    let resource = shared.map(|resource| &**resource);
    let actual = row.and_then(|row| cx.snapshot.actual.get(&row.address));
    let mut decided = Decided {
        step: blank(address, resource, row),
        resource,
        row,
        drift: row.and_then(|row| drift(cx, row, resource, actual)).map(Box::new),
        arrival: cx.arrived.arrivals.get(address),
        remembered: resource.and_then(|resource| remembered(cx.stack, resource, row)),
        actual,
        inputs: None,
        same_name: false,
    };
    if let Some(Arrival::Moved(from)) = decided.arrival {
        decided.step.previous_address = Some(from.clone());
    }
    let missing = decided.is_missing();
    if resource.is_none() {
        decided.step.implicit_of = owner(cx, address);
    }
    match (shared, row) {
        (Some(resource), None) => decided.create(resource, Reason::New),
        (Some(resource), Some(_)) if missing => decided.create(resource, Reason::Gone),
        (Some(resource), Some(row)) => decided.compare(cx, resource, row),
        (None, Some(_)) if missing => decided.act(Action::Forget, Reason::Gone),
        (None, Some(_)) if is_let_go(cx, address) => decided.act(Action::Forget, Reason::LetGo),
        (None, Some(_)) => {
            let destroyed = cx.options.aim == Aim::Nothing;
            decided.act(Action::Delete, if destroyed { Reason::Destroy } else { Reason::Undeclared });
            decided.step.changes = diff::changes(None, decided.before(cx), &EMPTY).into();
        }
        (None, None) => {}
    }
    decided
}

/// What a resource needs to exist first; sorted, each once.
pub(super) fn dependencies(resource: &Resource) -> Vec<Address> {
    let mut needed: Vec<Address> =
        resource.edges.iter().map(|edge| &edge.to).filter(|to| **to != resource.address).cloned().collect();
    needed.sort_unstable();
    needed.dedup();
    needed
}

/// What the world will call a resource: its ARN, known beforehand; its address if its kind has none.
pub(super) fn physical_id(resource: &Resource) -> &EcoString {
    resource.arn().unwrap_or(&resource.address.0)
}

/// What is to be remembered of a resource: by what AWS knows it stays as it is.
pub(super) fn remembered(
    stack: &Stack,
    resource: &Resource,
    row: Option<&Recorded>,
) -> Option<Box<Remembered>> {
    let identity = row.and_then(Recorded::identity);
    let lifecycle = &resource.lifecycle;
    if identity.is_none() && lifecycle.protect.is_none() && lifecycle.replace_when.is_empty() {
        return None;
    }
    let watched = lifecycle.replace_when.iter().map(|watched| {
        let value = match watched.value.as_address().and_then(|address| stack.get(address)) {
            // A few digits tell one state of it from another, and may be shown.
            Some(whole) => Value::from(whole.fingerprint().to_string().get(..12).unwrap_or_default()),
            None => watched.value.clone(),
        };
        (watched.path.clone(), value)
    });
    let remembered = Remembered {
        protected: lifecycle.protect.is_some(),
        identity: identity.cloned(),
        watched: watched.collect(),
    };
    remembered.boxed()
}

/// Whether a `forget` line names it, or what it is a part of.
fn is_let_go(cx: Cx<'_>, address: &Address) -> bool {
    let bare = Address::from(address.as_str().trim_start_matches('('));
    cx.options.aim == Aim::Desired
        && cx.stack.forgets.iter().any(|forgotten| is_within(&bare, &forgotten.address))
}

static EMPTY: Map = Map::new();

/// What a recorded part belongs to, which its address says, as [`Address::part`] made it.
fn owner(cx: Cx<'_>, part: &Address) -> Option<Address> {
    let (head, _) = part.as_str().rsplit_once('.')?;
    let bare = head.strip_prefix('(').and_then(|head| head.strip_suffix(')')).unwrap_or(head);
    let owner = Address::from(bare);
    cx.snapshot.rows.contains_key(&owner).then_some(owner)
}

fn blank(address: &Address, resource: Option<&Resource>, row: Option<&Recorded>) -> Step {
    let kind = resource.map(|resource| &resource.kind).or(row.map(|row| &row.kind));
    Step {
        address: address.clone(),
        kind: kind.cloned().unwrap_or_default(),
        action: Action::None,
        replace: None,
        reason: Reason::Same,
        changes: Changes::default(),
        depends_on: match (resource, row) {
            (Some(resource), _) => dependencies(resource),
            (None, row) => row.map(|row| row.depends_on.clone()).unwrap_or_default(),
        },
        implicit_of: resource.and_then(|resource| match &resource.origin {
            Origin::Implicit(owner) => Some(owner.clone()),
            Origin::Written | Origin::Flow(_) => None,
        }),
        previous_address: None,
    }
}

/// How the world differs from what was applied, but for what the stack ignores.
fn drift(cx: Cx<'_>, row: &Recorded, resource: Option<&Resource>, actual: Option<&Actual>) -> Option<Drift> {
    let (gone, changes) = match actual? {
        Actual::Missing => (Gone::Yes, Vec::new()),
        Actual::Changed(found) => {
            let applied = cx.snapshot.contents.get(&row.address).unwrap_or(&EMPTY);
            let ignored = resource.map_or(&[][..], |resource| &resource.lifecycle.ignore);
            let mut changes = diff::changes(None, applied, found);
            changes.retain(|change| !ignored.iter().any(|path| path::covers(path, &change.path)));
            (Gone::No, changes)
        }
    };
    let told = gone == Gone::Yes || !changes.is_empty();
    told.then(|| Drift { address: row.address.clone(), kind: row.kind.clone(), gone, changes })
}

impl<'a> Decided<'a> {
    /// Whether the state has it and the world has not.
    pub(super) fn is_missing(&self) -> bool {
        matches!(self.actual, Some(Actual::Missing))
    }

    /// Whether the two can never exist side by side, since they are called alike.
    pub(super) fn keeps_name(&self) -> bool {
        self.same_name || self.keeps_id()
    }

    /// Whether the new one has the id of the old one.
    pub(super) fn keeps_id(&self) -> bool {
        match (self.resource, self.row) {
            (Some(resource), Some(row)) => row.physical_id == *physical_id(resource),
            _ => false,
        }
    }

    /// Whether the stack asks for the new one before the old one goes.
    pub(super) fn wants_create_first(&self) -> bool {
        self.resource.is_some_and(|resource| resource.lifecycle.replace == ReplaceOrder::CreateFirst)
    }

    /// Whether it is the stack's author who wants it replaced, so that an order that cannot be kept is worth telling.
    pub(super) fn may_be_blocked(&self) -> bool {
        let wanted = matches!(
            self.step.reason,
            Reason::Changed | Reason::Watched | Reason::Drifted | Reason::Requested
        );
        self.step.action == Action::Replace && wanted
    }

    /// Makes it a replacement, since it cannot do without what is replaced.
    pub(super) fn follow(&mut self, needed: &Address) {
        self.act(Action::Replace, Reason::Dependency(needed.clone()));
    }

    fn act(&mut self, action: Action, reason: Reason) {
        self.step.action = action;
        self.step.reason = reason;
    }

    fn create(&mut self, resource: &Arc<Resource>, reason: Reason) {
        self.act(Action::Create, reason);
        self.step.changes = Changes::everything(resource);
    }

    fn compare(&mut self, cx: Cx<'_>, resource: &'a Resource, row: &'a Recorded) {
        let renamed = !self.keeps_id() || row.kind != resource.kind;
        let asked = row.tainted || cx.options.replace.contains(&row.address);
        let as_recorded = row.fingerprint == resource.fingerprint() && self.actual.is_none();
        let well_recorded = row.replace == resource.lifecycle.replace
            && row.depends_on == self.step.depends_on
            && !cx.arrived.renamed.contains(&row.address)
            && row.remembered == self.remembered;
        let watched = self.watched(row);
        if as_recorded && well_recorded && !renamed && !asked && self.arrival.is_none() {
            return;
        }
        let mut changes = Vec::new();
        if !as_recorded {
            self.take_ignored(cx, resource);
            let after = self.inputs.as_ref().unwrap_or(&resource.inputs);
            changes = said(resource, diff::changes(self.kind(cx), self.before(cx), after));
        }
        let mut forced = changes.iter().any(|change| change.forces_replacement == Forced::Yes);
        if renamed && !forced {
            changes.push(identity(resource, row));
            forced = true;
        }
        let follows = !watched.is_empty() && !forced;
        changes.extend(watched);
        self.step.changes = changes.into();
        let drifted = row.fingerprint == resource.fingerprint() && !renamed;
        let reason = if drifted { Reason::Drifted } else { Reason::Changed };
        let (action, reason) = match () {
            () if row.tainted => (Action::Replace, Reason::Tainted),
            () if forced => (Action::Replace, reason),
            () if follows => (Action::Replace, Reason::Watched),
            () if asked => (Action::Replace, Reason::Requested),
            () if !well_recorded || self.drift.is_some() || self.differs_in_form(resource, row) => {
                self.in_place(reason).unwrap_or((Action::Adopt, Reason::Record))
            }
            () => self.in_place(reason).unwrap_or((Action::None, Reason::Same)),
        };
        self.act(action, reason);
        self.same_name = action == Action::Replace && self.has_the_old_name(cx, resource);
    }

    /// What is done where nothing is replaced: it is changed, for that reason, or comes to its address; `None` for neither.
    fn in_place(&self, reason: Reason) -> Option<(Action, Reason)> {
        match self.arrival {
            Some(Arrival::Adopted) => Some((Action::Adopt, Reason::Adopted)),
            _ if !self.step.changes.is_empty() => Some((Action::Update, reason)),
            Some(Arrival::Moved(_)) => Some((Action::Move, Reason::Moved)),
            None => None,
        }
    }

    /// Whether its name has to be the only one, and it stays, even where the id does not: as of a role whose path
    /// changes.
    fn has_the_old_name(&self, cx: Cx<'_>, resource: &Resource) -> bool {
        let unique =
            self.kind(cx).and_then(|kind| kind.naming).map_or(Uniqueness::None, |naming| naming.unique);
        let before = cx.snapshot.contents.get(&self.step.address).unwrap_or(&EMPTY);
        let stays = |attr: &str| before.get(attr).is_some_and(|old| resource.input(attr) == Some(old));
        match unique {
            Uniqueness::Global | Uniqueness::Account | Uniqueness::Region => stays("name"),
            Uniqueness::Within(parent) => stays("name") && stays(parent),
            Uniqueness::None => false,
        }
    }

    /// What is watched and is no more what it was; what is watched only since now has not changed.
    fn watched(&self, row: &Recorded) -> Vec<Change> {
        let (Some(before), Some(after)) = (&row.remembered, &self.remembered) else { return Vec::new() };
        let changed = after.watched.iter().filter_map(|(path, after)| {
            let before = before.watched.get(path).filter(|before| !diff::same(before, after))?;
            Some(Change {
                path: path.clone(),
                before: before.clone(),
                after: after.clone(),
                forces_replacement: Forced::Yes,
                said: Said::Stack,
            })
        });
        changed.collect()
    }

    /// Whether the inputs are recorded in another form that means the same, and nothing else explains it.
    fn differs_in_form(&self, resource: &Resource, row: &Recorded) -> bool {
        self.inputs.is_none() && self.actual.is_none() && row.fingerprint != resource.fingerprint()
    }

    /// Takes what `ignore` names from the world.
    fn take_ignored(&mut self, cx: Cx<'_>, resource: &Resource) {
        if !resource.lifecycle.ignore.is_empty() {
            let grafted = path::graft(&resource.lifecycle.ignore, &resource.inputs, self.before(cx));
            self.inputs = Some(grafted);
        }
    }

    fn kind(&self, cx: Cx<'_>) -> Option<&'static Kind> {
        cx.catalog.kind(&self.step.kind)
    }

    /// The inputs that the world has: as found, else as applied.
    fn before<'b>(&self, cx: Cx<'b>) -> &'b Map
    where
        'a: 'b,
    {
        match self.actual {
            Some(Actual::Changed(found)) => found,
            _ => cx.snapshot.contents.get(&self.step.address).unwrap_or(&EMPTY),
        }
    }
}

/// Notes which of the values the stack says itself.
fn said(resource: &Resource, mut changes: Vec<Change>) -> Vec<Change> {
    for change in &mut changes {
        if resource.places.nearest(&change.path).is_some() {
            change.said = Said::Stack;
        }
    }
    changes
}

/// That the world calls it otherwise, though no input says so: its region, its account or its kind is another.
fn identity(resource: &Resource, row: &Recorded) -> Change {
    let (path, before, after): (&str, &EcoString, EcoString) = if row.kind == resource.kind {
        ("arn", &row.physical_id, physical_id(resource).clone())
    } else {
        ("kind", &row.kind, resource.kind.clone())
    };
    Change {
        path: path.into(),
        before: Value::String(before.clone()),
        after: Value::String(after),
        forces_replacement: Forced::Yes,
        said: Said::Kind,
    }
}
