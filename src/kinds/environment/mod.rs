//! `environment`: code, and everything that it needs to run, made by itself (Elastic Beanstalk).

mod attrs;
mod deploy;
mod made;
mod metrics;
mod operations;

use super::grants::USES;
use crate::base::Fact;
use crate::catalog::{
    Block, BlockBody, Carrier, Doors, Grant, Kind, Latency, Naming, OnChange, Output, OwnRole, Quota, Shape,
    Suffix, Type, Uniqueness, Verb,
};

/// Where the limits were read.
const SOURCE: &str = "Elastic Beanstalk API model 2010-12-01 and developer guide";

pub(super) static KIND: Kind = Kind {
    name: "environment",
    title: "Elastic Beanstalk environment",
    doc: include_str!("doc.md"),
    service: "elasticbeanstalk",
    cfn: "AWS::ElasticBeanstalk::Environment",
    naming: Some(&NAMING),
    shape: &SHAPE,
    outputs: &[
        Output::new("name", "{name}", "Its name."),
        Output::new("id", "e-{id}", "Its id."),
        Output::new(
            "arn",
            "arn:{partition}:elasticbeanstalk:{region}:{account}:environment/{stack}/{name}",
            "Its ARN.",
        ),
        Output::new("url", "http://{name}.{id}.{region}.elasticbeanstalk.com", "Where it is called."),
    ],
    // What calls its machines comes by its own load balancer, which has firewalls from Elastic Beanstalk.
    doors: Some(&Doors::BASE),
    parts: made::PARTS,
    verbs: VERBS,
    // Its machines take it on by an instance profile; what they write to their logs they write by its managed policies.
    carrier: Some(&Carrier { principal: "ec2", ..Carrier::BASE }),
    own_role: OwnRole::Uses,
    operations: operations::OPERATIONS,
    metrics: metrics::METRICS,
    // Estimates: until its machines run, and until a new version is on all of them.
    latency: Latency { create: 300_000, update: 180_000, delete: 180_000, visible: 1_000 },
    facts: &[
        Fact::unconfirmed("beanstalk.toml", "roles.instance_managed_policies"),
        Fact::unconfirmed("beanstalk.toml", "roles.service_role_trust_principal"),
        Fact::new(
            "update_behavior.toml",
            "AWS::ElasticBeanstalk::Environment",
            "CloudFormation resource schema",
        ),
        Fact::new("beanstalk.toml", "environment.replacement", SOURCE),
        Fact::unconfirmed("beanstalk.toml", "created_resources.worker"),
        Fact::unconfirmed("beanstalk.toml", "created_resources.load_balanced"),
        Fact::unconfirmed("beanstalk.toml", "created_resources.single_instance"),
    ],
    quotas: &[Quota {
        within: "",
        most: 200,
        fact: Fact::unconfirmed("beanstalk.toml", "quotas.environments"),
    }],
    ..Kind::BASE
};

static NAMING: Naming = Naming {
    min: 4,
    max: 40,
    characters: "A-Za-z0-9-",
    ends: "A-Za-z0-9",
    forbidden: &[],
    unique: Uniqueness::Region,
    account_suffix: Suffix::None,
    from_reference: &[],
    on_change: OnChange::Replace,
    facts: &[
        Fact::new("beanstalk.toml", "names.environment.min_length", SOURCE),
        Fact::new("beanstalk.toml", "names.environment.max_length", SOURCE),
        Fact::new("beanstalk.toml", "names.environment.pattern", SOURCE),
    ],
};

static SHAPE: Shape = Shape {
    attrs: attrs::ATTRS,
    blocks: &[
        Block {
            word: "env",
            known_as: &["env_vars", "environment_variables"],
            doc: "Environment variables of the code.",
            body: BlockBody::Table(Type::String),
            cfn: "OptionSettings.aws:elasticbeanstalk:application:environment",
            ..Block::BASE
        },
        deploy::DEPLOY,
    ],
    statements: &[USES],
};

static VERBS: &[Verb] = &[
    Verb { name: "call", doc: "Send it requests; a connection, no IAM action.", grants: &[] },
    Verb {
        name: "send",
        doc: "Put messages into the queue that a worker works off.",
        grants: &[Grant { actions: &["sqs:SendMessage"], resource: "{queue.arn}" }],
    },
];
