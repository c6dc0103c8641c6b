//! Who may call an API, and how often.

use super::super::authorizers::AUTHORIZERS;
use super::SOURCE;
use crate::base::{Dimension, Fact};
use crate::catalog::{Attr, Block, BlockBody, Default, Label, Presence, Shape, Type};

/// Asked before a route is answered.
pub(super) const AUTHORIZER: Block = Block {
    word: "authorizer",
    known_as: &["authorizers", "auth"],
    doc: "Who decides whether a caller may use the routes that name it in `auth`.",
    label: Label::Named { required: false },
    body: BlockBody::Shape(&Shape { attrs: &AUTHORIZERS, ..Shape::EMPTY }),
    cfn: "AWS::ApiGatewayV2::Authorizer",
    ..Block::BASE
};

/// How much callers with a key may ask for.
pub(super) const USAGE_PLAN: Block = Block {
    word: "usage_plan",
    known_as: &["usage_plans"],
    doc: "How much a caller with an API key of the plan may ask for; REST APIs only.",
    label: Label::Named { required: false },
    body: BlockBody::Shape(&Shape { attrs: USAGE, ..Shape::EMPTY }),
    cfn: "AWS::ApiGateway::UsagePlan",
    ..Block::BASE
};

const USAGE: &[Attr] = &[
    Attr::new("rate", Type::Quantity(Dimension::Rate), "Requests that a caller may send in the long run.")
        .at_least(0)
        .carried()
        .cfn("Throttle.RateLimit"),
    Attr::new("burst", Type::Whole, "Requests that a caller may send at once.")
        .at_least(0)
        .carried()
        .cfn("Throttle.BurstLimit"),
    Attr::new("quota", Type::Whole, "Requests that a caller may send in each `period`.")
        .at_least(0)
        .carried()
        .cfn("Quota.Limit"),
    Attr::new("period", Type::OneOf(&["day", "week", "month"]), "What `quota` is counted for.")
        .spelled(&[("day", "DAY"), ("week", "WEEK"), ("month", "MONTH")])
        .presence(Presence::With("quota"))
        .default_to(Default::Text("month"))
        .carried()
        .cfn("Quota.Period")
        .facts(&[Fact::new("apigateway.toml", "rest.usage_plan_quota_periods", SOURCE)]),
];
