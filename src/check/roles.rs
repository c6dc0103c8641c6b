//! Who runs under which role, who refers to it, and which policies it has.

use rustc_hash::FxHashMap;

use super::census::Census;
use crate::catalog::{Between, Catalog, Identity, Kind, Part};
use crate::model::{Address, Resource, Value};

/// What somebody has to do with a role or policy.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tie {
    /// It runs its code under the role.
    Carries,
    /// It refers to the role without carrying it.
    Refers,
    /// It is an identity that has the policy.
    Has,
    /// It is an identity that the policy bounds.
    Bounds,
}

/// Who has to do with roles, by their addresses, for whoever keeps track of them. Only looked up in, so that no order shows; lists are in the order of the stack.
#[derive(Debug, Default)]
pub(super) struct Roles {
    /// What runs its code under a role.
    carriers: FxHashMap<Address, Vec<Address>>,
    /// What refers to something.
    referring: FxHashMap<Address, Vec<Address>>,
    /// Which identities have a policy.
    having: FxHashMap<Address, Vec<Address>>,
    /// Which identities a policy bounds.
    bounding: FxHashMap<Address, Vec<Address>>,
}

impl Roles {
    /// Of all resources of a stack.
    pub(super) fn of(known: &Census<'_>, catalog: &Catalog) -> Self {
        let mut roles = Self::default();
        for (_, (resource, kind)) in known.as_added() {
            roles.each(resource, kind, catalog, |all, key, one| {
                let list = all.entry(key.clone()).or_default();
                if list.last() != Some(one) {
                    list.push(one.clone());
                }
            });
        }
        let lists = [&mut roles.carriers, &mut roles.referring, &mut roles.having, &mut roles.bounding];
        lists.into_iter().flat_map(|all| all.values_mut()).for_each(|list| list.sort_unstable());
        roles
    }

    /// Adds a resource.
    pub(super) fn add(&mut self, catalog: &Catalog, resource: &Resource) {
        let Some(kind) = catalog.kind(&resource.kind) else { return };
        self.each(resource, kind, catalog, |all, key, one| {
            let list = all.entry(key.clone()).or_default();
            if let Err(at) = list.binary_search(one) {
                list.insert(at, one.clone());
            }
        });
    }

    /// Takes a resource out, given as it was added.
    pub(super) fn remove(&mut self, catalog: &Catalog, resource: &Resource) {
        let Some(kind) = catalog.kind(&resource.kind) else { return };
        self.each(resource, kind, catalog, |all, key, one| {
            let Some(list) = all.get_mut(key) else { return };
            if let Ok(at) = list.binary_search(one) {
                list.remove(at);
            }
            if list.is_empty() {
                all.remove(key);
            }
        });
    }

    /// Does something for each entry that a resource has.
    fn each(
        &mut self,
        resource: &Resource,
        kind: &Kind,
        catalog: &Catalog,
        mut work: impl FnMut(&mut FxHashMap<Address, Vec<Address>>, &Address, &Address),
    ) {
        let own = &resource.address;
        let role = role_address(resource, kind);
        if let Some(role) = &role {
            work(&mut self.carriers, role, own);
        }
        // Only of what has permissions is asked who else refers to it.
        let by_others = |to: &&Address| role.as_ref() != Some(*to) && may_have_permissions(catalog, to);
        for to in resource.edges.iter().map(|edge| &edge.to).filter(by_others) {
            work(&mut self.referring, to, own);
        }
        let Some(identity) = kind.identity else { return };
        for policy in listed(resource, identity) {
            work(&mut self.having, policy, own);
        }
        if let Some(policy) = resource.input(identity.boundary).and_then(Value::as_address) {
            work(&mut self.bounding, policy, own);
        }
    }

    /// Those that have to do with what is at an address.
    pub(super) fn tied(&self, tie: Tie, to: &Address) -> &[Address] {
        let all = match tie {
            Tie::Carries => &self.carriers,
            Tie::Refers => &self.referring,
            Tie::Has => &self.having,
            Tie::Bounds => &self.bounding,
        };
        all.get(to).map_or(&[], Vec::as_slice)
    }
}

/// Whether an address may be that of something with permissions: of a kind that has some, or of a part that has.
fn may_have_permissions(catalog: &Catalog, to: &Address) -> bool {
    let has_some = |kind: &str| catalog.kind(kind).is_some_and(|kind| kind.identity.is_some());
    let has = |part: &Part| to.as_str().ends_with(part.name) && has_some(part.kind);
    let kind = to.kind();
    // A part of an arrow stands behind the arrow in parentheses.
    if let Some(source) = kind.strip_prefix('(') {
        let put = |(name, put): &(&str, Between)| {
            let is_one = match put {
                Between::Role { .. } => true,
                Between::Part(row) => has_some(row.part.kind),
                _ => false,
            };
            is_one && to.as_str().ends_with(name)
        };
        return catalog.links_from(source).any(|link| link.between.iter().any(put));
    }
    has_some(kind) || catalog.kind(kind).is_some_and(|kind| kind.parts.iter().any(has))
}

/// The policies of the stack that an identity has.
pub(super) fn listed<'a>(resource: &'a Resource, identity: &Identity) -> impl Iterator<Item = &'a Address> {
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
