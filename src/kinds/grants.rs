//! Statements that read alike in every kind that has them.

use crate::base::Fact;
use crate::catalog::{Attr, Meaning, Output, Statement, Type};
use crate::model::Effect;

/// What code does with other resources.
pub(super) const USES: Statement = Statement {
    word: "uses",
    doc: "What its code does with another resource; the role is checked against it.",
    meaning: Meaning::Uses,
    ..Statement::BASE
};

/// `allow` and `deny` of who takes the resource on, in a policy of at most that many characters.
pub(super) const fn own_policy(
    max_policy: usize,
    cfn: &'static str,
    facts: &'static [Fact],
) -> [Statement; 2] {
    let row = Statement { max_policy: Some(max_policy), cfn, facts, ..USES };
    [
        Statement {
            word: "allow",
            doc: "Allows actions on resources; `allow uses` allows just what the carriers of the role use.",
            meaning: Meaning::Grant(Effect::Allow),
            ..row
        },
        Statement {
            word: "deny",
            doc: "Denies actions on resources, whatever else allows them.",
            meaning: Meaning::Grant(Effect::Deny),
            ..row
        },
    ]
}

/// `allow` and `deny` of others, in a resource's policy of at most that many characters.
pub(super) const fn resource_policy(
    max_policy: usize,
    cfn: &'static str,
    facts: &'static [Fact],
) -> [Statement; 2] {
    let row = Statement { max_policy: Some(max_policy), cfn, facts, ..USES };
    [
        Statement {
            word: "allow",
            doc: "Allows others to do something with it: a statement of its resource policy.",
            meaning: Meaning::ResourceGrant(Effect::Allow),
            ..row
        },
        Statement {
            word: "deny",
            doc: "Denies others something, whatever else allows it: a statement of its resource policy.",
            meaning: Meaning::ResourceGrant(Effect::Deny),
            ..row
        },
    ]
}

/// What can be read of a statement in a resource's policy.
pub(super) const POLICY_OUTPUTS: &[Output] = &[
    Output::new("arn", "{target}/permission/{id}", "A text of stackc's own that names it; AWS has no ARN."),
    Output::new("id", "{id}", "The statement's id."),
];

/// A statement in the policy of a resource of those kinds, which lets a source reach it.
pub(super) const fn policy_statement(
    target: &'static [&'static str],
    doc: &'static str,
    cfn: &'static str,
) -> [Attr; 4] {
    [
        Attr::new("target", Type::Reference(target), doc).required().replaces().simulated().cfn(cfn),
        Attr::new("action", Type::String, "What may be done.").required().simulated().cfn("PolicyDocument"),
        Attr::new("principal", Type::String, "The service that may do it.")
            .required()
            .simulated()
            .cfn("PolicyDocument"),
        Attr::new("source_arn", Type::String, "The resource for which the service may do it.")
            .simulated()
            .cfn("PolicyDocument"),
    ]
}
