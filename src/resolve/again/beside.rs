//! Where a large stack is resolved for the first time, a second thread takes part: it begins at the last file, and whoever does
//! the rest meets it there.
//!
//! What it resolves counts only where nothing was found, nothing is allowed and no part of anything is named, so that whatever
//! depends on the order is met in one order.

use std::ops::Range;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::Scope as Threads;

use rustc_hash::{FxHashMap, FxHashSet};

use super::{Attempt, Kept, Resolved};
use crate::catalog::Catalog;
use crate::resolve::bounds::{Budget, SHALLOW};
use crate::resolve::cx::{Cx, Memo};
use crate::resolve::declare::{self, Whole};
use crate::resolve::{Surroundings, change, empty, params, settings};
use crate::syntax::ast::File;

/// So many resources are worth a thread of their own.
const WORTH_A_THREAD: usize = 2_000;

/// Files that nobody has taken yet.
type Left = Arc<Mutex<Range<usize>>>;

/// What came of declarations that the other thread resolved, by their numbers among the resources.
type Done = Vec<(usize, Resolved)>;

/// Who resolves the other files.
#[derive(Debug)]
pub(super) struct Other {
    left: Left,
    /// Where all that it did is told at once, and what it did, once that was told.
    done: Receiver<Done>,
    known: Option<FxHashMap<usize, Resolved>>,
}

/// Starts another thread that takes part, if all is to be resolved and that is much.
pub(in crate::resolve) fn share<'s, 'e: 's>(
    threads: &'s Threads<'s, 'e>,
    (catalog, files, around): (&'e Catalog, &'e [File], &'e Surroundings<'e>),
    (attempt, deepest): (Attempt<'_>, u32),
    cx: &mut Cx<'_>,
) {
    let is_much = files.len() > 1 && cx.scope.resources.len() > WORTH_A_THREAD;
    let is_first = attempt.before.is_none() && attempt.doubted.is_some() && deepest == SHALLOW;
    let many = || std::thread::available_parallelism().is_ok_and(|threads| threads.get() > 1);
    let Some(kept) = cx.kept.as_mut().filter(|_| is_much && is_first && cx.folders.is_empty() && many())
    else {
        return;
    };
    let left = Left::new(Mutex::new(0..files.len()));
    let (tell, done) = channel();
    kept.other = Some(Other { left: Arc::clone(&left), done, known: None });
    threads.spawn(move || help(catalog, files, around, &left, &tell));
}

/// Resolves files, from the last one on, until all are taken.
fn help(
    catalog: &Catalog,
    files: &[File],
    around: &Surroundings<'_>,
    left: &Mutex<Range<usize>>,
    tell: &Sender<Done>,
) {
    let mut found = Vec::new();
    let scope = declare::declare(catalog, files, Vec::new(), Whole::Stack, &mut found);
    let mut cx = Cx::new(catalog, around, &scope, &[], found);
    cx.budget = Budget::new(SHALLOW);
    settings::identity(&mut cx);
    let params = params::params(&mut cx);
    settings::settings(&mut cx);
    change::adoptions(&mut cx);
    let mut stack = empty(&cx, params);
    let mut done = Vec::new();
    while let Some(file) = left.lock().unwrap_or_else(PoisonError::into_inner).next_back() {
        let end = |file: usize| scope.ends.get(file).map_or(0, |ends| ends.resources);
        let from = file.checked_sub(1).map_or(0, end);
        for (at, declared) in (from..end(file)).zip(scope.resources.iter().skip(from)) {
            if declared.clauses().repeat.is_some() {
                continue;
            }
            let met = |cx: &Cx<'_>| (cx.found.len(), cx.allowances.len(), cx.parts.count());
            let before = met(&cx);
            let resolved = cx.resolved(&mut stack, at);
            done.extend(resolved.filter(|_| met(&cx) == before).map(|resolved| (at, resolved)));
        }
    }
    // What is wrong in one may have been found when another one asked for it.
    let owners: FxHashSet<usize> = cx.owners.iter().chain(&cx.allowers).flatten().copied().collect();
    done.retain(|(at, _)| !owners.contains(at));
    // Whoever has gone away needs no more.
    let _ = tell.send(done);
}

impl Cx<'_> {
    /// Takes the next file, which nobody else resolves then; what the other thread took is waited for.
    pub(in crate::resolve) fn take_file(&mut self) {
        let Some(other) = self.kept.as_mut().and_then(|kept: &mut Kept| kept.other.as_mut()) else { return };
        let is_taken = || other.left.lock().unwrap_or_else(PoisonError::into_inner).next().is_none();
        if other.known.is_none() && is_taken() {
            other.known = Some(other.done.recv().unwrap_or_default().into_iter().collect());
        }
    }

    /// What came of a declaration that the other thread resolved.
    pub(super) fn by_other(&mut self, at: usize) -> Option<Resolved> {
        let kept = self.kept.as_mut()?;
        let resolved = kept.other.as_mut()?.known.as_mut()?.remove(&at)?;
        kept.anew += 1;
        self.budget.take(resolved.steps);
        if let Some((memo, outputs)) = self.outputs.get_mut(at).zip(resolved.outputs.as_ref()) {
            *memo = Memo::Done(Some(outputs.clone()));
        }
        Some(resolved)
    }
}
