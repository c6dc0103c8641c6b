//! Copies of objects in other buckets: written in a bucket's braces, and set when both are there.

use crate::catalog::{Attr, Needed, Position, Slot, Statement, Type};

/// In whose name.
pub(super) const ROLE: Attr = Attr::new(
    "replication_role",
    Type::Reference(&["role"]),
    "In whose name objects are copied to other buckets.",
)
.cfn("ReplicationConfiguration.Role");

/// Which, and where to.
pub(super) const REPLICATE: Statement = Statement {
    word: "replicate",
    doc: "New objects are copied to another bucket; both keep versions.",
    slots: &[
        Slot { at: Position::After("to"), field: "to", ty: Type::Reference(&["bucket"]), ..Slot::BASE },
        Slot {
            at: Position::After("under"),
            field: "under",
            ty: Type::String,
            needed: Needed::No,
            ..Slot::BASE
        },
    ],
    cfn: "ReplicationConfiguration.Rules",
    ..Statement::BASE
};
