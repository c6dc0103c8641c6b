//! What a judgement may look at, and whether that is what it was.

use ecow::EcoString;

use super::images::can_run_images;
use super::mounts::{can_mount, mounts};
use crate::catalog::{Catalog, Kind};
use crate::model::{Address, Resource};

/// Something that was looked at.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Look {
    /// What is at an address, if it is only that nothing is.
    At(Address),
    /// Who runs its code under a role.
    Carriers(Address),
    /// The roles that have a policy, and whether it bounds one.
    Having(Address),
    /// Whether a role is referred to without being carried.
    Referred(Address),
    /// All resources of a kind.
    Kind(&'static str),
    /// One side of all resources.
    Aspect(Aspect),
    /// Whether an arrow is drawn from what has that kind and name.
    Drawn(EcoString),
    /// Whether anything could not be read.
    Unread,
    /// The stack as a whole.
    Everything,
}

/// What of all resources may be looked at without the rest of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Aspect {
    /// What must exist before them.
    Edges,
    /// What their code must be allowed to do.
    Needs,
    /// What AWS calls them.
    Names,
    /// Their tags.
    Tags,
    /// The images that they run.
    Images,
    /// All of those that mount something.
    Mounts,
    /// All of those that say how many of them run at once.
    Capped,
    /// What quotas count.
    Counted,
}

/// Of what a rule about the whole stack asks.
#[derive(Debug, Clone, Copy)]
pub(super) enum Side {
    /// Resources of some kinds.
    Kinds(&'static [&'static str]),
    /// One side of all resources.
    Aspect(Aspect),
}

impl Side {
    /// Whether resources of a kind may have anything to do with it.
    pub(super) fn is_about(self, kind: &Kind) -> bool {
        match self {
            Self::Kinds(kinds) => kinds.contains(&kind.name),
            Self::Aspect(Aspect::Names) => kind.naming.is_some(),
            Self::Aspect(Aspect::Images) => can_run_images(kind),
            Self::Aspect(Aspect::Mounts) => can_mount(kind),
            Self::Aspect(Aspect::Capped) => matches!(kind.name, "function" | "flow"),
            Self::Aspect(Aspect::Counted) => !kind.quotas.is_empty(),
            Self::Aspect(Aspect::Edges | Aspect::Needs | Aspect::Tags) => true,
        }
    }
}

/// All there are.
pub(super) const ASPECTS: [Aspect; 8] = [
    Aspect::Edges,
    Aspect::Needs,
    Aspect::Names,
    Aspect::Tags,
    Aspect::Images,
    Aspect::Mounts,
    Aspect::Capped,
    Aspect::Counted,
];

impl Aspect {
    /// Whether a resource that changed is, on this side, what it was; `None` for one that is not there.
    pub(super) fn is_same(self, catalog: &Catalog, was: Option<&Resource>, is: Option<&Resource>) -> bool {
        let both = |has: &dyn Fn(&Resource) -> bool, are_same: &dyn Fn(&Resource, &Resource) -> bool| match (
            was, is,
        ) {
            (Some(was), Some(is)) => are_same(was, is),
            (one, other) => !one.or(other).is_some_and(has),
        };
        match self {
            Self::Edges => both(&|one| !one.edges.is_empty(), &|was, is| {
                was.edges.iter().map(|edge| &edge.to).eq(is.edges.iter().map(|edge| &edge.to))
            }),
            Self::Needs => both(&|one| !one.needs.is_empty(), &|was, is| {
                let said = |one: &'_ Resource| {
                    let needs = one.needs.iter();
                    needs.map(|need| (need.on.clone(), need.verb.clone(), need.resources.clone())).collect()
                };
                let (was, is): (Vec<_>, Vec<_>) = (said(was), said(is));
                was == is
            }),
            Self::Names => both(&|_| true, &|was, is| {
                // What a name is the only one within is an attribute.
                was.input("name") == is.input("name")
                    && was.output("name") == is.output("name")
                    && was
                        .inputs
                        .values()
                        .filter_map(|value| value.as_address())
                        .eq(is.inputs.values().filter_map(|value| value.as_address()))
            }),
            Self::Tags => both(&|one| one.inputs.contains_key("tags"), &|was, is| {
                let written = |one: &Resource| one.places.get("tags").is_some();
                was.inputs.get("tags") == is.inputs.get("tags") && written(was) == written(is)
            }),
            Self::Images => both(&|one| super::images(one).next().is_some(), &|was, is| {
                let told = |one: &'_ Resource| {
                    super::images(one)
                        .map(|image| (image.path, image.url.to_owned(), image.tag.map(str::to_owned)))
                        .collect()
                };
                let (was, is): (Vec<_>, Vec<_>) = (told(was), told(is));
                was == is
            }),
            // Whatever such a resource says matters.
            Self::Mounts | Self::Capped => both(&|one| self.is_about(catalog, one), &|was, is| {
                !self.is_about(catalog, was) && !self.is_about(catalog, is)
            }),
            Self::Counted => both(&|one| self.is_about(catalog, one), &|was, is| {
                was.kind == is.kind
                    && catalog.kind(&is.kind).is_none_or(|kind| {
                        kind.quotas.iter().all(|quota| was.input(quota.within) == is.input(quota.within))
                    })
            }),
        }
    }

    /// Whether there is anything of a resource on this side, where that is not for each to say.
    fn is_about(self, catalog: &Catalog, one: &Resource) -> bool {
        let Some(kind) = catalog.kind(&one.kind) else { return false };
        match self {
            Self::Mounts => can_mount(kind) && !mounts(one, kind).is_empty(),
            Self::Capped => one.inputs.contains_key("concurrency"),
            Self::Counted => !kind.quotas.is_empty(),
            _ => true,
        }
    }
}
