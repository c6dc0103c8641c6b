//! One file per rule, named twice here: as a module, and in the list.

mod absent_condition_key;
mod alias_without_version;
mod batch_takes_all;
mod beyond_quota;
mod beyond_rest_timeout;
mod boundless_permission;
mod callee_outlasts_caller;
mod caller_gives_up_first;
mod capacity_beyond_quota;
mod check_longer_than_interval;
mod closed_mount_port;
mod closed_port;
mod concurrency_exceeded;
mod conflicting_key_types;
mod conflicting_paths;
mod conflicting_retries;
mod conflicting_routes;
mod constant_alarm;
mod container_without_memory;
mod containers_exceed_task;
mod credentials_for_any_site;
mod crowded_subnet;
mod dead_letter_to_itself;
mod dead_permission;
mod deaf_rule;
mod default_route_in_rest_api;
mod deleted_before_moved;
mod dependency_cycle;
mod deployment_deadlock;
mod deprecated_runtime;
mod duplicate_physical_name;
mod duplicate_step;
mod empty_policy;
mod endless_logs;
mod environment_too_large;
mod excess_permission;
mod fargate_only;
mod filter_too_large;
mod finer_than_measured;
mod floating_image_tag;
mod fractional_cpu;
mod host_setting_on_fargate;
mod idle_load_balancer;
mod image_from_elsewhere;
mod image_pull_denied;
mod image_swept_away;
mod impossible_array;
mod impossible_batch;
mod impossible_cleanup;
mod impossible_file_system;
mod impossible_index;
mod impossible_opening;
mod impossible_period;
mod impossible_range;
mod impossible_retry;
mod impossible_start;
mod impossible_transition;
mod index_capacity_mismatch;
mod invalid_environment_key;
mod invalid_image_id;
mod invalid_label;
mod invalid_name;
mod invalid_namespace;
mod invalid_pattern;
mod invalid_policy;
mod invalid_tag;
mod job_exceeds_queue;
mod job_fits_no_host;
mod key_that_expires;
mod layer_without_version;
mod load_balancer_without_servers;
mod logs_denied;
mod malformed_arn;
mod malformed_handler;
mod memory_out_of_range;
mod minimum_above_maximum;
mod mismatched_operator;
mod misplaced_path;
mod misplaced_principal;
mod missing_permission;
mod missing_step;
mod mixed_architectures;
mod more_than_one_machine;
mod mount_on_old_platform;
mod needless_nat;
mod network_to_function;
mod never_rolls;
mod no_essential_container;
mod no_subnet_there;
mod no_such_route;
mod no_way_out;
mod old_platform_version;
mod old_volume_type;
mod open_function_url;
mod open_to_the_world;
mod out_of_range;
mod out_of_reach;
mod outpost_overcommit;
mod overlapping_notifications;
mod overlapping_runs;
mod overlapping_subnets;
mod oversized_message;
mod pipeline_cycle;
mod platform_too_old_for_size;
mod pod_exceeds_fargate;
mod pod_fits_no_node;
mod pod_rounded_up;
mod pods_exceed_nodes;
mod policy_too_large;
mod port_taken_twice;
mod port_without_network;
mod privilege_escalation;
mod public_bucket;
mod recursive_call;
mod relative_health_path;
mod request_above_limit;
mod reserved_environment_key;
mod rolling_without_load_balancer;
mod rule_without_target;
mod scale_without_range;
mod schedule_in_the_past;
mod schedule_without_target;
mod selector_matches_nothing;
mod server_without_tls;
mod servers_without_load_balancer;
mod service_closed_to_new_customers;
mod service_not_in_region;
mod shared_volume;
mod shorter_than_paid_for;
mod silent_alarm;
mod single_zone_load_balancer;
mod skipped_time;
mod slash_before_key;
mod spot_without_retries;
mod spot_without_role;
mod task_fits_no_host;
mod task_size_mismatch;
mod task_storage_out_of_range;
mod task_without_hosts;
mod tasks_exceed_hosts;
mod threshold_mismatch;
mod timeout_out_of_range;
mod too_few_zones;
mod too_many_arrows;
mod too_many_dependencies;
mod too_many_openings;
mod too_many_policies;
mod too_many_selectors;
mod traced_fifo_topic;
mod trigger_loop;
mod trusts_everyone;
mod unattached_volume;
mod unclear_alarm;
mod unfit_mount;
mod unfit_outpost_volume;
mod unfit_replication;
mod unfit_snapshot;
mod unfit_subscription;
mod unfit_throughput;
mod unknown_action;
pub(super) mod unknown_allowance;
mod unknown_authorizer;
mod unknown_condition_key;
mod unknown_machine_type;
mod unknown_managed_policy;
mod unknown_principal;
mod unknown_target_port;
mod unlisted_value;
mod unmatchable_pattern;
mod unmounted_write;
mod unplaced_workload;
mod unreachable_iops;
mod unsupported_kubernetes_version;
mod unsupported_on_fargate;
mod unsupported_on_outpost;
pub(super) mod unused_allowance;
mod unused_certificate;
mod unused_firewall;
mod unwatchable_metric;
mod upload_through_function;
mod version_skew;
mod visibility_below_timeout;
mod volume_held_by_old_task;
mod volume_in_other_zone;
mod volume_out_of_proportion;
mod wildcard_in_filter;
mod wrong_sort_of_queue;
mod wrong_trust;
mod zone_outside_region;
mod zone_without_mount_target;

use super::Check;
use super::cx::{Cx, Known};
use crate::diag::Rule;
use crate::model::{Resource, Value};
use crate::timing::{Dialect, Timing, Zone, parse_expression};

/// Lists the rules that judge, and those that speak for `suppress`.
macro_rules! rules {
    (judging $($name:ident)+; speaking $($spoken:ident)+) => {
        pub(super) static RULES: &[&Rule] = &[$(&$name::RULE,)+ $(&$spoken::RULE),+];
        pub(super) const CHECKS: &[Check] = &[$($name::CHECK),+];
    };
}

rules! {
    judging
        absent_condition_key alias_without_version batch_takes_all beyond_quota beyond_rest_timeout
        boundless_permission callee_outlasts_caller caller_gives_up_first capacity_beyond_quota
        check_longer_than_interval closed_mount_port closed_port concurrency_exceeded conflicting_key_types
        conflicting_paths conflicting_retries conflicting_routes constant_alarm container_without_memory
        containers_exceed_task credentials_for_any_site crowded_subnet dead_letter_to_itself dead_permission
        deaf_rule default_route_in_rest_api deleted_before_moved dependency_cycle deployment_deadlock
        deprecated_runtime duplicate_physical_name duplicate_step empty_policy endless_logs
        environment_too_large excess_permission fargate_only filter_too_large finer_than_measured
        floating_image_tag fractional_cpu host_setting_on_fargate idle_load_balancer image_from_elsewhere
        image_pull_denied image_swept_away impossible_array impossible_batch impossible_cleanup
        impossible_file_system impossible_index impossible_opening impossible_period impossible_range
        impossible_retry impossible_start impossible_transition index_capacity_mismatch invalid_environment_key
        invalid_image_id invalid_label invalid_name invalid_namespace invalid_pattern invalid_tag
        job_exceeds_queue job_fits_no_host key_that_expires layer_without_version
        load_balancer_without_servers logs_denied malformed_arn malformed_handler memory_out_of_range
        minimum_above_maximum mismatched_operator misplaced_path misplaced_principal missing_permission
        missing_step mixed_architectures more_than_one_machine mount_on_old_platform needless_nat
        network_to_function never_rolls no_essential_container no_subnet_there no_such_route no_way_out
        old_platform_version old_volume_type open_function_url open_to_the_world out_of_range out_of_reach
        outpost_overcommit overlapping_notifications overlapping_runs overlapping_subnets oversized_message
        pipeline_cycle platform_too_old_for_size pod_exceeds_fargate pod_fits_no_node pod_rounded_up
        pods_exceed_nodes policy_too_large port_taken_twice port_without_network privilege_escalation
        public_bucket recursive_call relative_health_path request_above_limit reserved_environment_key
        rolling_without_load_balancer rule_without_target scale_without_range schedule_in_the_past
        schedule_without_target selector_matches_nothing server_without_tls servers_without_load_balancer
        service_closed_to_new_customers service_not_in_region shared_volume shorter_than_paid_for
        silent_alarm single_zone_load_balancer skipped_time slash_before_key spot_without_retries
        spot_without_role task_fits_no_host task_size_mismatch task_storage_out_of_range task_without_hosts
        tasks_exceed_hosts threshold_mismatch timeout_out_of_range too_few_zones too_many_arrows
        too_many_dependencies too_many_openings too_many_policies too_many_selectors traced_fifo_topic
        trigger_loop trusts_everyone unattached_volume unclear_alarm unfit_mount unfit_outpost_volume
        unfit_replication unfit_snapshot unfit_subscription unfit_throughput unknown_action
        unknown_authorizer unknown_condition_key unknown_machine_type unknown_managed_policy
        unknown_principal unknown_target_port unlisted_value unmatchable_pattern unmounted_write
        unplaced_workload unreachable_iops unsupported_kubernetes_version unsupported_on_fargate
        unsupported_on_outpost unused_certificate unused_firewall unwatchable_metric upload_through_function
        version_skew visibility_below_timeout volume_held_by_old_task volume_in_other_zone
        volume_out_of_proportion wildcard_in_filter wrong_sort_of_queue wrong_trust zone_outside_region
        zone_without_mount_target;
    speaking
        invalid_policy unknown_allowance unused_allowance
}

/// The name AWS knows a resource by, if it has one of its own.
fn physical_name(resource: &Resource) -> Option<&str> {
    resource.input("name").and_then(Value::as_str).or_else(|| resource.output("name"))
}

/// Whether an attribute holds one moment.
fn is_moment(resource: &Resource, attr: &str) -> bool {
    resource.input(attr).and_then(Value::as_timing).is_some_and(|text| text.starts_with("at("))
}

/// The timing that an attribute holds.
fn timing_of(resource: &Resource, attr: &str) -> Option<Timing> {
    match resource.input(attr)? {
        Value::Timing(text) => parse_expression(text, resource.head, Dialect::Scheduler).timing,
        _ => None,
    }
}

/// The time zone in which a resource's timing is read.
fn zone_of(resource: &Resource) -> Zone {
    let name = resource.input("timezone").and_then(Value::as_str);
    name.and_then(|name| Zone::find(name).ok()).unwrap_or_else(Zone::utc)
}
