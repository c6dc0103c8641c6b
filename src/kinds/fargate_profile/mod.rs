//! `fargate_profile`: which pods of a cluster run on Fargate, without nodes (EKS).

mod operations;

use crate::base::Fact;
use crate::catalog::{
    Attr, Block, BlockBody, Kind, Label, Latency, Naming, OnChange, Output, Part, PartInput, PartWhen, Quota,
    Shape, Suffix, Type, Uniqueness,
};

/// Where the limits were read.
const SOURCE: &str = "EKS API model 2017-11-01 and user guide, Fargate profiles";

pub(super) static KIND: Kind = Kind {
    name: "fargate_profile",
    title: "EKS Fargate profile",
    doc: include_str!("doc.md"),
    service: "eks",
    cfn: "AWS::EKS::FargateProfile",
    naming: Some(&NAMING),
    shape: &Shape { attrs: ATTRS, blocks: &[SELECT], ..Shape::EMPTY },
    outputs: &[
        Output::new("name", "{name}", "Its name."),
        Output::new(
            "arn",
            "arn:{partition}:eks:{region}:{account}:fargateprofile/{cluster.name}/{name}/{id}",
            "Its ARN.",
        ),
    ],
    parts: PARTS,
    operations: operations::OPERATIONS,
    // Estimates; a cluster makes and deletes one profile at a time.
    latency: Latency { create: 120_000, update: 120_000, delete: 120_000, visible: 2_000 },
    facts: &[
        Fact::new("eks.toml", "fargate_profile.pod_execution_role_managed_policy", SOURCE),
        Fact::unconfirmed("eks.toml", "fargate_profile.pod_execution_role_trust_principal"),
        Fact::new("update_behavior.toml", "AWS::EKS::FargateProfile", "CloudFormation resource schema"),
        Fact::new("eks.toml", "fargate_profile.immutable", SOURCE),
        Fact::new("eks.toml", "fargate_profile.one_deleting_blocks_creating", SOURCE),
    ],
    quotas: &[Quota {
        within: "cluster",
        most: 10,
        fact: Fact::unconfirmed("eks.toml", "quotas.fargate_profiles_per_cluster"),
    }],
    ..Kind::BASE
};

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
    name: "execution_role",
    kind: "role",
    when: PartWhen::Without("execution_role"),
    inputs: &[
        PartInput { name: "name", template: "{name}-execution" },
        PartInput { name: "trust", template: "eks-fargate-pods" },
        PartInput {
            name: "managed",
            template: "arn:{partition}:iam::aws:policy/AmazonEKSFargatePodExecutionRolePolicy",
        },
    ],
    doc: "The role under which images of its pods are fetched; their code never has it.",
    ..Part::BASE
}];

const ATTRS: &[Attr] = &[
    Attr::new("cluster", Type::Reference(&["kubernetes"]), "The cluster whose pods run on it.")
        .required()
        .replaces()
        .simulated()
        .cfn("ClusterName"),
    Attr::new(
        "zones",
        Type::List(&Type::Zone),
        "The availability zones of its pods, in private subnets; those of the cluster if left out.",
    )
    .known_as(&["subnets", "subnet_ids"])
    .replaces()
    .simulated()
    .cfn("Subnets")
    .facts(&[Fact::new("eks.toml", "fargate_profile.private_subnets_only", SOURCE)]),
    Attr::new(
        "execution_role",
        Type::Reference(&["role"]),
        "Under which images of its pods are fetched; made by itself if left out.",
    )
    .replaces()
    .cfn("PodExecutionRoleArn"),
];

const SELECT: Block = Block {
    word: "select",
    known_as: &["namespaces", "selectors", "selector", "namespace"],
    doc: "Pods of one namespace that run here: the one of that name, or the one in `namespace`.",
    label: Label::Named { required: true },
    body: BlockBody::Shape(&Shape { attrs: NAMESPACE, blocks: &[LABELS], ..Shape::EMPTY }),
    on_change: OnChange::Replace,
    cfn: "Selectors",
    facts: &[
        Fact::new("eks.toml", "fargate_profile.selector_namespace_required", SOURCE),
        Fact::new("eks.toml", "fargate_profile.wildcards", SOURCE),
    ],
    ..Block::BASE
};

const NAMESPACE: &[Attr] = &[Attr::new(
    "namespace",
    Type::String,
    "The namespace, `*` and `?` standing for others; what the block is called if left out, so that several may be about one.",
)
.replaces()
.simulated()
.cfn("Namespace")];

const LABELS: Block = Block {
    word: "labels",
    doc: "What the pods must be labelled with, all of it.",
    body: BlockBody::Table(Type::String),
    on_change: OnChange::Replace,
    cfn: "Labels",
    facts: &[Fact::new("eks.toml", "fargate_profile.selector_labels", SOURCE)],
    ..Block::BASE
};
