//! CPU and memory that do not go together.

use super::{Cx, Known};
use crate::base::{Fact, Quantity};
use crate::check::cx::shares_text;
use crate::check::tasks::{Task, memories, task};
use crate::diag::{Diagnostic, Severity, rule};

rule! {
    /// A task asks for memory that does not go with its CPU.
    ///
    /// Fargate has sizes, as shoes have: with each amount of CPU goes a short list of amounts of memory, and AWS
    /// refuses every other pair. App Runner has them, too; of its pairs no source is at hand, so that it is a note. The fixes are the nearest sizes there are, the smallest first.
    ///
    /// ```stack
    /// cluster main {}
    /// service web {
    ///   cluster = cluster.main
    ///   launch  = "fargate"
    ///   cpu     = 0.25 vCPU
    ///   memory  = 4 GB  // error: task-size-mismatch
    ///   count   = 1
    ///   container app { image = "nginx:1.29"  port = 80 }
    /// }
    /// ```
    ///
    /// ```stack
    /// cluster main {}
    /// service web {
    ///   cluster = cluster.main
    ///   launch  = "fargate"
    ///   cpu     = 0.5 vCPU
    ///   memory  = 4 GB
    ///   count   = 1
    ///   container app { image = "nginx:1.29"  port = 80 }
    /// }
    /// ```
    "task-size-mismatch" Error [Fact::new("fargate.toml", "size", "ECS and Batch API models, cfn-lint extension schema and developer guide")] each if |kind| !kind.sizes.is_empty() => check
}

fn check<'a>(cx: &mut Cx<'a>, known: Known<'a>) {
    let Some(task) = task(cx, known) else { return };
    match task.size() {
        // Where the pairs are not certain, the amounts have lists of their own.
        None if certain(&task) => cx.report(no_such_cpu(&task)),
        None => {}
        Some(size) => {
            let offered = memories(size);
            if !offered.contains(&task.memory) {
                cx.report(no_such_memory(&task, &offered));
            }
        }
    }
}

/// Whether a source confirms which sizes there are.
fn certain(task: &Task<'_>) -> bool {
    task.sizes.iter().all(|size| size.fact.confirmed)
}

fn no_such_cpu(task: &Task<'_>) -> Diagnostic {
    let cpu = |units: i64| Quantity::whole(task.cpu.dimension, units);
    let listed: Vec<String> = task.sizes.iter().map(|size| cpu(size.cpu).to_string()).collect();
    let span = task.resource.place("cpu");
    let message = format!("there is no task of {}", task.cpu);
    let mut diagnostic = Diagnostic::new(&RULE, span, message)
        .help(format!("AWS offers {}", listed.join(", ")))
        .about(task.resource.address.as_str());
    let place = task.resource.places.get("cpu").filter(|_| !shares_text(task.resource));
    let fits = |size: &&_| memories(size).contains(&task.memory);
    let below = task.sizes.iter().filter(fits).rfind(|size| cpu(size.cpu) < task.cpu);
    let above = task.sizes.iter().filter(fits).find(|size| cpu(size.cpu) > task.cpu);
    for size in below.into_iter().chain(above) {
        if let Some(place) = place {
            let text = cpu(size.cpu).to_string();
            diagnostic = diagnostic.fix(format!("change `cpu` to `{text}`"), place, text);
        }
    }
    diagnostic
}

fn no_such_memory(task: &Task<'_>, offered: &[Quantity]) -> Diagnostic {
    let listed: Vec<String> = offered.iter().map(ToString::to_string).collect();
    let listed = match listed.as_slice() {
        [first, .., last] if listed.len() > 4 => format!("{first} to {last}, in steps"),
        _ => listed.join(", "),
    };
    let message = format!("{} of memory does not go with {}", task.memory, task.cpu);
    let mut diagnostic = Diagnostic::new(&RULE, task.resource.place("memory"), message)
        .help(format!("with {} go {listed}", task.cpu))
        .about(task.resource.address.as_str());
    if !certain(task) {
        diagnostic = diagnostic.severity(Severity::Info);
    }
    if let Some(place) = task.resource.places.get("cpu") {
        diagnostic = diagnostic.label(place, "this decides which memory there is");
    }
    if shares_text(task.resource) {
        return diagnostic;
    }
    for (cpu, memory) in nearest(task, offered) {
        let (name, text) = if cpu == task.cpu { ("memory", memory) } else { ("cpu", cpu) };
        if let Some(place) = task.resource.places.get(name) {
            diagnostic = diagnostic.fix(format!("change `{name}` to `{text}`"), place, text.to_string());
        }
    }
    diagnostic
}

/// The sizes next to what was asked for, smallest first: other memory for this CPU, other CPU for this memory.
fn nearest(task: &Task<'_>, offered: &[Quantity]) -> Vec<(Quantity, Quantity)> {
    let less = offered.iter().rfind(|memory| **memory < task.memory);
    let more = offered.iter().find(|memory| **memory > task.memory);
    let with_cpu = less.into_iter().chain(more).map(|memory| (task.cpu, *memory));
    let fits = |size: &&_| memories(size).contains(&task.memory);
    let cpus = || task.sizes.iter().filter(fits).map(|size| Quantity::whole(task.cpu.dimension, size.cpu));
    let smaller = cpus().rfind(|cpu| *cpu < task.cpu);
    let larger = cpus().find(|cpu| *cpu > task.cpu);
    let with_memory = smaller.into_iter().chain(larger).map(|cpu| (cpu, task.memory));
    let mut sizes: Vec<_> = with_cpu.chain(with_memory).collect();
    sizes.sort_unstable();
    sizes
}
