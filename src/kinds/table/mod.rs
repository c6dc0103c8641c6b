//! `table`: items that are found by their key (DynamoDB).

mod attrs;
mod indexes;
mod metrics;
mod operations;
mod stream;

use crate::base::Fact;
use crate::catalog::{
    Deletion, Grant, Implied, ImpliedValue, KeyUse, Kind, Latency, Naming, OnChange, Output, Quota, Shape,
    Suffix, Uniqueness, Verb,
};

/// Where the limits were read.
const SOURCE: &str = "DynamoDB API model 2012-08-10 and developer guide";

pub(super) static KIND: Kind = Kind {
    name: "table",
    title: "DynamoDB table",
    doc: include_str!("doc.md"),
    service: "dynamodb",
    cfn: "AWS::DynamoDB::Table",
    naming: Some(&NAMING),
    shape: &Shape { attrs: attrs::ATTRS, blocks: indexes::BLOCKS, ..Shape::EMPTY },
    outputs: &[
        Output::new("name", "{name}", "Its name."),
        Output::new("arn", "arn:{partition}:dynamodb:{region}:{account}:table/{name}", "Its ARN."),
    ],
    links: &[stream::TO_FUNCTION],
    key: Some(&KEY),
    verbs: VERBS,
    operations: operations::OPERATIONS,
    metrics: metrics::METRICS,
    implied: &[
        Implied::just_one(
            "AWS::Lambda::EventSourceMapping.StartingPosition",
            &[Fact::new("dynamodb.toml", "lambda_event_source.starting_position_required", SOURCE)],
        ),
        BILLING,
        DEFINED,
        Implied::one_of("TimeToLiveSpecification.Enabled", &[ImpliedValue::plain("true")], &[]),
    ],
    // Estimates.
    latency: Latency { create: 8_000, update: 5_000, delete: 5_000, visible: 1_000 },
    deletion: Deletion::LosesData("items"),
    facts: &[
        Fact::new("update_behavior.toml", "AWS::DynamoDB::Table", "CloudFormation resource schema"),
        Fact::new("dynamodb.toml", "keys.key_schema_change", SOURCE),
    ],
    quotas: &[Quota {
        within: "",
        most: 2_500,
        fact: Fact::new(
            "dynamodb.toml",
            "quotas.tables_per_region_default",
            "the quotas page of the service",
        ),
    }],
    elsewhere: ELSEWHERE,
    ..Kind::BASE
};

/// What is a key is defined with its type, and nothing else is.
const DEFINED: Implied = Implied::listing(
    "AttributeDefinitions.AttributeName",
    &[
        "KeySchema.AttributeName",
        "GlobalSecondaryIndexes.KeySchema.AttributeName",
        "LocalSecondaryIndexes.KeySchema.AttributeName",
    ],
    &[
        Fact::new("dynamodb.toml", "keys.every_key_attribute_must_be_in_attribute_definitions", SOURCE),
        Fact::unconfirmed("dynamodb.toml", "keys.attribute_definitions_only_for_keys"),
    ],
);

/// What other languages say otherwise.
static ELSEWHERE: &[(&[&str], &str)] = &[
    (
        &["billing", "billing_mode", "capacity_mode", "mode"],
        "leave it out: without `read` and `write` a table is on demand, with them it is provisioned",
    ),
    (
        &["attribute", "attributes", "attribute_definitions"],
        "only keys are declared, with their type: `key = \"id\"`, `key_type = \"string\"`",
    ),
    (&["autoscaling", "scaling"], "a range scales it: `read = 5..100` and `write = 5..100`"),
    (&["global_table", "replica", "replicas"], "one table stands in one region: write a stack for the other"),
];

static NAMING: Naming = Naming {
    min: 3,
    max: 255,
    characters: "a-zA-Z0-9_.-",
    ends: "",
    forbidden: &[],
    unique: Uniqueness::Region,
    account_suffix: Suffix::None,
    from_reference: &[],
    on_change: OnChange::Replace,
    facts: &[Fact::new("dynamodb.toml", "table.name_pattern", SOURCE)],
};

/// Said by whether there are units of capacity.
const BILLING: Implied = Implied::one_of(
    "BillingMode",
    &[
        ImpliedValue { with: &["ProvisionedThroughput"], without: &[], ..ImpliedValue::plain("PROVISIONED") },
        ImpliedValue {
            with: &[],
            without: &["ProvisionedThroughput", "GlobalSecondaryIndexes.ProvisionedThroughput"],
            ..ImpliedValue::plain("PAY_PER_REQUEST")
        },
    ],
    &[
        Fact::new("dynamodb.toml", "billing.modes", SOURCE),
        Fact::new("dynamodb.toml", "billing.mode_default", SOURCE),
        Fact::new("dynamodb.toml", "billing.provisioned_requires", SOURCE),
        Fact::unconfirmed("dynamodb.toml", "billing.pay_per_request_forbids"),
    ],
)
.default_to("PROVISIONED");

/// The table's own key is kept with it, and opened for whoever gets at items.
static KEY: KeyUse = KeyUse {
    attr: "kms_key",
    asks: &[(
        &[
            "dynamodb:GetItem",
            "dynamodb:BatchGetItem",
            "dynamodb:ConditionCheckItem",
            "dynamodb:Query",
            "dynamodb:Scan",
            "dynamodb:PutItem",
            "dynamodb:UpdateItem",
            "dynamodb:DeleteItem",
            "dynamodb:BatchWriteItem",
            "dynamodb:GetRecords",
        ],
        &["kms:Decrypt"],
    )],
    facts: &[],
};

static VERBS: &[Verb] = &[
    Verb {
        name: "read",
        doc: "Get single items by their key.",
        grants: &[Grant {
            actions: &["dynamodb:GetItem", "dynamodb:BatchGetItem", "dynamodb:ConditionCheckItem"],
            resource: "{arn}",
        }],
    },
    Verb {
        name: "write",
        doc: "Put items, and change them.",
        grants: &[Grant {
            actions: &["dynamodb:PutItem", "dynamodb:UpdateItem", "dynamodb:BatchWriteItem"],
            resource: "{arn}",
        }],
    },
    Verb {
        name: "delete",
        doc: "Delete items.",
        grants: &[Grant { actions: &["dynamodb:DeleteItem", "dynamodb:BatchWriteItem"], resource: "{arn}" }],
    },
    Verb {
        name: "list",
        doc: "Query and scan it and its indexes.",
        grants: &[
            Grant { actions: &["dynamodb:Query", "dynamodb:Scan"], resource: "{arn}" },
            Grant { actions: &["dynamodb:Query", "dynamodb:Scan"], resource: "{arn}/index/*" },
        ],
    },
];
