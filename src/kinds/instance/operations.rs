//! What AWS asks whoever makes, changes or deletes an EC2 instance.

use crate::catalog::ApiCall;

pub(super) const OPERATIONS: &[ApiCall] = &[
    ApiCall::create("ec2:RunInstances").on("arn:{partition}:ec2:{region}:{account}:instance/*"),
    ApiCall::create("ec2:RunInstances").on("arn:{partition}:ec2:{region}:{account}:network-interface/*"),
    ApiCall::create("ec2:RunInstances").on("arn:{partition}:ec2:{region}:{account}:security-group/*"),
    ApiCall::create("ec2:RunInstances").on("arn:{partition}:ec2:{region}:{account}:subnet/*"),
    ApiCall::create("ec2:RunInstances").on("arn:{partition}:ec2:{region}:{account}:volume/*"),
    ApiCall::create("ec2:RunInstances").on("arn:{partition}:ec2:{region}::image/*"),
    ApiCall::passes("{role.arn}", &["role"], "ec2.amazonaws.com"),
    ApiCall::create("ec2:CreateTags").on("arn:{partition}:ec2:{region}:{account}:instance/*").by(&["tags"]),
    ApiCall::read("ec2:DescribeInstances").on("*"),
    ApiCall::update("ec2:ModifyInstanceAttribute").but(&["tags", "monitoring", "role"]),
    // The first is for an instance that had no role.
    ApiCall::update("ec2:AssociateIamInstanceProfile").set(&["role"]),
    ApiCall::update("ec2:ReplaceIamInstanceProfileAssociation").set(&["role"]),
    ApiCall::update("ec2:DisassociateIamInstanceProfile").gone(&["role"]),
    ApiCall::update("ec2:StopInstances").by(&["type"]),
    ApiCall::update("ec2:StartInstances").by(&["type"]),
    ApiCall::update("ec2:MonitorInstances").set(&["monitoring"]),
    ApiCall::update("ec2:UnmonitorInstances").gone(&["monitoring"]),
    ApiCall::update("ec2:CreateTags").more(&["tags"]),
    ApiCall::update("ec2:DeleteTags").fewer(&["tags"]),
    ApiCall::delete("ec2:TerminateInstances"),
];
