//! Who runs under which role, who refers to it, and which policies it has.

use rustc_hash::{FxHashMap, FxHashSet};

use super::census::Census;
use crate::catalog::{Identity, Kind};
use crate::model::{Address, Resource, Stack, Value};

/// Who has to do with roles. Only looked up in, so that no order shows.
#[derive(Debug)]
pub(super) struct Roles<'a> {
    /// What runs its code under a role, by address.
    carriers: FxHashMap<&'a Address, Vec<&'a Resource>>,
    /// Places of roles that something refers to without carrying them.
    pub(super) referred: FxHashSet<usize>,
    /// Every role and whatever else is an identity, in the order of the stack.
    pub(super) identities: Vec<&'a Resource>,
    /// Which roles have a policy, by address.
    having: FxHashMap<&'a Address, Vec<&'a Resource>>,
    /// Policies that bound roles.
    bounding: FxHashSet<&'a Address>,
}

impl<'a> Roles<'a> {
    /// Of all resources of a stack.
    pub(super) fn of(known: &Census<'a>, stack: &'a Stack) -> Self {
        let identities = known.of_kinds(|kind| kind.identity.is_some());
        let mut roles = Self {
            carriers: FxHashMap::default(),
            referred: FxHashSet::default(),
            identities: identities.map(|(role, _)| role).collect(),
            having: FxHashMap::default(),
            bounding: FxHashSet::default(),
        };
        for (_, (resource, kind)) in known.as_added() {
            roles.attach(resource, kind);
            let own = role_of(resource, kind, |address| stack.get(address));
            if let Some(role) = own {
                roles.carriers.entry(&role.address).or_default().push(resource);
            }
            for place in resource.edges.iter().filter_map(|edge| stack.resources.position(&edge.to)) {
                // Of what says nothing itself, only those are asked for whom an identity trusts.
                let asked = |to: &&Resource| !to.statements.is_empty() || kind.identity.is_some();
                let to = stack.resources.at(place).filter(asked);
                if to.is_some_and(|to| own.is_none_or(|own| !std::ptr::eq(to, own))) {
                    roles.referred.insert(place);
                }
            }
        }
        let lists = roles.carriers.values_mut().chain(roles.having.values_mut());
        lists.for_each(|list| list.sort_by(|one, other| one.address.cmp(&other.address)));
        roles
    }

    /// Notes the policies that an identity has, and the one that bounds it.
    fn attach(&mut self, resource: &'a Resource, kind: &Kind) {
        let Some(identity) = kind.identity else { return };
        for policy in listed(resource, identity) {
            self.having.entry(policy).or_default().push(resource);
        }
        self.bounding.extend(resource.input(identity.boundary).and_then(Value::as_address));
    }

    /// What runs its code under a role.
    pub(super) fn carriers(&self, role: &Resource) -> &[&'a Resource] {
        self.carriers.get(&role.address).map_or(&[], Vec::as_slice)
    }

    /// The identities that have a policy; `None` if it bounds one.
    pub(super) fn having(&self, policy: &Resource) -> Option<&[&'a Resource]> {
        let having = self.having.get(&policy.address).map_or(&[][..], Vec::as_slice);
        (!self.bounding.contains(&policy.address)).then_some(having)
    }
}

/// The policies of the stack that an identity has.
fn listed<'a>(resource: &'a Resource, identity: &Identity) -> impl Iterator<Item = &'a Address> {
    let lists = identity.policies.iter().filter_map(|attr| resource.input(attr).and_then(Value::as_list));
    lists.flatten().filter_map(Value::as_address)
}

/// Those, and the one that bounds it.
pub(super) fn attached<'a>(resource: &'a Resource, identity: &Identity) -> impl Iterator<Item = &'a Address> {
    let boundary = resource.input(identity.boundary).and_then(Value::as_address);
    listed(resource, identity).chain(boundary)
}

/// The role under which a resource runs its code, looked up by its address.
pub(super) fn role_of<'a>(
    resource: &Resource,
    kind: &Kind,
    get: impl Fn(&Address) -> Option<&'a Resource>,
) -> Option<&'a Resource> {
    get(&role_address(resource, kind)?)
}

/// The address of the role under which a resource runs its code: of the one it names, or the one AWS makes for it.
pub(super) fn role_address(resource: &Resource, kind: &Kind) -> Option<Address> {
    let attr = kind.carrier?.role;
    if let Some(role) = resource.input(attr) {
        return role.as_address().cloned();
    }
    let made = kind.parts.iter().find(|part| part.when.stands_in_for() == Some(attr))?;
    Some(resource.address.part(made.name))
}
