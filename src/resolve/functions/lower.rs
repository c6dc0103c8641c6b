//! `lower`.

use super::{Arguments, Fault, Function, Secrets, Text};
use crate::catalog::{Parameter, Signature, Sort};
use crate::model::Value;

pub(super) static FUNCTION: Function = Function {
    signature: Signature {
        name: "lower",
        params: &[Parameter::new("text", Sort::String)],
        result: Sort::String,
        doc: "Writes a string in lower case.",
        examples: &[(r#"lower("Main-EU")"#, r#""main-eu""#)],
    },
    secrets: Secrets::Hidden,
    body: lower,
};

fn lower(arguments: &Arguments<'_>) -> Result<Value, Fault> {
    let mut text = Text::default();
    text.push(&arguments.text(0).to_lowercase())?;
    Ok(text.into())
}
