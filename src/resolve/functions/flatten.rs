//! `flatten`.

use super::{Arguments, Fault, Function, Secrets, collected};
use crate::catalog::{Parameter, Signature, Sort};
use crate::model::Value;

pub(super) static FUNCTION: Function = Function {
    signature: Signature {
        name: "flatten",
        params: &[Parameter::new("list", Sort::List(&Sort::Any))],
        result: Sort::List(&Sort::Any),
        doc: "Puts the items of all lists in a list into one list, however deep they lie.",
        examples: &[(r#"flatten([["a"], ["b", ["c"]], "d"])"#, r#"["a", "b", "c", "d"]"#)],
    },
    secrets: Secrets::InParts,
    body: flatten,
};

fn flatten(arguments: &Arguments<'_>) -> Result<Value, Fault> {
    let mut items = Vec::new();
    flat(arguments.list(0), &mut items);
    collected(items.into_iter().cloned())
}

/// Adds the items of a list, and those of the lists in it.
fn flat<'a>(list: &'a [Value], items: &mut Vec<&'a Value>) {
    for item in list {
        match item {
            Value::List(inner) => flat(inner, items),
            other => items.push(other),
        }
    }
}
