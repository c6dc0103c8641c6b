//! Who may do what by one account of things and not by another: two stacks, or what was applied at two times.

use std::collections::BTreeMap;

use super::super::decide::physical_id;
use super::Access;
use super::bearer::{Bearer, Common, Source};
use super::change::Telling;
use super::reading::Reading;
use super::sides::{Both, Sides, bears};
use crate::base::did_you_mean;
use crate::catalog::Catalog;
use crate::iam::{Carried, Depth, Policy, Side, Wording};
use crate::model::{Address, Map, Resource, Stack};
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
    let mut sides = read(catalog, told.map(Some));
    sides.changed = differing(&sides);
    Telling { account, heads: None, depth: Depth::Whole, sides: &sides }.differences(only)
}

/// What an address has or says by itself: an identity what it carries, within what bounds it; a policy what it says; a
/// resource what its own policy says.
///
/// # Errors
/// With an address that may be meant, if there is any, when nothing there says who may do what.
pub fn found(catalog: &Catalog, told: Told<'_>, address: &str) -> Result<Found, Option<String>> {
    let Sides { names, after: world, .. } = &read(catalog, [None, Some(told)]);
    let Some(bearer) = world.bearers.iter().find(|bearer| bearer.address.as_str() == address) else {
        let known = world.bearers.iter().map(|bearer| bearer.address.as_str());
        return Err(did_you_mean(address, known).map(str::to_owned));
    };
    let reading = Reading::new(names, world);
    let identity = bearer.kind.identity.is_some();
    let side = match reading.side(bearer.name) {
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
fn differing(sides: &Sides<'_>) -> Vec<Both> {
    let Sides { before, after, .. } = sides;
    let mut changed = Vec::new();
    for (at, old) in before.bearers.iter().enumerate() {
        let there = after.place(old.name);
        if after.at(there).is_none_or(|new| !old.says_as(new)) {
            changed.push(Both { before: Some(at), after: there });
        }
    }
    let new = after.bearers.iter().enumerate().filter(|(_, new)| before.place(new.name).is_none());
    changed.extend(new.map(|(at, _)| Both { before: None, after: Some(at) }));
    changed
}

/// Both sides, of what is told of them.
fn read<'a>(catalog: &Catalog, told: [Option<Told<'a>>; 2]) -> Sides<'a> {
    let mut common = Common::default();
    let bearers = told.map(|told| {
        let sources = told.map(|told| told.sources(catalog)).unwrap_or_default();
        let sources = sources.into_iter().enumerate();
        sources.map(|(rank, source)| Bearer::new(source, rank, &mut common)).collect()
    });
    Sides::new(common, bearers)
}

impl<'a> Told<'a> {
    /// What is read of whatever says who may do what, in the order of the addresses.
    fn sources(self, catalog: &Catalog) -> Vec<Source<'a>> {
        let kind = |name: &str| catalog.kind(name).filter(|kind| bears(kind));
        let wanted = |resource: &'a Resource| {
            let (address, arn, inputs) = (&resource.address, physical_id(resource), &resource.inputs);
            Some(Source { address, kind: kind(&resource.kind)?, arn, inputs, resource: Some(resource) })
        };
        let applied = |(address, (row, inputs)): (&'a Address, &'a (Recorded, Map))| {
            Some(Source { address, kind: kind(&row.kind)?, arn: &row.physical_id, inputs, resource: None })
        };
        match self {
            Self::Stack(stack) => stack.resources.values().filter_map(wanted).collect(),
            Self::Applied(rows) => rows.iter().filter_map(applied).collect(),
        }
    }
}
