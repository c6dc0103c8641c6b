//! Values of params: in `.params` files, and in the `given` of a test.

use std::collections::BTreeSet;

use super::names::Wanted;
use super::{Completion, Completions, Place, Sign};
use crate::base::Dimension;
use crate::ide::cursor::{Cursor, Sort, Token};
use crate::ide::index::Name;
use crate::ide::project::Project;
use crate::ide::rows::Head;
use crate::syntax::ast::{Item, ItemKind, Param, TypeExpr, TypeKind};

/// What may be written at a byte of a `.params` file, whose values are for a stack.
#[must_use]
pub fn in_params(project: &Project, text: &str, byte: u32) -> Completions {
    let cursor = Cursor::new(text, byte as usize);
    let mut items = Vec::new();
    let entry = cursor.entry();
    if !cursor.comment && cursor.levels.len() <= 2 {
        match entry.as_slice() {
            [] if cursor.levels.len() == 1 => items = names(project, 0, &written(text, cursor.start)),
            [name, equals, rest @ ..] if equals.text == "=" => {
                items = values(project, name.text, rest.last(), cursor.start);
            }
            _ => {}
        }
    }
    items.sort_by_cached_key(|item| (item.rank, item.label.clone()));
    let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    Completions { start: count(cursor.start), end: count(cursor.end), items }
}

/// The names that lines of a params file begin with, but for the line of the cursor.
fn written(text: &str, cursor: usize) -> BTreeSet<&str> {
    let mut at = 0;
    let mut names = BTreeSet::new();
    for line in text.split_inclusive('\n') {
        let is_here = (at..at + line.len()).contains(&cursor);
        at += line.len();
        if let Some((name, _)) = line.split_once('=').filter(|_| !is_here) {
            names.insert(name.trim());
        }
    }
    names
}

/// The params of a namespace: those of the stack itself for 0.
fn params(project: &Project, space: usize) -> impl Iterator<Item = (&Item, &Param)> {
    let folder = space.checked_sub(1).and_then(|at| project.analysis.modules().folders.get(at));
    let files = folder.map_or_else(|| project.analysis.trees(), |folder| &folder.files);
    files.iter().flat_map(|file| &file.items).filter_map(|item| match &item.kind {
        ItemKind::Param(param) => Some((item, &**param)),
        _ => None,
    })
}

/// The params that have no value yet, those that need one first.
pub(super) fn names(project: &Project, space: usize, written: &BTreeSet<&str>) -> Vec<Completion> {
    let open = params(project, space).filter(|(_, param)| !written.contains(param.name.text.as_str()));
    let offer = |(item, param): (&Item, &Param)| {
        let name = param.name.text.as_str();
        let detail = param.ty.as_ref().map_or("", |ty| project.at(ty.span));
        let is_needed = param.default.is_none()
            && !matches!(param.ty.as_ref().map(|ty| &ty.kind), Some(TypeKind::Optional(_)));
        let text =
            matches!(param.ty.as_ref().map(|ty| &ty.kind), Some(TypeKind::Name(name)) if name == "string");
        let snippet = if text { format!("{name} = \"$1\"$0") } else { format!("{name} = $0") };
        Completion::new(name, Sign::Variable, detail)
            .writes(snippet)
            .says(item.doc.as_str())
            .rank(if is_needed { 0 } else { 3 })
    };
    open.map(offer).collect()
}

/// What a param may be, by its type; behind a number, its units.
fn values(project: &Project, name: &str, last: Option<&Token<'_>>, cursor: usize) -> Vec<Completion> {
    let found = params(project, 0).find(|(_, param)| param.name.text == name);
    found.map(|(_, param)| values_of(project, param, last, cursor)).unwrap_or_default()
}

/// What a param may be, by its type and default; behind a number, its units.
fn values_of(project: &Project, param: &Param, last: Option<&Token<'_>>, cursor: usize) -> Vec<Completion> {
    let mut items = Vec::new();
    if let Some(ty) = &param.ty {
        of_type(project, ty, last, cursor, &mut items);
    }
    // A secret is nobody's to read.
    if let Some(default) = param.default.as_ref().filter(|_| !param.secret && last.is_none()) {
        let default = project.at(default.span);
        if !items.iter().any(|item| item.label == default) {
            items.push(Completion::new(default, Sign::Value, "the default").rank(2));
        }
    }
    items
}

/// The values of a type.
fn of_type(
    project: &Project,
    ty: &TypeExpr,
    last: Option<&Token<'_>>,
    cursor: usize,
    items: &mut Vec<Completion>,
) {
    match (&ty.kind, last) {
        (TypeKind::Union(types), _) => {
            types.iter().for_each(|ty| of_type(project, ty, last, cursor, items));
        }
        (TypeKind::Optional(inner), _) => {
            of_type(project, inner, last, cursor, items);
            if last.is_none() {
                items.push(Completion::new("none", Sign::Value, "nothing").rank(3));
            }
        }
        (TypeKind::Literal(_), None) => {
            items.push(Completion::new(project.at(ty.span), Sign::Value, "one of its values").rank(1));
        }
        (TypeKind::Name(name), None) if name == "bool" => {
            items.extend(["true", "false"].map(|word| Completion::new(word, Sign::Value, "bool").rank(1)));
        }
        (TypeKind::Name(name), Some(number)) if number.sort == Sort::Number => {
            let touching = number.start + number.text.len() == cursor;
            let units = Dimension::from_word(name).map(Dimension::units);
            for unit in units.into_iter().flatten() {
                let text = if touching && !matches!(unit, "ms" | "s" | "m" | "h" | "%") {
                    format!(" {unit}")
                } else {
                    unit.to_owned()
                };
                items.push(Completion::new(unit, Sign::Unit, name.as_str()).writes(text).rank(1));
            }
        }
        _ => {}
    }
}

impl<'a> Place<'a> {
    /// In the braces of `given`: the params of the stack.
    pub(super) fn given(&mut self, written: &BTreeSet<String>) {
        let written = written.iter().map(String::as_str).collect();
        names(self.cx.project, 0, &written).into_iter().for_each(|item| self.add(item));
    }

    /// The param whose value is asked for: its own default, what a module or a test is given, what one is compared with.
    pub(super) fn asked_param(&self) -> Option<&'a Param> {
        let project = self.cx.project;
        let named = |space: usize, name: &str| {
            let mut all = params(project, space);
            all.find(|(_, param)| param.name.text == name).map(|(_, param)| param)
        };
        if let [.., one, sign] = self.entry.as_slice()
            && matches!(sign.text, "==" | "!=")
        {
            return named(self.space, one.text).filter(|_| one.sort == Sort::Word);
        }
        let equals = self.sign("=")?;
        // What stands in brackets is no value of its own.
        if self.entry.get(equals + 1..).unwrap_or(&[]).iter().any(|token| token.sort != Sort::Number) {
            return None;
        }
        let first = self.entry.first()?.text;
        match self.heads.as_slice() {
            [] if matches!(first, "param" | "secret") => {
                named(self.space, self.entry.get(usize::from(first == "secret") + 1)?.text)
            }
            [Head::Module { name }] => named(self.space_of(name)?, first),
            _ if self.is_given() => named(0, first),
            _ => None,
        }
    }

    /// What a param may be: the values of its type, resources of its kind, and what else there is.
    pub(super) fn value_of(&mut self, param: &'a Param) {
        let last = self.entry.last().filter(|last| last.sort == Sort::Number).copied();
        let found = self.values_here(param, last.as_ref());
        found.into_iter().for_each(|item| self.add(item));
        if last.is_some() {
            return;
        }
        let ty = param.ty.as_ref().map(|ty| &ty.kind);
        let kind = match ty {
            Some(TypeKind::Name(kind)) => self.cx.catalog.kind(kind).map(|kind| kind.name),
            _ => None,
        };
        if let Some(kind) = kind {
            self.declared(|name| matches!(name, Name::Resource(of, _) if of == kind), Sign::Resource);
        }
        let is_text = matches!(ty, None | Some(TypeKind::Name(_))) && kind.is_none();
        self.expressions((!is_text).then_some(Wanted::Other));
    }

    /// The values of a param that is asked for; a default is no news to itself, nor to what it is compared with.
    fn values_here(&self, param: &Param, last: Option<&Token<'_>>) -> Vec<Completion> {
        let mut found = values_of(self.cx.project, param, last, self.cursor.start);
        let is_own = self.heads.is_empty();
        found.retain(|item| !is_own || item.detail != "the default");
        found
    }

    /// The texts that a param may be, where quotes are open.
    pub(super) fn texts_of(&mut self, param: &'a Param) {
        for mut item in self.values_here(param, None) {
            let inner = item.label.strip_prefix('"').and_then(|label| label.strip_suffix('"'));
            if let Some(text) = inner.map(str::to_owned) {
                item.snippet = super::escaped(&text);
                item.label = text;
                self.add(item);
            }
        }
    }
}
