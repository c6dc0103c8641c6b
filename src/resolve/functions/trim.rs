//! `trim`.

use super::{Arguments, Fault, Function, Secrets};
use crate::catalog::{Parameter, Signature, Sort};
use crate::model::Value;

pub(super) static FUNCTION: Function = Function {
    signature: Signature {
        name: "trim",
        params: &[Parameter::new("text", Sort::String)],
        result: Sort::String,
        doc: "Takes blanks and line breaks off both ends of a string.",
        examples: &[(r#"trim("  a b ")"#, r#""a b""#), (r#"trim("x")"#, r#""x""#)],
    },
    secrets: Secrets::Hidden,
    body: trim,
};

fn trim(arguments: &Arguments<'_>) -> Result<Value, Fault> {
    Ok(Value::from(arguments.text(0).trim()))
}
