//! `dashboard`: shows metrics (CloudWatch).

mod operations;

use super::SECOND;
use crate::base::{Dimension, Fact};
use crate::catalog::{
    Attr, Default, Kind, Latency, Many, Naming, OnChange, Output, Position, Shape, Slot, Statement, Suffix,
    Type, Uniqueness,
};

pub(super) static KIND: Kind = Kind {
    name: "dashboard",
    title: "CloudWatch dashboard",
    doc: include_str!("doc.md"),
    service: "cloudwatch",
    cfn: "AWS::CloudWatch::Dashboard",
    naming: Some(&NAMING),
    shape: &Shape { statements: STATEMENTS, ..Shape::EMPTY },
    outputs: &[
        Output::new("name", "{name}", "Its name."),
        Output::new("arn", "arn:{partition}:cloudwatch::{account}:dashboard/{name}", "Its ARN."),
    ],
    operations: operations::OPERATIONS,
    // Estimates.
    latency: Latency { create: 500, update: 500, delete: 500, visible: 500 },
    facts: &[Fact::new(
        "update_behavior.toml",
        "AWS::CloudWatch::Dashboard",
        "CloudFormation resource schema",
    )],
    elsewhere: ELSEWHERE,
    ..Kind::BASE
};

/// What other languages say otherwise.
static ELSEWHERE: &[(&[&str], &str)] = &[(
    &["widget", "widgets", "metric", "metrics", "body", "dashboard_body", "graph"],
    "write `chart \"Errors\" of function.take.Errors.sum`",
)];

/// What can be in a name is from general knowledge.
static NAMING: Naming = Naming {
    min: 1,
    max: 255,
    characters: "a-zA-Z0-9_-",
    ends: "",
    forbidden: &[],
    unique: Uniqueness::Account,
    account_suffix: Suffix::None,
    from_reference: &[],
    on_change: OnChange::Replace,
    facts: &[],
};

const STATEMENTS: &[Statement] = &[
    Statement {
        word: "text",
        doc: "A text that is shown as it is, in Markdown.",
        slots: &[Slot { field: "text", cfn: "properties.markdown", ..Slot::BASE }],
        cfn: "DashboardBody.widgets[type=text]",
        ..Statement::BASE
    },
    Statement {
        word: "chart",
        doc: "Metrics over time under a title.",
        slots: &[
            Slot { field: "title", cfn: "properties.title", ..Slot::BASE },
            Slot {
                at: Position::After("of"),
                field: "metrics",
                ty: Type::Metric,
                many: Many::Several,
                cfn: "properties.metrics",
                ..Slot::BASE
            },
        ],
        options: &[Attr::new(
            "period",
            Type::Quantity(Dimension::Duration),
            "How long one value of a metric is gathered.",
        )
        .in_steps(SECOND, 86_400 * SECOND, SECOND)
        .default_to(Default::Amount(Dimension::Duration, 300 * SECOND))
        .carried()
        .cfn("properties.period")],
        cfn: "DashboardBody.widgets[type=metric]",
        ..Statement::BASE
    },
];
