//! Which declarations stand in which file.

use super::declare::Scope;
use crate::base::Span;
use crate::syntax::ast::File;

/// How many declarations there are up to a place.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Ends {
    pub(super) resources: usize,
    pub(super) flows: usize,
    pub(super) modules: usize,
}

impl Scope<'_> {
    /// How many declarations there are.
    pub(super) fn end(&self) -> Ends {
        let (resources, flows) = (self.resources.len(), self.flows.len());
        Ends { resources, flows, modules: self.modules.len() }
    }

    /// How many there are up to the end of each file, if all of them stand in these.
    pub(super) fn ends(&self, files: &[File]) -> Vec<Ends> {
        let mut ends = Ends::default();
        let up_to = |file: &File| {
            let Some(id) = file.items.first().map(|item| item.span.file) else { return ends };
            let Ends { resources, flows, modules } = &mut ends;
            let is_there = |span: Option<Span>| span.is_some_and(|span| span.file == id);
            while is_there(self.resources.get(*resources).map(|one| one.span)) {
                *resources += 1;
            }
            while is_there(self.flows.get(*flows).map(|one| one.span)) {
                *flows += 1;
            }
            while is_there(self.modules.get(*modules).map(|(item, _)| item.span)) {
                *modules += 1;
            }
            ends
        };
        files.iter().map(up_to).collect()
    }
}
