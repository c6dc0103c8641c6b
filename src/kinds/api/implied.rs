//! What is in types of their own at CloudFormation, and follows from arrows and attributes here.

use super::SOURCE;
use crate::base::Fact;
use crate::catalog::{Implied, ImpliedValue};

pub(super) static IMPLIED: &[Implied] = &[
    // A REST API is another type.
    Implied::one_of("ProtocolType", &[ImpliedValue::plain("HTTP")], &[]).beyond(&["WEBSOCKET"]),
    // Of HTTP APIs: whose it is, and where an arrow leads.
    Implied::any("AWS::ApiGatewayV2::Route.ApiId"),
    Implied::any("AWS::ApiGatewayV2::Route.Target"),
    Implied::any("AWS::ApiGatewayV2::Integration.ApiId"),
    Implied::any("AWS::ApiGatewayV2::Integration.IntegrationUri"),
    Implied::any("AWS::ApiGatewayV2::Stage.ApiId"),
    Implied::any("AWS::ApiGatewayV2::Authorizer.ApiId"),
    Implied::one_of(
        "AWS::ApiGatewayV2::Integration.IntegrationType",
        &[ImpliedValue::plain("AWS_PROXY"), ImpliedValue::plain("HTTP_PROXY")],
        &[Fact::new("apigateway.toml", "http.integration_types", SOURCE)],
    ),
    // The language has this stage alone, and changes of the API are in it at once.
    Implied::one_of(
        "AWS::ApiGatewayV2::Stage.StageName",
        &[ImpliedValue::plain("$default")],
        &[Fact::new("apigateway.toml", "http.default_stage", SOURCE)],
    ),
    Implied::one_of("AWS::ApiGatewayV2::Stage.AutoDeploy", &[ImpliedValue::plain("true")], &[]),
    // Of REST APIs: paths as a tree, and what is deployed of them.
    Implied::any("AWS::ApiGateway::Resource.RestApiId"),
    Implied::any("AWS::ApiGateway::Resource.ParentId"),
    Implied::any("AWS::ApiGateway::Resource.PathPart"),
    Implied::any("AWS::ApiGateway::Method.RestApiId"),
    Implied::any("AWS::ApiGateway::Method.ResourceId"),
    Implied::one_of(
        "AWS::ApiGateway::Method.HttpMethod",
        METHODS,
        &[Fact::new("apigateway.toml", "rest.methods", SOURCE)],
    )
    .no_others(),
    Implied::one_of(
        "AWS::ApiGateway::Method.AuthorizationType",
        &[ImpliedValue::plain("NONE"), ImpliedValue::plain("AWS_IAM")],
        &[],
    ),
    Implied::one_of(
        "AWS::ApiGateway::Method.Integration.Type",
        &[ImpliedValue::plain("AWS_PROXY"), ImpliedValue::plain("HTTP_PROXY")],
        &[Fact::new("apigateway.toml", "rest.integration_types", SOURCE)],
    )
    .beyond(&["AWS", "HTTP", "MOCK"])
    .no_others(),
    Implied::one_of(
        "AWS::ApiGateway::Method.Integration.IntegrationHttpMethod",
        METHODS,
        &[Fact::new("apigateway.toml", "rest.methods", SOURCE)],
    )
    .no_others(),
    Implied::any("AWS::ApiGateway::Method.Integration.Uri"),
    Implied::any("AWS::ApiGateway::Deployment.RestApiId"),
    Implied::any("AWS::ApiGateway::Deployment.StageName"),
    Implied::any("AWS::ApiGateway::Stage.RestApiId"),
    Implied::any("AWS::ApiGateway::Stage.DeploymentId"),
    Implied::any("AWS::ApiGateway::UsagePlan.UsagePlanName"),
    Implied::any("AWS::ApiGateway::UsagePlan.ApiStages.ApiId"),
    Implied::any("AWS::ApiGateway::UsagePlan.ApiStages.Stage"),
];

const METHODS: &[ImpliedValue] = &[
    ImpliedValue::plain("GET"),
    ImpliedValue::plain("POST"),
    ImpliedValue::plain("PUT"),
    ImpliedValue::plain("PATCH"),
    ImpliedValue::plain("DELETE"),
    ImpliedValue::plain("HEAD"),
    ImpliedValue::plain("OPTIONS"),
    ImpliedValue::plain("ANY"),
];
