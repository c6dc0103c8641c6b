//! The collection against the catalog: what it knows of these kinds is used, or said here to belong elsewhere.

use std::collections::BTreeSet;

use stackc::catalog::Default;
use stackc::kinds::builtin;

use super::book::Book;
use super::{every_attr, every_fact, sites};

/// Tables whose every entry is about what a stack can write.
const TABLES: &[(&str, &str)] = &[
    ("lambda.toml", "function"),
    ("lambda.toml", "memory"),
    ("lambda.toml", "timeout"),
    ("lambda.toml", "ephemeral_storage"),
    ("lambda.toml", "environment"),
    ("lambda.toml", "layers"),
    ("lambda.toml", "logging"),
    ("s3.toml", "bucket_name"),
    ("s3.toml", "bucket_namespace"),
    ("s3.toml", "defaults"),
    ("cloudwatch.toml", "logs"),
    ("ecr.toml", "repository"),
    ("ecr.toml", "image_tag"),
    ("ecr.toml", "scan"),
    ("ecr.toml", "encryption"),
    ("ecr.toml", "policies"),
    ("ecs.toml", "task_definition.health_check"),
    ("ecs.toml", "service"),
    ("eventbridge.toml", "scheduler"),
    ("apigateway.toml", "rest"),
    ("apigateway.toml", "http"),
    ("fargate.toml", "platform_versions"),
    ("sqs.toml", "queue"),
    ("sqs.toml", "queue.attributes"),
    ("sqs.toml", "queue.encryption"),
    ("sqs.toml", "queue.redrive"),
    ("sqs.toml", "lambda_event_source"),
    ("sns.toml", "topic"),
];

/// Entries that no row says, each with the reason.
const ELSEWHERE: &[(&str, &[&str])] = &[
    (
        "which of `code` and `image` is written says it",
        &["function.package_types", "function.package_type_default"],
    ),
    ("one word is written, never a list", &["function.architectures_max_items"]),
    ("the arrow says how it is called", &["function.invocation_types"]),
    (
        "code in line with the template is CloudFormation's",
        &["function.inline_code_handler_file", "function.inline_code_runtimes_pattern"],
    ),
    (
        "sizes of instances that one manages are not in the language",
        &[
            "memory.max_managed_instances",
            "timeout.max_managed_instances_async_and_event_source",
            "ephemeral_storage.max_with_accelerator",
        ],
    ),
    ("a price", &["ephemeral_storage.billed_above"]),
    ("the forbidden list of images says it", &["layers.allowed_for_image_package"]),
    (
        "no retention is for ever, said in the attribute's own words",
        &["logging.default_retention", "logs.retention_default"],
    ),
    (
        "the name of the default log group, compared as `logs.default_groups.lambda`",
        &["logging.default_log_group"],
    ),
    ("advice on names that work", &["bucket_name.periods_break"]),
    (
        "the characters of a name say it",
        &["bucket_name.underscores_allowed", "repository.upper_case_allowed"],
    ),
    (
        "columns of the naming, not numbers",
        &["bucket_name.uniqueness", "bucket_name.immutable", "scheduler.unique_within"],
    ),
    ("only stated", &["bucket_namespace.note", "bucket_namespace.account_regional_format"]),
    ("access lists of objects are not in the language", &["defaults.acls_enabled"]),
    ("a judgement on two attributes is a rule's", &["logs.delivery_class_retention_days"]),
    (
        "what happens at run time",
        &[
            "logs.event_max_bytes",
            "scheduler.precision_s",
            "scheduler.one_time_schedule_stays_after_run",
            "scheduler.dst",
            "scheduler.start_end_ignored_for_one_time",
            "rest.payload_max_bytes",
            "http.payload_max_bytes",
            "rest.headers_total_max_bytes",
            "http.headers_total_max_bytes",
            "rest.lambda_proxy_event_version",
            "rest.lambda_proxy_integration_http_method",
            "service.max_tasks_formula",
            "service.min_tasks_formula",
            "service.deadlock_rule",
            "service.no_container_health_check_wait_s",
            "service.circuit_breaker",
        ],
    ),
    ("an output", &["repository.uri"]),
    ("a deletion by force is not in the language", &["repository.force_delete_option"]),
    ("tags of images are pushed, not written", &["image_tag.pattern", "image_tag.api_max_length"]),
    (
        "scanning is the registry's own setting, but for the push",
        &["scan.types", "scan.frequencies", "scan.continuous_requires"],
    ),
    (
        "the policy is made from `keep_images` or `cleanup`, and what that leaves room for",
        &["policies.lifecycle_policy_chars"],
    ),
    (
        "one controller, ECS's own; and AWS does as it likes with zones",
        &["service.deployment_controllers", "service.availability_zone_rebalancing_default_on_create"],
    ),
    (
        "`launch` says the one and `capacity` the other, and what is made of both names one only",
        &["service.launch_type_and_capacity_provider_strategy_exclusive"],
    ),
    ("networks of one's own come later", &["service.security_groups_max"]),
    (
        "the form of timings is checked where timings are read",
        &["scheduler.forms", "scheduler.at_form", "scheduler.at_has_zone_suffix", "scheduler.rate"],
    ),
    ("a window that is not written is OFF", &["scheduler.flexible_window_modes"]),
    ("an arrow each", &["scheduler.targets_per_schedule"]),
    ("quotas of the account", &["scheduler.quotas", "rest.quotas", "http.quotas"]),
    (
        "parts of API Gateway that are not in the language",
        &[
            "rest.integration_types",
            "http.integration_types",
            "http.authorization_types",
            "rest.integration_timeout_raise",
        ],
    ),
    (
        "made by itself",
        &[
            "rest.deployment_required",
            "http.default_stage",
            "http.stage_auto_deploy_default",
            "http.payload_format_required",
        ],
    ),
    (
        "the form of routes is checked where arrows are read",
        &["rest.methods", "rest.resource_grammar", "http.route_grammar"],
    ),
    ("what REST APIs have and HTTP APIs have not", &["http.not_available"]),
    (
        "tasks on Windows are not in the language",
        &["platform_versions.windows_latest_resolves_to", "platform_versions.windows"],
    ),
    ("only stated", &["platform_versions.applies_to"]),
    ("outputs, compared with the ARNs", &["queue.arn", "queue.url", "topic.arn"]),
    (
        "parts of SNS that are not in the language",
        &[
            "topic.data_protection_available_to_new_customers",
            "topic.delivery_status_logging_protocols",
            "topic.delivery_status_success_sample_rate_percent",
        ],
    ),
    ("what the API does with a name that is taken", &["topic.create_is_idempotent_by_name"]),
    ("a judgement on two carried attributes is a rule's", &["topic.tracing_active_on_fifo"]),
    (
        "what happens while a queue stands or changes",
        &[
            "queue.attribute_change_propagation_s",
            "queue.delete_duration_s",
            "queue.recreate_same_name_wait_s",
            "queue.retention_change_propagation_s",
            "queue.same_name_different_attributes",
            "queue.same_name_same_attributes",
            "queue.redrive.moved_when",
            "queue.redrive.move_task",
            "queue.redrive.retention_counts_from_original_enqueue_on_standard",
            "lambda_event_source.batch_error_without_partial_response",
            "lambda_event_source.billing_empty_receives",
            "lambda_event_source.delete_by",
            "lambda_event_source.fifo_concurrency",
            "lambda_event_source.invocation",
            "lambda_event_source.payload_max_bytes",
            "lambda_event_source.standard_scaling",
        ],
    ),
    (
        "how names of queues are compared and counted, which needs no row",
        &["queue.names_case_sensitive", "queue.fifo_suffix_counts_toward_length"],
    ),
    (
        "advice",
        &[
            "queue.tags_recommended_max",
            "queue.redrive.max_receive_count_recommended_for_lambda",
            "lambda_event_source.visibility_timeout_recommended",
        ],
    ),
    (
        "said by which of `encrypted` and `kms_key` is written",
        &["queue.encryption.options", "queue.encryption.kms_default_alias"],
    ),
    ("what `dead_letter` and `receives` become", &["queue.redrive.keys"]),
    (
        "one stack is one account and one region",
        &[
            "queue.redrive.same_account_and_region",
            "lambda_event_source.cross_account_allowed",
            "lambda_event_source.same_region_required",
        ],
    ),
    (
        "filters and pollers of event source mappings are not in the language",
        &[
            "lambda_event_source.filter_pattern_max_bytes",
            "lambda_event_source.filtered_out_messages",
            "lambda_event_source.filters_max_default",
            "lambda_event_source.filters_max_with_quota_increase",
            "lambda_event_source.metrics_config",
            "lambda_event_source.provisioned_mode",
            "lambda_event_source.scaling_config_and_provisioned_mode_exclusive",
        ],
    ),
    (
        "a judgement on the arrow and its function is a rule's, and the fact is unconfirmed",
        &["lambda_event_source.maximum_concurrency_le_reserved_concurrency"],
    ),
    (
        "what mappings of queues have not, and the arrow has no option for",
        &[
            "lambda_event_source.bisect_supported",
            "lambda_event_source.failure_handling",
            "lambda_event_source.maximum_retry_attempts_supported",
            "lambda_event_source.on_failure_destination_supported",
            "lambda_event_source.starting_position_allowed",
            "lambda_event_source.tumbling_window_supported",
        ],
    ),
    (
        "compared as a whole, or as the rows of platforms",
        &["platform_versions.linux", "platform_versions.linux_latest_resolves_to"],
    ),
];

#[test]
fn nothing_that_is_known_of_these_kinds_is_left_out() {
    let Some(book) = Book::open() else { return };
    let catalog = builtin();
    let mut used: BTreeSet<(&str, &str)> =
        every_fact(&catalog).iter().map(|(_, fact)| (fact.file, fact.key)).collect();
    used.extend(
        stackc::session::rules().iter().flat_map(|rule| rule.facts).map(|fact| (fact.file, fact.key)),
    );
    let elsewhere: BTreeSet<&str> =
        ELSEWHERE.iter().chain(sites::ELSEWHERE).flat_map(|(_, keys)| *keys).copied().collect();
    let mut left = Vec::new();
    let mut seen = BTreeSet::new();
    for (file, table) in TABLES.iter().chain(sites::TABLES) {
        for name in book.get(file, table).unwrap().as_table().unwrap().keys() {
            let key = format!("{table}.{name}");
            let whole = used.contains(&(*file, *table))
                && ["unit", "min", "max", "step", "default"].contains(&name.as_str());
            let named = used.iter().any(|(of, fact)| of == file && holds(fact, &key));
            if elsewhere.contains(key.as_str()) {
                seen.insert(key);
            } else if !whole && !named {
                left.push(format!("{file}: {key}"));
            }
        }
    }
    assert!(left.is_empty(), "{}", left.join("\n"));
    let gone: Vec<_> = elsewhere.iter().filter(|key| !seen.contains(**key)).collect();
    assert!(gone.is_empty(), "no longer there: {gone:?}");
}

/// Whether a fact's key is that entry or lies in it.
fn holds(fact: &str, entry: &str) -> bool {
    fact == entry || fact.strip_prefix(entry).is_some_and(|rest| rest.starts_with(['.', '[']))
}

/// Bounds and defaults that the collection says nothing of, each with its reason.
const WITHOUT_FACT: &[(&str, &[&str])] = &[
    (
        "a default of the language's own, where AWS has none",
        &["api.protocol", "subnet.tier", "table.index.project", "table.local_index.project"],
    ),
    (
        "general knowledge of CloudWatch",
        &["alarm.periods", "alarm.datapoints", "alarm.actions", "dashboard.chart.period"],
    ),
    ("general knowledge of DynamoDB", &["table.insights", "table -> enabled"]),
    (
        "what AWS does not do unless it is told to, from general knowledge",
        &[
            "api.cors.credentials",
            "api.tracing",
            "bucket.object_lock",
            "cluster.insights",
            "job.mount.read_only",
            "kubernetes.endpoint",
            "job.read_only",
            "file_system.move_back",
            "instance.hibernation",
            "instance.monitoring",
            "instance.mount.read_only",
            "instance.termination_protection",
            "volume.auto_enable_io",
            "service.container.mount.read_only",
            "service.container.read_only",
            "service.container.bind.read_only",
            "service.deploy.circuit_breaker",
            "service.deploy.rollback",
            "service.distinct_hosts",
            "service.execute_command",
            "task.container.bind.read_only",
            "task.container.mount.read_only",
            "task.container.read_only",
        ],
    ),
    (
        "what AWS does unless it is told otherwise, from general knowledge",
        &[
            "instance.ebs_optimized",
            "instance.shutdown",
            "instance.source_dest_check",
            "instance.tenancy",
            "load_balancer.address_type",
        ],
    ),
    (
        "what Lambda does unless it is told to, and bounds of its API, from general knowledge",
        &[
            "function.publish",
            "function.snap_start",
            "function.alias.version",
            "function.alias.also",
            "function.alias.share",
            "function.alias.provisioned",
            "function.url.stream",
            "function.url.cors.credentials",
            "function.url.cors.max_age",
        ],
    ),
    (
        "of lifecycle policies of ECR the collection has nothing: its guide; see docs/facts.md",
        &[
            "repository.cleanup.priority",
            "repository.cleanup.of",
            "repository.cleanup.more_than",
            "repository.cleanup.older_than",
        ],
    ),
    (
        "of what S3 can besides the collection has nothing: its API model, from general knowledge; see docs/facts.md",
        &[
            "bucket.accelerate",
            "bucket.lock_for",
            "bucket.cors.max_age",
            "bucket.inventory.every",
            "bucket.inventory.versions",
            "bucket.tiering.archive_after",
            "bucket.tiering.deep_archive_after",
        ],
    ),
    (
        "what the number itself allows, and no key unless one is asked for",
        &["api.usage_plan.rate", "api.usage_plan.burst", "api.usage_plan.quota", "api -> api_key"],
    ),
    ("bounded by its type, row by row", &["volume.size"]),
    (
        "what AWS does unless it is told not to, from general knowledge",
        &["capacity.market", "service.container.protocol", "service.scale.shrink", "task.container.protocol"],
    ),
    (
        "of Auto Scaling, of which the collection has nothing: a guide and general knowledge; see docs/facts.md",
        &["capacity.max_age", "capacity.target"],
    ),
    (
        "what Kubernetes says by itself and lets pass, from general knowledge",
        &[
            "workload.container.cpu",
            "workload.container.health.interval",
            "workload.container.health.retries",
            "workload.container.health.start_period",
            "workload.container.health.timeout",
            "workload.container.limits.cpu",
            "workload.container.limits.memory",
            "workload.container.memory",
            "workload.container.mount.read_only",
            "workload.container.port",
            "workload.container.read_only",
            "workload.count",
            "workload.disruption.max_unavailable",
            "workload.disruption.min_available",
            "workload.namespace",
            "workload.rollout.max_surge",
            "workload.rollout.max_unavailable",
            "workload.scale.cpu",
            "workload.scale.memory",
            "workload.stop_timeout",
        ],
    ),
    (
        "what the number itself allows",
        &[
            "job.cpu",
            "job_queue.max_cpu",
            "job_queue.min_cpu",
            "capacity.always_on_demand",
            "capacity.count",
            "outpost.disk",
            "repository.keep_images",
            "service.container.cpu",
            "service.container.host_port",
            "service.container.port",
            "service.deploy.bake",
            "service.deploy.step",
            "service.deploy.wait",
            "service.scale.cooldown",
            "service.scale.cooldown_in",
            "service.scale.cpu",
            "service.scale.memory",
            "service.scale.requests",
            "task.container.cpu",
            "task.container.host_port",
            "task.container.port",
        ],
    ),
];

#[test]
fn every_bound_and_default_has_a_fact_or_a_reason_to_have_none() {
    let mut without: BTreeSet<&str> =
        WITHOUT_FACT.iter().chain(sites::WITHOUT_FACT).flat_map(|(_, paths)| *paths).copied().collect();
    let mut left = Vec::new();
    for kind in builtin().kinds() {
        for (path, attr) in every_attr(kind) {
            let bounded = attr.limit.is_some() || attr.max_length.is_some() || attr.max_items.is_some();
            // What another resource decides is no number of AWS's.
            let set = !matches!(attr.default, Default::None | Default::FirstList(_));
            if (bounded || set) && attr.facts.is_empty() && !without.remove(path.as_str()) {
                left.push(path);
            }
        }
    }
    assert!(left.is_empty(), "{}", left.join("\n"));
    assert!(without.is_empty(), "no longer without: {without:?}");
}
