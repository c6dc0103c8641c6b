//! Finds and reads a stack's files.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use thiserror::Error;

use super::memo::Memo;
use super::modules;
use crate::base::{FileId, SourceMap, Span, System, SystemError};
use crate::diag::{Diagnostic, Found};
use crate::resolve::Modules;
use crate::syntax::ast::{File, ItemKind};
use crate::syntax::{self, Form, decode, decode_shared, parse, parse_with};

/// The files of one stack, read.
#[derive(Debug)]
pub struct Loaded {
    /// As it was asked for or found; for messages.
    pub path: PathBuf,
    /// The folder that its paths count from, and that its state lies in.
    pub folder: PathBuf,
    /// Its texts.
    pub sources: SourceMap,
    /// Its trees.
    pub files: Vec<File>,
    /// The folders that it uses as modules.
    pub modules: Modules,
    /// How many files it has, those of its modules included.
    pub file_count: usize,
    /// What was found while reading.
    pub diagnostics: Vec<Diagnostic>,
}

/// There is no stack to read.
#[derive(Debug, Error)]
pub enum LoadError {
    /// The file or folder cannot be read.
    #[error(transparent)]
    System(#[from] SystemError),
    /// No stack is there.
    #[error("there is no stack in `{}`: no file there ends in `.stack`", .0.display())]
    Empty(PathBuf),
    /// There are several, and one is asked for.
    #[error("`{}` holds {count} stacks: name one of them, such as `{}`", folder.display(), first.display())]
    Several {
        /// The folder.
        folder: PathBuf,
        /// How many there are.
        count: usize,
        /// The first of them.
        first: PathBuf,
    },
}

/// Reads the one stack at a path: a folder, or a file.
///
/// # Errors
/// When there is none, or more than one, or it cannot be read.
pub fn load(system: &dyn System, path: &Path) -> Result<Loaded, LoadError> {
    let mut stacks = load_all(system, path)?;
    match stacks.len() {
        0 => Err(LoadError::Empty(path.to_owned())),
        1 => stacks.pop().ok_or_else(|| LoadError::Empty(path.to_owned())),
        count => {
            let first = stacks.into_iter().next().map_or_else(|| path.to_owned(), |stack| stack.path);
            Err(LoadError::Several { folder: path.to_owned(), count, first })
        }
    }
}

/// Reads every stack at a path: a file, a folder's files as one stack or as one-file stacks, or, where a folder has
/// no stack files of its own, the stacks of its subfolders.
///
/// # Errors
/// When there is none, or one cannot be read.
pub fn load_all(system: &dyn System, path: &Path) -> Result<Vec<Loaded>, LoadError> {
    loaded(system, path, None)
}

/// Reads every stack at a path as [`load_all`] does, with what is known of it from the last time.
///
/// # Errors
/// When there is none, or one cannot be read.
pub fn load_again(memo: &mut Memo, system: &dyn System, path: &Path) -> Result<Vec<Loaded>, LoadError> {
    loaded(system, path, Some(memo))
}

fn loaded(system: &dyn System, path: &Path, memo: Option<&mut Memo>) -> Result<Vec<Loaded>, LoadError> {
    let mut reader = Reader { system, memo };
    if !system.is_folder(path) {
        let folder = path.parent().filter(|parent| *parent != Path::new("")).unwrap_or(Path::new("."));
        return Ok(vec![reader.whole(path, folder, &[path.to_owned()])?]);
    }
    let mut stacks = Vec::new();
    reader.in_folder(path, Depth::Top, &mut stacks)?;
    if stacks.is_empty() { Err(LoadError::Empty(path.to_owned())) } else { Ok(stacks) }
}

/// Whether a folder was asked for or met on the way.
#[derive(Clone, Copy, PartialEq)]
enum Depth {
    Top,
    Below,
}

/// Whether a file's name says that it is one of a stack.
pub(super) fn is_stack_file(name: &str) -> bool {
    Path::new(name).extension().is_some_and(|extension| extension == "stack") && !name.starts_with('.')
}

/// Where a file has a `stack` block, if it does.
pub(super) fn has_block(file: &File) -> Option<Span> {
    file.items.besides().find_map(|item| match &item.kind {
        ItemKind::Stack(block) => Some(block.name.span),
        _ => None,
    })
}

/// A folder's entry; the folder `.` is left out of the path.
pub(super) fn joined(folder: &Path, name: &str) -> PathBuf {
    if folder == Path::new(".") { PathBuf::from(name) } else { folder.join(name) }
}

/// What stacks are read with.
pub(super) struct Reader<'a> {
    pub(super) system: &'a dyn System,
    memo: Option<&'a mut Memo>,
}

impl Reader<'_> {
    /// Adds the stacks of a folder.
    fn in_folder(&mut self, folder: &Path, depth: Depth, stacks: &mut Vec<Loaded>) -> Result<(), LoadError> {
        let entries = self.system.list(folder)?;
        let own: Vec<PathBuf> = entries
            .iter()
            .filter(|(name, is_folder)| !is_folder && is_stack_file(name))
            .map(|(name, _)| joined(folder, name))
            .collect();
        if own.is_empty() {
            for (name, is_folder) in &entries {
                if *is_folder && !name.starts_with('.') {
                    self.in_folder(&joined(folder, name), Depth::Below, stacks)?;
                }
            }
            return Ok(());
        }
        let mut together = self.read(folder, folder, &own)?;
        let with_block = together.files.iter().filter(|file| has_block(file).is_some()).count();
        if own.len() > 1 && with_block == own.len() {
            for file in &own {
                stacks.push(self.whole(file, folder, std::slice::from_ref(file))?);
            }
        } else if depth == Depth::Top || with_block > 0 {
            // A folder without a block, met on the way, is a module.
            modules::follow(self, &mut together);
            stacks.push(together);
        }
        Ok(())
    }

    /// Reads the files of one stack and of its modules.
    fn whole(&mut self, path: &Path, folder: &Path, files: &[PathBuf]) -> Result<Loaded, LoadError> {
        let mut loaded = self.read(path, folder, files)?;
        modules::follow(self, &mut loaded);
        Ok(loaded)
    }

    /// Reads the files of one stack.
    fn read(&mut self, path: &Path, folder: &Path, files: &[PathBuf]) -> Result<Loaded, LoadError> {
        let mut loaded = Loaded {
            path: path.to_owned(),
            folder: folder.to_owned(),
            sources: SourceMap::default(),
            files: Vec::new(),
            modules: Modules::default(),
            file_count: files.len(),
            diagnostics: Vec::new(),
        };
        let mut texts = Vec::with_capacity(files.len());
        for file in files {
            texts.push((file.to_string_lossy().replace('\\', "/"), self.text(file)?));
        }
        let read = self.add_all(&mut loaded, texts);
        loaded.files = read.into_iter().map(|(_, tree)| tree).collect();
        Ok(loaded)
    }

    /// The text of a file, as it is at hand.
    pub(super) fn text(&self, file: &Path) -> Result<Text, SystemError> {
        match self.system.shared_text(file) {
            Some(text) => Ok(Text::Shared(text)),
            None => self.system.read(file).map(Text::Read),
        }
    }

    /// Adds texts with their names to the sources of a stack and reads them.
    pub(super) fn add_all(&mut self, loaded: &mut Loaded, texts: Vec<(String, Text)>) -> Vec<(FileId, File)> {
        let Loaded { sources, diagnostics, .. } = loaded;
        let mut all = Vec::with_capacity(texts.len());
        for (name, text) in texts {
            let id = FileId(u32::try_from(sources.files().count()).unwrap_or(u32::MAX));
            let known = match (self.memo.as_deref_mut(), &text) {
                (Some(memo), Text::Shared(text)) => memo.known(&name, id, text),
                _ => None,
            };
            let (text, decoded) = match text {
                // It was taken from its bytes without a finding.
                Text::Shared(text) if known.is_some() => (text, Vec::new()),
                text => decoded(id, text),
            };
            let memo = self.memo.as_deref_mut().filter(|_| known.is_none()).map(|memo| memo.take(&name));
            sources.add(name, Arc::clone(&text));
            all.push(Reading { id, text, decoded, memo, found: known });
        }
        read_all(&mut all);
        let mut trees = Vec::with_capacity(all.len());
        for Reading { id, decoded, memo, found, .. } in all {
            if let (Some(all), Some(memo), Some(file)) = (self.memo.as_deref_mut(), memo, sources.file(id)) {
                all.put(&file.path, memo);
            }
            diagnostics.extend(decoded);
            let Some(found) = found else { continue };
            diagnostics.extend(found.diagnostics);
            trees.push((id, found.value));
        }
        trees
    }
}

/// A text that is to be read, and what came of that.
struct Reading {
    id: FileId,
    text: Arc<str>,
    /// What was found while it was taken from its bytes.
    decoded: Vec<Diagnostic>,
    /// What is remembered of it; `None` where nobody reads again, or it need not be read.
    memo: Option<syntax::Memo>,
    found: Option<Found<File>>,
}

impl Reading {
    fn read(&mut self) {
        self.found = Some(match &mut self.memo {
            None => parse(self.id, &self.text, Form::Stack),
            Some(memo) => parse_with(memo, self.id, &self.text, Form::Stack),
        });
    }
}

/// So many bytes are worth a thread of their own.
const WORTH_A_THREAD: usize = 64 << 10;

/// Files are read on so many threads at most.
const MOST_THREADS: usize = 4;

/// Reads what is not known yet; where that is much, side by side.
fn read_all(all: &mut [Reading]) {
    let mut left: Vec<&mut Reading> = all.iter_mut().filter(|one| one.found.is_none()).collect();
    let bytes: usize = left.iter().map(|one| one.text.len()).sum();
    let most = (bytes / WORTH_A_THREAD).min(left.len()).min(MOST_THREADS);
    let threads =
        if most < 2 { 1 } else { most.min(std::thread::available_parallelism().map_or(1, usize::from)) };
    if threads < 2 {
        return left.into_iter().for_each(Reading::read);
    }
    let left = Mutex::new(left.drain(..));
    let next = || left.lock().unwrap_or_else(PoisonError::into_inner).next();
    let work = || {
        while let Some(one) = next() {
            one.read();
        }
    };
    std::thread::scope(|scope| {
        (1..threads).for_each(|_| drop(scope.spawn(work)));
        work();
    });
}

/// What a file holds.
pub(super) enum Text {
    /// As it was read.
    Read(Vec<u8>),
    /// As others have it.
    Shared(Arc<str>),
}

/// Adds a text to the sources and reads it.
pub(super) fn add(
    sources: &mut SourceMap,
    diagnostics: &mut Vec<Diagnostic>,
    name: String,
    bytes: Vec<u8>,
    form: Form,
) -> (FileId, File) {
    let id = FileId(u32::try_from(sources.files().count()).unwrap_or(u32::MAX));
    let (text, decoded) = decoded(id, Text::Read(bytes));
    diagnostics.extend(decoded);
    let found = parse(id, &text, form);
    diagnostics.extend(found.diagnostics);
    (sources.add(name, text), found.value)
}

/// What bytes say as text, and what is found in them.
fn decoded(id: FileId, text: Text) -> (Arc<str>, Vec<Diagnostic>) {
    match text {
        Text::Read(bytes) => {
            let text = decode(id, bytes);
            (text.value.into(), text.diagnostics)
        }
        Text::Shared(text) => {
            let text = decode_shared(id, text);
            (text.value, text.diagnostics)
        }
    }
}
