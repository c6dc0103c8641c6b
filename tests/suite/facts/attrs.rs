//! One attribute against one fact.

use stackc::base::Dimension;
use stackc::catalog::{Attr, Default, Presence, Type};
use toml::{Table, Value};

use super::classes::lengths;

/// Whether an attribute and a fact agree.
pub(super) type Agrees = fn(&Attr, &Value) -> bool;

/// Facts that say something of an attribute which is no number, word or list, and what must then hold.
const SAID: &[(&str, Agrees)] = &[
    ("alarm.comparison_operators", |attr, value| {
        let word = match attr.name {
            "above" => "GreaterThanThreshold",
            "at_least" => "GreaterThanOrEqualToThreshold",
            "below" => "LessThanThreshold",
            _ => "LessThanOrEqualToThreshold",
        };
        attr.ty == Type::Amount && holds(value, word)
    }),
    ("alarm.period_s_allowed", |attr, value| {
        value.as_str() == Some("10, 20, 30 or any multiple of 60")
            && attr.limit.is_some_and(|limit| limit.min == 10_000 && limit.step == 10_000)
    }),
    ("alarm.high_resolution_periods_s", |attr, value| {
        let least = value.as_array().unwrap().iter().filter_map(Value::as_integer).min();
        least.is_some_and(|least| attr.limit.is_some_and(|limit| limit.min == least * 1_000))
    }),
    ("security_group.groups_per_network_interface_default", |attr, value| {
        attr.max_items.and_then(|most| i64::try_from(most).ok()) == value.as_integer()
    }),
    ("vpc.dns_defaults.enable_dns_support", |attr, value| {
        attr.default == Default::Flag(value.as_bool().unwrap())
    }),
    ("vpc.dns_defaults.enable_dns_hostnames_other", |attr, value| {
        attr.default == Default::Flag(value.as_bool().unwrap())
    }),
    ("rules.states", |attr, _| attr.ty == Type::Bool),
    ("rules.dead_letter", |attr, value| {
        attr.ty == Type::Reference(&["queue"]) && value.as_str().unwrap().starts_with("SQS")
    }),
    ("notification.destinations", |attr, value| {
        let named = value.as_array().unwrap().iter().filter_map(Value::as_str);
        attr.ty == Type::Bool && named.into_iter().any(|name| name.to_lowercase().starts_with(attr.name))
    }),
    ("keys.attribute_name_length", |attr, value| is_longest(attr, &value["max"])),
    ("ttl.attribute_name_length", |attr, value| is_longest(attr, &value["max"])),
    ("backup.point_in_time_recovery_days.min", |attr, value| {
        attr.limit.map(|limit| limit.min / 86_400_000) == value.as_integer()
    }),
    ("backup.point_in_time_recovery_days.max", |attr, value| {
        attr.limit.map(|limit| limit.max / 86_400_000) == value.as_integer()
    }),
    ("queue.redrive.source_arns_only_with", |attr, value| {
        attr.presence == Presence::ByValue("redrive_from", &["listed"], &[])
            && value.as_str() == Some("byQueue")
    }),
    ("image_tag.mutability", |attr, value| {
        attr.ty == Type::Bool && attr.spelled.iter().all(|(_, theirs)| holds(value, theirs))
    }),
    ("image_tag.exclusion_filter_required_for", |attr, value| {
        attr.presence == Presence::With("immutable") && holds(value, "IMMUTABLE_WITH_EXCLUSION")
    }),
    ("topic.data_protection_policy_max_chars", |attr, value| is_longest(attr, value)),
    ("rest.cache_cluster_sizes_gb", |attr, value| {
        let Type::OneOf(words) = attr.ty else { return false };
        let theirs: Vec<String> = value.as_array().unwrap().iter().map(Value::to_string).collect();
        words == theirs.as_slice()
    }),
    ("async.dead_letter_targets", |attr, value| {
        let words = value.as_array().unwrap();
        attr.ty == Type::Reference(&["queue", "topic"]) && words.len() == 2
    }),
    ("lambda_event_source.on_failure_destination_supported", |_, value| value.as_bool().unwrap()),
    ("function.zip_requires", |attr, value| {
        attr.presence == Presence::Unless("image") && holds(value, attr.cfn)
    }),
    ("function.image_forbids", |attr, value| attr.name == "image" || excludes_image(attr, value)),
    ("scheduler.states", |attr, _| attr.ty == Type::Bool),
    // Blocks of capacity are reserved beforehand, which is not in the language.
    ("node_group.capacity_types", |attr, value| {
        let Type::OneOf(words) = attr.ty else { return false };
        words.iter().all(|word| holds(value, spelled(attr, word)))
    }),
    ("node_group.scaling", |attr, value| {
        value["min_size_min"].as_integer() == attr.limit.map(|limit| limit.min)
            && value["rule"].as_str() == Some("min <= desired <= max")
    }),
    ("node_group.disk_gib_default", |attr, value| {
        let linux = value["linux"].as_integer().unwrap();
        attr.default == Default::Amount(Dimension::Size, linux << 30)
    }),
    ("node_group.instance_type_default", |attr, value| attr.doc.contains(value.as_str().unwrap())),
    ("node_group.update_fields_exclusive", |attr, value| {
        value.as_bool().unwrap() && matches!(attr.presence, Presence::NotWith(_))
    }),
    ("fargate_profile.private_subnets_only", |attr, value| {
        value.as_bool().unwrap() && attr.doc.contains("private subnets")
    }),
    ("job_queue.states", |attr, value| attr.ty == Type::Bool && value.as_array().unwrap().len() == 2),
    ("compute_environment.resource_types", |attr, value| {
        let Type::OneOf(words) = attr.ty else { return false };
        words.iter().all(|word| holds(value, spelled(attr, word)))
    }),
    ("compute_environment.instance_type_aliases", |attr, value| {
        let named = |family: &Value| attr.doc.contains(family.as_str().unwrap());
        value["default_x86_64"].as_array().unwrap().iter().all(named)
            && value["optimal"].as_str() == Some("same as default_x86_64")
    }),
    ("job_definition.resource_requirement_types", |attr, value| {
        holds(value, "GPU") && attr.cfn.contains("GPU")
    }),
    ("dependencies.types", |attr, value| attr.ty == Type::Bool && value.as_array().unwrap().len() == 2),
    ("dependencies.n_to_n", |attr, value| {
        attr.name == "pairwise" && value["array_only"].as_bool() == Some(true)
    }),
    ("dependencies.sequential", |attr, value| {
        attr.name == "sequential" && value["needs_job_id"].as_bool() == Some(false)
    }),
    ("scheduler.time_zone", |attr, value| {
        let text = value.as_str().unwrap();
        attr.default == Default::Text("UTC")
            && text.ends_with("default UTC")
            && text.contains(&format!("max {} characters", attr.max_length.unwrap()))
    }),
    ("scheduler.start_end_date_zone", |attr, value| attr.doc.contains(value.as_str().unwrap())),
    ("scheduler.dead_letter", |attr, value| {
        attr.ty == Type::Reference(&["queue"]) && value.as_str().unwrap().starts_with("SQS")
    }),
    ("scheduler.input_max_bytes", |attr, value| is_longest(attr, value)),
    ("queue.type_change_after_creation", |attr, value| {
        replaces(attr) && value.as_str().unwrap().contains(attr.cfn)
    }),
    ("queue.attributes.fifo_only", |attr, value| {
        attr.presence == Presence::With("fifo") && holds(value, attr.cfn)
    }),
    ("queue.encryption.one_option_per_queue", |attr, value| {
        attr.presence == Presence::NotWith("kms_key") && value.as_bool().unwrap()
    }),
    ("queue.encryption.sse_sqs_default_for_new_queues", |attr, value| {
        attr.default == Default::Flag(value.as_bool().unwrap())
    }),
    ("lambda_event_source.function_response_types", |attr, value| {
        attr.ty == Type::Bool && value.as_array().unwrap().len() == 1
    }),
    // Who reads it are people, who are not in the language.
    ("topic.display_name_used_by", |attr, value| attr.max_length.is_none() && holds(value, "email")),
    ("topic.fifo_name_suffix", |attr, _| replaces(attr) && attr.ty == Type::Bool),
    ("topic.archive_policy_fifo_only", |attr, value| {
        attr.presence == Presence::With("fifo") && value.as_bool().unwrap()
    }),
    ("subscription.attributes", |attr, value| holds(value, attr.cfn)),
    ("subscription.redrive_target", |attr, value| {
        attr.ty == Type::Reference(&["queue"]) && value.as_str().unwrap().starts_with("SQS")
    }),
    ("modification.replacement", |attr, value| {
        let is_it = |word: &Value| word.as_str().unwrap().replace('_', "") == attr.cfn.to_lowercase();
        replaces(attr) && value.as_array().unwrap().iter().any(is_it)
    }),
    (
        "multi_attach.types",
        |attr, value| matches!(attr.presence, Presence::OnlyIf("type", words) if words.iter().all(|word| holds(value, word))),
    ),
    ("file_system.immutable", |attr, value| replaces(attr) && holds(value, attr.cfn)),
    ("encryption.at_rest_default_api", |attr, value| attr.default == Default::Flag(value.as_bool().unwrap())),
    ("encryption.kms_key_requires_encrypted", |attr, value| {
        attr.presence == Presence::With("encrypted") && value.as_bool().unwrap()
    }),
    ("user_data.max_bytes", |attr, value| is_longest(attr, value)),
    ("target_group.health_check.path_default", |attr, value| {
        attr.default == Default::None && attr.doc.contains(&format!("`{}`", value.as_str().unwrap()))
    }),
    // Those that a listener of its sort has; what hands on whole packets is no sort of the language's.
    ("listener.protocols", |attr, value| {
        let Type::OneOf(words) = attr.ty else { return false };
        let theirs =
            |sort: &str| value[sort].as_array().unwrap().iter().filter_map(toml::Value::as_str).collect();
        let mut all: Vec<&str> = theirs("network");
        if words.contains(&"http") {
            all.extend::<Vec<&str>>(theirs("application"));
        }
        let mut ours: Vec<String> = words.iter().map(|word| word.to_uppercase()).collect();
        all.sort_unstable();
        ours.sort_unstable();
        ours == all
    }),
    ("target_group.protocols", |attr, value| {
        let Type::OneOf(words) = attr.ty else { return false };
        let sorts = value.as_table().unwrap().values();
        let all: Vec<&toml::Value> = sorts.flat_map(|sort| sort.as_array().unwrap()).collect();
        words.len() == all.len()
            && words.iter().all(|word| all.iter().any(|one| one.as_str() == Some(spelled(attr, word))))
    }),
    ("listener.certificate_required_for", |attr, value| {
        attr.presence == Presence::If("protocol", &["tls"]) && holds(value, "TLS")
    }),
    ("listener.default_certificates_exactly", |attr, value| {
        attr.ty == Type::String && value.as_integer() == Some(1)
    }),
    ("target_group.health_check.can_be_disabled_for", |attr, value| {
        attr.ty == Type::Bool && holds(value, "lambda") && attr.doc.contains("functions")
    }),
    ("target_group.attributes.slow_start_s", |attr, value| {
        attr.limit.map(|limit| limit.max / 1_000) == value["max"].as_integer()
    }),
    ("rule.fixed_response.body_max_bytes", |attr, value| is_longest(attr, value)),
    ("load_balancer.attributes.cross_zone_default", |attr, value| {
        attr.default == Default::Flag(value["network"].as_bool().unwrap())
    }),
    ("limits.trust_policy_chars", |attr, value| is_longest(attr, value)),
    ("defaults.versioning", |attr, value| {
        attr.default == Default::Flag(false) && value.as_str() == Some("unversioned")
    }),
    ("defaults.block_public_access", |attr, value| attr.default == Default::Flag(!value.as_bool().unwrap())),
    ("defaults.encryption", |attr, value| {
        value.as_str().unwrap().starts_with(spelled(attr, text(attr.default)))
    }),
    ("defaults.object_ownership", |attr, value| value.as_str() == Some(spelled(attr, text(attr.default)))),
    // What the account may take is no bound of one API: it can be raised.
    ("account_throttle.steady_rps", |attr, value| attr.default == Default::None && value.is_integer()),
    ("account_throttle.burst", |attr, value| attr.default == Default::None && value.is_integer()),
    ("logs.class_immutable", |attr, value| replaces(attr) == value.as_bool().unwrap()),
    ("encryption.immutable", |attr, value| replaces(attr) == value.as_bool().unwrap()),
    ("logs.deletion_protection_available", |_, value| value.as_bool().unwrap()),
    ("image_tag.mutability_default", |attr, value| {
        attr.default == Default::Flag(false) && value.as_str() == Some("MUTABLE")
    }),
    ("service.assign_public_ip_default_api", |attr, value| {
        attr.default == Default::Flag(false) && value.as_str() == Some("DISABLED")
    }),
    ("syntax.both_required_for_fargate", |attr, value| {
        let fargate: &[&str] = &["fargate", "fargate_spot"];
        value.as_bool().unwrap() && attr.presence == Presence::If("launch", fargate)
    }),
    ("service.desired_count_required_for", |attr, value| {
        value.as_str() == Some("REPLICA") && attr.presence == Presence::UnlessOne("scheduling", &["daemon"])
    }),
    // Spot is a provider of AWS's own, and no launch type; what runs elsewhere is not in the language.
    ("launch_types", |attr, value| {
        attr.spelled.iter().all(|(_, theirs)| *theirs == "FARGATE_SPOT" || holds(value, theirs))
    }),
    ("capacity_provider_strategy.predefined", |attr, value| {
        let has = |word: &toml::Value| attr.spelled.iter().any(|(_, ours)| word.as_str() == Some(ours));
        value.as_array().unwrap().iter().all(has)
    }),
    ("task_definition.network_mode_default_ec2_linux", |attr, value| {
        attr.default == Default::None && attr.doc.contains(&format!("`{}`", value.as_str().unwrap()))
    }),
    ("service.minimum_healthy_percent_default.replica", says_percent),
    ("service.minimum_healthy_percent_default.daemon_api", says_percent),
    ("service.maximum_percent_default.replica", says_percent),
    ("service.maximum_percent_default.daemon", says_percent),
];

/// A default that depends on another block, and is said in the attribute's own words.
fn says_percent(attr: &Attr, value: &Value) -> bool {
    attr.default == Default::None && attr.doc.contains(&format!("{}%", value.as_integer().unwrap()))
}

/// What is wrong between them; nothing if they agree.
pub(super) fn judge(attr: &Attr, key: &str, value: &Value) -> Option<String> {
    if let Some((_, agrees)) = SAID.iter().chain(super::sites::SAID).find(|(said, _)| *said == key) {
        return (!agrees(attr, value)).then(|| format!("{value} is not what it says"));
    }
    match value {
        Value::Table(table) => judge_table(attr, key, table),
        Value::Array(items) => judge_list(attr, key, items),
        Value::Integer(number) => judge_number(attr, key, *number),
        Value::String(word) if key.contains("default") => {
            (spelled(attr, text(attr.default)) != word).then(|| format!("default is {word}"))
        }
        Value::String(pattern) => judge_pattern(attr, pattern),
        Value::Boolean(flag) if key.ends_with("default") => {
            (attr.default != Default::Flag(*flag)).then(|| format!("default is {flag}"))
        }
        _ => Some("nothing compares this".to_owned()),
    }
}

fn judge_table(attr: &Attr, key: &str, table: &Table) -> Option<String> {
    let scale = scale(attr, key, table.get("unit"));
    let number = |name: &str| table.get(name).and_then(Value::as_integer).map(|number| number * scale);
    let limit = attr.limit;
    let mut wrong = Vec::new();
    for (name, ours) in [("min", limit.map(|limit| limit.min)), ("max", limit.map(|limit| limit.max))] {
        if let Some(theirs) = number(name).filter(|theirs| ours != Some(*theirs)) {
            wrong.push(format!("{name} is {theirs}, not {ours:?}"));
        }
    }
    if let Some(theirs) = number("step").filter(|theirs| limit.map(|limit| limit.step) != Some(*theirs)) {
        wrong.push(format!("step is {theirs}"));
    }
    if let Some(theirs) =
        number("max_length").filter(|theirs| i64::try_from(attr.max_length.unwrap()) != Ok(*theirs))
    {
        wrong.push(format!("longest is {theirs}"));
    }
    // How long an API waits is left to its protocol.
    if !key.ends_with("integration_timeout_ms") {
        match (table.get("default"), attr.default) {
            (None, _) => {}
            (Some(Value::String(word)), Default::Text(ours)) if word == ours => {}
            (Some(_), Default::Amount(_, ours) | Default::Whole(ours)) if number("default") == Some(ours) => {
            }
            (Some(theirs), ours) => wrong.push(format!("default is {theirs}, not {ours:?}")),
        }
    }
    let compared = ["min", "max", "max_length", "default"].iter().any(|name| table.contains_key(*name));
    if !compared {
        wrong.push("nothing compares this".to_owned());
    }
    (!wrong.is_empty()).then(|| wrong.join(", "))
}

fn judge_list(attr: &Attr, key: &str, items: &[Value]) -> Option<String> {
    if let Type::OneOfDays(ours) = attr.ty {
        let theirs: Vec<i64> = items.iter().filter_map(Value::as_integer).collect();
        return (ours != theirs).then(|| format!("{theirs:?}"));
    }
    if !attr.only.is_empty() {
        let theirs: Vec<i64> =
            items.iter().filter_map(Value::as_integer).map(|one| one * scale(attr, key, None)).collect();
        return (attr.only != theirs).then(|| format!("{theirs:?}"));
    }
    if !attr.among.is_empty() {
        // Where others may be taken, too, those of the facts are among ours; remarks are left aside.
        let words = items.iter().filter_map(Value::as_str).flat_map(|text| text.split(" or "));
        let missing: Vec<&str> = words
            .filter_map(|word| word.split_whitespace().next())
            .filter(|word| !attr.among.contains(word))
            .collect();
        return (!missing.is_empty()).then(|| format!("not offered: {missing:?}"));
    }
    let ty = if let Type::List(of) = attr.ty { *of } else { attr.ty };
    let Type::OneOf(words) = ty else { return Some("a list of words, for no list of words".to_owned()) };
    let mut ours: Vec<&str> = words.iter().map(|word| spelled(attr, word)).collect();
    let mut theirs: Vec<&str> = items.iter().map(|item| item.as_str().unwrap()).collect();
    ours.sort_unstable();
    theirs.sort_unstable();
    (ours != theirs).then(|| format!("{theirs:?}, not {ours:?}"))
}

fn judge_number(attr: &Attr, key: &str, number: i64) -> Option<String> {
    let scaled = number * scale(attr, key, None);
    let last = key.rsplit('.').next().unwrap();
    let most =
        if last.ends_with("max_length") { attr.max_length } else { attr.max_items.or(attr.max_length) };
    let plain = i64::try_from(most.unwrap_or(0)).unwrap();
    let ours = if key.contains("default") {
        match attr.default {
            Default::Whole(ours) | Default::Amount(_, ours) => Some(ours),
            _ => None,
        }
    } else if last.ends_with("max_length") || attr.max_items.is_some() {
        return (plain != number).then(|| format!("{number}, not {plain}"));
    } else if last.contains("_min") || last == "min" {
        attr.limit.map(|limit| limit.min)
    } else if last.contains("_max") || last == "max" {
        attr.limit.map(|limit| limit.max)
    } else {
        return Some("nothing compares this".to_owned());
    };
    (ours != Some(scaled)).then(|| format!("{scaled}, not {ours:?}"))
}

fn judge_pattern(attr: &Attr, pattern: &str) -> Option<String> {
    let longest = lengths(pattern).map(|(_, most)| most);
    (longest.is_none() || longest != attr.max_length).then(|| format!("{pattern}: {:?}", attr.max_length))
}

/// How many of the catalog's unit one of the collection's is.
fn scale(attr: &Attr, key: &str, unit: Option<&Value>) -> i64 {
    match attr.ty {
        Type::Quantity(Dimension::Duration) if key.ends_with("_ms") => 1,
        Type::Quantity(Dimension::Duration) if key.ends_with("_minutes") => 60_000,
        Type::Quantity(Dimension::Duration) if key.ends_with("_days") => 86_400_000,
        Type::Quantity(Dimension::Duration) => {
            assert!(unit.is_none_or(|unit| unit.as_str() == Some("s")));
            1_000
        }
        // MiB per second, counted per year.
        Type::Quantity(Dimension::Throughput) => (1 << 20) * 31_536_000,
        Type::Quantity(Dimension::Size) if key.ends_with("_bytes") => 1,
        Type::Quantity(Dimension::Size) if key.ends_with("_gib") => 1 << 30,
        Type::Quantity(Dimension::Size) => {
            assert!(key.contains("_mib") || unit.is_some_and(|unit| unit.as_str() == Some("MiB")));
            1 << 20
        }
        _ => 1,
    }
}

/// AWS's spelling of a word.
fn spelled<'a>(attr: &Attr, word: &'a str) -> &'a str {
    attr.spelled.iter().find(|(ours, _)| *ours == word).map_or(word, |(_, theirs)| theirs)
}

fn text(default: Default) -> &'static str {
    match default {
        Default::Text(text) => text,
        other => panic!("{other:?} is no text"),
    }
}

fn is_longest(attr: &Attr, value: &Value) -> bool {
    value.as_integer() == attr.max_length.and_then(|most| i64::try_from(most).ok())
}

fn holds(list: &Value, word: &str) -> bool {
    list.as_array().unwrap().iter().any(|item| item.as_str() == Some(word))
}

fn excludes_image(attr: &Attr, forbidden: &Value) -> bool {
    matches!(attr.presence, Presence::NotWith("image") | Presence::Unless("image"))
        && holds(forbidden, attr.cfn)
}

fn replaces(attr: &Attr) -> bool {
    attr.on_change == stackc::catalog::OnChange::Replace
}
