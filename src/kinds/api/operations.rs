//! What AWS asks whoever makes, changes or deletes an API Gateway API.

use crate::catalog::{ApiCall, Stage};

pub(super) const OPERATIONS: &[ApiCall] = &[
    ApiCall::create("apigateway:POST")
        .on("arn:{partition}:apigateway:{region}::/apis")
        .only("protocol", &["http"]),
    ApiCall::create("apigateway:POST")
        .on("arn:{partition}:apigateway:{region}::/restapis")
        .only("protocol", &["rest"]),
    ApiCall::create("apigateway:POST").on("{arn}/stages").only("protocol", &["http"]).then(),
    ApiCall::read("apigateway:GET"),
    ApiCall::update("apigateway:PATCH").but(&["tags", "throttle", "access_log", "stage"]),
    ApiCall::update("apigateway:PATCH").on("{arn}/stages/*").by(&["throttle", "access_log", "stage"]),
    ApiCall::update("apigateway:PUT").on("arn:{partition}:apigateway:{region}::/tags/*").more(&["tags"]),
    ApiCall::update("apigateway:DELETE").on("arn:{partition}:apigateway:{region}::/tags/*").fewer(&["tags"]),
    ApiCall::delete("apigateway:DELETE"),
];

/// HTTP APIs have routes and integrations; REST APIs have methods of resources, and what is deployed of them.
pub(super) const ROUTES: &[ApiCall] = &[
    ApiCall::create("apigateway:POST").on("{source.arn}/integrations").only("source", HTTP),
    ApiCall::create("apigateway:POST").on("{source.arn}/routes").only("source", HTTP),
    ApiCall::update("apigateway:PATCH").on("{source.arn}/integrations/*").only("source", HTTP),
    ApiCall::read("apigateway:GET").on("{source.arn}/routes/*").only("source", HTTP),
    ApiCall::write("apigateway:PATCH").on("{source.arn}/stages/*").by(&["rate", "burst"]).then(),
    ApiCall::delete("apigateway:DELETE").on("{source.arn}/routes/*").only("source", HTTP),
    ApiCall::delete("apigateway:DELETE").on("{source.arn}/integrations/*").only("source", HTTP),
    ApiCall::create("apigateway:POST").on("{source.arn}/resources/*").only("source", REST),
    ApiCall::write("apigateway:PUT").on("{source.arn}/resources/*").only("source", REST),
    ApiCall::read("apigateway:GET").on("{source.arn}/resources/*").only("source", REST),
    ApiCall::delete("apigateway:DELETE").on("{source.arn}/resources/*").only("source", REST),
    ApiCall::new(&[Stage::Create, Stage::Update, Stage::Delete], "apigateway:POST")
        .on("{source.arn}/deployments")
        .only("source", REST),
];

const HTTP: &[&str] = &["/apis/"];
const REST: &[&str] = &["/restapis/"];
