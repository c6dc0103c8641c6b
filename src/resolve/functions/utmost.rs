//! What `min` and `max` have in common.

use super::{Arguments, Fault};
use crate::catalog::Sort;
use crate::model::Value;
use crate::resolve::operators;
use crate::syntax::ast::BinaryOp;

/// A number, with or without unit.
pub(super) const AMOUNT: Sort = Sort::OneOf(&[Sort::Number, Sort::Quantity]);

/// One of them, or a list of them.
pub(super) const EITHER: Sort = Sort::OneOf(&[Sort::Number, Sort::Quantity, Sort::List(&AMOUNT)]);

/// The value that stands in this relation to all others.
pub(super) fn utmost(arguments: &Arguments<'_>, relation: BinaryOp) -> Result<Value, Fault> {
    let (amounts, rest) = match arguments.value(0) {
        Value::List(items) => (items.as_slice(), arguments.rest(1)),
        _ => (arguments.rest(0), [].as_slice()),
    };
    if !rest.is_empty() {
        return Err(Fault::new("a list stands alone here")
            .help("put the other values into the list")
            .argument(1));
    }
    let Some((first, others)) = amounts.split_first() else {
        return Err(Fault::new("the list is empty, so none of its items can be told").argument(0));
    };
    let mut best = first;
    for other in others {
        if operators::binary(relation, other, best)? == Value::Bool(true) {
            best = other;
        }
    }
    Ok(best.clone())
}
