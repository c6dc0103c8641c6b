//! Who may call an API, and how often.

use super::super::SECOND;
use super::SOURCE;
use crate::base::{Dimension, Fact};
use crate::catalog::{Attr, Block, BlockBody, Default, Label, Presence, Shape, Type};

/// Asked before a route is answered.
pub(super) const AUTHORIZER: Block = Block {
    word: "authorizer",
    doc: "Who decides whether a caller may use the routes that name it in `auth`.",
    label: Label::Named { required: false },
    body: BlockBody::Shape(&Shape { attrs: AUTHORIZERS, ..Shape::EMPTY }),
    cfn: "AWS::ApiGatewayV2::Authorizer",
    ..Block::BASE
};

/// How much callers with a key may ask for.
pub(super) const USAGE_PLAN: Block = Block {
    word: "usage_plan",
    doc: "How much a caller with an API key of the plan may ask for; REST APIs only.",
    label: Label::Named { required: false },
    body: BlockBody::Shape(&Shape { attrs: USAGE, ..Shape::EMPTY }),
    cfn: "AWS::ApiGateway::UsagePlan",
    ..Block::BASE
};

const AUTHORIZERS: &[Attr] = &[
    Attr::new(
        "type",
        Type::OneOf(&["jwt", "request", "token", "cognito"]),
        "Who decides: what a token says, a function, or a pool of users.",
    )
    .spelled(&[("jwt", "JWT"), ("request", "REQUEST"), ("token", "TOKEN"), ("cognito", "COGNITO_USER_POOLS")])
    .required()
    .cfn("AuthorizerType")
    .facts(&[Fact::new("apigateway.toml", "rest.authorizer_types", SOURCE)]),
    Attr::new("issuer", Type::String, "Who gives the tokens out.")
        .presence(Presence::ByValue("type", &["jwt"], &[]))
        .cfn("JwtConfiguration.Issuer"),
    Attr::new("audience", Type::List(&Type::String), "For whom the tokens are meant.")
        .presence(Presence::ByValue("type", &["jwt"], &[]))
        .cfn("JwtConfiguration.Audience"),
    Attr::new("function", Type::Reference(&["function"]), "The function that is asked.")
        .presence(Presence::ByValue("type", &["request", "token"], &[]))
        .cfn("AuthorizerUri"),
    Attr::new("pools", Type::List(&Type::String), "ARNs of the pools whose users may call.")
        .presence(Presence::ByValue("type", &["cognito"], &[]))
        .cfn("ProviderARNs"),
    Attr::new(
        "from",
        Type::List(&Type::String),
        "Where the token is read, such as `$request.header.Authorization`.",
    )
    .carried()
    .cfn("IdentitySource"),
    Attr::new("remember", Type::Quantity(Dimension::Duration), "How long a decision is remembered.")
        .presence(Presence::OnlyIf("type", &["request", "token", "cognito"]))
        .in_steps(0, 3_600 * SECOND, SECOND)
        .carried()
        .cfn("AuthorizerResultTtlInSeconds")
        .facts(&[
            Fact::new("apigateway.toml", "rest.authorizer_ttl_s.min", SOURCE),
            Fact::new("apigateway.toml", "rest.authorizer_ttl_s.max", SOURCE),
        ]),
];

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
