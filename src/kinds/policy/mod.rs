//! `policy`: statements that several roles have, or that bound them (IAM).

mod operations;

use super::grants::own_policy;
use crate::base::Fact;
use crate::catalog::{
    Attr, Default, Deletion, Kind, Latency, Naming, OnChange, Output, Shape, Statement, Suffix, Type,
    Uniqueness,
};

/// Where the limits were read.
const SOURCE: &str = "IAM API model 2010-05-08";

pub(super) static KIND: Kind = Kind {
    name: "policy",
    title: "IAM managed policy",
    doc: include_str!("doc.md"),
    service: "iam",
    cfn: "AWS::IAM::ManagedPolicy",
    naming: Some(&NAMING),
    shape: &Shape { attrs: ATTRS, statements: &POLICY, ..Shape::EMPTY },
    outputs: &[
        Output::new("name", "{name}", "Its name."),
        Output::new("arn", "arn:{partition}:iam::{account}:policy{path}{name}", "Its ARN."),
        Output::new("id", "ANPA{id}", "The id that stands for it."),
    ],
    operations: operations::OPERATIONS,
    // Estimates; a change is not seen everywhere at once.
    latency: Latency { create: 1_000, update: 500, delete: 500, visible: 8_000 },
    deletion: Deletion::RefusedWhileUsed(&["role"]),
    facts: &[Fact::new("update_behavior.toml", "AWS::IAM::ManagedPolicy", "CloudFormation resource schema")],
    elsewhere: ELSEWHERE,
    ..Kind::BASE
};

/// What other languages say otherwise.
static ELSEWHERE: &[(&[&str], &str)] = &[
    (
        &["policy", "statement", "statements", "document", "policy_document", "actions"],
        "write `allow \"s3:GetObject\" on \"${bucket.photos.arn}/*\"`",
    ),
    (
        &["roles", "role", "attach_to", "attach", "users", "groups"],
        "roles name it: `policies = [policy.readers]` in the role",
    ),
];

static NAMING: Naming = Naming {
    min: 1,
    max: 128,
    characters: "a-zA-Z0-9_+=,.@-",
    ends: "",
    forbidden: &[],
    unique: Uniqueness::Account,
    account_suffix: Suffix::None,
    from_reference: &[],
    on_change: OnChange::Replace,
    facts: &[Fact::new("iam.toml", "names.policy", SOURCE)],
};

static POLICY: [Statement; 2] =
    own_policy(6_144, "PolicyDocument", &[Fact::new("iam.toml", "limits.managed_policy_chars", SOURCE)]);

const ATTRS: &[Attr] = &[
    Attr::new("description", Type::String, "What it is for.").replaces().carried().cfn("Description"),
    Attr::new("path", Type::String, "A path before its name in its ARN, with `/` at both ends.")
        .at_most(512)
        .default_to(Default::Text("/"))
        .replaces()
        .cfn("Path")
        .facts(&[Fact::new("iam.toml", "names.path", SOURCE)]),
];
