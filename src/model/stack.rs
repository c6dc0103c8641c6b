//! A whole stack.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use ecow::EcoString;

use super::{Address, Map, Move, Places, Resource, Resources, Value};
use crate::base::{FileId, Span};

/// An input and where its value came from.
#[derive(Debug, Clone)]
pub struct ParamValue {
    /// Its name.
    pub name: EcoString,
    /// Its value; a secret's is [`Value::Secret`].
    pub value: Value,
    /// `default`, `--param`, a file's name or a variable's name.
    pub origin: EcoString,
}

impl ParamValue {
    /// Whether its value may not be shown.
    #[must_use]
    pub fn is_secret(&self) -> bool {
        matches!(self.value, Value::Secret(_))
    }
}

/// `#[allow(rule): "why"]` and what it covers.
#[derive(Debug, Clone)]
pub struct Allowance {
    /// The rule's name.
    pub rule: EcoString,
    /// The rule's name in it.
    pub span: Span,
    /// All of `#[allow(rule): "why"]`.
    pub whole: Span,
    /// What it covers: the declaration, attribute or statement below it.
    pub scope: Span,
}

/// `adopt kind.name = "physical-id"`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Adoption {
    /// What it is in the stack.
    pub address: Address,
    /// Its name, id or ARN at AWS.
    pub id: EcoString,
    /// Where that is written.
    pub id_span: Span,
    /// The whole line.
    pub span: Span,
}

/// `forget kind.name`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Forgotten {
    /// A resource, an instance, a loop or a module.
    pub address: Address,
    /// The whole line.
    pub span: Span,
}

/// One use of a module.
#[derive(Debug, Clone)]
pub struct ModuleUse {
    /// Its address: `module.site["acme"]`.
    pub address: Address,
    /// The name in the line that uses it.
    pub span: Span,
    /// The files of the module's folder.
    pub files: Vec<FileId>,
}

/// What the files and params together say, with nothing left open.
#[derive(Debug, Clone)]
pub struct Stack {
    /// Its name.
    pub name: EcoString,
    /// Where the `stack` block's head stands.
    pub span: Span,
    /// Such as `ap-northeast-2`.
    pub region: EcoString,
    /// Twelve digits.
    pub account: EcoString,
    /// Where its state is kept, if it says so.
    pub state: Option<EcoString>,
    /// Whether all of that is known for certain, though other things may be wrong.
    pub identified: bool,
    /// Tags of every resource.
    pub tags: Map,
    /// Where each of its tags was written, as `tags.KEY`.
    pub places: Places,
    /// Kind and name of what arrows are drawn from, also of arrows that are absent; an empty text for an arrow whose
    /// source is no such name.
    pub arrow_sources: Arc<BTreeSet<EcoString>>,
    /// Resources, flows and what AWS makes by itself.
    pub resources: Resources,
    /// Inputs, in the order of their names.
    pub params: Vec<ParamValue>,
    /// Uses of modules, those within modules after those that they are within.
    pub modules: Vec<ModuleUse>,
    /// What it offers.
    pub outputs: BTreeMap<EcoString, Value>,
    /// What is called otherwise than before.
    pub moves: Vec<Move>,
    /// What exists already and is to be managed from now on.
    pub adoptions: Vec<Adoption>,
    /// What is let go and left in the world.
    pub forgets: Vec<Forgotten>,
    /// Suppressions.
    pub allowances: Vec<Allowance>,
    /// Names of the scenarios, which are read and left alone.
    pub scenarios: Vec<EcoString>,
    /// How many tests there are, which are read and left alone.
    pub tests: usize,
}

impl Stack {
    /// The resource at an address.
    #[must_use]
    pub fn get(&self, address: &Address) -> Option<&Resource> {
        self.resources.get(address)
    }

    /// All flows, by address, each with its ends.
    pub fn flows(&self) -> impl Iterator<Item = (&Resource, &super::FlowEnds)> {
        self.resources.values().filter_map(|resource| Some((resource, resource.flow()?)))
    }
}
