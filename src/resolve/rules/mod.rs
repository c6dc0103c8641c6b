//! Faults of names, types, arrows and timings: one file each.

pub(crate) mod circular_value;
pub(crate) mod conflicting_attributes;
pub(crate) mod cron_field_count;
pub(crate) mod cron_field_value;
pub(crate) mod duplicate_attribute;
pub(crate) mod duplicate_key;
pub(crate) mod duplicate_name;
pub(crate) mod exposed_secret;
pub(crate) mod forgotten_but_declared;
pub(crate) mod form_not_yet;
pub(crate) mod hidden_in_module;
pub(crate) mod impossible_adoption;
pub(crate) mod impossible_move;
pub(crate) mod invalid_action;
pub(crate) mod invalid_arrow;
pub(crate) mod invalid_key;
pub(crate) mod invalid_route;
pub(crate) mod invalid_setting;
pub(crate) mod invalid_timing;
pub(crate) mod left_alone;
pub(crate) mod literal_name;
pub(crate) mod missing_attribute;
pub(crate) mod missing_stack_block;
pub(crate) mod missing_unit;
pub(crate) mod module_contains_itself;
pub(crate) mod module_outside_stack;
pub(crate) mod not_a_module;
pub(crate) mod param_not_given;
pub(crate) mod part_of_all;
pub(crate) mod rate_unit_number;
pub(crate) mod reserved_name;
pub(crate) mod resource_as_string;
pub(crate) mod runaway_evaluation;
pub(crate) mod schedule_never_fires;
pub(crate) mod two_day_fields;
pub(crate) mod type_mismatch;
pub(crate) mod unknown_attribute;
pub(crate) mod unknown_condition_operator;
pub(crate) mod unknown_event;
pub(crate) mod unknown_function;
pub(crate) mod unknown_key;
pub(crate) mod unknown_kind;
pub(crate) mod unknown_metric;
pub(crate) mod unknown_name;
pub(crate) mod unknown_param;
pub(crate) mod unknown_statement;
pub(crate) mod unknown_statistic;
pub(crate) mod unknown_type;
pub(crate) mod unknown_value;
pub(crate) mod unknown_verb;
pub(crate) mod unmade_part;
pub mod unreadable_file;
pub(crate) mod unreadable_params;
pub(crate) mod unseen_path;
pub(crate) mod unspellable_name;
pub(crate) mod unused_name;
pub(crate) mod value_too_large;
pub(crate) mod wrong_argument;

use crate::diag::Rule;

/// All of them, by name.
pub static RULES: &[&Rule] = &[
    &circular_value::RULE,
    &conflicting_attributes::RULE,
    &cron_field_count::RULE,
    &cron_field_value::RULE,
    &duplicate_attribute::RULE,
    &duplicate_key::RULE,
    &duplicate_name::RULE,
    &exposed_secret::RULE,
    &forgotten_but_declared::RULE,
    &form_not_yet::RULE,
    &impossible_adoption::RULE,
    &impossible_move::RULE,
    &hidden_in_module::RULE,
    &invalid_action::RULE,
    &invalid_arrow::RULE,
    &invalid_key::RULE,
    &invalid_route::RULE,
    &invalid_setting::RULE,
    &invalid_timing::RULE,
    &left_alone::RULE,
    &literal_name::RULE,
    &missing_attribute::RULE,
    &missing_stack_block::RULE,
    &missing_unit::RULE,
    &module_contains_itself::RULE,
    &module_outside_stack::RULE,
    &not_a_module::RULE,
    &param_not_given::RULE,
    &part_of_all::RULE,
    &rate_unit_number::RULE,
    &reserved_name::RULE,
    &resource_as_string::RULE,
    &runaway_evaluation::RULE,
    &schedule_never_fires::RULE,
    &two_day_fields::RULE,
    &type_mismatch::RULE,
    &unknown_attribute::RULE,
    &unknown_condition_operator::RULE,
    &unknown_event::RULE,
    &unknown_function::RULE,
    &unknown_key::RULE,
    &unknown_kind::RULE,
    &unknown_metric::RULE,
    &unknown_name::RULE,
    &unknown_param::RULE,
    &unknown_statement::RULE,
    &unknown_statistic::RULE,
    &unknown_type::RULE,
    &unknown_value::RULE,
    &unknown_verb::RULE,
    &unmade_part::RULE,
    &unreadable_file::RULE,
    &unreadable_params::RULE,
    &unseen_path::RULE,
    &unspellable_name::RULE,
    &unused_name::RULE,
    &value_too_large::RULE,
    &wrong_argument::RULE,
];
