//! What was looked at for each judgement: for as long as that is what it was, so is the judgement.
//!
//! Whoever judged a stack hands on its records to whoever judges it the next time. A judgement is made again only if it
//! looked at something that changed since: who looked at what is known by what was looked at, so that nothing is gone through.

mod changes;

use std::collections::BTreeSet;
use std::sync::{Mutex, PoisonError};

use rustc_hash::{FxHashMap, FxHashSet};

use super::cx::Cx;
use super::looks::Look;
use super::roles::Roles;
use crate::base::{FileId, Rebase};
use crate::diag::Diagnostic;
use crate::model::{Address, Resource, Stack};
use changes::Changes;

/// What was found in a stack, and what is needed to judge it again.
#[derive(Debug, Default)]
pub struct Notes {
    found: Vec<Diagnostic>,
    anew: usize,
    whole_anew: usize,
    /// Handed on once, to whoever judges the stack the next time.
    records: Mutex<Option<Box<Records>>>,
}

impl Notes {
    /// How many resources had to be judged, and how many rules asked about the stack as a whole, what was known not counted.
    #[must_use]
    pub fn anew(&self) -> (usize, usize) {
        (self.anew, self.whole_anew)
    }

    /// What was found where nobody will judge again.
    pub(super) fn once(found: Vec<Diagnostic>) -> Self {
        Self { found, ..Self::default() }
    }

    /// What was found, with the records of it, given how much was judged anew.
    pub(super) fn again(records: Box<Records>, (anew, whole_anew): (usize, usize)) -> Self {
        let found = records.found().cloned().collect();
        Self { found, anew, whole_anew, records: Mutex::new(Some(records)) }
    }

    /// What was found, resource by resource, then in the stack as a whole.
    pub(super) fn take_found(&mut self) -> Vec<Diagnostic> {
        std::mem::take(&mut self.found)
    }
}

/// How a stack was judged when it was looked at before.
#[derive(Debug, Clone, Copy)]
pub struct Before<'b> {
    /// The stack as it was then.
    pub stack: &'b Stack,
    /// What was noted.
    pub notes: &'b Notes,
    /// Where the places of then are now.
    pub rebase: &'b Rebase,
    /// By the place of a resource: the one that it had, if it is known to say what it said.
    pub then: &'b [Option<u32>],
}

/// One judgement.
#[derive(Debug, Default)]
pub(super) struct Note {
    /// What was looked at, each once and in order.
    pub(super) looks: Box<[Look]>,
    pub(super) found: Vec<Diagnostic>,
}

/// Whose judgement it is.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Who {
    /// That of a resource by itself.
    One(Address),
    /// That of the stack as a whole, by one of the rules about it.
    Rule(usize),
}

/// All judgements of a stack.
#[derive(Debug, Default)]
pub(super) struct Records {
    judged: FxHashMap<Address, Note>,
    whole: Vec<Note>,
    /// Who looked at something, by that.
    watchers: FxHashMap<Look, Vec<Who>>,
    /// Resources in which something was found, in their order.
    telling: BTreeSet<Address>,
    /// Resources of which a part could not be read.
    doubted: FxHashSet<Address>,
    /// By the file that they stand in.
    by_file: FxHashMap<FileId, FxHashSet<Address>>,
    /// Who has to do with roles, once that was asked.
    roles: Option<Roles>,
    is_unread: bool,
    /// The day that was judged by.
    as_of: String,
}

/// Whose judgements are to be made anew: resources by their places in the stack, and rules by their numbers.
#[derive(Debug)]
pub(super) struct Stale {
    pub(super) places: Vec<usize>,
    pub(super) rules: Vec<usize>,
}

impl Records {
    /// Nothing is known, and all is to be judged.
    pub(super) fn new(cx: &Cx<'_>, rules: usize) -> (Box<Self>, Stale) {
        let mut records = Box::new(Self {
            is_unread: cx.is_unread(),
            as_of: cx.as_of.to_owned(),
            whole: std::iter::repeat_with(Note::default).take(rules).collect(),
            ..Self::default()
        });
        let resources = &cx.untold_stack().resources;
        records.judged.reserve(resources.len());
        for resource in resources.values() {
            records.stands(resource);
            if cx.in_doubt(resource) {
                records.doubted.insert(resource.address.clone());
            }
        }
        (records, Stale { places: resources.as_added().collect(), rules: (0..rules).collect() })
    }

    /// What is known from before, and what is to be judged anew. `None` where so much is different that nothing counts any
    /// more.
    pub(super) fn after<'a>(before: Before<'a>, cx: &Cx<'a>) -> Option<(Box<Self>, Stale)> {
        let (was, is) = (before.stack, cx.untold_stack());
        let rest =
            |stack: &'a Stack| (&stack.name, &stack.region, &stack.account, stack.identified, &stack.tags);
        let handed = before.notes.records.lock().unwrap_or_else(PoisonError::into_inner).take();
        let mut records = handed.filter(|records| rest(was) == rest(is) && records.as_of == cx.as_of)?;
        let mut changes = Changes::between(before, cx);
        records.settle(&changes, before.rebase, is);
        records.doubt(&mut changes, cx);
        let mut roles = records.roles.take();
        roles.iter_mut().for_each(|roles| changes.tell(roles, cx.catalog));
        records.roles = roles;
        let touched = changes.touched(before, cx, records.is_unread);
        records.is_unread = cx.is_unread();
        let mut stale = records.forget(&touched);
        stale.extend(changes.present().map(|one| Who::One(one.address.clone())));
        stale.extend(records.move_on(before.rebase));
        Some((records, among(&stale, is)))
    }

    /// Takes out what is known of resources that went, and notes where those stand that changed.
    fn settle(&mut self, changes: &Changes<'_>, rebase: &Rebase, is: &Stack) {
        let keeps = rebase.keeps_numbers();
        for (was, is) in changes.all() {
            if let Some(was) = was.filter(|_| keeps) {
                self.by_file.get_mut(&was.span.file).map(|all| all.remove(&was.address));
            }
            match (was, is) {
                (_, Some(is)) if keeps => self.stands(is),
                (Some(was), None) => {
                    self.put(&Who::One(was.address.clone()), Note::default());
                    self.judged.remove(&was.address);
                    self.doubted.remove(&was.address);
                }
                _ => {}
            }
        }
        if !keeps {
            self.by_file.clear();
            is.resources.values().for_each(|one| self.stands(one));
        }
    }

    fn stands(&mut self, resource: &Resource) {
        self.by_file.entry(resource.span.file).or_default().insert(resource.address.clone());
    }

    /// Adds resources of which a part could not be read, or can be read now, to what changed.
    fn doubt<'a>(&mut self, changes: &mut Changes<'a>, cx: &Cx<'a>) {
        let near = cx.unread_files().filter_map(|file| self.by_file.get(&file)).flatten();
        let asked: FxHashSet<&Address> = near.chain(&self.doubted).collect();
        let stack = cx.untold_stack();
        let doubted = |one: &&Resource| cx.in_doubt(one) != self.doubted.contains(&one.address);
        let turned: Vec<&'a Resource> =
            asked.into_iter().filter_map(|address| stack.get(address)).filter(doubted).collect();
        for resource in turned {
            if !self.doubted.remove(&resource.address) {
                self.doubted.insert(resource.address.clone());
            }
            changes.add(cx.catalog, Some(resource), Some(resource));
        }
    }

    /// Takes out who looked at something that changed; whoever it was.
    fn forget(&mut self, touched: &[Look]) -> Vec<Who> {
        touched.iter().filter_map(|look| self.watchers.get(look)).flatten().cloned().collect()
    }

    /// Takes findings to where their places are now; those of which one was touched are to be found again.
    fn move_on(&mut self, rebase: &Rebase) -> Vec<Who> {
        let mut lost = Vec::new();
        let mut take_on = |note: &mut Note, who: &dyn Fn() -> Who| match note
            .found
            .iter()
            .map(|one| one.rebased(rebase))
            .collect::<Option<Vec<_>>>()
        {
            Some(found) => note.found = found,
            None => lost.push(who()),
        };
        for address in &self.telling {
            let note = self.judged.get_mut(address);
            note.into_iter().for_each(|note| take_on(note, &|| Who::One(address.clone())));
        }
        for (nth, note) in self.whole.iter_mut().enumerate().filter(|(_, note)| !note.found.is_empty()) {
            take_on(note, &|| Who::Rule(nth));
        }
        lost
    }

    /// Notes a judgement in place of the one before.
    pub(super) fn put(&mut self, who: &Who, note: Note) {
        let Self { judged, whole, watchers, telling, .. } = self;
        let known = match who {
            Who::One(address) => {
                if note.found.is_empty() {
                    telling.remove(address);
                } else {
                    telling.insert(address.clone());
                }
                judged.entry(address.clone()).or_default()
            }
            Who::Rule(nth) => match whole.get_mut(*nth) {
                Some(known) => known,
                None => return,
            },
        };
        for look in known.looks.iter().filter(|look| note.looks.binary_search(look).is_err()) {
            let left = watchers.get_mut(look).is_some_and(|all| {
                all.iter().position(|one| one == who).map(|at| all.swap_remove(at));
                all.is_empty()
            });
            if left {
                watchers.remove(look);
            }
        }
        for look in note.looks.iter().filter(|look| known.looks.binary_search(look).is_err()) {
            match watchers.get_mut(look) {
                Some(all) => all.push(who.clone()),
                None => drop(watchers.insert(look.clone(), vec![who.clone()])),
            }
        }
        *known = note;
    }

    /// Who has to do with roles, if that is known.
    pub(super) fn take_roles(&mut self) -> Option<Roles> {
        self.roles.take()
    }

    /// Keeps who has to do with roles for the next time.
    pub(super) fn keep_roles(&mut self, roles: Option<Roles>) {
        self.roles = roles;
    }

    fn found(&self) -> impl Iterator<Item = &Diagnostic> {
        let each = self.telling.iter().filter_map(|address| self.judged.get(address));
        each.chain(&self.whole).flat_map(|note| &note.found)
    }
}

/// Whose judgements these are, each once and in order; what is gone is left out.
fn among(all: &[Who], stack: &Stack) -> Stale {
    let mut stale = Stale { places: Vec::new(), rules: Vec::new() };
    for who in all {
        match who {
            Who::One(address) => stale.places.extend(stack.resources.position(address)),
            Who::Rule(nth) => stale.rules.push(*nth),
        }
    }
    for list in [&mut stale.places, &mut stale.rules] {
        list.sort_unstable();
        list.dedup();
    }
    stale
}
