//! What was resolved before and need not be resolved again: declarations that neither changed nor name what changed, and
//! what came of them, wherever nothing of what they are given changed.
//!
//! A stack that was resolved before begins with all resources that are settled: they are shared with the stack that it was.
//! Everything else is put behind them, and no pass goes over what is settled. Whoever is given something by others says so
//! ([`Sort`]), so that it is not settled while one of those is in doubt.

mod beside;
mod doubt;
mod items;
mod kept;
mod pages;

use std::collections::BTreeMap;
use std::sync::Arc;

use ecow::EcoString;
use rustc_hash::{FxHashMap, FxHashSet};

use super::cx::{Besides, Cx};
use super::rules::{circular_value, runaway_evaluation};
use crate::base::{FileId, Rebase, Span};
use crate::diag::Severity;
use crate::model::{Address, Identity, Map, Need, Placed, Resource, Resources, Stack};
use crate::syntax::ast::File;
pub(super) use beside::share;
use doubt::doubt;
use items::{Edits, Items, Late, Said};
pub(super) use kept::{Kept, Part};
use pages::Remnant;

/// What one resolving of a stack leaves for the next one.
#[derive(Debug, Default)]
pub struct Remains {
    /// Name, region and account, and tags: every resource depends on them.
    settings: ([EcoString; 3], Map),
    identities: BTreeMap<Address, Identity>,
    items: Items,
    edits: Edits,
    /// By the place of a resource in the stack: the number of the declaration that it comes from.
    belongs: Vec<u32>,
    ties: Vec<Tie>,
    /// Parts that are made behind what they belong to, by that.
    behind: FxHashMap<Address, Vec<Address>>,
    /// Roles that allow what those use who carry them.
    derived: FxHashSet<Address>,
    /// Numbers of declarations that have to do with firewalls that are made by themselves.
    opened: FxHashSet<u32>,
    /// By the place of a resource: the one that it had, if it says what it said.
    then: Vec<Option<u32>>,
    anew: usize,
    gone_over: usize,
}

/// That something of one declaration goes into a resource of another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Tie {
    giver: u32,
    receiver: u32,
    sort: Sort,
}

/// What one declaration gives another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Sort {
    /// What its code must be allowed to do.
    Need,
    /// What its role must allow.
    Carried,
    /// An attribute.
    Shapes,
    /// It says of itself that it belongs to the other.
    Reversed,
}

/// What came of the declaration of one resource.
#[derive(Debug, Clone, Default)]
struct Resolved {
    span: Option<Span>,
    /// The resource, without what others add to it; `None` if it is absent.
    made: Option<Resource>,
    outputs: Option<Map>,
    /// Its parts, without what others add to them.
    parts: Vec<Resource>,
    besides: Besides,
    /// What is used, by address: numbers change.
    used: Vec<Address>,
    steps: u64,
}

/// What an arrow gives to resources of others.
#[derive(Debug, Clone, Default)]
pub(super) struct Given {
    /// What the role of a resource must allow; its place is the arrow.
    pub(super) asked: Vec<(Address, Need)>,
    /// Attributes of a resource that it does not set itself.
    pub(super) set: Vec<(Address, &'static str, &'static str)>,
    /// What a resource waits for.
    pub(super) first: Vec<(Address, Address)>,
    steps: u64,
}

/// How a stack was resolved when it was looked at before.
#[derive(Debug, Clone, Copy)]
pub struct Before<'b> {
    /// What is left of that.
    pub remains: &'b Remains,
    /// The stack as it was.
    pub stack: &'b Stack,
    /// Where the places of then are now.
    pub rebase: &'b Arc<Rebase>,
}

/// How an attempt to resolve only what is in doubt ended.
#[derive(Debug)]
pub(super) enum Ended {
    /// Well.
    Well(Box<Remains>),
    /// These are in doubt, too.
    Doubted(FxHashSet<EcoString>),
    /// All has to be gone through.
    Wide,
    /// What was found depends on the order in which it was looked at.
    Ordered,
}

/// How an attempt begins.
#[derive(Debug, Clone, Copy)]
pub(super) struct Attempt<'b> {
    pub(super) before: Option<Before<'b>>,
    /// What is in doubt, as it turned out; `None` if all is to be gone through.
    pub(super) doubted: Option<&'b FxHashSet<EcoString>>,
}

impl Remains {
    /// How many declarations had to be resolved and how many resources gone over, what was known and settled not counted.
    #[must_use]
    pub fn anew(&self) -> (usize, usize) {
        (self.anew, self.gone_over)
    }

    /// By the place of a resource: the one that it had, if it says what it said, wherever its text stands now.
    #[must_use]
    pub fn then(&self) -> &[Option<u32>] {
        &self.then
    }
}

/// Begins to take down what is left for the next time. Finds out what need not be resolved again, and puts what is settled
/// into the stack.
pub(super) fn remember(cx: &mut Cx<'_>, files: &[File], attempt: Attempt<'_>, stack: &mut Stack) {
    let nothing = Remains::default();
    let remains = attempt.before.map_or(&nothing, |before| before.remains);
    let (mut items, numbers) = Items::of(cx, files, &remains.items);
    let mut kept = Kept::new(numbers, remains.edits.clone());
    if let Some(before) = attempt.before
        && items.has_arrows_of(&kept.numbers, &remains.items)
    {
        kept.arrow_sources = Some(Arc::clone(&before.stack.arrow_sources));
    }
    let same = settings(cx) == remains.settings && cx.identities == remains.identities;
    let told = |before: &Before<'_>| before.remains.belongs.len() == before.stack.resources.len();
    if let Some(before) = attempt.before.filter(|before| same && told(before)) {
        kept.edits = remains.edits.with(before.rebase);
        let nothing = FxHashSet::default();
        let doubted = attempt.doubted.unwrap_or(&nothing);
        let now = (&mut items, &kept.numbers);
        let doubt = doubt((cx.catalog, before.rebase), now, remains, doubted);
        let open = doubt.open.as_ref().filter(|_| attempt.doubted.is_some() && !doubt.is_deep);
        let settled = open.and_then(|open| settle(before, open));
        if doubt.is_deep {
            // Nothing is known.
        } else if let Some(all) = kept.know(remains, doubt, settled) {
            stack.resources = all;
        }
    }
    kept.items = items;
    cx.kept = Some(kept);
}

/// All resources of declarations that are not open, where their texts stand now; `None` if one of these was touched.
fn settle(before: Before<'_>, open: &[bool]) -> Option<Settled> {
    let (remains, was) = (before.remains, &before.stack.resources);
    let mut shifted: Vec<bool> = Vec::with_capacity(open.len());
    for (file, (_, page)) in (0..).zip(remains.items.pages()) {
        if before.rebase.leaves(FileId(file)) {
            shifted.resize(shifted.len() + page.list.len(), false);
        } else {
            let moves = |item: &Remnant| before.rebase.now(item.span) != Some(item.span);
            shifted.extend(page.list.iter().map(moves));
        }
    }
    let moved = |number: u32| shifted.get(number as usize) == Some(&true);
    let lean: Vec<u32> = remains
        .ties
        .iter()
        .filter(|tie| tie.sort != Sort::Carried && moved(tie.giver))
        .map(|tie| tie.receiver)
        .collect();
    for number in lean {
        shifted.get_mut(number as usize).into_iter().for_each(|shifted| *shifted = true);
    }
    let mut all = Resources::after(was);
    let mut from = Vec::with_capacity(was.len());
    for (at, number) in remains.belongs.iter().enumerate() {
        if open.get(*number as usize) != Some(&false) {
            continue;
        }
        let Some(resource) = was.at(at) else { continue };
        from.push((u32::try_from(at).unwrap_or(u32::MAX), *number));
        if shifted.get(*number as usize) == Some(&false) {
            all.keep(was, at);
            continue;
        }
        let mut resource = Resource::clone(resource);
        resource.move_on(before.rebase)?;
        all.insert(resource);
    }
    Some(Settled { all, from })
}

/// Resources that are settled, each with the place that it had and the number that its declaration had.
struct Settled {
    all: Resources,
    from: Vec<(u32, u32)>,
}

fn settings(cx: &Cx<'_>) -> ([EcoString; 3], Map) {
    let settings = &cx.settings;
    let words = [&settings.name, &settings.region, &settings.account].map(EcoString::clone);
    (words, settings.tags.clone())
}

impl Cx<'_> {
    /// How this attempt ended, with what is left for the next time.
    pub(super) fn ended(&mut self, stack: &Stack, before: Option<Before<'_>>) -> Ended {
        let Some(mut kept) = self.kept.take() else { return Ended::Ordered };
        if kept.wide {
            return Ended::Wide;
        }
        if !kept.doubted.is_empty() {
            return Ended::Doubted(kept.doubted);
        }
        let ordered = [circular_value::RULE.name, runaway_evaluation::RULE.name];
        if self.found.iter().any(|found| ordered.contains(&found.rule.name)) {
            return Ended::Ordered;
        }
        self.close(&mut kept);
        let (mut belongs, mut then) = (Vec::new(), Vec::new());
        let mut settled = kept.from.iter().peekable();
        for (place, resource) in stack.resources.values().enumerate() {
            let stood = |was: u32| before.and_then(|before| before.stack.resources.shared(was as usize));
            let is_it = |(was, _): &&(u32, u32)| {
                let shared = stack.resources.shared(place);
                stood(*was).is_some_and(|one| {
                    shared.is_some_and(|shared| Arc::ptr_eq(shared, one)) || one.address == resource.address
                })
            };
            let was = settled.next_if(is_it);
            then.push(was.map(|(place, _)| *place));
            // What belongs to nobody is never settled.
            let number = was.map(|(_, number)| *number).or_else(|| kept.number(stack, resource));
            belongs.push(number.unwrap_or(u32::MAX));
        }
        let ties = kept.all_ties(stack, &belongs);
        let opened = kept.all_opened(stack, &belongs);
        Ended::Well(Box::new(Remains {
            settings: settings(self),
            identities: self.identities.clone(),
            belongs: if kept.loose { Vec::new() } else { belongs },
            then,
            ties,
            opened,
            behind: kept.behind,
            derived: kept.derived,
            edits: kept.edits,
            items: kept.items,
            anew: kept.anew,
            gone_over: stack.resources.len().saturating_sub(kept.settled),
        }))
    }

    /// The numbers of the declarations in which something is wrong, in one of their instances if they have several.
    fn wrong(&self) -> FxHashSet<usize> {
        let errors = self.found.iter().rev().zip(self.owners.iter().rev());
        let errors = errors.filter(|(found, _)| found.severity == Severity::Error);
        errors.filter_map(|(_, owner)| self.declaration_of((*owner)?)).collect()
    }

    /// What was found in declarations of resources and what is allowed there, whenever it was met.
    fn said(&self) -> BTreeMap<usize, Said> {
        let mut all: BTreeMap<usize, Said> = BTreeMap::new();
        let of = |owner: &Option<usize>| self.declaration_of((*owner)?);
        // What was found before anything was resolved belongs to nobody.
        for (found, owner) in self.found.iter().rev().zip(self.owners.iter().rev()) {
            of(owner).into_iter().for_each(|at| all.entry(at).or_default().found.push(found.clone()));
        }
        for (allowance, owner) in self.allowances.iter().zip(&self.allowers) {
            let one = || allowance.clone();
            of(owner).into_iter().for_each(|at| all.entry(at).or_default().allowances.push(one()));
        }
        for said in all.values_mut() {
            // Of what is the same in several instances, the first one is told of.
            said.found.reverse();
            let mut seen = FxHashSet::default();
            said.found.retain(|one| {
                seen.insert((one.span, one.rule.name, one.message.clone(), one.address.clone()))
            });
        }
        all
    }

    /// Fills in what is left of each declaration.
    fn close(&self, kept: &mut Kept) {
        let (wrong, mut said) = (self.wrong(), self.said());
        let next = kept.edits.next();
        let mut resolved = std::mem::take(&mut kept.resolved);
        let numbers = std::mem::take(&mut kept.numbers.resources);
        for (at, number) in kept.unsettled(&numbers, &said) {
            let is_settled = kept.is_settled_item(number);
            let Some(item) = kept.items.at_mut(number) else { continue };
            let is_one = self.scope.resources.get(at).is_some_and(|one| one.clauses().repeat.is_none());
            let made = resolved.remove(&at);
            item.wrong = wrong.contains(&at) || is_one && made.is_none() && !is_settled;
            item.said = said.remove(&at).filter(|said| !said.is_empty()).map(Arc::new);
            if !is_settled {
                item.resolved = made.filter(|_| is_one && !item.wrong).map(|was| {
                    let steps = was.steps;
                    Late { was, steps, since: next }
                });
            }
        }
        kept.items.sum_up();
    }
}

/// Whether that is what a use of a module is called. What is read of modules is not followed, so they are looked at again.
fn is_module(name: &str) -> bool {
    name.starts_with("module.")
}

/// The declaration that the resource at an address comes from.
fn belongs_to(stack: &Stack, belongs: &[u32], address: &Address) -> Option<u32> {
    belongs.get(stack.resources.position(address)?).copied().filter(|number| *number != u32::MAX)
}

impl Resolved {
    /// Takes its places to where they are now; `None` if one of them was touched.
    fn move_on(&mut self, rebase: &Rebase) -> Option<()> {
        self.span.move_on(rebase)?;
        self.made.move_on(rebase)?;
        self.parts.move_on(rebase)?;
        self.besides.move_on(rebase)
    }
}

impl Besides {
    pub(super) fn extend(&mut self, more: Self) {
        let Self { apart, reversed, uses, derived } = more;
        self.apart.extend(apart);
        self.reversed.extend(reversed);
        self.uses.extend(uses);
        self.derived.extend(derived);
    }

    /// Takes its places to where they are now; `None` if one of them was touched.
    fn move_on(&mut self, rebase: &Rebase) -> Option<()> {
        let Self { apart, reversed, uses, derived } = self;
        for one in apart {
            one.entry.move_on(rebase)?;
            one.edge.move_on(rebase)?;
        }
        reversed.move_on(rebase)?;
        let verbs = uses.iter_mut().flat_map(|used| &mut used.verbs);
        verbs.into_iter().try_for_each(|(_, span)| span.move_on(rebase))?;
        derived.iter_mut().try_for_each(|derived| derived.span.move_on(rebase))
    }
}
