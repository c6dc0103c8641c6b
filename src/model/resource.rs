//! One thing that shall exist.

use std::fmt;
use std::ops::{Deref, DerefMut};
use std::sync::OnceLock;

use ecow::{EcoString, EcoVec};
use serde::{Deserialize, Serialize};

use super::{Address, Few, Fingerprint, Map, Places, Statement, Value};
use crate::base::Span;

/// Where a resource comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Origin {
    /// A declaration.
    Written,
    /// A `->` line.
    Flow(Box<FlowEnds>),
    /// AWS makes it by itself for another resource or flow.
    Implicit(Address),
}

/// The ends of a flow.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FlowEnds {
    /// Where it comes from.
    pub source: Address,
    /// What happened there: `created`, `created.put`, `GET /x`; empty if the source has no events.
    pub event: EcoString,
    /// What the key must begin with.
    pub under: EcoString,
    /// What the key must end with.
    pub ending: EcoString,
    /// Where it goes.
    pub target: Address,
    /// Where the arrow's line stands, ends to ends.
    pub span: Span,
}

/// That one resource needs another to exist first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edge {
    /// The one that must exist first.
    pub to: Address,
    /// What says so.
    pub span: Span,
}

/// Which of the two comes first when a resource is replaced.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReplaceOrder {
    /// The old one goes before the new one comes.
    #[default]
    DeleteFirst,
    /// The new one comes before the old one goes.
    CreateFirst,
}

/// How a resource may change: what its `lifecycle { … }` says. Most say nothing, and take no room for it.
#[derive(Clone, Default)]
pub struct Lifecycle(Option<Box<Said>>);

/// Where nothing is said.
static NOTHING_SAID: Said =
    Said { protect: None, replace: ReplaceOrder::DeleteFirst, ignore: Vec::new(), replace_when: Vec::new() };

impl Deref for Lifecycle {
    type Target = Said;

    fn deref(&self) -> &Said {
        self.0.as_deref().unwrap_or(&NOTHING_SAID)
    }
}

impl DerefMut for Lifecycle {
    fn deref_mut(&mut self) -> &mut Said {
        self.0.get_or_insert_default()
    }
}

impl fmt::Debug for Lifecycle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self).fmt(f)
    }
}

/// `lifecycle { … }`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Said {
    /// Never to be deleted or replaced; where that is said.
    pub protect: Option<Span>,
    /// The order of a replacement.
    pub replace: ReplaceOrder,
    /// Paths whose changes are left alone.
    pub ignore: Vec<EcoString>,
    /// What it is replaced with when that changes.
    pub replace_when: Vec<Watched>,
}

/// A reference of `replace_when`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Watched {
    /// As it is written: `function.resize`, `function.resize.memory`.
    pub path: EcoString,
    /// What it is now; a resource stands for all of its inputs.
    pub value: Value,
    /// Where it is written.
    pub span: Span,
}

/// What code must be allowed to do, because something in the stack says that it does it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Need {
    /// What is used; `None` where it is no resource of the stack.
    pub on: Option<Address>,
    /// The verb of the `uses` line, or what else asks for it: `logs`, `mount`.
    pub verb: EcoString,
    /// Exact actions.
    pub actions: EcoVec<EcoString>,
    /// ARNs in which `*` stands for any rest.
    pub resources: Few<EcoString>,
    /// Whether a line of the stack asks for it, and not AWS's ordinary working (writing logs).
    pub declared: Declared,
    /// What asks for it.
    pub span: Span,
}

/// Who asks for a need.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Declared {
    /// A line of the stack.
    ByStack,
    /// How the service works, such as writing logs.
    ByService,
    /// A setting that the service carries out in its name, such as its network.
    BySetting,
    /// An arrow of the stack, along which AWS acts in its name.
    ByArrow,
    /// The key of KMS that what is used is kept with; its own policy, which no stack has, may let it.
    ByKey,
}

/// One thing that shall exist, with every attribute known.
#[derive(Debug, Clone)]
pub struct Resource {
    /// Its name in the stack.
    pub address: Address,
    /// Its kind's name.
    pub kind: EcoString,
    /// Where it comes from.
    pub origin: Origin,
    /// The `///` above it, if there is any and whoever asked wants to see it.
    pub doc: Option<Box<EcoString>>,
    /// The whole declaration; of what is implicit, the declaration that it belongs to.
    pub span: Span,
    /// Kind and name, or the arrow's line.
    pub head: Span,
    /// What AWS is told: attributes, blocks and statements, defaults filled in. A block is a map, a labelled
    /// block a map of maps by label, a statement a list of maps under its word.
    pub inputs: Map,
    /// What AWS tells: `name`, `arn`, `url` and others, known beforehand.
    pub outputs: Map,
    /// Where each input was written; a default has no place.
    pub places: Places,
    /// What must exist before it.
    pub edges: Few<Edge>,
    /// What its code must be allowed to do.
    pub needs: Few<Need>,
    /// What a role or policy grants.
    pub statements: Few<Statement>,
    /// How it may change.
    pub lifecycle: Lifecycle,
    /// Of `inputs`, from when it is first asked for, which a check does not.
    pub known_fingerprint: OnceLock<Box<Fingerprint>>,
}

impl Resource {
    /// The input at a path such as `timeout` or `container.app.port`; `None` if absent.
    #[must_use]
    pub fn input(&self, path: &str) -> Option<&Value> {
        if !path.as_bytes().contains(&b'.') {
            return self.inputs.get(path).filter(|value| **value != Value::None);
        }
        let mut parts = path.split('.');
        let mut value = self.inputs.get(parts.next()?)?;
        for part in parts {
            value = value.as_map()?.get(part)?;
        }
        (*value != Value::None).then_some(value)
    }

    /// The fingerprint of its inputs, which must be complete by now. A check does without it.
    #[must_use]
    pub fn fingerprint(&self) -> Fingerprint {
        **self.known_fingerprint.get_or_init(|| Box::new(Fingerprint::of(&self.kind, &self.inputs)))
    }

    /// Where the input at a path was written; else the head of the declaration.
    #[must_use]
    pub fn place(&self, path: &str) -> Span {
        self.places.nearest(path).unwrap_or(self.head)
    }

    /// The output as text, such as its `arn`.
    #[must_use]
    pub fn output(&self, name: &str) -> Option<&str> {
        self.outputs.get(name).and_then(Value::as_str)
    }

    /// The ARN, if it has one.
    #[must_use]
    pub fn arn(&self) -> Option<&EcoString> {
        self.outputs.get("arn").and_then(Value::as_text)
    }

    /// The ends, if it is a flow.
    #[must_use]
    pub fn flow(&self) -> Option<&FlowEnds> {
        match &self.origin {
            Origin::Flow(ends) => Some(ends),
            _ => None,
        }
    }
}
