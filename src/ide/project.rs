//! One stack as an editor sees it.

use std::path::Path;
use std::sync::{Arc, OnceLock};

use super::index::Index;
use crate::base::{FileId, SourceFile, SourceMap, Span};
use crate::session::{Analysis, Asked};
use crate::syntax::ast::File;

/// A stack that was read and judged, and what is asked of it more than once.
#[derive(Debug)]
pub struct Project {
    /// What is known of it.
    pub analysis: Analysis,
    /// What its judgement looked at, besides its own files.
    pub(super) asked: Arc<Asked>,
    /// Whether it has a `stack` block; what has none may be a module of another stack.
    pub(super) has_block: bool,
    index: OnceLock<Index>,
}

impl Project {
    pub(super) fn new(analysis: Analysis, asked: Arc<Asked>, has_block: bool) -> Self {
        Self { analysis, asked, has_block, index: OnceLock::new() }
    }

    /// Which names stand where.
    #[must_use]
    pub fn index(&self) -> &Index {
        self.index.get_or_init(|| Index::new(&self.analysis))
    }

    /// Its texts.
    #[must_use]
    pub fn sources(&self) -> &SourceMap {
        &self.analysis.sources
    }

    /// The text that a place is in.
    #[must_use]
    pub fn text_of(&self, file: FileId) -> &str {
        self.sources().file(file).map_or("", |file| &file.text)
    }

    /// Its own files, those of modules included; values of params from elsewhere are no files of it.
    pub fn files(&self) -> impl Iterator<Item = (FileId, &SourceFile)> {
        self.sources().files().take(self.analysis.files)
    }

    /// The paths of its files.
    pub fn paths(&self) -> impl Iterator<Item = &str> {
        self.files().map(|(_, file)| file.path.as_str())
    }

    /// Whether a file is one of the stack itself, and of none of its modules.
    pub(super) fn has_own(&self, path: &Path) -> bool {
        let own = self.sources().files().take(self.analysis.trees().len());
        own.into_iter().any(|(_, file)| path.as_os_str() == file.path.as_str())
    }

    /// Whether these are the very texts that it was made from.
    pub(super) fn has_texts_of(&self, sources: &SourceMap) -> bool {
        let same = |(one, other): (&SourceFile, &SourceFile)| {
            let texts = (&one.text, &other.text);
            one.path == other.path && (Arc::ptr_eq(texts.0, texts.1) || texts.0 == texts.1)
        };
        let others = || sources.files().map(|(_, file)| file);
        let own = || self.files().map(|(_, file)| file);
        own().count() == others().count() && own().zip(others()).all(same)
    }

    /// The tree of a file.
    #[must_use]
    pub fn tree(&self, id: FileId) -> Option<&File> {
        let own = self.analysis.trees();
        own.get(id.0 as usize).or_else(|| {
            let mut folders = self.analysis.modules().folders.iter();
            folders.find_map(|folder| {
                let at = folder.ids.iter().position(|known| *known == id)?;
                folder.files.get(at)
            })
        })
    }

    /// Which namespace a file belongs to: 0 for the stack, else the number of its module's folder counted from 1.
    #[must_use]
    pub fn space(&self, id: FileId) -> usize {
        let at = self.analysis.modules().folders.iter().position(|folder| folder.ids.contains(&id));
        at.map_or(0, |at| at + 1)
    }

    /// The text at a place.
    #[must_use]
    pub fn at(&self, span: Span) -> &str {
        self.sources().text(span)
    }
}
