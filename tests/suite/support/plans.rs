//! Plans made by hand, and a small catalog to go with them.

use stackc::catalog::{Catalog, Deletion, Kind, Latency};
use stackc::model::{Address, Map, Reference, ReplaceOrder, Value};
use stackc::plan::{
    Action, Change, DataAtRisk, Drift, Forced, Gone, Operation, OperationKind, Plan, Reason, Said, Step,
    Target,
};

const fn kind(name: &'static str, title: &'static str, deletion: Deletion, seconds: u64) -> Kind {
    let latency =
        Latency { create: seconds * 1_000, update: seconds * 500, delete: seconds * 250, visible: 0 };
    Kind { name, title, latency, deletion, ..Kind::BASE }
}

static BUCKET: Kind = kind("bucket", "S3 bucket", Deletion::RefusedWhileFull("objects"), 2);
static CLUSTER: Kind = kind("cluster", "ECS cluster", Deletion::Free, 10);
static FUNCTION: Kind = kind("function", "Lambda function", Deletion::Free, 4);
static GROUP: Kind = kind("log_group", "CloudWatch log group", Deletion::LosesData("log events"), 1);
static QUEUE: Kind = kind("queue", "SQS queue", Deletion::LosesData("messages"), 1);
static ROLE: Kind = kind("role", "IAM role", Deletion::Free, 8);
static SERVICE: Kind = kind("service", "ECS service", Deletion::Free, 200);
static NOTICE: Kind = kind("notification", "S3 event notification", Deletion::Free, 1);

pub(crate) fn catalog() -> Catalog {
    Catalog::new(&[&BUCKET, &CLUSTER, &FUNCTION, &GROUP, &QUEUE, &ROLE, &SERVICE, &NOTICE])
}

pub(crate) fn plan(generation: u64, mut steps: Vec<Step>) -> Plan {
    steps.sort_by(|a, b| a.address.cmp(&b.address));
    Plan {
        stack: "thumbnails".into(),
        generation,
        world_revision: generation * 7,
        desired: "00".repeat(16).into(),
        operations: operations(&steps),
        steps,
        drift: Vec::new(),
        data_at_risk: Vec::new(),
        leftovers: Vec::new(),
        access: Default::default(),
    }
}

/// Deletions from the end, the others from the start, each after the one that it names as needed.
fn operations(steps: &[Step]) -> Vec<Operation> {
    let mut made: Vec<Operation> = Vec::new();
    let mut open: Vec<&Step> = steps.iter().filter(|step| step.action != Action::None).collect();
    while !open.is_empty() {
        let is_open = |address: &Address| open.iter().any(|step| step.address == *address);
        let (ready, rest): (Vec<&Step>, Vec<&Step>) =
            open.iter().partition(|step| !step.depends_on.iter().any(is_open));
        for step in ready {
            for kind in kinds(step.action) {
                let waits = made.iter().enumerate().filter(|(_, other)| {
                    step.depends_on.contains(&other.address) || other.address == step.address
                });
                let waits_for = waits.map(|(at, _)| at).collect();
                made.push(Operation {
                    address: step.address.clone(),
                    kind: *kind,
                    waits_for,
                    target: target(step).into(),
                });
            }
        }
        open = rest;
    }
    made
}

fn kinds(action: Action) -> &'static [OperationKind] {
    match action {
        Action::Create => &[OperationKind::Create],
        Action::Update => &[OperationKind::Update],
        Action::Replace => &[OperationKind::Delete, OperationKind::Create],
        Action::Delete => &[OperationKind::Delete],
        Action::Adopt => &[OperationKind::Adopt],
        Action::Forget => &[OperationKind::Forget],
        Action::Move => &[OperationKind::Move],
        Action::None => &[],
    }
}

fn target(step: &Step) -> Target {
    Target {
        kind: step.kind.clone(),
        physical_id: format!("arn:{}", step.address).into(),
        inputs: Map::new(),
        outputs: Map::new(),
        recorded: None,
        depends_on: step.depends_on.clone(),
        replace: ReplaceOrder::DeleteFirst,
        remembered: None,
        previous_address: None,
    }
}

pub(crate) fn step(action: Action, kind: &str, address: &str, changes: Vec<Change>) -> Step {
    let reason = match action {
        Action::Create => Reason::New,
        Action::Update | Action::Replace => Reason::Changed,
        Action::Delete => Reason::Undeclared,
        Action::Adopt => Reason::Record,
        Action::Forget => Reason::Gone,
        Action::Move => Reason::Moved,
        Action::None => Reason::Same,
    };
    Step {
        address: address.into(),
        kind: kind.into(),
        action,
        replace: (action == Action::Replace).then_some(ReplaceOrder::DeleteFirst),
        reason,
        changes: changes.into(),
        depends_on: Vec::new(),
        implicit_of: None,
        previous_address: None,
    }
}

/// What the tests say of a step besides.
pub(crate) trait But {
    fn needs(self, addresses: &[&str]) -> Self;
    fn part_of(self, owner: &str) -> Self;
    fn because(self, reason: Reason) -> Self;
    fn create_first(self) -> Self;
}

impl But for Step {
    fn needs(mut self, addresses: &[&str]) -> Self {
        self.depends_on = addresses.iter().map(|address| (*address).into()).collect();
        self
    }

    fn part_of(mut self, owner: &str) -> Self {
        self.implicit_of = Some(owner.into());
        self
    }

    fn because(mut self, reason: Reason) -> Self {
        self.reason = reason;
        self
    }

    fn create_first(mut self) -> Self {
        self.replace = Some(ReplaceOrder::CreateFirst);
        self
    }
}

/// A value that the stack says.
pub(crate) fn set(path: &str, after: Value) -> Change {
    change(path, Value::None, after)
}

/// A value that the kind says.
pub(crate) fn default(path: &str, after: Value) -> Change {
    Change { said: Said::Kind, ..set(path, after) }
}

pub(crate) fn change(path: &str, before: Value, after: Value) -> Change {
    Change { path: path.into(), before, after, forces_replacement: Forced::No, said: Said::Stack }
}

/// The same, of which the stack says nothing.
pub(crate) fn unsaid(change: Change) -> Change {
    Change { said: Said::Kind, ..change }
}

pub(crate) fn forced(path: &str, before: Value, after: Value) -> Change {
    Change { forces_replacement: Forced::Yes, ..change(path, before, after) }
}

pub(crate) fn drifted(kind: &str, address: &str, changes: Vec<Change>) -> Drift {
    let gone = if changes.is_empty() { Gone::Yes } else { Gone::No };
    Drift { address: address.into(), kind: kind.into(), gone, changes }
}

pub(crate) fn data(action: Action, address: &str, what: &str, count: Option<u64>) -> DataAtRisk {
    DataAtRisk { address: address.into(), action, what: what.into(), count }
}

pub(crate) fn text(text: &str) -> Value {
    Value::from(text)
}

pub(crate) fn quantity(text: &str) -> Value {
    Value::Quantity(stackc::base::Quantity::parse(text).unwrap())
}

pub(crate) fn secret(digest: &str) -> Value {
    Value::Secret(digest.into())
}

pub(crate) fn reference(address: &str) -> Value {
    let arn = format!("arn:aws:x:ap-northeast-2:111122223333:{}", address.replace('.', "/"));
    Value::Reference(Box::new(Reference { address: Some(address.into()), arn: arn.into() }))
}

pub(crate) fn map(entries: &[(&str, Value)]) -> Value {
    Value::Map(entries.iter().map(|(key, value)| ((*key).into(), value.clone())).collect())
}

pub(crate) fn list(items: &[Value]) -> Value {
    Value::List(items.into())
}
