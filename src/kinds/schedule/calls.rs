//! What a schedule calls, and how often it tries.

use super::super::loads::LEFT_ALONE;
use super::super::{MINUTE, SECOND};
use super::SOURCE;
use crate::base::{Dimension, Fact};
use crate::catalog::{Attr, Between, Default, Link, Type};

pub(super) const TO_FUNCTION: Link = Link {
    source: "schedule",
    targets: &["function"],
    doc: "Each time the function is called, asynchronously, through a role of the schedule's own.",
    options: OPTIONS,
    between: &[(
        "function",
        Between::Role {
            principal: "scheduler.amazonaws.com",
            actions: &["lambda:InvokeFunction"],
            resource: "{target.arn}",
        },
    )],
    dead_letters: Some(&Between::Role {
        principal: "scheduler.amazonaws.com",
        actions: &["sqs:SendMessage"],
        resource: "{target.arn}",
    }),
    carries: &[LEFT_ALONE],
    title: "schedule target",
    cfn: "Target",
    facts: &[
        Fact::new("eventbridge.toml", "scheduler.target_required", SOURCE),
        Fact::unconfirmed("eventbridge.toml", "scheduler.role_trust_principal"),
    ],
    operations: super::operations::TARGET,
    ..Link::BASE
};

pub(super) const TO_QUEUE: Link = Link {
    targets: &["queue"],
    doc: "Each time a message is sent, through a role of the schedule's own.",
    between: &[(
        "queue",
        Between::Role {
            principal: "scheduler.amazonaws.com",
            actions: &["sqs:SendMessage"],
            resource: "{target.arn}",
        },
    )],
    ..TO_FUNCTION
};

pub(super) const TO_JOBS: Link = Link {
    targets: &["job", "pipeline"],
    doc: "Each time the job, or every job of the pipeline, is submitted through a role of the schedule's own.",
    between: &[
        ("job", submits("{target.arn}")),
        ("job", submits("{target.queue.arn}")),
        ("pipeline", submits("{target.job.job.arn}")),
        ("pipeline", submits("{target.job.job.queue.arn}")),
    ],
    ..TO_FUNCTION
};

const fn submits(resource: &'static str) -> Between {
    Between::Role { principal: "scheduler.amazonaws.com", actions: &["batch:SubmitJob"], resource }
}

pub(super) const TO_TASK: Link = Link {
    targets: &["task"],
    doc: "Each time the task is run in its cluster, through a role of the schedule's own, which may hand it its two roles.",
    between: &[
        ("task", runs(&["ecs:RunTask"], "{target.arn}:*")),
        ("task", runs(&["iam:PassRole"], "{target.execution_role.arn}")),
        ("task", runs(&["iam:PassRole"], "{target.role.arn}")),
    ],
    ..TO_FUNCTION
};

const fn runs(actions: &'static [&'static str], resource: &'static str) -> Between {
    Between::Role { principal: "scheduler.amazonaws.com", actions, resource }
}

const OPTIONS: &[Attr] = &[
    Attr::new("input", Type::Any, "What the target is given, as JSON.")
        .known_as(&["payload"])
        .at_most(262_144)
        .simulated()
        .cfn("Target.Input")
        .facts(&[Fact::unconfirmed("eventbridge.toml", "scheduler.input_max_bytes")]),
    Attr::new("retries", Type::Whole, "How often a failed call is tried again.")
        .known_as(&["retry", "retry_attempts", "max_retries", "maximum_retry_attempts", "retry_policy"])
        .between(0, 185)
        .default_to(Default::Whole(185))
        .simulated()
        .cfn("Target.RetryPolicy.MaximumRetryAttempts")
        .facts(&[
            Fact::new("eventbridge.toml", "scheduler.retry.attempts_min", SOURCE),
            Fact::new("eventbridge.toml", "scheduler.retry.attempts_max", SOURCE),
            Fact::unconfirmed("eventbridge.toml", "scheduler.retry.defaults.attempts"),
        ]),
    Attr::new("max_age", Type::Quantity(Dimension::Duration), "How long a failed call is tried again.")
        .in_steps(MINUTE, 86_400 * SECOND, SECOND)
        .default_to(Default::Amount(Dimension::Duration, 86_400 * SECOND))
        .simulated()
        .cfn("Target.RetryPolicy.MaximumEventAgeInSeconds")
        .facts(&[
            Fact::new("eventbridge.toml", "scheduler.retry.age_min_s", SOURCE),
            Fact::new("eventbridge.toml", "scheduler.retry.age_max_s", SOURCE),
            Fact::unconfirmed("eventbridge.toml", "scheduler.retry.defaults.age_s"),
        ]),
    Attr::new("dead_letter", Type::Reference(&["queue"]), "The queue for what could not be delivered.")
        .known_as(&["dlq", "dead_letter_queue", "dead_letter_config"])
        .carried()
        .cfn("Target.DeadLetterConfig.Arn")
        .facts(&[Fact::new("eventbridge.toml", "scheduler.dead_letter", SOURCE)]),
];
