//! What AWS asks whoever makes, changes or deletes a load balancer.

use crate::catalog::ApiCall;

pub(super) const OPERATIONS: &[ApiCall] = &[
    ApiCall::create("elasticloadbalancing:CreateLoadBalancer"),
    ApiCall::links(
        "arn:{partition}:iam::{account}:role/aws-service-role/elasticloadbalancing.amazonaws.com/AWSServiceRoleForElasticLoadBalancing",
        "elasticloadbalancing.amazonaws.com",
    ),
    ApiCall::create("elasticloadbalancing:CreateListener").then(),
    ApiCall::read("elasticloadbalancing:DescribeLoadBalancers").on("*"),
    ApiCall::create("elasticloadbalancing:ModifyLoadBalancerAttributes")
        .by(&[
            "idle_timeout",
            "keep_alive",
            "deletion_protection",
            "access_logs",
            "cross_zone",
            "drop_invalid_headers",
            "desync_mitigation",
        ])
        .then(),
    ApiCall::update("elasticloadbalancing:ModifyLoadBalancerAttributes").but(&[
        "tags",
        "zones",
        "certificate",
        "tls_policy",
    ]),
    ApiCall::update("elasticloadbalancing:SetSubnets").by(&["zones"]),
    ApiCall::update("elasticloadbalancing:ModifyListener")
        .on("arn:{partition}:elasticloadbalancing:{region}:{account}:listener/*")
        .by(&["certificate", "tls_policy"]),
    ApiCall::write("elasticloadbalancing:AddTags").more(&["tags"]),
    ApiCall::update("elasticloadbalancing:RemoveTags").fewer(&["tags"]),
    ApiCall::delete("elasticloadbalancing:DeleteLoadBalancer"),
];

/// A path is a rule of a listener that leads to a group of targets; a network load balancer's listener leads to one itself.
pub(super) const PATH: &[ApiCall] = &[
    ApiCall::create("elasticloadbalancing:CreateTargetGroup")
        .on("arn:{partition}:elasticloadbalancing:{region}:{account}:targetgroup/*"),
    ApiCall::update("elasticloadbalancing:ModifyTargetGroup")
        .on("arn:{partition}:elasticloadbalancing:{region}:{account}:targetgroup/*"),
    ApiCall::delete("elasticloadbalancing:DeleteTargetGroup")
        .on("arn:{partition}:elasticloadbalancing:{region}:{account}:targetgroup/*"),
    ApiCall::create("elasticloadbalancing:CreateRule")
        .on("arn:{partition}:elasticloadbalancing:{region}:{account}:listener/app/*")
        .only("source", APPLICATION),
    ApiCall::update("elasticloadbalancing:ModifyRule")
        .on("arn:{partition}:elasticloadbalancing:{region}:{account}:listener-rule/app/*")
        .only("source", APPLICATION),
    ApiCall::delete("elasticloadbalancing:DeleteRule")
        .on("arn:{partition}:elasticloadbalancing:{region}:{account}:listener-rule/app/*")
        .only("source", APPLICATION),
    ApiCall::read("elasticloadbalancing:DescribeRules").on("*").only("source", APPLICATION),
    ApiCall::write("elasticloadbalancing:ModifyListener")
        .on("arn:{partition}:elasticloadbalancing:{region}:{account}:listener/net/*")
        .only("source", NETWORK),
    ApiCall::read("elasticloadbalancing:DescribeListeners").on("*").only("source", NETWORK),
];

const APPLICATION: &[&str] = &[":loadbalancer/app/"];
const NETWORK: &[&str] = &[":loadbalancer/net/"];
