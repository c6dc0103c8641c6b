//! What a stack declares, with what is left of each declaration from one resolving to the next.

use std::collections::hash_map::Entry;
use std::hash::BuildHasher as _;
use std::sync::Arc;

use ecow::EcoString;
use rustc_hash::{FxBuildHasher, FxHashMap};

use super::{Given, Resolved};
use crate::base::{Rebase, Span};
use crate::diag::Diagnostic;
use crate::model::{Allowance, Placed};
use crate::resolve::cx::Cx;
use crate::syntax::ast::{File, Item, ItemKind, Mark, item_paths, item_reads_parts};

/// What the stack itself declares: params, `let`s, resources, arrows and uses of modules.
#[derive(Debug, Default)]
pub(super) struct Items {
    /// First params and `let`s, then resources, arrows and modules, each in the order of the files.
    pub(super) list: Vec<Remnant>,
    /// Their numbers in the list by what they are called: `function.f`; a param or `let` by its name; an arrow by its mark.
    pub(super) by_name: FxHashMap<EcoString, u32>,
    /// How many arrows there are.
    arrows: usize,
    /// Whether folders are used as modules, whose arrows are not among these.
    has_modules: bool,
}

/// What is left of one declaration.
#[derive(Debug, Clone)]
pub(super) struct Remnant {
    pub(super) name: EcoString,
    /// The whole declaration.
    pub(super) span: Span,
    /// The mark of its text.
    pub(super) mark: Mark,
    /// The number that it had, if there was one of that name.
    pub(super) was: Option<u32>,
    /// What it names, as it is called.
    pub(super) names: Arc<[EcoString]>,
    /// Bits of these names.
    pub(super) named: Bits,
    /// Whether something in it was wrong: what is said of that may depend on everything.
    pub(super) wrong: bool,
    /// What was found in it and what is allowed there, if there is any of that.
    pub(super) said: Option<Arc<Said>>,
    /// What came of it, if it is one resource and nothing was wrong.
    pub(super) resolved: Option<Late>,
    /// What it gave to resources of others, if it is an arrow.
    pub(super) given: Option<Arc<Given>>,
}

/// One bit for each of some names, which may be that of another one, too: what has no bit in common has no name.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Bits(u128);

impl Bits {
    /// Those of some names.
    pub(super) fn of<'n>(names: impl Iterator<Item = &'n str>) -> Self {
        let mut bits = Self::default();
        names.for_each(|name| bits.add(name));
        bits
    }

    pub(super) fn add(&mut self, name: &str) {
        self.0 |= 1 << (FxBuildHasher.hash_one(name) >> 57);
    }

    /// Whether a name of these may be one of the others.
    pub(super) fn may_meet(self, others: Self) -> bool {
        self.0 & others.0 != 0
    }
}

/// Findings and suppressions of one declaration.
#[derive(Debug, Clone, Default)]
pub(super) struct Said {
    pub(super) found: Vec<Diagnostic>,
    pub(super) allowances: Vec<Allowance>,
}

impl Said {
    /// Whether there is none.
    pub(super) fn is_empty(&self) -> bool {
        self.found.is_empty() && self.allowances.is_empty()
    }

    /// The same where the text stands now; `None` if one of the places was touched.
    fn moved(&self, rebase: &Rebase) -> Option<Self> {
        let found = self.found.iter().map(|found| found.rebased(rebase)).collect::<Option<_>>()?;
        let mut allowances = self.allowances.clone();
        allowances.move_on(rebase)?;
        Some(Self { found, allowances })
    }
}

/// What came of a declaration, with its places as they were some edits ago.
#[derive(Debug, Clone)]
pub(super) struct Late {
    pub(super) was: Arc<Resolved>,
    /// What resolving it took.
    pub(super) steps: u64,
    /// The number of the first edit since.
    pub(super) since: usize,
}

/// The last edits, each with where the places went.
#[derive(Debug, Clone, Default)]
pub(super) struct Edits {
    last: Vec<Arc<Rebase>>,
    /// The number of the next one.
    next: usize,
}

/// So many edits are kept: what was not looked at for longer is resolved again.
const EDITS: usize = 64;

impl Edits {
    /// The number of the next edit.
    pub(super) fn next(&self) -> usize {
        self.next
    }

    /// These with one more.
    pub(super) fn with(&self, edit: &Arc<Rebase>) -> Self {
        let from = (self.last.len() + 1).saturating_sub(EDITS);
        let mut last = self.last.get(from..).unwrap_or_default().to_vec();
        last.push(Arc::clone(edit));
        Self { last, next: self.next + 1 }
    }

    /// What came of a declaration, where its text stands now; `None` if one of its places was touched, or nobody knows.
    pub(super) fn moved(&self, late: &Late, now: Span) -> Option<Arc<Resolved>> {
        let first = self.next - self.last.len();
        let since = self.last.get(late.since.checked_sub(first)?..)?;
        let stays = |edit: &Arc<Rebase>| edit.now(now) == Some(now);
        if late.was.span == Some(now) && since.iter().all(stays) {
            return Some(Arc::clone(&late.was));
        }
        let mut moved = Resolved::clone(&late.was);
        since.iter().try_for_each(|edit| moved.move_on(edit))?;
        (moved.span == Some(now)).then(|| Arc::new(moved))
    }
}

/// The numbers of declarations among all, in the order in which they are gone through.
#[derive(Debug, Default)]
pub(super) struct Numbers {
    pub(super) resources: Vec<u32>,
    pub(super) flows: Vec<u32>,
}

impl Items {
    /// What the stack itself declares, with marks and with what it names.
    pub(super) fn of(cx: &Cx<'_>, files: &[File], before: &Self) -> (Self, Numbers) {
        let (mut items, mut numbers) = (Self::default(), Numbers::default());
        let all = cx.scope.resources.len() + cx.scope.flows.len() + cx.scope.modules.len();
        items.by_name.reserve(all + before.list.len().saturating_sub(before.arrows));
        items.list.reserve(all);
        items.arrows = cx.scope.flows.len();
        items.has_modules = !cx.folders.is_empty();
        for item in files.iter().flat_map(|file| &file.items) {
            match &item.kind {
                ItemKind::Param(param) => drop(items.add(cx, &param.name.text, item, before)),
                ItemKind::Let(binding) => drop(items.add(cx, &binding.name.text, item, before)),
                _ => {}
            }
        }
        for (declared, item) in cx.scope.resources.iter().filter_map(|one| Some((one, one.item?))) {
            numbers.resources.push(items.add(cx, &declared.address.0, item, before));
        }
        // The same arrow twice has the same mark twice.
        let mut same: FxHashMap<u64, u32> = FxHashMap::default();
        same.reserve(cx.scope.flows.len());
        for item in cx.scope.flows.iter().filter_map(|arrow| arrow.item) {
            let count = same.entry(item.mark.number()).or_default();
            *count += 1;
            let name = ecow::eco_format!("-> {} {count}", item.mark.number());
            numbers.flows.push(items.add(cx, &name, item, before));
        }
        for (item, module) in &cx.scope.modules {
            items.add(cx, &module_name(&module.name.text), item, before);
        }
        (items, numbers)
    }

    /// Adds a declaration; its number. Of two of one name, the first one counts.
    fn add(&mut self, cx: &Cx<'_>, name: &EcoString, item: &Item, before: &Self) -> u32 {
        let next = u32::try_from(self.list.len()).unwrap_or(u32::MAX);
        match self.by_name.entry(name.clone()) {
            Entry::Occupied(entry) => *entry.get(),
            Entry::Vacant(entry) => {
                entry.insert(next);
                // Nearly always, what follows another one did so before.
                let behind = self.list.last().and_then(|last| last.was).map_or(0, |was| was + 1);
                let was = match before.at(behind) {
                    Some(known) if known.name == *name => Some(behind),
                    _ => before.by_name.get(name).copied(),
                };
                let known = was.and_then(|was| before.at(was));
                let known = known.filter(|known| known.mark.says_the_same(item.mark));
                let (names, named) = known.map_or_else(
                    || {
                        let names = names(cx, item);
                        let named = Bits::of(names.iter().map(EcoString::as_str));
                        (names, named)
                    },
                    |known| (Arc::clone(&known.names), known.named),
                );
                self.list.push(Remnant {
                    name: name.clone(),
                    span: item.span,
                    mark: item.mark,
                    was,
                    names,
                    named,
                    wrong: false,
                    said: None,
                    resolved: None,
                    given: None,
                });
                next
            }
        }
    }

    /// Whether all arrows, by their numbers, are those that there were; of those in modules nothing is known.
    pub(super) fn has_arrows_of(&self, numbers: &Numbers, before: &Self) -> bool {
        let was = |number: &u32| self.at(*number).is_some_and(|arrow| arrow.was.is_some());
        let has_modules = self.has_modules || before.has_modules;
        !has_modules && self.arrows == before.arrows && numbers.flows.iter().all(was)
    }

    /// What has that number.
    pub(super) fn at(&self, number: u32) -> Option<&Remnant> {
        self.list.get(number as usize)
    }
}

impl Remnant {
    /// The same of a text that was not touched, with what is said of it where that stands now; `None` if the text was.
    pub(super) fn untouched(&self, now: &Self, rebase: &Rebase) -> Option<Option<Arc<Said>>> {
        let is_same = !self.wrong && self.mark.says_the_same(now.mark);
        if !is_same || rebase.now(self.span) != Some(now.span) {
            return None;
        }
        match &self.said {
            None => Some(None),
            Some(said) => Some(Some(Arc::new(said.moved(rebase)?))),
        }
    }
}

/// What whatever reads parts of others names besides: which there are depends on much that it does not name.
pub(super) const PARTS: &str = ".";

/// What a use of a module is called.
pub(super) fn module_name(name: &str) -> EcoString {
    ecow::eco_format!("module.{name}")
}

/// What a declaration names, each once: resources by kind and name, all else by the first word.
fn names(cx: &Cx<'_>, item: &Item) -> Arc<[EcoString]> {
    let mut names: Vec<&str> = Vec::new();
    item_paths(item, &mut |path| {
        let (first, rest) = path.split_once('.').unwrap_or((path, ""));
        let second = rest.split('.').next().unwrap_or("");
        let is_kind = !second.is_empty() && cx.catalog.kind(first).is_some();
        let end = if is_kind { first.len() + 1 + second.len() } else { first.len() };
        names.extend(path.get(..end));
    });
    if item_reads_parts(item, &|name| cx.catalog.is_part(name)) {
        names.push(PARTS);
    }
    names.sort_unstable();
    names.dedup();
    names.into_iter().map(EcoString::from).collect()
}
