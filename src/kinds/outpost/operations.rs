//! What AWS asks whoever makes, changes or deletes an Outpost.

use crate::catalog::ApiCall;

pub(super) const OPERATIONS: &[ApiCall] = &[
    ApiCall::create("outposts:CreateOutpost").on("arn:{partition}:outposts:{region}:{account}:site/*"),
    ApiCall::read("outposts:GetOutpost"),
    ApiCall::update("outposts:UpdateOutpost").but(&["tags"]),
    ApiCall::write("outposts:TagResource").more(&["tags"]),
    ApiCall::update("outposts:UntagResource").fewer(&["tags"]),
    ApiCall::delete("outposts:DeleteOutpost"),
];
