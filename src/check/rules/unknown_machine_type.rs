//! Types of instances that nobody has heard of.

use super::{Cx, Known};
use crate::catalog::{MACHINES, Machine};
use crate::diag::{Diagnostic, rule};
use crate::model::Value;

rule! {
    /// A type of instance is not among those that are known, so that nothing is judged about it.
    ///
    /// AWS has many more types than the table. If it is spelled right, it is only not known what it has and how much fits
    /// on it. Hosts of a cluster, nodes, machines of an environment and instances of one's own are held against the table.
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
    "unknown-machine-type" Info [MACHINES] each "capacity" "instance" "node_group" "environment" => check
}

fn check<'a>(cx: &mut Cx<'a>, (resource, _): Known<'a>) {
    let one = resource.input("type").into_iter();
    let many = resource.input("types").and_then(Value::as_list).unwrap_or_default();
    let names = one.map(|value| ("type", value)).chain(many.iter().map(|value| ("types", value)));
    let names = names.filter_map(|(attr, value)| Some((attr, value.as_str()?)));
    for (attr, name) in names.filter(|(_, name)| Machine::find(name).is_none()) {
        let message = format!("`{name}` is not among the types of instances that are known");
        let help = match Machine::meant(name) {
            Some(meant) => format!("did you mean `{meant}`?"),
            None => "if it is spelled right, what fits on it is not judged".to_owned(),
        };
        let place = resource.place(attr);
        cx.report(Diagnostic::new(&RULE, place, message).help(help).about(resource.address.as_str()));
    }
}
