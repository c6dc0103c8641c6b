//! What follows when an image was pushed; ECR tells EventBridge, which passes it on.

use super::super::outcomes::RULE;
use crate::base::Fact;
use crate::catalog::{Between, EventWord, Events, Link};

/// The rule that EventBridge needs is called after its target, since names of repositories may hold `/`.
const RULE_ARN: &str = "arn:{partition}:events:{region}:{account}:rule/{target.name}-{event}";

pub(super) const PUSHED: Link = Link {
    source: "repository",
    targets: &["function"],
    doc: "When an image was pushed, EventBridge calls the function, asynchronously, and tells it which.",
    events: Events::Words(&[EventWord { word: "pushed", aws: "PUSH" }]),
    between: &[(
        "function",
        Between::Permission {
            kind: "permission",
            principal: "events.amazonaws.com",
            action: "lambda:InvokeFunction",
            source_arn: RULE_ARN,
        },
    )],
    operations: RULE,
    title: "EventBridge rule for ECR",
    cfn: "AWS::Events::Rule",
    facts: &[Fact::unconfirmed("eventbridge.toml", "rules.target_permissions")],
    ..Link::BASE
};
