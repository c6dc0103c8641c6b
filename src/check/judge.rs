//! The rules at work, on several threads where there is much to judge.

use std::num::NonZeroUsize;
use std::panic::resume_unwind;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use rustc_hash::FxHashMap;

use super::cx::{Cx, Known};
use super::{Check, JudgeOne, rules};
use crate::catalog::Kind;
use crate::diag::Diagnostic;

/// Fewer resources than these are judged before a thread has started.
const MANY: usize = 256;
/// So many resources are judged at a time.
const PORTION: usize = 64;
/// More threads would wait for memory.
const MOST_THREADS: usize = 4;

/// What is judged in one go.
enum Portion<'k, 'a> {
    /// Some resources, by every rule that looks at one of them.
    Some(&'k [Known<'a>]),
    /// The stack, by one rule.
    Whole(for<'c, 'b> fn(&'b mut Cx<'c>)),
}

/// What the rules find, in the order of the resources, then of the rules, whoever finds it. Every thread has a context of
/// its own.
pub(super) fn judge<'a>(known: &[Known<'a>], context: impl Fn() -> Cx<'a> + Sync) -> Vec<Diagnostic> {
    let whole = rules::CHECKS.iter().filter_map(|check| match check {
        Check::Whole(check) => Some(Portion::Whole(*check)),
        Check::Each(..) => None,
    });
    let portions: Vec<Portion<'_, 'a>> = known.chunks(PORTION).map(Portion::Some).chain(whole).collect();
    let taken = AtomicUsize::new(0);
    let work = || {
        let mut cx = context();
        let mut by_kind = FxHashMap::default();
        let mut found = Vec::new();
        // From the end: the rules about the whole stack take longest.
        while let Some(at) = portions.len().checked_sub(1 + taken.fetch_add(1, Ordering::Relaxed)) {
            match portions.get(at) {
                Some(Portion::Some(known)) => each(&mut cx, known, &mut by_kind),
                Some(Portion::Whole(check)) => check(&mut cx),
                None => {}
            }
            found.extend(Some((at, cx.take_found())).filter(|(_, found)| !found.is_empty()));
        }
        found
    };
    let threads = if known.len() < MANY { 1 } else { cores().min(MOST_THREADS) };
    let mut all = thread::scope(|scope| {
        let start = |_| thread::Builder::new().spawn_scoped(scope, work).ok();
        let others: Vec<_> = (1..threads).filter_map(start).collect();
        let mut all = work();
        for other in others {
            all.extend(other.join().unwrap_or_else(|fault| resume_unwind(fault)));
        }
        all
    });
    all.sort_unstable_by_key(|(at, _)| *at);
    all.into_iter().flat_map(|(_, found)| found).collect()
}

fn cores() -> usize {
    thread::available_parallelism().map_or(1, NonZeroUsize::get)
}

/// One walk for all rules that look at one resource, while it is at hand. A rule is not called for kinds that it is not
/// about.
fn each<'a>(cx: &mut Cx<'a>, known: &[Known<'a>], by_kind: &mut FxHashMap<&'static str, Vec<JudgeOne>>) {
    for (resource, kind) in known {
        let judges = by_kind.entry(kind.name).or_insert_with(|| rules_about(kind));
        judges.iter().for_each(|judge| judge(cx, (resource, kind)));
    }
}

/// What judges each resource of a kind, in the order of the rules.
fn rules_about(kind: &Kind) -> Vec<JudgeOne> {
    let about = |check: &Check| match check {
        Check::Each(applies, judge) => applies(kind).then_some(*judge),
        Check::Whole(_) => None,
    };
    rules::CHECKS.iter().filter_map(about).collect()
}
