//! What AWS asks whoever makes, changes or deletes a kind, as its page shows it.

use std::fmt::Write as _;

use super::{heading, list};
use crate::catalog::{ApiCall, Kind, Occasion, Stage, When};

/// Adds the actions of a kind, and of each sort of arrow from it.
pub(super) fn operations(page: &mut String, kind: &Kind) {
    let arrows = kind.links.iter().filter(|link| !link.operations.is_empty());
    if kind.operations.is_empty() && arrows.clone().next().is_none() {
        return;
    }
    heading(page, "What whoever applies it must be allowed");
    let _ = writeln!(page, "`stackc iam minimal --deployer` puts these together for a plan.");
    if !kind.operations.is_empty() {
        table(page, kind.operations);
    }
    for link in arrows {
        let targets = list(link.targets.iter().map(|target| format!("`{target}`")));
        let _ = writeln!(page, "\nFor an arrow from `{}` to {targets}:", link.source);
        table(page, link.operations);
    }
}

fn table(page: &mut String, rows: &[ApiCall]) {
    let _ = writeln!(page, "\n| action | on | while it is | if |\n| --- | --- | --- | --- |");
    for row in rows {
        let stages = list(row.stages.iter().map(|stage| stage_word(*stage).to_owned()));
        let _ = writeln!(page, "| `{}` | `{}` | {stages} | {} |", row.action, row.resource, condition(row));
    }
}

fn stage_word(stage: Stage) -> &'static str {
    match stage {
        Stage::Create => "made",
        Stage::Read => "looked at afterwards",
        Stage::Update => "changed",
        Stage::Delete => "deleted",
    }
}

fn condition(row: &ApiCall) -> String {
    let attrs = list(row.attrs().iter().map(|attr| format!("`{attr}`")));
    let mut said = Vec::new();
    match row.occasion {
        Occasion::Always => {}
        Occasion::Changed(_) => said.push(format!("{attrs} says something else")),
        Occasion::Set(_) => said.push(format!("{attrs} is set")),
        Occasion::Gone(_) => said.push(format!("{attrs} is no more")),
        Occasion::More(_) => said.push(format!("something is new in {attrs}")),
        Occasion::Fewer(_) => said.push(format!("something is no more in {attrs}")),
        Occasion::But(_) => said.push(format!("something changes besides {attrs}")),
    }
    if let Some((attr, values)) = row.only {
        said.push(format!("`{attr}` is {}", list(values.iter().map(|value| format!("`{value}`")))));
    }
    if row.when == When::After {
        said.push("once it is there".to_owned());
    }
    if let Some((key, value)) = row.given {
        said.push(format!("with `{key}` = `{value}`"));
    }
    said.join("; ")
}
