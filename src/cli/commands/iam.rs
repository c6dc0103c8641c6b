//! `iam simulate`, `iam explain`, `iam minimal`, `iam compare`: who may do what, and why.

use std::path::{Path, PathBuf};

use super::super::args::{CheckFormat, Format, IamCommand, MinimalArgs, PolicySort, SimulateArgs};
use super::super::batch::batch;
use super::super::exit::Exit;
use super::super::paint::{Detail, access as paint};
use super::plan::{json, planned, refused};
use super::{Cx, MOST};
use crate::diag::Severity;
use crate::diag::render::{self, Summary};
use crate::session::access::{
    AccessError, Ask, Paper, Papers, Sort, answer_compare, answer_simulate, compare_documents, deployment,
    minimal as least, simulate as ask,
};
use crate::session::{Purpose, Towards};
use crate::view::access::{CompareView, DeployerView, MinimalView, SimulateView};

/// Runs the command.
pub(in crate::cli) fn iam(cx: &Cx<'_>, command: IamCommand) -> Exit {
    match command {
        IamCommand::Simulate(args) | IamCommand::Explain(args) if args.batch => batch(answer_simulate),
        IamCommand::Simulate(args) => simulate(cx, &args, Detail::Brief),
        IamCommand::Explain(args) => simulate(cx, &args, Detail::Full),
        IamCommand::Minimal(args) if args.deployer => deployer(cx, &args),
        IamCommand::Minimal(args) => minimal(cx, &args),
        IamCommand::Check { paths, sort, format } => check(cx, &paths, sort.map(meant), format),
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
    if !analysis.is_read() {
        cx.tell_problems(&analysis);
        return cx.terminal.fail(Exit::Failed, "nothing can be said of a stack that cannot be read", None);
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
    let least = match least(&cx.session.catalog, &analysis, args.address.as_deref().unwrap_or_default()) {
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

/// The least of whoever applies the plan of a stack.
fn deployer(cx: &Cx<'_>, args: &MinimalArgs) -> Exit {
    // Without an address the first of the two is the stack's.
    let path = args.address.as_ref().map_or(args.path.as_path(), Path::new);
    let towards = if args.destroy { Towards::Nothing } else { Towards::Stack };
    let planned = match planned(cx, path, &args.given, towards, &[], Purpose::Show) {
        Ok(planned) => planned,
        Err(exit) => return exit,
    };
    let Some(work) = &planned.work else { return refused(cx, &planned, args.format) };
    let least = match deployment(&cx.session.catalog, work) {
        Ok(least) => least,
        Err(trouble) => return cx.failed(&trouble),
    };
    let view = DeployerView::new(&least);
    let written = match args.format {
        Format::Json => json(cx, &view),
        Format::Human => cx.terminal.print_lines(&paint::deployer(&view)),
    };
    if args.format == Format::Human && view.policies.is_empty() {
        cx.terminal.tell("There is nothing to do; `--destroy` says what deleting everything takes.\n");
    }
    if view.policies.len() > view.most {
        let message =
            format!("{} policies are more than the {} that a role takes", view.policies.len(), view.most);
        let help = "apply the stack in parts, or let one policy name resources by a pattern";
        cx.terminal.tell(&format!("note: {message}; {help}\n"));
    }
    written.then(Exit::Done)
}

fn compare(cx: &Cx<'_>, a: &Path, b: &Path, format: Format) -> Exit {
    let mut papers = Papers::default();
    let (first, second) = match (paper(cx, &mut papers, a, None), paper(cx, &mut papers, b, None)) {
        (Ok(first), Ok(second)) => (first, second),
        (Err(exit), _) | (_, Err(exit)) => return exit,
    };
    tell(cx, &papers);
    let (Some(first), Some(second)) = (first, second) else { return Exit::Failed };
    let (name_a, name_b) = (&first.name, &second.name);
    let answer = match compare_documents((name_a, &first.document), (name_b, &second.document)) {
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

/// What a word of the command line means.
const fn meant(sort: PolicySort) -> Sort {
    match sort {
        PolicySort::Identity => Sort::Identity,
        PolicySort::Boundary => Sort::Boundary,
        PolicySort::Session => Sort::Session,
        PolicySort::Organisation => Sort::Organisation,
        PolicySort::Resource => Sort::Resource,
        PolicySort::Trust => Sort::Trust,
    }
}

/// Reads one policy; `None` if it is none, which `papers` then say.
fn paper(cx: &Cx<'_>, papers: &mut Papers, path: &Path, sort: Option<Sort>) -> Result<Option<Paper>, Exit> {
    let read = papers.read(cx.session.system, path, sort);
    read.map_err(|error| cx.terminal.fail(Exit::Io, error, None))
}

/// Says, beside an answer, what is wrong with the policies that were read.
fn tell(cx: &Cx<'_>, papers: &Papers) {
    let weighs = papers.diagnostics.iter().filter(|found| found.severity <= Severity::Warning);
    let weighs: Vec<_> = weighs.cloned().collect();
    if !weighs.is_empty() {
        let look = cx.findings_look(cx.terminal.error_colour);
        let text = render::render(render::Format::Human(look), &papers.sources, &weighs, Summary::default());
        cx.terminal.tell(&text);
    }
}

fn check(cx: &Cx<'_>, paths: &[PathBuf], sort: Option<Sort>, format: CheckFormat) -> Exit {
    let mut papers = Papers::default();
    for path in paths {
        if let Err(exit) = paper(cx, &mut papers, path, sort) {
            return exit;
        }
    }
    let exit = if papers.has_errors() { Exit::Failed } else { Exit::Done };
    let format = match format {
        CheckFormat::Human => render::Format::Human(cx.findings_look(cx.terminal.colour)),
        CheckFormat::Short => render::Format::Short { most: Some(MOST) },
        CheckFormat::Json => render::Format::Json,
        CheckFormat::Sarif => render::Format::Sarif,
        CheckFormat::Github => render::Format::Github,
    };
    let summary = Summary { files: paths.len(), resources: None };
    cx.terminal.print(&render::render(format, &papers.sources, &papers.diagnostics, summary)).then(exit)
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
