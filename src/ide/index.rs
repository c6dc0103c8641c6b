//! Which names stand where, and what each of them means.

mod gather;

use std::collections::BTreeMap;

use ecow::EcoString;

use crate::base::{FileId, Span};
use crate::session::Analysis;

/// What a name means.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Name {
    /// A resource, by kind and name.
    Resource(EcoString, EcoString),
    /// An input.
    Param(EcoString),
    /// A local value.
    Let(EcoString),
    /// What is offered.
    Output(EcoString),
    /// A use of a module.
    Module(EcoString),
    /// A scenario.
    Scenario(EcoString),
    /// The stack itself.
    Stack,
    /// A loop variable, by where it is introduced.
    Local(EcoString, Span),
}

impl Name {
    /// The word that stands in the text.
    #[must_use]
    pub fn word(&self) -> &str {
        match self {
            Self::Resource(_, name)
            | Self::Param(name)
            | Self::Let(name)
            | Self::Output(name)
            | Self::Module(name)
            | Self::Scenario(name)
            | Self::Local(name, _) => name,
            Self::Stack => "stack",
        }
    }

    /// As the language writes it, such as `bucket.uploads`.
    #[must_use]
    pub fn shown(&self) -> String {
        match self {
            Self::Resource(kind, name) => format!("{kind}.{name}"),
            Self::Module(name) => format!("module.{name}"),
            Self::Scenario(name) => format!("scenario.{name}"),
            other => other.word().to_owned(),
        }
    }
}

/// A name and the namespace that it is looked up in: 0 for the stack, else its module's folder counted from 1.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Symbol {
    /// The namespace.
    pub space: usize,
    /// What it means there.
    pub name: Name,
}

/// What a name does where it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// It is declared there.
    Declaration,
    /// It is read there.
    Use,
    /// It is given a value there: a param of a module.
    Given,
    /// It is an address of before, in `moved old -> new`.
    Past,
}

/// A name at a place.
#[derive(Debug, Clone)]
pub struct Occurrence {
    /// The word alone.
    pub span: Span,
    /// With the kind before it, if one stands there.
    pub reach: Span,
    /// What it means.
    pub symbol: Symbol,
    /// What it does there.
    pub role: Role,
}

/// A declaration.
#[derive(Debug, Clone)]
pub struct Declared {
    /// Its name's place.
    pub span: Span,
    /// All of it.
    pub whole: Span,
    /// The `///` above it.
    pub doc: EcoString,
}

/// All names of a stack and its modules.
#[derive(Debug, Default)]
pub struct Index {
    // INVARIANT: by place.
    occurrences: Vec<Occurrence>,
    declared: BTreeMap<Symbol, Declared>,
}

impl Index {
    /// Goes through all trees of a stack.
    #[must_use]
    pub(super) fn new(analysis: &Analysis) -> Self {
        let mut index = gather::gather(analysis);
        index.occurrences.sort_by_key(|occurrence| occurrence.span);
        index
    }

    /// The name at a byte of a file; the one that ends there if none begins there.
    #[must_use]
    pub fn at(&self, file: FileId, byte: u32) -> Option<&Occurrence> {
        let of_file = self.of_file(file);
        // A reach goes back over a kind before the name only, so near neighbours are all that can hold the byte.
        let after = of_file.partition_point(|occurrence| occurrence.span.start <= byte);
        let near = of_file.get(after.saturating_sub(2)..(after + 2).min(of_file.len()))?;
        let holds = |one: &&Occurrence| one.reach.start <= byte && byte <= one.reach.end;
        near.iter().rev().filter(holds).min_by_key(|one| !(one.span.start <= byte && byte <= one.span.end))
    }

    /// All names in a file, by place.
    #[must_use]
    pub fn of_file(&self, file: FileId) -> &[Occurrence] {
        let start = self.occurrences.partition_point(|one| one.span.file < file);
        let end = self.occurrences.partition_point(|one| one.span.file <= file);
        self.occurrences.get(start..end).unwrap_or(&[])
    }

    /// All places of a name, by place.
    pub fn of<'a>(&'a self, symbol: &Symbol) -> impl Iterator<Item = &'a Occurrence> + use<'a> {
        let symbol = symbol.clone();
        self.occurrences.iter().filter(move |occurrence| occurrence.symbol == symbol)
    }

    /// Where a name is declared.
    #[must_use]
    pub fn declared(&self, symbol: &Symbol) -> Option<&Declared> {
        self.declared.get(symbol)
    }

    /// All declarations in a namespace, by name.
    pub fn declarations(&self, space: usize) -> impl Iterator<Item = (&Name, &Declared)> {
        let of_space = self.declared.iter().filter(move |(symbol, _)| symbol.space == space);
        of_space.map(|(symbol, declared)| (&symbol.name, declared))
    }
}
