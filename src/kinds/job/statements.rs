//! What happens when a job ends badly, and which files it has.

use super::SOURCE;
use crate::base::Fact;
use crate::catalog::{Attr, Default, Meaning, Position, Slot, Statement, Type};

/// Conditions are read in the order in which they are written; where none fits, the job is tried again.
pub(super) const ON_EXIT: Statement = Statement {
    word: "on_exit",
    doc: "Whether a failed attempt is followed by another, by why it ended; the first condition that fits decides.",
    slots: &[Slot { field: "action", ty: Type::OneOf(&["retry", "exit"]), cfn: "Action", ..Slot::BASE }],
    options: &[
        pattern("exit_code", "The code with which it ended: digits, with `*` at the end for any rest.")
            .cfn("OnExitCode"),
        pattern("reason", "Why its container ended, with `*` at the end for any rest.").cfn("OnReason"),
        pattern("status_reason", "Why the job ended, such as `Host EC2*` when its host went.")
            .cfn("OnStatusReason"),
    ],
    cfn: "RetryStrategy.EvaluateOnExit",
    facts: &[
        Fact::new("batch.toml", "retry.evaluate_on_exit_actions", SOURCE),
        Fact::new("batch.toml", "retry.evaluate_on_exit_fields", SOURCE),
        Fact::new("batch.toml", "retry.no_condition_matched", SOURCE),
    ],
    ..Statement::BASE
};

const fn pattern(name: &'static str, doc: &'static str) -> Attr {
    Attr::new(name, Type::String, doc).simulated()
}

pub(super) const MOUNT: Statement = Statement {
    word: "mount",
    known_as: &["volumes", "volume"],
    doc: "Files that outlive the job, seen under a path.",
    meaning: Meaning::Mount,
    slots: &[
        PATH,
        Slot {
            at: Position::After("from"),
            field: "from",
            ty: Type::Reference(&["file_system"]),
            ..Slot::BASE
        },
    ],
    options: &[Attr::new("read_only", Type::Bool, "Whether it may only read there.")
        .default_to(Default::Flag(false))
        .cfn("ReadOnly")],
    cfn: "ContainerProperties.MountPoints",
    ..Statement::BASE
};

pub(super) const WRITES: Statement = Statement {
    word: "writes",
    doc: "A path whose files must outlive the job, and so must be mounted.",
    meaning: Meaning::Writes,
    slots: &[PATH],
    ..Statement::BASE
};

/// An absolute path inside the container.
const PATH: Slot = Slot { field: "path", cfn: "ContainerPath", ..Slot::BASE };
