//! `replace`.

use super::{Arguments, Fault, Function, Secrets, Text};
use crate::catalog::{Parameter, Signature, Sort};
use crate::model::Value;

pub(super) static FUNCTION: Function = Function {
    signature: Signature {
        name: "replace",
        params: &[
            Parameter::new("text", Sort::String),
            Parameter::new("old", Sort::String),
            Parameter::new("new", Sort::String),
        ],
        result: Sort::String,
        doc: "Puts another text wherever one stands.",
        examples: &[(r#"replace("a.b.c", ".", "-")"#, r#""a-b-c""#)],
    },
    secrets: Secrets::Hidden,
    body: replace,
};

fn replace(arguments: &Arguments<'_>) -> Result<Value, Fault> {
    if arguments.text(1).is_empty() {
        return Err(Fault::new("`old` is empty, so there is nothing to replace").argument(1));
    }
    let mut text = Text::default();
    for (at, piece) in arguments.text(0).split(arguments.text(1)).enumerate() {
        if at > 0 {
            text.push(arguments.text(2))?;
        }
        text.push(piece)?;
    }
    Ok(text.into())
}
