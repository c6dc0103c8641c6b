//! `web_service`: an image or a repository of code, a port, and as many instances as there are requests (App Runner).

mod attrs;
mod availability;
mod health;
mod metrics;
mod operations;
mod pushes;
mod sizes;

use super::grants::USES;
use super::networks::{IN_NETWORK, firewall};
use crate::base::Fact;
use crate::catalog::{
    Block, BlockBody, Carrier, Doors, Implied, ImpliedValue, Itself, Kind, Latency, Naming, OnChange, Output,
    Part, PartInput, PartWhen, Shape, Suffix, Type, Uniqueness, Verb,
};

/// Where the limits were read.
const SOURCE: &str = "App Runner API model 2020-05-15 and developer guide";

pub(super) static KIND: Kind = Kind {
    name: "web_service",
    title: "App Runner service",
    doc: include_str!("doc.md"),
    service: "apprunner",
    cfn: "AWS::AppRunner::Service",
    naming: Some(&NAMING),
    shape: &SHAPE,
    outputs: &[
        Output::new("name", "{name}", "Its name."),
        Output::new("id", "{id}", "Its id."),
        Output::new("arn", "arn:{partition}:apprunner:{region}:{account}:service/{name}/{id}", "Its ARN."),
        Output::new("url", "https://{id}.{region}.awsapprunner.com", "Where it is called, by HTTPS."),
    ],
    // It is called by HTTPS from everywhere; what it calls itself goes through a connector.
    doors: Some(&Doors { itself: Itself::Where(&[("network", &[])]), ..Doors::BASE }),
    parts: PARTS,
    // Said by whether there is a path to ask for.
    implied: &[Implied::one_of(
        "HealthCheckConfiguration.Protocol",
        &[ImpliedValue::plain("TCP"), ImpliedValue::plain("HTTP")],
        &[Fact::new("apprunner.toml", "health_check.protocols", SOURCE)],
    )],
    links: &[pushes::PUSHED],
    verbs: &[Verb { name: "call", doc: "Send it requests; a connection, no IAM action.", grants: &[] }],
    // App Runner itself writes the output of its instances.
    carrier: Some(&Carrier { principal: "tasks.apprunner", ..Carrier::BASE }),
    operations: operations::OPERATIONS,
    metrics: metrics::METRICS,
    // Estimates: until an image is pulled, started and healthy.
    latency: Latency { create: 240_000, update: 240_000, delete: 60_000, visible: 1_000 },
    sizes: sizes::SIZES,
    closed: Some(&availability::CLOSED),
    regions: Some(&availability::REGIONS),
    facts: &[
        Fact::new("apprunner.toml", "service.access_role_managed_policy", SOURCE),
        Fact::new("update_behavior.toml", "AWS::AppRunner::Service", "CloudFormation resource schema"),
        Fact::new("apprunner.toml", "service.replacement", SOURCE),
    ],
    elsewhere: ELSEWHERE,
    ..Kind::BASE
};

/// What other languages say otherwise.
static ELSEWHERE: &[(&[&str], &str)] = &[(
    &["auto_deployments", "auto_deploy", "auto_deployments_enabled"],
    "an arrow says it: `repository.web pushed -> web_service.web`",
)];

static NAMING: Naming = Naming {
    min: 4,
    max: 40,
    characters: "A-Za-z0-9_-",
    ends: "",
    forbidden: &[],
    unique: Uniqueness::Region,
    account_suffix: Suffix::None,
    from_reference: &[],
    on_change: OnChange::Replace,
    facts: &[
        Fact::new("apprunner.toml", "service.name_length.min", SOURCE),
        Fact::new("apprunner.toml", "service.name_length.max", SOURCE),
    ],
};

static SHAPE: Shape = Shape {
    attrs: attrs::ATTRS,
    blocks: &[
        Block {
            word: "env",
            known_as: &["environment_variables", "environment"],
            doc: "Environment variables of the code.",
            body: BlockBody::Table(Type::String),
            cfn: "SourceConfiguration.ImageRepository.ImageConfiguration.RuntimeEnvironmentVariables",
            ..Block::BASE
        },
        Block {
            word: "secrets",
            doc: "Environment variables with the ARNs of the secrets or parameters that they are read from.",
            body: BlockBody::Table(Type::String),
            cfn: "SourceConfiguration.ImageRepository.ImageConfiguration.RuntimeEnvironmentSecrets",
            ..Block::BASE
        },
        health::HEALTH,
    ],
    statements: &[USES],
};

static PARTS: &[Part] = &[
    Part {
        name: "access_role",
        kind: "role",
        when: PartWhen::WithoutWhere("access_role", "registry", &["ecr"]),
        inputs: &[
            PartInput { name: "name", template: "{name}-access" },
            PartInput { name: "trust", template: "build.apprunner" },
            PartInput {
                name: "managed",
                template: "arn:{partition}:iam::aws:policy/service-role/AWSAppRunnerServicePolicyForECRAccess",
            },
        ],
        doc: "The role under which App Runner itself fetches the image; the code never has it.",
        ..Part::BASE
    },
    Part {
        name: "log_group",
        kind: "log_group",
        when: PartWhen::NoReferrer("log_group", "of"),
        inputs: &[PartInput { name: "name", template: "/aws/apprunner/{name}/{id}/application" }],
        doc: "Where its output goes; kept for ever unless a `log_group` with `of` says how long.",
        ..Part::BASE
    },
    firewall(&[PartInput { name: "name", template: "{name}-web-service" }, IN_NETWORK]),
];
