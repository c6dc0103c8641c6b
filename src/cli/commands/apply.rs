//! `apply`: carries out a plan.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU8, Ordering};

use super::super::args::{ApplyArgs, Format, RunArgs};
use super::super::exit::Exit;
use super::super::paint::run::Destroyed;
use super::super::paint::{self, Detail, Label, Line};
use super::super::terminal::Written;
use super::Cx;
use super::plan::{json, planned, refused};
use crate::diag::render::findings;
use crate::session::access::take_on;
use crate::session::{Analysis, Purpose, Run, Towards, Work, saved_work};
use crate::view::plan::PlanView;
use crate::view::run::{OperationView, RunView, ended};

/// Beyond so many operations only the failed ones are told one by one.
const TOLD: usize = 500;

/// Runs the command.
pub(in crate::cli) fn apply(cx: &Cx<'_>, args: &ApplyArgs) -> Exit {
    let bytes =
        if cx.session.system.is_folder(&args.path) { None } else { cx.session.system.read(&args.path).ok() };
    match saved_work(cx.session.system, &cx.session.catalog, &bytes.unwrap_or_default()) {
        Ok(None) => towards(cx, &args.path, &args.run, (Towards::Stack, &args.replace)),
        Ok(Some(_)) if !args.run.given.param.is_empty() || !args.run.given.params.is_empty() => {
            let help = "leave `--param` and `--params` out, or make a new plan";
            cx.terminal.fail(Exit::Usage, "a saved plan has its params already", Some(help))
        }
        Ok(Some(_)) if args.run.given.as_of.is_some() => {
            let help = "leave `--as-of` out, or make a new plan with it";
            cx.terminal.fail(Exit::Usage, "a saved plan was judged when it was made", Some(help))
        }
        Ok(Some(_)) if !args.replace.is_empty() => {
            let help = "give `--replace` to `stackc plan --out`";
            cx.terminal.fail(Exit::Usage, "a saved plan says already what is replaced", Some(help))
        }
        Ok(Some(mut work)) => match act_as(cx, &mut work, &args.run, None) {
            Ok(()) => carry_out(cx, &work, &args.run, None),
            Err(exit) => exit,
        },
        Err(trouble) => cx.failed(&trouble),
    }
}

/// Plans and carries out, towards the stack or towards nothing.
pub(super) fn towards(
    cx: &Cx<'_>,
    path: &Path,
    run: &RunArgs,
    (towards, replace): (Towards, &[String]),
) -> Exit {
    let mut planned = match planned(cx, path, &run.given, towards, replace, Purpose::CarryOut) {
        Ok(planned) => planned,
        Err(exit) => return exit,
    };
    if let Some(work) = &mut planned.work
        && let Err(exit) = act_as(cx, work, run, Some(&planned.analysis))
    {
        return exit;
    }
    let Some(work) = &planned.work else { return refused(cx, &planned, run.format) };
    if run.format == Format::Human {
        cx.tell_problems(&planned.analysis);
    }
    let exit = carry_out(cx, work, run, Some(&planned.analysis));
    // The process ends here; only what holds files open is closed in order.
    planned.leave();
    exit
}

/// Takes on the role that is named, if one is, and says as what.
fn act_as(cx: &Cx<'_>, work: &mut Work, run: &RunArgs, analysis: Option<&Analysis>) -> Result<(), Exit> {
    let Some(who) = &run.role else { return Ok(()) };
    let taken = take_on(&cx.session.catalog, analysis, work, who).map_err(|trouble| cx.failed(&trouble))?;
    cx.terminal.tell(&format!("Acting as `{who}`, {}.\n", taken.from));
    if !taken.unknown.is_empty() {
        let names = taken.unknown.join(", ");
        cx.terminal.tell(&format!("What {names} says is not known here, and left out of account.\n"));
    }
    work.act_as(taken.deployer);
    Ok(())
}

/// Shows a plan, asks, and carries it out.
fn carry_out(cx: &Cx<'_>, work: &Work, run: &RunArgs, analysis: Option<&Analysis>) -> Exit {
    let destroyed = if work.towards == Towards::Nothing { Destroyed::Yes } else { Destroyed::No };
    let view = PlanView::new(&cx.session.catalog, &work.plan);
    if run.format == Format::Human {
        let lines = paint::plan::paint(&view, &cx.terminal.look(Detail::Brief), None);
        if cx.terminal.print_lines(&lines) == Written::No {
            return cx.terminal.fail(Exit::Io, "the plan cannot be shown, so nothing was changed", None);
        }
    }
    if !work.is_empty()
        && !run.yes
        && let Some(exit) = ask(cx, run.format, destroyed)
    {
        return exit;
    }
    let cancel = match stopper(cx) {
        Ok(cancel) => cancel,
        Err(exit) => return exit,
    };
    let how = Run { parallelism: usize::from(run.parallelism), cancel: &cancel };
    let mut teller = Teller::new(cx, run, view.operations.len());
    let applied = work.apply(cx.session.system, &how, &mut |event| teller.tell(ended(event)));
    teller.finish();
    let applied = match applied {
        Ok(applied) => applied,
        Err(trouble) => return cx.failed(&trouble),
    };
    let ran = RunView::new(&applied);
    let sound = ran.operations.iter().all(|one| one.status == "done");
    let exit = match (sound, cancel.load(Ordering::Relaxed)) {
        (_, stopped) if stopped > 0 && !sound => Exit::Interrupted,
        (true, _) => Exit::Done,
        (false, _) => Exit::Failed,
    };
    show(cx, run.format, &view, &ran, destroyed, analysis).then(exit)
}

/// Shows how it went.
fn show(
    cx: &Cx<'_>,
    format: Format,
    view: &PlanView,
    ran: &RunView,
    destroyed: Destroyed,
    analysis: Option<&Analysis>,
) -> Written {
    if format == Format::Json {
        let findings = analysis.map(|analysis| findings(&analysis.sources, &analysis.diagnostics));
        return json(cx, &ran.document(view, &findings.unwrap_or_default()));
    }
    if ran.operations.is_empty() && ran.generation.is_none() {
        return Written::Yes;
    }
    let mut lines = paint::run::closing(ran, destroyed);
    if ran.settled > 0 {
        let what = if ran.settled == 1 { "1 call".to_owned() } else { format!("{} calls", ran.settled) };
        let text = format!("An earlier apply was cut off; what became of {what} was found out first.");
        lines.insert(0, Line::default().with(Label::Dim, text));
    }
    if destroyed == Destroyed::No {
        let outputs = analysis.map(|analysis| &analysis.any().outputs);
        for (name, value) in outputs.into_iter().flatten() {
            lines.push(Line::indent(2).with(Label::Strong, name).with(Label::Plain, format!(" = {value}")));
        }
    }
    cx.terminal.print_lines(&lines)
}

/// Asks whether to go on; how the command ends if not.
fn ask(cx: &Cx<'_>, format: Format, destroyed: Destroyed) -> Option<Exit> {
    if format == Format::Json {
        let message = "with `--format json` no plan is shown, so nobody can be asked about it";
        return Some(cx.terminal.fail(Exit::Usage, message, Some("say `--yes`")));
    }
    if !cx.terminal.interactive {
        let message = "this would ask before it changes anything, and there is no terminal to ask on";
        return Some(cx.terminal.fail(Exit::Usage, message, Some("say `--yes`")));
    }
    let question = match destroyed {
        Destroyed::Yes => "Delete all of this? Only `yes` will do it",
        Destroyed::No => "Do this? Only `yes` will do it",
    };
    let answer: Result<String, _> =
        dialoguer::Input::new().with_prompt(question).allow_empty(true).interact_text();
    match answer {
        Ok(answer) if answer.trim() == "yes" => None,
        _ => {
            cx.terminal.tell("Nothing was changed.\n");
            Some(Exit::Failed)
        }
    }
}

/// Counts the user's wishes to stop: after the first, what is in flight is ended; after the second, nothing is.
fn stopper(cx: &Cx<'_>) -> Result<Arc<AtomicU8>, Exit> {
    let cancel = Arc::new(AtomicU8::new(0));
    let wishes = Arc::clone(&cancel);
    let terminal = cx.terminal;
    let set = ctrlc::set_handler(move || {
        if wishes.fetch_add(1, Ordering::Relaxed) == 0 {
            terminal.tell("\nStopping after what is in flight; press Ctrl-C again to stop at once.\n");
        }
    });
    match set {
        Ok(()) => Ok(cancel),
        Err(error) => {
            Err(cx.terminal.fail(Exit::Internal, format!("Ctrl-C cannot be listened for: {error}"), None))
        }
    }
}

/// Tells operations as they end.
struct Teller<'a> {
    cx: &'a Cx<'a>,
    format: Format,
    quiet: bool,
    bar: indicatif::ProgressBar,
}

impl<'a> Teller<'a> {
    fn new(cx: &'a Cx<'a>, run: &RunArgs, operations: usize) -> Self {
        let quiet = run.format == Format::Json || operations > TOLD;
        // The bar draws on standard error, and only if that is a terminal.
        let bar = if run.progress == Format::Json || run.format == Format::Json || operations == 0 {
            indicatif::ProgressBar::hidden()
        } else {
            indicatif::ProgressBar::new(operations as u64)
        };
        Self { cx, format: run.progress, quiet, bar }
    }

    fn tell(&mut self, ended: Option<OperationView>) {
        let Some(one) = ended else { return };
        self.bar.inc(1);
        if self.format == Format::Json {
            if let Ok(text) = serde_json::to_string(&one) {
                self.cx.terminal.tell(&format!("{text}\n"));
            }
        } else if !self.quiet || (one.status == "failed" && !self.bar.is_hidden()) {
            self.bar.suspend(|| self.cx.terminal.tell_lines(&paint::run::operation(&one)));
        }
    }

    fn finish(&self) {
        self.bar.finish_and_clear();
    }
}
