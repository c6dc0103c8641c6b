//! Types of instances that nobody has heard of.

use super::{Cx, Known};
use crate::base::Span;
use crate::catalog::{MACHINES, Machine};
use crate::diag::{Diagnostic, rule};
use crate::model::Value;

rule! {
    /// A type of instance is not among those that are known, so that nothing is judged about it.
    ///
    /// AWS has many more types than the table. If it is spelled right, it is only not known how much fits on it.
    ///
    /// ```stack
    /// cluster main {}
    /// capacity fleet {
    ///   cluster = cluster.main
    ///   types   = ["m6i.larg"]  // info: unknown-machine-type
    ///   count   = 2..6
    /// }
    /// ```
    ///
    /// ```stack
    /// cluster main {}
    /// capacity fleet {
    ///   cluster = cluster.main
    ///   types   = ["m6i.large"]
    ///   count   = 2..6
    /// }
    /// ```
    "unknown-machine-type" Info [MACHINES] each "capacity" => check
}

fn check<'a>(cx: &mut Cx<'a>, (fleet, _): Known<'a>) {
    let types = fleet.input("types").and_then(Value::as_list).unwrap_or_default();
    let place: Span = fleet.place("types");
    for name in types.iter().filter_map(Value::as_str).filter(|name| Machine::find(name).is_none()) {
        let message = format!("`{name}` is not among the types of instances that are known");
        let help = match Machine::meant(name) {
            Some(meant) => format!("did you mean `{meant}`?"),
            None => "if it is spelled right, what fits on it is not judged".to_owned(),
        };
        cx.report(Diagnostic::new(&RULE, place, message).help(help).about(fleet.address.as_str()));
    }
}
