//! What a stack declares, with what is left of each declaration from one resolving to the next.

use std::hash::BuildHasher as _;
use std::sync::Arc;

use ecow::EcoString;
use rustc_hash::{FxBuildHasher, FxHashMap};

use super::Resolved;
use super::pages::{Page, Remnant};
use crate::base::{Rebase, Span};
use crate::diag::Diagnostic;
use crate::model::{Allowance, Index, Placed};
use crate::resolve::cx::Cx;
use crate::resolve::ends::Ends;
use crate::syntax::ast::{File, Item, ItemKind, item_paths, item_reads_parts};

/// What the stack itself declares: params, `let`s, resources, arrows and uses of modules, each by its number.
#[derive(Debug, Default)]
pub(super) struct Items {
    /// One for each file.
    pages: Vec<Arc<Page>>,
    // INVARIANT: the number of the first declaration of each page.
    starts: Vec<u32>,
    /// How many declarations there are.
    count: u32,
    /// Numbers by what declarations are called: `function.f`; a param or `let` by its name; an arrow by its mark. Of two of
    /// one name, the first one counts.
    by_name: Index,
    /// How many arrows there are.
    arrows: usize,
    /// Whether folders are used as modules, whose arrows are not among these.
    has_modules: bool,
    /// Whether something is declared twice, so that what counts in one file depends on others.
    has_twice: bool,
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

    /// Whether all of its places are where they were.
    fn stays(&self, rebase: &Rebase) -> bool {
        let found = self.found.iter().flat_map(Diagnostic::places);
        let allowed = self.allowances.iter().flat_map(|one| [one.span, one.whole, one.scope]);
        found.chain(allowed).all(|span| rebase.now(span) == Some(span))
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

/// Numbers of declarations, for as long as a stack is resolved.
#[derive(Debug, Default)]
pub(super) struct Numbers {
    /// Those of resources and arrows, in the order in which they are gone through.
    pub(super) resources: Vec<u32>,
    pub(super) flows: Vec<u32>,
    /// The number that each declaration had, if there was one of that name.
    pub(super) was: Vec<Option<u32>>,
}

impl Items {
    /// What the stack itself declares, with marks and with what it names. Pages of files that are what they were are shared.
    pub(super) fn of(cx: &Cx<'_>, files: &[File], before: &Self) -> (Self, Numbers) {
        let (scope, mut numbers) = (cx.scope, Numbers::default());
        let mut items = Self {
            by_name: Index::with_capacity(files.iter().map(|file| file.items.len()).sum()),
            arrows: scope.flows.len(),
            has_modules: !cx.folders.is_empty(),
            has_twice: scope.has_twice,
            ..Self::default()
        };
        let shares = !items.has_twice && !before.has_twice;
        let mut from = Ends::default();
        for (nth, (file, to)) in files.iter().zip(&scope.ends).enumerate() {
            let known = before.pages.get(nth).filter(|page| shares && page.is_of(&file.items));
            let page = match known.zip(before.starts.get(nth)) {
                Some((page, start)) => {
                    numbers.was.extend((*start..).take(page.list.len()).map(Some));
                    Arc::clone(page)
                }
                None => {
                    Arc::new(Draft { cx, items: &items, before, was: &mut numbers.was }.page(file, from, *to))
                }
            };
            items.put(page, &mut numbers);
            from = *to;
        }
        (items, numbers)
    }

    /// Adds the page of a file.
    fn put(&mut self, page: Arc<Page>, numbers: &mut Numbers) {
        let start = self.count;
        let number = |nth: usize| start + u32::try_from(nth).unwrap_or(u32::MAX);
        self.starts.push(start);
        self.count = number(page.list.len());
        numbers.resources.extend(page.resources.clone().map(number));
        numbers.flows.extend(page.flows.clone().map(number));
        self.pages.push(page);
        let Some(page) = self.pages.last() else { return };
        for (hash, number) in page.hashes.iter().zip(start as usize..) {
            let known = self.at(u32::try_from(number).unwrap_or(u32::MAX));
            let is_it = |other| known.is_some_and(|known| self.is_called(other, &known.name));
            if self.by_name.find(*hash, is_it).is_none() {
                self.by_name.insert(*hash, number);
            }
        }
    }

    fn is_called(&self, number: usize, name: &str) -> bool {
        u32::try_from(number).ok().and_then(|number| self.at(number)).is_some_and(|one| one.name == name)
    }

    /// The number of what is called so.
    pub(super) fn number(&self, name: &str) -> Option<u32> {
        let number = self.by_name.find(Index::hash(name), |number| self.is_called(number, name));
        number.and_then(|number| u32::try_from(number).ok())
    }

    /// How many declarations there are.
    pub(super) fn len(&self) -> usize {
        self.count as usize
    }

    /// The pages, each with the number of its first declaration.
    pub(super) fn pages(&self) -> impl Iterator<Item = (u32, &Arc<Page>)> {
        self.starts.iter().copied().zip(&self.pages)
    }

    /// The page of a file, with the number of its first declaration.
    pub(super) fn page(&self, file: usize) -> Option<(u32, &Page)> {
        Some((*self.starts.get(file)?, self.pages.get(file)?))
    }

    /// The page on which a number stands, and where.
    fn place(&self, number: u32) -> Option<(usize, usize)> {
        let page = self.starts.partition_point(|start| *start <= number).checked_sub(1)?;
        Some((page, (number - self.starts.get(page)?) as usize))
    }

    /// What has that number.
    pub(super) fn at(&self, number: u32) -> Option<&Remnant> {
        let (page, nth) = self.place(number)?;
        self.pages.get(page)?.list.get(nth)
    }

    /// What has that number, to be changed; who shares its page keeps what it was.
    pub(super) fn at_mut(&mut self, number: u32) -> Option<&mut Remnant> {
        let (page, nth) = self.place(number)?;
        Arc::make_mut(self.pages.get_mut(page)?).at_mut(nth)
    }

    /// Sums up every page that changed.
    pub(super) fn sum_up(&mut self) {
        let changed = self.pages.iter_mut().filter(|page| page.sum().is_none());
        changed.for_each(|page| Arc::make_mut(page).sum_up());
    }

    /// Whether the page of a file is shared with that of others.
    pub(super) fn shares(&self, nth: usize, others: &Self) -> bool {
        self.pages.get(nth).zip(others.pages.get(nth)).is_some_and(|(one, other)| Arc::ptr_eq(one, other))
    }

    /// Whether all arrows, by their numbers, are those that there were; of those in modules nothing is known.
    pub(super) fn has_arrows_of(&self, numbers: &Numbers, before: &Self) -> bool {
        let was = |number: &u32| numbers.was.get(*number as usize).is_some_and(Option::is_some);
        let has_modules = self.has_modules || before.has_modules;
        !has_modules && self.arrows == before.arrows && numbers.flows.iter().all(was)
    }
}

/// A page while it is written.
struct Draft<'d, 'a> {
    cx: &'d Cx<'a>,
    /// What stands on the pages before it.
    items: &'d Items,
    before: &'d Items,
    was: &'d mut Vec<Option<u32>>,
}

impl Draft<'_, '_> {
    /// Writes the page of a file whose declarations have these numbers among all of the scope.
    fn page(&mut self, file: &File, from: Ends, to: Ends) -> Page {
        let (mut page, scope) = (Page::new(&file.items), self.cx.scope);
        for item in file.items.besides() {
            let name = match &item.kind {
                ItemKind::Param(param) => &param.name.text,
                ItemKind::Let(binding) => &binding.name.text,
                _ => continue,
            };
            let is_known = |page: &Page| page.list.iter().any(|one| one.name == *name);
            if !self.items.has_twice || self.items.number(name).is_none() && !is_known(&page) {
                self.add(&mut page, name, item, Plain::Yes);
            }
        }
        page.resources = page.list.len()..page.list.len() + to.resources - from.resources;
        for declared in scope.resources.get(from.resources..to.resources).unwrap_or_default() {
            let Some(item) = declared.item else { continue };
            let is_plain = declared.clauses().repeat.is_none() && item.allows.is_empty();
            let plain = if is_plain { Plain::Yes } else { Plain::No };
            self.add(&mut page, &declared.address.0, item, plain);
        }
        page.flows = page.list.len()..page.list.len() + to.flows - from.flows;
        // The same arrow twice has the same mark twice; each file has marks of its own.
        let mut same: FxHashMap<u64, u32> = FxHashMap::default();
        let arrows = scope.flows.get(from.flows..to.flows).unwrap_or_default();
        for item in arrows.iter().filter_map(|arrow| arrow.item) {
            let count = same.entry(item.mark.number()).or_default();
            *count += 1;
            let name = ecow::eco_format!("-> {} {count}", item.mark.number());
            self.add(&mut page, &name, item, Plain::Yes);
        }
        for (item, module) in scope.modules.get(from.modules..to.modules).unwrap_or_default() {
            self.add(&mut page, &module_name(&module.name.text), item, Plain::Yes);
        }
        page
    }

    /// Adds a declaration, with what is left of it if it says what it said.
    fn add(&mut self, page: &mut Page, name: &EcoString, item: &Item, plain: Plain) {
        // Nearly always, what follows another one did so before.
        let behind = self.was.last().copied().flatten().map_or(0, |was| was + 1);
        let was = match self.before.at(behind) {
            Some(known) if known.name == *name => Some(behind),
            _ => self.before.number(name),
        };
        self.was.push(was);
        let known = was.and_then(|was| self.before.at(was));
        let known = known.filter(|known| known.mark.says_the_same(item.mark));
        let names = known.map_or_else(|| names(self.cx, item), |known| Arc::clone(&known.names));
        let named = Bits::of(names.iter().map(EcoString::as_str));
        let remnant = Remnant {
            name: name.clone(),
            span: item.span,
            mark: item.mark,
            names,
            plain: plain == Plain::Yes,
            wrong: false,
            said: None,
            resolved: known.and_then(|known| known.resolved.clone()),
            given: known.and_then(|known| known.given.clone()),
        };
        page.push(remnant, named);
    }
}

/// Whether a declaration stands once and allows nothing.
#[derive(Clone, Copy, PartialEq)]
enum Plain {
    Yes,
    No,
}

impl Remnant {
    /// The same of a text that was not touched, with what is said of it where that stands now; `None` if the text was.
    pub(super) fn untouched(&self, now: &Self, rebase: &Rebase) -> Option<Option<Arc<Said>>> {
        let is_same = !self.wrong && self.mark.says_the_same(now.mark);
        if !is_same || rebase.now(self.span) != Some(now.span) {
            return None;
        }
        match &self.said {
            Some(said) if !said.stays(rebase) => Some(Some(Arc::new(said.moved(rebase)?))),
            said => Some(said.clone()),
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
