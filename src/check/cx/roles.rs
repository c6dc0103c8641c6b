//! What rules see of roles and policies, and of who has to do with them.

use std::borrow::Cow;
use std::cell::OnceCell;

use super::{Cx, Known};
use crate::check::looks::{Aspect, Look};
use crate::check::roles::{Roles, Tie, attached};
use crate::check::wires::{Wires, arrows, with};
use crate::iam::{Escalation, Holding, Others, bounds, escalations, holding, may_lead_on, trusts};
use crate::model::Resource;

impl<'a> Cx<'a> {
    /// What an identity's own statements and its policies say together.
    pub(in crate::check) fn holding(&self, identity: &'a Resource) -> Holding<'a> {
        self.look_at_policies(identity);
        holding(self.catalog, self.stack, identity)
    }

    /// What bounds an identity; `None` if nothing does.
    pub(in crate::check) fn bounds(&self, identity: &'a Resource) -> Option<Holding<'a>> {
        self.look_at_policies(identity);
        bounds(self.catalog, self.stack, identity)
    }

    /// Looks at an identity's policies and at what bounds it.
    fn look_at_policies(&self, identity: &Resource) {
        let row = self.catalog.kind(&identity.kind).and_then(|kind| kind.identity);
        let Some(row) = row.filter(|_| self.looks.is_some()) else { return };
        for named in attached(identity, row) {
            self.get(named);
        }
    }

    /// Whether a service may take an identity on, if only under conditions.
    pub(in crate::check) fn trusts(&self, identity: &Resource, service: &str) -> bool {
        trusts(self.catalog, identity, service)
    }

    /// Whether an identity may do something that may lead on to more; if not, nobody else's powers matter.
    pub(in crate::check) fn may_lead_on(&self, identity: &'a Resource) -> bool {
        self.look_at_policies(identity);
        // One that another role trusts by its name is referred to.
        may_lead_on(self.catalog, self.stack, identity) || self.is_referred(identity)
    }

    /// The ways in which an identity comes to more.
    pub(in crate::check) fn escalations(&self, identity: &'a Resource) -> Vec<Escalation<'a>> {
        self.look(|| Look::Everything);
        let others = self.others.get_or_init(|| {
            let roles = self.known().of_kinds(|kind| kind.identity.is_some());
            let with_carriers = |(role, _): Known<'a>| (role, self.tied(Tie::Carries, role));
            Others::new(self.catalog, self.stack, roles.map(with_carriers))
        });
        escalations(others, identity)
    }

    /// What has to do with a role or policy, by address.
    fn tied(&self, tie: Tie, to: &Resource) -> Vec<&'a Resource> {
        let resources = &self.stack.resources;
        if self.looks.is_some() {
            let roles = self.roles.get_or_init(|| Roles::of(self.known(), self.catalog));
            return roles.tied(tie, &to.address).iter().filter_map(|one| self.stack.get(one)).collect();
        }
        let pairs = self.wires().tied(tie);
        // Nearly no stack has bounds, and many have no policies.
        let place = if pairs.is_empty() { None } else { resources.position(&to.address) };
        let Some(place) = place.and_then(|place| u32::try_from(place).ok()) else { return Vec::new() };
        with(pairs, place).filter_map(|place| resources.at(place)).collect()
    }

    fn wires(&self) -> &Wires {
        self.wires.get_or_init(|| Wires::of(self.known(), &self.stack.resources))
    }

    /// What needs something first, and that, by their places.
    pub(in crate::check) fn arrows(&self) -> Cow<'_, [(u32, u32)]> {
        self.look(|| Look::Aspect(Aspect::Edges));
        match self.looks {
            Some(_) => Cow::Owned(arrows(&self.stack.resources)),
            None => Cow::Borrowed(self.wires().arrows()),
        }
    }

    /// Looks at each of some resources.
    fn look_at_each(&self, all: &[&Resource]) {
        all.iter().for_each(|one| self.look(|| Look::At(one.address.clone())));
    }

    /// What runs its code under a role, by address.
    pub(in crate::check) fn carriers(&self, role: &Resource) -> impl Iterator<Item = &'a Resource> {
        self.look(|| Look::At(role.address.clone()));
        self.look(|| Look::Carriers(role.address.clone()));
        let carriers = self.tied(Tie::Carries, role).into_iter();
        carriers.inspect(|one| self.look(|| Look::At(one.address.clone())))
    }

    /// The roles that have a policy; `None` if it bounds one, so that it is to allow more than anybody needs.
    pub(in crate::check) fn having(&self, policy: &Resource) -> Option<Vec<&'a Resource>> {
        self.look(|| Look::At(policy.address.clone()));
        self.look(|| Look::Having(policy.address.clone()));
        if !self.tied(Tie::Bounds, policy).is_empty() {
            return None;
        }
        let having = self.tied(Tie::Has, policy);
        self.look_at_each(&having);
        Some(having)
    }

    /// Whether something refers to a role without carrying it: what it does with it is not known.
    pub(in crate::check) fn is_referred(&self, role: &Resource) -> bool {
        self.look(|| Look::At(role.address.clone()));
        self.look(|| Look::Referred(role.address.clone()));
        self.tied(Tie::Refers, role).into_iter().any(|one| {
            // Of what says nothing itself, only those are asked for whom an identity trusts.
            !role.statements.is_empty()
                || self.catalog.kind(&one.kind).is_some_and(|kind| kind.identity.is_some())
        })
    }

    /// Who has to do with roles is known from the last time.
    pub(in crate::check) fn know_roles(&mut self, roles: Option<Roles>) {
        self.roles = roles.map_or_else(OnceCell::new, OnceCell::from);
    }

    /// Who has to do with roles, if somebody asked.
    pub(in crate::check) fn take_roles(&mut self) -> Option<Roles> {
        self.roles.take()
    }
}
