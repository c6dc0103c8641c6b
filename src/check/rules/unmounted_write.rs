//! Files that go with their task.

use super::{Cx, Known};
use crate::catalog::{BlockBody, Meaning, Position, Shape};
use crate::check::tasks::containers;
use crate::diag::{Diagnostic, rule};
use crate::model::{Map, Resource, Value};

rule! {
    /// Something says that it `writes` files that must outlive it, where nothing is mounted.
    ///
    /// A container's own disk is gone when its task is: at every deployment, every crash, every move to another host.
    /// What must last is written to a mount, to a bucket or to a table.
    ///
    /// ```stack
    /// cluster main {}
    /// service wiki {
    ///   cluster = cluster.main
    ///   launch  = "fargate"
    ///   cpu     = 0.5 vCPU
    ///   memory  = 1 GB
    ///   count   = 1
    ///   container wiki {
    ///     image = "wiki:4.2"
    ///     port  = 8080
    ///     writes "/data"  // error: unmounted-write
    ///   }
    /// }
    /// ```
    ///
    /// ```stack
    /// cluster main {}
    /// bucket pages {}
    /// role wiki {
    ///   trust = "ecs-tasks"
    ///   allow uses
    /// }
    /// service wiki {
    ///   cluster = cluster.main
    ///   launch  = "fargate"
    ///   cpu     = 0.5 vCPU
    ///   memory  = 1 GB
    ///   count   = 1
    ///   role    = role.wiki
    ///   container wiki { image = "wiki:4.2"  port = 8080 }
    ///   uses bucket.pages to read, write
    /// }
    /// ```
    "unmounted-write" Error each if |kind| says_where_it_writes(kind.shape) => check
}

/// Whether a resource of that shape, or a container in it, may say what it writes.
fn says_where_it_writes(shape: &Shape) -> bool {
    let inner = shape.blocks.iter().filter_map(|block| match block.body {
        BlockBody::Shape(inner) => Some(inner),
        BlockBody::Table(_) => None,
    });
    shape.statements.iter().any(|statement| statement.meaning == Meaning::Writes)
        || inner.into_iter().any(says_where_it_writes)
}

fn check<'a>(cx: &mut Cx<'a>, (resource, kind): Known<'a>) {
    // The mount may be what could not be read.
    if cx.in_doubt(resource) {
        return;
    }
    body(cx, resource, kind.shape, &resource.inputs, "");
    let Some(block) = kind.shape.block("container") else { return };
    let BlockBody::Shape(shape) = block.body else { return };
    for (label, inputs) in containers(resource) {
        body(cx, resource, shape, inputs, &format!("container.{label}."));
    }
}

/// Judges the `writes` of one body by the mounts beside them.
fn body(cx: &mut Cx<'_>, resource: &Resource, shape: &Shape, inputs: &Map, path: &str) {
    let mounts: Vec<&str> = paths(shape, inputs, Meaning::Mount).map(|(_, mount)| mount).collect();
    for (place, written) in paths(shape, inputs, Meaning::Writes) {
        if mounts.iter().any(|mount| is_at_or_above(mount, written)) {
            continue;
        }
        let message = format!("what is written to `{written}` does not last: nothing is mounted there");
        let help = format!("`mount \"{written}\" from …` a file system or volume, or write to a bucket");
        let span = resource.place(&format!("{path}{place}"));
        cx.report(Diagnostic::new(&RULE, span, message).help(help).about(resource.address.as_str()));
    }
}

/// The paths in statements of that meaning, each with the place of its statement.
fn paths<'a>(shape: &Shape, inputs: &'a Map, meaning: Meaning) -> impl Iterator<Item = (String, &'a str)> {
    let statement = shape.statements.iter().find(|statement| statement.meaning == meaning);
    statement.into_iter().flat_map(move |statement| {
        let slot = statement.slots.iter().find(|slot| slot.at == Position::Operand);
        let items = inputs.get(statement.word).and_then(Value::as_list).unwrap_or_default();
        items.iter().enumerate().filter_map(move |(at, item)| {
            let path = item.as_map()?.get(slot?.field)?.as_str()?;
            Some((format!("{}[{at}]", statement.word), path))
        })
    })
}

/// Whether a mount holds a path, part by part: `/data` holds `/data/x`, and not `/database`.
fn is_at_or_above(mount: &str, path: &str) -> bool {
    let mut below = path.split('/').filter(|part| !part.is_empty());
    mount.split('/').filter(|part| !part.is_empty()).all(|part| below.next() == Some(part))
}
