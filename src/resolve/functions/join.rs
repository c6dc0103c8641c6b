//! `join`.

use super::{Arguments, Fault, Function, Secrets, Text};
use crate::catalog::{Parameter, Signature, Sort};
use crate::model::Value;
use crate::resolve::text::plain;

pub(super) static FUNCTION: Function = Function {
    signature: Signature {
        name: "join",
        params: &[
            Parameter::new("items", Sort::List(&Sort::Printable)),
            Parameter::new("separator", Sort::String),
        ],
        result: Sort::String,
        doc: "Puts the items of a list into one string, with a separator between them.\n\nAn item prints as it would in `\"${item}\"`.",
        examples: &[
            (r#"join(["a", "b", "c"], "-")"#, r#""a-b-c""#),
            (r#"join([1, 30s], ", ")"#, r#""1, 30s""#),
            (r#"join([], "-")"#, r#""""#),
        ],
    },
    secrets: Secrets::Hidden,
    body: join,
};

fn join(arguments: &Arguments<'_>) -> Result<Value, Fault> {
    let mut text = Text::default();
    for (at, item) in arguments.list(0).iter().enumerate() {
        if at > 0 {
            text.push(arguments.text(1))?;
        }
        text.push(&plain(item).unwrap_or_default())?;
    }
    Ok(text.into())
}
