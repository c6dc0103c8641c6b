//! What becomes of a request at a load balancer, as its listeners and their rules say it.

use crate::base::Fact;
use crate::catalog::{Attr, Type};

/// Where the limits were read.
const SOURCE: &str = "ELB v2 API model 2015-12-01 and CloudFormation resource schema";

pub(super) const WITHIN: Attr =
    Attr::new("within", Type::String, "What its ARN stands under.").required().replaces();

pub(super) const ACTION: Attr = Attr::new(
    "action",
    Type::OneOf(&[
        "forward",
        "redirect",
        "fixed_response",
        "authenticate_oidc",
        "authenticate_cognito",
        "jwt_validation",
    ]),
    "What becomes of a request.",
)
.spelled(&[
    ("forward", "forward"),
    ("redirect", "redirect"),
    ("fixed_response", "fixed-response"),
    ("authenticate_oidc", "authenticate-oidc"),
    ("authenticate_cognito", "authenticate-cognito"),
    ("jwt_validation", "jwt-validation"),
])
.required()
.simulated()
.facts(&[Fact::new("elb.toml", "rule.action_types", SOURCE)]);

pub(super) const TARGET_GROUP: Attr =
    Attr::new("target_group", Type::Reference(&["target_group"]), "Where it leads.").simulated();

pub(super) const CODE: Attr =
    Attr::new("code", Type::String, "The code of the answer that it gives itself.").simulated();

pub(super) const TO_PROTOCOL: Attr = Attr::new(
    "to_protocol",
    Type::OneOf(&["http", "https", "#{protocol}"]),
    "By what protocol a caller comes again who is sent elsewhere.",
)
.spelled(&[("http", "HTTP"), ("https", "HTTPS"), ("#{protocol}", "#{protocol}")])
.simulated()
.facts(&[Fact::new("elb.toml", "rule.redirect.protocols", SOURCE)]);

pub(super) const TO_PORT: Attr =
    Attr::new("to_port", Type::String, "On what port a caller comes again who is sent elsewhere.")
        .simulated();

pub(super) const BODY: Attr = Attr::new("body", Type::String, "The text of the answer that it gives itself.")
    .at_most(1_024)
    .carried()
    .facts(&[Fact::new("elb.toml", "rule.fixed_response.body_max_bytes", SOURCE)]);

pub(super) const CONTENT_TYPE: Attr = Attr::new(
    "content_type",
    Type::OneOf(&["text/plain", "text/css", "text/html", "application/javascript", "application/json"]),
    "What that text is.",
)
.carried()
.facts(&[Fact::new("elb.toml", "rule.fixed_response.content_types", SOURCE)]);

pub(super) const WEIGHT: Attr =
    Attr::new("weight", Type::Whole, "The share of the first of several groups of targets.")
        .between(0, 999)
        .carried()
        .facts(&[Fact::new("elb.toml", "rule.forward.weight", SOURCE)]);
