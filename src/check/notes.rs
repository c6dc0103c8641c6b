//! What was looked at for each judgement: for as long as that is what it was, so is the judgement.

use std::collections::BTreeSet;
use std::sync::Arc;

use ecow::EcoString;
use rustc_hash::FxHashSet;

use super::cx::Cx;
use super::roles::{attached, role_address};
use crate::base::Rebase;
use crate::catalog::Catalog;
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
    Referred(u32),
    /// All resources of some kinds.
    Kinds(&'static [&'static str]),
    /// One side of all resources.
    Aspect(Aspect),
    /// Whether an arrow is drawn from what has that kind and name.
    Drawn(EcoString, bool),
    /// Whether anything could not be read.
    Unread(bool),
    /// The stack as a whole.
    Everything,
}

/// What of all resources may be looked at without the rest of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Aspect {
    /// What must exist before them.
    Edges,
    /// What their code must be allowed to do.
    Needs,
    /// What AWS calls them.
    Names,
    /// Their tags.
    Tags,
    /// The images that they run.
    Images,
}

impl Aspect {
    /// Whether a resource that changed is, on this side, what it was; `None` for one that is not there.
    fn is_same(self, was: Option<&Resource>, is: Option<&Resource>) -> bool {
        let both = |has: &dyn Fn(&Resource) -> bool, are_same: &dyn Fn(&Resource, &Resource) -> bool| match (
            was, is,
        ) {
            (Some(was), Some(is)) => are_same(was, is),
            (one, other) => !one.or(other).is_some_and(has),
        };
        match self {
            Self::Edges => both(&|one| !one.edges.is_empty(), &|was, is| {
                was.edges.iter().map(|edge| &edge.to).eq(is.edges.iter().map(|edge| &edge.to))
            }),
            Self::Needs => both(&|one| !one.needs.is_empty(), &|was, is| {
                let said = |one: &'_ Resource| {
                    let needs = one.needs.iter();
                    needs.map(|need| (need.on.clone(), need.verb.clone(), need.resources.clone())).collect()
                };
                let (was, is): (Vec<_>, Vec<_>) = (said(was), said(is));
                was == is
            }),
            Self::Names => both(&|_| true, &|was, is| {
                // What a name is the only one within is an attribute.
                was.input("name") == is.input("name")
                    && was.output("name") == is.output("name")
                    && was
                        .inputs
                        .values()
                        .filter_map(|value| value.as_address())
                        .eq(is.inputs.values().filter_map(|value| value.as_address()))
            }),
            Self::Tags => both(&|one| one.inputs.contains_key("tags"), &|was, is| {
                let written = |one: &Resource| one.places.get("tags").is_some();
                was.inputs.get("tags") == is.inputs.get("tags") && written(was) == written(is)
            }),
            Self::Images => both(&|one| super::images(one).next().is_some(), &|was, is| {
                let told = |one: &'_ Resource| {
                    super::images(one)
                        .map(|image| (image.path, image.url.to_owned(), image.tag.map(str::to_owned)))
                        .collect()
                };
                let (was, is): (Vec<_>, Vec<_>) = (told(was), told(is));
                was == is
            }),
        }
    }
}

/// What was found in a stack, and what was looked at for that.
#[derive(Debug, Default)]
pub struct Notes {
    /// Of each resource by itself, by its place; nothing where nobody will judge again.
    judged: Vec<Judged>,
    /// Of the stack as a whole, rule by rule.
    whole: Vec<Arc<Note>>,
    /// What was found where nobody will judge again.
    found: Vec<Diagnostic>,
    anew: usize,
    whole_anew: usize,
    /// The day that was judged by.
    as_of: String,
}

/// The judgement of one resource.
#[derive(Debug, Clone)]
struct Judged {
    /// Whether a part of it could not be read.
    in_doubt: bool,
    note: Arc<Note>,
}

/// One judgement.
#[derive(Debug, Default)]
pub(super) struct Note {
    pub(super) looks: Box<[Look]>,
    pub(super) found: Vec<Diagnostic>,
}

impl Notes {
    /// How many resources had to be judged, and how many rules asked about the stack as a whole, what was known not counted.
    #[must_use]
    pub fn anew(&self) -> (usize, usize) {
        (self.anew, self.whole_anew)
    }

    /// No notes yet.
    pub(super) fn new(as_of: &str) -> Self {
        Self { as_of: as_of.to_owned(), ..Self::default() }
    }

    /// Notes what was found in the resources, where nobody will judge again.
    pub(super) fn found_once(&mut self, found: impl Iterator<Item = Diagnostic>) {
        self.found.extend(found);
    }

    /// Notes the judgement of the next resource, the known one or a new one, with whether a part of it could not be read.
    pub(super) fn add(&mut self, in_doubt: bool, known: Option<Arc<Note>>, judge: impl FnOnce() -> Note) {
        self.anew += usize::from(known.is_none());
        let note = known.unwrap_or_else(|| Arc::new(judge()));
        self.judged.push(Judged { in_doubt, note });
    }

    /// Notes the judgement of the next rule about the stack as a whole.
    pub(super) fn add_whole(&mut self, known: Option<Arc<Note>>, judge: impl FnOnce() -> Note) {
        self.whole_anew += usize::from(known.is_none());
        self.whole.push(known.unwrap_or_else(|| Arc::new(judge())));
    }

    /// What was found, resource by resource, then in the stack as a whole.
    pub(super) fn found(&self) -> impl Iterator<Item = &Diagnostic> {
        let each = self.judged.iter().map(|judged| &judged.note);
        self.found.iter().chain(each.chain(&self.whole).flat_map(|note| &note.found))
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

/// What is as it was.
#[derive(Debug)]
pub(super) struct Kept<'k> {
    before: Before<'k>,
    stack: &'k Stack,
    /// By the place that a resource had, its place now; `None` if it is gone or says something else.
    now: Vec<Option<u32>>,
    /// By the place that a resource has, the one that it had.
    then: Vec<Option<u32>>,
    /// Whether every resource has the place that it had.
    is_level: bool,
    changes: Changes<'k>,
}

/// What came, went or changed.
#[derive(Debug, Default)]
struct Changes<'k> {
    /// Each as it was and as it is.
    all: Vec<(Option<&'k Resource>, Option<&'k Resource>)>,
    kinds: BTreeSet<&'k str>,
    /// What they ran, run or refer to, as roles; which policies they had and have.
    roles: FxHashSet<Address>,
    policies: FxHashSet<Address>,
    referred: FxHashSet<Address>,
}

impl<'k> Changes<'k> {
    /// Notes one.
    fn add(&mut self, catalog: &Catalog, was: Option<&'k Resource>, is: Option<&'k Resource>) {
        self.all.push((was, is));
        for one in [was, is].into_iter().flatten() {
            self.kinds.insert(&one.kind);
            self.referred.extend(one.edges.iter().map(|edge| edge.to.clone()));
            let Some(kind) = catalog.kind(&one.kind) else { continue };
            self.roles.extend(role_address(one, kind));
            let policies = kind.identity.map(|row| attached(one, row));
            self.policies.extend(policies.into_iter().flatten().cloned());
        }
    }
}

impl<'k> Kept<'k> {
    /// Compares a stack with what it was. `None` where so much is different that nothing counts any more.
    pub(super) fn of(before: Before<'k>, cx: &Cx<'k>) -> Option<Self> {
        let (was, is) = (before.stack, cx.untold_stack());
        let rest =
            |stack: &'k Stack| (&stack.name, &stack.region, &stack.account, stack.identified, &stack.tags);
        let notes = before.notes;
        if rest(was) != rest(is) || notes.as_of != cx.as_of || notes.judged.len() != was.resources.len() {
            return None;
        }
        let (mut now, mut then) = (vec![None; was.resources.len()], vec![None; is.resources.len()]);
        let mut changes = Changes::default();
        let known = before.then.iter().copied().chain(std::iter::repeat(None));
        for ((resource, place), known) in is.resources.values().zip(0_u32..).zip(known) {
            let known_place = known.map(|known| known as usize);
            let old_place = known_place.or_else(|| was.resources.position(&resource.address));
            let old = old_place.and_then(|at| was.resources.at(at));
            let judged = old_place.and_then(|at| notes.judged.get(at));
            let same = |old: &Resource| known.is_some() || old.is_still(resource, before.rebase);
            let is_judged = judged.is_some_and(|judged| judged.in_doubt == cx.in_doubt(resource));
            if let Some(at) = old_place.filter(|_| is_judged && old.is_some_and(same)) {
                now.get_mut(at).into_iter().for_each(|to| *to = Some(place));
                let to = then.get_mut(place as usize);
                to.into_iter().for_each(|to| *to = u32::try_from(at).ok());
            } else {
                changes.add(cx.catalog, old, Some(resource));
            }
        }
        for (old, _) in was.resources.values().zip(&now).filter(|(_, now)| now.is_none()) {
            if !is.resources.contains_key(&old.address) {
                changes.add(cx.catalog, Some(old), None);
            }
        }
        let is_level = now.len() == then.len()
            && then.iter().zip(0_u32..).all(|(then, at)| then.is_none_or(|then| then == at));
        Some(Self { before, stack: is, now, then, is_level, changes })
    }

    /// What is known of the resource at a place, if all that was looked at for it is as it was.
    pub(super) fn note(&self, place: u32, cx: &Cx<'_>) -> Option<Arc<Note>> {
        let then = (*self.then.get(place as usize)?)?;
        self.again(&self.before.notes.judged.get(then as usize)?.note, cx)
    }

    /// What is known of what a rule finds in the stack as a whole.
    pub(super) fn whole(&self, nth: usize, cx: &Cx<'_>) -> Option<Arc<Note>> {
        self.again(self.before.notes.whole.get(nth)?, cx)
    }

    /// A judgement of now, if all that was looked at for it is as it was.
    fn again(&self, note: &Arc<Note>, cx: &Cx<'_>) -> Option<Arc<Note>> {
        if self.is_level && note.found.is_empty() {
            return note.looks.iter().all(|look| self.look(look, cx).is_some()).then(|| Arc::clone(note));
        }
        let looks = note.looks.iter().map(|look| Some(self.look(look, cx)?.unwrap_or_else(|| look.clone())));
        let looks = looks.collect::<Option<_>>()?;
        let found = note.found.iter().map(|one| one.rebased(self.before.rebase)).collect::<Option<_>>()?;
        Some(Arc::new(Note { looks, found }))
    }

    /// The same look now, if it meets the same and goes to other places.
    #[expect(clippy::option_option, reason = "looks that fail and looks that stay differ")]
    fn look(&self, look: &Look, cx: &Cx<'_>) -> Option<Option<Look>> {
        let all = |list: &[u32]| list.iter().map(|at| self.now_at(*at)).collect::<Option<Vec<u32>>>();
        let stays = |is: bool| is.then_some(None);
        let untouched = |at: u32, touched: &FxHashSet<Address>| {
            let now = self.now_at(at)?;
            let of = self.stack.resources.at(now as usize)?;
            (!touched.contains(&of.address)).then_some(now)
        };
        let changes = &self.changes;
        let now = match look {
            Look::At(at) => Look::At(self.now_at(*at)?),
            Look::Nothing(address) => return stays(!self.stack.resources.contains_key(address)),
            Look::Carriers(role, list) => Look::Carriers(untouched(*role, &changes.roles)?, all(list)?),
            Look::Having(policy, list) => {
                let policy = untouched(*policy, &changes.policies)?;
                Look::Having(policy, list.as_ref().map(|list| all(list).ok_or(())).transpose().ok()?)
            }
            Look::Referred(role) => Look::Referred(untouched(*role, &changes.referred)?),
            Look::Kinds(kinds) => return stays(!kinds.iter().any(|kind| changes.kinds.contains(kind))),
            Look::Aspect(aspect) => {
                return stays(changes.all.iter().all(|(was, is)| aspect.is_same(*was, *is)));
            }
            Look::Drawn(from, is) => return stays(self.stack.arrow_sources.contains(from) == *is),
            Look::Unread(is) => return stays(cx.is_unread() == *is),
            Look::Everything => return stays(changes.all.is_empty() && self.is_told_again()),
        };
        Some(Some(now))
    }

    /// Whether what a stack says besides its resources is what it was.
    fn is_told_again(&self) -> bool {
        let (was, is) = (self.before.stack, self.stack);
        let changes = |stack: &'k Stack| (&stack.moves, &stack.adoptions, &stack.forgets);
        was.arrow_sources == is.arrow_sources && was.outputs == is.outputs && changes(was) == changes(is)
    }

    fn now_at(&self, then: u32) -> Option<u32> {
        *self.now.get(then as usize)?
    }
}
