//! `world …`: the simulated cloud, and changes of it behind stackc's back.

use super::super::args::{Format, RecordArgs, WorldCommand};
use super::super::exit::Exit;
use super::super::paint::{Label, Line, table};
use super::Cx;
use super::plan::{failed, json};
use super::state::{bench, unread, with_path};
use crate::apply::ApplyError;
use crate::base::did_you_mean;
use crate::cloud::{CloudError, Observed, Provider};
use crate::model::Address;
use crate::session::{Workbench, WorldError, set_world};
use crate::state::{Backend, Snapshot};
use crate::view::record::{ThingView, WorldView};

/// Runs the command.
pub(in crate::cli) fn world(cx: &Cx<'_>, command: WorldCommand) -> Exit {
    let ended = match command {
        WorldCommand::List { place, record } => list(cx, &with_path(record, place)),
        WorldCommand::Show { address, record } => show(cx, &address, &record),
        WorldCommand::Set { address, changes, record } => set(cx, &address, &changes, &record),
        WorldCommand::Delete { address, record } => delete(cx, &address, &record),
    };
    ended.unwrap_or_else(|exit| exit)
}

/// Says why the world cannot be used.
fn broken(cx: &Cx<'_>) -> impl Fn(CloudError) -> Exit {
    move |error| match error {
        CloudError::Broken(_) => failed(cx, &ApplyError::Cloud(error)),
        refused => cx.terminal.fail(Exit::Failed, refused, None),
    }
}

fn list(cx: &Cx<'_>, record: &RecordArgs) -> Result<Exit, Exit> {
    let bench = bench(cx, record)?;
    let things = bench.world.list().map_err(broken(cx))?;
    let snapshot = bench.state.snapshot(&bench.stack).map_err(unread(cx))?;
    let revision = bench.world.revision().map_err(broken(cx))?;
    let clock = bench.world.now().map_err(broken(cx))?;
    let view = WorldView::new(revision, clock, &things, &snapshot);
    if record.format == Format::Json {
        return Ok(json(cx, &view).then(Exit::Done));
    }
    if view.things.is_empty() {
        cx.terminal.tell("The world is empty.\n");
        return Ok(Exit::Done);
    }
    let rows: Vec<Vec<(Label, String)>> = view
        .things
        .iter()
        .map(|thing| {
            let owner = thing.address.clone().unwrap_or_else(|| "(not of this stack)".to_owned());
            vec![
                (Label::Dim, thing.kind.clone()),
                (Label::Plain, thing.physical_id.clone()),
                (Label::Dim, owner),
            ]
        })
        .collect();
    Ok(cx.terminal.print_lines(&table(&rows)).then(Exit::Done))
}

/// The thing at an address of the stack, or of that ARN.
fn find(cx: &Cx<'_>, bench: &Workbench, snapshot: &Snapshot, address: &str) -> Result<Observed, Exit> {
    let row = snapshot.rows.get(&Address::from(address));
    let physical_id = row.map_or(address, |row| row.physical_id.as_str());
    if let Some(thing) = bench.world.read(physical_id).map_err(broken(cx))? {
        return Ok(thing);
    }
    let message = if row.is_some() {
        format!("`{address}` is gone from the world")
    } else {
        format!("`{address}` is neither an address of `{}` nor an ARN of the world", bench.stack)
    };
    let known = snapshot.rows.keys().map(Address::as_str);
    let help = did_you_mean(address, known).map(|meant| format!("did you mean `{meant}`?"));
    let help = help.unwrap_or_else(|| "`stackc world list` lists what exists".to_owned());
    Err(cx.terminal.fail(Exit::Failed, message, Some(&help)))
}

fn show(cx: &Cx<'_>, address: &str, record: &RecordArgs) -> Result<Exit, Exit> {
    let bench = bench(cx, record)?;
    let snapshot = bench.state.snapshot(&bench.stack).map_err(unread(cx))?;
    let thing = find(cx, &bench, &snapshot, address)?;
    let view = ThingView::new(&thing, &snapshot);
    if record.format == Format::Json {
        return Ok(json(cx, &view).then(Exit::Done));
    }
    let mut lines = vec![Line::default().with(Label::Strong, &view.row.physical_id)];
    let kind = view.row.address.as_ref().map_or_else(
        || format!("{}, not of this stack", view.row.kind),
        |address| format!("{}, `{address}`", view.row.kind),
    );
    lines.push(Line::default().with(Label::Dim, kind));
    let attributes: Vec<Vec<(Label, String)>> = view
        .lines
        .iter()
        .map(|(name, value)| vec![(Label::Plain, format!("  {name}")), (Label::Plain, format!("= {value}"))])
        .collect();
    lines.extend(table(&attributes));
    Ok(cx.terminal.print_lines(&lines).then(Exit::Done))
}

fn set(cx: &Cx<'_>, address: &str, changes: &[String], record: &RecordArgs) -> Result<Exit, Exit> {
    let bench = bench(cx, record)?;
    let snapshot = bench.state.snapshot(&bench.stack).map_err(unread(cx))?;
    let thing = find(cx, &bench, &snapshot, address)?;
    for change in changes {
        let (path, value) = change.split_once('=').unwrap_or((change, ""));
        set_world(&bench, &cx.catalog, &thing, path.trim(), value.trim()).map_err(|error| match error {
            WorldError::Cloud(error) => broken(cx)(error),
            other => cx.terminal.fail(Exit::Failed, other, None),
        })?;
    }
    cx.terminal.tell(&format!("Changed `{address}` in the world; the state knows nothing of it.\n"));
    Ok(Exit::Done)
}

fn delete(cx: &Cx<'_>, address: &str, record: &RecordArgs) -> Result<Exit, Exit> {
    let bench = bench(cx, record)?;
    let snapshot = bench.state.snapshot(&bench.stack).map_err(unread(cx))?;
    let thing = find(cx, &bench, &snapshot, address)?;
    bench.world.remove(&thing.listed.physical_id).map_err(broken(cx))?;
    cx.terminal.tell(&format!("Deleted `{address}` from the world; the state knows nothing of it.\n"));
    Ok(Exit::Done)
}
