//! Whom a topic tells.

use super::super::loads::LEFT_ALONE;
use crate::base::Fact;
use crate::catalog::{Attr, Between, Block, BlockBody, Default, Link, Type};

/// Where the limits were read.
const SOURCE: &str = "SNS API model 2010-03-31 and SNS guide";

pub(super) const TO_ALL: Link = Link {
    source: "topic",
    targets: &["function", "queue"],
    doc: "Each message calls the function, asynchronously, or is sent to the queue.",
    options: &[
        Attr::new("raw", Type::Bool, "Whether a queue is sent the message alone, without SNS's envelope.")
            .default_to(Default::Flag(false))
            .simulated()
            .cfn("RawMessageDelivery")
            .facts(&[Fact::new("sns.toml", "subscription.attributes", SOURCE)]),
        Attr::new("filter_on", Type::OneOf(&["attributes", "body"]), "What `filter` looks at.")
            .spelled(&[("attributes", "MessageAttributes"), ("body", "MessageBody")])
            .default_to(Default::Text("attributes"))
            .simulated()
            .cfn("FilterPolicyScope")
            .facts(&[
                Fact::new("sns.toml", "subscription.filter_policy_scopes", SOURCE),
                Fact::new("sns.toml", "subscription.filter_policy_scope_default", SOURCE),
            ]),
        Attr::new("dead_letter", Type::Reference(&["queue"]), "The queue for what could not be delivered.")
            .known_as(&["dlq", "dead_letter_queue", "dead_letter_config"])
            .carried()
            .cfn("RedrivePolicy")
            .facts(&[Fact::new("sns.toml", "subscription.redrive_target", SOURCE)]),
    ],
    blocks: &[Block {
        word: "filter",
        doc: "Only messages that match it are sent: for each key the values that will do.",
        body: BlockBody::Table(Type::Any),
        cfn: "FilterPolicy",
        facts: &[Fact::new("sns.toml", "subscription.attributes", SOURCE)],
        ..Block::BASE
    }],
    between: &[
        (
            "function",
            Between::Permission {
                kind: "permission",
                principal: "sns.amazonaws.com",
                action: "lambda:InvokeFunction",
                source_arn: "{source.arn}",
            },
        ),
        ("queue", TO_QUEUE),
    ],
    dead_letters: Some(&TO_QUEUE),
    carries: &[LEFT_ALONE],
    title: "SNS subscription",
    cfn: "AWS::SNS::Subscription",
    facts: &[
        Fact::new("sns.toml", "subscription.protocols", SOURCE),
        Fact::unconfirmed("sns.toml", "permissions.lambda_resource_policy"),
        Fact::unconfirmed("sns.toml", "permissions.sqs_queue_policy"),
    ],
    operations: super::operations::SUBSCRIPTION,
    ..Link::BASE
};

/// SNS sends to a queue in its own name.
const TO_QUEUE: Between = Between::Permission {
    kind: "queue_permission",
    principal: "sns.amazonaws.com",
    action: "sqs:SendMessage",
    source_arn: "{source.arn}",
};
