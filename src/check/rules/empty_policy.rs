//! Policies without a statement.

use super::{Cx, Known};
use crate::base::Fact;
use crate::diag::{Diagnostic, rule};

rule! {
    /// A policy says nothing.
    ///
    /// IAM refuses a policy without a statement. As a boundary it would be one that allows nothing at all.
    ///
    /// ```stack
    /// policy ceiling {}  // error: empty-policy
    /// ```
    ///
    /// ```stack
    /// policy ceiling { allow "s3:*", "sqs:*", "logs:*" on "*" }
    /// ```
    "empty-policy" Error
        [Fact::new("update_behavior.toml", "AWS::IAM::ManagedPolicy", "CloudFormation resource schema")]
        each "policy" => check
}

fn check<'a>(cx: &mut Cx<'a>, (resource, _): Known<'a>) {
    if !resource.statements.is_empty() || cx.in_doubt(resource) {
        return;
    }
    let message = format!("`{}` says nothing, and IAM refuses such a policy", resource.address);
    cx.report(
        Diagnostic::new(&RULE, resource.head, message)
            .help("write what it allows: `allow \"s3:GetObject\" on …`")
            .about(resource.address.as_str()),
    );
}
