//! `topic_permission`: a statement in a topic's policy, which lets a source publish to it (SNS).

mod operations;

use super::grants::{POLICY_OUTPUTS, policy_statement};
use crate::base::Fact;
use crate::catalog::{Attr, Declarable, Kind, Latency, Shape};

pub(super) static KIND: Kind = Kind {
    name: "topic_permission",
    title: "SNS topic policy",
    doc: include_str!("doc.md"),
    service: "sns",
    cfn: "AWS::SNS::TopicPolicy",
    declared: Declarable::No,
    statement_of: Some("target"),
    shape: &Shape { attrs: &ATTRS, ..Shape::EMPTY },
    outputs: POLICY_OUTPUTS,
    operations: operations::OPERATIONS,
    // Estimates.
    latency: Latency { create: 500, update: 500, delete: 500, visible: 500 },
    facts: &[Fact::new("update_behavior.toml", "AWS::SNS::TopicPolicy", "CloudFormation resource schema")],
    ..Kind::BASE
};

static ATTRS: [Attr; 4] = policy_statement(&["topic"], "The topic that may be published to.", "Topics");
