//! Names of blocks that AWS does not take, and more blocks than it takes.

use super::{Cx, Known};
use crate::base::Fact;
use crate::catalog::{Block, BlockBody, CharSet, Label, Labels, Shape};
use crate::diag::{Diagnostic, Severity, rule};
use crate::model::{Map, Resource, Value};

rule! {
    /// A block has a name that AWS does not take, or there are more of its sort than AWS takes.
    ///
    /// What stands before the braces of an index or a container is its name at AWS, too, with a length and characters of its
    /// own; and a table has no more indexes, a task no more containers than so many.
    ///
    /// ```stack
    /// table orders {
    ///   key = "order"
    ///   index "by customer" { key = "customer" }  // error: invalid-label
    /// }
    /// ```
    ///
    /// ```stack
    /// table orders {
    ///   key = "order"
    ///   index by_customer { key = "customer" }
    /// }
    /// ```
    "invalid-label" Error [
        Fact::new("dynamodb.toml", "indexes.name_pattern", "DynamoDB API model 2012-08-10"),
        Fact::new("dynamodb.toml", "indexes.local.per_table_max", "DynamoDB developer guide, Quotas"),
        Fact::new("dynamodb.toml", "indexes.global.per_table_max", "DynamoDB developer guide, Quotas"),
    ] each if |kind| is_named(kind.shape) => check
}

/// Whether blocks of that shape have names with bounds.
fn is_named(shape: &Shape) -> bool {
    shape.blocks.iter().any(|block| {
        block.labels.is_some() || matches!(block.body, BlockBody::Shape(inner) if is_named(inner))
    })
}

fn check<'a>(cx: &mut Cx<'a>, (resource, kind): Known<'a>) {
    walk(cx, resource, (kind.shape, &resource.inputs), "");
}

/// Judges the blocks of a shape, and those within them.
fn walk(cx: &mut Cx<'_>, resource: &Resource, (shape, inputs): (&Shape, &Map), path: &str) {
    for block in shape.blocks {
        let Some(bodies) = inputs.get(block.word).and_then(Value::as_map) else { continue };
        let at = if path.is_empty() { block.word.to_owned() } else { format!("{path}.{}", block.word) };
        if let Some(labels) = block.labels {
            judge(cx, resource, (block, labels), bodies, &at);
        }
        let BlockBody::Shape(inner) = block.body else { continue };
        if !is_named(inner) {
            continue;
        }
        if block.label == Label::None {
            walk(cx, resource, (inner, bodies), &at);
            continue;
        }
        for (label, body) in bodies {
            if let Some(body) = body.as_map() {
                walk(cx, resource, (inner, body), &format!("{at}.{label}"));
            }
        }
    }
}

fn judge(
    cx: &mut Cx<'_>,
    resource: &Resource,
    (block, labels): (&Block, &'static Labels),
    bodies: &Map,
    at: &str,
) {
    let about_count = |fact: &&&Fact| fact.key.ends_with("_max");
    let sure = |of_count: bool| {
        let mut own = labels.facts.iter().filter(|fact| about_count(&fact) == of_count).peekable();
        own.peek().is_none() || own.any(|fact| fact.confirmed)
    };
    let mut report = |place: &str, message: String, help: String, of_count: bool| {
        let diagnostic = Diagnostic::new(&RULE, resource.place(place), message)
            .help(help)
            .about(resource.address.as_str());
        cx.report(if sure(of_count) { diagnostic } else { diagnostic.severity(Severity::Info) });
    };
    let characters = CharSet::new(labels.characters);
    for (label, _) in bodies {
        if let Some(fault) = fault(labels, characters, label) {
            let help = format!(
                "a name has {} to {} characters of `{}`",
                labels.min_length, labels.max_length, labels.characters
            );
            report(
                &format!("{at}.{label}"),
                format!("`{label}` is no name of {}: {fault}", named(block)),
                help,
                false,
            );
        }
    }
    if let Some((label, _)) = bodies.iter().nth(labels.max_count) {
        let message = format!(
            "there are {} blocks `{}`, but AWS takes {} at most",
            bodies.len(),
            block.word,
            labels.max_count
        );
        let help = format!("this is the first that is too many: `{label}`");
        report(&format!("{at}.{label}"), message, help, true);
    }
}

/// A block by its word, with an article.
fn named(block: &Block) -> String {
    let word = block.word.replace('_', " ");
    let article = if word.starts_with(['a', 'e', 'i', 'o', 'u']) { "an" } else { "a" };
    format!("{article} {word}")
}

fn fault(labels: &Labels, characters: CharSet, label: &str) -> Option<String> {
    let length = label.chars().count();
    if length < labels.min_length || length > labels.max_length {
        let unit = if length == 1 { "character" } else { "characters" };
        return Some(format!("it has {length} {unit}"));
    }
    let wrong = label.chars().find(|c| !characters.holds(*c))?;
    Some(format!("`{wrong}` may not stand in it"))
}
