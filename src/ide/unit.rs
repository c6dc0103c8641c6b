//! One folder with stack files, looked at again and again.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::glance::Glance;
use super::project::Project;
use super::settings::Settings;
use super::shelf::Shelf;
use crate::catalog::Catalog;
use crate::session::{Asked, Loaded, Memo, Overlay, Texts, Watch, analyse_again, load_again};
use crate::syntax::ast::{Item, ItemKind};

/// What a folder is looked at with.
#[derive(Debug, Clone)]
pub(super) struct World<'a> {
    pub(super) shelf: Arc<Shelf<'a>>,
    pub(super) catalog: Arc<Catalog>,
    pub(super) settings: Arc<Settings>,
    /// Texts that are open.
    pub(super) texts: Arc<Texts>,
}

/// A folder with stack files: one stack, or a stack a file.
#[derive(Debug, Default)]
pub(super) struct Unit {
    memo: Memo,
    asked: Asked,
    projects: Vec<Arc<Project>>,
    /// What changed since it was looked at; `None` if it never was.
    touched: Option<Vec<PathBuf>>,
}

/// A folder that is looked at away from the workspace, by whoever has time.
#[derive(Debug)]
pub struct Errand<'a> {
    pub(super) number: u64,
    pub(super) folder: PathBuf,
    pub(super) unit: Unit,
    pub(super) world: World<'a>,
}

impl Errand<'_> {
    /// Looks at the folder as it was when it was taken.
    #[must_use]
    pub fn run(mut self) -> Self {
        self.unit.look(&self.world, &self.folder);
        self
    }
}

impl Unit {
    /// Whether something changed since it was looked at.
    pub(super) fn is_stale(&self) -> bool {
        self.touched.as_ref().is_none_or(|touched| !touched.is_empty())
    }

    /// Its stacks, as they were when it was looked at.
    pub(super) fn projects(&self) -> &[Arc<Project>] {
        &self.projects
    }

    /// The paths of the files of its stacks.
    pub(super) fn paths(&self) -> impl Iterator<Item = &str> {
        self.projects.iter().flat_map(|project| project.paths())
    }

    /// Something changed at a path; whether it is stale by that.
    pub(super) fn touch(&mut self, path: &Path) -> bool {
        let mut asked =
            std::iter::once(&self.asked).chain(self.projects.iter().map(|project| &*project.asked));
        match &mut self.touched {
            Some(touched) if asked.any(|asked| asked.depends_on(path)) => {
                touched.push(path.to_owned());
                true
            }
            _ => false,
        }
    }

    /// Reads and judges what is stale in it.
    pub(super) fn look(&mut self, world: &World<'_>, folder: &Path) {
        let touched = self.touched.replace(Vec::new());
        let overlay = Overlay::new(&*world.shelf, &world.texts);
        let watch = Watch::new(&overlay);
        let loaded = load_again(&mut self.memo, &watch, folder).unwrap_or_default();
        self.memo.settle();
        self.asked = watch.into_asked();
        let before = std::mem::take(&mut self.projects);
        for loaded in loaded {
            let before = before.iter().find(|project| project.analysis.path == loaded.path);
            self.projects.push(again(&overlay, world, loaded, before, touched.as_deref()));
        }
    }
}

/// A stack as it is now, given what it was and what was touched since.
fn again(
    overlay: &Overlay<'_>,
    world: &World<'_>,
    loaded: Loaded,
    before: Option<&Arc<Project>>,
    touched: Option<&[PathBuf]>,
) -> Arc<Project> {
    let known = before.filter(|project| {
        let is_touched = |path: &PathBuf| {
            project.asked.depends_on(path) || project.paths().any(|own| Path::new(own) == path)
        };
        project.has_texts_of(&loaded.sources)
            && touched.is_some_and(|touched| !touched.iter().any(is_touched))
    });
    if let Some(known) = known {
        return Arc::clone(known);
    }
    let is_block = |item: &Item| matches!(item.kind, ItemKind::Stack(_));
    let has_block = loaded.files.iter().any(|file| file.items.besides().any(is_block));
    let glance = Glance { system: overlay };
    let watch = Watch::new(&glance);
    // What depends on the world outside the texts is known for as long as nothing changed there.
    let is_outside = |path: &PathBuf| before.is_some_and(|before| before.asked.depends_on(path));
    let before = before.filter(|_| touched.is_some_and(|all| !all.iter().any(is_outside)));
    let options = world.settings.of(&loaded);
    // A param that came or went may be given another value.
    let known = before.map(|before| &before.analysis).filter(|known| known.options.params == options.params);
    let analysis = analyse_again(&watch, &world.catalog, loaded, &options, known);
    let asked = watch.into_asked();
    let asked = match before {
        Some(before) => asked.after(&before.asked),
        None => Arc::new(asked),
    };
    Arc::new(Project::new(analysis, asked, has_block))
}
