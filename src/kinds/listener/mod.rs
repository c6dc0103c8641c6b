//! `listener`: where a load balancer listens (ELB).

mod attrs;
mod operations;

use crate::base::Fact;
use crate::catalog::{Declarable, Deletion, Implied, ImpliedValue, Kind, Latency, Output, Shape};

/// Where the limits were read.
const SOURCE: &str = "ELB v2 API model 2015-12-01 and CloudFormation resource schema";

pub(super) static KIND: Kind = Kind {
    name: "listener",
    title: "listener",
    doc: include_str!("doc.md"),
    service: "elasticloadbalancing",
    cfn: "AWS::ElasticLoadBalancingV2::Listener",
    declared: Declarable::InTemplates,
    shape: &Shape { attrs: attrs::ATTRS, ..Shape::EMPTY },
    outputs: &[
        Output::new("full_name", "{within}/{id}", "Its name in the ARNs of its rules."),
        Output::new(
            "arn",
            "arn:{partition}:elasticloadbalancing:{region}:{account}:listener/{within}/{id}",
            "Its ARN.",
        ),
    ],
    implied: IMPLIED,
    operations: operations::OPERATIONS,
    deletion: Deletion::TakesAlong(&["listener_rule"]),
    // Estimates.
    latency: Latency { create: 1_000, update: 1_000, delete: 1_000, visible: 500 },
    facts: &[
        Fact::new(
            "update_behavior.toml",
            "AWS::ElasticLoadBalancingV2::Listener",
            "CloudFormation resource schema",
        ),
        Fact::new("elb.toml", "listener.immutable", SOURCE),
        Fact::new("elb.toml", "rule.redirect.at_least_one_component_must_change", SOURCE),
    ],
    ..Kind::BASE
};

static IMPLIED: &[Implied] = &[
    Implied::one_of(
        "Protocol",
        &[
            ImpliedValue { with: &["Certificates"], without: &[], ..ImpliedValue::plain("HTTPS") },
            ImpliedValue { with: &["Certificates"], without: &[], ..ImpliedValue::plain("TLS") },
            ImpliedValue {
                with: &[],
                without: &["Certificates", "SslPolicy"],
                ..ImpliedValue::plain("HTTP")
            },
            ImpliedValue { with: &[], without: &["Certificates", "SslPolicy"], ..ImpliedValue::plain("TCP") },
            ImpliedValue { with: &[], without: &["Certificates", "SslPolicy"], ..ImpliedValue::plain("UDP") },
            ImpliedValue {
                with: &[],
                without: &["Certificates", "SslPolicy"],
                ..ImpliedValue::plain("TCP_UDP")
            },
            ImpliedValue::plain("QUIC"),
            ImpliedValue::plain("TCP_QUIC"),
        ],
        &[Fact::new("elb.toml", "listener.protocols", SOURCE)],
    )
    .no_others(),
    Implied::one_of(
        "AlpnPolicy",
        &[
            ImpliedValue::plain("HTTP1Only"),
            ImpliedValue::plain("HTTP2Only"),
            ImpliedValue::plain("HTTP2Optional"),
            ImpliedValue::plain("HTTP2Preferred"),
            ImpliedValue::plain("None"),
        ],
        &[Fact::new("elb.toml", "listener.alpn_policies", SOURCE)],
    )
    .no_others(),
    Implied::any("DefaultActions.Order"),
    Implied::any("DefaultActions.RedirectConfig.Host"),
    Implied::any("DefaultActions.RedirectConfig.Path"),
    Implied::any("DefaultActions.RedirectConfig.Query"),
    Implied::any("DefaultActions.ForwardConfig.TargetGroupStickinessConfig"),
];
