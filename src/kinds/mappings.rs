//! What Lambda takes from a queue or a stream by itself.

use crate::catalog::ApiCall;

/// What AWS asks whoever makes, changes or deletes a mapping; its id is AWS's.
pub(super) const MAPPING: &[ApiCall] = &[
    ApiCall::create("lambda:CreateEventSourceMapping").on("*"),
    ApiCall::read("lambda:GetEventSourceMapping")
        .on("arn:{partition}:lambda:{region}:{account}:event-source-mapping:*"),
    ApiCall::update("lambda:UpdateEventSourceMapping")
        .on("arn:{partition}:lambda:{region}:{account}:event-source-mapping:*"),
    ApiCall::delete("lambda:DeleteEventSourceMapping")
        .on("arn:{partition}:lambda:{region}:{account}:event-source-mapping:*"),
];
