//! What every rule sees.

use std::cell::OnceCell;
use std::collections::BTreeMap;

use rustc_hash::{FxHashMap, FxHashSet};

use super::pods::{Platform, platforms};
use crate::base::Span;
use crate::catalog::{Catalog, Kind, Link};
use crate::diag::{Diagnostic, Severity};
use crate::model::{Address, FlowEnds, Resource, Stack, Value};

/// A resource with its kind.
pub(super) type Known<'a> = (&'a Resource, &'static Kind);

/// All resources whose kind is known, by address.
pub(super) fn known<'a>(catalog: &Catalog, stack: &'a Stack) -> Vec<Known<'a>> {
    let known = |resource: &'a Resource| Some((resource, catalog.kind(&resource.kind)?));
    let mut all = Vec::with_capacity(stack.resources.len());
    all.extend(stack.resources.values().filter_map(known));
    all
}

/// The stack, what is known of its kinds, and what was found so far.
#[derive(Debug)]
pub(super) struct Cx<'a> {
    /// The stack.
    pub(super) stack: &'a Stack,
    known: &'a [Known<'a>],
    /// What is known of its kinds.
    pub(super) catalog: &'a Catalog,
    /// The day by which is judged, as `YYYY-MM-DD`.
    pub(super) as_of: &'a str,
    /// Where reading failed, in order.
    unread: Vec<Span>,
    roles: OnceCell<Roles<'a>>,
    platforms: OnceCell<BTreeMap<&'a Address, Platform<'a>>>,
    found: Vec<Diagnostic>,
}

/// Who has to do with roles. Only looked up in, so that no order shows.
#[derive(Debug)]
struct Roles<'a> {
    carriers: FxHashMap<&'a Address, Vec<&'a Resource>>,
    referred: FxHashSet<usize>,
    /// Every role and whatever else is an identity, in the order of the stack.
    identities: Vec<&'a Resource>,
    /// Which roles have a policy.
    having: FxHashMap<&'a Address, Vec<&'a Resource>>,
    /// Policies that bound roles.
    bounding: FxHashSet<&'a Address>,
}

impl<'a> Cx<'a> {
    pub(super) fn new(
        catalog: &'a Catalog,
        stack: &'a Stack,
        known: &'a [Known<'a>],
        as_of: &'a str,
        earlier: &[Diagnostic],
    ) -> Self {
        let errors = earlier.iter().filter(|diagnostic| diagnostic.severity == Severity::Error);
        let mut unread: Vec<Span> = errors.map(|diagnostic| diagnostic.span).collect();
        unread.sort_unstable();
        Self {
            stack,
            known,
            catalog,
            as_of,
            unread,
            roles: OnceCell::new(),
            platforms: OnceCell::new(),
            found: Vec::new(),
        }
    }

    /// Notes a finding.
    pub(super) fn report(&mut self, diagnostic: Diagnostic) {
        self.found.push(diagnostic);
    }

    /// What was found since the last call.
    pub(super) fn take_found(&mut self) -> Vec<Diagnostic> {
        std::mem::take(&mut self.found)
    }

    /// All resources with their kinds; what is of no known kind is left out.
    pub(super) fn resources(&self) -> impl Iterator<Item = Known<'a>> + use<'a> {
        self.known.iter().copied()
    }

    /// The resource at an address.
    pub(super) fn get(&self, address: &Address) -> Option<&'a Resource> {
        self.stack.get(address)
    }

    /// Whether a part of it could not be read, so that what seems to be absent may only be broken.
    pub(super) fn in_doubt(&self, resource: &Resource) -> bool {
        let from = self.unread.partition_point(|span| *span < resource.span.before());
        self.unread.get(from).is_some_and(|span| resource.span.contains(*span))
    }

    /// Whether anything of the stack could not be read, so that what seems to be absent may only be broken.
    pub(super) fn has_unread(&self) -> bool {
        !self.unread.is_empty()
    }

    /// What the arrow of a flow means.
    pub(super) fn link(&self, ends: &FlowEnds) -> Option<&'static Link> {
        let source = self.get(&ends.source)?;
        let target = self.get(&ends.target)?;
        self.catalog.links_from(&source.kind).find(|link| link.targets.contains(&target.kind.as_str()))
    }

    /// The role under which a resource runs its code: the one it names, or the one AWS makes for it.
    pub(super) fn role_of(&self, resource: &Resource, kind: &Kind) -> Option<&'a Resource> {
        let attr = kind.carrier?.role;
        if let Some(role) = resource.input(attr) {
            return self.get(role.as_address()?);
        }
        let made = kind.parts.iter().find(|part| part.when.stands_in_for() == Some(attr))?;
        self.get(&resource.address.part(made.name))
    }

    /// What runs its code under a role, by address.
    pub(super) fn carriers(&self, role: &Resource) -> &[&'a Resource] {
        self.roles().carriers.get(&role.address).map_or(&[], Vec::as_slice)
    }

    /// The roles that have a policy; `None` if it bounds one, so that it is to allow more than anybody needs.
    pub(super) fn having(&self, policy: &Resource) -> Option<&[&'a Resource]> {
        let roles = self.roles();
        let having = roles.having.get(&policy.address).map_or(&[][..], Vec::as_slice);
        (!roles.bounding.contains(&policy.address)).then_some(having)
    }

    /// All roles.
    pub(super) fn identities(&self) -> &[&'a Resource] {
        &self.roles().identities
    }

    /// Whether something refers to a role without carrying it: what it does with it is not known.
    pub(super) fn is_referred(&self, role: &Resource) -> bool {
        let place = self.stack.resources.position(&role.address);
        place.is_some_and(|place| self.roles().referred.contains(&place))
    }

    /// Every Kubernetes cluster of the stack with what belongs to it.
    pub(super) fn platforms(&self) -> &BTreeMap<&'a Address, Platform<'a>> {
        self.platforms.get_or_init(|| platforms(self.resources().map(|(resource, _)| resource)))
    }

    fn roles(&self) -> &Roles<'a> {
        self.roles.get_or_init(|| {
            let mut roles = Roles {
                carriers: FxHashMap::default(),
                referred: FxHashSet::default(),
                identities: self
                    .resources()
                    .filter(|(_, kind)| kind.identity.is_some())
                    .map(|(role, _)| role)
                    .collect(),
                having: FxHashMap::default(),
                bounding: FxHashSet::default(),
            };
            for (resource, kind) in self.resources() {
                roles.attach(resource, kind);
                let own = self.role_of(resource, kind);
                if let Some(role) = own {
                    roles.carriers.entry(&role.address).or_default().push(resource);
                }
                for place in resource.edges.iter().filter_map(|edge| self.stack.resources.position(&edge.to))
                {
                    let is_own = own.is_some_and(|own| {
                        self.stack.resources.at(place).is_some_and(|to| std::ptr::eq(to, own))
                    });
                    if !is_own && self.grants(place) {
                        roles.referred.insert(place);
                    }
                }
            }
            roles
        })
    }

    /// Whether the resource at a place grants something.
    fn grants(&self, place: usize) -> bool {
        self.stack.resources.at(place).is_some_and(|resource| !resource.statements.is_empty())
    }
}

impl<'a> Roles<'a> {
    /// Notes the policies that an identity has, and the one that bounds it.
    fn attach(&mut self, resource: &'a Resource, kind: &Kind) {
        let Some(identity) = kind.identity else { return };
        for attr in identity.policies {
            let listed = resource.input(attr).and_then(Value::as_list).unwrap_or_default();
            for policy in listed.iter().filter_map(Value::as_address) {
                self.having.entry(policy).or_default().push(resource);
            }
        }
        self.bounding.extend(resource.input(identity.boundary).and_then(Value::as_address));
    }
}

/// Whether an instance of a `for` or of a module shares its text with others, so that one text cannot be mended for it
/// alone.
pub(super) fn shares_text(resource: &Resource) -> bool {
    let address = resource.address.as_str();
    address.contains('[') || address.starts_with("module.")
}
