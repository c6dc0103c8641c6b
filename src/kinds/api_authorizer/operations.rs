//! What AWS asks whoever makes, changes or deletes an API Gateway authorizer.

use crate::catalog::ApiCall;

pub(super) const OPERATIONS: &[ApiCall] = &[
    ApiCall::create("apigateway:POST").on("{of.arn}/authorizers"),
    ApiCall::read("apigateway:GET").on("{of.arn}/authorizers/*"),
    ApiCall::update("apigateway:PATCH").on("{of.arn}/authorizers/*"),
    ApiCall::delete("apigateway:DELETE").on("{of.arn}/authorizers/*"),
];
