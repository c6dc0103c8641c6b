//! What may stand in an API's braces.

use super::super::SECOND;
use super::{SOURCE, blocks};
use crate::base::{Dimension, Fact};
use crate::catalog::{Attr, Block, BlockBody, Default, Presence, Shape, Type};

/// What only one of the two protocols has.
const HTTP: Presence = Presence::OnlyIf("protocol", &["http"]);
/// What only one of the two protocols has.
const REST: Presence = Presence::OnlyIf("protocol", &["rest"]);

pub(super) static SHAPE: Shape = Shape {
    attrs: ATTRS,
    blocks: &[
        Block {
            word: "throttle",
            known_as: &["throttling", "throttle_settings", "throttling_settings"],
            doc: "How many requests it takes before it answers 429; the account's own limit counts besides.",
            body: BlockBody::Shape(&Shape { attrs: THROTTLE, ..Shape::EMPTY }),
            cfn: "AWS::ApiGatewayV2::Stage.DefaultRouteSettings",
            ..Block::BASE
        },
        Block {
            word: "cors",
            known_as: &["cors_enabled"],
            doc: "Which pages of other sites may call it from a browser; HTTP APIs only.",
            body: BlockBody::Shape(&Shape { attrs: CORS, ..Shape::EMPTY }),
            cfn: "CorsConfiguration",
            ..Block::BASE
        },
        Block {
            word: "variables",
            doc: "What its stage tells integrations, by name.",
            body: BlockBody::Table(Type::String),
            cfn: "AWS::ApiGatewayV2::Stage.StageVariables",
            ..Block::BASE
        },
        blocks::AUTHORIZER,
        blocks::USAGE_PLAN,
    ],
    ..Shape::EMPTY
};

const ATTRS: &[Attr] = &[
    Attr::new(
        "protocol",
        Type::OneOf(&["http", "rest"]),
        "The sort of API: HTTP is cheaper and waits longer, REST can do more.",
    )
    .default_to(Default::Text("http"))
    .replaces()
    .spelled(&[("http", "HTTP")])
    .simulated()
    .cfn("ProtocolType"),
    Attr::new("domain", Type::String, "A domain of one's own under which it is called.")
        .cfn("AWS::ApiGatewayV2::DomainName.DomainName"),
    Attr::new("description", Type::String, "What it is for.").carried().cfn("Description"),
    Attr::new("payload", Type::OneOf(&["1.0", "2.0"]), "The form of the JSON event that functions receive.")
        .presence(HTTP)
        .default_to(Default::Text("2.0"))
        .simulated()
        .cfn("AWS::ApiGatewayV2::Integration.PayloadFormatVersion")
        .facts(&[
            Fact::new("apigateway.toml", "http.payload_format_versions_lambda", SOURCE),
            Fact::new("apigateway.toml", "http.payload_format_default_console", SOURCE),
        ]),
    Attr::new("endpoint", Type::OneOf(&["edge", "regional", "private"]), "From where it is reached.")
        .spelled(&[("edge", "EDGE"), ("regional", "REGIONAL"), ("private", "PRIVATE")])
        .presence(REST)
        .default_to(Default::Text("edge"))
        .cfn("AWS::ApiGateway::RestApi.EndpointConfiguration.Types")
        .facts(&[
            Fact::new("apigateway.toml", "rest.endpoint_types", SOURCE),
            Fact::unconfirmed("apigateway.toml", "rest.endpoint_default"),
        ]),
    Attr::new("stage", Type::String, "The first part of the path under which it is deployed.")
        .presence(REST)
        .at_most(128)
        .default_to(Default::Text("prod"))
        .replaces()
        .cfn("AWS::ApiGateway::Stage.StageName")
        .facts(&[Fact::unconfirmed("apigateway.toml", "rest.stage_name_pattern")]),
    Attr::new(
        "compress_from",
        Type::Quantity(Dimension::Size),
        "Answers of this size and more are compressed; none if left out.",
    )
    .presence(REST)
    .between(0, 10_485_760)
    .carried()
    .cfn("AWS::ApiGateway::RestApi.MinimumCompressionSize")
    .facts(&[Fact::new("apigateway.toml", "rest.minimum_compression_bytes", SOURCE)]),
    Attr::new("binary", Type::List(&Type::String), "Types of content that are passed on as they are.")
        .presence(REST)
        .carried()
        .cfn("AWS::ApiGateway::RestApi.BinaryMediaTypes"),
    Attr::new(
        "cache",
        Type::OneOf(&["0.5", "1.6", "6.1", "13.5", "28.4", "58.2", "118", "237"]),
        "Gigabytes in which answers are kept for a time; none if left out.",
    )
    .known_as(&["caching"])
    .presence(REST)
    .carried()
    .cfn("AWS::ApiGateway::Stage.CacheClusterSize")
    .facts(&[Fact::new("apigateway.toml", "rest.cache_cluster_sizes_gb", SOURCE)]),
    Attr::new("api_key_source", Type::OneOf(&["header", "authorizer"]), "Where the key of a caller is read.")
        .spelled(&[("header", "HEADER"), ("authorizer", "AUTHORIZER")])
        .presence(REST)
        .carried()
        .cfn("AWS::ApiGateway::RestApi.ApiKeySourceType")
        .facts(&[Fact::new("apigateway.toml", "rest.api_key_sources", SOURCE)]),
    Attr::new("certificate", Type::String, "ARN of the certificate of its domain.")
        .presence(Presence::With("domain"))
        .carried()
        .cfn("AWS::ApiGatewayV2::DomainName.DomainNameConfigurations.CertificateArn"),
    Attr::new(
        "only_domain",
        Type::Bool,
        "Whether it is closed under AWS's own address, and answers under its domain alone.",
    )
    .presence(Presence::With("domain"))
    .carried()
    .cfn("DisableExecuteApiEndpoint"),
    Attr::new("access_log_format", Type::String, "What a line of the access log holds.")
        .presence(Presence::With("access_log"))
        .carried()
        .cfn("AWS::ApiGatewayV2::Stage.AccessLogSettings.Format"),
    Attr::new("tracing", Type::Bool, "Whether X-Ray samples its requests.")
        .known_as(&["xray"])
        .presence(REST)
        .default_to(Default::Flag(false))
        .carried()
        .cfn("AWS::ApiGateway::Stage.TracingEnabled"),
    Attr::new("access_log", Type::Reference(&["log_group"]), "Where every request is written down.")
        .known_as(&["logging", "access_logs", "logs"])
        .carried()
        .cfn("AWS::ApiGatewayV2::Stage.AccessLogSettings.DestinationArn"),
];

const THROTTLE: &[Attr] = &[
    Attr::new("rate", Type::Quantity(Dimension::Rate), "Requests that may come in the long run.")
        .at_least(0)
        .simulated()
        .cfn("ThrottlingRateLimit")
        .facts(&[Fact::unconfirmed("apigateway.toml", "account_throttle.steady_rps")]),
    Attr::new("burst", Type::Whole, "Requests that may come at once.")
        .at_least(0)
        .simulated()
        .cfn("ThrottlingBurstLimit")
        .facts(&[Fact::unconfirmed("apigateway.toml", "account_throttle.burst")]),
];

const CORS: &[Attr] = &[
    Attr::new("origins", Type::List(&Type::String), "Sites whose pages may call.")
        .required()
        .cfn("AllowOrigins"),
    Attr::new("methods", Type::List(&Type::String), "Methods that they may use.")
        .among(&["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "*"])
        .cfn("AllowMethods"),
    Attr::new("headers", Type::List(&Type::String), "Headers that they may send.").cfn("AllowHeaders"),
    Attr::new("expose", Type::List(&Type::String), "Headers of the answer that they may read.")
        .cfn("ExposeHeaders"),
    Attr::new("credentials", Type::Bool, "Whether cookies may go along.")
        .default_to(Default::Flag(false))
        .cfn("AllowCredentials"),
    Attr::new("max_age", Type::Quantity(Dimension::Duration), "How long a browser may remember the answer.")
        .in_steps(-SECOND, 86_400 * SECOND, SECOND)
        .cfn("MaxAge")
        .facts(&[Fact::new("apigateway.toml", "http.cors_max_age_s", SOURCE)]),
];
