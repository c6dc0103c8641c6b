//! `values`.

use super::{Arguments, Fault, Function, Secrets, collected};
use crate::catalog::{Parameter, Signature, Sort};
use crate::model::Value;

pub(super) static FUNCTION: Function = Function {
    signature: Signature {
        name: "values",
        params: &[Parameter::new("map", Sort::Map(&Sort::Any))],
        result: Sort::List(&Sort::Any),
        doc: "Lists the values of a map, in the order of its keys.",
        examples: &[(r#"values({ b = 1  a = 2 })"#, r#"[2, 1]"#)],
    },
    secrets: Secrets::InParts,
    body: values,
};

fn values(arguments: &Arguments<'_>) -> Result<Value, Fault> {
    collected(arguments.map(0).values().cloned())
}
