//! Node groups whose nodes are of two processors.

use std::collections::BTreeSet;

use super::{Cx, Known};
use crate::catalog::MACHINES;
use crate::check::pods::machines_of;
use crate::diag::{Diagnostic, rule};

rule! {
    /// The types of a node group are of different processors.
    ///
    /// All nodes of a group start from one image, which is made for one processor; the others would not start.
    ///
    /// ```stack
    /// kubernetes main { version = "1.35" }
    /// node_group general {
    ///   cluster = kubernetes.main
    ///   types   = ["m6i.large", "m7g.large"]  // warning: mixed-architectures
    ///   count   = 2
    /// }
    /// ```
    ///
    /// ```stack
    /// kubernetes main { version = "1.35" }
    /// node_group general {
    ///   cluster = kubernetes.main
    ///   types   = ["m6i.large", "m5.large"]
    ///   count   = 2
    /// }
    /// ```
    "mixed-architectures" Warning [MACHINES] each "node_group" => check
}

fn check<'a>(cx: &mut Cx<'a>, (group, _): Known<'a>) {
    let Some(machines) = machines_of(group) else { return };
    let of = |machine: &crate::catalog::Machine| {
        if machine.architectures.contains(&"arm64") { "arm64" } else { "x86_64" }
    };
    let kinds: BTreeSet<&str> = machines.iter().map(|machine| of(machine)).collect();
    if kinds.len() < 2 {
        return;
    }
    let first = machines.first().map_or("", |machine| of(machine));
    let others: Vec<String> = machines
        .iter()
        .filter(|machine| of(machine) != first)
        .map(|machine| format!("`{}` is {}", machine.name, of(machine)))
        .collect();
    let message = format!(
        "the nodes of `{}` start from one image, for {first}, and {}",
        group.address,
        others.join(", ")
    );
    cx.report(
        Diagnostic::new(&RULE, group.place("types"), message)
            .help("make a node group for each processor")
            .about(group.address.as_str()),
    );
}
