//! What stands behind a type of CloudFormation's: a kind, an arrow, or what AWS makes by itself.

use serde_json::{Map, Value};

use super::is_required;
use super::paths::{find, paths, within};
use crate::catalog::{Attr, Block, BlockBody, Catalog, Declarable, Kind, Link, Shape};

/// What is judged.
#[derive(Clone, Copy)]
pub(super) enum Subject {
    /// A kind, or what is written in one: its rows and rules judge it, written out.
    Kind(&'static Kind),
    /// An arrow, which is written out between things of which nothing is known.
    Arrow(&'static Link),
    /// What no stack writes: its rows say what they can.
    Hidden(&'static Kind),
}

impl Subject {
    /// What a type belongs to: a kind of its own; an arrow; a block in one; what AWS makes by itself; and then whatever has
    /// properties there, best such as must be written.
    pub(super) fn behind(catalog: &Catalog, ty: &str, props: &Map<String, Value>) -> Option<Self> {
        let declared = || catalog.kinds().filter(|kind| kind.declared != Declarable::No);
        let has = |kind: &&Kind, fits: fn(&Attr) -> bool| {
            kind.shape.attrs.iter().any(|attr| fits(attr) && is_of(attr.cfn, kind, ty))
        };
        let hidden = || catalog.kinds().filter(|kind| kind.declared == Declarable::No && kind.cfn == ty);
        let told = |kind: &&Kind| !kind.shape.attrs.is_empty() || !kind.implied.is_empty();
        let lines = |kind: &&Kind, slots: bool| {
            let mut own = kind.shape.statements.iter();
            own.any(|one| (!slots || !one.slots.is_empty()) && paths(one.cfn).any(|path| path == ty))
        };
        if let Some(kind) = declared().find(|kind| kind.cfn == ty) {
            return Some(Self::Kind(kind));
        }
        if catalog.kinds().flat_map(|kind| kind.links).any(|link| link.cfn == ty) {
            return arrow(catalog, ty, props);
        }
        declared()
            .find(|kind| stands(kind.shape, ty))
            .or_else(|| declared().find(|kind| lines(kind, true)))
            .map(Self::Kind)
            .or_else(|| hidden().find(told).map(Self::Hidden))
            .or_else(|| declared().find(|kind| has(kind, is_required)).map(Self::Kind))
            .or_else(|| declared().find(|kind| has(kind, |_| true)).map(Self::Kind))
            .or_else(|| declared().find(|kind| within_blocks(kind.shape, ty)).map(Self::Kind))
            .or_else(|| hidden().next().map(Self::Hidden))
            .or_else(|| catalog.kinds().find(|kind| is_implied(kind, ty)).map(Self::Hidden))
    }

    /// The kind whose rows are read.
    pub(super) fn kind(self, catalog: &Catalog) -> Option<&'static Kind> {
        match self {
            Self::Kind(kind) | Self::Hidden(kind) => Some(kind),
            Self::Arrow(link) => catalog.kind(link.source),
        }
    }
}

/// Whether a row's paths have one of that type.
pub(super) fn is_of(cfn: &str, kind: &Kind, ty: &str) -> bool {
    paths(cfn).any(|path| within(path, kind, ty).is_some())
}

/// Whether a block is the whole type.
fn stands(shape: &Shape, ty: &str) -> bool {
    shape.blocks.iter().any(|block| paths(block.cfn).any(|path| path == ty))
}

/// Whether a block, or what stands in it, is of that type, which its row names.
fn within_blocks(shape: &Shape, ty: &str) -> bool {
    let of = |cfn: &str| paths(cfn).any(|path| names(path, ty));
    let inner = |block: &Block| match block.body {
        BlockBody::Shape(inner) => inner.attrs.iter().any(|attr| of(attr.cfn)) || within_blocks(inner, ty),
        BlockBody::Table(_) => false,
    };
    shape.blocks.iter().any(|block| of(block.cfn) || inner(block))
}

fn is_implied(kind: &Kind, ty: &str) -> bool {
    kind.implied.iter().any(|implied| paths(implied.cfn).any(|path| names(path, ty)))
}

/// Whether a path is of a type, which it names.
pub(super) fn names(path: &str, ty: &str) -> bool {
    path.strip_prefix(ty).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}

/// The arrow that a type stands for. Of several it is the one from what an ARN names; where none is known, the one that
/// has most of what is written.
fn arrow(catalog: &Catalog, ty: &str, props: &Map<String, Value>) -> Option<Subject> {
    let links = catalog.kinds().flat_map(|kind| kind.links).filter(|link| link.cfn == ty);
    let links: Vec<&'static Link> = links.collect();
    let service = |name: &str| catalog.kind(name).map_or("", |kind| kind.service);
    let arns = props.values().filter_map(Value::as_str).filter_map(|text| text.strip_prefix("arn:"));
    let ends: Vec<&str> = links.iter().flat_map(|link| link.targets).map(|target| service(target)).collect();
    let from: Vec<&str> =
        arns.filter_map(|arn| arn.split(':').nth(1)).filter(|service| !ends.contains(service)).collect();
    if from.is_empty() {
        // The first of those that say as much.
        let best = links.into_iter().rev().max_by_key(|link| written(link, props, ty));
        return best.map(Subject::Arrow);
    }
    links.into_iter().find(|link| from.contains(&service(link.source))).map(Subject::Arrow)
}

/// Whether arrows of that sort are of the type.
pub(super) fn of_type(link: &Link, ty: &str) -> bool {
    link.cfn == ty || link.options.iter().any(|attr| paths(attr.cfn).any(|path| names(path, ty)))
}

/// How many options of an arrow are written.
fn written(link: &Link, props: &Map<String, Value>, ty: &str) -> usize {
    let props = Value::Object(props.clone());
    let own = link.options.iter().filter(|attr| is_written(attr, &props, ty));
    own.count()
}

/// Whether an option of an arrow is written.
pub(super) fn is_written(attr: &Attr, props: &Value, ty: &str) -> bool {
    option_paths(attr.cfn, ty).any(|path| find(props, path).is_some())
}

/// The paths of an option of an arrow within a type; those that name no type are of the arrow's own.
pub(super) fn option_paths<'p>(cfn: &'p str, ty: &str) -> impl Iterator<Item = &'p str> {
    paths(cfn).filter_map(move |path| {
        if path.starts_with("AWS::") { path.strip_prefix(ty)?.strip_prefix('.') } else { Some(path) }
    })
}
