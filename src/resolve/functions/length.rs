//! `length`.

use super::{Arguments, Fault, Function, Secrets};
use crate::catalog::{Parameter, Signature, Sort};
use crate::model::Value;

pub(super) static FUNCTION: Function = Function {
    signature: Signature {
        name: "length",
        params: &[Parameter::new(
            "of",
            Sort::OneOf(&[Sort::String, Sort::List(&Sort::Any), Sort::Map(&Sort::Any)]),
        )],
        result: Sort::Whole,
        doc: "Counts the characters of a string, the items of a list or the entries of a map.",
        examples: &[
            (r#"length("né")"#, r#"2"#),
            (r#"length(["a", "b", "c"])"#, r#"3"#),
            (r#"length({ a = 1 })"#, r#"1"#),
        ],
    },
    secrets: Secrets::InParts,
    body: length,
};

fn length(arguments: &Arguments<'_>) -> Result<Value, Fault> {
    let count = match arguments.value(0) {
        Value::List(items) => items.len(),
        Value::Map(entries) => entries.len(),
        other => other.as_str().unwrap_or_default().chars().count(),
    };
    Ok(Value::Number(count.into()))
}
