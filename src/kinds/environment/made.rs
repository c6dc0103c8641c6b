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
    firewall(&[NAME, IN_NETWORK]),
];

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
