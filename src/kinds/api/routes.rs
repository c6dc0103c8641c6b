//! Where an API sends its requests.

use super::super::SECOND;
use super::super::loads::WAITED_FOR;
use super::SOURCE;
use crate::base::{Dimension, Fact};
use crate::catalog::{Attr, Between, Default, Events, Link, Load, Patience, Presence, Type};

pub(super) const ROUTES: Link = Link {
    source: "api",
    targets: &["function", "service", "load_balancer"],
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
    .facts(&[Fact::new("apigateway.toml", "http.integration_timeout_ms", SOURCE)]),
    Attr::new("auth", Type::String, "Who may use the route: `\"iam\"`, or an authorizer of the API by its name; everyone if left out.")
        .picks("authorizer")
        .spelled(&[("iam", "AWS_IAM")])
        .cfn("AWS::ApiGatewayV2::Route.AuthorizationType"),
    Attr::new("scopes", Type::List(&Type::String), "What the caller's token must be good for.")
        .presence(Presence::With("auth"))
        .carried()
        .cfn("AWS::ApiGatewayV2::Route.AuthorizationScopes"),
    Attr::new(
        "rate",
        Type::Quantity(Dimension::Rate),
        "Requests that may come by this route in the long run; as many as by any if left out.",
    )
    .at_least(0)
    .simulated()
    .cfn("AWS::ApiGatewayV2::Stage.RouteSettings.ThrottlingRateLimit")
    .facts(&[Fact::unconfirmed("apigateway.toml", "account_throttle.steady_rps")]),
    Attr::new("burst", Type::Whole, "Requests that may come by this route at once; as many as by any if left out.")
        .at_least(0)
        .simulated()
        .cfn("AWS::ApiGatewayV2::Stage.RouteSettings.ThrottlingBurstLimit")
        .facts(&[Fact::unconfirmed("apigateway.toml", "account_throttle.burst")]),
    Attr::new("api_key", Type::Bool, "Whether the caller must send a key of a usage plan; REST APIs only.")
        .default_to(Default::Flag(false))
        .carried()
        .cfn("AWS::ApiGateway::Method.ApiKeyRequired"),
    ],
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
    carries: &[
        WAITED_FOR,
        Load { target: "service", ..WHOLE },
        Load { target: "load_balancer", ..WHOLE },
    ],
    title: "API route",
    cfn: "AWS::ApiGatewayV2::Route",
    event_cfn: "RouteKey",
    facts: &[
        Fact::new("apigateway.toml", "http.route_grammar.methods", SOURCE),
        Fact::unconfirmed("apigateway.toml", "invoke_permission.principal"),
        Fact::unconfirmed("apigateway.toml", "invoke_permission.source_arn"),
    ],
    operations: super::operations::ROUTES,
    ..Link::BASE
};

/// What the API itself takes.
const WHOLE: Load = Load {
    target: "",
    bytes: 10_485_760,
    fact: Fact::new("apigateway.toml", "http.payload_max_bytes", SOURCE),
};
