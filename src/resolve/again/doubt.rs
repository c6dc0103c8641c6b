//! What an edit puts in doubt: what was changed, whatever names that, and what these give something to.

use std::sync::Arc;

use ecow::EcoString;
use rustc_hash::FxHashSet;

use super::items::{Bits, Items, Numbers, PARTS};
use super::pages::Remnant;
use super::{Remains, Sort, is_module};
use crate::base::Rebase;
use crate::catalog::{Catalog, Default as Filled, Through};

/// How much of a stack is to be looked at again.
#[derive(Debug)]
pub(super) struct Doubt {
    /// By the number that a declaration has: whether it must be resolved again.
    pub(super) stale: Vec<bool>,
    /// By the number that a declaration has: the one that it had, if its text was not touched.
    pub(super) was: Vec<Option<u32>>,
    /// By the number that a declaration had: whether something of what came of it may be otherwise now. `None` where
    /// nothing can be said of that, so that all has to be gone through.
    pub(super) open: Option<Vec<bool>>,
    /// Whether what is stale leans on so many declarations, one through the other, that it may be too deep to be read. How
    /// deep it is shows only where nothing is known beforehand.
    pub(super) is_deep: bool,
}

/// So many declarations may lean on one another, without a doubt that all of it can be read.
const CHAIN: u8 = 24;

/// Finds out what is in doubt; what comes of what is `doubted` is, whatever the texts say. Takes what is said of untouched declarations along.
pub(super) fn doubt(
    (catalog, rebase): (&Catalog, &Rebase),
    (now, numbers): (&mut Items, &Numbers),
    before: &Remains,
    doubted: &FxHashSet<EcoString>,
) -> Doubt {
    let was = untouched(rebase, (now, numbers), &before.items);
    let mut spread = Spread {
        now,
        before,
        stale: was.iter().map(Option::is_none).collect(),
        open: vec![true; before.items.len()],
        fresh: Called::default(),
        was: &was,
    };
    let mut stays = vec![false; before.items.len()];
    for was in numbers.was.iter().flatten() {
        set(&mut stays, *was, true);
    }
    let gone: Vec<&EcoString> = those(&before.items, &stays, false).map(|item| &item.name).collect();
    spread.begin(&gone);
    for number in doubted.iter().filter_map(|name| before.items.number(name)) {
        set(&mut spread.open, number, true);
    }
    while spread.by_name() | spread.by_tie() {}
    let Spread { stale, open, .. } = spread;
    let is_open = |number: u32| open.get(number as usize).is_none_or(|open| *open);
    let adding: FxHashSet<&str> = adding(catalog).collect();
    let adds = |name: &str| name.split_once('.').is_some_and(|(kind, _)| adding.contains(kind));
    let mut touched = those(now, &stale, true).map(|item| &item.name).chain(gone);
    let wide = before.opened.iter().any(|number| is_open(*number)) || touched.any(|name| adds(name));
    drop(touched);
    let is_deep = leans_deep(now, &stale);
    Doubt { open: (!wide).then_some(open), stale, was, is_deep }
}

/// By the number of a declaration: the one that it had, if its text was not touched. Takes what is said of it along.
fn untouched(rebase: &Rebase, (now, numbers): (&mut Items, &Numbers), before: &Items) -> Vec<Option<u32>> {
    let mut all = numbers.was.clone();
    let mut moved = Vec::new();
    for (nth, (start, page)) in now.pages().enumerate() {
        // Of a page that is what it was, only those matter of which something is said.
        let loud = page.sum().filter(|_| now.shares(nth, before)).map(|sum| sum.loud.as_slice());
        let each = if loud.is_some() { 0..0 } else { 0..page.list.len() };
        for nth in each.chain(loud.into_iter().flatten().copied()) {
            let Some(item) = page.list.get(nth) else { continue };
            let Some(was) = all.get_mut(start as usize + nth) else { continue };
            let known = was.and_then(|was| before.at(was)).filter(|_| !is_module(&item.name));
            match known.and_then(|known| known.untouched(item, rebase)) {
                None => *was = None,
                Some(said) if is_same(&said, &item.said) => {}
                Some(said) => moved.push((start + u32::try_from(nth).unwrap_or(u32::MAX), said)),
            }
        }
    }
    for (number, said) in moved {
        now.at_mut(number).into_iter().for_each(|item| item.said.clone_from(&said));
    }
    all
}

/// Whether it is the very same.
fn is_same<T>(one: &Option<Arc<T>>, other: &Option<Arc<T>>) -> bool {
    match (one, other) {
        (Some(one), Some(other)) => Arc::ptr_eq(one, other),
        (one, other) => one.is_none() && other.is_none(),
    }
}

/// The declarations whose flag is that.
fn those<'i, 'f>(
    items: &'i Items,
    flags: &'f [bool],
    is: bool,
) -> impl Iterator<Item = &'i Remnant> + use<'i, 'f> {
    let numbers = (0..).zip(flags).filter(move |(_, flag)| **flag == is).map(|(number, _)| number);
    numbers.filter_map(|number| items.at(number))
}

/// Whether a stale declaration begins a chain of very many, each naming the next.
fn leans_deep(now: &Items, stale: &[bool]) -> bool {
    // How long the longest chain was that led to each so far.
    let mut reached = vec![0_u8; now.len()];
    let mut left: Vec<(u32, u8)> = Vec::new();
    let begins = (0_u32..).zip(stale).filter(|(_, stale)| **stale);
    left.extend(begins.map(|(number, _)| (number, 1)));
    while let Some((number, length)) = left.pop() {
        if length > CHAIN {
            return true;
        }
        let Some(known) = reached.get_mut(number as usize).filter(|known| **known < length) else { continue };
        *known = length;
        let named = now.at(number).into_iter().flat_map(|item| item.names.iter());
        left.extend(named.filter_map(|name| now.number(name)).map(|named| (named, length + 1)));
    }
    false
}

/// The kinds that add to the lists of others on which somebody stands, and those on which somebody stands who does not say so.
fn adding(catalog: &Catalog) -> impl Iterator<Item = &'static str> {
    let attrs = catalog.kinds().flat_map(|kind| kind.shape.attrs);
    let under = catalog.kinds().filter_map(|kind| match kind.doors?.through {
        Through::Only(kind, _) => Some(kind),
        Through::Nothing | Through::Named(_) => None,
    });
    under.chain(attrs.filter_map(|attr| match attr.default {
        Filled::FirstList(row) => Some(row.adding.0),
        _ => None,
    }))
}

/// Doubt as it spreads.
struct Spread<'s> {
    now: &'s Items,
    before: &'s Remains,
    stale: Vec<bool>,
    open: Vec<bool>,
    /// What stale declarations are called that nobody was asked for yet.
    fresh: Called<'s>,
    was: &'s [Option<u32>],
}

impl<'s> Spread<'s> {
    /// Begins with what is new, gone, changed or wrong, and with whatever names a module or parts; what stale declarations name may
    /// be given something by them.
    fn begin(&mut self, gone: &[&'s EcoString]) {
        ["module", PARTS].into_iter().for_each(|name| self.fresh.add(name));
        for was in self.was.iter().flatten() {
            set(&mut self.open, *was, false);
        }
        gone.iter().for_each(|name| self.fresh.add(name));
        let now = self.now;
        for item in those(now, &self.stale, true) {
            self.fresh.add(&item.name);
            for number in item.names.iter().filter_map(|named| self.before.items.number(named)) {
                set(&mut self.open, number, true);
            }
        }
    }

    /// Spreads to whatever names what is stale; whether that was anything.
    fn by_name(&mut self) -> bool {
        let now = self.now;
        let mut spread = false;
        while !self.fresh.words.is_empty() {
            let called = std::mem::take(&mut self.fresh);
            for (start, page) in now.pages() {
                let may_meet =
                    page.named.iter().enumerate().filter(|(_, named)| called.bits.may_meet(**named));
                for (nth, item) in may_meet.filter_map(|(nth, _)| Some((nth, page.list.get(nth)?))) {
                    let number = start as usize + nth;
                    let is_stale = self.stale.get(number).is_none_or(|stale| *stale);
                    if !is_stale && item.names.iter().any(|named| called.words.contains(named.as_str())) {
                        self.make_stale(number);
                        spread = true;
                    }
                }
            }
        }
        spread
    }

    fn make_stale(&mut self, number: usize) {
        let now = self.now;
        let item = u32::try_from(number).ok().and_then(|number| now.at(number));
        if let (Some(stale), Some(item)) = (self.stale.get_mut(number), item) {
            *stale = true;
            self.fresh.add(&item.name);
        }
        if let Some(Some(was)) = self.was.get(number) {
            set(&mut self.open, *was, true);
        }
    }

    /// Spreads along what declarations give each other; whether somebody must be resolved again for that.
    fn by_tie(&mut self) -> bool {
        let before = self.before;
        let mut shaped: FxHashSet<u32> = FxHashSet::default();
        loop {
            let mut more = false;
            for tie in &before.ties {
                let (giver, receiver) = (self.is_open(tie.giver), self.is_open(tie.receiver));
                if giver && !receiver {
                    more |= set(&mut self.open, tie.receiver, true);
                } else if receiver && !giver && tie.sort == Sort::Reversed {
                    more |= set(&mut self.open, tie.giver, true);
                }
                if giver && tie.sort == Sort::Shapes {
                    shaped.insert(tie.receiver);
                }
            }
            if !more {
                break;
            }
        }
        let is_shaped = |was: &Option<u32>| was.is_some_and(|was| shaped.contains(&was));
        let numbers = 0..self.was.len();
        let shaped: Vec<usize> = numbers
            .filter(|at| self.was.get(*at).is_some_and(is_shaped) && self.stale.get(*at) == Some(&false))
            .collect();
        let spread = !shaped.is_empty();
        shaped.into_iter().for_each(|number| self.make_stale(number));
        spread
    }

    fn is_open(&self, number: u32) -> bool {
        self.open.get(number as usize).is_some_and(|open| *open)
    }
}

/// Sets a flag; whether it was another one before.
fn set(flags: &mut [bool], at: u32, to: bool) -> bool {
    flags.get_mut(at as usize).is_some_and(|flag| std::mem::replace(flag, to) != to)
}

/// What some declarations are called.
#[derive(Default)]
struct Called<'s> {
    words: FxHashSet<&'s str>,
    bits: Bits,
}

impl<'s> Called<'s> {
    /// Adds what something is called; where its kind is clear, it may be called by its bare name.
    fn add(&mut self, name: &'s str) {
        let bare = name.split_once('.').map(|(_, bare)| bare);
        let bare = bare.filter(|bare| !bare.is_empty() && !is_module(name));
        for word in std::iter::once(name).chain(bare) {
            self.words.insert(word);
            self.bits.add(word);
        }
    }
}
