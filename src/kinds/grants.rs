//! Statements that read alike in every kind that has them.

use crate::catalog::{Meaning, Statement};
use crate::model::Effect;

/// What a role may do.
pub(super) const ALLOW: Statement = statement(
    "allow",
    Meaning::Grant(Effect::Allow),
    "Allows actions on resources; `allow uses` allows just what the carriers of the role use.",
    "Policies",
);

/// What a role may not do.
pub(super) const DENY: Statement = statement(
    "deny",
    Meaning::Grant(Effect::Deny),
    "Denies actions on resources, whatever else allows them.",
    "Policies",
);

/// What code does with other resources.
pub(super) const USES: Statement = Statement {
    word: "uses",
    doc: "What its code does with another resource; the role is checked against it.",
    meaning: Meaning::Uses,
    slots: &[],
    options: &[],
    cfn: "",
    facts: &[],
};

/// A statement of a resource's own policy.
pub(super) const fn grant(
    word: &'static str,
    effect: Effect,
    doc: &'static str,
    cfn: &'static str,
) -> Statement {
    statement(word, Meaning::ResourceGrant(effect), doc, cfn)
}

/// A statement of IAM's, whose form the language fixes.
const fn statement(word: &'static str, meaning: Meaning, doc: &'static str, cfn: &'static str) -> Statement {
    Statement { word, doc, meaning, slots: &[], options: &[], cfn, facts: &[] }
}
