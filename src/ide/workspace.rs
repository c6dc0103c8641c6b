//! The stacks of some folders, and of texts that are open, kept up to date.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Bound;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::project::Project;
use super::settings::Settings;
use super::shelf::{Shelf, Watching};
use super::snapshot::Snapshot;
use super::unit::{Errand, Unit, World};
use crate::base::System;
use crate::catalog::Catalog;
use crate::session::Overlay;

/// Folders are looked for stacks that far down.
const DEEPEST: usize = 12;

/// What is kept from one look to the next. Only what depends on a change is done again.
#[derive(Debug)]
pub struct Workspace<'a> {
    system: &'a dyn System,
    world: World<'a>,
    watching: Watching,
    roots: BTreeSet<PathBuf>,
    units: BTreeMap<PathBuf, Unit>,
    /// Folders that somebody looks at elsewhere, each with the number of the errand and what changed meanwhile.
    away: BTreeMap<PathBuf, (u64, Vec<PathBuf>)>,
    /// How many errands there were.
    errands: u64,
    /// Whether folders may have stacks that are not known yet.
    unseen: bool,
}

impl<'a> Workspace<'a> {
    /// No folder and no text.
    #[must_use]
    pub fn new(system: &'a dyn System, catalog: Catalog, settings: Settings) -> Self {
        let shelf = Arc::new(Shelf::new(system, Watching::Nobody));
        Self {
            system,
            world: World {
                shelf,
                catalog: Arc::new(catalog),
                settings: Arc::new(settings),
                texts: Arc::default(),
            },
            watching: Watching::Nobody,
            roots: BTreeSet::new(),
            units: BTreeMap::new(),
            away: BTreeMap::new(),
            errands: 0,
            unseen: true,
        }
    }

    /// The same, where somebody notices that files change outside.
    #[must_use]
    pub fn watched_by(mut self, watching: Watching) -> Self {
        self.watching = watching;
        self.forget();
        self
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
        let texts = Arc::make_mut(&mut self.world.texts);
        let known = match text {
            Some(text) => texts.insert(path.to_owned(), text),
            None => texts.remove(path),
        };
        let is_open = self.world.texts.contains_key(path);
        self.unseen |= is_stack(path) && known.is_some() != is_open;
        self.touch(path);
    }

    /// Something changed at a path on the disk: it came, went, or has another content.
    pub fn changed(&mut self, path: &Path) {
        self.world.shelf.forget(path);
        self.touch(path);
    }

    fn touch(&mut self, path: &Path) {
        let mut met = false;
        for unit in self.units.values_mut() {
            met |= unit.touch(path);
        }
        for (_, touched) in self.away.values_mut() {
            touched.push(path.to_owned());
        }
        // A folder that came or went is told as one path.
        self.unseen |= !met && (is_stack(path) || path.extension().is_none());
    }

    /// Takes nothing for granted: every folder is looked at anew.
    pub fn forget(&mut self) {
        self.world.shelf = Arc::new(Shelf::new(self.system, self.watching));
        self.units.clear();
        self.away.clear();
        self.unseen = true;
    }

    /// A file was saved. Where nobody tells what changes outside, that is the moment to look at all of it.
    pub fn saved(&mut self) {
        if self.watching == Watching::Nobody {
            self.forget();
        }
    }

    /// Judges under other params or another day.
    pub fn set_settings(&mut self, settings: Settings) {
        self.world.settings = Arc::new(settings);
        self.forget();
    }

    /// A snapshot that knows of no stack, only of the texts.
    #[must_use]
    pub fn nothing(&self, generation: u64) -> Snapshot<'a> {
        Snapshot {
            generation,
            is_complete: true,
            projects: Vec::new(),
            texts: Arc::clone(&self.world.texts),
            system: self.system,
            catalog: Arc::clone(&self.world.catalog),
        }
    }

    /// What there is at this moment.
    pub fn snapshot(&mut self, generation: u64) -> Snapshot<'a> {
        self.look(|_| true);
        self.known(generation)
    }

    /// What there is at this moment of the stacks in whose folders a text is open; of the others, what is known already.
    /// Whoever has time takes these for an [`Errand`].
    pub fn open_first(&mut self, generation: u64) -> Snapshot<'a> {
        let texts = Arc::clone(&self.world.texts);
        let is_below = |folder: &Path| {
            let from = texts.range::<Path, _>((Bound::Included(folder), Bound::Unbounded));
            from.map(|(path, _)| path).next().is_some_and(|path| path.starts_with(folder))
        };
        let has_open = |unit: &Unit| unit.paths().any(|path| texts.contains_key(Path::new(path)));
        self.look(|(folder, unit)| is_below(folder) || has_open(unit));
        self.known(generation)
    }

    /// Looks at what is stale among some folders.
    fn look(&mut self, among: impl Fn((&Path, &Unit)) -> bool) {
        if std::mem::take(&mut self.unseen) {
            self.discover();
        }
        for (folder, unit) in self.units.iter_mut().filter(|(_, unit)| unit.is_stale()) {
            if among((folder, unit)) {
                unit.look(&self.world, folder);
            }
        }
    }

    fn known(&self, generation: u64) -> Snapshot<'a> {
        let is_complete = self.away.is_empty() && !self.units.values().any(Unit::is_stale);
        Snapshot { projects: self.projects(), is_complete, ..self.nothing(generation) }
    }

    /// A folder that is to be looked at, to be taken elsewhere and brought back with [`Self::done`].
    pub fn errand(&mut self) -> Option<Errand<'a>> {
        let (folder, unit) = self.units.iter_mut().find(|(_, unit)| unit.is_stale())?;
        let (folder, unit) = (folder.clone(), std::mem::take(unit));
        self.units.remove(&folder);
        self.errands += 1;
        self.away.insert(folder.clone(), (self.errands, Vec::new()));
        Some(Errand { number: self.errands, folder, unit, world: self.world.clone() })
    }

    /// Takes back what was looked at elsewhere, unless nobody wants it any more.
    pub fn done(&mut self, errand: Errand<'a>) {
        let Errand { number, folder, mut unit, .. } = errand;
        if self.away.get(&folder).is_none_or(|(known, _)| *known != number) {
            return;
        }
        for path in self.away.remove(&folder).into_iter().flat_map(|(_, touched)| touched) {
            unit.touch(&path);
        }
        self.units.insert(folder, unit);
    }

    /// The stacks, without folders that are modules of one of them or that nobody uses.
    fn projects(&self) -> Vec<Arc<Project>> {
        let all = self.units.values().flat_map(Unit::projects);
        let (stacks, others): (Vec<&Arc<Project>>, Vec<_>) = all.partition(|project| project.has_block);
        let used: BTreeSet<&str> = stacks.iter().flat_map(|project| project.paths()).collect();
        let is_wanted = |project: &&Arc<Project>| {
            let is_open = |path: &str| self.world.texts.contains_key(Path::new(path));
            let is_root = self.roots.contains(&project.analysis.path);
            (is_root || project.paths().any(is_open)) && !project.paths().any(|path| used.contains(path))
        };
        let lone: Vec<_> = others.into_iter().filter(is_wanted).collect();
        stacks.into_iter().chain(lone).cloned().collect()
    }

    /// Finds the folders with stack files.
    fn discover(&mut self) {
        let texts = Arc::clone(&self.world.texts);
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
        self.away.retain(|folder, _| found.contains(folder));
        for folder in found {
            if !self.away.contains_key(&folder) {
                self.units.entry(folder).or_default();
            }
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
