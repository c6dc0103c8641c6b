//! `node_group`: instances that a cluster runs pods on, and that EKS starts and renews (EKS).

mod attrs;
mod operations;

use crate::base::Fact;
use crate::catalog::{
    Kind, Latency, Naming, OnChange, Output, Part, PartInput, PartWhen, Quota, Shape, Suffix, Uniqueness,
};

/// Where the limits were read.
const SOURCE: &str = "EKS API model 2017-11-01 and user guide";

pub(super) static KIND: Kind = Kind {
    name: "node_group",
    title: "EKS node group",
    doc: include_str!("doc.md"),
    service: "eks",
    cfn: "AWS::EKS::Nodegroup",
    naming: Some(&NAMING),
    shape: &Shape { attrs: attrs::ATTRS, blocks: attrs::BLOCKS, ..Shape::EMPTY },
    outputs: &[
        Output::new("name", "{name}", "Its name."),
        Output::new(
            "arn",
            "arn:{partition}:eks:{region}:{account}:nodegroup/{cluster.name}/{name}/{id}",
            "Its ARN.",
        ),
    ],
    parts: PARTS,
    operations: operations::OPERATIONS,
    // Estimates: until its nodes are ready, and until new ones have taken the place of all old ones.
    latency: Latency { create: 180_000, update: 420_000, delete: 300_000, visible: 2_000 },
    facts: &[
        Fact::new("update_behavior.toml", "AWS::EKS::Nodegroup", "CloudFormation resource schema"),
        Fact::new("eks.toml", "node_group.replacement", SOURCE),
        Fact::unconfirmed("eks.toml", "node_group.role_managed_policies"),
        Fact::unconfirmed("eks.toml", "node_group.role_trust_principal"),
    ],
    quotas: &[Quota {
        within: "cluster",
        most: 30,
        fact: Fact::unconfirmed("eks.toml", "quotas.managed_node_groups_per_cluster"),
    }],
    elsewhere: ELSEWHERE,
    ..Kind::BASE
};

/// What other languages say otherwise.
static ELSEWHERE: &[(&[&str], &str)] = &[(&["spot"], "write `capacity = \"spot\"`")];

/// What can be in a name is from general knowledge.
static NAMING: Naming = Naming {
    min: 1,
    max: 63,
    characters: "A-Za-z0-9_-",
    ends: "",
    forbidden: &[],
    unique: Uniqueness::Within("cluster"),
    account_suffix: Suffix::None,
    from_reference: &[],
    on_change: OnChange::Replace,
    facts: &[],
};

static PARTS: &[Part] = &[Part {
    name: "role",
    kind: "role",
    when: PartWhen::Without("role"),
    inputs: &[
        PartInput { name: "name", template: "{name}-node" },
        PartInput { name: "trust", template: "ec2" },
        PartInput { name: "managed", template: "arn:{partition}:iam::aws:policy/AmazonEKSWorkerNodePolicy" },
        PartInput {
            name: "managed",
            template: "arn:{partition}:iam::aws:policy/AmazonEC2ContainerRegistryPullOnly",
        },
        PartInput { name: "managed", template: "arn:{partition}:iam::aws:policy/AmazonEKS_CNI_Policy" },
    ],
    doc: "What its nodes themselves may do: join, fetch images, give addresses to pods; pods have roles of their own.",
    ..Part::BASE
}];
