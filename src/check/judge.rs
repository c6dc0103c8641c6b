//! The rules at work: first those that look at one resource, while it is at hand, then those about the whole stack.

use std::cell::OnceCell;
use std::sync::{Mutex, PoisonError};

use rustc_hash::FxHashMap;

use super::cx::{Cx, Known};
use super::notes::{Before, Note, Notes, Records, Stale, Who};
use super::sieves::{Sieves, Sifted};
use super::{Check, JudgeOne, rules};
use crate::catalog::Kind;
use crate::diag::Diagnostic;

/// What the rules find in each resource by itself, resource by resource and there rule by rule, and then in the stack as a
/// whole.
pub(super) fn judge(cx: &mut Cx<'_>) -> Notes {
    let mut sieves = Sieves::all();
    let mut found: Vec<Diagnostic> = each_once(cx, &mut sieves).collect();
    sieves.judge(cx);
    for check in rules::CHECKS {
        if let Check::Whole(judge) = check {
            judge(cx);
        }
    }
    found.extend(cx.take_note().found);
    Notes::once(found)
}

/// What is found in each resource by itself, while sieves find those that are asked of later. They are gone through as they
/// were added, since what they lead to is near them in memory; what is found is in the order of their addresses.
fn each_once(cx: &mut Cx<'_>, sieves: &mut Sieves) -> impl Iterator<Item = Diagnostic> + use<> {
    let mut judges = Judges::default();
    let mut asked: FxHashMap<*const Kind, Vec<usize>> = FxHashMap::default();
    let mut found: Vec<(usize, Vec<Diagnostic>)> = Vec::new();
    for (place, known) in cx.known().as_added() {
        judges.judge(cx, known);
        let numbers = asked.entry(std::ptr::from_ref(known.1)).or_insert_with(|| sieves.about(known.1));
        sieves.sift(cx, numbers, place, known);
        let note = cx.take_note();
        if !note.found.is_empty() {
            found.push((place, note.found));
        }
    }
    found.sort_by_key(|(place, _)| *place);
    found.into_iter().flat_map(|(_, found)| found)
}

/// The same where somebody will judge again: only what looked at something that changed since `before` is judged.
pub(super) fn judge_again<'a>(cx: &mut Cx<'a>, before: Option<Before<'a>>) -> Notes {
    let known = before.and_then(|before| Records::after(before, cx));
    let (mut records, stale) = known.unwrap_or_else(|| Records::new(cx, whole().count()));
    cx.know_roles(records.take_roles());
    for (who, note) in judgements(cx, &stale) {
        records.put(&who, note);
    }
    records.keep_roles(cx.take_roles());
    Notes::again(records, (stale.places.len(), stale.rules.len()))
}

/// So many resources are judged at once, by whoever has time.
const AT_ONCE: usize = 256;

/// All judgements that are to be made. Where these are many, two make them side by side: none depends on another.
fn judgements(cx: &mut Cx<'_>, stale: &Stale) -> Vec<(Who, Note)> {
    let left = Mutex::new(stale.places.chunks(AT_ONCE));
    let next = || left.lock().unwrap_or_else(PoisonError::into_inner).next();
    let each = |cx: &mut Cx<'_>| {
        let (mut judges, mut judged) = (Judges::default(), Vec::new());
        while let Some(places) = next() {
            let resources = &cx.untold_stack().resources;
            for resource in places.iter().filter_map(|place| resources.at(*place)) {
                let kind = cx.catalog.kind(&resource.kind);
                kind.into_iter().for_each(|kind| judges.judge(cx, (resource, kind)));
                judged.push((Who::One(resource.address.clone()), cx.take_note()));
            }
        }
        judged
    };
    let is_much = stale.places.len() > 4 * AT_ONCE;
    if !is_much || std::thread::available_parallelism().is_ok_and(|threads| threads.get() < 2) {
        let mut judged = each(cx);
        judged.extend(of_whole(cx, stale));
        return judged;
    }
    let beside = cx.beside();
    let by_other = Mutex::new(Vec::new());
    let (to, each) = (&by_other, &each);
    let mut judged = std::thread::scope(|scope| {
        scope.spawn(move || {
            let known = OnceCell::new();
            let mut other = beside.cx(&known);
            other.take_down();
            let all = each(&mut other);
            *to.lock().unwrap_or_else(PoisonError::into_inner) = all;
        });
        let mut judged = of_whole(cx, stale);
        judged.extend(each(cx));
        judged
    });
    judged.extend(by_other.into_inner().unwrap_or_else(PoisonError::into_inner));
    judged
}

/// The judgements of the stack as a whole that are to be made.
fn of_whole(cx: &mut Cx<'_>, stale: &Stale) -> Vec<(Who, Note)> {
    let judge = |nth: &usize| {
        whole().nth(*nth).into_iter().for_each(|check| by_rule(cx, check));
        (Who::Rule(*nth), cx.take_note())
    };
    stale.rules.iter().map(judge).collect()
}

/// What judges resources, by what they are.
#[derive(Default)]
struct Judges(FxHashMap<*const Kind, Vec<JudgeOne>>);

impl Judges {
    fn judge<'a>(&mut self, cx: &mut Cx<'a>, (resource, kind): Known<'a>) {
        let judges = self.0.entry(std::ptr::from_ref(kind)).or_insert_with(|| rules_about(kind));
        judges.iter().for_each(|judge| judge(cx, (resource, kind)));
    }
}

/// The rules about the stack as a whole.
fn whole() -> impl Iterator<Item = &'static Check> {
    rules::CHECKS.iter().filter(|check| !matches!(check, Check::Each(..)))
}

/// Judges by one of them.
fn by_rule(cx: &mut Cx<'_>, check: &Check) {
    match check {
        Check::Whole(judge) => judge(cx),
        Check::Among(side, sift, judge) => {
            let sifted = Sifted::of(cx, cx.side(*side), *sift);
            judge(cx, sifted);
        }
        Check::Each(..) => {}
    }
}

/// What judges each resource of a kind, in the order of the rules. A rule is not called for kinds that it is not about.
fn rules_about(kind: &Kind) -> Vec<JudgeOne> {
    let about = |check: &Check| match check {
        Check::Each(applies, judge) => applies(kind).then_some(*judge),
        Check::Whole(_) | Check::Among(..) => None,
    };
    rules::CHECKS.iter().filter_map(about).collect()
}
