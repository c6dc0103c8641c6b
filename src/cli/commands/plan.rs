//! `plan`: what would change, and its consequences.

use serde::Serialize;

use super::super::args::{Format, PlanArgs, PlanDeny};
use super::super::exit::Exit;
use super::super::paint::{self, Detail};
use super::super::terminal::Written;
use super::Cx;
use crate::diag::Severity;
use crate::diag::render::findings;
use crate::session::{self, Notebook, Planned, Purpose, Session, Towards};
use crate::view::access_change::Access;
use crate::view::plan::PlanView;

/// Runs the command, or says again that there is nothing to do while nothing is other than it was then.
pub(in crate::cli) fn plan(cx: &Cx<'_>, args: &PlanArgs) -> Exit {
    let wished = args.destroy || args.out.is_some() || !args.replace.is_empty() || !args.deny.is_empty();
    let plain = !wished && args.format == Format::Human;
    let options = match cx.options(&args.given) {
        Ok(options) => options,
        Err(exit) => return exit,
    };
    let open = || Notebook::open(cx.session.system, "plan", &args.path, &options);
    let Some(notebook) = plain.then(open).flatten() else { return anew(cx, args, None) };
    if let Some(known) = notebook.recall()
        && let Some((stack, resources)) = &known.nothing_to_do
    {
        cx.tell_seen(&known.seen());
        let lines = paint::plan::nothing(stack, *resources, &cx.terminal.look(Detail::Brief));
        return cx.terminal.print_lines(&lines).then(Exit::Done);
    }
    let session = Session { system: notebook.system(), catalog: cx.session.catalog.clone() };
    anew(&Cx { session, terminal: cx.terminal }, args, Some(&notebook))
}

/// Plans and shows the plan; keeps that there is nothing to do.
fn anew(cx: &Cx<'_>, args: &PlanArgs, notebook: Option<&Notebook<'_>>) -> Exit {
    let towards = if args.destroy { Towards::Nothing } else { Towards::Stack };
    let purpose = match args.format {
        _ if args.out.is_some() => Purpose::CarryOut,
        Format::Human if !args.full => Purpose::Draw,
        _ => Purpose::Show,
    };
    let planned = match planned(cx, &args.path, &args.given, towards, &args.replace, purpose) {
        Ok(planned) => planned,
        Err(exit) => return exit,
    };
    let Some(work) = &planned.work else { return refused(cx, &planned, args.format) };
    let denied = denied(args, &planned, &work.plan.access);
    if denied.is_none()
        && let Some(exit) = save(cx, args, &planned)
    {
        return exit;
    }
    // What was typed on the way is no part of the command.
    let notebook = notebook.filter(|_| planned.analysis.options.params.is_empty());
    if let Some((notebook, nothing)) = notebook.zip(work.nothing_to_do()) {
        notebook.keep(&planned.analysis.seen(), Some(&nothing));
    }
    let view = PlanView::new(&cx.session.catalog, &work.plan);
    let changes = !work.is_empty();
    let exit = match denied {
        Some(_) => Exit::Failed,
        None if changes && args.detailed_exitcode => Exit::Changes,
        None => Exit::Done,
    };
    let next = if changes && denied.is_none() { Some(next(args, &planned)) } else { None };
    let exit = show(cx, args, &planned, &view, next.as_deref()).then(exit);
    if let Some(message) = denied {
        cx.terminal.fail(exit, message, args.out.as_ref().map(|_| "no plan was saved"));
    }
    // The process ends here; to free a large plan piece by piece would take time for nothing.
    std::mem::forget(view);
    std::mem::forget(planned);
    exit
}

/// Saves the plan, if that is asked for; the exit where it fails.
fn save(cx: &Cx<'_>, args: &PlanArgs, planned: &Planned) -> Option<Exit> {
    let path = args.out.as_ref()?;
    let bytes = match planned.saved(cx.session.system) {
        Ok(bytes) => bytes.unwrap_or_default(),
        Err(trouble) => return Some(cx.failed(&trouble)),
    };
    let error = cx.session.system.write(path, &bytes).err()?;
    Some(cx.terminal.fail(Exit::Io, error, None))
}

/// Shows the plan, and what to run next, if there is anything to offer.
fn show(cx: &Cx<'_>, args: &PlanArgs, planned: &Planned, view: &PlanView<'_>, next: Option<&str>) -> Written {
    match args.format {
        Format::Json => {
            let findings = findings(&planned.analysis.sources, &planned.analysis.diagnostics);
            json(cx, &view.document(&findings))
        }
        Format::Human => {
            cx.tell_problems(&planned.analysis);
            let detail = if args.full { Detail::Full } else { Detail::Brief };
            let lines = paint::plan::paint(view, &cx.terminal.look(detail), next);
            let written = cx.terminal.print_lines(&lines);
            std::mem::forget(lines);
            written
        }
    }
}

/// Why the plan is not accepted, if it is not.
fn denied(args: &PlanArgs, planned: &Planned, access: &Access) -> Option<String> {
    args.deny.iter().find_map(|deny| match deny {
        PlanDeny::Warnings => (planned.analysis.count(Severity::Warning) > 0)
            .then(|| "there are warnings, which `--deny warnings` forbids".to_owned()),
        PlanDeny::AccessGained if access.gains() => {
            Some("somebody gains access, which `--deny access-gained` forbids".to_owned())
        }
        PlanDeny::AccessGained => access.widens().then(|| {
            "it is not known whether somebody gains access, which `--deny access-gained` forbids".to_owned()
        }),
    })
}

/// What to run to carry out the plan.
fn next(args: &PlanArgs, planned: &Planned) -> String {
    if let Some(out) = &args.out {
        return format!("stackc apply {}", out.display());
    }
    let command = if args.destroy { "destroy" } else { "apply" };
    let path = if args.path.as_os_str() == "." { String::new() } else { format!(" {}", args.path.display()) };
    let params = &planned.analysis.any().params;
    let param = |given: &String| match given.split_once('=') {
        Some((name, _)) if params.iter().any(|param| param.name == name.trim() && param.is_secret()) => {
            format!(" --param {name}=…")
        }
        _ if given.contains(|c: char| c.is_whitespace() || "\"'$`\\|&;<>()*?#".contains(c)) => {
            format!(" --param '{}'", given.replace('\'', "'\\''"))
        }
        _ => format!(" --param {given}"),
    };
    let file = |given: &std::path::PathBuf| format!(" --params {}", given.display());
    let params: String =
        args.given.params.iter().map(file).chain(args.given.param.iter().map(param)).collect();
    let replace: String =
        args.replace.iter().map(|address| format!(" --replace {}", quoted(address))).collect();
    format!("stackc {command}{path}{params}{replace}")
}

/// A word as a shell takes it.
fn quoted(word: &str) -> String {
    let plain = word.chars().all(|c| c.is_ascii_alphanumeric() || "._-/:".contains(c));
    if plain { word.to_owned() } else { format!("'{}'", word.replace('\'', "'\\''")) }
}

/// Loads, judges and plans.
pub(super) fn planned(
    cx: &Cx<'_>,
    path: &std::path::Path,
    given: &super::super::args::ParamArgs,
    towards: Towards,
    replace: &[String],
    purpose: Purpose,
) -> Result<Planned, Exit> {
    let analysis = cx.analyse(path, given)?;
    let planned = session::plan(cx.session.system, &cx.session.catalog, analysis, towards, replace, purpose);
    planned.map_err(|trouble| cx.failed(&trouble))
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

/// Writes a JSON document.
pub(super) fn json(cx: &Cx<'_>, document: &impl Serialize) -> Written {
    match serde_json::to_string_pretty(document) {
        Ok(text) => cx.terminal.print(&format!("{text}\n")),
        Err(error) => {
            cx.terminal.fail(Exit::Internal, format!("the result has no form in JSON: {error}"), None);
            Written::No
        }
    }
}
