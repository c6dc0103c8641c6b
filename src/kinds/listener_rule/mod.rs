//! `listener_rule`: which requests of a listener go to which targets (ELB).

mod attrs;
mod operations;

use crate::base::Fact;
use crate::catalog::{Declarable, Implied, ImpliedValue, Kind, Latency, Output, Shape};

/// Where the limits were read.
const SOURCE: &str = "ELB v2 API model 2015-12-01 and CloudFormation resource schema";

pub(super) static KIND: Kind = Kind {
    name: "listener_rule",
    title: "listener rule",
    doc: include_str!("doc.md"),
    service: "elasticloadbalancing",
    cfn: "AWS::ElasticLoadBalancingV2::ListenerRule",
    declared: Declarable::InTemplates,
    shape: &Shape { attrs: attrs::ATTRS, ..Shape::EMPTY },
    outputs: &[Output::new(
        "arn",
        "arn:{partition}:elasticloadbalancing:{region}:{account}:listener-rule/{within}/{id}",
        "Its ARN.",
    )],
    implied: IMPLIED,
    operations: operations::OPERATIONS,
    // Estimates.
    latency: Latency { create: 1_000, update: 1_000, delete: 1_000, visible: 500 },
    facts: &[
        Fact::new(
            "update_behavior.toml",
            "AWS::ElasticLoadBalancingV2::ListenerRule",
            "CloudFormation resource schema",
        ),
        Fact::new("elb.toml", "rule.evaluated", SOURCE),
        Fact::new("elb.toml", "rule.priority_unique_per_listener", SOURCE),
    ],
    ..Kind::BASE
};

static IMPLIED: &[Implied] = &[
    Implied::one_of(
        "Conditions.Field",
        &[
            ImpliedValue::plain("host-header"),
            ImpliedValue::plain("path-pattern"),
            ImpliedValue::plain("http-request-method"),
            ImpliedValue::plain("source-ip"),
            ImpliedValue::plain("http-header"),
            ImpliedValue::plain("query-string"),
        ],
        &[
            Fact::new("elb.toml", "rule.condition_fields_once", SOURCE),
            Fact::new("elb.toml", "rule.condition_fields_repeatable", SOURCE),
        ],
    )
    .no_others(),
    Implied::any("Actions.Order"),
    Implied::any("Actions.RedirectConfig.Host"),
    Implied::any("Actions.RedirectConfig.Path"),
    Implied::any("Actions.RedirectConfig.Query"),
    Implied::any("Actions.ForwardConfig.TargetGroupStickinessConfig"),
];
