//! `permission`: a statement in a function's resource policy, which lets a source call it (Lambda).

mod operations;

use super::grants::POLICY_OUTPUTS;
use crate::base::Fact;
use crate::catalog::{Attr, Declarable, Kind, Latency, Shape, Type};

pub(super) static KIND: Kind = Kind {
    name: "permission",
    title: "Lambda permission",
    doc: include_str!("doc.md"),
    service: "lambda",
    cfn: "AWS::Lambda::Permission",
    declared: Declarable::No,
    statement_of: Some("target"),
    shape: &Shape { attrs: ATTRS, ..Shape::EMPTY },
    outputs: POLICY_OUTPUTS,
    operations: operations::OPERATIONS,
    // Estimates.
    latency: Latency { create: 500, update: 500, delete: 500, visible: 500 },
    facts: &[Fact::new("update_behavior.toml", "AWS::Lambda::Permission", "CloudFormation resource schema")],
    ..Kind::BASE
};

const ATTRS: &[Attr] = &[
    Attr::new("target", Type::Reference(&["function"]), "The function that may be called.")
        .required()
        .replaces()
        .simulated()
        .cfn("FunctionName"),
    Attr::new("action", Type::String, "What may be done.").required().replaces().simulated().cfn("Action"),
    Attr::new("principal", Type::String, "The service that may do it.")
        .required()
        .replaces()
        .simulated()
        .cfn("Principal"),
    Attr::new("source_arn", Type::String, "The resource for which the service may do it.")
        .replaces()
        .simulated()
        .cfn("SourceArn"),
];
