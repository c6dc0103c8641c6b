//! Kinds as they are explained: all that stands in their braces, in the order of the catalog.

use serde::Serialize;

use super::reference::{allowed, default, mark, on_change, presence, statement_form, ty};
use crate::catalog::{Attr, BlockBody, Catalog, Declarable, Kind, Label, Shape, Type};

/// One kind, or a part of what stands in its braces.
#[derive(Debug, Serialize)]
pub struct KindPage {
    format: u32,
    /// Its name.
    pub kind: &'static str,
    /// What AWS calls it.
    pub title: &'static str,
    /// What it is, in a sentence or a few.
    pub about: String,
    /// Whether a stack can declare it; else it comes about by itself.
    pub declarable: bool,
    /// What stands in its braces, or in those that were asked for.
    pub entries: Vec<EntryView>,
    /// What can be read of it.
    pub outputs: Vec<OutputView>,
    /// The kinds that an arrow from it may lead to.
    pub leads_to: Vec<&'static str>,
    /// Its page in the reference.
    pub page: String,
}

/// An attribute, block or statement.
#[derive(Debug, Serialize)]
pub struct EntryView {
    /// The way to it from the kind's braces: `memory`, `alias.provisioned`.
    pub path: String,
    /// How it is written.
    pub form: String,
    /// What an attribute must be.
    #[serde(rename = "type", skip_serializing_if = "String::is_empty")]
    pub ty: String,
    /// The words it may be, where they are fixed.
    #[serde(skip_serializing_if = "<[&str]>::is_empty")]
    pub words: &'static [&'static str],
    /// When it must be written, or may; empty where it may at any time.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub written: String,
    /// What it is if it is not written; empty for nothing.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub default: String,
    /// What AWS takes.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub allowed: Vec<String>,
    /// What becomes of the resource when an attribute changes.
    #[serde(skip_serializing_if = "str::is_empty")]
    pub change: &'static str,
    /// `simulated`, `checked` or `carried`, of an attribute.
    #[serde(skip_serializing_if = "str::is_empty")]
    pub mark: &'static str,
    /// CloudFormation's path.
    #[serde(skip_serializing_if = "str::is_empty")]
    pub cloudformation: &'static str,
    /// What it is.
    pub about: &'static str,
}

/// Something that can be read of a resource.
#[derive(Debug, Serialize)]
pub struct OutputView {
    /// Its name.
    pub name: &'static str,
    /// What it is.
    pub about: &'static str,
}

impl KindPage {
    /// Takes a kind apart.
    #[must_use]
    pub fn new(catalog: &Catalog, kind: &'static Kind) -> Self {
        let mut entries = Vec::new();
        gather(kind.shape, "", &mut entries);
        let mut leads_to: Vec<&'static str> =
            catalog.links_from(kind.name).flat_map(|link| link.targets).copied().collect();
        leads_to.sort_unstable();
        leads_to.dedup();
        let about = kind.doc.lines().skip_while(|line| line.is_empty()).take_while(|line| !line.is_empty());
        Self {
            format: 1,
            kind: kind.name,
            title: kind.title,
            about: about.collect::<Vec<_>>().join(" "),
            declarable: kind.declared == Declarable::Yes,
            entries,
            outputs: kind.outputs.iter().map(|row| OutputView { name: row.name, about: row.doc }).collect(),
            leads_to,
            page: format!("docs/reference/kinds/{}.md", kind.name),
        }
    }

    /// Leaves only what stands at a path and within it; `None` if nothing does.
    #[must_use]
    pub fn at(mut self, path: &str) -> Option<Self> {
        let within = |entry: &EntryView| {
            entry.path.strip_prefix(path).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
        };
        self.entries.retain(within);
        self.outputs.clear();
        self.leads_to.clear();
        (!self.entries.is_empty()).then_some(self)
    }
}

/// What stands in a pair of braces, and in those within.
fn gather(shape: &Shape, prefix: &str, all: &mut Vec<EntryView>) {
    let under = |word: &str| if prefix.is_empty() { word.to_owned() } else { format!("{prefix}.{word}") };
    all.extend(shape.attrs.iter().map(|attr| attribute(attr, under(attr.name))));
    for statement in shape.statements {
        let path = under(statement.word);
        all.push(sentence(path.clone(), statement_form(statement), statement.doc, statement.cfn));
        all.extend(statement.options.iter().map(|attr| attribute(attr, format!("{path}.{}", attr.name))));
    }
    for block in shape.blocks {
        let label = if block.label == Label::None { "" } else { " NAME" };
        let path = under(block.word);
        all.push(sentence(path.clone(), format!("{}{label} {{ … }}", block.word), block.doc, block.cfn));
        if let BlockBody::Shape(inner) = block.body {
            gather(inner, &path, all);
        }
    }
}

fn attribute(attr: &'static Attr, path: String) -> EntryView {
    EntryView {
        path,
        form: format!("{} = …", attr.name),
        ty: ty(attr.ty).replace(", listed below", ""),
        words: words(attr.ty),
        written: presence(attr.presence),
        default: default(attr.default),
        allowed: allowed(attr),
        change: on_change(attr.on_change),
        mark: mark(attr.mark),
        cloudformation: attr.cfn,
        about: attr.doc,
    }
}

/// The words that a value may be.
fn words(ty: Type) -> &'static [&'static str] {
    match ty {
        Type::OneOf(words) => words,
        Type::List(of) | Type::Map(of) => words(*of),
        _ => &[],
    }
}

fn sentence(path: String, form: String, about: &'static str, cloudformation: &'static str) -> EntryView {
    EntryView {
        path,
        form,
        ty: String::new(),
        words: &[],
        written: String::new(),
        default: String::new(),
        allowed: Vec::new(),
        change: "",
        mark: "",
        cloudformation,
        about,
    }
}
