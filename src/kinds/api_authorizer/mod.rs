//! `api_authorizer`: who decides whether a caller may use an API (API Gateway).

mod operations;

use super::authorizers::AUTHORIZERS;
use crate::base::Fact;
use crate::catalog::{Attr, Declarable, Kind, Latency, Output, Shape, Type};

pub(super) static KIND: Kind = Kind {
    name: "api_authorizer",
    title: "API Gateway authorizer",
    doc: include_str!("doc.md"),
    service: "apigateway",
    cfn: "AWS::ApiGatewayV2::Authorizer",
    declared: Declarable::No,
    shape: &Shape { attrs: &ATTRS, ..Shape::EMPTY },
    outputs: &[Output::new("arn", "{of}/authorizers/{id}", "Its ARN.")],
    operations: operations::OPERATIONS,
    // Estimates.
    latency: Latency { create: 500, update: 500, delete: 500, visible: 500 },
    facts: &[Fact::new(
        "apigateway.toml",
        "rest.authorizer_types",
        "API Gateway API models 2015-07-09 and 2018-11-29",
    )],
    ..Kind::BASE
};

/// The API, and what is said of the authorizer in its braces.
static ATTRS: [Attr; 8] = {
    let [ty, issuer, audience, function, pools, from, remember] = AUTHORIZERS;
    let api = Attr::new("of", Type::Reference(&["api"]), "The API.").required().replaces().cfn("ApiId");
    [api, ty, issuer, audience, function, pools, from, remember]
};
