//! Who decides whether a caller may use an API: written in its braces, and a thing of its own at API Gateway.

use super::SECOND;
use crate::base::{Dimension, Fact};
use crate::catalog::{Attr, Presence, Type};

/// Where the limits were read.
const SOURCE: &str = "API Gateway API models 2015-07-09 and 2018-11-29";

/// What is said of one.
pub(super) const AUTHORIZERS: [Attr; 7] = [
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
