//! The words for what a plan does.

use crate::model::ReplaceOrder;
use crate::plan::{Action, OperationKind};

/// All actions, in the order in which they are counted.
pub(super) const ACTIONS: &[Action] = &[
    Action::Create,
    Action::Update,
    Action::Replace,
    Action::Delete,
    Action::Adopt,
    Action::Forget,
    Action::Move,
    Action::None,
];

/// The word for an action.
#[must_use]
pub fn action_word(action: Action) -> &'static str {
    match action {
        Action::Create => "create",
        Action::Update => "update",
        Action::Replace => "replace",
        Action::Delete => "delete",
        Action::Adopt => "adopt",
        Action::Forget => "forget",
        Action::Move => "move",
        Action::None => "none",
    }
}

/// The word for an operation.
#[must_use]
pub fn operation_word(kind: OperationKind) -> &'static str {
    match kind {
        OperationKind::Create => "create",
        OperationKind::Update => "update",
        OperationKind::Delete => "delete",
        OperationKind::Adopt => "adopt",
        OperationKind::Forget => "forget",
        OperationKind::Move => "move",
    }
}

/// The word for the order of a replacement.
pub(super) fn order_word(order: ReplaceOrder) -> &'static str {
    match order {
        ReplaceOrder::DeleteFirst => "delete_first",
        ReplaceOrder::CreateFirst => "create_first",
    }
}
