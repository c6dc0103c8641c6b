//! `world …`: the simulated cloud, and changes of it behind stackc's back.

use super::super::args::{Format, RecordArgs, WorldCommand};
use super::super::exit::Exit;
use super::super::paint::{Label, Line, table};
use super::Cx;
use super::plan::json;
use super::state::{bench, sound, trouble, with_path};
use crate::base::Quantity;
use crate::session::{Mishap, workbench};
use crate::view::record::{ThingView, WorldView};

/// Runs the command.
pub(in crate::cli) fn world(cx: &Cx<'_>, command: WorldCommand) -> Exit {
    let ended = match command {
        WorldCommand::List { place, record } => list(cx, &with_path(record, place)),
        WorldCommand::Show { address, record } => show(cx, &address, &record),
        WorldCommand::Set { address, changes, record } => set(cx, &address, &changes, &record),
        WorldCommand::Put { what, rest, record } => put(cx, &what, &rest, &record),
        WorldCommand::Fault { call, address, after, times, effect, record } => {
            strike(cx, &Mishap { address, call, effect, after, times }, &record)
        }
        WorldCommand::Wait { duration, record } => wait(cx, duration, &record),
        WorldCommand::Reset { yes: _, record } => reset(cx, &record),
        WorldCommand::Delete { address, record } => delete(cx, &address, &record),
    };
    ended.unwrap_or_else(|exit| exit)
}

fn list(cx: &Cx<'_>, record: &RecordArgs) -> Result<Exit, Exit> {
    let bench = bench(cx, record)?;
    let world = bench.world().map_err(trouble(cx))?;
    let view = WorldView::new(world.revision, world.clock, &world.things, &world.snapshot);
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

fn show(cx: &Cx<'_>, address: &str, record: &RecordArgs) -> Result<Exit, Exit> {
    let bench = bench(cx, record)?;
    let (thing, snapshot) = bench.thing(address).map_err(trouble(cx))?;
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
    let pairs: Vec<(&str, &str)> = changes
        .iter()
        .map(|change| change.split_once('=').unwrap_or((change, "")))
        .map(|(path, value)| (path.trim(), value.trim()))
        .collect();
    bench.set(cx.session.system, &cx.session.catalog, address, &pairs).map_err(trouble(cx))?;
    cx.terminal.tell(&format!("Changed `{address}` in the world; the state knows nothing of it.\n"));
    Ok(Exit::Done)
}

fn delete(cx: &Cx<'_>, address: &str, record: &RecordArgs) -> Result<Exit, Exit> {
    let bench = bench(cx, record)?;
    bench.remove(address).map_err(trouble(cx))?;
    cx.terminal.tell(&format!("Deleted `{address}` from the world; the state knows nothing of it.\n"));
    Ok(Exit::Done)
}

fn put(cx: &Cx<'_>, what: &str, rest: &[String], record: &RecordArgs) -> Result<Exit, Exit> {
    let bench = bench(cx, record)?;
    let catalog = &cx.session.catalog;
    let is_thing = catalog.kind(what).is_some() || rest.iter().any(|word| word.contains('='));
    if !is_thing {
        let count = u64::try_from(rest.len()).unwrap_or(u64::MAX);
        let told = bench.put_objects(catalog, what, count).map_err(trouble(cx))?;
        cx.terminal.tell(&format!("{told}; the state knows nothing of it.\n"));
        return Ok(Exit::Done);
    }
    let Some((name, attributes)) = rest.split_first() else { return Ok(Exit::Usage) };
    let mut pairs = Vec::new();
    for attribute in attributes {
        let Some((path, value)) = attribute.split_once('=') else {
            let message = format!("`{attribute}` is no attribute");
            return Err(cx.terminal.fail(Exit::Usage, message, Some("write it as `versioning=true`")));
        };
        pairs.push((path.trim(), value.trim()));
    }
    let made = bench.put_thing(cx.session.system, catalog, (what, name), &pairs).map_err(trouble(cx))?;
    for physical_id in &made {
        cx.terminal.tell(&format!("Made `{physical_id}` in the world; no stack knows of it.\n"));
    }
    Ok(Exit::Done)
}

fn strike(cx: &Cx<'_>, mishap: &Mishap, record: &RecordArgs) -> Result<Exit, Exit> {
    let analysis = sound(cx, record)?;
    let bench = workbench(cx.session.system, &cx.session.catalog, &analysis);
    bench.fault(&analysis, mishap).map_err(trouble(cx))?;
    let times = if mishap.times == 1 { "1 call".to_owned() } else { format!("{} calls", mishap.times) };
    let after = if mishap.after == 0 { String::new() } else { format!(" after {} good ones", mishap.after) };
    let (call, address) = (&mishap.call, &mishap.address);
    cx.terminal.tell(&format!("{times} to {call} `{address}` will go wrong{after}.\n"));
    Ok(Exit::Done)
}

fn wait(cx: &Cx<'_>, duration: Quantity, record: &RecordArgs) -> Result<Exit, Exit> {
    let millis = duration.as_whole().and_then(|millis| u64::try_from(millis).ok()).unwrap_or_default();
    bench(cx, record)?.wait(millis).map_err(trouble(cx))?;
    cx.terminal.tell(&format!("It is {duration} later in the world.\n"));
    Ok(Exit::Done)
}

fn reset(cx: &Cx<'_>, record: &RecordArgs) -> Result<Exit, Exit> {
    let bench = bench(cx, record)?;
    bench.reset().map_err(trouble(cx))?;
    cx.terminal.tell("The world is empty; the states that knew of it do not know that yet.\n");
    Ok(Exit::Done)
}
