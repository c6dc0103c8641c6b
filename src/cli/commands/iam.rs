//! `iam simulate`, `iam explain`, `iam minimal`, `iam compare`: who may do what, and why.

use std::path::{Path, PathBuf};

use super::super::args::{
    CheckFormat, DocumentArgs, Format, IamCommand, Level, MinimalArgs, PolicySort, SimulateArgs,
};
use super::super::batch::batch;
use super::super::exit::Exit;
use super::super::paint::{Detail, access as paint};
use super::plan::{json, planned, refused};
use super::{Cx, MOST, compare};
use crate::diag::Severity;
use crate::diag::render::{self, Summary};
use crate::session::access::{
    AccessError, Ask, Given, Paper, Papers, Sort, answer_compare, answer_simulate, deployment,
    minimal as least, simulate as ask,
};
use crate::session::{Analysis, LoadError, Purpose, Towards, load};
use crate::view::access::{DeployerView, Depth, MinimalView, SimulateView};

/// Runs the command.
pub(in crate::cli) fn iam(cx: &Cx<'_>, command: IamCommand) -> Exit {
    match command {
        IamCommand::Simulate(args) | IamCommand::Explain(args) if args.batch => batch(answer_simulate),
        IamCommand::Simulate(args) => simulate(cx, &args, Depth::Decision),
        IamCommand::Explain(args) => simulate(cx, &args, Depth::Account),
        IamCommand::Minimal(args) if args.deployer => deployer(cx, &args),
        IamCommand::Minimal(args) => minimal(cx, &args),
        IamCommand::Check { paths, sort, format } => check(cx, &paths, sort.map(meant), format),
        IamCommand::Compare(args) if args.batch => batch(answer_compare),
        IamCommand::Compare(args) => compare::compare(cx, &args).unwrap_or_else(|exit| exit),
    }
}

fn simulate(cx: &Cx<'_>, args: &SimulateArgs, depth: Depth) -> Exit {
    let mut papers = Papers::default();
    let analysis = match analysed(cx, args) {
        Ok(analysis) => analysis,
        Err(exit) => return exit,
    };
    if let Some(analysis) = &analysis {
        for (_, file) in analysis.sources.files() {
            papers.sources.add_file(file);
        }
    }
    let documents = match documents(cx, &mut papers, &args.documents) {
        Ok(documents) => documents,
        Err(exit) => return exit,
    };
    tell(cx, &papers);
    let Some(documents) = documents else { return Exit::Failed };
    let principal = args.principal.as_deref().unwrap_or_default();
    let resource_owner = args.documents.resource_owner.as_deref();
    let stack = analysis.as_ref().map(Analysis::any);
    let mut decided = Vec::new();
    for resource in &args.resources {
        for action in &args.actions {
            let question = Ask { principal, action, resource, context: &args.context, resource_owner };
            match ask(&cx.session.catalog, stack, &question, &documents) {
                Ok(one) => decided.push(one),
                Err(error) => return unanswered(cx, &error),
            }
        }
    }
    let view = SimulateView::new(&papers.sources, decided, depth);
    let detail = if depth == Depth::Account { Detail::Full } else { Detail::Brief };
    let written = match args.format {
        Format::Json => json(cx, &view),
        Format::Human => cx.terminal.print_lines(&paint::simulate(&view, &cx.terminal.look(detail))),
    };
    written.then(Exit::Done)
}

/// The stack that is asked about; `None` where documents are given, no stack is named, and there is not just one.
fn analysed(cx: &Cx<'_>, args: &SimulateArgs) -> Result<Option<Analysis>, Exit> {
    let here = Path::new(".");
    let alone = args.path.is_none() && args.documents.any();
    let none = |error: &LoadError| matches!(error, LoadError::Empty(_) | LoadError::Several { .. });
    if alone && load(cx.session.system, here).is_err_and(|error| none(&error)) {
        return Ok(None);
    }
    let analysis = cx.analyse(args.path.as_deref().unwrap_or(here), &args.given)?;
    if analysis.is_read() {
        return Ok(Some(analysis));
    }
    cx.tell_problems(&analysis);
    Err(cx.terminal.fail(Exit::Failed, "nothing can be said of a stack that cannot be read", None))
}

/// The policies that are given as documents; `None` if one of them is none.
fn documents(cx: &Cx<'_>, papers: &mut Papers, args: &DocumentArgs) -> Result<Option<Given>, Exit> {
    let mut read = |path: &Path, sort| paper(cx, papers, path, Some(sort));
    let mut all = |paths: &[PathBuf], sort| -> Result<Option<Vec<Paper>>, Exit> {
        let read: Result<Vec<Option<Paper>>, Exit> = paths.iter().map(|path| read(path, sort)).collect();
        Ok(read?.into_iter().collect())
    };
    let identity = all(&args.policies, Sort::Identity)?;
    let boundary = all(args.boundary.as_slice(), Sort::Boundary)?;
    let session = all(args.session_policy.as_slice(), Sort::Session)?;
    let resource = all(args.resource_policy.as_slice(), Sort::Resource)?;
    let mut levels = |levels: &[Level]| -> Result<Option<Vec<Vec<Paper>>>, Exit> {
        let read: Result<Vec<_>, Exit> =
            levels.iter().map(|level| all(&level.0, Sort::Organisation)).collect();
        Ok(read?.into_iter().collect())
    };
    let (scps, rcps) = (levels(&args.scps)?, levels(&args.rcps)?);
    let first = |papers: Vec<Paper>| papers.into_iter().next();
    let whole = || {
        Some(Given {
            identity: identity?,
            boundary: first(boundary?),
            session: first(session?),
            resource: first(resource?),
            scps: scps?,
            rcps: rcps?,
        })
    };
    Ok(whole())
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
    let planned = match planned(cx, path, &args.given, towards, &[], Purpose::CarryOut) {
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
pub(super) fn paper(
    cx: &Cx<'_>,
    papers: &mut Papers,
    path: &Path,
    sort: Option<Sort>,
) -> Result<Option<Paper>, Exit> {
    let read = papers.read(cx.session.system, path, sort);
    read.map_err(|error| cx.terminal.fail(Exit::Io, error, None))
}

/// Says, beside an answer, what is wrong with the policies that were read.
pub(super) fn tell(cx: &Cx<'_>, papers: &Papers) {
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

pub(super) fn unanswered(cx: &Cx<'_>, error: &AccessError) -> Exit {
    let help = match error {
        AccessError::Address { meant: Some(meant), .. } => Some(format!("did you mean `{meant}`?")),
        AccessError::Address { meant: None, .. } => Some(
            "write an address of the stack, an ARN, or a service such as `lambda.amazonaws.com`".to_owned(),
        ),
        AccessError::NoStack(_) => Some("name the stack's folder or file, or write an ARN".to_owned()),
        AccessError::NoRole(_) => Some("ask for a role, or for what runs code".to_owned()),
        AccessError::Silent { meant: Some(meant), .. } => Some(format!("did you mean `{meant}`?")),
        AccessError::Silent { meant: None, .. } => {
            Some("name a role, a policy, or what has a policy of its own".to_owned())
        }
        AccessError::Whole(_) => Some("name a role or a policy of it: `PATH:role.team`".to_owned()),
        AccessError::Policy { .. } | AccessError::Context(_) => None,
    };
    cx.terminal.fail(Exit::Failed, error, help.as_deref())
}
