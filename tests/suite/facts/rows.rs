//! Tables of the catalog against tables of the collection.

use std::collections::BTreeSet;

use stackc::catalog::{Between, BlockBody, Events, Kind, Memory, PutPart, Type};
use stackc::kinds::builtin;
use toml::Value;

use super::book::Book;
use super::classes::{classes, lengths};

#[test]
fn runtimes_have_the_days_of_their_facts_and_none_is_missing() {
    let Some(book) = Book::open() else { return };
    let function = builtin().kind("function").unwrap();
    for row in function.dated {
        let theirs = book.get(row.fact.file, row.fact.key).unwrap();
        let day = |name: &str| theirs.get(name).map(ToString::to_string).unwrap_or_default();
        let successor = theirs.get("successor").and_then(Value::as_str).unwrap_or_default();
        assert_eq!(row.deprecated, day("deprecated_on"), "{}", row.value);
        assert_eq!(row.no_create, day("block_create_on"), "{}", row.value);
        assert_eq!(row.no_update, day("block_update_on"), "{}", row.value);
        assert_eq!(row.successor, successor, "{}", row.value);
        assert_eq!(theirs.get("unconfirmed").is_none(), row.fact.confirmed, "{}", row.value);
    }
    let all = book.get("lambda.toml", "runtime").unwrap().as_array().unwrap();
    let theirs: BTreeSet<&str> = all
        .iter()
        .filter(|row| row.get("container_image_only").is_none())
        .map(|row| row["id"].as_str().unwrap())
        .collect();
    let ours: BTreeSet<&str> = function.dated.iter().map(|row| row.value).collect();
    assert_eq!(ours, theirs);
    let Type::OneOf(words) = function.shape.attr("runtime").unwrap().ty else { panic!("runtime") };
    assert_eq!(words.iter().copied().collect::<BTreeSet<_>>(), ours);
}

#[test]
fn task_sizes_are_those_of_fargate() {
    let Some(book) = Book::open() else { return };
    let service = builtin().kind("service").unwrap();
    let theirs = book.get("fargate.toml", "size").unwrap().as_array().unwrap();
    assert_eq!(service.sizes.len(), theirs.len());
    for (ours, theirs) in service.sizes.iter().zip(theirs) {
        assert_eq!(Some(ours.cpu), theirs["cpu"].as_integer());
        match ours.memory {
            Memory::Values(values) => {
                let listed = theirs["memory_mib_values"].as_array().unwrap();
                assert_eq!(
                    values,
                    listed.iter().map(|value| value.as_integer().unwrap()).collect::<Vec<_>>()
                );
            }
            Memory::Range(min, max, step) => {
                let range = &theirs["memory_mib_range"];
                let number = |name: &str| range[name].as_integer().unwrap();
                assert_eq!((min, max, step), (number("min"), number("max"), number("step")));
            }
        }
        let platform = theirs.get("linux_platform_min").and_then(Value::as_str).unwrap_or_default();
        assert_eq!(ours.platform, platform);
    }
}

#[test]
fn platform_versions_are_those_of_fargate() {
    let Some(book) = Book::open() else { return };
    let service = builtin().kind("service").unwrap();
    let linux = book.get("fargate.toml", "platform_versions.linux").unwrap().as_table().unwrap();
    let theirs: BTreeSet<&str> = linux.keys().map(String::as_str).collect();
    assert_eq!(service.dated.iter().map(|row| row.value).collect::<BTreeSet<_>>(), theirs);
    let latest = book.get("fargate.toml", "platform_versions.linux_latest_resolves_to").unwrap();
    for row in service.dated {
        let expected = if Some(row.value) == latest.as_str() { "" } else { latest.as_str().unwrap() };
        assert_eq!(row.successor, expected, "{}", row.value);
    }
    let grows = |version: &str| linux[version].get("ephemeral_configured_min_gib").is_some();
    let disk = service.shape.attr("disk").unwrap();
    let stackc::catalog::Presence::OnlyIf("platform", versions) = disk.presence else { panic!("{disk:?}") };
    for version in theirs {
        assert_eq!(versions.contains(&version), grows(version), "{version}");
    }
}

#[test]
fn what_environments_refuse_is_what_lambda_refuses() {
    let Some(book) = Book::open() else { return };
    let env = builtin().kind("function").unwrap().shape.block("env").unwrap();
    assert!(matches!(env.body, BlockBody::Table(_)));
    let reserved = env.reserved.unwrap();
    let get = |key: &str| book.get("lambda.toml", key).unwrap();
    let keys: Vec<_> =
        get("environment.reserved_keys").as_array().unwrap().iter().filter_map(Value::as_str).collect();
    assert_eq!(reserved.keys, keys);
    assert_eq!(i64::try_from(reserved.max_bytes).ok(), get("environment.max_total_bytes").as_integer());
    let sets = classes(get("environment.key_pattern").as_str().unwrap());
    // One character of the first set and at least one of the second.
    assert_eq!(sets.len(), reserved.min_length);
    for (ours, theirs) in [reserved.first, reserved.rest].into_iter().zip(sets) {
        assert_eq!(classes(&format!("[{ours}]")), [theirs]);
    }
}

#[test]
fn arrows_are_what_their_facts_say() {
    let Some(book) = Book::open() else { return };
    for kind in builtin().kinds() {
        for link in kind.links {
            for fact in link.facts {
                let value = book.get(fact.file, fact.key).unwrap();
                assert!(link_agrees(link, fact.key, value), "{}: {}", link.title, fact.key);
            }
            if let Some((most, fact)) = link.most {
                let value = book.get(fact.file, fact.key).unwrap();
                assert_eq!(as_number(Some(most)), value.as_integer(), "{}", fact.key);
            }
            for row in link.patience {
                let value = book.get(row.fact.file, row.fact.key).unwrap();
                assert_eq!(Some(row.millis), value.as_integer(), "{}", row.fact.key);
            }
        }
    }
}

fn link_agrees(link: &stackc::catalog::Link, key: &str, value: &Value) -> bool {
    let rows = link.between.iter().map(|(_, between)| *between);
    let between = rows.into_iter().find(|between| !matches!(between, Between::Part(_)));
    match (key, between) {
        ("target_group.fargate_requires_target_type", _) => targets_of(link, "launch", "fargate", value),
        ("target_group.awsvpc_requires_target_type", _) => targets_of(link, "network_mode", "awsvpc", value),
        ("lambda_targets.functions_per_target_group_max", _) => value.as_integer() == Some(1),
        ("target_group.forbidden_for_lambda", _) => {
            let has = |name: &str| value.as_array().unwrap().iter().any(|word| word.as_str() == Some(name));
            has("Port") && !link.options.iter().any(|attr| attr.name == "port")
        }
        (
            "lambda_targets.principal" | "lambda_targets.action",
            Some(Between::Permission { principal, action, .. }),
        ) => value.as_str().is_some_and(|word| [principal, action].contains(&word)),
        ("notification.events", _) => {
            let Events::Words(words) = link.events else { return false };
            let known: BTreeSet<&str> = value.as_array().unwrap().iter().filter_map(Value::as_str).collect();
            words.iter().all(|word| known.contains(word.aws))
        }
        ("notification.filter_value_max_length", _) => as_number(link.max_filter) == value.as_integer(),
        ("notification.filter_rule_names", _) => value.as_array().unwrap().len() == link.filters.len(),
        ("http.route_grammar.methods", _) => matches!(link.events, Events::Routes),
        ("scheduler.target_required", Some(Between::Role { .. })) => {
            value.as_array().unwrap().iter().any(|name| name.as_str() == Some("RoleArn"))
        }
        ("scheduler.role_trust_principal", Some(Between::Role { principal, .. }))
        | (
            "lambda_permission.principal" | "invoke_permission.principal",
            Some(Between::Permission { principal, .. }),
        ) => value.as_str() == Some(principal),
        ("permissions.lambda_consumer_actions", Some(Between::Need { actions, .. })) => {
            value.as_array().unwrap().iter().filter_map(Value::as_str).eq(actions.iter().copied())
        }
        ("permissions.queue_policy_for_s3", Some(Between::Permission { principal, action, .. })) => {
            value["principal"].as_str() == Some(principal) && value["action"].as_str() == Some(action)
        }
        ("permissions.lambda_resource_policy" | "permissions.sqs_queue_policy", Some(_)) => {
            let says = |between: &Between| match between {
                Between::Permission { principal, action, source_arn, .. } => {
                    value["principal"].as_str() == Some(principal)
                        && value["action"].as_str() == Some(action)
                        && *source_arn == "{source.arn}"
                }
                _ => false,
            };
            link.between.iter().any(|(_, between)| says(between))
        }
        ("rules.target_permissions", _) => events_may(link, value),
        // Both sorts of queues.
        ("lambda_event_source.queue_types", _) => value.as_array().unwrap().len() == 2,
        ("permissions.invoke_permission_principals", Some(Between::Permission { principal, .. })) => {
            value.as_table().unwrap().values().any(|theirs| theirs.as_str() == Some(principal))
        }
        ("invoke_permission.source_arn", Some(Between::Permission { source_arn, .. })) => {
            let theirs = value.as_str().unwrap().replace("arn:aws:", "arn:{partition}:");
            let theirs = theirs.replace("{api_id}", "{source.id}").replace("{METHOD}", "{method}");
            source_arn == theirs.replace("{stage}", "*")
        }
        _ => leads(link, key, value),
    }
}

/// Whether every group of targets that is meant for a task with that word in an attribute has targets of this sort.
fn targets_of(link: &stackc::catalog::Link, attr: &str, word: &str, sort: &Value) -> bool {
    let meant = |row: &PutPart| row.only.iter().any(|(_, of, values)| *of == attr && values.contains(&word));
    let is = |row: &PutPart| row.with.iter().any(|input| Some(input.template) == sort.as_str());
    let rows = || {
        link.between.iter().filter_map(|(_, between)| match between {
            Between::Part(row) if meant(row) => Some(*row),
            _ => None,
        })
    };
    rows().count() > 0 && rows().all(is)
}

/// The same, of what an arrow may lead to.
fn leads(link: &stackc::catalog::Link, key: &str, value: &Value) -> bool {
    match key {
        "service.image_repository_types" => {
            link.source == "repository"
                && value.as_array().unwrap().iter().any(|word| word.as_str() == Some("ECR"))
        }
        "subscription.protocols" => {
            let known: Vec<&str> = value.as_array().unwrap().iter().filter_map(Value::as_str).collect();
            known.contains(&"lambda") && known.contains(&"sqs") && link.targets.len() == 2
        }
        "async.destinations" => {
            let known: Vec<&str> = value.as_array().unwrap().iter().filter_map(Value::as_str).collect();
            let named = [("queue", "SQS"), ("function", "Lambda"), ("bucket", "S3 (on failure only)")];
            link.targets
                .iter()
                .all(|target| named.iter().any(|(ours, name)| ours == target && known.contains(name)))
        }
        _ => follows(link, key, value),
    }
}

/// The same, of what follows events and changes.
fn follows(link: &stackc::catalog::Link, key: &str, value: &Value) -> bool {
    let between = link.between.iter().map(|(_, between)| *between).next();
    match (key, between) {
        ("alarm.states", _) => {
            let Events::Words(words) = link.events else { return false };
            let known: Vec<&str> = value.as_array().unwrap().iter().filter_map(Value::as_str).collect();
            words.iter().all(|word| known.contains(&word.aws))
        }
        (
            "permissions.publisher_principals_needing_topic_policy",
            Some(Between::Permission { principal, .. }),
        ) => value.as_array().unwrap().iter().any(|one| one.as_str() == Some(principal)),
        ("lambda_event_source.role_actions", _) => {
            let needs = link.between.iter().filter_map(|(_, between)| match between {
                Between::Need { actions, .. } => Some(*actions),
                _ => None,
            });
            let ours: BTreeSet<&str> = needs.flatten().copied().collect();
            ours == value.as_array().unwrap().iter().filter_map(Value::as_str).collect()
        }
        ("streams.view_type_required_when_enabled", Some(Between::Setting { attr, .. })) => {
            value.as_bool().unwrap() && attr == "stream"
        }
        _ => false,
    }
}

/// Whether what EventBridge calls lets it, each in its own way.
fn events_may(link: &stackc::catalog::Link, value: &Value) -> bool {
    let says = |name: &str| value[name].as_str().unwrap();
    says("lambda").starts_with("resource policy")
        && says("sqs").starts_with("queue policy")
        && link.between.iter().all(|(_, between)| match between {
            Between::Permission { principal, .. } | Between::Role { principal, .. } => {
                says("others").ends_with(principal)
            }
            Between::Need { .. } | Between::Setting { .. } | Between::Part(_) => false,
        })
}

fn as_number(count: Option<usize>) -> Option<i64> {
    count.and_then(|count| i64::try_from(count).ok())
}

#[test]
fn policies_and_labels_are_as_long_as_their_facts_say() {
    let Some(book) = Book::open() else { return };
    let catalog = builtin();
    let shapes = catalog.kinds().flat_map(|kind| super::shapes(kind.shape));
    let mut compared = 0;
    for shape in shapes {
        for statement in shape.statements.iter().filter(|statement| statement.max_policy.is_some()) {
            let [fact] = statement.facts else { panic!("{statement:?}") };
            let value = book.get(fact.file, fact.key).unwrap();
            assert_eq!(as_number(statement.max_policy), value.as_integer(), "{}", fact.key);
            compared += 1;
        }
        for labels in shape.blocks.iter().filter_map(|block| block.labels) {
            let [names, count] = labels.facts else { panic!("{labels:?}") };
            let pattern = book.get(names.file, names.key).unwrap().as_str().unwrap();
            assert_eq!(classes(&format!("[{}]", labels.characters)), classes(pattern));
            assert_eq!(lengths(pattern), Some((labels.min_length, labels.max_length)));
            let most = book.get(count.file, count.key).unwrap().as_integer();
            assert_eq!(as_number(Some(labels.max_count)), most);
            compared += 1;
        }
    }
    assert!(compared >= 15, "{compared}");
}

/// Kind, output, and what the collection calls it; its own words for the kind's `name` and `id`.
const ARNS: &[(&str, &str, &str)] = &[
    ("function", "lambda_function", "{name}"),
    ("role", "iam_role", "{name}"),
    ("policy", "iam_policy", "{name}"),
    ("bucket", "s3_bucket", "{bucket}"),
    ("schedule", "scheduler_schedule", "{name}"),
    ("api", "apigateway_http_api", "{name}"),
    ("log_group", "log_group", "{name}"),
    ("repository", "ecr_repository", "{name}"),
    ("cluster", "ecs_cluster", "{name}"),
    ("service", "ecs_service", "{name}"),
    ("job_queue", "batch_job_queue", "{name}"),
    ("alarm", "cloudwatch_alarm", "{name}"),
    ("dashboard", "cloudwatch_dashboard", "{name}"),
    ("web_service", "apprunner_service", "{name}"),
    ("server", "lightsail_instance", "{name}"),
    ("kubernetes", "eks_cluster", "{name}"),
    ("node_group", "eks_nodegroup", "{name}"),
    ("fargate_profile", "eks_fargate_profile", "{name}"),
];

#[test]
fn arns_are_built_as_aws_builds_them() {
    let Some(book) = Book::open() else { return };
    for (name, key, word) in ARNS {
        let theirs = book.get("iam.toml", &format!("arn.{key}")).unwrap().as_str().unwrap();
        let theirs = theirs.replace("arn:aws:", "arn:{partition}:").replace(word, "{name}");
        let theirs = theirs.replace("{api_id}", "{id}").replace("{cluster}", "{cluster.name}");
        let theirs = theirs.replace("{uuid}", "{id}");
        assert_eq!(builtin().kind(name).unwrap().output("arn").unwrap().template, theirs);
    }
    let rest = book.get("iam.toml", "arn.apigateway_rest_api").unwrap().as_str().unwrap();
    let ours = builtin().kind("api").unwrap().output("arn").unwrap().cases;
    assert_eq!(ours[0].template, rest.replace("arn:aws:", "arn:{partition}:").replace("{api_id}", "{id}"));
    for (name, file) in [("queue", "sqs.toml"), ("topic", "sns.toml"), ("table", "dynamodb.toml")] {
        for output in ["arn", "url"] {
            let Some(theirs) = book.get(file, &format!("{name}.{output}")) else { continue };
            let ours = builtin().kind(name).unwrap().output(output).unwrap().template;
            assert_eq!(Some(ours), theirs.as_str());
        }
    }
    for (name, key, word) in [
        ("file_system", "file_system.arn", "{file_system}"),
        ("load_balancer", "load_balancer.arn", "{app|net}"),
    ] {
        let file = if name == "file_system" { "efs.toml" } else { "elb.toml" };
        let theirs = book.get(file, key).unwrap().as_str().unwrap();
        let theirs = theirs.replace(word, if name == "file_system" { "fs-{hex}" } else { "app" });
        assert_eq!(builtin().kind(name).unwrap().output("arn").unwrap().template, theirs);
    }
    let url = book.get("ecr.toml", "repository.uri").unwrap().as_str().unwrap();
    assert_eq!(builtin().kind("repository").unwrap().output("url").unwrap().template, url);
}

#[test]
fn carriers_are_trusted_as_their_services_ask() {
    let Some(book) = Book::open() else { return };
    for (name, key) in [
        ("function", "lambda_function"),
        ("service", "ecs_task"),
        ("job", "batch_job"),
        ("workload", "eks_pod_identity"),
    ] {
        let theirs = book.get("iam.toml", &format!("trust_principals.{key}")).unwrap().as_str().unwrap();
        let ours = builtin().kind(name).unwrap().carrier.unwrap().principal;
        assert_eq!(format!("{ours}.amazonaws.com"), theirs);
    }
    let execution = book.get("ecs.toml", "roles.task_execution.managed_policy").unwrap().as_str().unwrap();
    let part =
        builtin().kind("service").unwrap().parts.iter().find(|part| part.name == "execution_role").unwrap();
    let managed = part.inputs.iter().find(|input| input.name == "managed").unwrap();
    assert_eq!(managed.template.replace("{partition}", "aws"), execution);
}

#[test]
fn every_action_exists() {
    let Some(book) = Book::open() else { return };
    for kind in builtin().kinds() {
        for action in actions(kind) {
            assert!(book.actions.contains(&action.to_owned()), "{}: {action}", kind.name);
        }
    }
    let pull = builtin().kind("repository").unwrap().verb("pull").unwrap().grants;
    for (grant, key) in pull.iter().zip(["registry_level", "repository_level"]) {
        let theirs = book.get("ecr.toml", &format!("pull_permissions.{key}")).unwrap().as_array().unwrap();
        assert_eq!(grant.actions, theirs.iter().filter_map(Value::as_str).collect::<Vec<_>>());
    }
}

fn actions(kind: &'static Kind) -> Vec<&'static str> {
    let verbs = kind.verbs.iter().flat_map(|verb| verb.grants).flat_map(|grant| grant.actions);
    let logs = kind.carrier.iter().flat_map(|carrier| carrier.logs).flat_map(|grant| grant.actions);
    let mut all: Vec<&str> = verbs.chain(logs).copied().collect();
    for (_, between) in kind.links.iter().flat_map(|link| link.between) {
        match between {
            Between::Permission { action, .. } => all.push(action),
            Between::Role { actions, .. } | Between::Need { actions, .. } => all.extend(*actions),
            Between::Setting { .. } | Between::Part(_) => {}
        }
    }
    all
}

#[test]
fn storage_classes_that_objects_move_to_exist() {
    let Some(book) = Book::open() else { return };
    let known = book.get("s3.toml", "storage_class.values").unwrap().as_array().unwrap();
    let slots = builtin().kind("bucket").unwrap().shape.statement("move").unwrap().slots;
    let Type::OneOf(classes) = slots[0].ty else { panic!("{:?}", slots[0]) };
    assert!(classes.iter().all(|class| known.iter().any(|theirs| theirs.as_str() == Some(class))));
}

#[test]
fn versions_of_kubernetes_have_the_days_of_their_facts_and_none_is_missing() {
    let Some(book) = Book::open() else { return };
    let kubernetes = builtin().kind("kubernetes").unwrap();
    let theirs = book.get("eks.toml", "version").unwrap().as_array().unwrap();
    let day = |row: &Value, name: &str| row[name].as_datetime().unwrap().to_string();
    let rows: Vec<_> = theirs
        .iter()
        .map(|row| {
            (row["id"].as_str().unwrap(), day(row, "standard_support_end"), day(row, "extended_support_end"))
        })
        .collect();
    let ours: Vec<_> = kubernetes
        .dated
        .iter()
        .map(|row| (row.value, row.deprecated.to_owned(), row.no_create.to_owned()))
        .collect();
    assert_eq!(ours, rows);
    let Type::OneOf(words) = kubernetes.shape.attr("version").unwrap().ty else { panic!("version") };
    assert!(words.iter().copied().eq(ours.iter().map(|row| row.0)));
}

#[test]
fn roles_that_clusters_make_are_those_of_their_facts() {
    let Some(book) = Book::open() else { return };
    let catalog = builtin();
    let inputs = |kind: &str, part: &str, name: &str| -> Vec<String> {
        let part = catalog.kind(kind).unwrap().parts.iter().find(|row| row.name == part).unwrap();
        let inputs = part.inputs.iter().filter(|input| input.name == name);
        inputs.map(|input| input.template.replace("{partition}", "aws")).collect()
    };
    let text = |key: &str| book.get("eks.toml", key).unwrap().as_str().unwrap().to_owned();
    for (kind, part, trust, policies) in [
        ("kubernetes", "role", "cluster.role_trust_principal", vec![text("cluster.role_managed_policy")]),
        (
            "fargate_profile",
            "execution_role",
            "fargate_profile.pod_execution_role_trust_principal",
            vec![text("fargate_profile.pod_execution_role_managed_policy")],
        ),
        (
            "node_group",
            "role",
            "node_group.role_trust_principal",
            book.get("eks.toml", "node_group.role_managed_policies")
                .unwrap()
                .as_array()
                .unwrap()
                .iter()
                .map(|name| format!("arn:aws:iam::aws:policy/{}", name.as_str().unwrap()))
                .collect(),
        ),
    ] {
        assert_eq!(inputs(kind, part, "trust"), [text(trust).trim_end_matches(".amazonaws.com")]);
        assert_eq!(inputs(kind, part, "managed"), policies, "{kind}");
    }
    for (part, trust) in
        [("execution_role", "trust_principals.batch_job"), ("instance_role", "trust_principals.eks_node")]
    {
        let kind = if part == "execution_role" { "job" } else { "job_queue" };
        let theirs = book.get("iam.toml", trust).unwrap().as_str().unwrap();
        assert_eq!(inputs(kind, part, "trust"), [theirs.trim_end_matches(".amazonaws.com")]);
    }
}

#[test]
fn what_a_network_asks_of_a_functions_role_is_what_the_policy_of_aws_allows() {
    let Some(book) = Book::open() else { return };
    let arn = book.get("lambda.toml", "permissions.vpc_managed_policy").unwrap().as_str().unwrap();
    let policies = book.get("managed_policies.toml", "policy").unwrap().as_array().unwrap();
    let policy = policies.iter().find(|policy| policy["arn"].as_str() == Some(arn)).unwrap();
    let document: serde_json::Value = serde_json::from_str(policy["document"].as_str().unwrap()).unwrap();
    let allowed: BTreeSet<&str> = document["Statement"][0]["Action"]
        .as_array()
        .unwrap()
        .iter()
        .filter_map(|action| action.as_str())
        .filter(|action| action.starts_with("ec2:"))
        .collect();
    let function = builtin().kind("function").unwrap().carrier.unwrap();
    let (_, grant) = function.settings.iter().find(|(attr, _)| *attr == "network").unwrap();
    assert_eq!(grant.actions.iter().copied().collect::<BTreeSet<_>>(), allowed);
}
