//! What the keys of KMS ask for that things are kept with: whoever uses the thing has to use its key, too.

use ecow::EcoString;

use super::cx::Cx;
use crate::catalog::{Catalog, Kind, key_arn};
use crate::model::{Declared, Need, Resource, Stack};

/// Gives each need on a thing that a customer's key keeps what it takes on that key, right behind it.
pub(super) fn keys(cx: &mut Cx<'_>, stack: &mut Stack) {
    let has_key = |(at, kind): &(usize, &'static Kind)| {
        let of = kind.key.and_then(|row| stack.resources.at(*at)?.input(row.attr));
        of.is_some()
    };
    let mut keeping = cx.of_kinds(stack, |kind| kind.key.is_some()).into_iter();
    if cx.settled_count() == 0 && !keeping.any(|one| has_key(&one)) {
        return;
    }
    let kept = |resource: &Resource| cx.catalog.kind(&resource.kind).is_some_and(|kind| kind.key.is_some());
    let mut found: Vec<(usize, usize, Need)> = Vec::new();
    for (at, resource) in stack.resources.values().enumerate().skip(cx.settled_count()) {
        for (number, need) in resource.needs.iter().enumerate() {
            let used = need.on.as_ref().and_then(|on| stack.get(on)).filter(|used| kept(used));
            let Some(asked) = used.and_then(|used| asked(cx.catalog, stack, used, &need.actions)) else {
                continue;
            };
            found.push((at, number, of_key(need, asked)));
        }
    }
    for (at, number, need) in found.into_iter().rev() {
        if let Some(resource) = stack.resources.at_mut(at) {
            resource.needs.insert(number + 1, need);
        }
    }
}

/// What some actions on a thing take on its key.
pub(super) struct AskedOfKey {
    /// The ARN of the key, or a pattern of all keys where an alias stands for it.
    pub(super) key: EcoString,
    /// Exact actions.
    pub(super) actions: Vec<&'static str>,
}

/// What actions on a thing take on its key; `None` where it has none, or one of AWS's own.
pub(super) fn asked(
    catalog: &Catalog,
    stack: &Stack,
    used: &Resource,
    actions: &[impl AsRef<str>],
) -> Option<AskedOfKey> {
    let row = catalog.kind(&used.kind)?.key?;
    let key = key_arn(used.input(row.attr)?.as_text()?, &stack.region, &stack.account)?.into();
    let taken = |of: &&(&[&str], &[&str])| actions.iter().any(|action| of.0.contains(&action.as_ref()));
    let mut asked: Vec<&'static str> =
        row.asks.iter().filter(taken).flat_map(|(_, of_key)| of_key.iter().copied()).collect();
    asked.sort_unstable();
    asked.dedup();
    (!asked.is_empty()).then_some(AskedOfKey { key, actions: asked })
}

fn of_key(need: &Need, asked: AskedOfKey) -> Need {
    Need {
        on: need.on.clone(),
        verb: "key".into(),
        actions: asked.actions.iter().map(|action| EcoString::from(*action)).collect(),
        resources: [asked.key].into(),
        declared: Declared::ByKey,
        span: need.span,
    }
}
