//! One file per rule, one word here.

use super::cx::Cx;
use crate::diag::Rule;
use crate::model::{Resource, Value};

/// Lists the rules, and how those that judge by themselves do it; the others speak for `suppress`.
macro_rules! rules {
    (judging $($name:ident)+; speaking $($spoken:ident)+) => {
        $(mod $name;)+
        $(pub(super) mod $spoken;)+
        pub(super) static RULES: &[&Rule] = &[$(&$name::RULE,)+ $(&$spoken::RULE),+];
        pub(super) const CHECKS: &[fn(&mut Cx<'_>)] = &[$($name::CHECK),+];
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
