//! Formats files: one, or all in a tree of folders.

use std::path::{Path, PathBuf};

use super::load::{LoadError, joined};
use crate::base::{FileId, SourceMap, System, SystemError};
use crate::diag::Diagnostic;
use crate::syntax::{Form, Formatted, decode, format};

/// What became of one file.
#[derive(Debug)]
pub enum Formatting {
    /// It is as it should be.
    Same,
    /// It should be this.
    Changed(String),
    /// It has errors and is left alone.
    Broken(SourceMap, Vec<Diagnostic>),
    /// It is left alone, because it would have come to mean something else: a fault of ours.
    Refused,
}

/// The stack and params files at a path, in order: the file itself, or all in a tree of folders, hidden ones left out.
///
/// # Errors
/// When there is none, or a folder cannot be read.
pub fn format_paths(system: &dyn System, path: &Path) -> Result<Vec<PathBuf>, LoadError> {
    if !system.is_folder(path) {
        return Ok(vec![path.to_owned()]);
    }
    let mut files = Vec::new();
    in_folder(system, path, &mut files)?;
    if files.is_empty() { Err(LoadError::Empty(path.to_owned())) } else { Ok(files) }
}

fn in_folder(system: &dyn System, folder: &Path, files: &mut Vec<PathBuf>) -> Result<(), SystemError> {
    for (name, is_folder) in system.list(folder)? {
        let path = joined(folder, &name);
        if name.starts_with('.') {
            continue;
        }
        if is_folder {
            in_folder(system, &path, files)?;
        } else if path.extension().is_some_and(|end| end == "stack" || end == "params")
            && !system.is_folder(&path)
        {
            files.push(path);
        }
    }
    Ok(())
}

/// Formats the content of a file without writing it. What is named `….params` is a body without braces.
#[must_use]
pub fn format_content(path: &Path, bytes: Vec<u8>) -> Formatting {
    let form = if path.extension().is_some_and(|end| end == "params") { Form::Params } else { Form::Stack };
    let name = path.to_string_lossy().replace('\\', "/");
    let text = decode(FileId(0), bytes);
    let outcome =
        if text.has_errors() { Formatted::Broken(text.diagnostics) } else { format(&text.value, form) };
    match outcome {
        Formatted::Text(written) if written == text.value => Formatting::Same,
        Formatted::Text(written) => Formatting::Changed(written),
        Formatted::Broken(diagnostics) => {
            let mut sources = SourceMap::default();
            sources.add(name, text.value);
            Formatting::Broken(sources, diagnostics)
        }
        Formatted::Refused => Formatting::Refused,
    }
}
