//! `api`: HTTP requests in, answers out (API Gateway).

mod attrs;
mod blocks;
mod implied;
mod metrics;
mod operations;
mod routes;

use crate::base::Fact;
use crate::catalog::{
    Kind, Latency, Naming, OnChange, Output, OutputCase, Part, PartInput, PartWhen, Quota, Suffix,
    Uniqueness, Verb,
};

/// Where the limits were read.
const SOURCE: &str = "API Gateway API models 2015-07-09 and 2018-11-29";

pub(super) static KIND: Kind = Kind {
    name: "api",
    title: "API Gateway API",
    doc: include_str!("doc.md"),
    service: "apigateway",
    cfn: "AWS::ApiGatewayV2::Api",
    naming: Some(&NAMING),
    shape: &attrs::SHAPE,
    outputs: OUTPUTS,
    parts: PARTS,
    links: &[routes::ROUTES],
    verbs: &[Verb { name: "call", doc: "Send it requests; a connection, no IAM action.", grants: &[] }],
    implied: implied::IMPLIED,
    operations: operations::OPERATIONS,
    metrics: metrics::METRICS,
    // Estimates; a deployment of its stage is in them.
    latency: Latency { create: 5_000, update: 3_000, delete: 2_000, visible: 1_000 },
    facts: &[
        Fact::new("update_behavior.toml", "AWS::ApiGatewayV2::Api", "CloudFormation resource schema"),
        Fact::new("update_behavior.toml", "AWS::ApiGateway::RestApi", "CloudFormation resource schema"),
    ],
    quotas: &[Quota {
        within: "",
        most: 600,
        fact: Fact::unconfirmed("apigateway.toml", "rest.quotas.apis_regional"),
    }],
    elsewhere: ELSEWHERE,
    ..Kind::BASE
};

/// What other languages say otherwise.
static ELSEWHERE: &[(&[&str], &str)] = &[
    (
        &[
            "route",
            "routes",
            "path",
            "paths",
            "resource",
            "resources",
            "method",
            "methods",
            "integration",
            "integrations",
        ],
        "a route is an arrow: `api.public \"GET /thumbs/{id}\" -> function.lookup`",
    ),
    (&["type", "rest", "http"], "write `protocol = \"http\"` or `protocol = \"rest\"`"),
    (&["lambda", "target"], "who answers is an arrow: `api.public \"$default\" -> function.lookup`"),
];

/// What can be in a name is from general knowledge.
static NAMING: Naming = Naming {
    min: 1,
    max: 128,
    characters: "a-zA-Z0-9 ._-",
    ends: "",
    forbidden: &[],
    unique: Uniqueness::None,
    account_suffix: Suffix::None,
    from_reference: &[],
    on_change: OnChange::Update,
    facts: &[],
};

static OUTPUTS: &[Output] = &[
    Output::new("name", "{name}", "Its name."),
    Output::new("id", "{id}", "Its id."),
    Output::new("arn", "arn:{partition}:apigateway:{region}::/apis/{id}", "Its ARN.").cases(&[OutputCase {
        attr: "protocol",
        value: Some("rest"),
        template: "arn:{partition}:apigateway:{region}::/restapis/{id}",
    }]),
    Output::new("url", "https://{id}.execute-api.{region}.amazonaws.com", "Where it is called.").cases(&[
        OutputCase { attr: "domain", value: None, template: "https://{domain}" },
        OutputCase {
            attr: "protocol",
            value: Some("rest"),
            template: "https://{id}.execute-api.{region}.amazonaws.com/{stage}",
        },
    ]),
];

static PARTS: &[Part] = &[
    Part {
        name: "authorizer",
        kind: "api_authorizer",
        when: PartWhen::Each("authorizer"),
        inputs: &[PartInput { name: "of", template: "{arn}" }],
        takes: &["authorizer"],
        doc: "Who decides whether a caller may use a route that names it in `auth`.",
    },
    Part {
        name: "authorizer_permission",
        kind: "permission",
        when: PartWhen::Each("authorizer"),
        inputs: &[
            PartInput { name: "target", template: "{each.function.arn}" },
            PartInput { name: "action", template: "lambda:InvokeFunction" },
            PartInput { name: "principal", template: "apigateway.amazonaws.com" },
            PartInput {
                name: "source_arn",
                template: "arn:{partition}:execute-api:{region}:{account}:{id}/authorizers/*",
            },
        ],
        doc: "Lets API Gateway call the function that is asked.",
        ..Part::BASE
    },
];
