//! Files that outlive what uses them, and where they are seen.

use crate::base::Fact;
use crate::catalog::{Attr, Default, Meaning, Position, Slot, Statement, Type};

/// `mount "/path" from …`, as that property of CloudFormation's.
pub(super) const fn mount(doc: &'static str, cfn: &'static str, facts: &'static [Fact]) -> Statement {
    Statement {
        word: "mount",
        known_as: &["volumes", "volume", "volume_attachment"],
        doc,
        meaning: Meaning::Mount,
        slots: &[
            PATH,
            Slot {
                at: Position::After("from"),
                field: "from",
                ty: Type::Reference(&["file_system", "volume"]),
                ..Slot::BASE
            },
        ],
        options: OPTIONS,
        cfn,
        facts,
        ..Statement::BASE
    }
}

const OPTIONS: &[Attr] = &[Attr::new("read_only", Type::Bool, "Whether it may only be read there.")
    .default_to(Default::Flag(false))
    .cfn("MountPoints.ReadOnly")];

/// `writes "/path"`: what must be kept.
pub(super) const WRITES: Statement = Statement {
    word: "writes",
    doc: "A path whose files must be kept, and so must be mounted.",
    meaning: Meaning::Writes,
    slots: &[PATH],
    ..Statement::BASE
};

/// An absolute path.
const PATH: Slot = Slot { at: Position::Operand, field: "path", ty: Type::String, ..Slot::BASE };
