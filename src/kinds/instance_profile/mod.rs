//! `instance_profile`: what hands a role to a machine (IAM).

mod operations;

use crate::base::Fact;
use crate::catalog::{Attr, Declarable, Kind, Latency, Output, Part, PartInput, PartWhen, Shape, Type};

/// Where the limits were read.
const SOURCE: &str = "IAM API model 2010-05-08";

pub(super) static KIND: Kind = Kind {
    name: "instance_profile",
    title: "IAM instance profile",
    doc: include_str!("doc.md"),
    service: "iam",
    cfn: "AWS::IAM::InstanceProfile",
    declared: Declarable::No,
    shape: &Shape { attrs: ATTRS, ..Shape::EMPTY },
    outputs: &[Output::new("arn", "arn:{partition}:iam::{account}:instance-profile/{name}", "Its ARN.")],
    operations: operations::OPERATIONS,
    // Estimates; as with roles, it is not seen everywhere at once.
    latency: Latency { create: 1_000, update: 500, delete: 500, visible: 8_000 },
    facts: &[
        Fact::new("update_behavior.toml", "AWS::IAM::InstanceProfile", "CloudFormation resource schema"),
        Fact::new("iam.toml", "names.instance_profile", SOURCE),
        Fact::new("iam.toml", "limits.instance_profile_roles", SOURCE),
    ],
    ..Kind::BASE
};

const ATTRS: &[Attr] = &[Attr::new("role", Type::Reference(&["role"]), "The one role that it holds.")
    .required()
    .simulated()
    .cfn("Roles")];

/// The profile of whatever names a role in `attr`, by the name and role of these templates.
pub(super) const fn holding(attr: &'static str, inputs: &'static [PartInput]) -> Part {
    Part {
        name: "instance_profile",
        kind: "instance_profile",
        when: PartWhen::With(attr),
        inputs,
        doc: "What hands the role to its machines.",
        ..Part::BASE
    }
}
