//! Which images of a repository go, and when.

use super::super::DAY;
use crate::base::Dimension;
use crate::catalog::{Attr, Block, BlockBody, Default, Label, Presence, Shape, Type};

pub(super) const BLOCKS: &[Block] = &[Block {
    word: "cleanup",
    known_as: &["untagged"],
    doc: "Images that are deleted by themselves; of all that fit an image the one with the least `priority` decides.",
    label: Label::Named { required: false },
    body: BlockBody::Shape(&Shape { attrs: ATTRS, ..Shape::EMPTY }),
    cfn: "LifecyclePolicy.LifecyclePolicyText",
    ..Block::BASE
}];

const ATTRS: &[Attr] = &[
    Attr::new("priority", Type::Whole, "Its place among the others; the least comes first.")
        .required()
        .at_least(1),
    Attr::new("of", Type::OneOf(&["any", "tagged", "untagged"]), "Which images it is about.")
        .default_to(Default::Text("any")),
    Attr::new("prefixes", Type::List(&Type::String), "What one of its tags begins with.")
        .presence(Presence::OnlyIf("of", &["tagged"])),
    Attr::new(
        "patterns",
        Type::List(&Type::String),
        "What one of its tags looks like, with `*` for any rest.",
    )
    .presence(Presence::NotWith("prefixes")),
    Attr::new("more_than", Type::Whole, "How many are kept, the newest.")
        .presence(Presence::Unless("older_than"))
        .at_least(1),
    Attr::new("older_than", Type::Quantity(Dimension::Duration), "How old they become, in whole days.")
        .in_steps(DAY, i64::MAX, DAY),
];
