//! `starts_with`.

use super::{Arguments, Fault, Function, Secrets};
use crate::catalog::{Parameter, Signature, Sort};
use crate::model::Value;

pub(super) static FUNCTION: Function = Function {
    signature: Signature {
        name: "starts_with",
        params: &[Parameter::new("text", Sort::String), Parameter::new("prefix", Sort::String)],
        result: Sort::Bool,
        doc: "Says whether a string begins with another one.",
        examples: &[(r#"starts_with("raw/cat.jpg", "raw/")"#, r#"true"#)],
    },
    secrets: Secrets::Hidden,
    body: starts_with,
};

fn starts_with(arguments: &Arguments<'_>) -> Result<Value, Fault> {
    Ok(Value::Bool(arguments.text(0).starts_with(arguments.text(1))))
}
