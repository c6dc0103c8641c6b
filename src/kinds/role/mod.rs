//! `role`: what whoever takes it on may do (IAM).

mod operations;

use super::SECOND;
use super::grants::own_policy;
use crate::base::{Dimension, Fact};
use crate::catalog::{
    Attr, Default, Identity, Implied, Kind, Latency, Naming, OnChange, Output, Presence, Shape, Statement,
    Suffix, Table, Type, Uniqueness,
};

/// Where the limits were read.
const SOURCE: &str = "IAM API model 2010-05-08";

pub(super) static KIND: Kind = Kind {
    name: "role",
    title: "IAM role",
    doc: include_str!("doc.md"),
    service: "iam",
    cfn: "AWS::IAM::Role",
    naming: Some(&NAMING),
    shape: &Shape { attrs: ATTRS, statements: &POLICY, ..Shape::EMPTY },
    outputs: &[
        Output::new("name", "{name}", "Its name."),
        Output::new("arn", "arn:{partition}:iam::{account}:role{path}{name}", "Its ARN."),
        Output::new("id", "AROA{id}", "The id that stands for it in policies and logs."),
    ],
    identity: Some(&Identity { trust: "trust", policies: &["policies", "managed"], boundary: "boundary" }),
    // A policy of its own at CloudFormation, which names those who have it.
    implied: &[Implied::any(
        "AWS::IAM::Policy.PolicyName|AWS::IAM::Policy.PolicyDocument|AWS::IAM::Policy.Roles",
    )],
    operations: operations::OPERATIONS,
    // Estimates; a new role is not seen everywhere at once.
    latency: Latency { create: 1_000, update: 500, delete: 500, visible: 8_000 },
    facts: &[Fact::new("update_behavior.toml", "AWS::IAM::Role", "CloudFormation resource schema")],
    elsewhere: ELSEWHERE,
    ..Kind::BASE
};

/// What other languages say otherwise.
static ELSEWHERE: &[(&[&str], &str)] = &[
    (
        &[
            "assume_role_policy",
            "assume_role_policy_document",
            "principal",
            "service",
            "assumed_by",
            "assume_role",
            "principals",
            "trusted_entities",
            "services",
        ],
        "`trust` says who takes it on: `trust = \"lambda\"`",
    ),
    (
        &[
            "policy",
            "inline_policy",
            "inline_policies",
            "statement",
            "statements",
            "actions",
            "permissions",
            "inline",
            "resources",
            "resource",
        ],
        "write `allow \"s3:GetObject\" on \"${bucket.photos.arn}/*\"`, or `allow uses`",
    ),
];

static NAMING: Naming = Naming {
    min: 1,
    max: 64,
    characters: "a-zA-Z0-9_+=,.@-",
    ends: "",
    forbidden: &[],
    unique: Uniqueness::Account,
    account_suffix: Suffix::None,
    from_reference: &[],
    on_change: OnChange::Replace,
    facts: &[Fact::new("iam.toml", "names.role", SOURCE)],
};

static POLICY: [Statement; 2] =
    own_policy(10_240, "Policies", &[Fact::new("iam.toml", "limits.inline_role_chars_total", SOURCE)]);

const ATTRS: &[Attr] = &[
    Attr::new(
        "trust",
        Type::Principals,
        "Who may take it on: services by their short names, accounts, roles.",
    )
    .presence(Presence::OrGrant)
    .simulated()
    .cfn("AssumeRolePolicyDocument"),
    Attr::new(
        "policies",
        Type::List(&Type::Reference(&["policy"])),
        "Policies that it has besides, which others may have too.",
    )
    .at_most_items(10)
    .simulated()
    .cfn("ManagedPolicyArns")
    .facts(&[Fact::unconfirmed("iam.toml", "limits.managed_policies_per_role")]),
    Attr::new(
        "managed",
        Type::List(&Type::String),
        "Policies of AWS's own that it has besides: their names, or ARNs.",
    )
    .known_as(&["managed_policies", "policy_arns", "attached_policies"])
    .listed_in(Table::ManagedPolicies)
    .at_most_items(10)
    .simulated()
    .cfn("ManagedPolicyArns")
    .facts(&[Fact::unconfirmed("iam.toml", "limits.managed_policies_per_role")]),
    Attr::new(
        "boundary",
        Type::Reference(&["policy"]),
        "The most it may ever do, whatever its statements and managed policies allow.",
    )
    .known_as(&["permission_boundary", "boundary_policy"])
    .simulated()
    .cfn("PermissionsBoundary"),
    Attr::new("description", Type::String, "What it is for.").carried().cfn("Description"),
    Attr::new(
        "max_session",
        Type::Quantity(Dimension::Duration),
        "How long whoever takes it on may keep it at most.",
    )
    .known_as(&["session_duration"])
    .in_steps(3_600 * SECOND, 43_200 * SECOND, SECOND)
    .default_to(Default::Amount(Dimension::Duration, 3_600 * SECOND))
    .cfn("MaxSessionDuration")
    .facts(&[Fact::new("iam.toml", "names.role_session_s", SOURCE)]),
    Attr::new("path", Type::String, "A path before its name in its ARN, with `/` at both ends.")
        .at_most(512)
        .default_to(Default::Text("/"))
        .replaces()
        .cfn("Path")
        .facts(&[Fact::new("iam.toml", "names.path", SOURCE)]),
];
