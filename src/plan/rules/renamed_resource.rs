//! A deletion and a creation that look like one thing under two addresses.

use std::collections::{BTreeMap, BTreeSet};

use ecow::EcoString;

use super::Cx;
use crate::diag::{Diagnostic, rule};
use crate::model::{Address, Map, Origin, Resource, Value, instance, is_within};
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
    let pairs = made.iter().filter_map(|resource| {
        let old = only(&resource.address, gone.iter().filter(|old| is_like(cx, old, resource)), |old| {
            &old.step.address
        })?;
        let back =
            only(&old.step.address, made.iter().filter(|new| is_like(cx, old, new)), |new| &new.address)?;
        (back.address == resource.address).then_some((*old, *resource))
    });
    proposals(cx, &pairs.collect::<Vec<_>>())
}

/// The one that is meant: of several that are alike, the one that shares what stands last in the address. Of two equal
/// candidates nobody knows which one it is.
fn only<'b, T>(
    address: &Address,
    candidates: impl Iterator<Item = &'b T>,
    named: impl Fn(&T) -> &Address,
) -> Option<&'b T> {
    let candidates: Vec<&T> = candidates.collect();
    if let [one] = candidates.as_slice() {
        return Some(one);
    }
    let mut exact = candidates.into_iter().filter(|one| heads(named(one), address).is_some());
    exact.next().filter(|_| exact.next().is_none())
}

/// What two addresses begin with, where they end alike: in the same key of a loop, or in the same thing of a module.
fn heads<'b>(from: &'b Address, to: &'b Address) -> Option<(&'b str, &'b str)> {
    let inside = |address: &'b Address| address.as_str().split_at_checked(address.module().len());
    let ((from_module, from_rest), (to_module, to_rest)) = (inside(from)?, inside(to)?);
    if from_module.is_empty() || to_module.is_empty() || from_rest != to_rest {
        return loops(from.as_str(), to.as_str());
    }
    let modules = (from_module.trim_end_matches('.'), to_module.trim_end_matches('.'));
    Some(loops(modules.0, modules.1).unwrap_or(modules))
}

/// The same and each pair of modules around it, as long as what they hold of it is called the same: the outermost first.
fn levels<'b>(from: &'b Address, to: &'b Address) -> Vec<(&'b str, &'b str)> {
    let mut levels: Vec<(&str, &str)> = heads(from, to).into_iter().collect();
    while let Some((from, to)) = levels.last().copied() {
        let ((from_outer, from_inner), (to_outer, to_inner)) = (in_module(from), in_module(to));
        if from_outer.is_empty() || to_outer.is_empty() || from_inner != to_inner {
            break;
        }
        levels.push((from_outer, to_outer));
    }
    levels.reverse();
    levels
}

/// The module that something is in, and what it is called there.
fn in_module(address: &str) -> (&str, &str) {
    let before = Address::from(address).module().len();
    let (module, inside) = address.split_at_checked(before).unwrap_or(("", address));
    (module.trim_end_matches('.'), inside)
}

/// The loops of two instances with the same key.
fn loops<'b>(from: &'b str, to: &'b str) -> Option<(&'b str, &'b str)> {
    let ((from_loop, from_key), (to_loop, to_key)) = (instance(from)?, instance(to)?);
    (from_key == to_key).then_some((from_loop, to_loop))
}

/// One line for each pair, or for a loop or module whose things all have another address.
fn proposals(cx: &Cx<'_>, pairs: &[(&Decided<'_>, &Resource)]) -> Vec<Diagnostic> {
    let mut whole: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    for (old, resource) in pairs {
        for level in levels(&old.step.address, &resource.address) {
            *whole.entry(level).or_default() += 1;
        }
    }
    whole.retain(|(from, to), count| *count > 1 && has_moved(cx, from, to, *count));
    let mut told = BTreeSet::new();
    let mut found = Vec::new();
    for (old, resource) in pairs {
        let mut levels = levels(&old.step.address, &resource.address).into_iter();
        match levels.find(|level| whole.contains_key(level)) {
            Some((from, to)) if told.insert((from, to)) => found.push(proposal(cx, from, to, resource)),
            Some(_) => {}
            None => found.push(proposal(cx, old.step.address.as_str(), resource.address.as_str(), resource)),
        }
    }
    found
}

/// Whether nothing of a loop or module is declared any more, and all that the state has of it is alike; or half of it, if
/// the other one holds the same things.
fn has_moved(cx: &Cx<'_>, from: &str, to: &str, alike: usize) -> bool {
    let inside = |head: &str| {
        let head = Address::from(head);
        let of = move |decided: &&Decided<'_>| is_within(&decided.step.address, &head);
        cx.decisions.iter().filter(of).filter(|decided| decided.step.implicit_of.is_none())
    };
    if inside(from).any(|decided| decided.resource.is_some()) {
        return false;
    }
    let names = |head: &str, of: fn(&Decided<'_>) -> bool| -> BTreeSet<String> {
        let things = inside(head).filter(|one| !one.step.address.is_flow() && of(one));
        things.filter_map(|one| one.step.address.as_str().strip_prefix(head).map(str::to_owned)).collect()
    };
    let gone = names(from, |_| true);
    gone.len() == alike || alike * 2 >= gone.len() && gone == names(to, |one| one.row.is_none())
}

fn proposal(cx: &Cx<'_>, from: &str, to: &str, resource: &Resource) -> Diagnostic {
    let line = format!("moved {from} -> {to}");
    let message = format!("`{to}` is made and `{from}` deleted, and they are alike");
    let found = Diagnostic::new(&RULE, resource.head, message).about(resource.address.as_str());
    propose(cx, found, &line, resource, ("if it is the same under another address", ", and it is kept"))
}

/// Offers a `moved` line: behind the declaration, or before the `stack` block if that is in a module, where such lines
/// have no place.
pub(super) fn propose(
    cx: &Cx<'_>,
    found: Diagnostic,
    line: &str,
    resource: &Resource,
    (condition, end): (&str, &str),
) -> Diagnostic {
    let title = format!("add `{line}`");
    if resource.address.module().is_empty() {
        found.help(format!("{condition}, write `{line}`{end}")).fix(
            title,
            resource.span.after(),
            format!("\n\n{line}"),
        )
    } else {
        found.help(format!("{condition}, write `{line}` in the stack itself{end}")).fix(
            title,
            cx.stack.span.before(),
            format!("{line}\n\n"),
        )
    }
}

/// Whether all inputs but one at most are the same, names apart.
fn is_like(cx: &Cx<'_>, old: &Decided<'_>, resource: &Resource) -> bool {
    if old.step.kind != resource.kind {
        return false;
    }
    let Some(before) = cx.snapshot.contents.get(&old.step.address) else { return false };
    let after = &resource.inputs;
    let keys: BTreeSet<&EcoString> = before.keys().chain(after.keys()).collect();
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
