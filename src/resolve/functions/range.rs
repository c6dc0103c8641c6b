//! `range`.

use super::{Arguments, Fault, Function, Secrets, collected};
use crate::catalog::{Parameter, Signature, Sort};
use crate::model::Value;

pub(super) static FUNCTION: Function = Function {
    signature: Signature {
        name: "range",
        params: &[
            Parameter::new("first", Sort::Whole),
            Parameter::new("end", Sort::Whole).optional(),
            Parameter::new("step", Sort::Whole).optional(),
        ],
        result: Sort::List(&Sort::Whole),
        doc: "Counts from a number up to another one, which is not among them; with one number, from 0 up to it.",
        examples: &[
            (r#"range(3)"#, r#"[0, 1, 2]"#),
            (r#"range(1, 4)"#, r#"[1, 2, 3]"#),
            (r#"range(0, 10, 5)"#, r#"[0, 5]"#),
            (r#"range(3, 0, -1)"#, r#"[3, 2, 1]"#),
        ],
    },
    secrets: Secrets::Hidden,
    body: range,
};

fn range(arguments: &Arguments<'_>) -> Result<Value, Fault> {
    let first = arguments.whole(0).unwrap_or_default();
    let (from, end) = arguments.whole(1).map_or((0, first), |end| (first, end));
    let step = arguments.whole(2).unwrap_or(1);
    if step == 0 {
        return Err(Fault::new("a `step` of 0 never arrives").argument(2));
    }
    let next = |number: &i64| number.checked_add(step);
    let numbers = std::iter::successors(Some(from), next);
    collected(
        numbers
            .take_while(|number| if step > 0 { *number < end } else { *number > end })
            .map(|number| Value::Number(number.into())),
    )
}
