//! `graph`: draws a stack.

use super::super::args::{GraphArgs, GraphFormat};
use super::super::exit::Exit;
use super::Cx;
use super::plan::json;
use crate::diag::Severity;
use crate::view::graph::{GraphView, Parts};

/// Runs the command. Of a stack with errors it draws what could be read, and says what could not.
pub(in crate::cli) fn graph(cx: &Cx<'_>, args: &GraphArgs) -> Exit {
    let analysis = match cx.analyse(&args.path, &args.given) {
        Ok(analysis) => analysis,
        Err(exit) => return exit,
    };
    cx.tell_problems(&analysis);
    let exit = if analysis.count(Severity::Error) > 0 { Exit::Failed } else { Exit::Done };
    let view = GraphView::new(&cx.session.catalog, analysis.any());
    let parts = if args.full { Parts::Shown } else { Parts::Folded };
    let written = match args.format {
        GraphFormat::Svg => cx.terminal.print(&view.svg(parts)),
        GraphFormat::Dot => cx.terminal.print(&view.dot(parts)),
        GraphFormat::Mermaid => cx.terminal.print(&view.mermaid(parts)),
        GraphFormat::Json => json(cx, &view),
    };
    written.then(exit)
}
