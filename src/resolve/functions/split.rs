//! `split`.

use super::{Arguments, Fault, Function, Secrets, collected};
use crate::catalog::{Parameter, Signature, Sort};
use crate::model::Value;

pub(super) static FUNCTION: Function = Function {
    signature: Signature {
        name: "split",
        params: &[Parameter::new("text", Sort::String), Parameter::new("separator", Sort::String)],
        result: Sort::List(&Sort::String),
        doc: "Cuts a string at every separator.",
        examples: &[(r#"split("a,b,c", ",")"#, r#"["a", "b", "c"]"#), (r#"split("", ",")"#, r#"[""]"#)],
    },
    secrets: Secrets::Hidden,
    body: split,
};

fn split(arguments: &Arguments<'_>) -> Result<Value, Fault> {
    if arguments.text(1).is_empty() {
        return Err(Fault::new("`separator` is empty, so there is nothing to cut at").argument(1));
    }
    collected(arguments.text(0).split(arguments.text(1)).map(Value::from))
}
