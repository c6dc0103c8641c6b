//! `repository`: container images by tag, from which services and functions are deployed (ECR).

mod cleanup;
mod metrics;
mod operations;
mod pushes;

use super::grants::resource_policy;
use crate::base::Fact;
use crate::catalog::{
    Attr, Default, Deletion, Forbidden, Grant, Kind, Latency, Naming, OnChange, Output, Presence, Shape,
    Statement, Suffix, Type, Uniqueness, Verb,
};

/// Where the limits were read.
const SOURCE: &str = "ECR API model 2015-09-21";

pub(super) static KIND: Kind = Kind {
    name: "repository",
    title: "ECR repository",
    doc: include_str!("doc.md"),
    service: "ecr",
    cfn: "AWS::ECR::Repository",
    naming: Some(&NAMING),
    shape: &Shape { attrs: ATTRS, blocks: cleanup::BLOCKS, statements: &POLICY },
    outputs: &[
        Output::new("name", "{name}", "Its name."),
        Output::new("arn", "arn:{partition}:ecr:{region}:{account}:repository/{name}", "Its ARN."),
        Output::new(
            "url",
            "{account}.dkr.ecr.{region}.amazonaws.com/{name}",
            "What stands before the `:` and the tag of an image.",
        ),
    ],
    links: &[pushes::PUSHED],
    verbs: VERBS,
    operations: operations::OPERATIONS,
    metrics: metrics::METRICS,
    // Estimates.
    latency: Latency { create: 1_000, update: 500, delete: 500, visible: 500 },
    deletion: Deletion::RefusedWhileFull("images"),
    facts: &[
        Fact::new("update_behavior.toml", "AWS::ECR::Repository", "CloudFormation resource schema"),
        Fact::unconfirmed("ecr.toml", "repository.must_be_empty_to_delete"),
    ],
    elsewhere: ELSEWHERE,
    ..Kind::BASE
};

/// What other languages say otherwise.
static ELSEWHERE: &[(&[&str], &str)] = &[
    (&["mutability", "tag_mutability"], "`immutable = true` lets each tag keep its image"),
    (
        &["lifecycle_policy", "retention", "retention_policy"],
        "write `keep_images = 10`, or `cleanup old { priority = 1  older_than = 90 days }`",
    ),
];

static NAMING: Naming = Naming {
    min: 2,
    max: 256,
    characters: "a-z0-9._/-",
    ends: "a-z0-9",
    // Words are parted by one `.`, one or two `_`, any number of `-`, or one `/`, and never by a mixture.
    forbidden: &[
        Forbidden::Within(".."),
        Forbidden::Within("//"),
        Forbidden::Within("___"),
        Forbidden::Within("._"),
        Forbidden::Within("_."),
        Forbidden::Within(".-"),
        Forbidden::Within("-."),
        Forbidden::Within("./"),
        Forbidden::Within("/."),
        Forbidden::Within("_-"),
        Forbidden::Within("-_"),
        Forbidden::Within("_/"),
        Forbidden::Within("/_"),
        Forbidden::Within("-/"),
        Forbidden::Within("/-"),
    ],
    unique: Uniqueness::Region,
    account_suffix: Suffix::None,
    from_reference: &[],
    on_change: OnChange::Replace,
    facts: &[
        Fact::new("ecr.toml", "repository.name_pattern", SOURCE),
        Fact::new("ecr.toml", "repository.name_min_length", SOURCE),
        Fact::new("ecr.toml", "repository.name_max_length", SOURCE),
    ],
};

static POLICY: [Statement; 2] = resource_policy(
    10_240,
    "RepositoryPolicyText",
    &[Fact::new("ecr.toml", "policies.repository_policy_max_chars", SOURCE)],
);

const ATTRS: &[Attr] = &[
    Attr::new("immutable", Type::Bool, "Whether a tag that was pushed keeps its image.")
        .known_as(&["immutable_tags"])
        .default_to(Default::Flag(false))
        .spelled(&[
            ("true", "IMMUTABLE"),
            ("true", "IMMUTABLE_WITH_EXCLUSION"),
            ("false", "MUTABLE"),
            ("false", "MUTABLE_WITH_EXCLUSION"),
        ])
        .cfn("ImageTagMutability")
        .facts(&[
            Fact::new("ecr.toml", "image_tag.mutability", SOURCE),
            Fact::new("ecr.toml", "image_tag.mutability_default", SOURCE),
        ]),
    Attr::new(
        "mutable_tags",
        Type::List(&Type::String),
        "Tags that may still get another image, with `*` for any rest.",
    )
    .presence(Presence::With("immutable"))
    .cfn("ImageTagMutabilityExclusionFilters[]")
    .facts(&[Fact::new("ecr.toml", "image_tag.exclusion_filter_required_for", SOURCE)]),
    Attr::new("keep_images", Type::Whole, "How many images are kept, the newest; all if left out.")
        .known_as(&["keep", "keep_last", "max_images"])
        .at_least(1)
        .cfn("LifecyclePolicy.LifecyclePolicyText"),
    Attr::new("scan_on_push", Type::Bool, "Whether an image is searched for known faults when it is pushed.")
        .known_as(&["scan", "image_scanning"])
        .default_to(Default::Flag(false))
        .carried()
        .cfn("ImageScanningConfiguration.ScanOnPush")
        .facts(&[Fact::new("ecr.toml", "scan.scan_on_push_default", SOURCE)]),
    Attr::new("encryption", Type::OneOf(&["aes256", "kms", "kms_dsse"]), "With whose keys images are kept.")
        .spelled(&[("aes256", "AES256"), ("kms", "KMS"), ("kms_dsse", "KMS_DSSE")])
        .default_to(Default::Text("aes256"))
        .replaces()
        .carried()
        .cfn("EncryptionConfiguration.EncryptionType")
        .facts(&[
            Fact::new("ecr.toml", "encryption.types", SOURCE),
            Fact::new("ecr.toml", "encryption.default", SOURCE),
            Fact::new("ecr.toml", "encryption.immutable", SOURCE),
        ]),
    Attr::new("kms_key", Type::String, "ARN of the key, if it is not AWS's own.")
        .presence(Presence::OnlyIf("encryption", &["kms", "kms_dsse"]))
        .replaces()
        .carried()
        .cfn("EncryptionConfiguration.KmsKey"),
];

static VERBS: &[Verb] = &[
    Verb {
        name: "pull",
        doc: "Fetch images.",
        grants: &[
            Grant { actions: &["ecr:GetAuthorizationToken"], resource: "*" },
            Grant {
                actions: &[
                    "ecr:BatchCheckLayerAvailability",
                    "ecr:GetDownloadUrlForLayer",
                    "ecr:BatchGetImage",
                ],
                resource: "{arn}",
            },
        ],
    },
    Verb {
        name: "push",
        doc: "Add images.",
        grants: &[
            Grant { actions: &["ecr:GetAuthorizationToken"], resource: "*" },
            Grant {
                actions: &[
                    "ecr:BatchCheckLayerAvailability",
                    "ecr:InitiateLayerUpload",
                    "ecr:UploadLayerPart",
                    "ecr:CompleteLayerUpload",
                    "ecr:PutImage",
                ],
                resource: "{arn}",
            },
        ],
    },
];
