//! `queue_permission`: a statement in a queue's policy, which lets a source send to it (SQS).

mod operations;

use super::grants::{POLICY_OUTPUTS, policy_statement};
use crate::base::Fact;
use crate::catalog::{Attr, Declarable, Kind, Latency, Shape};

pub(super) static KIND: Kind = Kind {
    name: "queue_permission",
    title: "SQS queue policy",
    doc: include_str!("doc.md"),
    service: "sqs",
    cfn: "AWS::SQS::QueuePolicy",
    declared: Declarable::No,
    statement_of: Some("target"),
    shape: &Shape { attrs: &ATTRS, ..Shape::EMPTY },
    outputs: POLICY_OUTPUTS,
    operations: operations::OPERATIONS,
    // Estimates.
    latency: Latency { create: 500, update: 500, delete: 500, visible: 500 },
    facts: &[Fact::new("update_behavior.toml", "AWS::SQS::QueuePolicy", "CloudFormation resource schema")],
    ..Kind::BASE
};

static ATTRS: [Attr; 4] = policy_statement(&["queue"], "The queue that may be sent to.", "Queues");
