//! What is said of a name: what it stands for, and what it comes to.

use std::fmt::Write as _;

use super::super::chain::repeated;
use super::super::index::{Name, Symbol};
use super::super::parts::part_at;
use super::super::snapshot::Cx;
use super::super::values::instances;
use super::Hover;
use crate::model::Resource;

/// What there is to say of the name at a byte.
pub(super) fn name(cx: &Cx<'_>, byte: u32) -> Option<Hover> {
    let index = cx.project.index();
    let occurrence = index.at(cx.file, byte)?;
    let symbol = &occurrence.symbol;
    let declared = index.declared(symbol);
    let mut text = match &symbol.name {
        Name::Resource(..) => resource(cx, symbol)?,
        Name::Param(word) => {
            format!("```stack\n{}\n```\n{}", head(cx, symbol), given(cx, symbol.space, word))
        }
        Name::Let(_) | Name::Module(_) => format!("```stack\n{}\n```\n", head(cx, symbol)),
        Name::Output(word) => {
            let value = cx.project.analysis.any().outputs.get(word).filter(|_| symbol.space == 0);
            let value = value.map(|value| format!("\n- here: `{value}`\n")).unwrap_or_default();
            format!("```stack\n{}\n```\n{value}", head(cx, symbol))
        }
        Name::Stack => {
            let stack = cx.project.analysis.any();
            format!("`stack {}` in `{}`, account `{}`\n", stack.name, stack.region, stack.account)
        }
        Name::Scenario(word) => format!("`scenario {word}`\n"),
        Name::Local(word, at) => {
            let over = cx.project.tree(at.file).and_then(|tree| repeated(tree, *at));
            let over = over.map(|over| format!(" over `{}`", cx.project.at(over))).unwrap_or_default();
            format!("`{word}`: loop variable{over}\n")
        }
    };
    if let Some(doc) = declared.map(|declared| declared.doc.as_str()).filter(|doc| !doc.is_empty()) {
        let _ = write!(text, "\n{doc}\n");
    }
    Some(Hover { span: occurrence.reach, text })
}

/// What there is to say of a part that AWS makes by itself.
pub(super) fn part(cx: &Cx<'_>, byte: u32) -> Option<Hover> {
    let part = part_at(cx, byte)?;
    let mut text = format!("`{}` of `{}`: {}\n\n{}\n", part.name, part.owner, part.kind.title, part.doc);
    if !part.when.is_empty() {
        let _ = writeln!(text, "\nAWS makes it by itself, {}.", part.when);
    }
    if let Some(made) = part.made(cx) {
        text.push('\n');
        for (output, value) in made.outputs.iter() {
            let _ = writeln!(text, "- `{output}`: `{value}`");
        }
    }
    Some(Hover { span: part.word, text })
}

/// The first line of a declaration.
fn head(cx: &Cx<'_>, symbol: &Symbol) -> String {
    let Some(declared) = cx.project.index().declared(symbol) else { return symbol.name.shown() };
    cx.project.at(declared.whole).lines().next().unwrap_or_default().trim_end_matches([' ', '{']).to_owned()
}

fn given(cx: &Cx<'_>, space: usize, word: &str) -> String {
    let params = &cx.project.analysis.any().params;
    let known = params.iter().find(|param| param.name == word).filter(|_| space == 0);
    known.map(|param| format!("\n- here: `{}` ({})\n", param.value, param.origin)).unwrap_or_default()
}

/// A resource: its kind, what AWS calls it and tells of it, who refers to it.
fn resource(cx: &Cx<'_>, symbol: &Symbol) -> Option<String> {
    let Name::Resource(kind, name) = &symbol.name else { return None };
    let row = cx.catalog.kind(kind)?;
    let mut text = format!("`{kind}.{name}`: {}\n", row.title);
    let Some(declared) = cx.project.index().declared(symbol) else { return Some(text) };
    let all: Vec<&Resource> = instances(cx.project, declared.whole).collect();
    if all.is_empty() {
        text.push_str("\n- not there under these params, or not understood yet\n");
    }
    for resource in all.iter().take(MOST) {
        text.push('\n');
        if all.len() > 1 {
            let _ = writeln!(text, "`{}`\n", resource.address);
        }
        for (output, value) in resource.outputs.iter() {
            let _ = writeln!(text, "- `{output}`: `{value}`");
        }
    }
    if all.len() > MOST {
        let _ = writeln!(text, "\nand {} more", all.len() - MOST);
    }
    Some(text)
}

/// As many instances are told one by one.
const MOST: usize = 3;
