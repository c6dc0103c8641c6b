//! What happens when an alarm rings or clears.

use super::super::loads::LEFT_ALONE;
use super::SOURCE;
use crate::base::Fact;
use crate::catalog::{Between, EventWord, Events, Link};

pub(super) const TO_FUNCTION: Link = Link {
    source: "alarm",
    targets: &["function"],
    doc: "When the alarm rings or clears, the function is called, asynchronously.",
    events: Events::Words(&[
        EventWord { word: "rings", aws: "ALARM" },
        EventWord { word: "clears", aws: "OK" },
    ]),
    most: Some((5, Fact::new("cloudwatch.toml", "alarm.actions_per_state_max", SOURCE))),
    between: &[(
        "function",
        Between::Permission {
            kind: "permission",
            // From general knowledge: alarms have a principal of their own.
            principal: "lambda.alarms.cloudwatch.amazonaws.com",
            action: "lambda:InvokeFunction",
            source_arn: "{source.arn}",
        },
    )],
    carries: &[LEFT_ALONE],
    title: "alarm action",
    cfn: "AlarmActions|OKActions",
    facts: &[Fact::new("cloudwatch.toml", "alarm.states", SOURCE)],
    operations: super::operations::ACTION,
    ..Link::BASE
};

pub(super) const TO_TOPIC: Link = Link {
    targets: &["topic"],
    doc: "When the alarm rings or clears, everybody who subscribes to the topic is told.",
    between: &[(
        "topic",
        Between::Permission {
            kind: "topic_permission",
            principal: "cloudwatch.amazonaws.com",
            action: "sns:Publish",
            source_arn: "{source.arn}",
        },
    )],
    facts: &[
        Fact::new("cloudwatch.toml", "alarm.states", SOURCE),
        Fact::unconfirmed("sns.toml", "permissions.publisher_principals_needing_topic_policy"),
    ],
    ..TO_FUNCTION
};
