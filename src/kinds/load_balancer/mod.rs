//! `load_balancer`: requests come in at one address and are shared among many (ELB).

mod attrs;
mod metrics;
mod operations;
mod parts;
mod paths;

use crate::base::Fact;
use crate::catalog::{
    Deletion, Doors, Forbidden, Kind, Latency, Naming, OnChange, Output, OutputCase, Port, Shape, Suffix,
    Uniqueness, Verb,
};

/// Where the limits were read.
const SOURCE: &str = "ELB v2 API model 2015-12-01 and CloudFormation resource schema";

pub(super) static KIND: Kind = Kind {
    name: "load_balancer",
    title: "load balancer",
    doc: include_str!("doc.md"),
    service: "elasticloadbalancing",
    cfn: "AWS::ElasticLoadBalancingV2::LoadBalancer",
    naming: Some(&NAMING),
    shape: &Shape { attrs: attrs::ATTRS, blocks: &[attrs::ACCESS_LOGS], ..Shape::EMPTY },
    outputs: OUTPUTS,
    links: &[paths::PATHS, paths::TO_FUNCTION],
    verbs: &[Verb { name: "call", doc: "Send it requests; a connection, no IAM action.", grants: &[] }],
    doors: Some(&Doors {
        ports: &[
            Port::Where("type", "application", 80),
            Port::With("domain", 443),
            Port::WithWhere("certificate", ("type", "application"), 443),
            Port::Named("port", "protocol"),
        ],
        public: Some(("scheme", "internet_facing")),
        ..Doors::BASE
    }),
    parts: parts::PARTS,
    operations: operations::OPERATIONS,
    metrics: metrics::METRICS,
    deletion: Deletion::TakesAlong(&["listener"]),
    // Estimates: its nodes come up in every zone first.
    latency: Latency { create: 150_000, update: 5_000, delete: 15_000, visible: 1_000 },
    facts: &[
        Fact::new("elb.toml", "load_balancer.arn", SOURCE),
        Fact::new(
            "update_behavior.toml",
            "AWS::ElasticLoadBalancingV2::LoadBalancer",
            "CloudFormation resource schema",
        ),
        Fact::new("elb.toml", "load_balancer.immutable", SOURCE),
    ],
    elsewhere: ELSEWHERE,
    ..Kind::BASE
};

/// What other languages say otherwise.
static ELSEWHERE: &[(&[&str], &str)] = &[
    (
        &["listener", "listeners", "target_group", "target_groups", "rule", "rules", "default_action"],
        "what it leads to is an arrow, and makes all of these: `load_balancer.public \"/*\" -> service.web`",
    ),
    (&["https"], "a `domain` with its `certificate` makes it HTTPS"),
];

static NAMING: Naming = Naming {
    min: 1,
    max: 32,
    characters: "A-Za-z0-9-",
    ends: "A-Za-z0-9",
    forbidden: &[Forbidden::Prefix("internal-")],
    unique: Uniqueness::Region,
    account_suffix: Suffix::None,
    from_reference: &[],
    on_change: OnChange::Replace,
    facts: &[
        Fact::new("elb.toml", "load_balancer.name_pattern", SOURCE),
        Fact::new("elb.toml", "load_balancer.name_max_length", SOURCE),
        Fact::new("elb.toml", "load_balancer.name_forbidden_prefix", SOURCE),
    ],
};

static OUTPUTS: &[Output] = &[
    Output::new("name", "{name}", "Its name."),
    Output::new(
        "arn",
        "arn:{partition}:elasticloadbalancing:{region}:{account}:loadbalancer/app/{name}/{id}",
        "Its ARN.",
    )
    .cases(&[OutputCase {
        attr: "type",
        value: Some("network"),
        template: "arn:{partition}:elasticloadbalancing:{region}:{account}:loadbalancer/net/{name}/{id}",
    }]),
    Output::new("full_name", "app/{name}/{id}", "Its name in metrics and in ARNs of its listeners.")
        .cases(&[OutputCase { attr: "type", value: Some("network"), template: "net/{name}/{id}" }]),
    Output::new("dns", "{name}-{id}.{region}.elb.amazonaws.com", "By what name it is found.").cases(&[
        OutputCase {
            attr: "type",
            value: Some("network"),
            template: "{name}-{id}.elb.{region}.amazonaws.com",
        },
        OutputCase {
            attr: "scheme",
            value: Some("internal"),
            template: "internal-{name}-{id}.{region}.elb.amazonaws.com",
        },
    ]),
    Output::new("url", "http://{name}-{id}.{region}.elb.amazonaws.com", "Where it is called.").cases(&[
        OutputCase { attr: "domain", value: None, template: "https://{domain}" },
        OutputCase {
            attr: "type",
            value: Some("network"),
            template: "{name}-{id}.elb.{region}.amazonaws.com",
        },
        OutputCase {
            attr: "scheme",
            value: Some("internal"),
            template: "http://internal-{name}-{id}.{region}.elb.amazonaws.com",
        },
    ]),
];
