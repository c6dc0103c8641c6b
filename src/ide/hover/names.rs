//! What is said of a name: what it stands for, and what it comes to.

use std::fmt::Write as _;

use super::super::chain::repeated;
use super::super::index::{Name, Symbol};
use super::super::parts::part_at;
use super::super::snapshot::Cx;
use super::super::values::instances;
use super::Hover;
use crate::base::Span;
use crate::model::{Resource, Value};
use crate::session::comes_to;
use crate::syntax::ast::{ExprKind, ItemKind};

/// What there is to say of the name at a byte.
pub(super) fn name(cx: &Cx<'_>, byte: u32) -> Option<Hover> {
    let index = cx.project.index();
    let occurrence = index.at(cx.file, byte)?;
    let symbol = &occurrence.symbol;
    let declared = index.declared(symbol);
    let mut text = match &symbol.name {
        Name::Resource(..) => resource(cx, symbol, occurrence.span.end)?,
        Name::Param(word) => told(cx, symbol, &given(cx, symbol, word)),
        // What is written out comes to what is written.
        Name::Let(_) if is_literal(cx, symbol) => told(cx, symbol, ""),
        Name::Let(_) => told(cx, symbol, &come_to(cx, symbol)),
        Name::Module(_) => told(cx, symbol, ""),
        Name::Output(word) => {
            let value = cx.project.analysis.any().outputs.get(word).filter(|_| symbol.space == 0);
            let value = value.map(|value| format!("\n- here: {}\n", shown(value)));
            told(cx, symbol, &value.unwrap_or_else(|| come_to(cx, symbol)))
        }
        Name::Stack => {
            let stack = cx.project.analysis.any();
            format!("`stack {}` in `{}`, account `{}`\n", stack.name, stack.region, stack.account)
        }
        Name::Scenario(word) => format!("`scenario {word}`\n"),
        Name::Local(word, at) => local(cx, word, *at),
    };
    if let Some(doc) = declared.map(|declared| declared.doc.as_str()).filter(|doc| !doc.is_empty()) {
        let _ = write!(text, "\n{doc}\n");
    }
    Some(Hover { span: occurrence.reach, text })
}

/// A field that is read of a value: of a loop variable, a param or a `let`.
pub(super) fn field(cx: &Cx<'_>, of: Span, field: &str, at: Span) -> Option<Hover> {
    let occurrence = cx.project.index().at(cx.file, of.start)?;
    let declared = match &occurrence.symbol.name {
        Name::Local(_, declared) => *declared,
        Name::Let(_) | Name::Param(_) => cx.project.index().declared(&occurrence.symbol)?.span,
        _ => return None,
    };
    let given = cx.project.analysis.any().params.iter();
    let own =
        given.filter(|param| occurrence.symbol == Symbol { space: 0, name: Name::Param(param.name.clone()) });
    let mut values: Vec<Value> = own.map(|param| param.value.clone()).collect();
    if values.is_empty() {
        let heard = comes_to(&cx.system, cx.catalog, &cx.project.analysis, declared);
        values.extend(heard.into_iter().map(|(_, value)| value));
    }
    let mut text = String::new();
    for value in &values {
        let found = match value {
            Value::Map(map) => map.get(field).map(shown),
            Value::Reference(reference) => reference.address.as_ref().and_then(|address| {
                let resource = cx.project.analysis.any().get(address)?;
                let output = resource.output(field).map(|output| format!("`\"{output}\"`"));
                output.or_else(|| resource.input(field).map(shown))
            }),
            _ => None,
        };
        let line =
            found.map(|found| format!("- here: {found}\n")).filter(|line| !text.contains(line.as_str()));
        text.push_str(&line.unwrap_or_default());
    }
    let name = cx.project.at(of);
    (!text.is_empty()).then(|| Hover { span: at, text: format!("`{field}` of `{name}`\n\n{text}") })
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

/// A declaration, and what is to be said of it.
fn told(cx: &Cx<'_>, symbol: &Symbol, more: &str) -> String {
    format!("```stack\n{}\n```\n{more}", head(cx, symbol))
}

/// The value of a param, and where it comes from.
fn given(cx: &Cx<'_>, symbol: &Symbol, word: &str) -> String {
    if symbol.space > 0 {
        return come_to(cx, symbol);
    }
    let params = &cx.project.analysis.any().params;
    match params.iter().find(|param| param.name == word) {
        Some(param) => format!("\n- here: {} ({})\n", shown(&param.value), param.origin),
        None => "\n- no value: none is given, and there is no default\n".to_owned(),
    }
}

/// Whether the value of a `let` is written out.
fn is_literal(cx: &Cx<'_>, symbol: &Symbol) -> bool {
    let Some(declared) = cx.project.index().declared(symbol) else { return false };
    let Some(tree) = cx.project.tree(declared.whole.file) else { return false };
    let item = tree.items.iter().find(|item| item.span == declared.whole);
    item.is_some_and(|item| match &item.kind {
        ItemKind::Let(binding) => matches!(
            binding.value.kind,
            ExprKind::Bool(_)
                | ExprKind::Number(_)
                | ExprKind::Quantity(_)
                | ExprKind::String(_)
                | ExprKind::None
        ),
        _ => false,
    })
}

/// What a name comes to; in a module, for each use of it.
fn come_to(cx: &Cx<'_>, symbol: &Symbol) -> String {
    let Some(declared) = cx.project.index().declared(symbol) else { return String::new() };
    let mut all = comes_to(&cx.system, cx.catalog, &cx.project.analysis, declared.span);
    all.sort_by(|one, other| one.0.cmp(&other.0));
    let mut text = String::from("\n");
    for (within, value) in all.iter().take(MOST) {
        let within = if within.is_empty() { String::new() } else { format!(" in `{within}`") };
        let _ = writeln!(text, "- here: {}{within}", shown(value));
    }
    if all.len() > MOST {
        let _ = writeln!(text, "- and {} more", all.len() - MOST);
    }
    text
}

/// A loop variable: what it goes over, and what it comes to there.
fn local(cx: &Cx<'_>, word: &str, at: Span) -> String {
    let over = cx.project.tree(at.file).and_then(|tree| repeated(tree, at));
    let over = over.map(|over| format!(" over `{}`", cx.project.at(over))).unwrap_or_default();
    let mut all: Vec<Value> = Vec::new();
    for (_, value) in comes_to(&cx.system, cx.catalog, &cx.project.analysis, at) {
        if all.len() <= KEYS && !all.contains(&value) {
            all.push(value);
        }
    }
    let more = if all.len() > KEYS { ", …" } else { "" };
    let values: Vec<String> = all.iter().take(KEYS).map(shown).collect();
    let values = if values.is_empty() { String::new() } else { format!("\n- {}{more}\n", values.join(", ")) };
    format!("`{word}`: loop variable{over}\n{values}")
}

/// A value, cut where it is too long to be read in passing.
fn shown(value: &Value) -> String {
    let text = value.to_string();
    let mut ends = text.char_indices().skip(LONGEST).map(|(at, _)| at);
    match ends.next().and_then(|end| text.get(..end)) {
        Some(start) => format!("`{start}…`"),
        None => format!("`{text}`"),
    }
}

/// As many letters of a value are shown.
const LONGEST: usize = 300;

/// As many values of a loop variable are told.
const KEYS: usize = 20;

/// A resource: its kind, what AWS calls it and tells of it, who refers to it.
fn resource(cx: &Cx<'_>, symbol: &Symbol, end: u32) -> Option<String> {
    let Name::Resource(kind, name) = &symbol.name else { return None };
    let row = cx.catalog.kind(kind)?;
    let mut text = format!("`{kind}.{name}`: {}\n", row.title);
    let Some(declared) = cx.project.index().declared(symbol) else { return Some(text) };
    let all: Vec<&Resource> = narrowed(cx, instances(cx.project, declared.whole), end);
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

/// Of some instances the one whose key stands behind a name; all where none stands there.
pub(super) fn narrowed<'r>(
    cx: &Cx<'_>,
    all: impl Iterator<Item = &'r Resource>,
    end: u32,
) -> Vec<&'r Resource> {
    let behind = cx.text().get(end as usize..).unwrap_or("");
    let key =
        behind.strip_prefix('[').and_then(|rest| rest.split_once(']')).map(|(key, _)| format!("[{key}]"));
    let all: Vec<&Resource> = all.collect();
    let one: Vec<&Resource> = all
        .iter()
        .filter(|one| key.as_ref().is_some_and(|key| one.address.as_str().ends_with(key.as_str())))
        .copied()
        .collect();
    if one.is_empty() { all } else { one }
}

/// As many instances are told one by one.
const MOST: usize = 3;
