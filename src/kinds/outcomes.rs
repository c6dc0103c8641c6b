//! What follows when jobs have ended; Batch tells EventBridge, which passes it on.

use crate::base::Fact;
use crate::catalog::{ApiCall, Attr, Between, EventWord, Events, Link, Type};

/// Where the limits were read.
const SOURCE: &str = "EventBridge API model 2015-10-07";

/// The arrow from what has ended, by its kind, to what follows.
pub(super) const fn outcomes(source: &'static str) -> Link {
    Link {
        source,
        targets: &["function", "queue", "job", "pipeline"],
        doc: "When it has ended so, for good and not only in one attempt, EventBridge calls, sends or submits.",
        events: Events::Words(&[
            EventWord { word: "failed", aws: "FAILED" },
            EventWord { word: "succeeded", aws: "SUCCEEDED" },
        ]),
        options: OPTIONS,
        between: BETWEEN,
        operations: RULE,
        title: "EventBridge rule for Batch",
        cfn: "AWS::Events::Rule",
        facts: FACTS,
        ..Link::BASE
    }
}

const FACTS: &[Fact] = &[Fact::unconfirmed("eventbridge.toml", "rules.target_permissions")];

const OPTIONS: &[Attr] =
    &[Attr::new("input", Type::Any, "What the target is given in place of the event, as JSON.")
        .at_most(8_192)
        .simulated()
        .cfn("Targets.Input")
        .facts(&[Fact::new("eventbridge.toml", "rules.target_input_max_length", SOURCE)])];

/// The rule that EventBridge needs is called after its source and the event.
const RULE_ARN: &str = "arn:{partition}:events:{region}:{account}:rule/{source.name}-{event}";

const BETWEEN: &[(&str, Between)] = &[
    (
        "function",
        Between::Permission {
            kind: "permission",
            principal: "events.amazonaws.com",
            action: "lambda:InvokeFunction",
            source_arn: RULE_ARN,
        },
    ),
    (
        "queue",
        Between::Permission {
            kind: "queue_permission",
            principal: "events.amazonaws.com",
            action: "sqs:SendMessage",
            source_arn: RULE_ARN,
        },
    ),
    ("job", submits("{target.arn}")),
    ("job", submits("{target.queue.arn}")),
    ("pipeline", submits("{target.job.job.arn}")),
    ("pipeline", submits("{target.job.job.queue.arn}")),
];

const fn submits(resource: &'static str) -> Between {
    Between::Role { principal: "events.amazonaws.com", actions: &["batch:SubmitJob"], resource }
}

/// The rule has a name that AWS asks for and the language has not.
pub(super) const RULE: &[ApiCall] = &[
    ApiCall::write("events:PutRule").on("arn:{partition}:events:{region}:{account}:rule/*"),
    ApiCall::write("events:PutTargets").on("arn:{partition}:events:{region}:{account}:rule/*"),
    ApiCall::write("iam:PassRole").on("{role.arn}").given("iam:PassedToService", "events.amazonaws.com"),
    ApiCall::read("events:DescribeRule").on("arn:{partition}:events:{region}:{account}:rule/*"),
    ApiCall::delete("events:RemoveTargets").on("arn:{partition}:events:{region}:{account}:rule/*"),
    ApiCall::delete("events:DeleteRule").on("arn:{partition}:events:{region}:{account}:rule/*"),
];
