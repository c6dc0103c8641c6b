//! A deletion and a creation that look like one thing under two addresses.

use ecow::EcoString;

use super::Cx;
use crate::diag::{Diagnostic, rule};
use crate::model::{Map, Origin, Resource, Value};
use crate::plan::decide::Decided;
use crate::plan::{Action, Aim};

rule! {
    /// Something is deleted and something very like it is made: perhaps it only got another address.
    ///
    /// Whoever renames a declaration deletes what it stood for and makes a new one. A `moved` line says that it is
    /// still the same, and keeps it.
    ///
    /// ```stack
    /// stack photos { region = "ap-northeast-2"  account = "111122223333" }
    ///
    /// bucket images { versioning = true }
    /// ```
    ///
    /// Where `bucket photos { versioning = true }` was applied before, `moved bucket.photos -> bucket.images` keeps
    /// the bucket and all that it holds.
    "renamed-resource" Info
}

pub(super) fn check(cx: &Cx<'_>) -> Vec<Diagnostic> {
    if cx.options.aim == Aim::Nothing {
        return Vec::new();
    }
    let gone =
        |decided: &&Decided<'_>| decided.step.action == Action::Delete && decided.step.implicit_of.is_none();
    let gone: Vec<&Decided<'_>> = cx.decisions.iter().filter(gone).collect();
    if gone.is_empty() {
        return Vec::new();
    }
    let made = |decided: &Decided<'_>| decided.step.action == Action::Create && decided.row.is_none();
    let made = cx.decisions.iter().filter(|decided| made(decided)).filter_map(|decided| decided.resource);
    let made: Vec<&Resource> = made.filter(|resource| resource.origin == Origin::Written).collect();
    // Only what is alike in one way is proposed: of two equal candidates nobody knows which one it is.
    let candidates = |resource: &Resource| -> Vec<&Decided<'_>> {
        gone.iter().copied().filter(|old| is_like(cx, old, resource)).collect()
    };
    let found = made.iter().filter_map(|resource| {
        let candidates = candidates(resource);
        let [old] = candidates.as_slice() else { return None };
        let rivals = made.iter().filter(|other| is_like(cx, old, other)).count();
        (rivals == 1).then(|| proposal(old, resource))
    });
    found.collect()
}

fn proposal(old: &Decided<'_>, resource: &Resource) -> Diagnostic {
    let (from, to) = (&old.step.address, &resource.address);
    let line = format!("moved {from} -> {to}");
    let message = format!("`{to}` is made and `{from}` deleted, and they are alike");
    Diagnostic::new(&RULE, resource.head, message)
        .about(to.as_str())
        .help(format!("if it is the same under another address, write `{line}`, and it is kept"))
        .fix(format!("add `{line}`"), resource.span.after(), format!("\n\n{line}"))
}

/// Whether all inputs but one at most are the same, names apart.
fn is_like(cx: &Cx<'_>, old: &Decided<'_>, resource: &Resource) -> bool {
    if old.step.kind != resource.kind {
        return false;
    }
    let Some(before) = cx.snapshot.contents.get(&old.step.address) else { return false };
    let after = &resource.inputs;
    let keys: std::collections::BTreeSet<&EcoString> = before.keys().chain(after.keys()).collect();
    let counted = keys.into_iter().filter(|key| !matches!(key.as_str(), "name" | "role"));
    let (mut same, mut other) = (0_usize, 0_usize);
    for key in counted {
        if alike(before, after, key) { same += 1 } else { other += 1 }
    }
    other == 0 || (other == 1 && same >= 3)
}

/// Whether an input is the same, wherever the two names stand in it.
fn alike(before: &Map, after: &Map, key: &str) -> bool {
    let (Some(old), Some(new)) = (before.get(key), after.get(key)) else { return false };
    let name = |map: &Map| map.get("name").and_then(Value::as_str).unwrap_or_default().to_owned();
    let (old_name, new_name) = (name(before), name(after));
    let (old, new) = (old.to_string(), new.to_string());
    old == new || (!old_name.is_empty() && old.replace(&old_name, &new_name) == new)
}
