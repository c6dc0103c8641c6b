//! The rules at work: first those that look at one resource, while it is at hand, then those about the whole stack.

use rustc_hash::FxHashMap;

use super::cx::Cx;
use super::notes::{Before, Kept, Notes};
use super::{Check, JudgeOne, rules};
use crate::catalog::Kind;
use crate::diag::Diagnostic;

/// What the rules find in each resource by itself, resource by resource and there rule by rule, and then in the stack as a
/// whole. Where all that was looked at is as it was `before`, the judgement is known.
pub(super) fn judge<'a>(cx: &mut Cx<'a>, before: Option<Before<'a>>) -> Notes {
    let kept = before.and_then(|before| Kept::of(before, cx));
    let resources = &cx.untold_stack().resources;
    let mut notes = Notes::new(cx.as_of);
    if !cx.takes_down() {
        notes.found_once(each_once(cx));
    } else {
        let mut by_kind = ByKind::default();
        for (resource, place) in resources.values().zip(0_u32..) {
            let known = kept.as_ref().and_then(|kept| kept.note(place, cx));
            notes.add(cx.in_doubt(resource), known, || {
                by_kind.judge(cx, place as usize);
                cx.take_note()
            });
        }
    }
    let whole = rules::CHECKS.iter().filter_map(|check| match check {
        Check::Whole(check) => Some(check),
        Check::Each(..) => None,
    });
    for (nth, check) in whole.enumerate() {
        let known = kept.as_ref().and_then(|kept| kept.whole(nth, cx));
        notes.add_whole(known, || {
            check(cx);
            cx.take_note()
        });
    }
    notes
}

/// What is found in each resource by itself, for whoever will not judge again. They are gone through as they were added, since
/// what they lead to is near them in memory; what is found is in the order of their addresses.
fn each_once(cx: &mut Cx<'_>) -> impl Iterator<Item = Diagnostic> + use<> {
    let mut by_kind = ByKind::default();
    let mut found: Vec<(usize, Vec<Diagnostic>)> = Vec::new();
    for place in cx.untold_stack().resources.as_added() {
        by_kind.judge(cx, place);
        let note = cx.take_note();
        if !note.found.is_empty() {
            found.push((place, note.found));
        }
    }
    found.sort_by_key(|(place, _)| *place);
    found.into_iter().flat_map(|(_, found)| found)
}

/// What judges resources, by the names of their kinds.
#[derive(Default)]
struct ByKind {
    judges: FxHashMap<&'static str, Vec<JudgeOne>>,
}

impl ByKind {
    fn judge<'a>(&mut self, cx: &mut Cx<'a>, place: usize) {
        let Some(known) = cx.untold_resources().at(place) else { return };
        let judges = self.judges.entry(known.1.name).or_insert_with(|| rules_about(known.1));
        judges.iter().for_each(|judge| judge(cx, known));
    }
}

/// What judges each resource of a kind, in the order of the rules. A rule is not called for kinds that it is not about.
fn rules_about(kind: &Kind) -> Vec<JudgeOne> {
    let about = |check: &Check| match check {
        Check::Each(applies, judge) => applies(kind).then_some(*judge),
        Check::Whole(_) => None,
    };
    rules::CHECKS.iter().filter_map(about).collect()
}
