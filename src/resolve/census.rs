//! Which resources are of which kinds, so that a pass goes through those alone that it is about.

use super::cx::Cx;
use crate::catalog::{Catalog, Kind};
use crate::model::{Resources, Stack};

/// The resources that are not settled, by kind.
#[derive(Debug, Default)]
pub(super) struct Census {
    /// How many of all are known, those that are settled included.
    known: usize,
    /// Each kind there is, with the places of its resources.
    by_kind: Vec<(&'static Kind, Vec<u32>)>,
}

impl Census {
    /// Looks at those that have come since the last time; the first ones are settled.
    fn take_in(&mut self, catalog: &Catalog, resources: &Resources, settled: usize) {
        let from = std::mem::replace(&mut self.known, resources.len()).max(settled);
        for (at, place) in (from..resources.len()).zip(from as u32..) {
            let Some(kind) = resources.at(at).and_then(|one| catalog.kind(&one.kind)) else { continue };
            match self.by_kind.iter_mut().find(|(known, _)| std::ptr::eq(*known, kind)) {
                Some((_, places)) => places.push(place),
                None => self.by_kind.push((kind, vec![place])),
            }
        }
    }

    /// The places of those of some kinds, in order, each with its kind.
    fn of_kinds(&self, about: impl Fn(&'static Kind) -> bool) -> Vec<(usize, &'static Kind)> {
        let lists = || self.by_kind.iter().filter(|(kind, _)| about(kind));
        let mut all = Vec::with_capacity(lists().map(|(_, places)| places.len()).sum());
        all.extend(lists().flat_map(|(kind, places)| places.iter().map(|place| (*place as usize, *kind))));
        if lists().nth(1).is_some() {
            all.sort_unstable_by_key(|(place, _)| *place);
        }
        all
    }
}

impl Cx<'_> {
    /// Notes the kinds of resources that were just added, while they are at hand.
    pub(super) fn count(&mut self, stack: &Stack) {
        let settled = self.settled_count();
        self.census.take_in(self.catalog, &stack.resources, settled);
    }

    /// The places of all resources of some kinds that are not settled, in order, each with its kind.
    pub(super) fn of_kinds(
        &mut self,
        stack: &Stack,
        about: impl Fn(&'static Kind) -> bool,
    ) -> Vec<(usize, &'static Kind)> {
        self.count(stack);
        self.census.of_kinds(about)
    }
}
