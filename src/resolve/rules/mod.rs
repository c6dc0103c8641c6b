//! Faults of names, types, arrows and timings: one file each.

pub(super) mod circular_value;
pub(super) mod conflicting_attributes;
pub(super) mod cron_field_count;
pub(super) mod cron_field_value;
pub(super) mod duplicate_attribute;
pub(super) mod duplicate_name;
pub(super) mod form_not_yet;
pub(super) mod invalid_action;
pub(super) mod invalid_arrow;
pub(super) mod invalid_route;
pub(super) mod invalid_setting;
pub(super) mod invalid_timing;
pub(super) mod left_alone;
pub(super) mod missing_attribute;
pub(super) mod missing_path;
pub(super) mod missing_stack_block;
pub(super) mod missing_unit;
pub(super) mod param_not_given;
pub(super) mod rate_unit_number;
pub(super) mod reserved_name;
pub(super) mod resource_as_string;
pub(super) mod schedule_never_fires;
pub(super) mod two_day_fields;
pub(super) mod type_mismatch;
pub(super) mod unknown_attribute;
pub(super) mod unknown_event;
pub(super) mod unknown_kind;
pub(super) mod unknown_name;
pub(super) mod unknown_param;
pub(super) mod unknown_statement;
pub(super) mod unknown_type;
pub(super) mod unknown_value;
pub(super) mod unknown_verb;
pub(super) mod unspellable_name;

use crate::diag::Rule;

/// All of them, by name.
pub static RULES: &[&Rule] = &[
    &circular_value::RULE,
    &conflicting_attributes::RULE,
    &cron_field_count::RULE,
    &cron_field_value::RULE,
    &duplicate_attribute::RULE,
    &duplicate_name::RULE,
    &form_not_yet::RULE,
    &invalid_action::RULE,
    &invalid_arrow::RULE,
    &invalid_route::RULE,
    &invalid_setting::RULE,
    &invalid_timing::RULE,
    &left_alone::RULE,
    &missing_attribute::RULE,
    &missing_path::RULE,
    &missing_stack_block::RULE,
    &missing_unit::RULE,
    &param_not_given::RULE,
    &rate_unit_number::RULE,
    &reserved_name::RULE,
    &resource_as_string::RULE,
    &schedule_never_fires::RULE,
    &two_day_fields::RULE,
    &type_mismatch::RULE,
    &unknown_attribute::RULE,
    &unknown_event::RULE,
    &unknown_kind::RULE,
    &unknown_name::RULE,
    &unknown_param::RULE,
    &unknown_statement::RULE,
    &unknown_type::RULE,
    &unknown_value::RULE,
    &unknown_verb::RULE,
    &unspellable_name::RULE,
];
