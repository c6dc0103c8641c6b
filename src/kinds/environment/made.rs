//! What Elastic Beanstalk makes by itself with an environment.

use super::super::instance_profile::holding;
use super::super::networks::{IN_NETWORK, firewall};
use crate::catalog::{Part, PartInput, PartWhen};

pub(super) static PARTS: &[Part] = &[
    machines(&["web"], WEB),
    machines(&["worker"], WORKER),
    holding("role", &[NAME, PartInput { name: "role", template: "{role.arn}" }]),
    Part {
        name: "service_role",
        kind: "role",
        when: PartWhen::Without("service_role"),
        inputs: &[
            PartInput { name: "name", template: "{name}-service" },
            PartInput { name: "trust", template: "elasticbeanstalk" },
            PartInput {
                name: "managed",
                template: "arn:{partition}:iam::aws:policy/service-role/AWSElasticBeanstalkEnhancedHealth",
            },
        ],
        doc: "The role under which Elastic Beanstalk itself looks after the machines; the code never has it.",
        ..Part::BASE
    },
    Part {
        name: "queue",
        kind: "queue",
        when: PartWhen::WithoutWhere("queue", "tier", &["worker"]),
        inputs: &[PartInput { name: "name", template: "awseb-{name}-worker" }],
        doc: "The queue that a worker works off.",
        ..Part::BASE
    },
    Part {
        name: "dead_letters",
        kind: "queue",
        when: PartWhen::Where("tier", &["worker"]),
        inputs: &[PartInput { name: "name", template: "awseb-{name}-dead-letters" }],
        doc: "The queue for messages that the worker takes in vain.",
        ..Part::BASE
    },
    // A web environment without a load balancer, one with one, and a worker.
    kept(
        "template",
        BALANCED,
        &[OF, what("launch template"), MACHINE],
        "What each of its machines is started from.",
    ),
    kept("group", SINGLE, GROUP, "Keeps the machine running: another one takes its place when it fails."),
    kept("group", BALANCED, GROUP, FLEET),
    kept("group", WORKS, GROUP, FLEET),
    kept("machines_firewall", SINGLE, FIREWALL, "Who reaches its machine."),
    kept("machines_firewall", BALANCED, FIREWALL, "Lets the load balancer reach its machines."),
    kept("machines_firewall", WORKS, FIREWALL, "Who reaches its machines."),
    kept("address", SINGLE, &[OF, what("Elastic IP address")], "The address of its machine, which stays."),
    kept("balancer_firewall", BALANCED, FIREWALL, "Lets everybody reach the load balancer."),
    kept("balancer", BALANCED, BALANCER, "Spreads requests over its machines."),
    kept("scale_out", BALANCED, ALARM, "Rings when there is more to do, so that a machine is added."),
    kept("scale_in", BALANCED, ALARM, "Rings when there is less to do, so that a machine is ended."),
    firewall(&[NAME, IN_NETWORK]),
];

/// Something that Elastic Beanstalk makes with such an environment, and keeps.
const fn kept(name: &'static str, when: PartWhen, inputs: &'static [PartInput], doc: &'static str) -> Part {
    Part { name, kind: "managed_resource", when, inputs, doc, ..Part::BASE }
}

const SINGLE: PartWhen = PartWhen::BehindWhere(&[("load_balancer", &["none"])]);
const BALANCED: PartWhen =
    PartWhen::BehindWhere(&[("load_balancer", &["application", "network", "classic"])]);
const WORKS: PartWhen = PartWhen::BehindWhere(&[("tier", &["worker"])]);
const FLEET: &str = "Keeps its machines at their number, and ends those that fail.";
const OF: PartInput = PartInput { name: "of", template: "{arn}" };
const MACHINE: PartInput = PartInput { name: "machine", template: "{type?}" };
const FIREWALL: &[PartInput] = &[OF, what("security group")];
const ALARM: &[PartInput] = &[OF, what("CloudWatch alarm with a scaling policy")];

const GROUP: &[PartInput] = &[
    OF,
    what("Auto Scaling group"),
    MACHINE,
    PartInput { name: "count", template: "{count?}" },
    PartInput { name: "zones", template: "{zones?}" },
];

const BALANCER: &[PartInput] = &[
    OF,
    what("load balancer"),
    PartInput { name: "sort", template: "{load_balancer?}" },
    PartInput { name: "health", template: "{health?}" },
];

const fn what(thing: &'static str) -> PartInput {
    PartInput { name: "what", template: thing }
}

/// The role of the machines of a tier.
const fn machines(tier: &'static [&'static str], inputs: &'static [PartInput]) -> Part {
    Part {
        name: "role",
        kind: "role",
        when: PartWhen::WithoutWhere("role", "tier", tier),
        inputs,
        doc: "The role of its machines and the code on them: for what Elastic Beanstalk needs, and for its `uses` lines.",
        ..Part::BASE
    }
}

const NAME: PartInput = PartInput { name: "name", template: "{name}-machines" };
const TRUST: PartInput = PartInput { name: "trust", template: "ec2" };

const WEB: &[PartInput] = &[
    NAME,
    TRUST,
    PartInput { name: "managed", template: "arn:{partition}:iam::aws:policy/AWSElasticBeanstalkWebTier" },
];

const WORKER: &[PartInput] = &[
    NAME,
    TRUST,
    PartInput { name: "managed", template: "arn:{partition}:iam::aws:policy/AWSElasticBeanstalkWorkerTier" },
];
