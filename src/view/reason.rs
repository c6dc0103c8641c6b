//! Why something happens to a resource, in words.

use std::borrow::Cow;

use crate::plan::{Action, Difference, Forced, Reason, Step};

/// Why, in one sentence without capital and full stop.
pub(super) fn reason(step: &Step) -> Cow<'static, str> {
    let forced = |change: &Difference<'_>| change.forces_replacement == Forced::Yes;
    let forcing = || list(step.changes.iter().filter(forced));
    let all = || list(step.changes.iter());
    let text = match (&step.reason, step.action) {
        (Reason::New, _) => "new in the stack",
        (Reason::Gone, Action::Create) => "gone from the world, so it is made again",
        (Reason::Gone, _) => "gone from the world already",
        (Reason::Undeclared, _) => "no longer in the stack",
        (Reason::Destroy, _) => "everything is destroyed",
        (Reason::Changed, Action::Replace) => {
            return format!("{} cannot be changed in place", forcing()).into();
        }
        (Reason::Changed, _) => return format!("{} changed in the stack", all()).into(),
        (Reason::Watched, _) => {
            return format!("{} changed, and `replace_when` names it", forcing()).into();
        }
        (Reason::Drifted, Action::Replace) => {
            return format!("{} changed outside and cannot be changed back in place", forcing()).into();
        }
        (Reason::Drifted, _) => return format!("{} changed outside", all()).into(),
        (Reason::Requested, _) => "asked for",
        (Reason::Adopted, _) if step.changes.is_empty() => "adopted as it is",
        (Reason::Adopted, _) => return format!("adopted, and then {} changed", all()).into(),
        (Reason::LetGo, _) => "let go: it stays in the world",
        (Reason::Moved, _) => "only its address changes",
        (Reason::Record, _) => "only the record of it changes",
        (Reason::Tainted, _) => "an earlier step on it failed halfway",
        (Reason::Dependency(needed), _) => {
            return format!("`{needed}`, which it cannot do without, is replaced").into();
        }
        (Reason::Same, _) => "as the stack says",
    };
    text.into()
}

/// Paths in words: one, two, or the first two and how many more.
fn list<'a>(changes: impl Iterator<Item = Difference<'a>>) -> String {
    let paths: Vec<String> = changes.map(|change| format!("`{}`", change.path)).collect();
    match paths.as_slice() {
        [] => "something".to_owned(),
        [one] => one.clone(),
        [one, two] => format!("{one} and {two}"),
        [one, two, rest @ ..] => format!("{one}, {two} and {} more", rest.len()),
    }
}
