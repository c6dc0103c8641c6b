//! Where a rule sends events, and how often it tries.

use super::super::loads::LEFT_ALONE;
use super::super::{MINUTE, SECOND};
use super::SOURCE;
use crate::base::{Dimension, Fact};
use crate::catalog::{Attr, Between, Default, Link, Type};

pub(super) const TO_FUNCTION: Link = Link {
    source: "rule",
    targets: &["function"],
    doc: "Each event that matches calls the function, asynchronously.",
    options: OPTIONS,
    most: Some((5, Fact::new("eventbridge.toml", "rules.targets_max", SOURCE))),
    between: &[(
        "function",
        Between::Permission {
            kind: "permission",
            principal: "events.amazonaws.com",
            action: "lambda:InvokeFunction",
            source_arn: "{source.arn}",
        },
    )],
    dead_letters: Some(&DEAD_LETTERS),
    carries: &[LEFT_ALONE],
    title: "EventBridge rule target",
    cfn: "Targets",
    facts: &[Fact::unconfirmed("eventbridge.toml", "rules.target_permissions")],
    operations: super::operations::TARGET,
    ..Link::BASE
};

pub(super) const TO_QUEUE: Link = Link {
    targets: &["queue"],
    doc: "Each event that matches is sent to the queue.",
    between: &[("queue", DEAD_LETTERS)],
    ..TO_FUNCTION
};

pub(super) const TO_TOPIC: Link = Link {
    targets: &["topic"],
    doc: "Each event that matches is published to the topic.",
    between: &[(
        "topic",
        Between::Permission {
            kind: "topic_permission",
            principal: "events.amazonaws.com",
            action: "sns:Publish",
            source_arn: "{source.arn}",
        },
    )],
    ..TO_FUNCTION
};

pub(super) const TO_JOBS: Link = Link {
    targets: &["job", "pipeline"],
    doc: "Each event that matches submits the job, or every job of the pipeline, through a role of the rule's own.",
    between: &[
        ("job", acts(&["batch:SubmitJob"], "{target.arn}")),
        ("job", acts(&["batch:SubmitJob"], "{target.queue.arn}")),
        ("pipeline", acts(&["batch:SubmitJob"], "{target.job.job.arn}")),
        ("pipeline", acts(&["batch:SubmitJob"], "{target.job.job.queue.arn}")),
    ],
    ..TO_FUNCTION
};

pub(super) const TO_TASK: Link = Link {
    targets: &["task"],
    doc: "Each event that matches runs the task in its cluster, through a role of the rule's own, which may hand it its two roles.",
    between: &[
        ("task", acts(&["ecs:RunTask"], "{target.arn}:*")),
        ("task", acts(&["iam:PassRole"], "{target.execution_role.arn}")),
        ("task", acts(&["iam:PassRole"], "{target.role.arn}")),
    ],
    ..TO_FUNCTION
};

pub(super) const TO_API: Link = Link {
    targets: &["api"],
    doc: "Each event that matches is sent to the API as the body of a request, through a role of the rule's own.",
    options: API_OPTIONS,
    between: &[(
        "api",
        acts(
            &["execute-api:Invoke"],
            "arn:{partition}:execute-api:{region}:{account}:{target.id}/*/{method}/{path}",
        ),
    )],
    ..TO_FUNCTION
};

/// What has no resource policy is reached through a role.
const fn acts(actions: &'static [&'static str], resource: &'static str) -> Between {
    Between::Role { principal: "events.amazonaws.com", actions, resource }
}

/// EventBridge sends what it could not deliver in its own name.
const DEAD_LETTERS: Between = Between::Permission {
    kind: "queue_permission",
    principal: "events.amazonaws.com",
    action: "sqs:SendMessage",
    source_arn: "{source.arn}",
};

const INPUT: Attr = Attr::new("input", Type::Any, "What the target is given instead of the event, as JSON.")
    .known_as(&["payload"])
    .at_most(8_192)
    .simulated()
    .cfn("Targets.Input")
    .facts(&[Fact::new("eventbridge.toml", "rules.target_input_max_length", SOURCE)]);

const OPTIONS: &[Attr] = &[INPUT, RETRIES, MAX_AGE, DEAD_LETTER];

const API_OPTIONS: &[Attr] = &[
    Attr::new("route", Type::String, "The route that the requests come by, such as `POST /orders`.")
        .required()
        .cfn("Targets.HttpParameters.PathParameterValues"),
    INPUT,
    RETRIES,
    MAX_AGE,
    DEAD_LETTER,
];

const RETRIES: Attr = Attr::new("retries", Type::Whole, "How often a failed delivery is tried again.")
    .known_as(&["retry", "retry_attempts", "max_retries", "maximum_retry_attempts", "retry_policy"])
    .between(0, 185)
    .default_to(Default::Whole(185))
    .simulated()
    .cfn("Targets.RetryPolicy.MaximumRetryAttempts")
    .facts(&[
        Fact::new("eventbridge.toml", "rules.retry.attempts_min", SOURCE),
        Fact::new("eventbridge.toml", "rules.retry.attempts_max", SOURCE),
        Fact::unconfirmed("eventbridge.toml", "rules.retry.attempts_default"),
    ]);

const MAX_AGE: Attr =
    Attr::new("max_age", Type::Quantity(Dimension::Duration), "How long a failed delivery is tried again.")
        .in_steps(MINUTE, 86_400 * SECOND, SECOND)
        .default_to(Default::Amount(Dimension::Duration, 86_400 * SECOND))
        .simulated()
        .cfn("Targets.RetryPolicy.MaximumEventAgeInSeconds")
        .facts(&[
            Fact::new("eventbridge.toml", "rules.retry.age_min_s", SOURCE),
            Fact::new("eventbridge.toml", "rules.retry.age_max_s", SOURCE),
            Fact::new("eventbridge.toml", "rules.retry.age_default_s", SOURCE),
        ]);

const DEAD_LETTER: Attr =
    Attr::new("dead_letter", Type::Reference(&["queue"]), "The queue for what could not be delivered.")
        .known_as(&["dlq", "dead_letter_queue", "dead_letter_config"])
        .simulated()
        .cfn("Targets.DeadLetterConfig.Arn")
        .facts(&[Fact::new("eventbridge.toml", "rules.dead_letter", SOURCE)]);
