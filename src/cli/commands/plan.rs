//! `plan`: what would change, and its consequences.

use serde::Serialize;

use super::super::args::{Format, PlanArgs};
use super::super::exit::Exit;
use super::super::paint::{self, Detail};
use super::Cx;
use crate::apply::ApplyError;
use crate::diag::render::findings;
use crate::plan::Aim;
use crate::session::{Planned, workbench};
use crate::state::StateError;
use crate::view::plan::PlanView;

/// Runs the command.
pub(in crate::cli) fn plan(cx: &Cx<'_>, args: &PlanArgs) -> Exit {
    let aim = if args.destroy { Aim::Nothing } else { Aim::Desired };
    let planned = match planned(cx, &args.path, &args.given, aim) {
        Ok(planned) => planned,
        Err(exit) => return exit,
    };
    let Some(plan) = &planned.plan else { return refused(cx, &planned, args.format) };
    if let Some(path) = &args.out {
        let bytes = planned.saved().and_then(|saved| saved.to_bytes().ok()).unwrap_or_default();
        if let Err(error) = cx.system.write(path, &bytes) {
            return cx.terminal.fail(Exit::Io, error, None);
        }
    }
    let view = PlanView::new(&cx.catalog, plan);
    let changes = !plan.operations.is_empty();
    let exit = if changes && args.detailed_exitcode { Exit::Changes } else { Exit::Done };
    let exit = match args.format {
        Format::Json => {
            let findings = findings(&planned.analysis.sources, &planned.analysis.diagnostics);
            json(cx, &view.document(&findings)).then(exit)
        }
        Format::Human => {
            cx.tell_problems(&planned.analysis);
            let detail = if args.full { Detail::Full } else { Detail::Brief };
            let next = if changes { Some(next(args)) } else { None };
            let lines = paint::plan::paint(&view, &cx.terminal.look(detail), next.as_deref());
            cx.terminal.print_lines(&lines).then(exit)
        }
    };
    // The process ends here; to free a large plan piece by piece would take time for nothing.
    std::mem::forget((view, planned));
    exit
}

/// What to run to carry out the plan.
fn next(args: &PlanArgs) -> String {
    if let Some(out) = &args.out {
        return format!("stackc apply {}", out.display());
    }
    let command = if args.destroy { "destroy" } else { "apply" };
    let path = if args.path.as_os_str() == "." { String::new() } else { format!(" {}", args.path.display()) };
    let param = |given: &String| format!(" --param {given}");
    let file = |given: &std::path::PathBuf| format!(" --params {}", given.display());
    let params: String =
        args.given.params.iter().map(file).chain(args.given.param.iter().map(param)).collect();
    format!("stackc {command}{path}{params}")
}

/// Loads, judges and plans.
pub(super) fn planned(
    cx: &Cx<'_>,
    path: &std::path::Path,
    given: &super::super::args::ParamArgs,
    aim: Aim,
) -> Result<Planned, Exit> {
    let analysis = cx.analyse(path, given)?;
    let bench = workbench(cx.system, &cx.catalog, &analysis.folder, analysis.any());
    bench.plan(&cx.catalog, analysis, aim).map_err(|error| failed(cx, &error))
}

/// Shows why there is no plan.
pub(super) fn refused(cx: &Cx<'_>, planned: &Planned, format: Format) -> Exit {
    match format {
        Format::Json => {
            let findings = findings(&planned.analysis.sources, &planned.analysis.diagnostics);
            json(cx, &PlanView::none(&planned.analysis.any().name).document(&findings)).then(Exit::Failed)
        }
        Format::Human => {
            cx.tell_problems(&planned.analysis);
            cx.terminal.fail(Exit::Failed, "there is no plan while the stack has errors", None)
        }
    }
}

/// Says why state or world cannot be used.
pub(super) fn failed(cx: &Cx<'_>, error: &ApplyError) -> Exit {
    let (exit, help) = match error {
        ApplyError::Stale { .. } => (Exit::Failed, Some("nothing was changed; make a new plan")),
        ApplyError::State(StateError::Locked { .. }) => {
            (Exit::Locked, Some("wait until it is done; the lock goes with its process"))
        }
        ApplyError::Stopped => (Exit::Interrupted, None),
        ApplyError::State(_) | ApplyError::Cloud(_) => (Exit::Io, None),
    };
    cx.terminal.fail(exit, error, help)
}

/// Writes a JSON document.
pub(super) fn json(cx: &Cx<'_>, document: &impl Serialize) -> super::super::terminal::Written {
    match serde_json::to_string_pretty(document) {
        Ok(text) => cx.terminal.print(&format!("{text}\n")),
        Err(error) => {
            cx.terminal.fail(Exit::Internal, format!("the result has no form in JSON: {error}"), None);
            super::super::terminal::Written::No
        }
    }
}
