//! `job_queue`: where jobs wait, and the machines on which they then run (Batch).

mod operations;

use super::VCPU;
use super::instance_profile::holding;
use super::networks::{FIREWALLS, IN_NETWORK, NETWORK, SUBNETS, firewall};
use super::place::PLACE;
use crate::base::{Dimension, Fact};
use crate::catalog::{
    Attr, Default, Deletion, Doors, Grant, Implied, ImpliedValue, Kind, Latency, Naming, OnChange, Output,
    Part, PartInput, PartWhen, Presence, Quota, Shape, Suffix, Table, Type, Uniqueness, Verb,
};

/// Where the limits were read.
const SOURCE: &str = "Batch API model 2016-08-10";

/// What runs on instances, and so can say which.
const ON_INSTANCES: Presence = Presence::OnlyIf("launch", &["ec2", "spot"]);

pub(super) static KIND: Kind = Kind {
    name: "job_queue",
    title: "Batch job queue",
    doc: include_str!("doc.md"),
    service: "batch",
    cfn: "AWS::Batch::JobQueue",
    naming: Some(&NAMING),
    shape: &Shape { attrs: ATTRS, ..Shape::EMPTY },
    outputs: &[
        Output::new("name", "{name}", "Its name, and that of its compute environment."),
        Output::new("arn", "arn:{partition}:batch:{region}:{account}:job-queue/{name}", "Its ARN."),
    ],
    parts: PARTS,
    implied: &[
        // A compute environment of its own; one that Batch does not manage is not in the language.
        Implied::any("ComputeEnvironmentOrder.ComputeEnvironment"),
        Implied::any("ComputeEnvironmentOrder.Order"),
        Implied::one_of(
            "AWS::Batch::ComputeEnvironment.Type",
            &[ImpliedValue::plain("MANAGED")],
            &[Fact::new("batch.toml", "compute_environment.types", SOURCE)],
        ),
    ],
    verbs: &[Verb {
        name: "submit",
        doc: "Put jobs of any definition in it.",
        grants: &[
            Grant { actions: &["batch:SubmitJob"], resource: "{arn}" },
            Grant {
                actions: &["batch:SubmitJob"],
                resource: "arn:{partition}:batch:{region}:{account}:job-definition/*",
            },
        ],
    }],
    // What its jobs call, they call from its machines.
    doors: Some(&Doors::BASE),
    operations: operations::OPERATIONS,
    // Estimates: a compute environment is valid before a queue can be made of it.
    latency: Latency { create: 20_000, update: 15_000, delete: 60_000, visible: 1_000 },
    deletion: Deletion::LosesData("waiting jobs"),
    facts: &[
        Fact::new("update_behavior.toml", "AWS::Batch::JobQueue", "CloudFormation resource schema"),
        Fact::new("update_behavior.toml", "AWS::Batch::ComputeEnvironment", "CloudFormation resource schema"),
        Fact::new("outposts.toml", "services.batch", "Outposts API model 2019-12-03"),
    ],
    quotas: &[Quota { within: "", most: 50, fact: Fact::unconfirmed("batch.toml", "quotas.job_queues") }],
    elsewhere: ELSEWHERE,
    ..Kind::BASE
};

/// What other languages say otherwise.
static ELSEWHERE: &[(&[&str], &str)] = &[
    (
        &["compute_environment", "compute_environments", "compute_environment_order"],
        "a queue has machines of its own: `launch = \"fargate\"` and `max_cpu = 64 vCPU`",
    ),
    (&["spot"], "write `launch = \"fargate_spot\"` or `launch = \"spot\"`"),
    (
        &["desired_vcpus", "desired_cpu"],
        "leave it out: Batch starts and ends machines between `min_cpu` and `max_cpu`",
    ),
];

static NAMING: Naming = Naming {
    min: 1,
    max: 128,
    characters: "A-Za-z0-9_-",
    ends: "",
    forbidden: &[],
    unique: Uniqueness::Region,
    account_suffix: Suffix::None,
    from_reference: &[],
    on_change: OnChange::Replace,
    facts: &[
        Fact::new("batch.toml", "job_queue.name_pattern", SOURCE),
        Fact::new("batch.toml", "compute_environment.name_pattern", SOURCE),
    ],
};

static PARTS: &[Part] = &[
    Part {
        name: "instance_role",
        kind: "role",
        when: PartWhen::WithoutWhere("instance_role", "launch", &["ec2", "spot"]),
        inputs: &[
            PartInput { name: "name", template: "{name}-instance" },
            PartInput { name: "trust", template: "ec2" },
            PartInput {
                name: "managed",
                template: "arn:{partition}:iam::aws:policy/service-role/AmazonEC2ContainerServiceforEC2Role",
            },
        ],
        doc: "What its instances may do themselves: join, fetch images, write logs; the code of jobs has roles of its own.",
        ..Part::BASE
    },
    holding(
        "instance_role",
        &[
            PartInput { name: "name", template: "{name}-instance" },
            PartInput { name: "role", template: "{instance_role.arn}" },
        ],
    ),
    firewall(&[PartInput { name: "name", template: "{name}-jobs" }, IN_NETWORK]),
];

const ATTRS: &[Attr] = &[
    Attr::new(
        "launch",
        Type::OneOf(&["fargate", "fargate_spot", "ec2", "spot"]),
        "On whose machines its jobs run, and at what price; another sort of machine is another queue.",
    ).known_as(&["compute_type", "compute_environment", "type", "platform"])
    .spelled(&[
        ("fargate", "FARGATE"),
        ("fargate_spot", "FARGATE_SPOT"),
        ("ec2", "EC2"),
        ("spot", "SPOT"),
    ])
    .required()
    .replaces()
    .simulated()
    .cfn("AWS::Batch::ComputeEnvironment.ComputeResources.Type")
    .facts(&[Fact::new("batch.toml", "compute_environment.resource_types", SOURCE)]),
    Attr::new(
        "types",
        Type::List(&Type::String),
        "The instance types and families that it may start; if left out `optimal`, which is m6i, c6i, r6i and c7i.",
    ).known_as(&["instance_type"])
    .listed_in(Table::Machines)
    .presence(ON_INSTANCES)
    .simulated()
    .cfn("AWS::Batch::ComputeEnvironment.ComputeResources.InstanceTypes")
    .facts(&[Fact::new("batch.toml", "compute_environment.instance_type_aliases", SOURCE)]),
    Attr::new("min_cpu", Type::Quantity(Dimension::Cpu), "CPU that is kept running while nothing waits.").known_as(&["min_vcpu", "min_vcpus"])
        .presence(ON_INSTANCES)
        .in_steps(0, i64::MAX, VCPU)
        .default_to(Default::Amount(Dimension::Cpu, 0))
        .simulated()
        .cfn("AWS::Batch::ComputeEnvironment.ComputeResources.MinvCpus"),
    Attr::new("max_cpu", Type::Quantity(Dimension::Cpu), "The most CPU that runs at once.").known_as(&["max_vcpu", "max_vcpus"])
        .required()
        .in_steps(VCPU, i64::MAX, VCPU)
        .simulated()
        .cfn("AWS::Batch::ComputeEnvironment.ComputeResources.MaxvCpus"),
    Attr::new(
        "allocation",
        Type::OneOf(&[
            "best_fit",
            "best_fit_progressive",
            "best_fit_progressive_ordered",
            "spot_capacity_optimized",
            "spot_price_capacity_optimized",
            "spot_capacity_optimized_prioritized",
        ]),
        "Which of its types is started for the jobs that wait.",
    )
    .spelled(&[
        ("best_fit", "BEST_FIT"),
        ("best_fit_progressive", "BEST_FIT_PROGRESSIVE"),
        ("best_fit_progressive_ordered", "BEST_FIT_PROGRESSIVE_ORDERED"),
        ("spot_capacity_optimized", "SPOT_CAPACITY_OPTIMIZED"),
        ("spot_price_capacity_optimized", "SPOT_PRICE_CAPACITY_OPTIMIZED"),
        ("spot_capacity_optimized_prioritized", "SPOT_CAPACITY_OPTIMIZED_PRIORITIZED"),
    ])
    .presence(ON_INSTANCES)
    .default_to(Default::Text("best_fit"))
    .simulated()
    .cfn("AWS::Batch::ComputeEnvironment.ComputeResources.AllocationStrategy")
    .facts(&[
        Fact::new("batch.toml", "compute_environment.allocation_strategies", SOURCE),
        Fact::new("batch.toml", "compute_environment.allocation_strategy_default_ecs", SOURCE),
    ]),
    Attr::new("bid", Type::Quantity(Dimension::Percent), "The most that Spot may cost, of the On-Demand price.")
        .presence(Presence::OnlyIf("launch", &["spot"]))
        .between(1, 100)
        .default_to(Default::Amount(Dimension::Percent, 100))
        .simulated()
        .cfn("AWS::Batch::ComputeEnvironment.ComputeResources.BidPercentage")
        .facts(&[Fact::new("batch.toml", "compute_environment.bid_percentage_default", SOURCE)]),
    PLACE,
    Attr::new("zones", Type::List(&Type::Zone), "The availability zones in which its jobs run.")
        .presence(Presence::NotWith("place"))
        .carried()
        .cfn("AWS::Batch::ComputeEnvironment.ComputeResources.Subnets"),
    Attr::new(
        "priority",
        Type::Whole,
        "Which of the queues that share machines goes first: the one with the higher number.",
    )
    .required()
    .between(0, 1_000)
    .simulated()
    .cfn("Priority")
    .facts(&[Fact::new("batch.toml", "job_queue.priority_range", SOURCE)]),
    Attr::new("enabled", Type::Bool, "Whether it takes jobs; those that wait in it run all the same.")
        .default_to(Default::Flag(true))
        .simulated()
        .cfn("State|AWS::Batch::ComputeEnvironment.State")
        .facts(&[Fact::new("batch.toml", "job_queue.states", SOURCE)]),
    Attr::new("instance_role", Type::Reference(&["role"]), "What its instances themselves may do.")
        .presence(ON_INSTANCES)
        .cfn("AWS::Batch::ComputeEnvironment.ComputeResources.InstanceRole"),
    Attr::new("spot_role", Type::Reference(&["role"]), "Under which Spot is asked for, where `best_fit` does it.")
        .presence(Presence::OnlyIf("launch", &["spot"]))
        .replaces()
        .cfn("AWS::Batch::ComputeEnvironment.ComputeResources.SpotIamFleetRole"),
    Attr::new(
        "service_role",
        Type::Reference(&["role"]),
        "Under which Batch starts machines; its own, which AWS makes by itself, if left out.",
    )
    .carried()
    .cfn("AWS::Batch::ComputeEnvironment.ServiceRole"),
    NETWORK,
    SUBNETS,
    FIREWALLS.cfn("AWS::Batch::ComputeEnvironment.ComputeResources.SecurityGroupIds"),
];
