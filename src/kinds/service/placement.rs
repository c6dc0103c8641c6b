//! On which of the hosts that have room a task is put.

use super::SOURCE;
use crate::base::Fact;
use crate::catalog::{Position, Slot, Statement, Type};

pub(super) const SPREAD: Statement = Statement {
    word: "spread",
    known_as: &["placement", "placement_strategy", "ordered_placement_strategy"],
    doc: "Tasks go where there are fewest of them: `spread by host`, `spread by zone`; a wish, not a condition.",
    slots: &[Slot {
        at: Position::After("by"),
        field: "by",
        ty: Type::OneOf(&["host", "zone"]),
        spelled: &[("host", "instanceId"), ("zone", "attribute:ecs.availability-zone")],
        cfn: "Field",
        ..Slot::BASE
    }],
    cfn: "PlacementStrategies[Type=spread]",
    facts: &[
        Fact::new("ecs.toml", "placement.strategy_types", SOURCE),
        Fact::new("ecs.toml", "placement.spread_fields", SOURCE),
    ],
    ..Statement::BASE
};

pub(super) const PACK: Statement = Statement {
    word: "pack",
    doc: "Tasks go where least is left of that, so that few hosts do: `pack by memory`, `pack by cpu`.",
    slots: &[Slot {
        at: Position::After("by"),
        field: "by",
        ty: Type::OneOf(&["cpu", "memory"]),
        cfn: "Field",
        ..Slot::BASE
    }],
    cfn: "PlacementStrategies[Type=binpack]",
    facts: &[Fact::new("ecs.toml", "placement.binpack_fields", SOURCE)],
    ..Statement::BASE
};
