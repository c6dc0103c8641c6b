//! A stack together with its state and its world: planning, applying, looking.

use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicU8;

use ecow::EcoString;

use super::Analysis;
use crate::apply::{self, Applied, ApplyError, Event, contents, refresh};
use crate::base::System;
use crate::catalog::Catalog;
use crate::cloud::{Caller, Simulated};
use crate::model::{Stack, to_json};
use crate::plan::{self, Aim, Plan, Saved, wanted_contents};
use crate::state::Snapshot;
use crate::state::backends::Sqlite;

/// Where stackc keeps what it knows, beside the stack.
const FOLDER: &str = ".stackc";

/// A stack's state and the world it lives in.
#[derive(Debug)]
pub struct Workbench {
    /// The stack's name.
    pub stack: EcoString,
    /// Its state.
    pub state: Sqlite,
    /// The simulated cloud.
    pub world: Simulated,
}

/// A plan and what it was made from.
#[derive(Debug)]
pub struct Planned {
    /// The stack; its diagnostics are followed by the plan's.
    pub analysis: Analysis,
    /// The plan; `None` where the stack or the plan has errors.
    pub plan: Option<Plan>,
    /// How many calls of an apply that was cut off were found open.
    pub unsettled: usize,
}

/// How a plan is carried out.
#[derive(Debug)]
pub struct Run<'a> {
    /// How many calls are made at once.
    pub parallelism: usize,
    /// `apply` or `destroy`.
    pub command: &'static str,
    /// Set to 1 to stop after what is in flight, and to 2 to stop at once.
    pub cancel: &'a AtomicU8,
}

/// The workbench of a stack.
#[must_use]
pub fn workbench(system: &dyn System, catalog: &Catalog, folder: &Path, stack: &Stack) -> Workbench {
    let caller = Caller { account: stack.account.clone(), region: stack.region.clone() };
    open(system, catalog, folder, stack.name.clone(), stack.state.as_ref(), caller)
}

fn open(
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
    Workbench { stack, state: Sqlite::at(state), world: Simulated::at(world, catalog.clone(), caller) }
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

impl Workbench {
    /// The workbench of a saved plan.
    #[must_use]
    pub fn of_saved(system: &dyn System, catalog: &Catalog, saved: &Saved) -> Self {
        let path = Path::new(&saved.path);
        let folder = if system.is_folder(path) { path } else { path.parent().unwrap_or(Path::new(".")) };
        let caller = Caller { account: saved.account.clone(), region: saved.region.clone() };
        open(system, catalog, folder, saved.plan.stack.clone(), saved.state.as_ref(), caller)
    }

    /// The state as the world shows it now. Writes nothing.
    ///
    /// # Errors
    /// When state or world cannot be read.
    pub fn look(&self) -> Result<Snapshot, ApplyError> {
        refresh(&self.stack, &self.state, &self.world)
    }

    /// Plans towards the stack, or towards nothing. Writes nothing.
    ///
    /// # Errors
    /// When state or world cannot be read.
    pub fn plan(&self, catalog: &Catalog, mut analysis: Analysis, aim: Aim) -> Result<Planned, ApplyError> {
        let Ok(checked) = &analysis.stack else { return Ok(Planned { analysis, plan: None, unsettled: 0 }) };
        let mut snapshot = self.look()?;
        let options = plan::Options { aim, ..plan::Options::default() };
        let known = {
            let wanted = wanted_contents(checked, &snapshot, &options);
            contents(&self.state, &snapshot, &wanted)?
        };
        snapshot.contents.extend(known);
        let found = plan::plan(catalog, checked, &snapshot, &options);
        let broken = found.has_errors();
        analysis.diagnostics.extend(found.diagnostics);
        let plan = if broken { None } else { Some(found.value) };
        Ok(Planned { analysis, plan, unsettled: snapshot.intents.len() })
    }

    /// Carries out a plan.
    ///
    /// # Errors
    /// When the plan is stale, the state is locked, or state or world fail; a call that the world refuses is no error.
    pub fn apply(
        &self,
        system: &dyn System,
        plan: &Plan,
        run: &Run<'_>,
        progress: &mut dyn FnMut(&Event),
    ) -> Result<Applied, ApplyError> {
        let user = system.variable("USER").or_else(|| system.variable("USERNAME")).unwrap_or_default();
        let host = system.variable("HOSTNAME").unwrap_or_default();
        let who = match (user.is_empty(), host.is_empty()) {
            (false, false) => format!("{user}@{host}"),
            (false, true) => user,
            _ => "somebody".to_owned(),
        };
        let options = apply::Options {
            parallelism: run.parallelism,
            command: run.command.into(),
            time: system.now(),
            who,
            process: std::process::id(),
            cancel: run.cancel,
        };
        apply::apply(plan, &self.state, &self.world, &options, progress)
    }
}

impl Planned {
    /// The plan with everything that it is bound to, to be kept in a file.
    #[must_use]
    pub fn saved(&self) -> Option<Saved> {
        let stack = self.analysis.any();
        let params = stack.params.iter().map(|param| (param.name.clone(), to_json(&param.value)));
        Some(Saved {
            path: self.analysis.path.to_string_lossy().into_owned(),
            account: stack.account.clone(),
            region: stack.region.clone(),
            state: stack.state.clone(),
            content: self.analysis.content(),
            params: params.collect(),
            plan: self.plan.clone()?,
        })
    }
}
