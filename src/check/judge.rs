//! The rules at work: first those that look at one resource, while it is at hand, then those about the whole stack.

use rustc_hash::FxHashMap;

use super::cx::Cx;
use super::notes::{Before, Kept, Notes};
use super::{Check, JudgeOne, rules};
use crate::catalog::Kind;

/// What the rules find in each resource by itself, resource by resource and there rule by rule, and then in the stack as a
/// whole. Where all that was looked at is as it was `before`, the judgement is known.
pub(super) fn judge<'a>(cx: &mut Cx<'a>, before: Option<Before<'a>>) -> Notes {
    let kept = before.and_then(|before| Kept::of(before, cx));
    let resources = &cx.untold_stack().resources;
    let mut notes = Notes::new(cx.as_of);
    let mut by_kind = FxHashMap::default();
    for (resource, place) in resources.values().zip(0_u32..) {
        let known = kept.as_ref().and_then(|kept| kept.note(place, cx));
        let in_doubt = cx.takes_down().then(|| cx.in_doubt(resource));
        notes.add(in_doubt, known, || {
            if let Some(kind) = cx.catalog.kind(&resource.kind) {
                let judges = by_kind.entry(kind.name).or_insert_with(|| rules_about(kind));
                judges.iter().for_each(|judge| judge(cx, (resource, kind)));
            }
            cx.take_note()
        });
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

/// What judges each resource of a kind, in the order of the rules. A rule is not called for kinds that it is not about.
fn rules_about(kind: &Kind) -> Vec<JudgeOne> {
    let about = |check: &Check| match check {
        Check::Each(applies, judge) => applies(kind).then_some(*judge),
        Check::Whole(_) => None,
    };
    rules::CHECKS.iter().filter_map(about).collect()
}
