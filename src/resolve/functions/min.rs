//! `min`.

use super::utmost::{AMOUNT, EITHER, utmost};
use super::{Arguments, Fault, Function, Secrets};
use crate::catalog::{Parameter, Signature};
use crate::model::Value;
use crate::syntax::ast::BinaryOp;

pub(super) static FUNCTION: Function = Function {
    signature: Signature {
        name: "min",
        params: &[Parameter::new("first", EITHER), Parameter::new("others", AMOUNT).many()],
        result: AMOUNT,
        doc: "Gives the least of some numbers or quantities, or of those in a list.",
        examples: &[(r#"min(3, 1, 2)"#, r#"1"#), (r#"min([30s, 1m])"#, r#"30s"#)],
    },
    secrets: Secrets::Hidden,
    body: min,
};

fn min(arguments: &Arguments<'_>) -> Result<Value, Fault> {
    utmost(arguments, BinaryOp::Less)
}
