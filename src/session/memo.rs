//! What is kept from one look at stacks to the next, so that what did not change costs little.

use std::collections::{BTreeMap, BTreeSet};

use crate::syntax;

/// What was read of each file, by its name.
#[derive(Debug, Default)]
pub struct Memo {
    files: BTreeMap<String, syntax::Memo>,
    met: BTreeSet<String>,
}

impl Memo {
    /// Ends one look: files that were not met in it are forgotten.
    pub fn settle(&mut self) {
        let met = std::mem::take(&mut self.met);
        self.files.retain(|name, _| met.contains(name));
    }

    /// What was read of a file, to be put back once it is read again.
    pub(super) fn take(&mut self, name: &str) -> syntax::Memo {
        self.files.remove(name).unwrap_or_default()
    }

    /// Puts back what was read of a file.
    pub(super) fn put(&mut self, name: &str, memo: syntax::Memo) {
        self.met.insert(name.to_owned());
        self.files.insert(name.to_owned(), memo);
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
