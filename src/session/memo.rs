//! What is kept from one look at stacks to the next, so that what did not change costs little.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::base::FileId;
use crate::diag::Found;
use crate::syntax::ast::File;
use crate::syntax::{self, Form, parse_with};

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

    /// Reads a file's text; what it said the last time need not be read again.
    pub(super) fn parse(&mut self, id: FileId, name: &str, text: &Arc<str>) -> Found<File> {
        self.met.insert(name.to_owned());
        parse_with(self.files.entry(name.to_owned()).or_default(), id, text, Form::Stack)
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
