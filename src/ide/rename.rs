//! Gives a thing another name, wherever it is spoken of.

use std::collections::BTreeSet;
use std::path::PathBuf;

use thiserror::Error;

use super::formatting::line_break;
use super::index::{Declared, Name, Occurrence, Role, Symbol};
use super::project::Project;
use super::snapshot::{Cx, Snapshot};
use crate::base::{FileId, Span, System};
use crate::session::{Analysis, ParamSource};
use crate::syntax::ast::{EntryKind, ItemKind};

/// A replacement in a file.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct FileEdit {
    /// The file.
    pub path: PathBuf,
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
    /// The new text.
    pub text: String,
}

/// Why a name cannot be changed.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum RenameError {
    /// There is no name that is declared.
    #[error("there is nothing here that has a name")]
    Nothing,
    /// The new name is none.
    #[error(
        "`{0}` is no name: a name is a word that begins with a letter, and none of `if then else for in true false none`"
    )]
    NoName(String),
    /// A local value would be taken for a kind.
    #[error("`{0}` begins addresses, so no param, `let` or loop variable is called so")]
    Reserved(String),
    /// Something is called so already.
    #[error("`{0}` is declared already")]
    Taken(String),
}

/// What would be renamed at a byte: its place and its name.
#[must_use]
pub fn renamable(cx: &Cx<'_>, byte: u32) -> Option<(Span, String)> {
    let index = cx.project.index();
    let occurrence = index.at(cx.file, byte)?;
    let is_local = matches!(occurrence.symbol.name, Name::Local(..));
    (is_local || index.declared(&occurrence.symbol).is_some())
        .then(|| (occurrence.span, cx.project.at(occurrence.span).to_owned()))
}

/// The edits that give the thing at a byte another name, in all files of all stacks. A resource or a module that gets
/// another name also gets a `moved` line, so that it stays what it is.
///
/// # Errors
/// When nothing is there, or the name cannot be.
pub fn rename(
    snapshot: &Snapshot<'_>,
    cx: &Cx<'_>,
    byte: u32,
    new: &str,
) -> Result<Vec<FileEdit>, RenameError> {
    let index = cx.project.index();
    let known = index.at(cx.file, byte).ok_or(RenameError::Nothing)?;
    if !is_name(new) {
        return Err(RenameError::NoName(new.to_owned()));
    }
    let is_local = matches!(known.symbol.name, Name::Param(_) | Name::Let(_) | Name::Local(..));
    let begins = cx.catalog.kind(new).is_some() || matches!(new, "stack" | "module" | "scenario");
    if is_local && begins {
        return Err(RenameError::Reserved(new.to_owned()));
    }
    let taken = renamed(&known.symbol.name, new).map(|name| Symbol { space: known.symbol.space, name });
    if taken.is_some_and(|symbol| index.declared(&symbol).is_some()) {
        return Err(RenameError::Taken(new.to_owned()));
    }
    let mut edits = BTreeSet::new();
    for (project, symbol) in everywhere(snapshot, cx, &known.symbol) {
        if let (0, Name::Param(name)) = (symbol.space, &symbol.name) {
            edits.extend(in_params(cx, project, name, new));
        }
        for one in project.index().of(&symbol).filter(|one| one.role != Role::Past) {
            if !is_moved(project, one) {
                edits.extend(replacement(project, one.span, new.to_owned()));
            }
        }
    }
    if matches!(known.symbol.name, Name::Local(..)) {
        return Ok(edits.into_iter().collect());
    }
    let declared = index.declared(&known.symbol).ok_or(RenameError::Nothing)?;
    edits.extend(moved(cx.project, &known.symbol.name, declared, new));
    Ok(edits.into_iter().collect())
}

/// A param where it is given a value outside the stack: in the files that the settings name, and in those beside it.
fn in_params(cx: &Cx<'_>, project: &Project, name: &str, new: &str) -> Vec<FileEdit> {
    let Analysis { folder, options, .. } = &project.analysis;
    let given = options.params.iter().filter_map(|source| match source {
        ParamSource::File(path) => Some(path.clone()),
        _ => None,
    });
    let beside = cx.system.list(folder).unwrap_or_default().into_iter();
    let beside = beside.filter(|(name, is_folder)| !is_folder && name.ends_with(".params"));
    let files: BTreeSet<PathBuf> = given.chain(beside.map(|(name, _)| folder.join(name))).collect();
    let mut edits = Vec::new();
    for path in files {
        let Some(text) = cx.system.read(&path).ok().and_then(|bytes| String::from_utf8(bytes).ok()) else {
            continue;
        };
        let tree = crate::syntax::parse(FileId(0), &text, crate::syntax::Form::Params).value;
        for entry in &tree.entries {
            let EntryKind::Attribute(attribute) = &entry.kind else { continue };
            if attribute.name.text == name {
                let Span { start, end, .. } = attribute.name.span;
                edits.push(FileEdit { path: path.clone(), start, end, text: new.to_owned() });
            }
        }
    }
    edits
}

/// The same symbol in every stack that has the file it is declared in.
pub(super) fn everywhere<'a>(
    snapshot: &'a Snapshot<'_>,
    cx: &Cx<'a>,
    symbol: &Symbol,
) -> Vec<(&'a Project, Symbol)> {
    let file = match &symbol.name {
        Name::Local(_, span) => Some(span.file),
        _ => cx.project.index().declared(symbol).map(|declared| declared.span.file),
    };
    let path = file.and_then(|file| cx.project.sources().file(file)).map(|file| file.path.as_str());
    let Some(path) = path.filter(|_| !matches!(symbol.name, Name::Local(..))) else {
        return vec![(cx.project, symbol.clone())];
    };
    let others = snapshot.with_file(std::path::Path::new(path));
    others
        .map(|(project, id)| (project, Symbol { space: project.space(id), name: symbol.name.clone() }))
        .collect()
}

fn replacement(project: &Project, span: Span, text: String) -> Option<FileEdit> {
    let path = PathBuf::from(&project.sources().file(span.file)?.path);
    Some(FileEdit { path, start: span.start, end: span.end, text })
}

/// Whether a name stands behind the arrow of a `moved` line: what was renamed before was renamed to the old name.
fn is_moved(project: &Project, one: &Occurrence) -> bool {
    let item = project.tree(one.span.file).and_then(|tree| {
        let after = tree.items.partition_point(|item| item.span.start <= one.span.start);
        tree.items.get(after.checked_sub(1)?)
    });
    item.is_some_and(|item| matches!(item.kind, ItemKind::Moved(..)))
}

/// The line that keeps the resource, behind its declaration.
fn moved(project: &Project, name: &Name, declared: &Declared, new: &str) -> Option<FileEdit> {
    let new = renamed(name, new)?;
    if !matches!(name, Name::Resource(..) | Name::Module(_)) {
        return None;
    }
    let end = Span::new(declared.whole.file, declared.whole.end, declared.whole.end);
    let text = project.text_of(end.file);
    let line = text.get(end.end as usize..).unwrap_or("");
    let rest = line.find('\n').unwrap_or(line.len());
    let at = end.end + u32::try_from(rest).unwrap_or(0);
    let feed = line_break(text);
    let back = if text.get(..at as usize).is_some_and(|head| head.ends_with('\r')) { 1 } else { 0 };
    let many = project.at(declared.whole).contains('\n');
    let blank = if many { feed } else { "" };
    let line = format!("{feed}{blank}moved {} -> {}", name.shown(), new.shown());
    replacement(project, Span::new(end.file, at - back, at - back), line)
}

/// A name with another word.
fn renamed(name: &Name, new: &str) -> Option<Name> {
    Some(match name {
        Name::Resource(kind, _) => Name::Resource(kind.clone(), new.into()),
        Name::Param(_) => Name::Param(new.into()),
        Name::Let(_) => Name::Let(new.into()),
        Name::Output(_) => Name::Output(new.into()),
        Name::Module(_) => Name::Module(new.into()),
        Name::Scenario(_) => Name::Scenario(new.into()),
        Name::Stack | Name::Local(..) => return None,
    })
}

/// Whether the language reads a text as a name.
pub(super) fn is_name(text: &str) -> bool {
    const RESERVED: [&str; 8] = ["if", "then", "else", "for", "in", "true", "false", "none"];
    let sample = format!("let {text} = 1");
    let read = crate::syntax::parse(FileId(0), &sample, crate::syntax::Form::Stack);
    let is_word = text.chars().all(|c| c.is_alphanumeric() || c == '_');
    is_word && !text.is_empty() && read.diagnostics.is_empty() && !RESERVED.contains(&text)
}
