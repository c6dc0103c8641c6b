//! What AWS asks whoever makes, changes or deletes a load balancer.

use crate::catalog::{ApiCall, Stage};

pub(super) const OPERATIONS: &[ApiCall] = &[
    ApiCall::create("elasticloadbalancing:CreateLoadBalancer"),
    ApiCall::links(
        "arn:{partition}:iam::{account}:role/aws-service-role/elasticloadbalancing.amazonaws.com/AWSServiceRoleForElasticLoadBalancing",
        "elasticloadbalancing.amazonaws.com",
    ),
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
        "port",
        "protocol",
        "domain",
        "certificate",
        "tls_policy",
    ]),
    ApiCall::update("elasticloadbalancing:SetSubnets").by(&["zones"]),
    ApiCall::write("elasticloadbalancing:AddTags").more(&["tags"]),
    ApiCall::update("elasticloadbalancing:RemoveTags").fewer(&["tags"]),
    ApiCall::delete("elasticloadbalancing:DeleteLoadBalancer"),
];

/// ECS registers the tasks of its services, and Kubernetes those of its workloads.
pub(super) const PATH: &[ApiCall] = &[
    ApiCall::create("elasticloadbalancing:RegisterTargets")
        .on("{target_group.arn}")
        .only("target", REGISTERED),
    ApiCall::read("elasticloadbalancing:DescribeTargetHealth").on("*").only("target", REGISTERED),
    ApiCall::delete("elasticloadbalancing:DeregisterTargets")
        .on("{target_group.arn}")
        .only("target", REGISTERED),
    ApiCall::new(&[Stage::Create, Stage::Delete], "ecs:UpdateService")
        .on("{target.arn}")
        .only("target", &[":service/"]),
];

const REGISTERED: &[&str] = &[":instance/", ":function:"];
