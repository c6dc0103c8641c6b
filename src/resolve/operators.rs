//! Arithmetic and comparison, with units checked.

use rust_decimal::Decimal;

use super::rules::type_mismatch;
use crate::base::{Dimension, Quantity};
use crate::diag::Rule;
use crate::model::Value;
use crate::syntax::ast::{BinaryOp, UnaryOp};

/// Why an operation or a function has no result.
#[derive(Debug)]
pub(super) struct Fault {
    pub(super) message: String,
    pub(super) help: Option<String>,
    /// The rule that is broken.
    pub(super) rule: &'static Rule,
    /// The argument that is at fault, counted from 0; `None` if it is the whole.
    pub(super) argument: Option<usize>,
}

impl Fault {
    /// The types do not go together.
    pub(super) fn new(message: impl Into<String>) -> Self {
        Self { message: message.into(), help: None, rule: &type_mismatch::RULE, argument: None }
    }

    /// Says what to do.
    pub(super) fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// Names another rule.
    pub(super) fn rule(mut self, rule: &'static Rule) -> Self {
        self.rule = rule;
        self
    }

    /// Names the argument at fault.
    pub(super) fn argument(mut self, at: usize) -> Self {
        self.argument = Some(at);
        self
    }
}

/// `!x` or `-x`; `None` if it has no meaning.
pub(super) fn unary(op: UnaryOp, value: &Value) -> Option<Value> {
    match (op, value) {
        (UnaryOp::Not, Value::Bool(truth)) => Some(Value::Bool(!truth)),
        (UnaryOp::Negate, Value::Number(number)) => Some(Value::Number(-*number)),
        (UnaryOp::Negate, Value::Quantity(quantity)) => {
            Some(Value::Quantity(Quantity::new(quantity.dimension, -quantity.amount)))
        }
        _ => None,
    }
}

/// An operation on two values; `??`, `&&` and `||`, which may not need the second, are not among them.
pub(super) fn binary(op: BinaryOp, left: &Value, right: &Value) -> Result<Value, Fault> {
    match op {
        BinaryOp::Equal => Ok(Value::Bool(left == right)),
        BinaryOp::NotEqual => Ok(Value::Bool(left != right)),
        BinaryOp::Less | BinaryOp::LessOrEqual | BinaryOp::Greater | BinaryOp::GreaterOrEqual => {
            compare(op, left, right)
        }
        BinaryOp::Range => range(left, right),
        BinaryOp::Add | BinaryOp::Subtract => add(op, left, right),
        BinaryOp::Multiply => multiply(left, right),
        BinaryOp::Divide | BinaryOp::Remainder => divide(op, left, right),
        BinaryOp::Otherwise | BinaryOp::And | BinaryOp::Or => Err(Fault::new("this cannot be computed")),
    }
}

/// Both amounts, if the values are of one sort.
fn alike(left: &Value, right: &Value) -> Option<(Decimal, Decimal, Option<Dimension>)> {
    match (left, right) {
        (Value::Number(a), Value::Number(b)) => Some((*a, *b, None)),
        (Value::Quantity(a), Value::Quantity(b)) if a.dimension == b.dimension => {
            Some((a.amount, b.amount, Some(a.dimension)))
        }
        _ => None,
    }
}

fn made(amount: Option<Decimal>, dimension: Option<Dimension>) -> Result<Value, Fault> {
    let amount = amount.ok_or_else(|| Fault::new("the result is too large to be kept exactly"))?;
    Ok(match dimension {
        None => Value::Number(amount.normalize()),
        Some(dimension) => Value::Quantity(Quantity::new(dimension, amount)),
    })
}

fn compare(op: BinaryOp, left: &Value, right: &Value) -> Result<Value, Fault> {
    let order = match (left, right) {
        (Value::String(a), Value::String(b)) => a.cmp(b),
        _ => match alike(left, right) {
            Some((a, b, _)) => a.cmp(&b),
            None => {
                return Err(Fault::new(format!("{} and {} cannot be compared", left.sort(), right.sort())));
            }
        },
    };
    Ok(Value::Bool(match op {
        BinaryOp::Less => order.is_lt(),
        BinaryOp::LessOrEqual => order.is_le(),
        BinaryOp::Greater => order.is_gt(),
        _ => order.is_ge(),
    }))
}

fn range(left: &Value, right: &Value) -> Result<Value, Fault> {
    let Some((low, high, _)) = alike(left, right) else {
        return Err(Fault::new(format!("a range from {} to {} means nothing", left.sort(), right.sort())));
    };
    if low > high {
        return Err(Fault::new(format!("the range runs backwards, from {left} to {right}"))
            .help(format!("write `{right}..{left}`")));
    }
    Ok(Value::Range(Box::new((left.clone(), right.clone()))))
}

fn add(op: BinaryOp, left: &Value, right: &Value) -> Result<Value, Fault> {
    let Some((a, b, dimension)) = alike(left, right) else {
        let word = if op == BinaryOp::Add { "added to" } else { "taken from" };
        let (from, to) = if op == BinaryOp::Add { (left, right) } else { (right, left) };
        let fault = Fault::new(format!("{} cannot be {word} {}", from.sort(), to.sort()));
        let text = matches!(left, Value::String(_)) || matches!(right, Value::String(_));
        return Err(if text { fault.help("join strings as in `\"${a}-${b}\"`") } else { fault });
    };
    made(if op == BinaryOp::Add { a.checked_add(b) } else { a.checked_sub(b) }, dimension)
}

fn multiply(left: &Value, right: &Value) -> Result<Value, Fault> {
    match (left, right) {
        (Value::Number(a), Value::Number(b)) => made(a.checked_mul(*b), None),
        (Value::Quantity(quantity), Value::Number(times))
        | (Value::Number(times), Value::Quantity(quantity)) => {
            made(quantity.amount.checked_mul(*times), Some(quantity.dimension))
        }
        _ => Err(Fault::new(format!("{} cannot be multiplied by {}", left.sort(), right.sort()))),
    }
}

fn divide(op: BinaryOp, left: &Value, right: &Value) -> Result<Value, Fault> {
    let (a, b, dimension) = match (left, right) {
        (Value::Quantity(quantity), Value::Number(by)) => (quantity.amount, *by, Some(quantity.dimension)),
        _ => match alike(left, right) {
            // Like by like gives how often, unless only the rest is asked for.
            Some((a, b, dimension)) => (a, b, if op == BinaryOp::Remainder { dimension } else { None }),
            None => return Err(Fault::new(format!("{} cannot be divided by {}", left.sort(), right.sort()))),
        },
    };
    if b.is_zero() {
        return Err(Fault::new("this divides by zero"));
    }
    made(if op == BinaryOp::Divide { a.checked_div(b) } else { a.checked_rem(b) }, dimension)
}
