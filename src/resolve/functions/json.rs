//! `json`.

use super::{Arguments, Fault, Function, Secrets, Text};
use crate::catalog::{Parameter, Signature, Sort};
use crate::model::Value;

pub(super) static FUNCTION: Function = Function {
    signature: Signature {
        name: "json",
        params: &[Parameter::new("value", Sort::Any)],
        result: Sort::String,
        doc: "Writes a value as JSON on one line, keys sorted.\n\nA quantity, timing or range becomes the string that the language writes, `none` becomes `null`. A resource has no JSON: say `.name` or `.arn`.",
        examples: &[
            (r#"json({ b = [1, true, none]  a = "x" })"#, r#""{\"a\":\"x\",\"b\":[1,true,null]}""#),
            (r#"json(30s)"#, r#""\"30s\"""#),
        ],
    },
    secrets: Secrets::Hidden,
    body: json,
};

fn json(arguments: &Arguments<'_>) -> Result<Value, Fault> {
    let mut text = Text::default();
    write(arguments.value(0), &mut text)?;
    Ok(text.into())
}

/// Adds a value.
fn write(value: &Value, text: &mut Text) -> Result<(), Fault> {
    match value {
        Value::None => text.push("null"),
        Value::Bool(_) | Value::Number(_) => text.push(&value.to_string()),
        Value::String(plain) | Value::Timing(plain) => text.push(&quoted(plain)),
        Value::Quantity(_) | Value::Range(_) => text.push(&quoted(&value.to_string())),
        Value::List(items) => {
            text.push("[")?;
            for (at, item) in items.iter().enumerate() {
                text.push(if at > 0 { "," } else { "" })?;
                write(item, text)?;
            }
            text.push("]")
        }
        Value::Map(entries) => {
            text.push("{")?;
            for (at, (key, item)) in entries.iter().enumerate() {
                text.push(if at > 0 { "," } else { "" })?;
                text.push(&quoted(key))?;
                text.push(":")?;
                write(item, text)?;
            }
            text.push("}")
        }
        Value::Reference(_) => {
            let message = format!("`{value}` is a resource, and has no JSON");
            Err(Fault::new(message)
                .argument(0)
                .help(format!("say which of its texts you mean, as in `{value}.name`")))
        }
        Value::Metric(metric) => Err(Fault::new(format!("`{metric}` is a metric, and has no JSON"))
            .argument(0)
            .help("an `alarm` watches it, and a `dashboard` shows it")),
        // INVARIANT: a value that holds a secret is not handed to this function.
        Value::Secret(_) => Err(Fault::new("a secret has no JSON").argument(0)),
    }
}

/// A JSON string.
fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}
