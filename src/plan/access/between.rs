//! Who may do what by one account of things and not by another: two stacks, or what was applied at two times.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::super::decide::physical_id;
use super::Access;
use super::change::Telling;
use super::reading::Reading;
use super::sides::{Bearer, Both, World, bears};
use crate::base::did_you_mean;
use crate::catalog::Catalog;
use crate::iam::{Carried, Depth, Party, Policy, Side, Wording};
use crate::model::{Address, Map, Stack};
use crate::state::Recorded;

/// What says who may do what.
#[derive(Debug, Clone, Copy)]
pub enum Told<'a> {
    /// What a stack wants.
    Stack(&'a Stack),
    /// What was applied.
    Applied(&'a BTreeMap<Address, (Recorded, Map)>),
}

/// What somebody has, or what a policy says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// Its ARN, if it is an identity.
    pub identity: Option<String>,
    /// What it allows.
    pub carried: Carried,
    /// Why that may not be all.
    pub unknown: Vec<String>,
}

/// What differs in what everybody may do, or only the identity of that ARN; resources with policies belong to `account`.
#[must_use]
pub fn between(catalog: &Catalog, account: &str, told: [Told<'_>; 2], only: Option<&str>) -> Access {
    let [before, after] = told.map(|told| told.world(catalog));
    let depth = Depth::Whole;
    let telling = Telling { account, heads: None, depth, before: &before, after: &after };
    let wanted = |party: &Party| only.is_none_or(|only| *party == Party::Known(only.into()));
    telling.differences(&differing(&before, &after), wanted)
}

/// What an address has or says by itself: an identity what it carries, within what bounds it; a policy what it says; a
/// resource what its own policy says.
///
/// # Errors
/// With an address that may be meant, if there is any, when nothing there says who may do what.
pub fn found(catalog: &Catalog, told: Told<'_>, address: &str) -> Result<Found, Option<String>> {
    let world = told.world(catalog);
    let Some(bearer) = world.bearers.iter().find(|bearer| bearer.address.as_str() == address) else {
        let known = world.bearers.iter().map(|bearer| bearer.address.as_str());
        return Err(did_you_mean(address, known).map(str::to_owned));
    };
    let reading = Reading::new(&world);
    let identity = bearer.kind.identity.is_some();
    let side = match reading.side(bearer.arn) {
        Some(side) => side,
        None => Side { identity: vec![reading.alone(bearer)], ..Side::default() },
    };
    Ok(Found { identity: identity.then(|| bearer.arn.to_string()), ..carried(&side) })
}

fn carried(side: &Side<'_>) -> Found {
    let mut unknown: Vec<String> =
        side.unknown.iter().map(|name| format!("what the policy `{name}` says is not known here")).collect();
    let mut read = |said: &Wording<'_>| match said.policy() {
        Ok(policy) => policy.clone(),
        Err(source) => {
            unknown.push(format!("a condition of `{source}` cannot be read"));
            Policy::default()
        }
    };
    let mut own = Policy::default();
    side.identity.iter().for_each(|said| own.join(read(said)));
    let bounds = side.boundary.as_ref().map(|(_, said)| read(said));
    Found { identity: None, carried: Carried { own, bounds }, unknown }
}

/// What says something else on the two sides, by its ARN.
fn differing(before: &World<'_>, after: &World<'_>) -> Vec<Both> {
    let mut changed = Vec::new();
    for (at, old) in before.bearers.iter().enumerate() {
        let there = after.place(old.arn);
        if after.at(there).is_none_or(|new| !old.says_as(new)) {
            changed.push(Both { before: Some(at), after: there });
        }
    }
    let new = after.bearers.iter().enumerate().filter(|(_, new)| before.place(new.arn).is_none());
    changed.extend(new.map(|(at, _)| Both { before: None, after: Some(at) }));
    changed
}

impl<'a> Told<'a> {
    fn world(self, catalog: &Catalog) -> World<'a> {
        let mut world = World::default();
        match self {
            Self::Stack(stack) => {
                for resource in stack.resources.values() {
                    let Some(kind) = catalog.kind(&resource.kind).filter(|kind| bears(kind)) else {
                        continue;
                    };
                    let (arn, inputs) = (physical_id(resource), Cow::Borrowed(&resource.inputs));
                    world.add(Bearer::new(&resource.address, kind, arn, inputs, Some(resource)));
                }
            }
            Self::Applied(rows) => {
                for (address, (row, inputs)) in rows {
                    let Some(kind) = catalog.kind(&row.kind).filter(|kind| bears(kind)) else { continue };
                    world.add(Bearer::new(address, kind, &row.physical_id, Cow::Borrowed(inputs), None));
                }
            }
        }
        world
    }
}
