//! `upper`.

use super::{Arguments, Fault, Function, Secrets, Text};
use crate::catalog::{Parameter, Signature, Sort};
use crate::model::Value;

pub(super) static FUNCTION: Function = Function {
    signature: Signature {
        name: "upper",
        params: &[Parameter::new("text", Sort::String)],
        result: Sort::String,
        doc: "Writes a string in upper case.",
        examples: &[(r#"upper("eu")"#, r#""EU""#)],
    },
    secrets: Secrets::Hidden,
    body: upper,
};

fn upper(arguments: &Arguments<'_>) -> Result<Value, Fault> {
    let mut text = Text::default();
    text.push(&arguments.text(0).to_uppercase())?;
    Ok(text.into())
}
