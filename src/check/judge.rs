//! The rules at work: first those that look at one resource, while it is at hand, then those about the whole stack.

use rustc_hash::FxHashMap;

use super::cx::Cx;
use super::notes::{Before, Kept, Note, Notes};
use super::{Check, JudgeOne, rules};
use crate::catalog::Kind;
use crate::diag::Diagnostic;

/// What the rules find about the stack as a whole; what they find in each resource by itself is noted, resource by
/// resource and there rule by rule. Of resources that are as they were `before`, with all that was looked at for them,
/// the judgement is known.
pub(super) fn judge<'a>(cx: &mut Cx<'a>, before: Option<Before<'a>>) -> (Notes, Vec<Diagnostic>) {
    let kept = before.and_then(|before| Kept::of(before, cx));
    let mut notes = Notes::new(cx.as_of);
    let mut by_kind = FxHashMap::default();
    for (resource, place) in cx.untold_stack().resources.values().zip(0_u32..) {
        let note = kept.as_ref().and_then(|kept| kept.note(place, cx)).unwrap_or_else(|| {
            if let Some(kind) = cx.catalog.kind(&resource.kind) {
                let judges = by_kind.entry(kind.name).or_insert_with(|| rules_about(kind));
                judges.iter().for_each(|judge| judge(cx, (resource, kind)));
            }
            Note { looks: cx.take_looks(), found: cx.take_found(), is_new: true }
        });
        let in_doubt = cx.takes_down().then(|| cx.in_doubt(resource));
        notes.add(in_doubt, note);
    }
    for check in rules::CHECKS {
        if let Check::Whole(check) = check {
            check(cx);
        }
    }
    (notes, cx.take_found())
}

/// What judges each resource of a kind, in the order of the rules. A rule is not called for kinds that it is not about.
fn rules_about(kind: &Kind) -> Vec<JudgeOne> {
    let about = |check: &Check| match check {
        Check::Each(applies, judge) => applies(kind).then_some(*judge),
        Check::Whole(_) => None,
    };
    rules::CHECKS.iter().filter_map(about).collect()
}
