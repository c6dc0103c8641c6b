//! What is kept besides declarations: who carries roles, parts made behind others, firewalls made by themselves.

use rustc_hash::FxHashMap;

use crate::model::Address;
use crate::resolve::cx::Cx;

impl Cx<'_> {
    /// Places of settled resources that carry roles which are not.
    pub(in crate::resolve) fn witnesses(&self) -> Vec<usize> {
        self.kept.as_ref().map(|kept| kept.witnesses.clone()).unwrap_or_default()
    }

    /// Parts of settled resources that are made behind them.
    pub(in crate::resolve) fn known_behind(&self) -> FxHashMap<Address, Vec<Address>> {
        self.kept.as_ref().map(|kept| kept.behind.clone()).unwrap_or_default()
    }

    /// Keeps which parts are made behind what they belong to.
    pub(in crate::resolve) fn keep_behind(&mut self, mut behind: FxHashMap<Address, Vec<Address>>) {
        if let Some(kept) = &mut self.kept {
            behind.retain(|_, parts| !parts.is_empty());
            kept.behind = behind;
        }
    }

    /// Keeps which roles allow what those use who carry them.
    pub(in crate::resolve) fn keep_derived<'r>(&mut self, roles: impl Iterator<Item = &'r Address>) {
        if let Some(kept) = &mut self.kept {
            kept.derived.extend(roles.cloned());
        }
    }

    /// Whether a role is settled that allows what those use who carry it.
    pub(in crate::resolve) fn is_derived(&self, role: &Address) -> bool {
        self.kept.as_ref().is_some_and(|kept| kept.derived.contains(role))
    }

    /// Keeps what has to do with firewalls that are made by themselves.
    pub(in crate::resolve) fn keep_opened(&mut self, all: impl Iterator<Item = Address>) {
        if let Some(kept) = &mut self.kept {
            kept.opened.extend(all);
        }
    }
}
