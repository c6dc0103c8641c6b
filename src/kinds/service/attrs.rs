//! The attributes of a service.

use super::super::SECOND;
use super::super::networks::{FIREWALLS, NETWORK, SUBNETS};
use super::super::place::PLACE;
use super::super::tasks::{self, SOURCE};
use crate::base::{Dimension, Fact};
use crate::catalog::{Attr, Default, Presence, Type};

pub(super) const ATTRS: &[Attr] = &[
    tasks::CLUSTER.replaces().cfn("Cluster"),
    tasks::LAUNCH.replaces().cfn("LaunchType|AWS::ECS::TaskDefinition.RequiresCompatibilities"),
    tasks::PLATFORM.cfn("PlatformVersion"),
    Attr::new(
        "capacity",
        Type::Reference(&["capacity"]),
        "The hosts that its tasks stand on; all of the cluster if left out.",
    )
    .known_as(&["capacity_provider_strategy"])
    .simulated()
    .cfn("CapacityProviderStrategy.CapacityProvider"),
    PLACE,
    tasks::ZONES.cfn("NetworkConfiguration.AwsvpcConfiguration.Subnets"),
    tasks::PUBLIC_IP.cfn("NetworkConfiguration.AwsvpcConfiguration.AssignPublicIp"),
    tasks::NETWORK_MODE,
    tasks::CPU,
    tasks::MEMORY,
    Attr::new(
        "scheduling",
        Type::OneOf(&["replica", "daemon"]),
        "As many tasks as `count` says, or one on every host.",
    )
    .spelled(&[("replica", "REPLICA"), ("daemon", "DAEMON")])
    .default_to(Default::Text("replica"))
    .replaces()
    .simulated()
    .cfn("SchedulingStrategy")
    .facts(&[Fact::new("ecs.toml", "service.scheduling_strategies", SOURCE)]),
    Attr::new(
        "count",
        Type::RangeOf(&Type::Whole),
        "How many tasks run; a range is what `scale` moves within, and begins at its lower end.",
    )
    .known_as(&[
        "replicas",
        "desired_tasks",
        "instances",
        "task_count",
        "min",
        "max",
        "min_tasks",
        "max_tasks",
        "min_capacity",
        "max_capacity",
    ])
    .presence(Presence::UnlessOne("scheduling", &["daemon"]))
    .at_least(0)
    .simulated()
    .cfn("DesiredCount")
    .facts(&[Fact::new("ecs.toml", "service.desired_count_required_for", SOURCE)]),
    Attr::new("distinct_hosts", Type::Bool, "Whether each of its tasks needs a host of its own.")
        .default_to(Default::Flag(false))
        .simulated()
        .cfn("PlacementConstraints"),
    tasks::DISK,
    tasks::ARCHITECTURE,
    tasks::ROLE,
    tasks::EXECUTION_ROLE,
    Attr::new(
        "health_check_grace_period",
        Type::Quantity(Dimension::Duration),
        "How long after its start a task may fail the checks of a load balancer.",
    )
    .in_steps(0, i64::MAX, SECOND)
    .default_to(Default::Amount(Dimension::Duration, 0))
    .simulated()
    .cfn("HealthCheckGracePeriodSeconds")
    .facts(&[Fact::new("ecs.toml", "service.health_check_grace_period_default_s", SOURCE)]),
    Attr::new("execute_command", Type::Bool, "Whether people may run commands inside its containers.")
        .known_as(&["exec", "ecs_exec"])
        .default_to(Default::Flag(false))
        .carried()
        .cfn("EnableExecuteCommand"),
    Attr::new(
        "propagate_tags",
        Type::OneOf(&["service", "task_definition"]),
        "From what its tasks take their tags; they have none if left out.",
    )
    .spelled(&[("service", "SERVICE"), ("task_definition", "TASK_DEFINITION")])
    .carried()
    .cfn("PropagateTags"),
    NETWORK.cfn(""),
    SUBNETS,
    FIREWALLS.cfn("NetworkConfiguration.AwsvpcConfiguration.SecurityGroups").facts(&[Fact::new(
        "ecs.toml",
        "service.security_groups_max",
        SOURCE,
    )]),
];
