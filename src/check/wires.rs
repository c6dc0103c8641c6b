//! What leads to what, by places: what whoever judges a stack once knows of roles, and of what must exist first.

use super::census::Census;
use super::roles::{Tie, listed, role_address};
use crate::model::{Address, Resources, Value};

/// What needs something first, and that, as they were added.
pub(super) fn arrows(resources: &Resources) -> Vec<(u32, u32)> {
    let place = |address: &Address| u32::try_from(resources.position(address)?).ok();
    let known = resources.as_added().filter_map(|at| Some((u32::try_from(at).ok()?, resources.at(at)?)));
    let to = known.flat_map(|(own, resource)| resource.edges.iter().map(move |edge| (own, &edge.to)));
    to.filter_map(|(own, to)| Some((own, place(to)?))).collect()
}

/// Places of resources in pairs. Lists are in the order of the stack.
#[derive(Debug, Default)]
pub(super) struct Wires {
    /// What needs something first, and that.
    arrows: Vec<(u32, u32)>,
    // INVARIANT: in order, each pair once.
    carriers: Vec<(u32, u32)>,
    referring: Vec<(u32, u32)>,
    having: Vec<(u32, u32)>,
    bounding: Vec<(u32, u32)>,
}

impl Wires {
    /// Of all resources of a stack.
    pub(super) fn of(known: &Census<'_>, resources: &Resources) -> Self {
        let place = |address: &Address| u32::try_from(resources.position(address)?).ok();
        let mut wires = Self { arrows: Vec::with_capacity(resources.len()), ..Self::default() };
        for (at, (resource, kind)) in known.as_added() {
            let Ok(own) = u32::try_from(at) else { continue };
            let role = role_address(resource, kind).and_then(|role| place(&role));
            wires.carriers.extend(role.map(|role| (role, own)));
            for to in resource.edges.iter().filter_map(|edge| place(&edge.to)) {
                wires.arrows.push((own, to));
                let has_permissions =
                    || known.at(to as usize).is_some_and(|(_, kind)| kind.identity.is_some());
                if role != Some(to) && has_permissions() {
                    wires.referring.push((to, own));
                }
            }
            let Some(identity) = kind.identity else { continue };
            wires.having.extend(listed(resource, identity).filter_map(place).map(|policy| (policy, own)));
            let boundary = resource.input(identity.boundary).and_then(Value::as_address).and_then(place);
            wires.bounding.extend(boundary.map(|policy| (policy, own)));
        }
        for pairs in [&mut wires.carriers, &mut wires.referring, &mut wires.having, &mut wires.bounding] {
            pairs.sort_unstable();
            pairs.dedup();
        }
        wires
    }

    /// What needs something first, and that.
    pub(super) fn arrows(&self) -> &[(u32, u32)] {
        &self.arrows
    }

    /// Roles or policies, each with one that has to do with it; in order.
    pub(super) fn tied(&self, tie: Tie) -> &[(u32, u32)] {
        match tie {
            Tie::Carries => &self.carriers,
            Tie::Refers => &self.referring,
            Tie::Has => &self.having,
            Tie::Bounds => &self.bounding,
        }
    }
}

/// What is paired with a place.
pub(super) fn with(pairs: &[(u32, u32)], place: u32) -> impl Iterator<Item = usize> {
    let from = pairs.partition_point(|(at, _)| *at < place);
    let own = pairs.get(from..).unwrap_or_default().iter().take_while(move |(at, _)| *at == place);
    own.map(|(_, by)| *by as usize)
}
