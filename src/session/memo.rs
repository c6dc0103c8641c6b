//! What is kept from one look at stacks to the next, so that what did not change costs little.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use crate::base::FileId;
use crate::diag::Found;
use crate::syntax::ast::File;
use crate::syntax::{self, Form};

/// What was read of each file, by its name.
#[derive(Debug, Default)]
pub struct Memo {
    /// Each with the number of the look that met it last.
    files: FxHashMap<String, (usize, syntax::Memo)>,
    looks: usize,
}

impl Memo {
    /// Ends one look: files that were not met in it are forgotten.
    pub fn settle(&mut self) {
        let look = self.looks;
        self.files.retain(|_, (met, _)| *met == look);
        self.looks += 1;
    }

    /// The tree of a file and what was found in it, if this is the very text that was read of it.
    pub(super) fn known(&mut self, name: &str, id: FileId, text: &Arc<str>) -> Option<Found<File>> {
        let (met, memo) = self.files.get_mut(name)?;
        let found = memo.known(id, text, Form::Stack)?;
        *met = self.looks;
        Some(found)
    }

    /// What was read of a file, to be put back once it is read again.
    pub(super) fn take(&mut self, name: &str) -> syntax::Memo {
        self.files.remove(name).map(|(_, memo)| memo).unwrap_or_default()
    }

    /// Puts back what was read of a file.
    pub(super) fn put(&mut self, name: &str, memo: syntax::Memo) {
        self.files.insert(name.to_owned(), (self.looks, memo));
    }
}

/// How much of a stack had to be looked at, what was known from the last time not counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Effort {
    /// Declarations that were resolved, those of modules not counted.
    pub resolved: usize,
    /// Resources that were gone over.
    pub gone_over: usize,
    /// Resources that were judged.
    pub judged: usize,
    /// Rules about the stack as a whole that were asked.
    pub asked: usize,
}
