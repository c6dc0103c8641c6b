//! `log_group`: lines of text, kept for a time (CloudWatch Logs).

mod filters;
mod metrics;
mod operations;

use crate::base::Fact;
use crate::catalog::{
    Attr, Default, Deletion, Grant, Implied, Kind, Latency, NameFrom, Naming, OnChange, Output, Presence,
    Shape, Suffix, Type, Uniqueness, Verb,
};

/// Where the limits were read.
const SOURCE: &str = "CloudWatch Logs API model 2014-03-28 and CloudFormation resource schema";

pub(super) static KIND: Kind = Kind {
    name: "log_group",
    title: "CloudWatch log group",
    doc: include_str!("doc.md"),
    service: "logs",
    cfn: "AWS::Logs::LogGroup",
    naming: Some(&NAMING),
    shape: &Shape { attrs: ATTRS, blocks: filters::BLOCKS, ..Shape::EMPTY },
    links: &[filters::TO_FUNCTION],
    outputs: &[
        Output::new("name", "{name}", "Its name."),
        Output::new("arn", "arn:{partition}:logs:{region}:{account}:log-group:{name}", "Its ARN."),
    ],
    verbs: &[Verb {
        name: "read",
        doc: "Read and search its lines.",
        grants: &[Grant {
            actions: &["logs:DescribeLogStreams", "logs:FilterLogEvents", "logs:GetLogEvents"],
            resource: "{arn}:*",
        }],
    }],
    implied: &[
        Implied::any("AWS::Logs::MetricFilter.LogGroupName|AWS::Logs::MetricFilter.FilterName"),
        Implied::any(
            "AWS::Logs::SubscriptionFilter.LogGroupName|AWS::Logs::SubscriptionFilter.DestinationArn",
        ),
    ],
    operations: operations::OPERATIONS,
    metrics: metrics::METRICS,
    // Estimates.
    latency: Latency { create: 500, update: 500, delete: 500, visible: 500 },
    deletion: Deletion::LosesData("log events"),
    facts: &[Fact::new("update_behavior.toml", "AWS::Logs::LogGroup", "CloudFormation resource schema")],
    elsewhere: ELSEWHERE,
    ..Kind::BASE
};

/// What other languages say otherwise.
static ELSEWHERE: &[(&[&str], &str)] = &[
    (&["function", "lambda"], "write `of = function.lookup`"),
    (
        &["subscription", "subscription_filter", "subscription_filters"],
        "who is sent its lines is an arrow: `log_group.gate -> function.lookup { matching = \"ERROR\" }`",
    ),
];

static NAMING: Naming = Naming {
    min: 1,
    max: 512,
    characters: "a-zA-Z0-9._/#-",
    ends: "",
    forbidden: &[],
    unique: Uniqueness::Region,
    account_suffix: Suffix::None,
    from_reference: &[
        NameFrom { attr: "of", kind: "function", template: "/aws/lambda/{name}" },
        NameFrom { attr: "of", kind: "service", template: "/ecs/{name}" },
        NameFrom { attr: "of", kind: "web_service", template: "/aws/apprunner/{name}/{id}/application" },
        NameFrom { attr: "of", kind: "task", template: "/ecs/{name}" },
        NameFrom { attr: "of", kind: "kubernetes", template: "/aws/eks/{name}/cluster" },
    ],
    on_change: OnChange::Replace,
    facts: &[
        Fact::new("cloudwatch.toml", "logs.group_name_pattern", SOURCE),
        Fact::new("cloudwatch.toml", "logs.default_groups.lambda", SOURCE),
        Fact::unconfirmed("cloudwatch.toml", "logs.default_groups.ecs_suggested"),
        Fact::unconfirmed("cloudwatch.toml", "logs.default_groups.apprunner"),
    ],
};

const ATTRS: &[Attr] = &[
    Attr::new(
        "of",
        Type::Reference(&["function", "kubernetes", "service", "task", "web_service"]),
        "Whose lines it keeps; its name follows from it.",
    )
    .known_as(&["service", "source", "task", "resource"])
    .simulated()
    .reversed(),
    Attr::new(
        "retention",
        Type::OneOfDays(&[
            1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922,
            3288, 3653,
        ]),
        "How long a line is kept; for ever if left out.",
    )
    .known_as(&["expire", "keep"])
    .presence(Presence::OnlyIf("class", &["standard", "infrequent_access", "essentials"]))
    .simulated()
    .cfn("RetentionInDays")
    .facts(&[Fact::new("cloudwatch.toml", "logs.retention_days_allowed", SOURCE)]),
    Attr::new(
        "class",
        Type::OneOf(&["standard", "infrequent_access", "essentials", "delivery"]),
        "How well its lines can be searched, and at what price.",
    )
    .spelled(&[
        ("standard", "STANDARD"),
        ("infrequent_access", "INFREQUENT_ACCESS"),
        ("essentials", "ESSENTIALS"),
        ("delivery", "DELIVERY"),
    ])
    .default_to(Default::Text("standard"))
    .replaces()
    .cfn("LogGroupClass")
    .facts(&[
        Fact::new("cloudwatch.toml", "logs.classes", SOURCE),
        Fact::new("cloudwatch.toml", "logs.class_default", SOURCE),
        Fact::new("cloudwatch.toml", "logs.class_immutable", SOURCE),
    ]),
    Attr::new("deletion_protection", Type::Bool, "Whether CloudWatch refuses to delete it.")
        .default_to(Default::Flag(false))
        .carried()
        .cfn("DeletionProtectionEnabled")
        .facts(&[Fact::new("cloudwatch.toml", "logs.deletion_protection_available", SOURCE)]),
    Attr::new("data_protection", Type::Map(&Type::Any), "What is found in lines and hidden.")
        .carried()
        .cfn("DataProtectionPolicy"),
    Attr::new("kms_key", Type::String, "ARN of the key that encrypts it, if it is not AWS's own.")
        .carried()
        .cfn("KmsKeyId"),
];
