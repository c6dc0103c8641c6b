//! Follows `module … from "path"` lines: finds the folders, judges where they lead, and reads each once.

use std::collections::BTreeMap;
use std::path::{Component, Path, PathBuf};

use super::Loaded;
use super::load::{self, has_block, is_stack_file};
use crate::base::{Span, System, did_you_mean};
use crate::diag::Diagnostic;
use crate::resolve::Folder;
use crate::resolve::rules::{module_outside_stack, not_a_module};
use crate::syntax::ast::{ExprKind, File, ItemKind};

/// Names folders outside a stack that it may use as modules all the same, divided as in `PATH`.
const ALLOWED: &str = "STACKC_ALLOW_OUTSIDE";

/// Reads the modules that a stack's files name, and those that these name.
pub(super) fn follow(files: &mut load::Reader<'_>, loaded: &mut Loaded) {
    let system = files.system;
    let mut lines = lines_of(&loaded.files, Path::new(""));
    if lines.is_empty() {
        return;
    }
    let mut reader = Reader {
        files,
        system,
        root: system.real(&loaded.folder),
        allowed: allowed(system),
        known: BTreeMap::new(),
    };
    while let Some(line) = lines.pop() {
        if let Some(folder) = reader.lead(loaded, &line) {
            loaded.modules.uses.insert(line.span, folder.at);
            if let Some(made) = loaded.modules.folders.get(folder.at).filter(|_| folder.is_new) {
                lines.extend(lines_of(&made.files, &made.path));
            }
        }
    }
}

/// The folders that are allowed from outside, as they lead.
fn allowed(system: &dyn System) -> Vec<PathBuf> {
    let named = system.variable(ALLOWED).unwrap_or_default();
    let paths =
        std::env::split_paths(&named).filter(|path| path.is_absolute() || path.components().count() > 0);
    paths.map(|path| system.real(&path)).collect()
}

/// The path of a `module` line.
struct Line {
    text: String,
    span: Span,
    /// The folder that the line stands in, from the stack's.
    from: PathBuf,
}

/// The lines of some files, the last first, since they are taken from the end.
fn lines_of(files: &[File], from: &Path) -> Vec<Line> {
    let items = files.iter().flat_map(|file| file.items.besides());
    let mut lines: Vec<Line> = items
        .filter_map(|item| match &item.kind {
            ItemKind::Module(module) => Some(&module.path),
            _ => None,
        })
        .filter_map(|path| {
            let text = match &path.kind {
                ExprKind::String(text) => text.to_string(),
                // What could not be read was reported; what is computed is refused below.
                ExprKind::Missing => return None,
                _ => String::new(),
            };
            Some(Line { text, span: path.span, from: from.to_owned() })
        })
        .collect();
    lines.reverse();
    lines
}

/// A folder that a line leads to.
struct Lead {
    at: usize,
    is_new: bool,
}

/// What became of a folder.
#[derive(Clone, Copy)]
enum Known {
    Module(usize),
    /// It is a stack, by this block.
    Stack(Span),
}

struct Reader<'a, 'f> {
    files: &'a mut load::Reader<'f>,
    system: &'a dyn System,
    /// The stack's folder, as it leads.
    root: PathBuf,
    allowed: Vec<PathBuf>,
    /// Folders met so far, as they lead.
    known: BTreeMap<PathBuf, Known>,
}

impl Reader<'_, '_> {
    /// The module that a line leads to; reports why it leads to none.
    fn lead(&mut self, loaded: &mut Loaded, line: &Line) -> Option<Lead> {
        if line.text.is_empty() {
            let message = "the path of a module is written out, so that its files are known beforehand";
            loaded.diagnostics.push(
                Diagnostic::new(&not_a_module::RULE, line.span, message)
                    .help("write it as a plain string: `from \"./site\"`"),
            );
            return None;
        }
        let path = plain(&line.from.join(&line.text));
        let full = self.straight(loaded.folder.join(&path));
        if !self.may_read(&full) {
            loaded.diagnostics.push(self.outside(line, &full));
            return None;
        }
        if !self.system.is_folder(&full) {
            loaded.diagnostics.push(self.no_folder(line, &full));
            return None;
        }
        let real = self.system.real(&full);
        let (known, is_new) = match self.known.get(&real) {
            Some(known) => (*known, false),
            None => (self.read(loaded, line, path, &full)?, true),
        };
        self.known.insert(real, known);
        match known {
            Known::Module(at) => Some(Lead { at, is_new }),
            Known::Stack(block) => {
                let message = format!("`{}` is a stack of its own, and no module", line.text);
                loaded.diagnostics.push(
                    Diagnostic::new(&not_a_module::RULE, line.span, message)
                        .label(block, "its `stack` block")
                        .help("take the `stack` block out: a module lives in the region and account of its stack"),
                );
                None
            }
        }
    }

    /// A path without `..`, as an editor names its files, where it leads to the same folder.
    fn straight(&self, path: PathBuf) -> PathBuf {
        if !path.components().any(|part| part == Component::ParentDir) {
            return path;
        }
        let straight = plain(&path);
        if self.system.real(&straight) == self.system.real(&path) { straight } else { path }
    }

    /// Reads the files of a folder.
    fn read(&mut self, loaded: &mut Loaded, line: &Line, path: PathBuf, full: &Path) -> Option<Known> {
        let refuse = |message: String| Diagnostic::new(&not_a_module::RULE, line.span, message);
        let entries = match self.system.list(full) {
            Ok(entries) => entries,
            Err(error) => {
                loaded.diagnostics.push(refuse(error.to_string()));
                return None;
            }
        };
        let mut folder = Folder { path: path.clone(), files: Vec::new(), ids: Vec::new() };
        let mut texts = Vec::new();
        for (name, _) in entries.iter().filter(|(name, is_folder)| !is_folder && is_stack_file(name)) {
            let file = full.join(name);
            if !self.may_read(&file) {
                loaded.diagnostics.push(self.outside(line, full));
                return None;
            }
            match self.files.text(&file) {
                Ok(text) => texts.push((shown(loaded, &path.join(name)), text)),
                Err(error) => loaded.diagnostics.push(refuse(error.to_string())),
            }
        }
        loaded.file_count += texts.len();
        (folder.ids, folder.files) = self.files.add_all(loaded, texts).into_iter().unzip();
        if folder.files.is_empty() {
            let message = format!("`{}` holds no module: no file there ends in `.stack`", line.text);
            loaded
                .diagnostics
                .push(refuse(message).help("write one there, with `param`, resources and `output`"));
            return None;
        }
        if let Some(block) = folder.files.iter().find_map(has_block) {
            return Some(Known::Stack(block));
        }
        loaded.modules.folders.push(folder);
        Some(Known::Module(loaded.modules.folders.len() - 1))
    }

    /// Whether a path leads to within the stack's folder, or to what is allowed besides.
    fn may_read(&self, path: &Path) -> bool {
        let real = self.system.real(path);
        real.starts_with(&self.root) || self.allowed.iter().any(|allowed| real.starts_with(allowed))
    }

    fn outside(&self, line: &Line, folder: &Path) -> Diagnostic {
        let message = format!("`{}` leads out of the stack's folder", line.text);
        Diagnostic::new(&module_outside_stack::RULE, line.span, message).help(format!(
            "move the module below the stack, or allow it when you run stackc: `{ALLOWED}={}`",
            plain(folder).display()
        ))
    }

    fn no_folder(&self, line: &Line, full: &Path) -> Diagnostic {
        if self.system.exists(full) {
            let message = format!("`{}` is a file, and a module is a folder", line.text);
            return Diagnostic::new(&not_a_module::RULE, line.span, message)
                .help("name the folder that the file lies in");
        }
        let message = format!("there is no folder `{}`", line.text);
        let diagnostic = Diagnostic::new(&not_a_module::RULE, line.span, message);
        let beside = full.parent().and_then(|parent| self.system.list(parent).ok()).unwrap_or_default();
        let folders = beside.iter().filter(|(_, is_folder)| *is_folder).map(|(name, _)| name.as_str());
        let name = full.file_name().map(|name| name.to_string_lossy()).unwrap_or_default();
        match did_you_mean(&name, folders) {
            Some(meant) => diagnostic.help(format!("did you mean the folder `{meant}`?")),
            None => diagnostic.help("the path counts from the folder of the file that it stands in"),
        }
    }
}

/// The name of a file of a module: its path from where the stack was asked for.
fn shown(loaded: &Loaded, path: &Path) -> String {
    let whole =
        if loaded.folder == Path::new(".") { path.to_owned() } else { plain(&loaded.folder.join(path)) };
    whole.to_string_lossy().replace('\\', "/")
}

/// A path without `.` and, as far as names stand before them, without `..`.
fn plain(path: &Path) -> PathBuf {
    let mut plain = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir if plain.file_name().is_some() => {
                plain.pop();
            }
            part => plain.push(part),
        }
    }
    plain
}
