//! Where Lambda sends what became of an asynchronous call.

use super::super::loads::LEFT_ALONE;
use crate::base::Fact;
use crate::catalog::{Between, EventWord, Events, Link, Side};

pub(super) const TO_CODE: Link = Link {
    source: "function",
    targets: &["queue", "function"],
    doc: "After an asynchronous call, of which nobody waits for the end, Lambda sends what became of it.",
    events: Events::Words(&[FAILED, EventWord { word: "succeeded", aws: "OnSuccess" }]),
    between: &[
        ("queue", needs(&["sqs:SendMessage"], "{target.arn}")),
        ("function", needs(&["lambda:InvokeFunction"], "{target.arn}")),
    ],
    carries: &[LEFT_ALONE],
    title: "Lambda destination",
    cfn: "AWS::Lambda::EventInvokeConfig.DestinationConfig",
    facts: &[Fact::unconfirmed("lambda.toml", "async.destinations")],
    operations: super::operations::DESTINATION,
    ..Link::BASE
};

pub(super) const TO_BUCKET: Link = Link {
    targets: &["bucket"],
    doc: "After an asynchronous call that failed for good, Lambda keeps what it was called with.",
    events: Events::Words(&[FAILED]),
    between: &[
        ("bucket", needs(&["s3:PutObject"], "{target.arn}/*")),
        ("bucket", needs(&["s3:ListBucket"], "{target.arn}")),
    ],
    ..TO_CODE
};

const FAILED: EventWord = EventWord { word: "failed", aws: "OnFailure" };

/// What the function's own role must allow, since Lambda sends in its name.
const fn needs(actions: &'static [&'static str], resource: &'static str) -> Between {
    Between::Need { of: Side::Source, actions, resource }
}
