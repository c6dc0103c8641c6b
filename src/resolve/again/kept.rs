//! What is known while a stack is resolved again, and what is taken down for the next time.

mod arrows;
mod besides;
mod files;

use std::collections::BTreeSet;
use std::sync::Arc;

use ecow::EcoString;
use rustc_hash::{FxHashMap, FxHashSet};

use super::beside::Other;
use super::doubt::Doubt;
use super::items::{Edits, Items, Late, Numbers, Said, module_name};
use super::{Given, Remains, Resolved, Settled, Sort, Tie, belongs_to};
use crate::model::{Address, Origin, Resource, Resources, Stack};
use crate::resolve::attrs::resource;
use crate::resolve::cx::{Cx, Memo};
pub(in crate::resolve) use files::Part;

/// What is kept while a stack is resolved.
#[derive(Debug, Default)]
pub(in crate::resolve) struct Kept {
    pub(super) items: Items,
    pub(super) numbers: Numbers,
    pub(super) edits: Edits,
    /// By number: whether a declaration must be resolved again.
    stale: Vec<bool>,
    /// By number: whether all that came of a declaration is settled.
    settled_items: Vec<bool>,
    /// By number: whether all that a settled declaration gave others is settled, too.
    quiet: Vec<bool>,
    /// What arrows are drawn from, if these are those that there were.
    pub(super) arrow_sources: Option<Arc<BTreeSet<EcoString>>>,
    /// How many resources are settled: the first ones of the stack.
    pub(super) settled: usize,
    /// The place that each of these had, and the number of its declaration.
    pub(super) from: Vec<(u32, u32)>,
    /// Places of settled resources that carry roles which are in doubt.
    witnesses: Vec<usize>,
    /// What was resolved, known or not, by the number of the declaration among the resources.
    pub(super) resolved: FxHashMap<usize, Arc<Resolved>>,
    /// Parts that are made behind what they belong to, by that.
    pub(super) behind: FxHashMap<Address, Vec<Address>>,
    pub(super) derived: FxHashSet<Address>,
    /// Ties and firewalls of what is settled.
    ties: Vec<Tie>,
    still_opened: Vec<u32>,
    /// What was given so far, by which declaration and to what.
    given: Vec<(u32, Address, Sort)>,
    /// The declarations that arrows come from, by the address of the arrow.
    drawn: FxHashMap<Address, u32>,
    /// The declaration that draws.
    drawer: Option<u32>,
    /// What the arrow at hand gives.
    at_hand: Given,
    /// Whether something was given by what belongs to nobody, so that nothing is settled the next time.
    pub(super) loose: bool,
    /// What has to do with firewalls that are made by themselves.
    opened: Vec<Address>,
    /// Names of declarations that are in doubt, as it turned out.
    pub(super) doubted: FxHashSet<EcoString>,
    /// Whether it turned out that all has to be gone through.
    pub(super) wide: bool,
    pub(super) anew: usize,
    /// Who resolves a part of it at the same time.
    pub(super) other: Option<Other>,
}

impl Kept {
    pub(super) fn new(numbers: Numbers, edits: Edits) -> Self {
        Self { numbers, edits, ..Self::default() }
    }

    /// Takes over what is known of declarations that are not stale, and all that is settled; the resources of that.
    pub(super) fn know(
        &mut self,
        remains: &Remains,
        doubt: Doubt,
        settled: Option<Settled>,
    ) -> Option<Resources> {
        let Doubt { stale, was, open, is_deep: _ } = doubt;
        let open = open.filter(|_| settled.is_some());
        let is_settled = |was: u32| open.as_ref().is_some_and(|open| open.get(was as usize) == Some(&false));
        let mut now = vec![None; remains.items.len()];
        self.settled_items = vec![false; was.len()];
        for ((number, was), stale) in (0..).zip(&was).zip(&stale) {
            let Some(was) = was.filter(|_| !stale) else { continue };
            now.get_mut(was as usize).into_iter().for_each(|now| *now = Some(number));
            if is_settled(was) {
                set(&mut self.settled_items, number, true);
            }
        }
        self.stale = stale;
        let Settled { all, from } = settled?;
        let number = |was: u32| now.get(was as usize).copied().flatten().filter(|_| is_settled(was));
        self.ties = remains
            .ties
            .iter()
            .filter_map(|tie| {
                let (giver, receiver) = (number(tie.giver)?, number(tie.receiver)?);
                Some(Tie { giver, receiver, sort: tie.sort })
            })
            .collect();
        self.still_opened = remains.opened.iter().filter_map(|was| number(*was)).collect();
        self.quiet = self.settled_items.clone();
        let loud = remains.ties.iter().filter(|tie| number(tie.receiver).is_none());
        for giver in loud.filter_map(|tie| number(tie.giver)) {
            set(&mut self.quiet, giver, false);
        }
        let carriers: FxHashSet<u32> = remains
            .ties
            .iter()
            .filter(|tie| tie.sort == Sort::Carried && number(tie.receiver).is_none())
            .filter_map(|tie| number(tie.giver))
            .collect();
        self.from = from.into_iter().map(|(at, was)| (at, number(was).unwrap_or(u32::MAX))).collect();
        let witnesses = self.from.iter().enumerate().filter(|(_, (_, number))| carriers.contains(number));
        self.witnesses = witnesses.map(|(at, _)| at).collect();
        self.settled = all.len();
        let stays = |address: &Address| all.contains_key(address);
        let behind = remains.behind.iter().filter(|(owner, _)| stays(owner));
        self.behind = behind.map(|(owner, parts)| (owner.clone(), parts.clone())).collect();
        self.derived = remains.derived.iter().filter(|role| stays(role)).cloned().collect();
        Some(all)
    }

    /// Whether all that came of a declaration is settled.
    pub(super) fn is_settled_item(&self, number: u32) -> bool {
        self.settled_items.get(number as usize) == Some(&true)
    }

    /// Whether all that a declaration gave others is settled, as is what came of it.
    fn is_quiet(&self, number: u32) -> bool {
        self.quiet.get(number as usize) == Some(&true)
    }

    /// The number of the declaration that a resource comes from.
    pub(super) fn number(&self, stack: &Stack, resource: &Resource) -> Option<u32> {
        let mut resource = resource;
        loop {
            if let Some(number) = self.drawn.get(&resource.address) {
                return Some(*number);
            }
            match &resource.origin {
                Origin::Implicit(owner) => resource = stack.get(owner)?,
                Origin::Flow(_) => return None,
                Origin::Written => return self.declared(&resource.address),
            }
        }
    }

    /// The number of the declaration that a written resource comes from.
    fn declared(&self, address: &Address) -> Option<u32> {
        let words = address.as_str();
        let name = match address.module() {
            "" => words.split('[').next().unwrap_or(words).into(),
            module => module_name(module.split(['.', '[']).nth(1)?),
        };
        self.items.number(&name)
    }

    /// The ties of what is settled, and those that were met.
    pub(super) fn all_ties(&self, stack: &Stack, belongs: &[u32]) -> Vec<Tie> {
        let tie = |(giver, receiver, sort): &(u32, Address, Sort)| {
            let receiver = belongs_to(stack, belongs, receiver)?;
            (*giver != receiver).then_some(Tie { giver: *giver, receiver, sort: *sort })
        };
        let mut ties = self.ties.clone();
        ties.extend(self.given.iter().filter_map(tie));
        ties.sort_unstable();
        ties.dedup();
        ties
    }

    /// What has to do with firewalls that are made by themselves.
    pub(super) fn all_opened(&self, stack: &Stack, belongs: &[u32]) -> FxHashSet<u32> {
        let met = self.opened.iter().filter_map(|address| belongs_to(stack, belongs, address));
        met.chain(self.still_opened.iter().copied()).collect()
    }

    /// The declaration that came to a resource among those that are settled is in doubt, too.
    fn doubt(&mut self, place: usize) {
        let number = self.from.get(place).map(|(_, number)| *number);
        match number.and_then(|number| self.items.at(number)) {
            Some(item) => drop(self.doubted.insert(item.name.clone())),
            None => self.wide = true,
        }
    }
}

/// Sets a flag.
fn set(flags: &mut [bool], at: u32, to: bool) {
    flags.get_mut(at as usize).into_iter().for_each(|flag| *flag = to);
}

impl Cx<'_> {
    /// What arrows are drawn from, if that is known from the last time.
    pub(in crate::resolve) fn known_arrow_sources(&self) -> Option<Arc<BTreeSet<EcoString>>> {
        self.kept.as_ref().filter(|_| self.frame == 0)?.arrow_sources.clone()
    }

    /// How many resources are settled: the first ones of the stack, which nobody goes over.
    pub(in crate::resolve) fn settled_count(&self) -> usize {
        self.kept.as_ref().map_or(0, |kept| kept.settled)
    }

    /// Whether all that comes of a declaration is settled.
    pub(in crate::resolve) fn is_settled(&self, at: usize) -> bool {
        self.kept.as_ref().is_some_and(|kept| {
            kept.numbers.resources.get(at).is_some_and(|number| kept.is_settled_item(*number))
        })
    }

    /// Repeats what was said of a declaration of which all is settled.
    pub(in crate::resolve) fn settle(&mut self, at: usize) {
        let Some(number) = self.kept.as_ref().and_then(|kept| kept.numbers.resources.get(at)) else { return };
        let item = self.kept.as_ref().and_then(|kept| kept.items.at(*number));
        let steps = item.and_then(|item| item.resolved.as_ref()).map_or(0, |late| late.steps);
        if let Some(said) = item.and_then(|item| item.said.clone()) {
            self.say(&said, Some(at));
        }
        self.budget.take(steps);
    }

    fn say(&mut self, said: &Said, owner: Option<usize>) {
        for found in &said.found {
            self.found.push(found.clone());
            self.owners.push(owner);
        }
        for allowance in &said.allowances {
            self.allowances.push(allowance.clone());
            self.allowers.push(owner);
        }
    }

    /// What came of a declaration when it was last resolved, with places of then; `None` if it must be resolved again.
    fn late(&self, at: usize) -> Option<&Late> {
        let kept = self.kept.as_ref()?;
        let number = *kept.numbers.resources.get(at)?;
        kept.stale.get(number as usize).filter(|stale| !**stale)?;
        kept.items.at(number)?.resolved.as_ref()
    }

    /// Whether a resource is there, if that is known from the last time.
    pub(in crate::resolve) fn known_presence(&self, at: usize) -> Option<bool> {
        self.late(at).map(|late| late.was.made.is_some())
    }

    /// The outputs of a resource, if they are known from the last time.
    pub(in crate::resolve) fn known_outputs(&self, at: usize) -> Option<crate::model::Map> {
        self.late(at)?.was.outputs.clone()
    }

    /// A resource of the stack itself, if it is known from the last time and need not be resolved again.
    pub(in crate::resolve) fn known_made(&self, at: usize) -> Option<Resource> {
        let span = self.declared(at)?.span;
        self.kept.as_ref()?.edits.moved(self.late(at)?, span)?.made.clone()
    }

    /// What comes of the declaration of a resource of the stack itself, known or not.
    pub(in crate::resolve) fn declaration(&mut self, stack: &mut Stack, at: usize) -> Option<Resource> {
        let span = self.declared(at)?.span;
        let known =
            self.late(at).and_then(|late| self.kept.as_ref().and_then(|kept| kept.edits.moved(late, span)));
        let known = known.or_else(|| self.by_other(at).map(Arc::new));
        let resolved = match known {
            Some(known) => {
                self.repeat(at, &known);
                known
            }
            None => Arc::new(self.resolved(stack, at)?),
        };
        let made = resolved.made.clone();
        self.kept.as_mut()?.resolved.insert(at, resolved);
        made
    }

    /// A part of a resource as it was made the last time, if that is known.
    pub(in crate::resolve) fn known_part(&self, owner: &Address, part: &Address) -> Option<Resource> {
        let resolved = self.kept.as_ref()?.resolved.get(&self.find(owner)?)?;
        resolved.parts.iter().find(|known| known.address == *part).cloned()
    }

    /// Keeps a part of a resource for the next time.
    pub(in crate::resolve) fn keep_part(&mut self, owner: &Address, part: &Resource) {
        let Some(at) = self.kept.as_ref().and_then(|_| self.find(owner)) else { return };
        if let Some(resolved) = self.kept.as_mut().and_then(|kept| kept.resolved.get_mut(&at)) {
            Arc::make_mut(resolved).parts.push(part.clone());
        }
    }

    /// Does to everything else what resolving a declaration did.
    fn repeat(&mut self, at: usize, known: &Resolved) {
        self.settle(at);
        let mut besides = known.besides.clone();
        for (used, on) in besides.uses.iter_mut().zip(&known.used) {
            used.on = self.find(on).unwrap_or(used.on);
        }
        self.besides.extend(besides);
    }

    /// Resolves the declaration of a resource, and takes down what that did to everything else. `None` if it makes none
    /// though it may be there.
    pub(super) fn resolved(&mut self, stack: &mut Stack, at: usize) -> Option<Resolved> {
        self.kept.iter_mut().for_each(|kept| kept.anew += 1);
        let before = std::mem::take(&mut self.besides);
        let steps = self.budget.left();
        let made = self.lent(stack, |cx| resource(cx, at));
        let besides = std::mem::replace(&mut self.besides, before);
        self.besides.extend(besides.clone());
        if made.is_none() && self.is_present(at) != Some(false) {
            return None;
        }
        let used = besides.uses.iter().filter_map(|used| self.address_at(used.on).cloned());
        Some(Resolved {
            span: self.declared(at).map(|declared| declared.span),
            used: used.collect(),
            besides,
            outputs: match self.outputs.get(at) {
                Some(Memo::Done(Some(outputs))) => Some(outputs.clone()),
                _ => None,
            },
            steps: steps - self.budget.left(),
            made,
            parts: Vec::new(),
        })
    }

    /// The number of the declaration that a resource comes from, if that matters.
    pub(in crate::resolve) fn number_of(&self, stack: &Stack, address: &Address) -> Option<u32> {
        let kept = self.kept.as_ref()?;
        let place = stack.resources.position(address);
        match place.and_then(|place| kept.from.get(place)) {
            Some((_, number)) => Some(*number),
            None => match place.and_then(|place| stack.resources.at(place)) {
                Some(resource) => kept.number(stack, resource),
                None => kept.declared(address),
            },
        }
    }

    /// Notes that a declaration gives something to a resource; whether that is not settled, and may be changed.
    pub(in crate::resolve) fn gives(
        &mut self,
        stack: &Stack,
        giver: Option<u32>,
        of: &Address,
        sort: Sort,
    ) -> bool {
        let Some(kept) = &mut self.kept else { return true };
        match (stack.resources.position(of), giver) {
            (Some(place), _) if place < kept.settled => {
                // Whoever names it may read an attribute.
                kept.wide |= sort == Sort::Shapes;
                kept.doubt(place);
                return false;
            }
            (Some(_), Some(giver)) => kept.given.push((giver, of.clone(), sort)),
            (Some(_), None) => kept.loose = true,
            (None, _) => {}
        }
        true
    }

    /// What is known of a resource is not enough: whoever asks needs it as it was before others added to it.
    pub(in crate::resolve) fn ask_anew(&mut self, stack: &Stack, of: &Address) {
        if let Some(kept) = &mut self.kept
            && let Some(place) = stack.resources.position(of).filter(|place| *place < kept.settled)
        {
            kept.doubt(place);
        }
    }

    /// All has to be gone through, since something leads to what is settled that nobody knew of.
    pub(in crate::resolve) fn go_wide(&mut self) {
        self.kept.iter_mut().for_each(|kept| kept.wide = true);
    }
}
