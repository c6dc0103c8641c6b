//! `max`.

use super::utmost::{AMOUNT, EITHER, utmost};
use super::{Arguments, Fault, Function, Secrets};
use crate::catalog::{Parameter, Signature};
use crate::model::Value;
use crate::syntax::ast::BinaryOp;

pub(super) static FUNCTION: Function = Function {
    signature: Signature {
        name: "max",
        params: &[Parameter::new("first", EITHER), Parameter::new("others", AMOUNT).many()],
        result: AMOUNT,
        doc: "Gives the greatest of some numbers or quantities, or of those in a list.",
        examples: &[(r#"max(3, 1, 2)"#, r#"3"#), (r#"max([30s, 1m])"#, r#"1m"#)],
    },
    secrets: Secrets::Hidden,
    body: max,
};

fn max(arguments: &Arguments<'_>) -> Result<Value, Fault> {
    utmost(arguments, BinaryOp::Greater)
}
