//! The blocks of a function: variables, aliases, and the address that it answers at.

use super::super::SECOND;
use super::{ENV, SOURCE};
use crate::base::{Dimension, Fact};
use crate::catalog::{Attr, Block, BlockBody, Default, Label, Presence, Shape, Type};

pub(super) const BLOCKS: &[Block] = &[
    Block {
        word: "env",
        known_as: &["env_vars", "envs", "environment_variables"],
        doc: "Environment variables of the code.",
        body: BlockBody::Table(Type::String),
        reserved: Some(&ENV),
        cfn: "Environment.Variables",
        facts: &[
            Fact::new("lambda.toml", "environment.max_total_bytes", SOURCE),
            Fact::new("lambda.toml", "environment.key_pattern", SOURCE),
            Fact::new("lambda.toml", "environment.reserved_keys", SOURCE),
        ],
        ..Block::BASE
    },
    Block {
        word: "alias",
        doc: "A name for one version, which callers keep while the version behind it changes.",
        label: Label::Named { required: false },
        body: BlockBody::Shape(&Shape { attrs: ALIAS, ..Shape::EMPTY }),
        cfn: "AWS::Lambda::Alias",
        facts: &[Fact::new("lambda.toml", "concurrency.provisioned_target", SOURCE)],
        ..Block::BASE
    },
    Block {
        word: "url",
        known_as: &["function_url"],
        doc: "An address of its own, at which it answers requests without an API.",
        body: BlockBody::Shape(&Shape {
            attrs: URL,
            blocks: &[Block {
                word: "cors",
                doc: "Which pages of other sites may call it from a browser.",
                body: BlockBody::Shape(&Shape { attrs: CORS, ..Shape::EMPTY }),
                cfn: "Cors",
                ..Block::BASE
            }],
            ..Shape::EMPTY
        }),
        cfn: "AWS::Lambda::Url",
        ..Block::BASE
    },
];

const ALIAS: &[Attr] = &[
    Attr::new(
        "version",
        Type::Whole,
        "The number of the version that it means; the one published last if left out.",
    )
    .at_least(1)
    .cfn("FunctionVersion"),
    Attr::new("also", Type::Whole, "The number of a second version, which some of the calls go to.")
        .presence(Presence::With("share"))
        .at_least(1)
        .cfn("RoutingConfig.AdditionalVersionWeights.FunctionVersion"),
    Attr::new("share", Type::Quantity(Dimension::Percent), "How many of the calls go to the second version.")
        .presence(Presence::With("also"))
        .between(0, 100)
        .cfn("RoutingConfig.AdditionalVersionWeights.FunctionWeight"),
    Attr::new("provisioned", Type::Whole, "How many executions are kept ready, and paid for, all the time.")
        .at_least(1)
        .cfn("ProvisionedConcurrencyConfig.ProvisionedConcurrentExecutions"),
    Attr::new("description", Type::String, "What it is for.")
        .at_most(256)
        .carried()
        .cfn("Description")
        .facts(&[Fact::new("lambda.toml", "function.description_max_length", SOURCE)]),
];

const URL: &[Attr] = &[
    Attr::new("auth", Type::OneOf(&["iam", "none"]), "Who may call it: whom IAM allows, or everyone.")
        .spelled(&[("iam", "AWS_IAM"), ("none", "NONE")])
        .required()
        .cfn("AuthType"),
    Attr::new("stream", Type::Bool, "Whether an answer is sent on while it is being written.")
        .default_to(Default::Flag(false))
        .spelled(&[("true", "RESPONSE_STREAM"), ("false", "BUFFERED")])
        .cfn("InvokeMode"),
];

const CORS: &[Attr] = &[
    Attr::new("origins", Type::List(&Type::String), "Sites whose pages may call.")
        .required()
        .cfn("AllowOrigins"),
    Attr::new("methods", Type::List(&Type::String), "Methods that they may use.")
        .among(&["GET", "PUT", "HEAD", "POST", "PATCH", "DELETE", "*"])
        .cfn("AllowMethods"),
    Attr::new("headers", Type::List(&Type::String), "Headers that they may send.").cfn("AllowHeaders"),
    Attr::new("expose", Type::List(&Type::String), "Headers of the answer that they may read.")
        .cfn("ExposeHeaders"),
    Attr::new("credentials", Type::Bool, "Whether cookies may go along.")
        .default_to(Default::Flag(false))
        .cfn("AllowCredentials"),
    Attr::new("max_age", Type::Quantity(Dimension::Duration), "How long a browser may remember the answer.")
        .in_steps(0, 86_400 * SECOND, SECOND)
        .cfn("MaxAge"),
];
