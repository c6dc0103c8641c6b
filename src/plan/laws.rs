//! What holds of every plan, tried on many made-up stacks and states.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;

use super::made_up::{applied, catalog, needs};
use super::make::{plan_stack, wanted};
use super::{Action, Aim, OperationKind, Options, Plan, Reason, made_up};
use crate::diag::Found;
use crate::model::{Address, ReplaceOrder, Resource, Stack, Value};
use crate::state::{Actual, Snapshot};

/// One resource as the tests vary it.
#[derive(Debug, Clone)]
struct Spec {
    name: u8,
    size: i64,
    zone: u8,
    create_first: bool,
    needs: BTreeSet<usize>,
}

/// What became of it in the world.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Fate {
    Sound,
    Tainted,
    Gone,
    Resized,
}

fn address(at: usize) -> Address {
    Address::of("thing", &format!("t{at}"))
}

fn resource(at: usize, spec: &Spec) -> Resource {
    let inputs = [
        ("name", Value::from(format!("t{at}-{}", spec.name).as_str())),
        ("size", Value::Number(spec.size.into())),
        ("zone", Value::from(format!("z{}", spec.zone).as_str())),
    ];
    let mut resource = made_up::resource(address(at).as_str(), &inputs);
    let needed: Vec<Address> = spec.needs.iter().map(|on| address(*on)).collect();
    resource.edges = needs(&needed.iter().map(Address::as_str).collect::<Vec<_>>());
    if spec.create_first {
        resource.lifecycle.replace = ReplaceOrder::CreateFirst;
    }
    resource
}

fn stack(specs: &BTreeMap<usize, Spec>) -> Stack {
    made_up::stack(specs.iter().map(|(at, spec)| resource(*at, spec)))
}

fn snapshot(stack: &Stack, fates: &BTreeMap<usize, Fate>) -> Snapshot {
    let mut snapshot = applied(stack);
    for (at, fate) in fates {
        let address = address(*at);
        let Some(row) = snapshot.rows.get_mut(&address) else { continue };
        match fate {
            Fate::Sound => {}
            Fate::Tainted => row.tainted = true,
            Fate::Gone => drop(snapshot.actual.insert(address, Actual::Missing)),
            Fate::Resized => {
                let mut found = snapshot.contents.get(&address).cloned().unwrap_or_default();
                found.insert("size".into(), Value::Number(99.into()));
                snapshot.actual.insert(address, Actual::Changed(found));
            }
        }
    }
    snapshot
}

fn make(stack: &Stack, snapshot: &Snapshot, aim: Aim) -> Found<Plan> {
    plan_stack(&catalog(), stack, snapshot, &Options { aim, ..Options::default() })
}

/// Any resources, each of which needs only ones of a rank below its own; the rank differs from graph to graph.
fn specs() -> impl Strategy<Value = BTreeMap<usize, Spec>> {
    let one = (0..2u8, 0..2i64, 0..2u8, any::<bool>(), proptest::collection::vec(any::<bool>(), 8));
    (
        proptest::collection::btree_map(0..8usize, one, 0..8),
        Just((0..8usize).collect::<Vec<_>>()).prop_shuffle(),
    )
        .prop_map(|(all, ranks)| {
            let below = |at: usize, wish: &[bool]| -> BTreeSet<usize> {
                all.keys().copied().filter(|on| ranks[*on] < ranks[at] && wish[*on]).collect()
            };
            all.iter()
                .map(|(at, (name, size, zone, create_first, wish))| {
                    let needs = below(*at, wish);
                    let (name, size, zone) = (*name, *size, *zone);
                    (*at, Spec { name, size, zone, create_first: *create_first, needs })
                })
                .collect()
        })
}

fn fates() -> impl Strategy<Value = BTreeMap<usize, Fate>> {
    let fate = prop_oneof![
        5 => Just(Fate::Sound),
        1 => Just(Fate::Tainted),
        1 => Just(Fate::Gone),
        1 => Just(Fate::Resized),
    ];
    proptest::collection::btree_map(0..8usize, fate, 0..8)
}

/// All operations that come before one because it waits for them, through any number of others.
fn before(plan: &Plan, at: usize) -> BTreeSet<usize> {
    let mut all = BTreeSet::new();
    let mut pending = plan.operations[at].waits_for.clone();
    while let Some(one) = pending.pop() {
        if all.insert(one) {
            pending.extend(&plan.operations[one].waits_for);
        }
    }
    all
}

fn find(plan: &Plan, address: &Address, kinds: &[OperationKind]) -> Option<usize> {
    plan.operations.iter().position(|one| one.address == *address && kinds.contains(&one.kind))
}

const MAKES: &[OperationKind] = &[OperationKind::Create, OperationKind::Update, OperationKind::Adopt];
const DELETES: &[OperationKind] = &[OperationKind::Delete];

/// Checks every wait that the law asks for, by what each operation waits for and not by its place alone.
fn assert_legal(plan: &Plan, desired: &Stack, snapshot: &Snapshot) {
    for (at, operation) in plan.operations.iter().enumerate() {
        assert!(operation.waits_for.iter().all(|on| *on < at), "waits for what comes later");
        if MAKES.contains(&operation.kind) {
            for edge in &desired.get(&operation.address).unwrap().edges {
                if let Some(needed) = find(plan, &edge.to, MAKES) {
                    assert!(before(plan, at).contains(&needed), "{} before {}", operation.address, edge.to);
                }
            }
            if let Some(delete) = find(plan, &operation.address, DELETES) {
                let other = find(plan, &operation.address, &[OperationKind::Create]).unwrap();
                let ordered = before(plan, other).contains(&delete) || before(plan, delete).contains(&other);
                assert!(ordered, "{} is replaced in no order", operation.address);
                let same =
                    plan.operations[delete].target.physical_id == plan.operations[other].target.physical_id;
                assert!(!same || delete < other, "{} exists twice", operation.address);
            }
        }
        if operation.kind == OperationKind::Delete {
            assert_nobody_needs(plan, at, desired, snapshot);
        }
    }
}

/// Whoever existed and needed what goes is deleted before it, or changed before it; unless it cannot be changed
/// before, because it then needs what can only come afterwards.
fn assert_nobody_needs(plan: &Plan, delete: usize, desired: &Stack, snapshot: &Snapshot) {
    let gone = &plan.operations[delete].address;
    for row in snapshot.rows.values().filter(|row| row.depends_on.contains(gone)) {
        if snapshot.actual.get(&row.address) == Some(&Actual::Missing) {
            continue;
        }
        if let Some(other) = find(plan, &row.address, DELETES) {
            assert!(before(plan, delete).contains(&other), "{gone} deleted before its user {}", row.address);
        } else if let Some(change) = find(plan, &row.address, MAKES) {
            let returns = desired.get(&row.address).unwrap().edges.iter().any(|edge| edge.to == *gone);
            let unavoidable = before(plan, change).contains(&delete);
            assert!(
                before(plan, delete).contains(&change) || unavoidable || returns,
                "{gone} deleted before its user {} let go",
                row.address
            );
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1500, ..ProptestConfig::default() })]

    #[test]
    fn every_mixture_has_a_legal_order(was in specs(), wanted in specs(), fates in fates()) {
        let (was, wanted) = (stack(&was), stack(&wanted));
        let snapshot = snapshot(&was, &fates);
        let plan = make(&wanted, &snapshot, Aim::Desired).value;
        assert_legal(&plan, &wanted, &snapshot);
        let all: BTreeSet<&Address> = was.resources.keys().chain(wanted.resources.keys()).collect();
        prop_assert_eq!(plan.steps.iter().map(|step| &step.address).collect::<Vec<_>>(), all.into_iter().collect::<Vec<_>>());
    }

    #[test]
    fn create_first_is_kept_unless_a_finding_says_otherwise(was in specs(), wanted in specs()) {
        let (was, wanted) = (stack(&was), stack(&wanted));
        let found = make(&wanted, &snapshot(&was, &BTreeMap::new()), Aim::Desired);
        for step in found.value.steps.iter().filter(|step| step.action == Action::Replace) {
            let wish = wanted.get(&step.address).unwrap().lifecycle.replace;
            let told = found.diagnostics.iter().any(|one| one.address.as_deref() == Some(step.address.as_str()));
            if wish == ReplaceOrder::CreateFirst {
                prop_assert!(told || step.replace == Some(ReplaceOrder::CreateFirst));
            }
        }
    }

    #[test]
    fn what_is_as_desired_needs_nothing(specs in specs()) {
        let stack = stack(&specs);
        let snapshot = snapshot(&stack, &BTreeMap::new());
        let found = make(&stack, &snapshot, Aim::Desired);
        prop_assert!(found.value.operations.is_empty());
        prop_assert!(found.value.steps.iter().all(|step| step.reason == Reason::Same));
        prop_assert!(wanted(&stack, &snapshot, &Options::default()).is_empty());
    }

    #[test]
    fn destroying_leaves_nothing_and_goes_from_the_top(was in specs(), fates in fates()) {
        let was = stack(&was);
        let snapshot = snapshot(&was, &fates);
        let plan = make(&was, &snapshot, Aim::Nothing).value;
        assert_legal(&plan, &was, &snapshot);
        prop_assert_eq!(plan.operations.len(), was.resources.len());
    }

    #[test]
    fn a_saved_plan_is_read_back_as_it_was(was in specs(), wanted in specs(), fates in fates()) {
        let snapshot = snapshot(&stack(&was), &fates);
        let plan = make(&stack(&wanted), &snapshot, Aim::Desired).value;
        let saved = super::Saved { path: ".".into(), account: "1".into(), region: "r".into(), state: None, code: BTreeMap::new(), destroy: false, content: "00".into(), params: BTreeMap::new(), plan };
        prop_assert_eq!(super::Saved::from_bytes(&saved.to_bytes().unwrap()).unwrap(), saved);
    }
}
