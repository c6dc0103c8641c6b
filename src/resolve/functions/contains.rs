//! `contains`.

use super::{Arguments, Fault, Function, Secrets};
use crate::catalog::{Parameter, Signature, Sort};
use crate::model::Value;

pub(super) static FUNCTION: Function = Function {
    signature: Signature {
        name: "contains",
        params: &[
            Parameter::new("of", Sort::OneOf(&[Sort::String, Sort::List(&Sort::Any), Sort::Map(&Sort::Any)])),
            Parameter::new("part", Sort::Any),
        ],
        result: Sort::Bool,
        doc: "Says whether a string holds another one, a list an item, or a map a key.",
        examples: &[
            (r#"contains("main-eu", "eu")"#, r#"true"#),
            (r#"contains(["a", "b"], "c")"#, r#"false"#),
            (r#"contains({ a = 1 }, "a")"#, r#"true"#),
        ],
    },
    secrets: Secrets::Hidden,
    body: contains,
};

fn contains(arguments: &Arguments<'_>) -> Result<Value, Fault> {
    let part = arguments.value(1);
    let held = match (arguments.value(0), part.as_str()) {
        (Value::List(items), _) => items.contains(part),
        (Value::Map(entries), Some(key)) => entries.contains_key(key),
        (of, Some(text)) => of.as_str().unwrap_or_default().contains(text),
        (of, None) => {
            let message = format!("{} holds strings only, and `part` is {}", of.sort(), part.sort());
            return Err(Fault::new(message).argument(1));
        }
    };
    Ok(Value::Bool(held))
}
