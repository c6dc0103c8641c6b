//! A stack together with its state and its world: planning and applying.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicU8;

use ecow::EcoString;

use super::{Analysis, NothingToDo, Options, Trouble, analyse, load};
use crate::apply::{self, Applied, Event, contents, look, refresh};
use crate::base::{Stamp, System, did_you_mean};
use crate::catalog::Catalog;
use crate::check;
use crate::cloud::{Caller, Deployer, Simulated};
use crate::model::{Address, Map, Move, Stack, Value, to_json};
use crate::plan::{
    self, Aim, Plan, Purpose, Saved, identities, is_saved, moved_rows, wanted_contents, wanted_strangers,
};
use crate::resolve::content;
use crate::state::Snapshot;
use crate::state::backends::Sqlite;

/// Where stackc keeps what it knows, beside the stack.
pub(super) const FOLDER: &str = ".stackc";

/// A stack's state and the world it lives in.
#[derive(Debug)]
pub struct Workbench {
    /// The stack's name.
    pub stack: EcoString,
    /// Its state.
    pub(super) state: Sqlite,
    /// The simulated cloud.
    pub(super) world: Simulated,
    /// The stack's folder.
    pub(super) folder: PathBuf,
    /// In whose name the world is asked, and where.
    pub(super) caller: Caller,
}

/// Towards what a plan goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Towards {
    /// What the stack says.
    Stack,
    /// Nothing being left.
    Nothing,
}

/// A plan and what it was made from.
#[derive(Debug)]
pub struct Planned {
    /// The stack; its diagnostics are followed by the plan's.
    pub analysis: Analysis,
    /// What there is to do; `None` where the stack or the plan has errors.
    pub work: Option<Work>,
    /// State and world as they were read; a command ends before they go, since to take them apart takes longer than to end.
    pub seen: Snapshot,
}

/// A plan, and where it is carried out.
#[derive(Debug)]
pub struct Work {
    /// The plan.
    pub plan: Plan,
    /// Towards what it goes.
    pub towards: Towards,
    bench: Workbench,
    /// The files of state and world as they were before they were read; empty where that is of no use.
    pub(super) stamps: Vec<(PathBuf, Option<Stamp>)>,
}

/// How a plan is carried out.
#[derive(Debug)]
pub struct Run<'a> {
    /// How many calls are made at once.
    pub parallelism: usize,
    /// Set to 1 to stop after what is in flight, and to 2 to stop at once.
    pub cancel: &'a AtomicU8,
}

/// The workbench of a stack.
#[must_use]
pub fn workbench(system: &dyn System, catalog: &Catalog, analysis: &Analysis) -> Workbench {
    let stack = analysis.any();
    open(system, catalog, &analysis.folder, stack)
}

fn open(system: &dyn System, catalog: &Catalog, folder: &Path, stack: &Stack) -> Workbench {
    let caller = Caller { account: stack.account.clone(), region: stack.region.clone() };
    bench(system, catalog, folder, stack.name.clone(), stack.state.as_ref(), caller)
}

fn bench(
    system: &dyn System,
    catalog: &Catalog,
    folder: &Path,
    stack: EcoString,
    state: Option<&EcoString>,
    caller: Caller,
) -> Workbench {
    let state = match state {
        Some(path) => folder.join(path.as_str()),
        None => folder.join(FOLDER).join("state.db"),
    };
    let world = world_path(system, folder);
    let simulated = Simulated::at(world, catalog.clone(), caller.clone());
    Workbench { stack, state: Sqlite::at(state), world: simulated, folder: folder.to_owned(), caller }
}

impl Workbench {
    /// What tells whether state or world were written to since: their files, and the logs of what is not in these yet.
    fn stamps(&self, system: &dyn System) -> Vec<(PathBuf, Option<Stamp>)> {
        let files = [self.state.path(), self.world.path()].into_iter().flat_map(|path| {
            let mut log = path.as_os_str().to_owned();
            log.push("-wal");
            [path.to_owned(), PathBuf::from(log)]
        });
        files.map(|path| (path.clone(), system.stamp(&path))).collect()
    }
}

/// The world of the nearest folder upwards that has one, else beside the stack.
fn world_path(system: &dyn System, folder: &Path) -> PathBuf {
    let here = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    let whole = system.absolute(here);
    whole
        .ancestors()
        .map(|folder| folder.join(FOLDER).join("world.db"))
        .find(|path| system.exists(path))
        .unwrap_or_else(|| folder.join(FOLDER).join("world.db"))
}

/// Plans towards the stack, or towards nothing; what is at the addresses of `replace` is replaced in any case.
/// Writes nothing.
///
/// # Errors
/// When state or world cannot be read, or the state knows nothing at an address of `replace`.
pub fn plan(
    system: &dyn System,
    catalog: &Catalog,
    mut analysis: Analysis,
    towards: Towards,
    replace: &[String],
    purpose: Purpose,
) -> Result<Planned, Trouble> {
    let Ok(checked) = &analysis.stack else {
        return Ok(Planned { analysis, work: None, seen: Snapshot::default() });
    };
    let bench = open(system, catalog, &analysis.folder, checked.get());
    let stamps = bench.stamps(system);
    let mut snapshot = refresh(&bench.stack, &bench.state, &bench.world)?;
    let aim = if towards == Towards::Nothing { Aim::Nothing } else { Aim::Desired };
    let options = plan::Options { aim, replace: replaced(&snapshot, replace)?, purpose };
    let moves = checked.get().moves.clone();
    if aim == Aim::Desired
        && let Some(again) = with_identities(system, catalog, &analysis, &bench, &mut snapshot, &moves)?
    {
        analysis = again;
    }
    let Ok(checked) = &analysis.stack else { return Ok(Planned { analysis, work: None, seen: snapshot }) };
    let strangers = wanted_strangers(checked, &snapshot);
    look(&mut snapshot, &bench.world, &strangers)?;
    let known = {
        let wanted = wanted_contents(checked, &snapshot, &options);
        contents(&bench.state, &snapshot, &wanted)?
    };
    snapshot.contents.extend(known);
    let mut found = plan::plan(catalog, checked, &snapshot, &options);
    found.value.access.locate(&analysis.sources);
    let broken = found.has_errors();
    let mut diagnostics = found.diagnostics;
    check::name_uses(checked.get(), &mut diagnostics);
    analysis.diagnostics.extend(diagnostics);
    let work = if broken { None } else { Some(Work { plan: found.value, towards, bench, stamps }) };
    Ok(Planned { analysis, work, seen: snapshot })
}

/// The addresses of what is to be replaced.
fn replaced(snapshot: &Snapshot, asked: &[String]) -> Result<BTreeSet<Address>, Trouble> {
    let known = |text: &String| {
        let address = Address::from(text.as_str());
        if snapshot.rows.contains_key(&address) {
            return Ok(address);
        }
        let meant = did_you_mean(text, snapshot.rows.keys().map(Address::as_str));
        let help = meant.map_or_else(
            || "`stackc state list` lists what can be replaced".to_owned(),
            |meant| format!("did you mean `{meant}`?"),
        );
        Err(Trouble::refused(format!("`{text}` is not in the state, so it cannot be replaced"), Some(help)))
    };
    asked.iter().map(known).collect()
}

/// The stack once more, with what was moved or adopted under the names that it keeps; `None` if there is no such thing.
fn with_identities(
    system: &dyn System,
    catalog: &Catalog,
    analysis: &Analysis,
    bench: &Workbench,
    snapshot: &mut Snapshot,
    moves: &[Move],
) -> Result<Option<Analysis>, Trouble> {
    let known = contents(&bench.state, snapshot, &moved_rows(snapshot, moves))?;
    snapshot.contents.extend(known);
    let identities = identities(snapshot, moves);
    if identities.is_empty() {
        return Ok(None);
    }
    let options = Options { identities, ..analysis.options.clone() };
    let loaded = load(system, &analysis.path)?;
    if loaded.content() != analysis.content() {
        let message = format!("the files of `{}` changed while they were read", analysis.path.display());
        return Err(Trouble::Stale(message));
    }
    Ok(Some(analyse(system, catalog, loaded, &options)))
}

/// What a saved plan says to do; `None` if the bytes are no saved plan.
///
/// # Errors
/// When it cannot be read, or the stack's files are not what they were.
pub fn saved_work(system: &dyn System, catalog: &Catalog, bytes: &[u8]) -> Result<Option<Work>, Trouble> {
    if !is_saved(bytes) {
        return Ok(None);
    }
    let saved = Saved::from_bytes(bytes)?;
    let loaded = load(system, Path::new(&saved.path))?;
    if loaded.content() != saved.content {
        let message = format!("the plan is stale: the files of `{}` are not what they were", saved.path);
        return Err(Trouble::Stale(message));
    }
    if let Some((path, _)) =
        saved.code.iter().find(|(path, hash)| content(system, &loaded.folder, path).hash() != Some(*hash))
    {
        return Err(Trouble::Stale(format!("the plan is stale: `{path}` does not hold what it did")));
    }
    let caller = Caller { account: saved.account, region: saved.region };
    let stack = saved.plan.stack.clone();
    let bench = bench(system, catalog, &loaded.folder, stack, saved.state.as_ref(), caller);
    let towards = if saved.destroy { Towards::Nothing } else { Towards::Stack };
    Ok(Some(Work { plan: saved.plan, towards, bench, stamps: Vec::new() }))
}

impl Work {
    /// That there is nothing to do, with what that depends on; `None` if there is something, also to tell.
    #[must_use]
    pub fn nothing_to_do(&self) -> Option<NothingToDo<'_>> {
        let Plan { stack, steps, drift, .. } = &self.plan;
        let nothing = self.is_empty() && drift.is_empty();
        nothing.then(|| NothingToDo { stack, resources: steps.len(), stamps: &self.stamps })
    }

    /// Where it is carried out.
    pub(super) const fn bench(&self) -> &Workbench {
        &self.bench
    }

    /// From now on the plan is carried out with these permissions only.
    pub fn act_as(&mut self, deployer: Deployer) {
        self.bench.world.act_as(deployer);
    }

    /// Whether there is nothing to do.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.plan.operations.is_empty()
    }

    /// Carries the plan out.
    ///
    /// # Errors
    /// When the plan is stale, the state is locked, or state or world fail; a call that the world refuses is no error.
    pub fn apply(
        &self,
        system: &dyn System,
        run: &Run<'_>,
        progress: &mut dyn FnMut(&Event),
    ) -> Result<Applied, Trouble> {
        let command = if self.towards == Towards::Nothing { "destroy" } else { "apply" };
        let options = apply::Options {
            parallelism: run.parallelism,
            command: command.into(),
            time: system.now(),
            who: who(system),
            process: std::process::id(),
            cancel: run.cancel,
        };
        Ok(apply::apply(&self.plan, &self.bench.state, &self.bench.world, &options, progress)?)
    }
}

/// The user and the machine, as far as they are known.
fn who(system: &dyn System) -> String {
    let user = system.variable("USER").or_else(|| system.variable("USERNAME")).unwrap_or_default();
    let host = system.variable("HOSTNAME").unwrap_or_default();
    match (user.is_empty(), host.is_empty()) {
        (false, false) => format!("{user}@{host}"),
        (false, true) => user,
        _ => "somebody".to_owned(),
    }
}

/// The hash of each path that a stack's resources name, as far as it counts from this folder.
fn code(system: &dyn System, folder: &Path, stack: &Stack) -> BTreeMap<EcoString, EcoString> {
    let mut found = BTreeMap::new();
    let mut open: Vec<&Map> = stack.resources.values().map(|resource| &resource.inputs).collect();
    while let Some(inputs) = open.pop() {
        for (key, value) in inputs.iter() {
            match value {
                Value::Map(inner) => open.push(inner),
                Value::String(hash) => {
                    let path = key.strip_suffix("_sha256").and_then(|key| inputs.get(key)?.as_str());
                    found.extend(path.map(|path| (EcoString::from(path), hash.clone())));
                }
                _ => {}
            }
        }
    }
    found.retain(|path, hash| content(system, folder, path).hash() == Some(&*hash));
    found
}

impl Planned {
    /// Closes state and world and leaves the rest to the end of the process: to free a large plan piece by piece takes
    /// time for nothing.
    pub fn leave(self) {
        let Self { analysis, work, .. } = self;
        std::mem::forget(analysis);
        if let Some(Work { plan, bench, .. }) = work {
            std::mem::forget(plan);
            drop(bench);
        }
    }

    /// The plan as a file's content, with everything that it is bound to; `None` where there is no plan.
    ///
    /// # Errors
    /// When a value has no form in JSON, which no plan made here has.
    pub fn saved(&self, system: &dyn System) -> Result<Option<Vec<u8>>, Trouble> {
        let Some(work) = &self.work else { return Ok(None) };
        let stack = self.analysis.any();
        let params = stack.params.iter().map(|param| (param.name.clone(), to_json(&param.value)));
        let saved = Saved {
            path: self.analysis.path.to_string_lossy().into_owned(),
            account: stack.account.clone(),
            region: stack.region.clone(),
            state: stack.state.clone(),
            destroy: work.towards == Towards::Nothing,
            content: self.analysis.content(),
            code: code(system, &self.analysis.folder, stack),
            params: params.collect(),
            plan: work.plan.clone(),
        };
        Ok(Some(saved.to_bytes()?))
    }
}
