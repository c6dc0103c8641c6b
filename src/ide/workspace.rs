//! The stacks of some folders, and of texts that are open, kept up to date.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::glance::Glance;
use super::project::Project;
use super::shelf::Shelf;
use super::snapshot::Snapshot;
use crate::base::System;
use crate::catalog::Catalog;
use crate::session::{Asked, Memo, Options, Overlay, Texts, Watch, analyse_again, load_again};
use crate::syntax::ast::ItemKind;

/// Folders are looked for stacks that far down.
const DEEPEST: usize = 12;

/// What is kept from one look to the next. Only what depends on a change is done again.
#[derive(Debug)]
pub struct Workspace<'a> {
    system: &'a dyn System,
    shelf: Shelf<'a>,
    catalog: Arc<Catalog>,
    options: Options,
    roots: BTreeSet<PathBuf>,
    texts: Arc<Texts>,
    units: BTreeMap<PathBuf, Unit>,
    /// Whether folders may have stacks that are not known yet.
    unseen: bool,
}

/// A folder with stack files: one stack, or a stack a file.
#[derive(Debug, Default)]
struct Unit {
    memo: Memo,
    asked: Asked,
    projects: Vec<Arc<Project>>,
    /// What changed since it was looked at; `None` if it never was.
    touched: Option<Vec<PathBuf>>,
}

impl Unit {
    fn is_stale(&self) -> bool {
        self.touched.as_ref().is_none_or(|touched| !touched.is_empty())
    }
}

impl<'a> Workspace<'a> {
    /// No folder and no text.
    #[must_use]
    pub fn new(system: &'a dyn System, catalog: Catalog, options: Options) -> Self {
        Self {
            system,
            shelf: Shelf::new(system),
            catalog: Arc::new(catalog),
            options,
            roots: BTreeSet::new(),
            texts: Arc::default(),
            units: BTreeMap::new(),
            unseen: true,
        }
    }

    /// Looks for stacks in a folder, too.
    pub fn add_root(&mut self, folder: PathBuf) {
        self.unseen |= self.roots.insert(folder);
    }

    /// Looks for stacks in a folder no longer.
    pub fn remove_root(&mut self, folder: &Path) {
        self.unseen |= self.roots.remove(folder);
    }

    /// A text is open and stands for its file from now on; with `None` it is closed, and the file speaks for itself.
    pub fn set_text(&mut self, path: &Path, text: Option<Arc<str>>) {
        let texts = Arc::make_mut(&mut self.texts);
        let known = match text {
            Some(text) => texts.insert(path.to_owned(), text),
            None => texts.remove(path),
        };
        let is_open = self.texts.contains_key(path);
        self.unseen |= is_stack(path) && known.is_some() != is_open;
        self.changed(path);
    }

    /// Something changed at a path on the disk: it came, went, or has another content.
    pub fn changed(&mut self, path: &Path) {
        self.shelf.forget(path);
        let mut met = false;
        for unit in self.units.values_mut() {
            let asked =
                std::iter::once(&unit.asked).chain(unit.projects.iter().map(|project| &*project.asked));
            if asked.into_iter().any(|asked| asked.depends_on(path))
                && let Some(touched) = &mut unit.touched
            {
                met = true;
                touched.push(path.to_owned());
            }
        }
        // A folder that came or went is told as one path.
        self.unseen |= !met && (is_stack(path) || path.extension().is_none());
    }

    /// Takes nothing for granted: every folder is looked at anew.
    pub fn forget(&mut self) {
        self.shelf = Shelf::new(self.system);
        self.units.clear();
        self.unseen = true;
    }

    /// Judges under other params or another day.
    pub fn set_options(&mut self, options: Options) {
        self.options = options;
        self.forget();
    }

    /// A snapshot that knows of no stack, only of the texts.
    #[must_use]
    pub fn nothing(&self, generation: u64) -> Snapshot<'a> {
        Snapshot {
            generation,
            projects: Vec::new(),
            texts: Arc::clone(&self.texts),
            system: self.system,
            catalog: Arc::clone(&self.catalog),
        }
    }

    /// What there is at this moment.
    pub fn snapshot(&mut self, generation: u64) -> Snapshot<'a> {
        if std::mem::take(&mut self.unseen) {
            self.discover();
        }
        let texts = Arc::clone(&self.texts);
        for (folder, unit) in self.units.iter_mut().filter(|(_, unit)| unit.is_stale()) {
            let touched = unit.touched.replace(Vec::new());
            let overlay = Overlay::new(&self.shelf, &texts);
            unit.look(&overlay, &self.catalog, folder, &self.options, touched);
        }
        Snapshot { projects: self.projects(), ..self.nothing(generation) }
    }

    /// The stacks, without folders that are modules of one of them or that nobody uses.
    fn projects(&self) -> Vec<Arc<Project>> {
        let all = self.units.values().flat_map(|unit| &unit.projects);
        let (stacks, others): (Vec<&Arc<Project>>, Vec<_>) = all.partition(|project| project.has_block);
        let used: BTreeSet<&str> = stacks.iter().flat_map(|project| project.paths()).collect();
        let is_wanted = |project: &&Arc<Project>| {
            let is_open = |path: &str| self.texts.contains_key(Path::new(path));
            let is_root = self.roots.contains(&project.analysis.path);
            (is_root || project.paths().any(is_open)) && !project.paths().any(|path| used.contains(path))
        };
        let lone: Vec<_> = others.into_iter().filter(is_wanted).collect();
        stacks.into_iter().chain(lone).cloned().collect()
    }

    /// Finds the folders with stack files.
    fn discover(&mut self) {
        let texts = Arc::clone(&self.texts);
        let overlay = Overlay::new(self.system, &texts);
        let mut found = BTreeSet::new();
        for root in &self.roots {
            walk(&overlay, root, DEEPEST, &mut found);
        }
        for path in texts.keys().filter(|path| is_stack(path)) {
            // What lies in no folder is a stack by itself.
            let folder = path.parent().filter(|parent| *parent != Path::new(""));
            found.insert(folder.unwrap_or(path).to_owned());
        }
        self.units.retain(|folder, _| found.contains(folder));
        for folder in found {
            self.units.entry(folder).or_default();
        }
    }
}

/// Whether a path is that of a stack's file.
pub(super) fn is_stack(path: &Path) -> bool {
    path.extension().is_some_and(|end| end == "stack")
}

/// Adds the folders with stack files at or below a folder; hidden ones and those of other tools are left out.
fn walk(system: &dyn System, folder: &Path, depth: usize, found: &mut BTreeSet<PathBuf>) {
    let Ok(entries) = system.list(folder) else { return };
    for (name, is_folder) in entries {
        if is_folder && depth > 0 && !name.starts_with('.') && name != "node_modules" && name != "target" {
            walk(system, &folder.join(&name), depth - 1, found);
        } else if !is_folder && is_stack(Path::new(&name)) && !name.starts_with('.') {
            found.insert(folder.to_owned());
        }
    }
}

impl Unit {
    /// Reads and judges what is stale in it.
    fn look(
        &mut self,
        system: &dyn System,
        catalog: &Catalog,
        folder: &Path,
        options: &Options,
        touched: Option<Vec<PathBuf>>,
    ) {
        let watch = Watch::new(system);
        let loaded = load_again(&mut self.memo, &watch, folder).unwrap_or_default();
        self.memo.settle();
        self.asked = watch.into_asked();
        let before = std::mem::take(&mut self.projects);
        for loaded in loaded {
            let before = before.iter().find(|project| project.analysis.path == loaded.path);
            let known = before.filter(|project| {
                let is_touched = |path: &PathBuf| {
                    project.asked.depends_on(path) || project.paths().any(|own| Path::new(own) == path)
                };
                project.has_texts_of(&loaded.sources)
                    && touched.as_ref().is_some_and(|touched| !touched.iter().any(is_touched))
            });
            if let Some(known) = known {
                self.projects.push(Arc::clone(known));
                continue;
            }
            let has_block = loaded
                .files
                .iter()
                .flat_map(|file| &file.items)
                .any(|item| matches!(item.kind, ItemKind::Stack(_)));
            let glance = Glance { system };
            let watch = Watch::new(&glance);
            // What depends on the world outside the texts is known for as long as nothing changed there.
            let is_outside = |path: &PathBuf| before.is_some_and(|before| before.asked.depends_on(path));
            let before = before.filter(|_| touched.as_ref().is_some_and(|all| !all.iter().any(is_outside)));
            let known = before.map(|before| &before.analysis);
            let analysis = analyse_again(&watch, catalog, loaded, options, known);
            let asked = watch.into_asked();
            let asked = match before {
                Some(before) => asked.after(&before.asked),
                None => Arc::new(asked),
            };
            self.projects.push(Arc::new(Project::new(analysis, asked, has_block)));
        }
    }
}
