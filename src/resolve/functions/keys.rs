//! `keys`.

use super::{Arguments, Fault, Function, Secrets, collected};
use crate::catalog::{Parameter, Signature, Sort};
use crate::model::Value;

pub(super) static FUNCTION: Function = Function {
    signature: Signature {
        name: "keys",
        params: &[Parameter::new("map", Sort::Map(&Sort::Any))],
        result: Sort::List(&Sort::String),
        doc: "Lists the keys of a map, sorted.",
        examples: &[(r#"keys({ b = 1  a = 2 })"#, r#"["a", "b"]"#)],
    },
    secrets: Secrets::InParts,
    body: keys,
};

fn keys(arguments: &Arguments<'_>) -> Result<Value, Fault> {
    collected(arguments.map(0).keys().cloned().map(Value::String))
}
