//! `alarm`: watches a metric, or other alarms, and rings (CloudWatch).

mod actions;
mod operations;

use super::SECOND;
use crate::base::{Dimension, Fact};
use crate::catalog::{
    Attr, Default, Kind, Latency, Naming, OnChange, Output, Presence, Shape, Suffix, Type, Uniqueness,
};

/// Where the limits were read.
const SOURCE: &str = "CloudWatch API model 2010-08-01";

pub(super) static KIND: Kind = Kind {
    name: "alarm",
    title: "CloudWatch alarm",
    doc: include_str!("doc.md"),
    service: "cloudwatch",
    cfn: "AWS::CloudWatch::Alarm",
    naming: Some(&NAMING),
    shape: &Shape { attrs: ATTRS, ..Shape::EMPTY },
    outputs: &[
        Output::new("name", "{name}", "Its name."),
        Output::new("arn", "arn:{partition}:cloudwatch:{region}:{account}:alarm:{name}", "Its ARN."),
    ],
    links: &[actions::TO_FUNCTION, actions::TO_TOPIC],
    operations: operations::OPERATIONS,
    // Estimates.
    latency: Latency { create: 500, update: 500, delete: 500, visible: 500 },
    facts: &[Fact::new("update_behavior.toml", "AWS::CloudWatch::Alarm", "CloudFormation resource schema")],
    elsewhere: ELSEWHERE,
    ..Kind::BASE
};

/// What other languages say otherwise.
static ELSEWHERE: &[(&[&str], &str)] = &[
    (
        &["threshold", "comparison", "comparison_operator", "greater_than"],
        "one of `above`, `at_least`, `below`, `at_most` says it: `above = 5`",
    ),
    (
        &[
            "alarm_actions",
            "ok_actions",
            "insufficient_data_actions",
            "action",
            "notify",
            "topic",
            "sns_topic",
        ],
        "who is told is an arrow: `alarm.slow rings -> topic.watch`, `alarm.slow clears -> topic.watch`",
    ),
    (
        &["when", "if", "condition", "expression", "watch", "watches"],
        "`metric` and a bound say it: `metric = queue.failed.ApproximateNumberOfMessagesVisible.max` and `above = 0`",
    ),
    (
        &["for", "duration", "window"],
        "`period` says how long one value is gathered, `periods` how many must be so",
    ),
    (
        &["metric_name", "namespace", "dimensions", "statistic", "stat", "extended_statistic"],
        "`metric` says it all: `metric = function.resize.Errors.sum`",
    ),
];

/// That a name is made of printable characters is from general knowledge.
static NAMING: Naming = Naming {
    min: 1,
    max: 255,
    characters: " -~",
    ends: "",
    forbidden: &[],
    unique: Uniqueness::Region,
    account_suffix: Suffix::None,
    from_reference: &[],
    on_change: OnChange::Replace,
    facts: &[Fact::new("cloudwatch.toml", "alarm.name_max_length", SOURCE)],
};

const ATTRS: &[Attr] = &[
    Attr::new("metric", Type::Metric, "What it watches.")
        .simulated()
        .cfn("MetricName|Metrics|Namespace|Statistic|ExtendedStatistic|Dimensions|Unit"),
    threshold(
        "above",
        "It rings where the metric is greater than this.",
        "Threshold[ComparisonOperator=GreaterThanThreshold]",
    ),
    threshold(
        "at_least",
        "It rings where the metric is this or greater.",
        "Threshold[ComparisonOperator=GreaterThanOrEqualToThreshold]",
    ),
    threshold(
        "below",
        "It rings where the metric is less than this.",
        "Threshold[ComparisonOperator=LessThanThreshold]",
    ),
    threshold(
        "at_most",
        "It rings where the metric is this or less.",
        "Threshold[ComparisonOperator=LessThanOrEqualToThreshold]",
    ),
    Attr::new(
        "period",
        Type::Quantity(Dimension::Duration),
        "How long one value of the metric is gathered: 10, 20 or 30 seconds, or whole minutes.",
    )
    .presence(Presence::With("metric"))
    .in_steps(10 * SECOND, 604_800 * SECOND, 10 * SECOND)
    .simulated()
    .cfn("Period|Metrics.MetricStat.Period")
    .facts(&[
        Fact::new("cloudwatch.toml", "alarm.period_s_allowed", SOURCE),
        Fact::new("cloudwatch.toml", "alarm.high_resolution_periods_s", SOURCE),
        Fact::new("cloudwatch.toml", "alarm.evaluation_range_max_s", SOURCE),
    ]),
    Attr::new("periods", Type::Whole, "How many of the last values it looks at.")
        .presence(Presence::With("metric"))
        .at_least(1)
        .default_to(Default::Whole(1))
        .simulated()
        .cfn("EvaluationPeriods"),
    Attr::new("datapoints", Type::Whole, "How many of these must be so; all of them if left out.")
        .presence(Presence::With("metric"))
        .at_least(1)
        .simulated()
        .cfn("DatapointsToAlarm"),
    Attr::new(
        "missing",
        Type::OneOf(&["missing", "not_breaching", "breaching", "ignore"]),
        "What a period without a value counts as; `missing` makes the alarm say that it does not know.",
    )
    .spelled(&[("not_breaching", "notBreaching")])
    .presence(Presence::With("metric"))
    .default_to(Default::Text("missing"))
    .simulated()
    .cfn("TreatMissingData")
    .facts(&[
        Fact::unconfirmed("cloudwatch.toml", "alarm.treat_missing_data"),
        Fact::unconfirmed("cloudwatch.toml", "alarm.treat_missing_data_default"),
    ]),
    Attr::new("any", Type::List(&Type::Reference(&["alarm"])), "It rings while any of these rings.")
        .presence(Presence::NotWith("metric"))
        .simulated()
        .cfn("AWS::CloudWatch::CompositeAlarm.AlarmRule"),
    Attr::new("all", Type::List(&Type::Reference(&["alarm"])), "It rings while all of these ring.")
        .presence(Presence::NotWith("metric"))
        .simulated()
        .cfn("AWS::CloudWatch::CompositeAlarm.AlarmRule"),
    Attr::new("actions", Type::Bool, "Whether anything happens when it rings or clears.")
        .default_to(Default::Flag(true))
        .simulated()
        .cfn("ActionsEnabled"),
    Attr::new("description", Type::String, "What it means, and what to do when it rings.")
        .carried()
        .cfn("AlarmDescription"),
];

/// A threshold, of which one stands beside a metric.
const fn threshold(name: &'static str, doc: &'static str, cfn: &'static str) -> Attr {
    Attr::new(name, Type::Amount, doc)
        .presence(Presence::With("metric"))
        .simulated()
        .cfn(cfn)
        .facts(const { &[Fact::new("cloudwatch.toml", "alarm.comparison_operators", SOURCE)] })
}
