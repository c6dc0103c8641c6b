//! `iam simulate`, `iam explain`, `iam minimal`, `iam compare`: who may do what, and why.

use std::path::Path;

use super::super::args::{Format, IamCommand, MinimalArgs, SimulateArgs};
use super::super::batch::batch;
use super::super::exit::Exit;
use super::super::paint::{Detail, access as paint};
use super::Cx;
use super::plan::json;
use crate::session::access::{
    AccessError, Ask, answer_compare, answer_simulate, compare_documents, minimal as least, simulate as ask,
};
use crate::view::access::{CompareView, MinimalView, SimulateView};

/// Runs the command.
pub(in crate::cli) fn iam(cx: &Cx<'_>, command: IamCommand) -> Exit {
    match command {
        IamCommand::Simulate(args) | IamCommand::Explain(args) if args.batch => batch(answer_simulate),
        IamCommand::Simulate(args) => simulate(cx, &args, Detail::Brief),
        IamCommand::Explain(args) => simulate(cx, &args, Detail::Full),
        IamCommand::Minimal(args) => minimal(cx, &args),
        IamCommand::Compare { batch: true, .. } => batch(answer_compare),
        IamCommand::Compare { a, b, format, .. } => {
            compare(cx, &a.unwrap_or_default(), &b.unwrap_or_default(), format)
        }
    }
}

fn simulate(cx: &Cx<'_>, args: &SimulateArgs, detail: Detail) -> Exit {
    let analysis = match cx.analyse(&args.path, &args.given) {
        Ok(analysis) => analysis,
        Err(exit) => return exit,
    };
    if analysis.stack.is_err() {
        cx.tell_problems(&analysis);
        return cx.terminal.fail(Exit::Failed, "nothing can be said of a stack with errors", None);
    }
    let principal = args.principal.as_deref().unwrap_or_default();
    let mut decided = Vec::new();
    for resource in &args.resources {
        for action in &args.actions {
            let question = Ask { principal, action, resource, context: &args.context };
            match ask(&cx.session.catalog, &analysis, &question) {
                Ok(one) => decided.push(one),
                Err(error) => return unanswered(cx, &error),
            }
        }
    }
    let view = SimulateView::new(&analysis.sources, decided);
    let written = match args.format {
        Format::Json => json(cx, &view),
        Format::Human => cx.terminal.print_lines(&paint::simulate(&view, &cx.terminal.look(detail))),
    };
    written.then(Exit::Done)
}

fn minimal(cx: &Cx<'_>, args: &MinimalArgs) -> Exit {
    let analysis = match cx.analyse(&args.path, &args.given) {
        Ok(analysis) => analysis,
        Err(exit) => return exit,
    };
    let least = match least(&cx.session.catalog, &analysis, &args.address) {
        Ok(least) => least,
        Err(error) => return unanswered(cx, &error),
    };
    let view = MinimalView::new(&least);
    let written = match args.format {
        Format::Json => json(cx, &view),
        Format::Human => cx.terminal.print_lines(&paint::minimal(&view)),
    };
    written.then(Exit::Done)
}

fn compare(cx: &Cx<'_>, a: &Path, b: &Path, format: Format) -> Exit {
    let (first, second) = match (cx.document(a), cx.document(b)) {
        (Ok(first), Ok(second)) => (first, second),
        (Err(exit), _) | (_, Err(exit)) => return exit,
    };
    let names = [a, b].map(|path| path.display().to_string());
    let [name_a, name_b] = &names;
    let answer = match compare_documents((name_a, &first), (name_b, &second)) {
        Ok(answer) => answer,
        Err(error) => return unanswered(cx, &error),
    };
    let view = CompareView::new(&answer);
    let written = match format {
        Format::Json => json(cx, &view),
        Format::Human => cx.terminal.print_lines(&paint::compare(&view, name_a, name_b)),
    };
    written.then(Exit::Done)
}

fn unanswered(cx: &Cx<'_>, error: &AccessError) -> Exit {
    let help = match error {
        AccessError::Address { meant: Some(meant), .. } => Some(format!("did you mean `{meant}`?")),
        AccessError::Address { meant: None, .. } => Some(
            "write an address of the stack, an ARN, or a service such as `lambda.amazonaws.com`".to_owned(),
        ),
        AccessError::NoRole(_) => Some("ask for a role, or for what runs code".to_owned()),
        AccessError::Policy { .. } | AccessError::Context(_) => None,
    };
    cx.terminal.fail(Exit::Failed, error, help.as_deref())
}
