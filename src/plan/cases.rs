//! What happens to one resource, case by case.

use super::made_up::{applied, catalog, map, needs, resource, stack};
use super::make::{plan_stack, wanted};
use super::{Action, Aim, Forced, Gone, OperationKind, Options, Plan, Reason, Step};
use crate::diag::{Found, Severity};
use crate::model::{Address, Allowance, Reference, ReplaceOrder, Resource, Stack, Value};
use crate::state::{Actual, Snapshot};

fn number(number: i64) -> Value {
    Value::Number(number.into())
}

fn named(letter: &str, number: &str) -> Value {
    Value::from(format!("{letter}{number}").as_str())
}

fn make(stack: &Stack, snapshot: &Snapshot) -> Found<Plan> {
    plan_stack(&catalog(), stack, snapshot, &Options::default())
}

fn step<'a>(found: &'a Found<Plan>, address: &str) -> &'a Step {
    found.value.steps.iter().find(|step| step.address.as_str() == address).unwrap()
}

/// Paths of a step, those that force a replacement with a `!`.
fn paths(step: &Step) -> Vec<String> {
    let mark = |forced| if forced == Forced::Yes { "!" } else { "" };
    step.changes.iter().map(|change| format!("{}{}", change.path, mark(change.forces_replacement))).collect()
}

fn order(found: &Found<Plan>) -> Vec<String> {
    found.value.operations.iter().map(|one| format!("{:?} {}", one.kind, one.address)).collect()
}

/// One resource, applied with these inputs and then wanted with those.
fn changed(before: &[(&str, Value)], after: &[(&str, Value)]) -> Found<Plan> {
    make(&stack([resource("thing.a", after)]), &applied(&stack([resource("thing.a", before)])))
}

fn create_first(mut resource: Resource) -> Resource {
    resource.lifecycle.replace = ReplaceOrder::CreateFirst;
    resource
}

#[test]
fn maps_are_gone_into_and_lists_of_one_length_too() {
    let rule = |days: i64, tier: &str| Value::Map(map(&[("after", number(days)), ("tier", tier.into())]));
    let inputs = |x: &str, rules: Vec<Value>| {
        vec![
            ("env", Value::Map(map(&[("X", x.into()), ("a.b", x.into())]))),
            ("expire", Value::List(rules.into())),
        ]
    };
    let found = changed(&inputs("1", vec![rule(1, "s")]), &inputs("2", vec![rule(2, "s")]));
    assert_eq!(paths(step(&found, "thing.a")), ["env.X", "env[\"a.b\"]", "expire[0].after"]);
    let found = changed(&inputs("1", vec![rule(1, "s")]), &inputs("1", vec![rule(1, "s"), rule(2, "t")]));
    assert_eq!(paths(step(&found, "thing.a")), ["expire!"]);
    let found = changed(&inputs("1", vec![rule(1, "s")]), &inputs("1", vec![rule(1, "t")]));
    assert_eq!(paths(step(&found, "thing.a")), ["expire[0].tier!"]);
}

#[test]
fn the_kind_says_deep_down_what_forces_a_replacement() {
    let inner = |port: i64, disk: &str| Value::Map(map(&[("port", number(port)), ("disk", disk.into())]));
    let inputs = |port: i64, disk: &str| {
        vec![("net", inner(port, disk)), ("box", Value::Map(map(&[("app", inner(port, disk))])))]
    };
    let found = changed(&inputs(1, "a"), &inputs(2, "a"));
    assert_eq!(paths(step(&found, "thing.a")), ["box.app.port", "net.port"]);
    assert_eq!(step(&found, "thing.a").action, Action::Update);
    let found = changed(&inputs(1, "a"), &inputs(1, "b"));
    assert_eq!(paths(step(&found, "thing.a")), ["box.app.disk!", "net.disk!"]);
    assert_eq!(order(&found), ["Delete thing.a", "Create thing.a"]);
}

#[test]
fn a_reference_is_its_arn_and_none_is_absent() {
    let to = |address: &str, arn: &str| {
        Value::Reference(Box::new(Reference { address: Some(address.into()), arn: arn.into() }))
    };
    let found = changed(&[("zone", to("thing.b", "arn:b"))], &[("zone", to("thing.renamed", "arn:b"))]);
    assert_eq!(step(&found, "thing.a").action, Action::None);
    let found = changed(&[("zone", to("thing.b", "arn:b"))], &[("zone", to("thing.b", "arn:c"))]);
    assert_eq!(paths(step(&found, "thing.a")), ["zone!"]);
    let found = changed(&[("size", Value::None)], &[]);
    assert_eq!(order(&found), ["Adopt thing.a"]);
}

#[test]
fn what_is_ignored_is_left_alone_even_where_it_drifts() {
    let with = |size: i64, zone: &str| {
        let mut one = resource("thing.a", &[("size", number(size)), ("zone", zone.into())]);
        one.lifecycle.ignore = vec!["size".into()];
        one
    };
    let mut snapshot = applied(&stack([with(1, "a")]));
    snapshot
        .actual
        .insert("thing.a".into(), Actual::Changed(map(&[("size", number(7)), ("zone", "a".into())])));
    let found = make(&stack([with(2, "a")]), &snapshot);
    assert!(found.value.operations.is_empty() && found.value.drift.is_empty());
    let found = make(&stack([with(2, "b")]), &snapshot);
    assert_eq!(paths(step(&found, "thing.a")), ["zone!"]);
    assert_eq!(found.value.operations[1].target.inputs.get("size"), Some(&number(7)));
}

#[test]
fn drift_is_put_right_or_taken_over_if_it_is_what_the_stack_now_says() {
    let was = stack([resource("thing.a", &[("size", number(1))])]);
    let mut snapshot = applied(&was);
    snapshot.actual.insert("thing.a".into(), Actual::Changed(map(&[("size", number(2))])));
    let found = make(&was, &snapshot);
    assert_eq!(
        (step(&found, "thing.a").action, &step(&found, "thing.a").reason),
        (Action::Update, &Reason::Drifted)
    );
    assert_eq!(found.value.drift[0].changes[0].after, number(2));
    let found = make(&stack([resource("thing.a", &[("size", number(2))])]), &snapshot);
    assert_eq!(order(&found), ["Adopt thing.a"]);
    assert_eq!(found.value.drift.len(), 1);
}

#[test]
fn what_is_gone_is_made_again_or_forgotten() {
    let was = stack([resource("thing.a", &[("name", "a".into())]), resource("thing.b", &[])]);
    let mut snapshot = applied(&was);
    snapshot.actual.insert("thing.a".into(), Actual::Missing);
    snapshot.actual.insert("thing.b".into(), Actual::Missing);
    let found = make(&stack([resource("thing.a", &[("name", "a".into())])]), &snapshot);
    assert_eq!(order(&found), ["Create thing.a", "Forget thing.b"]);
    assert!(found.value.drift.iter().all(|drift| drift.gone == Gone::Yes));
    let found = make(&stack([resource("thing.a", &[("name", "other".into())])]), &snapshot);
    assert_eq!(order(&found), ["Forget thing.a", "Create thing.a", "Forget thing.b"]);
}

#[test]
fn a_change_of_dependencies_alone_is_recorded_and_nothing_more() {
    let pair = |needed: &[&str]| {
        let mut one = resource("thing.a", &[]);
        one.edges = needs(needed);
        stack([one, resource("thing.b", &[])])
    };
    let found = make(&pair(&["thing.b"]), &applied(&pair(&[])));
    assert_eq!(order(&found), ["Adopt thing.a"]);
    assert_eq!(found.value.operations[0].target.depends_on, [Address::from("thing.b")]);
    assert!(wanted(&pair(&["thing.b"]), &applied(&pair(&[])), &Options::default()).is_empty());
}

#[test]
fn another_region_is_another_thing_although_no_input_differs() {
    let was = stack([resource("thing.a", &[("size", number(1))])]);
    let mut snapshot = applied(&was);
    snapshot.rows.get_mut(&Address::from("thing.a")).unwrap().physical_id = "arn:elsewhere".into();
    let found = make(&was, &snapshot);
    assert_eq!(paths(step(&found, "thing.a")), ["arn!"]);
    assert_eq!(found.value.operations[0].target.physical_id, "arn:elsewhere");
}

#[test]
fn a_replacement_can_be_asked_for() {
    let was = stack([resource("thing.a", &[])]);
    let options = Options { replace: [Address::from("thing.a")].into(), ..Options::default() };
    let found = plan_stack(&catalog(), &was, &applied(&was), &options);
    assert_eq!(step(&found, "thing.a").reason, Reason::Requested);
    assert_eq!(order(&found), ["Delete thing.a", "Create thing.a"]);
}

#[test]
fn what_aws_must_not_find_in_use_takes_its_users_along() {
    let with = |zone: &str| {
        let mut user = resource("thing.user", &[("on", "ground".into())]);
        user.edges = needs(&["ground.g"]);
        stack([resource("ground.g", &[("zone", zone.into())]), user])
    };
    let found = make(&with("b"), &applied(&with("a")));
    assert_eq!(step(&found, "thing.user").reason, Reason::Dependency("ground.g".into()));
    assert_eq!(
        order(&found),
        ["Delete thing.user", "Delete ground.g", "Create ground.g", "Create thing.user"]
    );
}

#[test]
fn create_first_pulls_along_what_it_needs() {
    let with = |n: &str| {
        let mut user = create_first(resource("thing.a", &[("name", named("a", n))]));
        user.edges = needs(&["thing.b"]);
        stack([user, resource("thing.b", &[("name", named("b", n))])])
    };
    let found = make(&with("2"), &applied(&with("1")));
    assert_eq!(order(&found), ["Create thing.b", "Create thing.a", "Delete thing.a", "Delete thing.b"]);
    assert!(found.diagnostics.is_empty());
}

#[test]
fn create_first_under_one_name_is_refused_and_the_order_stays_possible() {
    let one = |zone: &str| {
        stack([create_first(resource("thing.a", &[("name", "a".into()), ("zone", zone.into())]))])
    };
    let found = make(&one("b"), &applied(&one("a")));
    assert_eq!(found.diagnostics[0].rule.name, "create-first-same-name");
    assert_eq!(order(&found), ["Delete thing.a", "Create thing.a"]);

    let with = |n: &str| {
        let mut user = create_first(resource("thing.a", &[("name", named("a", n))]));
        user.edges = needs(&["thing.b"]);
        stack([user, resource("thing.b", &[("name", "b".into()), ("zone", n.into())])])
    };
    let found = make(&with("2"), &applied(&with("1")));
    assert_eq!(found.diagnostics[0].address.as_deref(), Some("thing.a"));
    assert_eq!(found.diagnostics[0].labels.len(), 1);
    assert_eq!(order(&found), ["Delete thing.a", "Delete thing.b", "Create thing.b", "Create thing.a"]);
}

#[test]
fn the_protected_and_the_full_are_refused_and_what_is_lost_is_told() {
    let mut store = resource("store.s", &[("zone", "a".into())]);
    store.lifecycle.protect = Some(super::made_up::HERE);
    let was = stack([store, resource("logs.l", &[]), resource("logs.empty", &[])]);
    let mut snapshot = applied(&was);
    snapshot.data = [("store.s".into(), 3), ("logs.l".into(), 5), ("logs.empty".into(), 0)].into();
    let options = Options { aim: Aim::Nothing, ..Options::default() };
    let found = plan_stack(&catalog(), &was, &snapshot, &options);
    let told: Vec<(&str, Severity, &str)> = found
        .diagnostics
        .iter()
        .map(|one| (one.rule.name, one.severity, one.address.as_deref().unwrap_or("")))
        .collect();
    assert_eq!(
        told,
        [
            ("protected-resource", Severity::Error, "store.s"),
            ("data-loss", Severity::Warning, "logs.l"),
            ("data-loss", Severity::Error, "store.s"),
        ]
    );
    let at_risk: Vec<_> =
        found.value.data_at_risk.iter().map(|data| (data.address.as_str(), data.count)).collect();
    assert_eq!(at_risk, [("logs.l", Some(5)), ("store.s", Some(3))]);
    assert!(found.value.operations.iter().all(|one| one.kind == OperationKind::Delete));
}

#[test]
fn what_the_stack_allows_is_not_reported_and_nothing_else_is_kept_back() {
    let mut was = stack([resource("logs.l", &[]), resource("store.s", &[])]);
    let mut snapshot = applied(&was);
    snapshot.data = [("logs.l".into(), 5)].into();
    let options = Options { aim: Aim::Nothing, ..Options::default() };
    assert_eq!(plan_stack(&catalog(), &was, &snapshot, &options).diagnostics.len(), 2);
    let scope = super::made_up::HERE;
    was.allowances.push(Allowance { rule: "protected-resource".into(), span: scope, scope, whole: scope });
    assert_eq!(plan_stack(&catalog(), &was, &snapshot, &options).diagnostics.len(), 2);
    was.allowances.push(Allowance { rule: "data-loss".into(), span: scope, scope, whole: scope });
    let found = plan_stack(&catalog(), &was, &snapshot, &options);
    assert!(found.diagnostics.is_empty() && found.value.data_at_risk.len() == 2);
}
