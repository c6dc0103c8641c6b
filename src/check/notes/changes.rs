//! What of a stack is not what it was.

use std::sync::Arc;

use rustc_hash::FxHashSet;

use super::Before;
use crate::catalog::Catalog;
use crate::check::cx::Cx;
use crate::check::looks::{ASPECTS, Look};
use crate::check::roles::{Roles, attached, role_address};
use crate::model::{Address, Placed, Resource, Stack};

/// What came, went or changed.
#[derive(Debug, Default)]
pub(super) struct Changes<'k> {
    /// Each as it was and as it is.
    all: Vec<(Option<&'k Resource>, Option<&'k Resource>)>,
    kinds: FxHashSet<&'static str>,
    /// What they ran, run or refer to, as roles; which policies they had and have.
    roles: FxHashSet<Address>,
    policies: FxHashSet<Address>,
    referred: FxHashSet<Address>,
}

impl<'k> Changes<'k> {
    /// Compares a stack with what it was.
    pub(super) fn between(before: Before<'k>, cx: &Cx<'k>) -> Self {
        let (was, is) = (&before.stack.resources, &cx.untold_stack().resources);
        let mut changes = Self::default();
        let mut met = vec![false; was.len()];
        let mut meet = |place: usize| met.get_mut(place).into_iter().for_each(|met| *met = true);
        let known = before.then.iter().copied().chain(std::iter::repeat(None));
        for (place, known) in (0..is.len()).zip(known) {
            if let Some(known) = known {
                meet(known as usize);
                continue;
            }
            let Some(resource) = is.at(place) else { continue };
            let old_place = was.position(&resource.address);
            old_place.into_iter().for_each(&mut meet);
            let old = old_place.and_then(|at| was.at(at));
            if !old.is_some_and(|old| old.is_still(resource, before.rebase)) {
                changes.add(cx.catalog, old, Some(resource));
            }
        }
        for (place, _) in met.iter().enumerate().filter(|(_, met)| !**met) {
            changes.add(cx.catalog, was.at(place), None);
        }
        changes
    }

    /// Notes one.
    pub(super) fn add(&mut self, catalog: &Catalog, was: Option<&'k Resource>, is: Option<&'k Resource>) {
        self.all.push((was, is));
        for one in [was, is].into_iter().flatten() {
            self.referred.extend(one.edges.iter().map(|edge| edge.to.clone()));
            let Some(kind) = catalog.kind(&one.kind) else { continue };
            self.kinds.insert(kind.name);
            self.roles.extend(role_address(one, kind));
            let policies = kind.identity.map(|row| attached(one, row));
            self.policies.extend(policies.into_iter().flatten().cloned());
        }
    }

    /// Each as it was and as it is.
    pub(super) fn all(&self) -> impl Iterator<Item = (Option<&'k Resource>, Option<&'k Resource>)> {
        self.all.iter().copied()
    }

    /// Those that are there.
    pub(super) fn present(&self) -> impl Iterator<Item = &'k Resource> {
        self.all.iter().filter_map(|(_, is)| *is)
    }

    /// Tells who keeps track of roles.
    pub(super) fn tell(&self, roles: &mut Roles, catalog: &Catalog) {
        for (was, is) in &self.all {
            was.iter().for_each(|was| roles.remove(catalog, was));
            is.iter().for_each(|is| roles.add(catalog, is));
        }
    }

    /// Whatever may have been looked at and is not what it was.
    pub(super) fn touched(&self, before: Before<'_>, cx: &Cx<'_>, was_unread: bool) -> Vec<Look> {
        let (was, is) = (before.stack, cx.untold_stack());
        let mut touched = Vec::new();
        touched.extend(self.all.iter().filter_map(|(was, is)| Some(Look::At(was.or(*is)?.address.clone()))));
        touched.extend(self.kinds.iter().map(|kind| Look::Kind(kind)));
        touched.extend(self.roles.iter().cloned().map(Look::Carriers));
        touched.extend(self.policies.iter().cloned().map(Look::Having));
        touched.extend(self.referred.iter().cloned().map(Look::Referred));
        let is_same = |(was, is): &(Option<&Resource>, Option<&Resource>), aspect| -> bool {
            crate::check::looks::Aspect::is_same(aspect, cx.catalog, *was, *is)
        };
        let other = ASPECTS.into_iter().filter(|aspect| !self.all.iter().all(|one| is_same(one, *aspect)));
        touched.extend(other.map(Look::Aspect));
        if !Arc::ptr_eq(&was.arrow_sources, &is.arrow_sources) {
            let turned = was.arrow_sources.symmetric_difference(&is.arrow_sources);
            touched.extend(turned.cloned().map(Look::Drawn));
        }
        if was_unread != cx.is_unread() {
            touched.push(Look::Unread);
        }
        if !self.all.is_empty() || !is_told_again(was, is) {
            touched.push(Look::Everything);
        }
        touched
    }
}

/// Whether what a stack says besides its resources is what it was.
fn is_told_again(was: &Stack, is: &Stack) -> bool {
    (Arc::ptr_eq(&was.arrow_sources, &is.arrow_sources) || was.arrow_sources == is.arrow_sources)
        && was.outputs == is.outputs
        && was.moves == is.moves
        && was.adoptions == is.adoptions
        && was.forgets == is.forgets
}
