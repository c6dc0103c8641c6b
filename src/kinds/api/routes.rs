//! Where an API sends its requests.

use super::super::SECOND;
use super::SOURCE;
use crate::base::{Dimension, Fact};
use crate::catalog::{Attr, Between, Events, Link, Patience, Type};

pub(super) const ROUTES: Link = Link {
    source: "api",
    targets: &["function", "service"],
    doc: "Requests on the route are answered by the target; the caller waits.",
    events: Events::Routes,
    options: &[Attr::new(
        "timeout",
        Type::Quantity(Dimension::Duration),
        "How long the API waits for the target; the longest it may if left out, for REST APIs 29 s.",
    )
    .between(50, 30 * SECOND)
    .simulated()
    .cfn("AWS::ApiGatewayV2::Integration.TimeoutInMillis")
    .facts(&[Fact::new("apigateway.toml", "http.integration_timeout_ms", SOURCE)])],
    between: &[(
        "function",
        Between::Permission {
            kind: "permission",
            principal: "apigateway.amazonaws.com",
            action: "lambda:InvokeFunction",
            source_arn: "arn:{partition}:execute-api:{region}:{account}:{source.id}/*/{method}/{path}",
        },
    )],
    patience: &[
        Patience {
            when: Some(("protocol", "http")),
            millis: 30_000,
            fact: Fact::new("apigateway.toml", "http.integration_timeout_ms.max", SOURCE),
        },
        Patience {
            when: Some(("protocol", "rest")),
            millis: 29_000,
            fact: Fact::new("apigateway.toml", "rest.integration_timeout_ms.max", SOURCE),
        },
    ],
    title: "API route",
    cfn: "AWS::ApiGatewayV2::Route",
    facts: &[
        Fact::new("apigateway.toml", "http.route_grammar.methods", SOURCE),
        Fact::unconfirmed("apigateway.toml", "invoke_permission.principal"),
        Fact::unconfirmed("apigateway.toml", "invoke_permission.source_arn"),
    ],
    operations: super::operations::ROUTES,
    ..Link::BASE
};
