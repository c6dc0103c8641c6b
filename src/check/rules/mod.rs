//! One file per rule, named twice here: as a module, and in the list.

mod caller_gives_up_first;
mod containers_exceed_task;
mod dead_permission;
mod dependency_cycle;
mod deprecated_runtime;
mod duplicate_physical_name;
mod environment_too_large;
mod excess_permission;
mod invalid_environment_key;
mod invalid_name;
mod invalid_tag;
mod malformed_arn;
mod memory_out_of_range;
mod missing_permission;
mod old_platform_version;
mod out_of_range;
mod overlapping_notifications;
mod platform_too_old_for_size;
mod reserved_environment_key;
mod task_size_mismatch;
mod task_storage_out_of_range;
mod timeout_out_of_range;
mod trigger_loop;
mod unknown_action;
pub(super) mod unknown_allowance;
mod unknown_principal;
mod unmounted_write;
pub(super) mod unused_allowance;
mod wrong_trust;

use super::Check;
use super::cx::{Cx, Known};
use crate::diag::Rule;
use crate::model::{Resource, Value};

/// Lists the rules that judge, and those that speak for `suppress`.
macro_rules! rules {
    (judging $($name:ident)+; speaking $($spoken:ident)+) => {
        pub(super) static RULES: &[&Rule] = &[$(&$name::RULE,)+ $(&$spoken::RULE),+];
        pub(super) const CHECKS: &[Check] = &[$($name::CHECK),+];
    };
}

rules! {
    judging
        caller_gives_up_first
        containers_exceed_task
        dead_permission
        dependency_cycle
        deprecated_runtime
        duplicate_physical_name
        environment_too_large
        excess_permission
        invalid_environment_key
        invalid_name
        invalid_tag
        malformed_arn
        memory_out_of_range
        missing_permission
        old_platform_version
        out_of_range
        overlapping_notifications
        platform_too_old_for_size
        reserved_environment_key
        task_size_mismatch
        task_storage_out_of_range
        timeout_out_of_range
        trigger_loop
        unknown_action
        unknown_principal
        unmounted_write
        wrong_trust;
    speaking
        unknown_allowance
        unused_allowance
}

/// The name AWS knows a resource by, if it has one of its own.
fn physical_name(resource: &Resource) -> Option<&str> {
    resource.input("name").and_then(Value::as_str).or_else(|| resource.output("name"))
}
