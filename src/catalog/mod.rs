//! The language in which kinds are described, and the catalog of all of them.
//!
//! A description is data. The checker, the planner, the editor, the documentation and the simulated cloud
//! read the same rows; nothing here knows any one kind, nor which pass reads which column.

mod attr;
mod availability;
mod by_name;
mod deed;
mod doors;
mod field;
mod implied;
mod key;
mod kind;
mod link;
mod machines;
mod metric;
mod mounted;
mod naming;
mod operation;
mod others;
mod part;
mod presence;
mod refusal;
mod regions;
mod shape;
mod signature;
mod types;

use std::collections::BTreeMap;

use rustc_hash::{FxHashMap, FxHashSet};

pub use attr::{Attr, Case, Default, Limit, Mark, OnChange, Share, Table};
pub use availability::{Closed, DatedValue, Regions};
use by_name::ByName;
pub use deed::{Deed, Required};
pub use doors::{DEFAULT_RANGE, DEFAULT_RANGE_FACT, Doors, Hosted, Itself, Opened, Port, Through};
pub use field::Field;
pub use implied::{Among, Implied, ImpliedValue, Others};
pub use key::{KeyUse, key_arn};
pub use kind::{
    Carrier, Declarable, Deletion, Grant, Identity, Kind, Latency, Memory, Output, OutputCase, OwnRole,
    Reserved, TaskSize, Verb,
};
pub use link::{Between, EventWord, Events, Link, Load, Patience, PutPart, Side};
pub use machines::{MACHINES, Machine, REACHED_IOPS, family};
pub use metric::{MetricRow, MetricTable, STATISTICS};
pub use mounted::{can_mount, mounted};
pub use naming::{CharSet, Forbidden, NameFrom, Naming, Suffix, Uniqueness};
pub use operation::{ApiCall, Occasion, Stage, When};
pub use others::{Awaits, FirstList};
pub use part::{Part, PartInput, PartWhen};
pub use presence::Presence;
pub use refusal::{ChangeQuota, Quota, Refusals};
pub use regions::{FOREIGN_REGIONS, REGIONS};
pub use shape::{Block, BlockBody, Label, Labels, Many, Meaning, Needed, Position, Shape, Slot, Statement};
pub use signature::{Count, Parameter, Signature, Sort};
pub use types::Type;

/// All kinds, by name.
#[derive(Debug, Clone)]
pub struct Catalog {
    // INVARIANT: by name.
    kinds: Vec<&'static Kind>,
    by_name: ByName,
    by_source: FxHashMap<&'static str, Vec<&'static Link>>,
    /// What parts are called that AWS makes with resources.
    part_names: FxHashSet<&'static str>,
    read: Text,
}

/// What is read by a catalog.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Text {
    /// Stacks.
    Stacks,
    /// What stands in CloudFormation's templates, in the words of stacks.
    Templates,
}

impl Catalog {
    /// A catalog of these kinds.
    #[must_use]
    pub fn new(kinds: &[&'static Kind]) -> Self {
        let by_name: BTreeMap<_, _> = kinds.iter().map(|kind| (kind.name, *kind)).collect();
        let kinds: Vec<&'static Kind> = by_name.into_values().collect();
        let by_name = ByName::of(&kinds);
        let mut by_source: FxHashMap<_, Vec<_>> = FxHashMap::default();
        for link in kinds.iter().flat_map(|kind| kind.links) {
            by_source.entry(link.source).or_default().push(link);
        }
        let part_names = kinds.iter().flat_map(|kind| kind.parts).map(|part| part.name).collect();
        Self { kinds, by_name, by_source, part_names, read: Text::Stacks }
    }

    /// The same for what stands in CloudFormation's templates, where more is declared than in stacks.
    #[must_use]
    pub fn of_templates(&self) -> Self {
        Self { read: Text::Templates, ..self.clone() }
    }

    /// Whether a resource of that kind may be declared.
    #[must_use]
    pub fn declares(&self, kind: &Kind) -> bool {
        match kind.declared {
            Declarable::Yes => true,
            Declarable::InTemplates => self.read == Text::Templates,
            Declarable::No => false,
        }
    }

    /// The kind of that name.
    #[must_use]
    pub fn kind(&self, name: &str) -> Option<&'static Kind> {
        self.by_name.find(name)
    }

    /// All kinds, by name.
    pub fn kinds(&self) -> impl Iterator<Item = &'static Kind> {
        self.kinds.iter().copied()
    }

    /// Whether AWS makes something of that name with resources of some kind.
    #[must_use]
    pub fn is_part(&self, name: &str) -> bool {
        self.part_names.contains(name)
    }

    /// Whether AWS makes things of a kind by itself, with resources or between the ends of arrows.
    #[must_use]
    pub fn is_made(&self, kind: &str) -> bool {
        let put = |link: &&'static Link| {
            link.between.iter().any(|(_, put)| matches!(put, Between::Part(row) if row.part.kind == kind))
        };
        self.kinds().any(|owner| owner.parts.iter().any(|part| part.kind == kind))
            || self.by_source.values().flatten().any(put)
    }

    /// The attribute that every kind is read with because another lends it.
    #[must_use]
    pub fn lent(&self, name: &str) -> Option<&'static Attr> {
        self.kinds.iter().flat_map(|kind| kind.lends).find(|attr| attr.name == name)
    }

    /// All links from a kind, whichever of the two ends declares them.
    pub fn links_from(&self, source: &str) -> impl Iterator<Item = &'static Link> {
        self.by_source.get(source).into_iter().flatten().copied()
    }
}
