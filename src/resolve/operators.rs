//! Arithmetic and comparison, with units checked.

use rust_decimal::Decimal;

use super::rules::type_mismatch;
use crate::base::{Dimension, Quantity, YEAR_MILLISECONDS};
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
    if left.as_metric().is_some() || right.as_metric().is_some() {
        return super::metrics::math(op, left, right);
    }
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
    let amount = amount.ok_or_else(too_large)?;
    Ok(match dimension {
        None => Value::Number(amount.normalize()),
        Some(dimension) => Value::Quantity(Quantity::new(dimension, amount)),
    })
}

fn too_large() -> Fault {
    Fault::new("the result is too large to be kept exactly").help("28 digits are kept")
}

fn compare(op: BinaryOp, left: &Value, right: &Value) -> Result<Value, Fault> {
    let order = match (left, right) {
        (Value::String(a), Value::String(b)) => a.cmp(b),
        _ => match alike(left, right) {
            Some((a, b, _)) => a.cmp(&b),
            None => {
                return Err(Fault::new(format!("{} and {} cannot be compared", left.sort(), right.sort()))
                    .help("numbers, strings and quantities of one sort can be"));
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
        return Err(Fault::new(format!("a range from {} to {} means nothing", left.sort(), right.sort()))
            .help("both ends are numbers, or quantities of one sort: `2..6`, `128 MB..10 GB`"));
    };
    if low > high {
        return Err(Fault::new(format!("the range runs backwards, from `{left}` to `{right}`"))
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
        let help = "both sides must be of one sort: two numbers, or two quantities that count the same";
        return Err(fault.help(if text { "join strings as in `\"${a}-${b}\"`" } else { help }));
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
        (Value::Quantity(a), Value::Quantity(b)) => {
            product(*a, *b).or_else(|| product(*b, *a)).unwrap_or_else(|| Err(not_multiplied(left, right)))
        }
        _ => Err(not_multiplied(left, right)),
    }
}

fn not_multiplied(left: &Value, right: &Value) -> Fault {
    Fault::new(format!("{} cannot be multiplied by {}", left.sort(), right.sort()))
        .help("one side is a number or a percentage, as in `30s * 2`; a rate may be multiplied by a time")
}

/// A quantity times another: what comes together in a time, or a percentage of something; `None` if it means nothing.
fn product(a: Quantity, b: Quantity) -> Option<Result<Value, Fault>> {
    if b.dimension == Dimension::Percent && a.dimension != Dimension::Percent {
        return Some(made(rounded(a.amount.checked_mul(b.amount), Decimal::ONE_HUNDRED), Some(a.dimension)));
    }
    let counted = a.dimension.per_time()?;
    (b.dimension == Dimension::Duration)
        .then(|| made(rounded(a.amount.checked_mul(b.amount), YEAR_MILLISECONDS), counted))
}

/// A product, divided and rounded as a quotient is.
fn rounded(product: Option<Decimal>, by: Decimal) -> Option<Decimal> {
    Some(product?.checked_div(by)?.round_dp(QUOTIENT_PLACES))
}

/// A quotient without an end is kept to so many places; more would be noise in every plan.
const QUOTIENT_PLACES: u32 = 12;

fn divide(op: BinaryOp, left: &Value, right: &Value) -> Result<Value, Fault> {
    let not_divided = || {
        Fault::new(format!("{} cannot be divided by {}", left.sort(), right.sort()))
            .help("divide by a number, `30s / 2`, or by a quantity of the same sort, `2h / 30m`")
    };
    let zero =
        || Fault::new("this divides by zero").help("test for it first, as in `if n == 0 then … else x / n`");
    let (a, b, dimension) = match (left, right) {
        (Value::Quantity(quantity), Value::Number(by)) => (quantity.amount, *by, Some(quantity.dimension)),
        _ => match (alike(left, right), op) {
            // Like by like gives how often, unless only the rest is asked for.
            (Some((a, b, dimension)), BinaryOp::Remainder) => (a, b, dimension),
            (Some((a, b, _)), _) => (a, b, None),
            (None, BinaryOp::Remainder) => return Err(not_divided()),
            (None, _) => quotient(left, right).ok_or_else(not_divided)?,
        },
    };
    match (b.is_zero(), op) {
        (true, _) => Err(zero()),
        (_, BinaryOp::Divide) => {
            made(a.checked_div(b).map(|amount| amount.round_dp(QUOTIENT_PLACES)), dimension)
        }
        _ => made(a.checked_rem(b), dimension),
    }
}

/// What is divided by what to get a rate from an amount and a time, or a time from an amount and a rate.
fn quotient(left: &Value, right: &Value) -> Option<(Decimal, Decimal, Option<Dimension>)> {
    let (amount, counted) = match left {
        Value::Number(amount) => (*amount, None),
        Value::Quantity(quantity) => (quantity.amount, Some(quantity.dimension)),
        _ => return None,
    };
    let by = right.as_quantity()?;
    let yearly = amount.checked_mul(YEAR_MILLISECONDS)?;
    if by.dimension == Dimension::Duration {
        let rate = Dimension::ALL.into_iter().find(|rate| rate.per_time() == Some(counted))?;
        return Some((yearly, by.amount, Some(rate)));
    }
    (by.dimension.per_time()? == counted).then_some((yearly, by.amount, Some(Dimension::Duration)))
}
