//! All that says who may do what, before and after.

use super::super::decide::{Cx, Decided, physical_id};
use super::super::places::Places;
use super::super::{Action, Aim, Reason};
use super::bearer::{Bearer, Common, Source};
use super::names::Names;
use crate::catalog::Kind;
use crate::graph::Lists;
use crate::iam::{Line, beginnings};
use crate::model::{Map, Statement};
use crate::state::Actual;

static NOTHING: Map = Map::new();

/// Both sides, and what differs between them.
#[derive(Debug, Default)]
pub(super) struct Sides<'a> {
    /// The ARNs that either speaks of.
    pub(super) names: Names<'a>,
    pub(super) before: World<'a>,
    pub(super) after: World<'a>,
    pub(super) changed: Vec<Both>,
}

/// One side: everything that says who may do what, found by the number of its ARN.
#[derive(Debug, Default)]
pub(super) struct World<'a> {
    pub(super) bearers: Vec<Bearer<'a>>,
    /// For each ARN the place of what has it, counted from 1; of many, of the last by address.
    holders: Vec<u32>,
    /// For each ARN the statements in its policy that are things of their own, in the order of their addresses.
    said_in: Lists<usize>,
}

/// One address on both sides; positions in the two worlds.
#[derive(Debug, Clone, Copy)]
pub(super) struct Both {
    pub(super) before: Option<usize>,
    pub(super) after: Option<usize>,
}

/// Whether a kind says who may do what.
pub(super) fn bears(kind: &Kind) -> bool {
    kind.identity.is_some() || kind.statement_of.is_some() || kind.shape.grants()
}

/// Both sides, and what differs between them; `None` if nothing that says who may do what changes.
pub(super) fn sides<'a>(cx: Cx<'a>, decisions: &'a [Decided<'a>], places: &Places<'_>) -> Option<Sides<'a>> {
    let kind = |one: &Decided<'_>| cx.catalog.kind(&one.step.kind).filter(|kind| bears(kind));
    let acted = |one: &Decided<'_>| one.step.action != Action::None && kind(one).is_some();
    if !decisions.iter().any(acted) {
        return None;
    }
    let mut common = Common::with_capacity(decisions.len());
    // Room that is not needed is never touched, and given back.
    let mut before = Vec::with_capacity(cx.snapshot.rows.len());
    let mut after = Vec::with_capacity(decisions.len());
    let mut changed = Vec::new();
    // As they lie in memory: much is looked at of each, here and later on.
    for (rank, decided) in places.as_added().filter_map(|at| Some((at, decisions.get(at)?))) {
        let Some(kind) = kind(decided) else { continue };
        let whole = matches!(decided.step.action, Action::Create | Action::Delete);
        let mut bearer = |source| {
            let mut bearer = Bearer::new(source, rank, &mut common);
            bearer.whole = whole;
            bearer
        };
        let old = old(cx, decided, kind).map(&mut bearer);
        let new = new(cx, decided, kind).map(&mut bearer);
        let differs = match (&old, &new) {
            (Some(old), Some(new)) => !old.says_as(new),
            (None, None) => false,
            _ => true,
        };
        let both = Both { before: put(&mut before, old), after: put(&mut after, new) };
        if differs {
            changed.push(both);
        }
    }
    (!changed.is_empty()).then(|| Sides { changed, ..Sides::new(common, [before, after]) })
}

/// Adds what is there, and tells its place.
fn put<'a>(all: &mut Vec<Bearer<'a>>, one: Option<Bearer<'a>>) -> Option<usize> {
    all.push(one?);
    Some(all.len() - 1)
}

/// What an address is before the plan: as it was found, else as it was applied.
fn old<'a>(cx: Cx<'a>, decided: &'a Decided<'a>, kind: &'static Kind) -> Option<Source<'a>> {
    let row = decided.row.filter(|_| !decided.is_missing())?;
    let kind = cx.catalog.kind(&row.kind).filter(|kind| bears(kind)).unwrap_or(kind);
    let same = decided.resource.filter(|resource| row.fingerprint == resource.fingerprint());
    let inputs = match (cx.snapshot.actual.get(&row.address), same) {
        (Some(Actual::Changed(found)), _) => found,
        (_, Some(resource)) => &resource.inputs,
        (_, None) => cx.snapshot.contents.get(&row.address).unwrap_or(&NOTHING),
    };
    Some(Source { address: &row.address, kind, arn: &row.physical_id, inputs, resource: None })
}

/// What an address is after the plan.
fn new<'a>(cx: Cx<'a>, decided: &'a Decided<'a>, kind: &'static Kind) -> Option<Source<'a>> {
    if decided.step.action == Action::Forget && decided.step.reason == Reason::LetGo {
        // It stays as it is; only nobody looks after it any more.
        return old(cx, decided, kind);
    }
    let resource = decided.resource.filter(|_| cx.options.aim == Aim::Desired)?;
    let inputs = decided.inputs.as_ref().unwrap_or(&resource.inputs);
    let (address, arn) = (&resource.address, physical_id(resource));
    Some(Source { address, kind, arn, inputs, resource: Some(resource) })
}

impl<'a> Sides<'a> {
    /// Two sides with what they have in common; what differs is not told yet.
    pub(super) fn new(common: Common<'a>, sides: [Vec<Bearer<'a>>; 2]) -> Self {
        let names = common.names;
        let [before, after] = sides.map(|bearers| World::new(bearers, names.len()));
        Self { names, before, after, changed: Vec::new() }
    }

    pub(super) fn worlds(&self) -> [&World<'a>; 2] {
        [&self.before, &self.after]
    }

    /// What has the ARN that another one begins with, and that: the shortest, and of two what is there now.
    pub(super) fn begun_by<'b>(&'b self, arn: &'b str) -> Option<(&'b str, &'b Bearer<'a>)> {
        let known = self.names.has_service_of(arn).then_some(arn);
        known
            .into_iter()
            .flat_map(beginnings)
            .find_map(|head| Some((head, self.get(self.names.find(head)?)?)))
    }

    /// What has that ARN now, else what had it.
    pub(super) fn get(&self, name: usize) -> Option<&Bearer<'a>> {
        self.after.get(name).or_else(|| self.before.get(name))
    }
}

impl<'a> World<'a> {
    fn new(bearers: Vec<Bearer<'a>>, names: usize) -> Self {
        if bearers.is_empty() {
            return Self::default();
        }
        let mut holders: Vec<u32> = vec![0; names];
        let mut said = Vec::new();
        for (at, bearer) in bearers.iter().enumerate() {
            if bearer.owner != bearer.name {
                said.push((bearer.owner, at));
            }
            let Some(holder) = holders.get_mut(bearer.name) else { continue };
            let known = holder.checked_sub(1).and_then(|known| bearers.get(known as usize));
            // INVARIANT: four thousand million resources fit in no memory.
            if known.is_none_or(|known| known.rank < bearer.rank) {
                *holder = u32::try_from(at + 1).unwrap_or_default();
            }
        }
        said.sort_by_key(|(_, at)| bearers.get(*at).map(|bearer| bearer.rank));
        let said_in = Lists::of(names, &said);
        Self { bearers, holders, said_in }
    }

    pub(super) fn at(&self, at: Option<usize>) -> Option<&Bearer<'a>> {
        self.bearers.get(at?)
    }

    /// The place of what has an ARN.
    pub(super) fn place(&self, name: usize) -> Option<usize> {
        self.holders.get(name)?.checked_sub(1).map(|at| at as usize)
    }

    pub(super) fn get(&self, name: usize) -> Option<&Bearer<'a>> {
        self.at(self.place(name))
    }

    /// What speaks in the policy of a resource, and the bearer itself.
    fn speakers(&self, name: usize) -> impl Iterator<Item = &Bearer<'a>> {
        let own = self.get(name).filter(|own| own.kind.statement_of.is_none());
        let spoken = self.said_in.get(name).iter().filter_map(|at| self.bearers.get(*at));
        own.into_iter().chain(spoken)
    }

    /// What the policy of a resource says.
    pub(super) fn of_owner(&self, name: usize) -> impl Iterator<Item = &Statement> {
        self.speakers(name).flat_map(Bearer::said_to_others)
    }

    /// The same, each with where it stands.
    pub(super) fn lines_of_owner(&self, name: usize) -> impl Iterator<Item = Line<'_>> {
        self.speakers(name).flat_map(Bearer::lines_to_others)
    }

    /// Whether all that speaks in the policy of a resource comes or goes with the plan.
    pub(super) fn is_whole(&self, name: usize) -> bool {
        let spoken = self.said_in.get(name).iter().filter_map(|at| self.bearers.get(*at));
        self.get(name).into_iter().chain(spoken).all(|bearer| bearer.whole)
    }

    /// Every identity.
    pub(super) fn identities(&self) -> impl Iterator<Item = &Bearer<'a>> {
        self.bearers.iter().filter(|bearer| bearer.kind.identity.is_some())
    }

    /// Whether there is an identity of that ARN.
    pub(super) fn has_identity(&self, name: usize) -> bool {
        self.get(name).is_some_and(|one| one.kind.identity.is_some())
    }

    /// Whether that is the ARN of something that has a policy of its own.
    pub(super) fn has_policy(&self, name: usize) -> bool {
        let spoken = || !self.said_in.get(name).is_empty();
        match self.get(name) {
            Some(one) => one.kind.statement_of.is_none() && (one.speaks() || spoken()),
            None => spoken(),
        }
    }
}
