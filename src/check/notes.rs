//! What was looked at to judge each resource: for as long as that is what it was, so is the judgement.

use std::cell::RefCell;
use std::collections::BTreeMap;

use ecow::EcoString;

use super::cx::Cx;
use crate::base::Rebase;
use crate::diag::Diagnostic;
use crate::model::{Address, Placed, Resource, Stack};

/// Something that was looked at, with the answer where that is no resource. Resources are named by their places in the stack.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Look {
    /// A resource.
    At(u32),
    /// An address where nothing is.
    Nothing(Address),
    /// What runs its code under a role.
    Carriers(u32, Vec<u32>),
    /// The roles that have a policy; `None` if it bounds one.
    Having(u32, Option<Vec<u32>>),
    /// Whether a role is referred to without being carried.
    Referred(u32, bool),
    /// All resources of some kinds.
    Kinds(&'static [&'static str]),
    /// Whether an arrow is drawn from what has that kind and name.
    Drawn(EcoString, bool),
    /// Whether anything could not be read.
    Unread(bool),
    /// The stack as a whole.
    Everything,
}

/// What was found in each resource of a stack by itself, and what was looked at for that.
#[derive(Debug, Default)]
pub struct Notes {
    /// By the place of the resource; nothing where nobody will judge again.
    judged: Vec<Judged>,
    looks: Vec<Look>,
    found: Vec<Diagnostic>,
    anew: usize,
    /// The day that was judged by.
    as_of: String,
}

/// Where the notes of one resource end.
#[derive(Debug, Clone, Copy, Default)]
struct Judged {
    /// Whether a part of it could not be read.
    in_doubt: bool,
    looks: usize,
    found: usize,
}

impl Notes {
    /// How many resources had to be judged, those whose judgement was known not counted.
    #[must_use]
    pub fn anew(&self) -> usize {
        self.anew
    }

    /// No notes yet.
    pub(super) fn new(as_of: &str) -> Self {
        Self { as_of: as_of.to_owned(), ..Self::default() }
    }

    /// Notes what was found in the next resource, and, for whoever will judge again, whether a part of it could not be read.
    pub(super) fn add(&mut self, in_doubt: Option<bool>, note: Note) {
        self.anew += usize::from(note.is_new);
        self.looks.extend(note.looks);
        self.found.extend(note.found);
        let (looks, found) = (self.looks.len(), self.found.len());
        self.judged.extend(in_doubt.map(|in_doubt| Judged { in_doubt, looks, found }));
    }

    /// What was found, resource by resource.
    pub(super) fn found(&self) -> &[Diagnostic] {
        &self.found
    }

    /// What was looked at for a resource, and what was found.
    fn of(&self, place: u32) -> Option<(&[Look], &[Diagnostic])> {
        let at = place as usize;
        let end = self.judged.get(at)?;
        let start = at.checked_sub(1).and_then(|at| self.judged.get(at)).copied().unwrap_or_default();
        Some((self.looks.get(start.looks..end.looks)?, self.found.get(start.found..end.found)?))
    }
}

/// What is noted of one resource.
#[derive(Debug, Default)]
pub(super) struct Note {
    pub(super) looks: Vec<Look>,
    pub(super) found: Vec<Diagnostic>,
    /// Whether it was judged, and not known.
    pub(super) is_new: bool,
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
}

/// What is as it was.
#[derive(Debug)]
pub(super) struct Kept<'k> {
    before: Before<'k>,
    stack: &'k Stack,
    /// By the place that a resource had, its place now; `None` if it is gone or says something else.
    now: Vec<Option<u32>>,
    /// By the place that a resource has, the one that it had.
    then: Vec<Option<u32>>,
    /// Whether all resources of some kinds are as they were, once that was asked.
    kinds: RefCell<BTreeMap<&'static [&'static str], bool>>,
}

impl<'k> Kept<'k> {
    /// Compares a stack with what it was. `None` where so much is different that nothing counts any more.
    pub(super) fn of(before: Before<'k>, cx: &Cx<'k>) -> Option<Self> {
        let (was, is) = (before.stack, cx.untold_stack());
        let rest = |stack: &'k Stack| (&stack.name, &stack.region, &stack.account, stack.identified);
        let notes = before.notes;
        if rest(was) != rest(is) || notes.as_of != cx.as_of || notes.judged.len() != was.resources.len() {
            return None;
        }
        let (mut now, mut then) = (vec![None; was.resources.len()], vec![None; is.resources.len()]);
        let mut old = was.resources.values().zip(0_u32..).zip(&notes.judged).peekable();
        for (resource, place) in is.resources.values().zip(0_u32..) {
            while old.next_if(|((old, _), _)| old.address < resource.address).is_some() {}
            let Some(((old, old_place), judged)) =
                old.next_if(|((old, _), _)| old.address == resource.address)
            else {
                continue;
            };
            if judged.in_doubt == cx.in_doubt(resource) && old.is_still(resource, before.rebase) {
                now.get_mut(old_place as usize).into_iter().for_each(|to| *to = Some(place));
                then.get_mut(place as usize).into_iter().for_each(|to| *to = Some(old_place));
            }
        }
        Some(Self { before, stack: is, now, then, kinds: RefCell::default() })
    }

    /// What is known of the resource at a place, if all that was looked at for it is as it was.
    pub(super) fn note(&self, place: u32, cx: &Cx<'_>) -> Option<Note> {
        let (looks, found) = self.before.notes.of((*self.then.get(place as usize)?)?)?;
        let looks = looks.iter().map(|look| self.look(look, cx)).collect::<Option<_>>()?;
        let found = found.iter().map(|one| one.rebased(self.before.rebase)).collect::<Option<_>>()?;
        Some(Note { looks, found, is_new: false })
    }

    /// The same look now, if it meets the same.
    fn look(&self, look: &Look, cx: &Cx<'_>) -> Option<Look> {
        let all = |list: &[u32]| list.iter().map(|at| self.now_at(*at)).collect::<Option<Vec<u32>>>();
        let now = match look {
            Look::At(at) => return Some(Look::At(self.now_at(*at)?)),
            Look::Nothing(address) => {
                return (!self.stack.resources.contains_key(address)).then(|| look.clone());
            }
            Look::Carriers(role, list) => Look::Carriers(self.now_at(*role)?, all(list)?),
            Look::Having(policy, None) => Look::Having(self.now_at(*policy)?, None),
            Look::Having(policy, Some(list)) => Look::Having(self.now_at(*policy)?, Some(all(list)?)),
            Look::Referred(role, is) => Look::Referred(self.now_at(*role)?, *is),
            Look::Kinds(kinds) => return self.are_same(kinds).then(|| look.clone()),
            Look::Drawn(from, is) => {
                return (self.stack.arrow_sources.contains(from) == *is).then(|| look.clone());
            }
            Look::Unread(is) => return (cx.is_unread() == *is).then(|| look.clone()),
            Look::Everything => return None,
        };
        cx.would_see(&now).then_some(now)
    }

    fn now_at(&self, then: u32) -> Option<u32> {
        *self.now.get(then as usize)?
    }

    /// Whether all resources of these kinds are as they were, no more and no fewer.
    fn are_same(&self, kinds: &'static [&'static str]) -> bool {
        let is_meant = |resource: &Resource| kinds.contains(&resource.kind.as_str());
        *self.kinds.borrow_mut().entry(kinds).or_insert_with(|| {
            let was = self.before.stack.resources.values().filter(|one| is_meant(one)).count();
            let is = self.stack.resources.values().zip(&self.then).filter(|(one, _)| is_meant(one));
            let mut count = 0;
            is.inspect(|_| count += 1).all(|(_, then)| then.is_some()) && was == count
        })
    }
}
