//! `kubernetes`: a control plane that AWS runs, and what it lets run on nodes and on Fargate (EKS).

mod attrs;
mod metrics;
mod operations;
pub(super) mod versions;

use crate::base::Fact;
use crate::catalog::{
    Deletion, Forbidden, Kind, Latency, Naming, OnChange, Output, Part, PartInput, PartWhen, Quota, Shape,
    Suffix, Uniqueness,
};

/// Where the limits were read.
const SOURCE: &str = "EKS API model 2017-11-01 and user guide";

pub(super) static KIND: Kind = Kind {
    name: "kubernetes",
    title: "EKS cluster",
    doc: include_str!("doc.md"),
    service: "eks",
    cfn: "AWS::EKS::Cluster",
    naming: Some(&NAMING),
    shape: &Shape { attrs: attrs::ATTRS, ..Shape::EMPTY },
    outputs: &[
        Output::new("name", "{name}", "Its name."),
        Output::new("arn", "arn:{partition}:eks:{region}:{account}:cluster/{name}", "Its ARN."),
        Output::new("url", "https://{id}.gr7.{region}.eks.amazonaws.com", "Where its API answers."),
    ],
    parts: PARTS,
    operations: operations::OPERATIONS,
    metrics: metrics::METRICS,
    // Estimates: a control plane takes minutes.
    latency: Latency { create: 600_000, update: 480_000, delete: 240_000, visible: 5_000 },
    deletion: Deletion::RefusedWhileUsed(&["node_group"]),
    dated: versions::DATED,
    facts: &[
        Fact::new("update_behavior.toml", "AWS::EKS::Cluster", "CloudFormation resource schema"),
        Fact::new("eks.toml", "cluster.role_managed_policy", SOURCE),
        Fact::unconfirmed("eks.toml", "cluster.role_trust_principal"),
    ],
    quotas: &[Quota {
        within: "",
        most: 100,
        fact: Fact::unconfirmed("eks.toml", "quotas.clusters_per_region"),
    }],
    elsewhere: ELSEWHERE,
    ..Kind::BASE
};

/// What other languages say otherwise.
static ELSEWHERE: &[(&[&str], &str)] = &[
    (
        &["node_groups", "node_group", "managed_node_groups"],
        "its machines are a resource: `node_group main { cluster = kubernetes.shop … }`",
    ),
    (&["fargate_profiles"], "pods run on Fargate by a `fargate_profile` of their own"),
    (&["vpc_config"], "`network`, `subnets` and `zones` say where it stands"),
    (
        &["endpoint_private_access", "endpoint_public_access"],
        "write `endpoint = \"public\"`, `\"private\"` or `\"both\"`",
    ),
];

/// It begins with a letter or digit.
static NAMING: Naming = Naming {
    min: 1,
    max: 100,
    characters: "A-Za-z0-9_-",
    ends: "",
    forbidden: &[Forbidden::Prefix("-"), Forbidden::Prefix("_")],
    unique: Uniqueness::Region,
    account_suffix: Suffix::None,
    from_reference: &[],
    on_change: OnChange::Replace,
    facts: &[
        Fact::new("eks.toml", "cluster.name_pattern", SOURCE),
        Fact::new("eks.toml", "cluster.name_max_length", SOURCE),
    ],
};

static PARTS: &[Part] = &[
    Part {
        name: "role",
        kind: "role",
        when: PartWhen::Without("role"),
        inputs: &[
            PartInput { name: "name", template: "{name}-control-plane" },
            PartInput { name: "trust", template: "eks" },
            PartInput { name: "managed", template: "arn:{partition}:iam::aws:policy/AmazonEKSClusterPolicy" },
        ],
        doc: "What the control plane may do in the account: network interfaces, load balancers, volumes.",
        ..Part::BASE
    },
    Part {
        name: "log_group",
        kind: "log_group",
        when: PartWhen::NoReferrerWith("log_group", "of", "logs"),
        inputs: &[PartInput { name: "name", template: "/aws/eks/{name}/cluster" }],
        doc: "Where the control plane's `logs` go; kept for ever unless a `log_group` with `of` says how long.",
        ..Part::BASE
    },
];
