//! The catalog against the collection of facts beside the project, value by value.

mod attrs;
mod book;
mod classes;
mod complete;
mod machines;
mod metrics;
mod names;
mod operations;
mod rows;
mod shapes;
mod sites;
mod unused;

use book::Book;
use stackc::base::Fact;
use stackc::catalog::{
    Attr, BlockBody, Catalog, Forbidden, Kind, Naming, OnChange, Presence, Shape, Suffix, Uniqueness,
};
use stackc::kinds::builtin;

/// Every attribute of a kind with the path that names it in a failure.
fn every_attr(kind: &'static Kind) -> Vec<(String, &'static Attr)> {
    let mut found = Vec::new();
    shape(kind.name.to_owned(), kind.shape, &mut found);
    for link in kind.links {
        found.extend(link.options.iter().map(|attr| (format!("{} -> {}", link.source, attr.name), attr)));
    }
    found
}

fn shape(path: String, shape_of: &'static Shape, found: &mut Vec<(String, &'static Attr)>) {
    found.extend(shape_of.attrs.iter().map(|attr| (format!("{path}.{}", attr.name), attr)));
    for statement in shape_of.statements {
        let options = statement.options.iter();
        found.extend(options.map(|attr| (format!("{path}.{}.{}", statement.word, attr.name), attr)));
    }
    for block in shape_of.blocks {
        if let BlockBody::Shape(inner) = block.body {
            shape(format!("{path}.{}", block.word), inner, found);
        }
    }
}

#[test]
fn every_fact_is_where_it_is_said_to_be_and_as_sure_as_it_is_said_to_be() {
    let Some(book) = Book::open() else { return };
    let catalog = builtin();
    let mut wrong = Vec::new();
    for (path, fact) in every_fact(&catalog) {
        if book.get(fact.file, fact.key).is_none() {
            wrong.push(format!("{path}: no `{}` in {}", fact.key, fact.file));
        } else if book.is_unconfirmed(fact.file, fact.key) == fact.confirmed {
            wrong.push(format!("{path}: `{}` is confirmed: {}", fact.key, !fact.confirmed));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Every fact that the catalog names, with what names it.
fn every_fact(catalog: &Catalog) -> Vec<(String, Fact)> {
    let mut found: Vec<(String, Fact)> = Vec::new();
    let mut add = |path: String, facts: &[Fact]| found.extend(facts.iter().map(|fact| (path.clone(), *fact)));
    for kind in catalog.kinds() {
        add(kind.name.to_owned(), kind.facts);
        if let Some(naming) = kind.naming {
            add(format!("{}.name", kind.name), naming.facts);
        }
        for (path, attr) in every_attr(kind) {
            add(path.clone(), attr.facts);
            attr.cases.1.iter().for_each(|case| add(format!("{path} {}", case.value), case.facts));
        }
        for shape in shapes(kind.shape) {
            for block in shape.blocks {
                add(format!("{} {}", kind.name, block.word), block.facts);
                add(format!("{} {}", kind.name, block.word), block.labels.map_or(&[], |labels| labels.facts));
            }
            for statement in shape.statements {
                add(format!("{} {}", kind.name, statement.word), statement.facts);
            }
        }
        for link in kind.links {
            add(format!("{} -> ", kind.name), link.facts);
            for block in link.blocks {
                add(format!("{} -> {}", kind.name, block.word), block.facts);
            }
            if let Some((_, fact)) = link.most {
                add(format!("{} most", kind.name), &[fact]);
            }
            for row in link.patience {
                add(format!("{} patience", kind.name), &[row.fact]);
            }
            for row in link.carries {
                add(format!("{} carries", kind.name), &[row.fact]);
            }
        }
        for table in kind.metrics {
            add(format!("{} metrics", kind.name), &[table.fact]);
        }
        for row in kind.dated {
            add(format!("{} {}", kind.name, row.value), &[row.fact]);
        }
        add(format!("{} key", kind.name), kind.key.map_or(&[], |key| key.facts));
        add(format!("{} closed", kind.name), kind.closed.map_or(&[], |closed| closed.facts));
        add(format!("{} quota", kind.name), kind.quota.map_or(&[], |quota| quota.facts));
        for quota in kind.quotas {
            add(format!("{} quotas", kind.name), &[quota.fact]);
        }
        if let Some(regions) = kind.regions {
            add(format!("{} regions", kind.name), &[regions.fact]);
        }
        for implied in kind.implied {
            add(format!("{} {}", kind.name, implied.cfn), implied.facts);
        }
        for row in kind.sizes {
            add(format!("{} {}", kind.name, row.cpu), &[row.fact]);
        }
    }
    found
}

#[test]
fn values_that_are_implied_are_those_of_their_facts() {
    let Some(book) = Book::open() else { return };
    let mut compared = 0;
    for (kind, implied) in builtin().kinds().flat_map(|kind| kind.implied.iter().map(move |one| (kind, one)))
    {
        // Several facts may list them together.
        let lists = implied.facts.iter().filter_map(|fact| book.get(fact.file, fact.key)?.as_array());
        let listed: Vec<&str> = lists.flatten().filter_map(toml::Value::as_str).collect();
        for fact in implied.facts {
            let value = book.get(fact.file, fact.key).unwrap();
            let place = format!("{}: {}", kind.name, fact.key);
            if fact.key.ends_with("_default") {
                assert_eq!(value.as_str(), Some(implied.default), "{place}");
                compared += 1;
            } else if let Some(words) = value.as_array() {
                let known = |one: &str| words.iter().any(|word| word.as_str() == Some(one));
                let is_list_of_values = implied.values.iter().any(|one| known(one.value));
                let all = implied.values.iter().all(|one| listed.contains(&one.value));
                assert!(all || !is_list_of_values, "{place}");
                compared += 1;
            }
        }
    }
    assert!(compared >= 7, "{compared}");
}

#[test]
fn quotas_are_those_of_their_facts() {
    let Some(book) = Book::open() else { return };
    let mut compared = 0;
    for (kind, quota) in builtin().kinds().flat_map(|kind| kind.quotas.iter().map(move |one| (kind, one))) {
        let value = book.get(quota.fact.file, quota.fact.key).unwrap();
        assert_eq!(value.as_integer(), i64::try_from(quota.most).ok(), "{}", kind.name);
        let counted = quota.within.is_empty() || kind.shape.attr(quota.within).is_some();
        assert!(counted, "{} has no `{}`", kind.name, quota.within);
        compared += 1;
    }
    assert!(compared > 12, "{compared}");
}

/// A shape and all that stand in its blocks.
fn shapes(of: &'static Shape) -> Vec<&'static Shape> {
    let inner = of.blocks.iter().filter_map(|block| match block.body {
        BlockBody::Shape(inner) => Some(inner),
        BlockBody::Table(_) => None,
    });
    std::iter::once(of).chain(inner.flat_map(shapes)).collect()
}

#[test]
fn limits_defaults_and_words_of_attributes_are_those_of_their_facts() {
    let Some(book) = Book::open() else { return };
    let mut wrong = Vec::new();
    let mut compared = 0;
    for kind in builtin().kinds() {
        for (path, attr) in every_attr(kind) {
            for fact in attr.facts {
                let value = book.get(fact.file, fact.key).unwrap();
                compared += 1;
                if let Some(why) = attrs::judge(attr, fact.key, value) {
                    wrong.push(format!("{path}: {}: {why}", fact.key));
                }
            }
            for case in attr.cases.1 {
                // A default of one case is said in words.
                let own = Attr { limit: Some(case.limit), default: stackc::catalog::Default::None, ..*attr };
                for fact in case.facts {
                    let mut value = book.get(fact.file, fact.key).unwrap().clone();
                    value.as_table_mut().unwrap().remove("default");
                    compared += 1;
                    if let Some(why) = attrs::judge(&own, fact.key, &value) {
                        wrong.push(format!("{path}: {}: {why}", fact.key));
                    }
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(compared > 60, "only {compared} facts were compared");
}

#[test]
fn names_are_bounded_as_their_facts_say() {
    let Some(book) = Book::open() else { return };
    for kind in builtin().kinds() {
        let Some(naming) = kind.naming else { continue };
        for fact in naming.facts {
            let value = book.get(fact.file, fact.key).unwrap();
            naming_fact(naming, fact.key, value);
        }
    }
}

fn naming_fact(naming: &Naming, key: &str, value: &toml::Value) {
    let words = || value.as_array().unwrap().iter().map(|word| word.as_str().unwrap());
    match key.rsplit('.').next().unwrap() {
        "name_max_length" | "max_length" => assert_eq!(value.as_integer(), i64::try_from(naming.max).ok()),
        "name_min_length" | "min_length" => assert_eq!(value.as_integer(), i64::try_from(naming.min).ok()),
        "max" => assert_eq!(value.as_integer(), i64::try_from(naming.max).ok()),
        "min" => assert_eq!(value.as_integer(), i64::try_from(naming.min).ok()),
        "no_adjacent_periods" => assert!(naming.forbidden.contains(&Forbidden::Within(".."))),
        "name_forbidden_prefix" => {
            let Some(word) = value.as_str() else { panic!("{value}") };
            assert!(
                naming.forbidden.iter().any(|row| matches!(row, Forbidden::Prefix(text) if *text == word))
            );
        }
        "not_ipv4_formatted" => assert!(naming.forbidden.contains(&Forbidden::Ipv4)),
        "reserved_prefixes" => {
            let ours = naming.forbidden.iter().filter(|row| matches!(row, Forbidden::Prefix(_))).count();
            let has = |word| {
                naming.forbidden.iter().any(|row| matches!(row, Forbidden::Prefix(text) if *text == word))
            };
            assert!(words().all(has));
            assert_eq!(ours, words().count());
        }
        "reserved_suffixes" => {
            let ours = naming.forbidden.iter().filter(|row| matches!(row, Forbidden::Suffix(_))).count();
            let has = |word| {
                naming.forbidden.iter().any(|row| matches!(row, Forbidden::Suffix(text) if *text == word))
            };
            assert!(words().all(has));
            assert_eq!(ours, words().count());
        }
        "unique_within" => {
            let Uniqueness::Within(attr) = naming.unique else { panic!("{naming:?}") };
            assert_eq!(Some(attr), value.as_str());
        }
        "fifo_name_suffix" => {
            let Suffix::Flagged("fifo", end) = naming.account_suffix else { panic!("{naming:?}") };
            assert_eq!(Some(end), value.as_str());
        }
        "role" | "policy" => {
            assert_eq!(value["max_length"].as_integer(), i64::try_from(naming.max).ok());
            pattern(naming, value["pattern"].as_str().unwrap());
        }
        "lambda" | "ecs_suggested" | "apprunner" => {
            let words = ["{function}", "{family}", "{service}"];
            let theirs = words
                .iter()
                .fold(value.as_str().unwrap().to_owned(), |text, word| text.replace(word, "{name}"));
            assert!(naming.from_reference.iter().any(|row| row.template == theirs), "{theirs}");
        }
        _ => pattern(naming, value.as_str().unwrap()),
    }
}

/// The characters, and the ends and lengths where the pattern has them.
fn pattern(naming: &Naming, pattern: &str) {
    // Of the grammar of a repository's names only pairs of separators are not in its sets.
    if pattern.contains("(/") {
        assert_eq!(pattern, r"[a-z0-9]+((\.|_|__|-+)[a-z0-9]+)*(/[a-z0-9]+((\.|_|__|-+)[a-z0-9]+)*)*");
        assert_eq!(classes::asked(|c| naming.allows_at_end(c)), classes::classes(pattern)[0]);
        return;
    }
    let sets = classes::classes(pattern);
    if sets.len() == 2 {
        // The first set is of the first character.
        let starts = |c: char| naming.allows(c) && !naming.forbidden.contains(&Forbidden::Prefix(letter(c)));
        assert_eq!(classes::asked(starts), sets[0]);
        assert_eq!(classes::asked(|c| naming.allows(c)), sets[1]);
        return;
    }
    if sets.len() == 3 {
        assert_eq!(classes::asked(|c| naming.allows_at_end(c)), sets[0]);
        assert_eq!(classes::asked(|c| naming.allows(c)), sets[1]);
        assert_eq!(classes::asked(|c| naming.allows_at_end(c)), sets[2]);
    } else {
        assert_eq!(classes::asked(|c| naming.allows(c)), sets[0], "{pattern}");
    }
    if let Some(lengths) = classes::lengths(pattern) {
        assert_eq!(lengths, (naming.min, naming.max));
    }
}

/// A character that names may not begin with, as a text.
fn letter(c: char) -> &'static str {
    match c {
        '-' => "-",
        '_' => "_",
        _ => "",
    }
}

/// Attributes whose change replaces the resource for a reason that is no create-only property of CloudFormation's.
const OTHER_REASONS: &[&str] = &[
    // Each element of these lists is a part of its own, and comes and goes with it.
    "network.public",
    "network.private",
    "network.isolated",
    "network.nat",
    "network.endpoints",
    // The collection has no row for authorizers; one of another API is another one.
    "api_authorizer.of",
    // What the subnet says, which is decided once.
    "elastic_ip.zone",
    "instance.network",
    "instance.subnets",
    "route_table.zone",
    "route_table.tier",
    "mount_target.network",
    "mount_target.subnets",
    "node_group.subnets",
    // The connector is another one then; the service takes it in place.
    "web_service.network",
    "web_service.firewalls",
    // The load balancer is create-only, and its name is in it.
    "listener.within",
    "listener_rule.within",
    // The name in it is create-only.
    "environment.tier",
    // Which of the two decides the package type, which is create-only.
    "function.code",
    "function.image",
    // Conditionally create-only: the bus that it is on, and what is in the key.
    "rule.bus",
    "table.key",
    "table.key_type",
    "table.sort",
    "table.sort_type",
    // A statement about another topic is another statement.
    "topic_permission.target",
    // Conditionally create-only, and never from Fargate to instances or back.
    "job_queue.launch",
    // Create-only within a property that is not.
    "kubernetes.ip_family",
    "kubernetes.service_range",
    // Create-only within the compute environment.
    "job_queue.spot_role",
    // The name follows from it, and names are create-only.
    "log_group.of",
    // CloudFormation refuses the change.
    "log_group.class",
    // A statement about another queue is another statement.
    "queue_permission.target",
    // A rack is no server: it is other hardware, of which CloudFormation says nothing.
    "outpost.form",
    // Conditionally create-only, depending on the new value.
    "service.launch",
    // Each zone has a mount target of its own, which comes and goes.
    "file_system.zones",
    // EBS cannot change where a volume is, nor what it was made from, which CloudFormation's schema leaves out.
    "volume.zone",
    "volume.place",
    "volume.snapshot",
    "volume.encrypted",
    "volume.kms_key",
];

#[test]
fn what_replaces_a_resource_is_create_only() {
    let Some(book) = Book::open() else { return };
    let mut wrong = Vec::new();
    for kind in builtin().kinds() {
        if kind.cfn.is_empty() {
            continue;
        }
        if let Some(naming) = kind.naming {
            let names = [
                "FunctionName",
                "RoleName",
                "ManagedPolicyName",
                "BucketName",
                "Name",
                "LogGroupName",
                "RepositoryName",
                "ClusterName",
                "ServiceName",
                "QueueName",
                "JobQueueName",
                "JobDefinitionName",
                "NodegroupName",
                "FargateProfileName",
                "TopicName",
                "AlarmName",
                "DashboardName",
                "TableName",
                "InstanceName",
                "EnvironmentName",
                "Family",
                "GroupName",
            ];
            let listed = names.iter().any(|name| lists(&book, kind.cfn, "create_only", name));
            if (naming.on_change == OnChange::Replace) != listed {
                wrong.push(format!("{}.name: create-only: {listed}", kind.name));
            }
        }
        for attr in kind.shape.attrs {
            let path = format!("{}.{}", kind.name, attr.name);
            let (of, property) = property(kind.cfn, attr.cfn);
            let listed = lists(&book, of, "create_only", property);
            // A task definition is a new one with each change, and the service takes it in place.
            let ours = !matches!(attr.on_change, OnChange::Update | OnChange::Grow);
            // So have an App Runner service its scaling, and an environment its code.
            let revised = [
                "AWS::ECS::TaskDefinition",
                "AWS::AppRunner::AutoScalingConfiguration",
                "AWS::ElasticBeanstalk::ApplicationVersion",
            ];
            let excused = OTHER_REASONS.contains(&path.as_str()) || revised.contains(&of);
            if ours != listed && !excused {
                wrong.push(format!("{path}: create-only: {listed}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn what_aws_requires_is_required_or_made_without_being_told() {
    let Some(book) = Book::open() else { return };
    // The engine gives these: the code or image, what a policy's lines say, default roles, where a flow leads, that a job is
    // a container, the name, the default security group and the subnets of the default network, how large a fleet may be
    // and what its hosts are made from, and the selectors of a profile, which are a block, what becomes of which request, what a rule of a security group speaks; and AWS knows the site of an
    // Outpost that stands.
    let given = [
        "Actions",
        "Code",
        "Conditions",
        "DashboardBody",
        "DefaultActions",
        "FlexibleTimeWindow",
        "GroupDescription",
        "IpProtocol",
        "LaunchTemplateData",
        "MaxSize",
        "MinSize",
        "Name",
        "NodeRole",
        "PodExecutionRoleArn",
        "PolicyDocument",
        "ResourcesVpcConfig",
        "Role",
        "RoleArn",
        "SecurityGroups",
        "Selectors",
        "SiteId",
        "Subnets",
        "Target",
        "Type",
    ];
    for kind in builtin().kinds() {
        let Some(entry) = book.get("update_behavior.toml", kind.cfn) else { continue };
        for property in entry["required"].as_array().unwrap() {
            let property = property.as_str().unwrap();
            let ours =
                kind.shape.attrs.iter().find(|attr| attr.cfn.split(['[', '|']).next() == Some(property));
            let required =
                ours.is_some_and(|attr| matches!(attr.presence, Presence::Required | Presence::OrGrant));
            let named = property.ends_with("Name") && kind.naming.is_some();
            let source = property == "SourceConfiguration";
            assert!(required || named || source || given.contains(&property), "{}: {property}", kind.name);
        }
    }
}

/// The resource type and the first property of a path.
fn property<'a>(of: &'a str, path: &'a str) -> (&'a str, &'a str) {
    // Of several paths the first is the resource's own.
    let path = path.split('|').next().unwrap();
    let (of, path) = if path.starts_with("AWS::") { path.split_once('.').unwrap() } else { (of, path) };
    (of, path.split('.').next().unwrap())
}

fn lists(book: &Book, of: &str, list: &str, property: &str) -> bool {
    let Some(entry) = book.get("update_behavior.toml", of) else { return false };
    entry[list].as_array().unwrap().iter().any(|item| item.as_str() == Some(property))
}

#[test]
fn sample_events_have_the_fields_of_the_facts() {
    let Some(book) = Book::open() else { return };
    let fields = |file: &str, key: &str| -> Vec<String> {
        let list = book.get(file, key).unwrap_or_else(|| panic!("{file} {key}")).as_array().unwrap();
        list.iter().map(|one| one.as_str().unwrap().to_owned()).collect()
    };
    let rows = [
        ("s3.put", "/Records/0", "s3.toml", "event.record_fields"),
        ("s3.put", "/Records/0/s3", "s3.toml", "event.s3_fields"),
        ("s3.put", "/Records/0/s3/bucket", "s3.toml", "event.bucket_fields"),
        ("s3.delete", "/Records/0/s3/object", "s3.toml", "event.object_fields"),
        ("apigateway.v1", "", "apigateway.toml", "event_v1.top_level"),
        ("apigateway.v1", "/requestContext", "apigateway.toml", "event_v1.request_context"),
        ("apigateway.v1", "/requestContext/identity", "apigateway.toml", "event_v1.identity"),
        ("apigateway.v2", "", "apigateway.toml", "event_v2.top_level"),
        ("apigateway.v2", "/requestContext", "apigateway.toml", "event_v2.request_context"),
        ("apigateway.v2", "/requestContext/http", "apigateway.toml", "event_v2.http"),
        ("schedule", "", "eventbridge.toml", "scheduled_event.fields"),
        ("sqs", "/Records/0", "sqs.toml", "event.fields"),
        ("sqs", "/Records/0/attributes", "sqs.toml", "event.attributes_standard"),
        ("sns", "/Records/0", "sns.toml", "event.fields"),
        ("sns", "/Records/0/Sns", "sns.toml", "event.sns_fields"),
        ("dynamodb", "/Records/0", "dynamodb.toml", "event.fields"),
        ("dynamodb", "/Records/0/dynamodb", "dynamodb.toml", "event.dynamodb_fields"),
    ];
    for (name, place, file, key) in rows {
        let sample = stackc::events::SAMPLES.iter().find(|sample| sample.name == name).unwrap();
        let event: serde_json::Value = serde_json::from_str(sample.json).unwrap();
        let known = fields(file, key);
        for field in event.pointer(place).unwrap().as_object().unwrap().keys() {
            assert!(known.contains(field), "{name}{place} has {field}, {key} does not");
        }
    }
}
