//! Made-up kinds, stacks and states for the tests of this layer.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::OnceLock;

use ecow::EcoString;

use crate::base::{FileId, Span};
use crate::catalog::{
    Attr, Block, BlockBody, Catalog, Deletion, Kind, Label, Latency, Meaning, OnChange, Shape, Statement,
    Type,
};
use crate::model::{Address, Edge, Few, Lifecycle, Map, Origin, Places, Resource, Stack, Value};
use crate::state::{Recorded, Snapshot};

static SHAPE: Shape = Shape {
    attrs: &[Attr::new("size", Type::Whole, ""), Attr::new("zone", Type::String, "").replaces()],
    blocks: &[
        block("env", BlockBody::Table(Type::String), Label::None),
        block("box", BlockBody::Shape(&INNER), Label::Named { required: false }),
        block("net", BlockBody::Shape(&INNER), Label::None),
    ],
    statements: &[Statement {
        word: "expire",
        doc: "",
        meaning: Meaning::Plain,
        slots: &[],
        max_policy: None,
        options: &[Attr::new("tier", Type::String, "").replaces()],
        cfn: "",
        known_as: &[],
        facts: &[],
    }],
};

static INNER: Shape = Shape {
    attrs: &[Attr::new("port", Type::Whole, ""), Attr::new("disk", Type::String, "").replaces()],
    blocks: &[],
    statements: &[],
};

const fn block(word: &'static str, body: BlockBody, label: Label) -> Block {
    Block {
        word,
        doc: "",
        label,
        body,
        labels: None,
        fields: &[],
        reserved: None,
        on_change: OnChange::Update,
        cfn: "",
        known_as: &[],
        facts: &[],
    }
}

const fn kind(name: &'static str, deletion: Deletion) -> Kind {
    let latency = Latency { create: 10, update: 5, delete: 3, visible: 1 };
    Kind { name, shape: &SHAPE, latency, deletion, ..Kind::BASE }
}

static THING: Kind = kind("thing", Deletion::Free);
static GROUND: Kind = kind("ground", Deletion::RefusedWhileUsed(&["thing"]));
static LOGS: Kind = kind("logs", Deletion::LosesData("lines"));
static STORE: Kind = kind("store", Deletion::RefusedWhileFull("objects"));

pub(super) const HERE: Span = Span::new(FileId(0), 0, 0);

/// The made-up kinds.
pub(super) fn catalog() -> Catalog {
    Catalog::new(&[&GROUND, &LOGS, &STORE, &THING])
}

/// Named values.
pub(super) fn map(entries: &[(&str, Value)]) -> Map {
    entries.iter().map(|(key, value)| (EcoString::from(*key), value.clone())).collect()
}

/// A resource at `kind.name` with an ARN made of its `name`, else of its address.
pub(super) fn resource(address: &str, inputs: &[(&str, Value)]) -> Resource {
    let (kind, _) = address.split_once('.').unwrap();
    let inputs = map(inputs);
    let name = inputs.get("name").and_then(Value::as_str).unwrap_or(address);
    Resource {
        address: address.into(),
        kind: kind.into(),
        origin: Origin::Written,
        doc: None,
        span: HERE,
        head: HERE,
        known_fingerprint: OnceLock::new(),
        outputs: map(&[("arn", Value::from(format!("arn:{name}").as_str()))]),
        inputs,
        places: Places::default(),
        edges: Few::new(),
        needs: Few::new(),
        statements: Few::new(),
        lifecycle: Lifecycle::default(),
    }
}

/// What must exist before.
pub(super) fn needs(addresses: &[&str]) -> Few<Edge> {
    addresses.iter().map(|address| Edge { to: Address::from(*address), span: HERE }).collect()
}

/// A stack of these.
pub(super) fn stack(resources: impl IntoIterator<Item = Resource>) -> Stack {
    Stack {
        name: "laws".into(),
        span: HERE,
        region: "ap-northeast-2".into(),
        account: "111122223333".into(),
        state: None,
        identified: true,
        tags: Map::new(),
        resources: resources.into_iter().collect(),
        params: Vec::new(),
        outputs: BTreeMap::new(),
        moves: Vec::new(),
        adoptions: Vec::new(),
        forgets: Vec::new(),
        modules: Vec::new(),
        allowances: Vec::new(),
        places: Places::default(),
        arrow_sources: Arc::default(),
        scenarios: Vec::new(),
        tests: 0,
    }
}

/// The state after a stack was applied, with all contents at hand.
pub(super) fn applied(stack: &Stack) -> Snapshot {
    let mut snapshot = Snapshot { stack: stack.name.clone(), generation: 1, ..Snapshot::default() };
    for resource in stack.resources.values() {
        let row = Recorded {
            address: resource.address.clone(),
            kind: resource.kind.clone(),
            physical_id: super::decide::physical_id(resource).clone(),
            fingerprint: resource.fingerprint(),
            depends_on: super::decide::dependencies(resource),
            replace: resource.lifecycle.replace,
            tainted: false,
            remembered: super::decide::remembered(stack, resource, None),
        };
        snapshot.rows.insert(resource.address.clone(), row);
        snapshot.contents.insert(resource.address.clone(), resource.inputs.clone());
    }
    snapshot
}
