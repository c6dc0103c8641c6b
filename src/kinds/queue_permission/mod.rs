//! `queue_permission`: a statement in a queue's policy, which lets a source send to it (SQS).

use crate::base::Fact;
use crate::catalog::{Attr, Declarable, Kind, Latency, Output, Shape, Type};

pub(super) static KIND: Kind = Kind {
    name: "queue_permission",
    title: "SQS queue policy",
    doc: include_str!("doc.md"),
    service: "sqs",
    cfn: "AWS::SQS::QueuePolicy",
    declared: Declarable::No,
    shape: &Shape { attrs: ATTRS, ..Shape::EMPTY },
    outputs: &[
        Output::new(
            "arn",
            "{target}/permission/{id}",
            "A text of stackc's own that names it; AWS has no ARN.",
        ),
        Output::new("id", "{id}", "The statement's id."),
    ],
    // Estimates.
    latency: Latency { create: 500, update: 500, delete: 500, visible: 500 },
    facts: &[Fact::new("update_behavior.toml", "AWS::SQS::QueuePolicy", "CloudFormation resource schema")],
    ..Kind::BASE
};

const ATTRS: &[Attr] = &[
    Attr::new("target", Type::Reference(&["queue"]), "The queue that may be sent to.")
        .required()
        .replaces()
        .simulated()
        .cfn("Queues"),
    Attr::new("action", Type::String, "What may be done.").required().simulated().cfn("PolicyDocument"),
    Attr::new("principal", Type::String, "The service that may do it.")
        .required()
        .simulated()
        .cfn("PolicyDocument"),
    Attr::new("source_arn", Type::String, "The resource for which the service may do it.")
        .simulated()
        .cfn("PolicyDocument"),
];
