//! Everything as it was at one moment, to be asked from many threads.

use std::path::Path;
use std::sync::Arc;

use super::project::Project;
use crate::base::{FileId, System};
use crate::catalog::Catalog;
use crate::session::{Overlay, Texts};

/// All stacks at one moment.
#[derive(Debug, Clone)]
pub struct Snapshot<'a> {
    /// Counts the changes that went before.
    pub generation: u64,
    /// Whether every stack is here as it is; else only those with texts that are open are.
    pub is_complete: bool,
    /// The stacks, by folder.
    pub projects: Vec<Arc<Project>>,
    /// The texts that are open.
    pub texts: Arc<Texts>,
    /// The outside world, without the texts that are open.
    pub system: &'a dyn System,
    /// The kinds.
    pub catalog: Arc<Catalog>,
}

/// A file of a stack, and what is asked about it.
#[derive(Debug, Clone, Copy)]
pub struct Cx<'a> {
    /// The stack.
    pub project: &'a Project,
    /// The file.
    pub file: FileId,
    /// The kinds.
    pub catalog: &'a Catalog,
    /// Files, clock and variables, with the texts that are open.
    pub system: Overlay<'a>,
}

impl Snapshot<'_> {
    /// Whether a file is, as far as its own stack goes, what it will be once all stacks are known: who only uses it in a
    /// module may come later.
    #[must_use]
    pub fn knows(&self, path: &Path) -> bool {
        self.is_complete || self.projects.iter().any(|project| project.has_block && project.has_own(path))
    }

    /// The stacks that a file belongs to, with its number in each: its own first, then those that use it in a module.
    pub fn with_file(&self, path: &Path) -> impl Iterator<Item = (&Project, FileId)> {
        let mut found: Vec<(usize, &Project, FileId)> = Vec::new();
        for project in &self.projects {
            let known = project.files().find(|(_, file)| Path::new(&file.path) == path);
            if let Some((id, _)) = known {
                found.push((project.space(id), project, id));
            }
        }
        found.sort_by_key(|(space, _, _)| *space);
        found.into_iter().map(|(_, project, id)| (project, id))
    }

    /// The text of a file: of a stack, open, or on the disk.
    #[must_use]
    pub fn text(&self, path: &Path) -> Option<Arc<str>> {
        let of_stack = self.with_file(path).next().and_then(|(project, id)| project.sources().file(id));
        let on_disk = || String::from_utf8(self.system.read(path).ok()?).ok().map(Arc::from);
        let known = of_stack.map(|file| Arc::clone(&file.text));
        known.or_else(|| self.texts.get(path).cloned()).or_else(on_disk)
    }

    /// The stack that a file of params is for, most likely: the one whose folder holds it most nearly.
    #[must_use]
    pub fn with_params(&self, path: &Path) -> Option<&Project> {
        let around = self.projects.iter().filter(|project| path.starts_with(&project.analysis.folder));
        around.max_by_key(|project| project.analysis.folder.components().count()).map(|project| &**project)
    }

    /// What is asked about a file; `None` if it belongs to no stack.
    #[must_use]
    pub fn cx(&self, path: &Path) -> Option<Cx<'_>> {
        let (project, file) = self.with_file(path).next()?;
        Some(Cx { project, file, catalog: &self.catalog, system: Overlay::new(self.system, &self.texts) })
    }
}

impl<'a> Cx<'a> {
    /// The text of the file.
    #[must_use]
    pub fn text(&self) -> &'a str {
        self.project.text_of(self.file)
    }
}
