//! `workload`: pods that a cluster keeps running, on nodes or on Fargate (EKS).

mod attrs;
mod container;
mod operations;

use super::grants::USES;
use crate::base::Fact;
use crate::catalog::{
    Carrier, Kind, Latency, Naming, OnChange, Output, Position, Shape, Slot, Statement, Suffix, Type,
    Uniqueness, Verb,
};

pub(super) static KIND: Kind = Kind {
    name: "workload",
    title: "Kubernetes deployment",
    doc: include_str!("doc.md"),
    service: "eks",
    // It lives inside the cluster, of which CloudFormation sees nothing.
    cfn: "",
    naming: Some(&NAMING),
    shape: &Shape {
        attrs: attrs::ATTRS,
        blocks: &[
            container::CONTAINER,
            attrs::LABELS,
            attrs::NODES,
            attrs::SCALE,
            attrs::DISRUPTION,
            attrs::ROLLOUT,
        ],
        statements: &[TOLERATE, SPREAD, USES],
    },
    outputs: &[
        Output::new("name", "{name}", "Its name."),
        Output::new(
            "arn",
            "arn:{partition}:eks:{region}:{account}:workload/{cluster.name}/{namespace}/{name}",
            "A text of stackc's own that names it; AWS has no ARN for what is inside a cluster.",
        ),
        Output::new(
            "url",
            "http://{name}.{namespace}.svc.cluster.local",
            "Where it is reached within the cluster.",
        ),
    ],
    verbs: &[Verb { name: "call", doc: "Send it requests; a connection, no IAM action.", grants: &[] }],
    carrier: Some(&Carrier { principal: "pods.eks", ..Carrier::BASE }),
    operations: operations::OPERATIONS,
    // Estimates: until its pods are ready, and until the old ones are gone.
    latency: Latency { create: 30_000, update: 60_000, delete: 30_000, visible: 500 },
    facts: &[Fact::unconfirmed("iam.toml", "trust_principals.eks_pod_identity")],
    elsewhere: ELSEWHERE,
    ..Kind::BASE
};

/// What other languages say otherwise.
static ELSEWHERE: &[(&[&str], &str)] = &[
    (&["service", "ingress"], "what reaches it is an arrow: `load_balancer.public \"/*\" -> workload.shop`"),
    (&["deployment"], "the workload is the deployment: `container app { … }` and `count` stand in it"),
];

/// The names of Kubernetes, from general knowledge; two of one name may live in two namespaces.
static NAMING: Naming = Naming {
    min: 1,
    max: 63,
    characters: "a-z0-9-",
    ends: "a-z0-9",
    forbidden: &[],
    unique: Uniqueness::None,
    account_suffix: Suffix::None,
    from_reference: &[],
    on_change: OnChange::Replace,
    facts: &[],
};

const TOLERATE: Statement = Statement {
    word: "tolerate",
    known_as: &["tolerations", "toleration"],
    doc: "A taint, by its key, that does not keep its pods off a node.",
    slots: &[Slot { field: "key", ..Slot::BASE }],
    ..Statement::BASE
};

const SPREAD: Statement = Statement {
    word: "spread",
    known_as: &["affinity", "topology_spread_constraints"],
    doc: "Over what its pods are spread as evenly as they can be.",
    slots: &[Slot {
        at: Position::After("by"),
        field: "by",
        ty: Type::OneOf(&["zone", "host"]),
        ..Slot::BASE
    }],
    ..Statement::BASE
};
