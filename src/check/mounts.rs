//! What is mounted by whom, wherever in a body it says so.

use crate::base::Span;
use crate::catalog::{self, Kind};
use crate::model::{Address, Resource};

/// One `mount "/path" from …` of a volume or file system in the stack.
#[derive(Debug, Clone, Copy)]
pub(super) struct Mount<'a> {
    /// Who mounts.
    pub(super) by: &'a Resource,
    /// What is mounted.
    pub(super) from: &'a Address,
    /// Where it says so.
    pub(super) span: Span,
}

/// Whether a kind can mount anything.
pub(super) fn can_mount(kind: &Kind) -> bool {
    catalog::can_mount(kind.shape)
}

/// The mounts of a resource: of itself and of its containers.
pub(super) fn mounts<'a>(resource: &'a Resource, kind: &Kind) -> Vec<Mount<'a>> {
    let all = catalog::mounted(kind.shape, &resource.inputs).into_iter();
    all.map(|(from, path)| Mount { by: resource, from, span: resource.place(&path) }).collect()
}
