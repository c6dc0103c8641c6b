//! The descriptions of all kinds, one folder each: rows in the language of `catalog`, and the page beside them.
//!
//! A kind knows no other kind's folder and no pass.

mod access_point;
mod actions;
mod alarm;
mod api;
mod api_authorizer;
mod authorizers;
mod auto_scaling_group;
mod bucket;
mod bucket_replication;
mod capacity;
mod cluster;
mod dashboard;
mod elastic_ip;
mod environment;
mod fargate;
mod fargate_profile;
mod file_system;
mod firewall;
mod firewall_rules;
mod flow;
mod function;
mod function_alias;
mod function_version;
mod grants;
mod inbound_rule;
mod instance;
mod instance_profile;
mod internet_gateway;
mod job;
mod job_queue;
mod kubernetes;
mod launch_template;
mod listener;
mod listener_rule;
mod load_balancer;
mod loads;
mod log_group;
mod managed_resource;
mod mappings;
mod mount_target;
mod mounts;
mod nat_gateway;
mod network;
mod networks;
mod node_group;
mod outbound_rule;
mod outcomes;
mod outpost;
mod permission;
mod pipeline;
mod place;
mod policy;
mod queue;
mod queue_permission;
mod replication;
mod repository;
mod role;
mod route_table;
mod rule;
mod schedule;
mod schedule_group;
mod server;
mod service;
mod subnet;
mod table;
mod tags;
mod target_group;
mod task;
mod tasks;
mod topic;
mod topic_permission;
mod volume;
mod vpc_endpoint;
mod web_service;
mod workload;

use crate::catalog::{Catalog, Kind};

/// Every kind there is, by the name of its folder.
const KINDS: &[&Kind] = &[
    &access_point::KIND,
    &alarm::KIND,
    &api::KIND,
    &api_authorizer::KIND,
    &auto_scaling_group::KIND,
    &bucket::KIND,
    &bucket_replication::KIND,
    &capacity::KIND,
    &cluster::KIND,
    &dashboard::KIND,
    &elastic_ip::KIND,
    &environment::KIND,
    &fargate_profile::KIND,
    &file_system::KIND,
    &firewall::KIND,
    &flow::KIND,
    &function::KIND,
    &function_alias::KIND,
    &function_version::KIND,
    &inbound_rule::KIND,
    &instance::KIND,
    &instance_profile::KIND,
    &internet_gateway::KIND,
    &job::KIND,
    &job_queue::KIND,
    &kubernetes::KIND,
    &launch_template::KIND,
    &listener::KIND,
    &listener_rule::KIND,
    &load_balancer::KIND,
    &log_group::KIND,
    &managed_resource::KIND,
    &mount_target::KIND,
    &nat_gateway::KIND,
    &network::KIND,
    &node_group::KIND,
    &outbound_rule::KIND,
    &outpost::KIND,
    &permission::KIND,
    &pipeline::KIND,
    &policy::KIND,
    &queue::KIND,
    &queue_permission::KIND,
    &repository::KIND,
    &role::KIND,
    &route_table::KIND,
    &rule::KIND,
    &schedule::KIND,
    &schedule_group::KIND,
    &server::KIND,
    &service::KIND,
    &subnet::KIND,
    &table::KIND,
    &target_group::KIND,
    &task::KIND,
    &topic::KIND,
    &topic_permission::KIND,
    &volume::KIND,
    &vpc_endpoint::KIND,
    &web_service::KIND,
    &workload::KIND,
];

/// The catalog of all kinds.
#[must_use]
pub fn builtin() -> Catalog {
    Catalog::new(KINDS)
}

/// Milliseconds, the unit of durations.
const SECOND: i64 = 1_000;
/// Milliseconds.
const MINUTE: i64 = 60 * SECOND;
/// Milliseconds.
const DAY: i64 = 24 * 60 * MINUTE;
/// CPU units, the unit of CPU.
const VCPU: i64 = 1_024;
/// Seconds, the unit that rates and throughputs are counted in.
const YEAR: i64 = 365 * 24 * 60 * 60;
/// Bytes, the unit of sizes.
const MB: i64 = 1 << 20;
/// Bytes.
const GB: i64 = 1 << 30;
