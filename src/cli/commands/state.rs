//! `state …`: the record of what was applied.

use super::super::args::{Format, RecordArgs, StateCommand};
use super::super::exit::Exit;
use super::super::paint::{Label, Line, table};
use super::Cx;
use super::plan::json;
use crate::session::{Analysis, Trouble, Workbench, workbench};
use crate::view::record::{HistoryView, RecordView, StateView};

/// Runs the command.
pub(in crate::cli) fn state(cx: &Cx<'_>, command: StateCommand) -> Exit {
    let ended = match command {
        StateCommand::List { place, record } => list(cx, &with_path(record, place)),
        StateCommand::Show { address, at, record } => show(cx, &address, at, &record),
        StateCommand::History { place, record } => history(cx, &with_path(record, place)),
    };
    ended.unwrap_or_else(|exit| exit)
}

/// The path may stand by itself, too.
pub(super) fn with_path(record: RecordArgs, place: Option<std::path::PathBuf>) -> RecordArgs {
    match place {
        Some(stack) => RecordArgs { stack, ..record },
        None => record,
    }
}

/// The workbench of the stack that a command is about.
pub(super) fn bench(cx: &Cx<'_>, record: &RecordArgs) -> Result<Workbench, Exit> {
    let analysis = sound(cx, record)?;
    Ok(workbench(cx.session.system, &cx.session.catalog, &analysis))
}

/// The stack, if it says for certain where its state is, and whose; whatever else may be wrong with it.
pub(super) fn sound(cx: &Cx<'_>, record: &RecordArgs) -> Result<Analysis, Exit> {
    let analysis = cx.analyse(&record.stack, &record.given)?;
    if analysis.any().identified {
        return Ok(analysis);
    }
    cx.tell_problems(&analysis);
    let message = "the `stack` block does not say for certain where its state and its world are";
    Err(cx.terminal.fail(Exit::Failed, message, None))
}

/// Says what is wrong, and how the command ends.
pub(super) fn trouble(cx: &Cx<'_>) -> impl Fn(Trouble) -> Exit {
    move |trouble| cx.failed(&trouble)
}

fn list(cx: &Cx<'_>, record: &RecordArgs) -> Result<Exit, Exit> {
    let bench = bench(cx, record)?;
    let snapshot = bench.rows().map_err(trouble(cx))?;
    let view = StateView::new(&snapshot);
    if record.format == Format::Json {
        return Ok(json(cx, &view).then(Exit::Done));
    }
    if view.resources.is_empty() {
        cx.terminal.tell(&format!("`{}` has nothing applied.\n", view.stack));
        return Ok(Exit::Done);
    }
    let rows: Vec<Vec<(Label, String)>> = view
        .resources
        .iter()
        .map(|row| {
            let taint = if row.tainted { "  (tainted: will be replaced)" } else { "" };
            vec![(Label::Plain, row.address.clone()), (Label::Dim, format!("{}{taint}", row.physical_id))]
        })
        .collect();
    Ok(cx.terminal.print_lines(&table(&rows)).then(Exit::Done))
}

fn show(cx: &Cx<'_>, address: &str, at: Option<u64>, record: &RecordArgs) -> Result<Exit, Exit> {
    let bench = bench(cx, record)?;
    let (row, inputs) = bench.record(address, at).map_err(trouble(cx))?;
    let view = RecordView::new(&row, &inputs);
    if record.format == Format::Json {
        return Ok(json(cx, &view).then(Exit::Done));
    }
    let mut lines = vec![Line::default().with(Label::Strong, &view.row.address)];
    lines.push(Line::default().with(Label::Dim, &view.row.physical_id));
    let attributes: Vec<Vec<(Label, String)>> = view
        .lines
        .iter()
        .map(|(name, value)| vec![(Label::Plain, format!("  {name}")), (Label::Plain, format!("= {value}"))])
        .collect();
    lines.extend(table(&attributes));
    if !view.depends_on.is_empty() {
        lines.push(Line::default().with(Label::Dim, format!("after {}", view.depends_on.join(", "))));
    }
    Ok(cx.terminal.print_lines(&lines).then(Exit::Done))
}

fn history(cx: &Cx<'_>, record: &RecordArgs) -> Result<Exit, Exit> {
    let bench = bench(cx, record)?;
    let generations = bench.history().map_err(trouble(cx))?;
    let view = HistoryView::new(&bench.stack, &generations);
    if record.format == Format::Json {
        return Ok(json(cx, &view).then(Exit::Done));
    }
    if view.generations.is_empty() {
        cx.terminal.tell(&format!("`{}` was never applied.\n", view.stack));
        return Ok(Exit::Done);
    }
    let rows: Vec<Vec<(Label, String)>> = view
        .generations
        .iter()
        .map(|one| {
            let counts = [
                (one.created, "created"),
                (one.updated, "updated"),
                (one.replaced, "replaced"),
                (one.deleted, "deleted"),
                (one.failed, "failed"),
            ];
            let counts: Vec<String> =
                counts.iter().filter(|(n, _)| *n > 0).map(|(n, word)| format!("{n} {word}")).collect();
            vec![
                (Label::Strong, one.generation.to_string()),
                (Label::Dim, one.time.clone()),
                (Label::Plain, one.command.clone()),
                (Label::Plain, counts.join(", ")),
            ]
        })
        .collect();
    Ok(cx.terminal.print_lines(&table(&rows)).then(Exit::Done))
}
