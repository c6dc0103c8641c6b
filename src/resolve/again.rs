//! What was resolved before and need not be resolved again: declarations that neither changed nor name what changed.

use std::collections::BTreeMap;
use std::collections::hash_map::Entry;
use std::sync::Arc;

use ecow::EcoString;
use rustc_hash::{FxHashMap, FxHashSet};

use super::attrs::resource;
use super::cx::{Besides, Cx, Memo};
use super::rules::{circular_value, runaway_evaluation};
use crate::base::{Rebase, Span};
use crate::diag::{Diagnostic, Severity};
use crate::model::{Address, Allowance, Identity, Map, Placed, Resource, Stack};
use crate::syntax::ast::{File, Item, ItemKind, Mark, item_paths};

/// What one resolving of a stack leaves for the next one.
#[derive(Debug, Default)]
pub struct Remains {
    /// Name, region and account, and tags: every resource depends on them.
    settings: ([EcoString; 3], Map),
    identities: BTreeMap<Address, Identity>,
    items: Items,
    anew: usize,
}

/// What the stack itself declares, by what it is called: `function.f`; a param or `let` by its name.
#[derive(Debug, Default)]
struct Items {
    /// In the order of the files.
    names: Vec<EcoString>,
    by_name: FxHashMap<EcoString, Remnant>,
}

/// What is left of one declaration.
#[derive(Debug, Clone)]
struct Remnant {
    /// The mark of its text.
    mark: Mark,
    /// What it names, as it is called.
    names: Arc<[EcoString]>,
    /// Whether something in it was wrong: what is said of that may depend on everything.
    wrong: bool,
    /// What came of it; `None` if it is something else than one resource, or something was wrong.
    resolved: Option<Arc<Resolved>>,
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
    found: Vec<Diagnostic>,
    allowances: Vec<Allowance>,
    besides: Besides,
    /// What is used, by address: numbers change.
    used: Vec<Address>,
    steps: u64,
}

/// How a stack was resolved when it was looked at before.
#[derive(Debug, Clone, Copy)]
pub struct Before<'b> {
    /// What is left of that.
    pub remains: &'b Remains,
    /// Where the places of then are now.
    pub rebase: &'b Rebase,
}

/// What is kept while a stack is resolved, by the number of the declaration.
#[derive(Debug, Default)]
pub(super) struct Kept {
    items: Items,
    /// What need not be resolved again.
    known: Vec<Option<Arc<Resolved>>>,
    /// What was resolved, known or not.
    resolved: Vec<Option<Arc<Resolved>>>,
    anew: usize,
}

impl Remains {
    /// How many resources had to be resolved, those that were known not counted.
    #[must_use]
    pub fn anew(&self) -> usize {
        self.anew
    }
}

/// Begins to take down what is left for the next time. Finds out what need not be resolved again, and lets everybody read
/// that.
pub(super) fn remember(cx: &mut Cx<'_>, files: &[File], before: Option<Before<'_>>) {
    let nothing = Remains::default();
    let remains = before.map_or(&nothing, |before| before.remains);
    let items = items(cx, files, &remains.items);
    let mut known = Vec::new();
    if let Some(before) = before
        && settings(cx) == remains.settings
        && cx.identities == remains.identities
    {
        let stale = stale(&items, &remains.items);
        for (at, declared) in cx.scope.resources.iter().enumerate() {
            let name = &declared.address.0;
            let remnant = remains.items.by_name.get(name).filter(|_| !stale.contains(name.as_str()));
            let resolved = remnant
                .and_then(|remnant| remnant.resolved.as_ref())
                .and_then(|resolved| moved_on(resolved, declared.item.span, before.rebase));
            if let Some(resolved) = &resolved {
                cx.recall(at, resolved);
            }
            known.push(resolved);
        }
    }
    cx.kept = Some(Kept { items, known, ..Kept::default() });
}

/// What came of a declaration, where its text stands now.
fn moved_on(resolved: &Arc<Resolved>, now: Span, rebase: &Rebase) -> Option<Arc<Resolved>> {
    let span = resolved.span?;
    if span == now && rebase.now(span) == Some(span) && resolved.found.is_empty() {
        return Some(Arc::clone(resolved));
    }
    let mut moved = Resolved::clone(resolved);
    moved.span.move_on(rebase)?;
    moved.made.move_on(rebase)?;
    moved.parts.move_on(rebase)?;
    moved.allowances.move_on(rebase)?;
    moved.besides.move_on(rebase)?;
    moved.found = moved.found.iter().map(|found| found.rebased(rebase)).collect::<Option<_>>()?;
    (moved.span == Some(now)).then(|| Arc::new(moved))
}

fn settings(cx: &Cx<'_>) -> ([EcoString; 3], Map) {
    let settings = &cx.settings;
    let words = [&settings.name, &settings.region, &settings.account].map(EcoString::clone);
    (words, settings.tags.clone())
}

/// What the stack itself declares, with marks and with what it names.
fn items(cx: &Cx<'_>, files: &[File], before: &Items) -> Items {
    let mut items = Items::default();
    let mut add = |name: &EcoString, item: &Item| {
        let known = before.by_name.get(name).filter(|known| known.mark.says_the_same(item.mark));
        let names = known.map_or_else(|| names(cx, item), |known| Arc::clone(&known.names));
        let remnant = Remnant { mark: item.mark, names, wrong: false, resolved: None };
        // Of two declarations of one name, the first one counts.
        if let Entry::Vacant(entry) = items.by_name.entry(name.clone()) {
            entry.insert(remnant);
            items.names.push(name.clone());
        }
    };
    for item in files.iter().flat_map(|file| &file.items) {
        match &item.kind {
            ItemKind::Param(param) => add(&param.name.text, item),
            ItemKind::Let(binding) => add(&binding.name.text, item),
            _ => {}
        }
    }
    cx.scope.resources.iter().for_each(|declared| add(&declared.address.0, declared.item));
    items
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
    names.sort_unstable();
    names.dedup();
    names.into_iter().map(EcoString::from).collect()
}

/// What is to be resolved again, as it is called: what is new, gone, changed or wrong, and whatever names that. What is
/// read of modules is not followed, so whatever names one is looked at again, too.
fn stale<'s>(now: &'s Items, before: &'s Items) -> FxHashSet<&'s str> {
    let mut stale: FxHashSet<&str> = FxHashSet::default();
    stale.insert("module");
    let mut left = Vec::with_capacity(now.names.len());
    for name in &now.names {
        let Some(item) = now.by_name.get(name) else { continue };
        let known = before.by_name.get(name).filter(|known| known.mark.says_the_same(item.mark));
        if known.is_some_and(|known| !known.wrong) {
            left.push((name, &item.names));
        } else {
            add(&mut stale, name);
        }
    }
    let gone = before.names.iter().filter(|name| !now.by_name.contains_key(*name));
    gone.for_each(|name| add(&mut stale, name));
    loop {
        let before = left.len();
        left.retain(|(name, names)| {
            let is_stale = names.iter().any(|named| stale.contains(named.as_str()));
            if is_stale {
                add(&mut stale, name);
            }
            !is_stale
        });
        if left.len() == before {
            return stale;
        }
    }
}

/// Adds what something is called; where its kind is clear, it may be called by its bare name.
fn add<'s>(stale: &mut FxHashSet<&'s str>, name: &'s str) {
    stale.insert(name);
    stale.extend(name.split_once('.').map(|(_, bare)| bare));
}

impl Cx<'_> {
    /// Lets everybody read what is known of a declared resource.
    fn recall(&mut self, at: usize, resolved: &Resolved) {
        if let Some(place) = self.present.get_mut(at) {
            *place = Memo::Done(Some(resolved.made.is_some()));
        }
        if let (Some(place), Some(outputs)) = (self.outputs.get_mut(at), &resolved.outputs) {
            *place = Memo::Done(Some(outputs.clone()));
        }
        self.allowed.extend(resolved.allowances.iter().map(|allowance| allowance.span));
    }

    /// What comes of the declaration of a resource of the stack itself, known or not.
    pub(super) fn declaration(&mut self, stack: &mut Stack, at: usize) -> Option<Resource> {
        let known = self.kept.as_mut()?.known.get_mut(at).and_then(Option::take);
        let resolved = match known {
            Some(known) => {
                self.repeat(at, &known);
                known
            }
            None => Arc::new(self.resolved(stack, at)?),
        };
        let made = resolved.made.clone();
        let all = &mut self.kept.as_mut()?.resolved;
        all.resize(at, None);
        all.push(Some(resolved));
        made
    }

    /// A part of a resource as it was made the last time, if that is known.
    pub(super) fn known_part(&self, owner: &Address, part: &Address) -> Option<Resource> {
        let resolved = self.kept.as_ref()?.resolved.get(self.find(owner)?)?.as_ref()?;
        resolved.parts.iter().find(|known| known.address == *part).cloned()
    }

    /// Keeps a part of a resource for the next time.
    pub(super) fn keep_part(&mut self, owner: &Address, part: &Resource) {
        let Some(at) = self.find(owner) else { return };
        if let Some(Some(resolved)) = self.kept.as_mut().and_then(|kept| kept.resolved.get_mut(at)) {
            Arc::make_mut(resolved).parts.push(part.clone());
        }
    }

    /// Does to everything else what resolving a declaration did.
    fn repeat(&mut self, at: usize, known: &Resolved) {
        for found in &known.found {
            self.found.push(found.clone());
            self.owners.push(Some(at));
        }
        for allowance in &known.allowances {
            self.allowances.push(allowance.clone());
            self.allowers.push(Some(at));
        }
        let mut besides = known.besides.clone();
        for (used, on) in besides.uses.iter_mut().zip(&known.used) {
            used.on = self.find(on).unwrap_or(used.on);
        }
        self.besides.extend(besides);
        self.budget.take(known.steps);
    }

    /// Resolves the declaration of a resource, and takes down what that did to everything else. `None` if it makes none
    /// though it may be there.
    fn resolved(&mut self, stack: &mut Stack, at: usize) -> Option<Resolved> {
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
            span: self.declared(at).map(|declared| declared.item.span),
            used: used.collect(),
            besides,
            outputs: match self.outputs.get(at) {
                Some(Memo::Done(Some(outputs))) => Some(outputs.clone()),
                _ => None,
            },
            steps: steps - self.budget.left(),
            made,
            ..Resolved::default()
        })
    }

    /// What is left for the next time; `None` where what was found depends on the order in which it was looked at.
    pub(super) fn remains(&mut self) -> Option<Remains> {
        let ordered = [circular_value::RULE.name, runaway_evaluation::RULE.name];
        if self.found.iter().any(|found| ordered.contains(&found.rule.name)) {
            return None;
        }
        let Kept { mut items, mut resolved, anew, .. } = self.kept.take()?;
        resolved.resize(self.scope.resources.len(), None);
        self.gather(&mut resolved);
        let wrong = self.wrong();
        for ((at, declared), resolved) in self.scope.resources.iter().enumerate().zip(resolved) {
            if let Some(item) = items.by_name.get_mut(&declared.address.0) {
                let is_one = declared.ast.clauses.repeat.is_none();
                item.wrong = wrong.contains(&at) || is_one && resolved.is_none();
                item.resolved = resolved.filter(|_| !item.wrong);
            }
        }
        Some(Remains { settings: settings(self), identities: self.identities.clone(), items, anew })
    }

    /// The numbers of the declarations in which something is wrong, in one of their instances if they have several.
    fn wrong(&self) -> FxHashSet<usize> {
        let errors = self.found.iter().rev().zip(self.owners.iter().rev());
        let errors = errors.filter(|(found, _)| found.severity == Severity::Error);
        errors.filter_map(|(_, owner)| self.declaration_of((*owner)?)).collect()
    }

    /// Adds to what was resolved the findings and allowances that belong to it, whenever they were met.
    fn gather(&self, resolved: &mut [Option<Arc<Resolved>>]) {
        let mut gathered: BTreeMap<usize, (Vec<Diagnostic>, Vec<Allowance>)> = BTreeMap::new();
        // What was found before anything was resolved belongs to nobody.
        for (found, owner) in self.found.iter().rev().zip(self.owners.iter().rev()) {
            owner.iter().for_each(|owner| gathered.entry(*owner).or_default().0.push(found.clone()));
        }
        for (allowance, owner) in self.allowances.iter().zip(&self.allowers) {
            owner.iter().for_each(|owner| gathered.entry(*owner).or_default().1.push(allowance.clone()));
        }
        for (at, (mut found, allowances)) in gathered {
            let mut seen = FxHashSet::default();
            found.retain(|one| seen.insert((one.span, one.rule.name, one.message.clone())));
            if let Some(Some(resolved)) = resolved.get_mut(at)
                && (found.len(), allowances.len()) != (resolved.found.len(), resolved.allowances.len())
            {
                let resolved = Arc::make_mut(resolved);
                (resolved.found, resolved.allowances) = (found, allowances);
            }
        }
    }
}

impl Besides {
    fn extend(&mut self, more: Self) {
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
