//! Stacks, plans and processes that die, made by hand: what the tests of state, cloud and apply stand on.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::atomic::AtomicU8;

use ecow::EcoString;
use stackc::apply::{Applied, ApplyError, Options, apply, refresh};
use stackc::cloud::{Caller, Listed, Provider, Simulated};
use stackc::kinds;
use stackc::model::{Address, Fingerprint, Map, ReplaceOrder, Value};
use stackc::plan::{Action, Changes, Operation, OperationKind, Plan, Reason, Step, Target};
use stackc::state::backends::Sqlite;
use stackc::state::{Actual, Backend, Recorded, Snapshot};

/// The stack of these tests.
pub(crate) const STACK: &str = "made";

/// A resource that shall exist.
#[derive(Debug, Clone)]
pub(crate) struct Wanted {
    pub(crate) address: Address,
    pub(crate) kind: EcoString,
    pub(crate) name: EcoString,
    pub(crate) inputs: Map,
    pub(crate) needs: Vec<Address>,
    pub(crate) replace: ReplaceOrder,
}

/// `wanted("function.f", "f-1", &[("memory", "128")], &["role.r"])`
pub(crate) fn wanted(address: &str, name: &str, inputs: &[(&str, &str)], needs: &[&str]) -> Wanted {
    Wanted {
        address: address.into(),
        kind: address.split('.').next().unwrap().into(),
        name: name.into(),
        inputs: inputs.iter().map(|(key, value)| ((*key).into(), Value::from(*value))).collect(),
        needs: needs.iter().map(|need| (*need).into()).collect(),
        replace: ReplaceOrder::CreateFirst,
    }
}

impl Wanted {
    pub(crate) fn physical_id(&self) -> EcoString {
        ecow::eco_format!("arn:{}:{}", self.kind, self.name)
    }

    fn fingerprint(&self) -> Fingerprint {
        Fingerprint::of(&self.kind, &self.inputs)
    }

    fn target(&self) -> Target {
        Target {
            kind: self.kind.clone(),
            physical_id: self.physical_id(),
            inputs: self.inputs.clone(),
            outputs: Map::from([("name".into(), Value::String(self.name.clone()))]),
            recorded: None,
            depends_on: self.needs.clone(),
            replace: self.replace,
            remembered: None,
            previous_address: None,
        }
    }
}

/// A plan with everything in an order that is right for stacks in which needs stand before what needs them.
pub(crate) fn plan(desired: &[Wanted], snapshot: &Snapshot) -> Plan {
    let mut making = Making { operations: Vec::new(), steps: Vec::new(), makes: BTreeMap::new() };
    let gone = |address: &Address| matches!(snapshot.actual.get(address), Some(Actual::Missing));
    let mut ends: Vec<&Recorded> = Vec::new();
    for thing in desired {
        let row = snapshot.rows.get(&thing.address);
        let (action, order) = match row {
            None => (Action::Create, None),
            Some(_) if gone(&thing.address) => (Action::Create, None),
            Some(row) if row.tainted => (Action::Replace, Some(ReplaceOrder::DeleteFirst)),
            Some(row) if row.physical_id != thing.physical_id() => (Action::Replace, Some(thing.replace)),
            Some(row) if row.fingerprint != thing.fingerprint() => (Action::Update, None),
            Some(_) if snapshot.actual.contains_key(&thing.address) => (Action::Update, None),
            Some(_) => (Action::None, None),
        };
        making.step(thing, action);
        let mut waits: Vec<usize> =
            thing.needs.iter().filter_map(|need| making.makes.get(need).copied()).collect();
        match (action, order, row) {
            (Action::Replace, Some(ReplaceOrder::CreateFirst), Some(row)) => ends.push(row),
            (Action::Replace, _, Some(row)) => waits.push(making.delete(row, Vec::new())),
            _ => {}
        }
        let kind = if action == Action::Update { OperationKind::Update } else { OperationKind::Create };
        if action != Action::None {
            let at = making.push(&thing.address, kind, waits, thing.target());
            making.makes.insert(thing.address.clone(), at);
        }
    }
    let kept = |address: &Address| desired.iter().any(|thing| thing.address == *address);
    for (address, row) in snapshot.rows.iter().filter(|(address, _)| !kept(address)) {
        if gone(address) {
            making.push(address, OperationKind::Forget, Vec::new(), old(row));
        } else {
            ends.push(row);
        }
    }
    making.end(ends);
    Plan {
        stack: STACK.into(),
        generation: snapshot.generation,
        world_revision: snapshot.world_revision,
        desired: EcoString::new(),
        steps: making.steps,
        operations: making.operations,
        drift: Vec::new(),
        data_at_risk: Vec::new(),
        leftovers: Vec::new(),
        access: Default::default(),
    }
}

struct Making {
    operations: Vec<Operation>,
    steps: Vec<Step>,
    makes: BTreeMap<Address, usize>,
}

impl Making {
    fn push(
        &mut self,
        address: &Address,
        kind: OperationKind,
        waits_for: Vec<usize>,
        target: Target,
    ) -> usize {
        self.operations.push(Operation { address: address.clone(), kind, waits_for, target: target.into() });
        self.operations.len() - 1
    }

    fn delete(&mut self, row: &Recorded, waits: Vec<usize>) -> usize {
        self.push(&row.address, OperationKind::Delete, waits, old(row))
    }

    /// Deletes what others needed after those others, and after everything that is made.
    fn end(&mut self, mut ends: Vec<&Recorded>) {
        let makes: Vec<usize> = self.makes.values().copied().collect();
        let mut ended: BTreeMap<Address, usize> = BTreeMap::new();
        while !ends.is_empty() {
            let free = |row: &Recorded| !ends.iter().any(|other| other.depends_on.contains(&row.address));
            let at = ends.iter().position(|row| free(row)).unwrap();
            let row = ends.remove(at);
            let waits = makes.iter().chain(ended.values()).copied().collect();
            let at = self.delete(row, waits);
            ended.insert(row.address.clone(), at);
        }
    }

    fn step(&mut self, thing: &Wanted, action: Action) {
        self.steps.push(Step {
            address: thing.address.clone(),
            kind: thing.kind.clone(),
            action,
            replace: None,
            reason: Reason::New,
            changes: Changes::default(),
            depends_on: thing.needs.clone(),
            implicit_of: None,
            previous_address: None,
        });
    }
}

fn old(row: &Recorded) -> Target {
    Target {
        kind: row.kind.clone(),
        physical_id: row.physical_id.clone(),
        inputs: Map::new(),
        outputs: Map::new(),
        recorded: Some(row.fingerprint),
        depends_on: row.depends_on.clone(),
        replace: row.replace,
        remembered: row.remembered.clone(),
        previous_address: None,
    }
}

/// A folder in memory, where there is one: for tests that lose processes, not power, many times over.
pub(crate) fn quick_folder() -> tempfile::TempDir {
    tempfile::tempdir_in("/dev/shm").or_else(|_| tempfile::tempdir()).unwrap()
}

/// A state in a folder.
pub(crate) fn backend(folder: &Path) -> Sqlite {
    Sqlite::at(folder.join("state.db"))
}

/// A cloud in a folder.
pub(crate) fn cloud(folder: &Path) -> Simulated {
    let caller = Caller { account: "123456789012".into(), region: "ap-northeast-2".into() };
    Simulated::at(folder.join("world.db"), kinds::builtin(), caller)
}

pub(crate) static GO: AtomicU8 = AtomicU8::new(0);

pub(crate) fn options(parallelism: usize) -> Options<'static> {
    Options {
        parallelism,
        command: "apply".into(),
        time: 1_790_000_000,
        who: "tester".to_owned(),
        process: 7,
        cancel: &GO,
    }
}

/// Looks, plans and applies.
pub(crate) fn bring_about(
    desired: &[Wanted],
    backend: &dyn Backend,
    provider: &dyn Provider,
    parallelism: usize,
) -> Result<Applied, ApplyError> {
    let snapshot = refresh(STACK, backend, provider)?;
    apply(&plan(desired, &snapshot), backend, provider, &options(parallelism), &mut |_| ())
}

/// Everything in a world that does not depend on when it was made.
pub(crate) fn world(provider: &dyn Provider) -> Vec<Listed> {
    provider.list().unwrap()
}
