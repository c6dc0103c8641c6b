//! The generated reference of kinds, in Markdown: nothing in it is written by hand but each kind's own page.

mod arrows;
mod functions;
mod operations;
mod sources;
mod standing;
mod words;

use std::fmt::Write as _;

use crate::base::one_of;
use crate::catalog::{
    Attr, Block, BlockBody, Catalog, Declarable, Deletion, Kind, Label, Meaning, Memory, Position, Shape,
    Slot, Statement,
};
use arrows::{arrows, verbs};
pub use functions::functions_page;
use sources::sources;
pub use words::{allowed, default, limit, mark, on_change, presence, ty};
use words::{attr_row, fact_keys, list};

/// The page that lists all kinds.
#[must_use]
pub fn index_page(catalog: &Catalog) -> String {
    let mut page = String::from("# Kinds\n\n| kind | at AWS | what it is |\n| --- | --- | --- |\n");
    for kind in catalog.kinds() {
        let first = kind.doc.lines().next().unwrap_or_default();
        let _ = writeln!(page, "| [`{0}`]({0}.md) | {1} | {first} |", kind.name, kind.title);
    }
    page
}

/// The page of one kind: its own text, then every row of its description.
#[must_use]
pub fn kind_page(catalog: &Catalog, kind: &Kind) -> String {
    let mut page = format!("# `{}`: {}\n\n{}\n", kind.name, kind.title, kind.doc.trim_end());
    if kind.declared != Declarable::Yes {
        page.push_str("\nA stack cannot declare it.\n");
    }
    naming(&mut page, kind);
    shape(&mut page, kind.name, kind.shape);
    arrows(&mut page, catalog, kind);
    verbs(&mut page, kind);
    outputs(&mut page, kind);
    parts(&mut page, kind);
    metrics(&mut page, kind);
    life(&mut page, kind);
    sizes(&mut page, kind);
    dated(&mut page, kind);
    standing::quota(&mut page, kind);
    standing::standing(&mut page, kind);
    operations::operations(&mut page, kind);
    sources(&mut page, kind);
    page
}

/// Begins a section.
fn heading(page: &mut String, title: &str) {
    let _ = writeln!(page, "\n## {title}\n");
}

fn naming(page: &mut String, kind: &Kind) {
    let Some(rules) = kind.naming else { return };
    heading(page, "Name");
    let _ = writeln!(
        page,
        "{} to {} characters of `{}`; {}.{}",
        rules.min,
        rules.max,
        rules.characters,
        words::uniqueness(rules.unique),
        fact_keys(rules.facts)
    );
    if !rules.ends.is_empty() {
        let _ = writeln!(page, "It begins and ends with one of `{}`.", rules.ends);
    }
    if !rules.forbidden.is_empty() {
        let _ =
            writeln!(page, "Refused are {}.", list(rules.forbidden.iter().map(|row| words::forbidden(*row))));
    }
    for row in rules.from_reference {
        let template = row.template;
        let _ = writeln!(page, "With `{}` a {}, it is `{template}` of that one.", row.attr, row.kind);
    }
    let _ = writeln!(page, "Another name {}.", words::on_change(rules.on_change));
    page.push_str(
        "\nBesides what stands below it takes `name`, `after`, `tags` and `lifecycle`, as every kind does.\n",
    );
}

/// Attributes, blocks and statements of one pair of braces, and of those inside them.
fn shape(page: &mut String, path: &str, of: &Shape) {
    if !of.attrs.is_empty() {
        heading(page, &format!("Attributes of `{path}`"));
        table(page, of.attrs);
    }
    for statement in of.statements {
        statement_section(page, path, statement);
    }
    for block in of.blocks {
        block_section(page, path, block);
    }
}

fn table(page: &mut String, attrs: &[Attr]) {
    page.push_str(
        "| name | what | type | written | default | allowed | a change | mark | CloudFormation | source |\n",
    );
    page.push_str("| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |\n");
    for attr in attrs {
        page.push_str(&attr_row(attr));
    }
}

fn block_section(page: &mut String, path: &str, block: &Block) {
    let label = match block.label {
        Label::None => "",
        Label::Named { .. } => " NAME",
    };
    heading(page, &format!("Block `{path}.{}{label} {{ … }}`", block.word));
    let _ = write!(page, "{}{}", block.doc, fact_keys(block.facts));
    if block.label == (Label::Named { required: true }) {
        page.push_str(" At least one must be there.");
    }
    if !block.cfn.is_empty() {
        let _ = write!(page, " CloudFormation: `{}`.", block.cfn);
    }
    page.push('\n');
    refusals(page, block);
    match block.body {
        BlockBody::Table(value) => {
            let _ = writeln!(page, "\nFree keys; each value is {}.", ty(value));
        }
        BlockBody::Shape(inner) => shape(page, &format!("{path}.{}", block.word), inner),
    }
}

/// What AWS refuses of a block's labels and keys.
fn refusals(page: &mut String, block: &Block) {
    if let Some(labels) = block.labels {
        let _ = writeln!(
            page,
            "\nAt most {}, each with a name of 1 to {} characters of `{}`.{}",
            labels.max_count,
            labels.max_length,
            labels.characters,
            fact_keys(labels.facts)
        );
    }
    if let Some(reserved) = block.reserved {
        let _ = writeln!(
            page,
            "\nKeys begin with one of `{}`, go on with `{}` and have at least {} characters; keys and values together \
             have at most {} bytes. AWS keeps for itself {}.",
            reserved.first,
            reserved.rest,
            reserved.min_length,
            reserved.max_bytes,
            list(reserved.keys.iter().map(|key| format!("`{key}`")))
        );
    }
}

fn statement_section(page: &mut String, path: &str, statement: &Statement) {
    heading(page, &format!("Statement of `{path}`: `{}`", statement_form(statement)));
    let _ = write!(page, "{}{}", statement.doc, fact_keys(statement.facts));
    if !statement.cfn.is_empty() {
        let _ = write!(page, " CloudFormation: `{}`.", statement.cfn);
    }
    if let Some(most) = statement.max_policy {
        let _ = write!(page, " All of them together make a policy of at most {most} characters.");
    }
    page.push('\n');
    for slot in statement.slots {
        let _ = write!(page, "\n- {}: {}", slot.field, ty(slot.ty));
        if let Some(limit) = slot.limit {
            let _ = write!(page, ", {}", words::limit(slot.ty, limit));
        }
    }
    if !statement.slots.is_empty() {
        page.push('\n');
    }
    if !statement.options.is_empty() {
        page.push('\n');
        table(page, statement.options);
    }
}

/// How a statement is written.
#[must_use]
pub fn statement_form(statement: &Statement) -> String {
    const GRANT: &str = "[not] ACTIONS on [not] RESOURCES";
    // These have their shape from the language.
    match statement.meaning {
        Meaning::Grant(_) => return format!("{} {GRANT} [when {{ … }}]", statement.word),
        Meaning::ResourceGrant(_) => {
            return format!(
                "{} [not] ACTIONS [on [not] RESOURCES] to PRINCIPALS [when {{ … }}]",
                statement.word
            );
        }
        Meaning::Uses => return format!("{} RESOURCE to VERB, … [under \"prefix\"]", statement.word),
        _ => {}
    }
    let slots: Vec<String> = statement.slots.iter().map(slot).collect();
    [vec![statement.word.to_owned()], slots].concat().join(" ")
}

fn slot(slot: &Slot) -> String {
    let text = match slot.at {
        Position::After(word) if word == slot.field => format!("{word} {}", words::short(slot.ty)),
        Position::After(word) => format!("{word} {}", slot.field.to_uppercase()),
        Position::Operand => slot.field.to_uppercase(),
    };
    match slot.needed {
        crate::catalog::Needed::Yes => text,
        crate::catalog::Needed::No => format!("[{text}]"),
    }
}

fn outputs(page: &mut String, kind: &Kind) {
    heading(page, "What can be read of it");
    page.push_str("| name | what | value |\n| --- | --- | --- |\n");
    for output in kind.outputs {
        let mut value = format!("`{}`", output.template);
        for case in output.cases {
            let when = case
                .value
                .map_or(format!("with `{}`", case.attr), |word| format!("`{} = \"{word}\"`", case.attr));
            let _ = write!(value, "; {when}: `{}`", case.template);
        }
        let _ = writeln!(page, "| `{}` | {} | {value} |", output.name, output.doc);
    }
}

fn parts(page: &mut String, kind: &Kind) {
    if kind.parts.is_empty() {
        return;
    }
    heading(page, "What is made with it");
    for part in kind.parts {
        let when = part.when.said(kind.shape);
        let inputs =
            list(part.inputs.iter().map(|input| format!("`{} = \"{}\"`", input.name, input.template)));
        let _ = write!(page, "- `{}`, a `{}`, {when}, with {inputs}. {}", part.name, part.kind, part.doc);
        if !part.takes.is_empty() {
            let taken = list(part.takes.iter().map(|word| format!("`{word}`")));
            let _ = write!(page, " What stands under {taken} is its own, and makes nothing else wait.");
        }
        page.push('\n');
    }
}

/// What a kind is measured by.
fn metrics(page: &mut String, kind: &Kind) {
    if kind.metrics.is_empty() {
        return;
    }
    heading(page, "What it is measured by");
    let read = match kind.declared {
        Declarable::Yes => format!("Read as `{}.name.Metric.sum`", kind.name),
        _ => "Read as `Metric.sum` behind the name of the part".to_owned(),
    };
    let _ = writeln!(page, "{read}; the statistic that stands here is the usual one.");
    for table in kind.metrics {
        let dimensions = list(table.dimensions.iter().map(|(name, value)| format!("`{name} = {value}`")));
        let _ = write!(page, "\nOf `{}`, every {} s, with {dimensions}", table.namespace, table.seconds);
        if let Some((attr, value)) = table.when {
            let _ = write!(page, ", only if `{attr}` is `{value}`");
        }
        if !table.over.is_empty() {
            let over = list(table.over.iter().map(|name| format!("`{name}`")));
            let _ = write!(page, ", over every {over}; a dashboard shows it, and no alarm can watch it");
        }
        let _ = writeln!(
            page,
            ".{}\n\n| metric | statistic | unit |\n| --- | --- | --- |",
            fact_keys(&[table.fact])
        );
        for row in table.rows {
            let mark = if row.confirmed { "" } else { "?" };
            let _ = writeln!(page, "| `{}`{mark} | `{}` | {} |", row.name, row.usual, row.unit);
        }
    }
}

fn life(page: &mut String, kind: &Kind) {
    heading(page, "Life");
    let times = kind.latency;
    let _ = writeln!(
        page,
        "Estimates of how long AWS takes: {} ms to create, {} ms to change, {} ms to delete, and {} ms until others see it.",
        times.create, times.update, times.delete, times.visible
    );
    match kind.deletion {
        Deletion::Free => {}
        Deletion::LosesData(what) => {
            let _ = writeln!(page, "A deletion loses its {what}.");
        }
        Deletion::RefusedWhileFull(what) => {
            let _ = writeln!(page, "AWS refuses to delete it while it holds {what}.");
        }
        Deletion::RefusedWhileUsed(by) => {
            let by = one_of(by);
            let _ = writeln!(page, "AWS refuses to delete it while {by} refers to it.");
        }
        Deletion::TakesAlong(users) => {
            let users = list(users.iter().map(|user| format!("`{user}`")));
            let _ = writeln!(page, "Each {users} of it goes with it.");
        }
    }
}

fn sizes(page: &mut String, kind: &Kind) {
    if kind.sizes.is_empty() {
        return;
    }
    heading(page, "Sizes");
    page.push_str("| cpu | memory in MB | platform | source |\n| --- | --- | --- | --- |\n");
    for size in kind.sizes {
        let memory = match size.memory {
            Memory::Values(values) => list(values.iter().map(ToString::to_string)),
            Memory::Range(from, to, step) => format!("{from} to {to} in steps of {step}"),
        };
        let platform = if size.platform.is_empty() { "all" } else { size.platform };
        let cpu = words::amount(crate::base::Dimension::Cpu, size.cpu);
        let _ = writeln!(page, "| {cpu} | {memory} | {platform} |{} |", fact_keys(&[size.fact]));
    }
}

fn dated(page: &mut String, kind: &Kind) {
    if kind.dated.is_empty() {
        return;
    }
    heading(page, "Dated values");
    page.push_str("| attribute | value | deprecated | nothing new | no change | instead | source |\n");
    page.push_str("| --- | --- | --- | --- | --- | --- | --- |\n");
    for row in kind.dated {
        let _ = writeln!(
            page,
            "| `{}` | `{}` | {} | {} | {} | {} |{} |",
            row.attr,
            row.value,
            row.deprecated,
            row.no_create,
            row.no_update,
            row.successor,
            fact_keys(&[row.fact])
        );
    }
}
