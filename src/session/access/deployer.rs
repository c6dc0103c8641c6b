//! The least that whoever applies a plan must be allowed, so that it can also be undone.

use std::collections::{BTreeMap, BTreeSet};

use crate::base::{FileId, Span};
use crate::catalog::{Catalog, Deed, Kind, Meaning, Required, Type};
use crate::cloud::{Observed, Provider};
use crate::iam::{Case, Document, covers};
use crate::model::{Condition, Effect, Map, Pattern, Patterns, Statement, Value};
use crate::plan::{Operation, OperationKind};
use crate::session::{Trouble, Work};

/// Where what no stack says is said.
const NOWHERE: Span = Span::new(FileId(0), 0, 0);

/// The least policy of whoever applies a plan.
#[derive(Debug)]
pub struct Deployment {
    /// The stack.
    pub stack: String,
    /// Whose plan it is, by the number of the account.
    pub account: String,
    /// How many calls of the world the plan has.
    pub operations: usize,
    /// One policy if it fits into the role, else one for each that the role has; none if there is nothing to do.
    pub policies: Vec<Vec<Statement>>,
    /// Whether the one policy is the role's own.
    pub own: bool,
    /// How many policies a role takes.
    pub most: usize,
}

/// A circumstance and its value.
type Given = Option<(&'static str, &'static str)>;

/// An action with its circumstance, on a resource.
type Pair = (Given, &'static str, String);

/// Finds the least that a plan, what undoes it, and the deletion of what it makes take.
///
/// # Errors
/// When the world cannot be read.
pub fn deployment(catalog: &Catalog, work: &Work) -> Result<Deployment, Trouble> {
    let bench = work.bench();
    let mut asked = Asking {
        catalog,
        account: &bench.caller.account,
        region: &bench.caller.region,
        ids: BTreeSet::new(),
        found: BTreeSet::new(),
    };
    let calls = |kind| matches!(kind, OperationKind::Create | OperationKind::Update | OperationKind::Delete);
    let operations: Vec<&Operation> = work.plan.operations.iter().filter(|one| calls(one.kind)).collect();
    for operation in operations.iter().filter(|one| one.kind == OperationKind::Create) {
        asked.will_be_named(&operation.target.kind, &operation.target.outputs);
    }
    for operation in &operations {
        let there = match operation.kind {
            OperationKind::Create => None,
            _ => bench.world.read(&operation.target.physical_id)?,
        };
        asked.operation(operation, there.as_ref());
    }
    for leftover in &work.plan.leftovers {
        if let Some(there) = bench.world.read(&leftover.physical_id)? {
            asked.deed(&leftover.kind, Some(&there.inputs), None, &there.outputs);
        }
    }
    let statements = statements(grouped(narrowest(asked.found)));
    let limits = Limits::of(catalog);
    let own = Document::new(&statements).length() <= limits.own;
    let policies = match (statements.is_empty(), own) {
        (true, _) => Vec::new(),
        (false, true) => vec![statements],
        (false, false) => split(statements, limits.managed),
    };
    Ok(Deployment {
        stack: bench.stack.to_string(),
        account: bench.caller.account.to_string(),
        operations: operations.len() + work.plan.leftovers.len(),
        policies,
        own,
        most: limits.most,
    })
}

/// What is asked for so far.
struct Asking<'a> {
    catalog: &'a Catalog,
    account: &'a str,
    region: &'a str,
    /// Ids that AWS makes up, of what is not there yet.
    ids: BTreeSet<String>,
    found: BTreeSet<Pair>,
}

impl Asking<'_> {
    /// Notes the ids that AWS will make up for a thing.
    fn will_be_named(&mut self, kind: &str, outputs: &Map) {
        for output in self.catalog.kind(kind).map_or(&[] as &[_], |kind| kind.outputs) {
            let Some(text) = outputs.get(output.name).and_then(Value::as_str) else { continue };
            let templates =
                std::iter::once(output.template).chain(output.cases.iter().map(|case| case.template));
            for template in templates {
                let length = if template.ends_with("{id}") {
                    10
                } else if template.ends_with("{hex}") {
                    17
                } else {
                    continue;
                };
                let id = text.len().checked_sub(length).and_then(|start| text.get(start..));
                self.ids.extend(id.map(str::to_owned));
            }
        }
    }

    /// An operation and what undoes it.
    fn operation(&mut self, operation: &Operation, there: Option<&Observed>) {
        let target = &operation.target;
        match (operation.kind, there) {
            (OperationKind::Create, _) => {
                self.deed(&target.kind, None, Some(&target.inputs), &target.outputs);
                self.deed(&target.kind, Some(&target.inputs), None, &target.outputs);
            }
            (OperationKind::Update, Some(there)) => {
                self.deed(&target.kind, Some(&there.inputs), Some(&target.inputs), &target.outputs);
                self.deed(&target.kind, Some(&target.inputs), Some(&there.inputs), &there.outputs);
            }
            (_, Some(there)) => {
                self.deed(&target.kind, Some(&there.inputs), None, &there.outputs);
                self.will_be_named(&target.kind, &there.outputs);
                self.deed(&target.kind, None, Some(&there.inputs), &there.outputs);
            }
            (_, None) => {}
        }
    }

    fn deed(&mut self, kind: &str, before: Option<&Map>, after: Option<&Map>, outputs: &Map) {
        let Some(kind) = self.catalog.kind(kind) else { return };
        let deed = Deed { kind, before, after, outputs, account: self.account, region: self.region };
        let (with, then) = self.catalog.required(&deed);
        for Required { action, resource, given } in with.into_iter().chain(then) {
            let resource = self.unnamed(&resource);
            self.found.insert((given, action, resource));
        }
    }

    /// An ARN with `*` for each id that AWS will make up.
    fn unnamed(&self, resource: &str) -> String {
        let pieces = resource.split_inclusive(['/', ':']).map(|piece| {
            let (name, end) = match piece.strip_suffix(['/', ':']) {
                Some(name) => (name, piece.get(name.len()..).unwrap_or_default()),
                None => (piece, ""),
            };
            let made_up =
                name.split(|c: char| !c.is_ascii_alphanumeric()).any(|word| self.ids.contains(word));
            if made_up { format!("*{end}") } else { piece.to_owned() }
        });
        pieces.collect()
    }
}

/// Leaves out what others of the same action take in.
fn narrowest(found: BTreeSet<Pair>) -> BTreeSet<Pair> {
    let mut wide: BTreeMap<(Given, &str), Vec<String>> = BTreeMap::new();
    for (given, action, resource) in &found {
        if resource.contains('*') {
            wide.entry((*given, action)).or_default().push(resource.clone());
        }
    }
    let within = |(given, action, resource): &Pair| {
        let others = wide.get(&(*given, *action)).into_iter().flatten();
        others.into_iter().any(|other| other != resource && covers(Case::Sensitive, other, resource))
    };
    found.into_iter().filter(|pair| !within(pair)).collect()
}

/// Actions that go together.
type Actions = (Given, Vec<&'static str>);

/// Resources that the same actions are for.
type Groups = BTreeMap<Actions, Vec<String>>;

/// Puts together the actions of each resource, and the resources of the same actions.
fn grouped(found: BTreeSet<Pair>) -> Groups {
    let mut by_resource: BTreeMap<_, Vec<&'static str>> = BTreeMap::new();
    for (given, action, resource) in found {
        by_resource.entry((given, resource)).or_default().push(action);
    }
    let mut groups = Groups::new();
    for ((given, resource), actions) in by_resource {
        groups.entry((given, actions)).or_default().push(resource);
    }
    groups
}

fn statements(groups: Groups) -> Vec<Statement> {
    let list = |texts: Vec<&str>| Patterns {
        negated: false,
        items: texts.into_iter().map(|text| Pattern { text: text.into(), span: NOWHERE }).collect(),
    };
    let condition = |(key, value): (&str, &str)| Condition {
        operator: "StringEquals".into(),
        key: key.into(),
        values: vec![value.into()],
        places: None,
    };
    let statement = |((given, actions), resources): (&Actions, &Vec<String>)| Statement {
        effect: Effect::Allow,
        actions: list(actions.clone()),
        resources: list(resources.iter().map(String::as_str).collect()),
        principals: Patterns::default(),
        conditions: given.map(condition).into_iter().collect(),
        span: NOWHERE,
        derived: false,
    };
    groups.iter().map(statement).collect()
}

/// How much policies take.
struct Limits {
    own: usize,
    managed: usize,
    most: usize,
}

impl Limits {
    /// As the rows of what has policies, and of policies that it may have, say.
    fn of(catalog: &Catalog) -> Self {
        let room = |kind: &Kind| {
            let grants = kind.shape.statements.iter().filter(|one| matches!(one.meaning, Meaning::Grant(_)));
            grants.filter_map(|one| one.max_policy).min()
        };
        let mut limits = Self { own: usize::MAX, managed: usize::MAX, most: usize::MAX };
        for kind in catalog.kinds() {
            let Some(identity) = kind.identity else { continue };
            limits.own = limits.own.min(room(kind).unwrap_or(usize::MAX));
            for attr in identity.policies.iter().filter_map(|name| kind.shape.attr(name)) {
                limits.most = limits.most.min(attr.max_items.unwrap_or(usize::MAX));
                if let Type::List(Type::Reference(kinds)) = attr.ty {
                    let rooms = kinds.iter().filter_map(|name| room(catalog.kind(name)?));
                    limits.managed = rooms.fold(limits.managed, usize::min);
                }
            }
        }
        limits
    }
}

/// Splits statements into policies that each have no more characters than that.
fn split(statements: Vec<Statement>, most: usize) -> Vec<Vec<Statement>> {
    let mut open: Vec<Statement> = statements.into_iter().rev().collect();
    let mut policies: Vec<Vec<Statement>> = Vec::new();
    let mut current: Vec<Statement> = Vec::new();
    while let Some(next) = open.pop() {
        let count = next.resources.items.len();
        current.push(next);
        if Document::new(&current).length() <= most {
            continue;
        }
        let Some(next) = current.pop() else { continue };
        if !current.is_empty() {
            policies.push(std::mem::take(&mut current));
            open.push(next);
        } else if count > 1 {
            let (mut first, mut second) = (next.clone(), next);
            second.resources.items = first.resources.items.take_from(count / 2).into();
            open.extend([second, first]);
        } else {
            policies.push(vec![next]);
        }
    }
    if !current.is_empty() {
        policies.push(current);
    }
    policies
}
