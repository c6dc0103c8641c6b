//! What every rule sees.

mod roles;

use std::cell::{Cell, OnceCell, RefCell};
use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use super::census::Census;
use super::fleets::hosts;
use super::looks::{Aspect, Look, Side};
use super::networks::subnets;
use super::notes::Note;
use super::pods::{OF_PLATFORMS, Platform, platforms};
use super::roles::{Roles, role_of};
use super::wires::Wires;
use crate::base::{FileId, Span};
use crate::catalog::{Catalog, Kind, Link};
use crate::diag::{Diagnostic, Severity};
use crate::iam::Others;
use crate::model::{Address, FlowEnds, Map, Places, Resource, Stack};

/// A resource with its kind.
pub(super) type Known<'a> = (&'a Resource, &'static Kind);

/// What stands at the ends of an arrow, and what it means.
#[derive(Debug, Clone, Copy)]
struct Ends<'a> {
    of: &'a FlowEnds,
    source: Option<&'a Resource>,
    target: Option<&'a Resource>,
    link: Option<&'static Link>,
}

/// The stack, what is known of its kinds, and what was found so far. Whatever a rule looks at is noted, so that its
/// judgement of a resource can be kept for as long as that stays the same.
#[derive(Debug)]
pub(super) struct Cx<'a> {
    stack: &'a Stack,
    /// All resources with their kinds, once somebody goes through them.
    known: &'a OnceCell<Census<'a>>,
    /// What is known of its kinds.
    pub(super) catalog: &'a Catalog,
    /// The day by which is judged, as `YYYY-MM-DD`.
    pub(super) as_of: &'a str,
    /// Where reading failed, in order.
    unread: Vec<Span>,
    /// Where somebody judges again.
    roles: OnceCell<Roles>,
    /// Where nobody does.
    wires: OnceCell<Wires>,
    others: OnceCell<Others<'a>>,
    platforms: OnceCell<BTreeMap<&'a Address, Platform<'a>>>,
    subnets: OnceCell<FxHashMap<&'a Address, Vec<&'a Resource>>>,
    hosts: OnceCell<FxHashMap<&'a Address, Vec<&'a Resource>>>,
    /// Of the arrow that was asked of last.
    ends: Cell<Option<Ends<'a>>>,
    found: Vec<Diagnostic>,
    /// What was looked at; `None` while nobody wants to know.
    looks: Option<RefCell<Vec<Look>>>,
}

impl<'a> Cx<'a> {
    pub(super) fn new(
        catalog: &'a Catalog,
        stack: &'a Stack,
        known: &'a OnceCell<Census<'a>>,
        as_of: &'a str,
        earlier: &[Diagnostic],
    ) -> Self {
        let errors = earlier.iter().filter(|diagnostic| diagnostic.severity == Severity::Error);
        let mut unread: Vec<Span> = errors.map(|diagnostic| diagnostic.span).collect();
        unread.sort_unstable();
        Beside { catalog, stack, as_of, unread }.cx(known)
    }

    /// What somebody else needs to judge the same stack at the same time.
    pub(super) fn beside(&self) -> Beside<'a> {
        Beside { catalog: self.catalog, stack: self.stack, as_of: self.as_of, unread: self.unread.clone() }
    }
    /// Takes down from now on what is looked at.
    pub(super) fn take_down(&mut self) {
        self.looks = Some(RefCell::default());
    }

    /// What was looked at and found since the last call, each look once.
    pub(super) fn take_note(&mut self) -> Note {
        let mut looks = self.looks.as_ref().map(RefCell::take).unwrap_or_default();
        looks.sort_unstable();
        looks.dedup();
        Note { looks: looks.into(), found: std::mem::take(&mut self.found) }
    }

    /// Takes a look down; it is put together only where that is wanted.
    fn look(&self, look: impl FnOnce() -> Look) {
        if let Some(looks) = &self.looks {
            looks.borrow_mut().push(look());
        }
    }

    /// All resources with their kinds, for whoever knows what was looked at.
    pub(super) fn known(&self) -> &'a Census<'a> {
        self.known.get_or_init(|| Census::of(self.catalog, self.stack))
    }

    /// The stack as a whole.
    pub(super) fn stack(&self) -> &'a Stack {
        self.look(|| Look::Everything);
        self.stack
    }

    /// The stack, for whoever knows what was looked at.
    pub(super) fn untold_stack(&self) -> &'a Stack {
        self.stack
    }

    /// The region of the stack.
    pub(super) fn region(&self) -> &'a str {
        &self.stack.region
    }

    /// The account of the stack.
    pub(super) fn account(&self) -> &'a str {
        &self.stack.account
    }

    /// Whether name, region and account are known for certain.
    pub(super) fn is_identified(&self) -> bool {
        self.stack.identified
    }

    /// Whether an arrow is drawn from what has that kind and name; with an empty text, from what has no such name.
    pub(super) fn is_drawn_from(&self, name: &str) -> bool {
        self.look(|| Look::Drawn(name.into()));
        self.stack.arrow_sources.contains(name)
    }

    /// Notes a finding.
    pub(super) fn report(&mut self, diagnostic: Diagnostic) {
        self.found.push(diagnostic);
    }

    /// All resources of some kinds.
    pub(super) fn of_kinds(
        &self,
        kinds: &'static [&'static str],
    ) -> impl Iterator<Item = Known<'a>> + use<'a> {
        self.look_at_kinds(kinds);
        self.known().of_kinds(|kind| kinds.contains(&kind.name))
    }

    /// The resource at a place, with its kind.
    pub(super) fn at(&self, place: usize) -> Option<Known<'a>> {
        let resource = self.stack.resources.at(place)?;
        Some((resource, self.catalog.kind(&resource.kind)?))
    }

    /// The places of what is on one side of the stack, which is looked at.
    pub(super) fn side(&self, side: Side) -> Vec<usize> {
        match side {
            Side::Kinds(kinds) => {
                self.look_at_kinds(kinds);
                let places = self.known().places(|kind| side.is_about(kind)).into_iter();
                places.map(|place| place as usize).collect()
            }
            Side::Aspect(aspect) => {
                let all = self.sides(aspect).as_added();
                all.filter(|(_, (_, kind))| side.is_about(kind)).map(|(place, _)| place).collect()
            }
        }
    }

    /// All arrows, each with its ends.
    pub(super) fn flows(&self) -> impl Iterator<Item = (&'a Resource, &'a FlowEnds)> + use<'a> {
        self.of_kinds(&["flow"]).filter_map(|(resource, _)| Some((resource, resource.flow()?)))
    }

    /// All resources with their kinds, of which one side is looked at, and nothing else.
    pub(super) fn sides(&self, aspect: Aspect) -> &'a Census<'a> {
        self.look(|| Look::Aspect(aspect));
        self.known()
    }

    /// The stack, of whose resources nothing is looked at but what must exist before them.
    pub(super) fn links(&self) -> &'a Stack {
        self.look(|| Look::Aspect(Aspect::Edges));
        self.stack
    }

    /// What the stack itself says of tags.
    pub(super) fn own_tags(&self) -> (&'a Map, &'a Places, Span) {
        (&self.stack.tags, &self.stack.places, self.stack.span)
    }

    /// All resources with their kinds.
    pub(super) fn resources(&self) -> &'a Census<'a> {
        self.look(|| Look::Everything);
        self.known()
    }

    /// The resource at an address.
    pub(super) fn get(&self, address: &Address) -> Option<&'a Resource> {
        self.look(|| Look::At(address.clone()));
        self.stack.get(address)
    }

    /// Whether a part of it could not be read, so that what seems to be absent may only be broken.
    pub(super) fn in_doubt(&self, resource: &Resource) -> bool {
        if self.unread.is_empty() {
            return false;
        }
        let from = self.unread.partition_point(|span| *span < resource.span.before());
        self.unread.get(from).is_some_and(|span| resource.span.contains(*span))
    }

    /// Whether anything of the stack could not be read, so that what seems to be absent may only be broken.
    pub(super) fn has_unread(&self) -> bool {
        self.look(|| Look::Unread);
        self.is_unread()
    }

    /// The same, without taking it down.
    pub(super) fn is_unread(&self) -> bool {
        !self.unread.is_empty()
    }

    /// The files in which something could not be read, each once.
    pub(super) fn unread_files(&self) -> impl Iterator<Item = FileId> {
        let same = |one: &Span, other: &Span| one.file == other.file;
        self.unread.chunk_by(same).filter_map(|all| all.first()).map(|span| span.file)
    }

    /// What the arrow of a flow means.
    pub(super) fn link(&self, ends: &'a FlowEnds) -> Option<&'static Link> {
        self.source(ends).and(self.target(ends)).and(self.ends(ends).link)
    }

    /// What an arrow comes from.
    pub(super) fn source(&self, ends: &'a FlowEnds) -> Option<&'a Resource> {
        self.look(|| Look::At(ends.source.clone()));
        self.ends(ends).source
    }

    /// What an arrow leads to.
    pub(super) fn target(&self, ends: &'a FlowEnds) -> Option<&'a Resource> {
        self.look(|| Look::At(ends.target.clone()));
        self.ends(ends).target
    }

    /// All of that, which many rules ask for one after the other.
    fn ends(&self, ends: &'a FlowEnds) -> Ends<'a> {
        if let Some(last) = self.ends.get().filter(|last| std::ptr::eq(last.of, ends)) {
            return last;
        }
        let (source, target) = (self.stack.get(&ends.source), self.stack.get(&ends.target));
        let link = source.zip(target).and_then(|(source, target)| {
            let mut links = self.catalog.links_from(&source.kind);
            links.find(|link| link.targets.contains(&target.kind.as_str()))
        });
        let found = Ends { of: ends, source, target, link };
        self.ends.set(Some(found));
        found
    }

    /// The role under which a resource runs its code: the one it names, or the one AWS makes for it.
    pub(super) fn role_of(&self, resource: &Resource, kind: &Kind) -> Option<&'a Resource> {
        role_of(resource, kind, |address| self.get(address))
    }

    /// Looks at all resources of some kinds.
    pub(super) fn look_at_kinds(&self, kinds: &'static [&'static str]) {
        kinds.iter().for_each(|kind| self.look(|| Look::Kind(kind)));
    }

    /// Every Kubernetes cluster of the stack with what belongs to it.
    pub(super) fn platforms(&self) -> &BTreeMap<&'a Address, Platform<'a>> {
        self.look_at_kinds(&["fargate_profile", "node_group", "workload"]);
        self.all_platforms()
    }

    /// What belongs to a Kubernetes cluster; whoever looks at its workloads asks for them.
    pub(super) fn platform(&self, cluster: &Address) -> Option<&Platform<'a>> {
        self.look_at_kinds(&["fargate_profile", "node_group"]);
        self.all_platforms().get(cluster)
    }

    fn all_platforms(&self) -> &BTreeMap<&'a Address, Platform<'a>> {
        self.platforms.get_or_init(|| {
            let own = self.known().of_kinds(|kind| OF_PLATFORMS.contains(&kind.name));
            platforms(own.map(|(resource, _)| resource))
        })
    }

    /// Every subnet of the stack, by its network.
    pub(super) fn subnets(&self) -> &FxHashMap<&'a Address, Vec<&'a Resource>> {
        self.look_at_kinds(&["subnet"]);
        self.subnets.get_or_init(|| subnets(self.known().of_kinds(|kind| kind.name == "subnet")))
    }

    /// Every `capacity` of the stack, by its cluster.
    pub(super) fn hosts(&self) -> &FxHashMap<&'a Address, Vec<&'a Resource>> {
        self.look_at_kinds(&["capacity"]);
        self.hosts.get_or_init(|| hosts(self.known().of_kinds(|kind| kind.name == "capacity")))
    }
}

/// What rules begin with.
#[derive(Debug)]
pub(super) struct Beside<'a> {
    catalog: &'a Catalog,
    stack: &'a Stack,
    as_of: &'a str,
    unread: Vec<Span>,
}

impl Beside<'_> {
    /// What the rules see of whoever judges, before anything was looked at.
    pub(super) fn cx<'c>(self, known: &'c OnceCell<Census<'c>>) -> Cx<'c>
    where
        Self: 'c,
    {
        let Self { catalog, stack, as_of, unread } = self;
        Cx {
            stack,
            known,
            catalog,
            as_of,
            unread,
            roles: OnceCell::new(),
            wires: OnceCell::new(),
            others: OnceCell::new(),
            platforms: OnceCell::new(),
            subnets: OnceCell::new(),
            hosts: OnceCell::new(),
            ends: Cell::new(None),
            found: Vec::new(),
            looks: None,
        }
    }
}

/// Whether an instance of a `for` or of a module shares its text with others, so that one text cannot be mended for it
/// alone.
pub(super) fn shares_text(resource: &Resource) -> bool {
    let address = resource.address.as_str();
    address.contains('[') || address.starts_with("module.")
}
