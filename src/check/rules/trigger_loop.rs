//! Work that wakes itself.

use std::collections::{BTreeMap, BTreeSet};

use super::Cx;
use crate::base::Span;
use crate::check::listening::Listening;
use crate::diag::{Diagnostic, rule};
use crate::graph::Graph;
use crate::iam::{Case, overlap};
use crate::model::{Address, FlowEnds, Need, Resource};

rule! {
    /// What a target does wakes it again.
    ///
    /// The first event starts a chain that feeds itself: each run writes what starts the next one, until someone
    /// notices the bill. Whether it can happen is decided exactly, on the prefixes and suffixes that the arrow and the
    /// `uses` lines name; through other functions, queues and topics too. Write elsewhere, or narrow one of the two.
    ///
    /// ```stack
    /// bucket photos {}
    /// role resize {
    ///   trust = "lambda"
    ///   allow uses
    /// }
    /// function resize {
    ///   runtime = "python3.14"
    ///   handler = "app.handler"
    ///   code    = "./resize"
    ///   role    = role.resize
    ///   uses bucket.photos to read under "images/"
    ///   uses bucket.photos to write under "images/small/"
    /// }
    /// bucket.photos created under "images/" -> function.resize  // error: trigger-loop
    /// ```
    ///
    /// ```stack
    /// bucket raw {}
    /// bucket done {}
    /// role step {
    ///   trust = "lambda"
    ///   allow uses
    /// }
    /// function first {
    ///   runtime = "python3.14"
    ///   handler = "app.first"
    ///   code    = "./steps"
    ///   role    = role.step
    ///   uses bucket.done to write
    /// }
    /// function second {
    ///   runtime = "python3.14"
    ///   handler = "app.second"
    ///   code    = "./steps"
    ///   role    = role.step
    ///   uses bucket.raw to write under "again/"
    /// }
    /// bucket.raw created ending ".jpg" -> function.first  // error: trigger-loop
    /// bucket.done created              -> function.second
    /// ```
    ///
    /// ```stack
    /// bucket photos {}
    /// role resize {
    ///   trust = "lambda"
    ///   allow uses
    /// }
    /// function resize {
    ///   runtime = "python3.14"
    ///   handler = "app.handler"
    ///   code    = "./resize"
    ///   role    = role.resize
    ///   uses bucket.photos to read under "images/"
    ///   uses bucket.photos to write under "small/"
    /// }
    /// bucket.photos created under "images/" -> function.resize
    /// bucket.photos removed                 -> function.resize
    /// ```
    ///
    /// ```stack
    /// role step {
    ///   trust = "lambda"
    ///   allow uses
    /// }
    /// function step {
    ///   runtime = "python3.14"
    ///   handler = "app.step"
    ///   code    = "./steps"
    ///   role    = role.step
    /// }
    /// function.step succeeded -> function.step  // error: trigger-loop
    /// ```
    ///
    /// ```stack
    /// bucket scans { eventbridge = true }
    /// role read {
    ///   trust = "lambda"
    ///   allow uses
    /// }
    /// function read {
    ///   runtime = "python3.14"
    ///   handler = "app.handler"
    ///   code    = "./read"
    ///   role    = role.read
    ///   uses bucket.scans to write under "in/text/"
    /// }
    /// rule scanned {
    ///   pattern = {
    ///     source = ["aws.s3"]
    ///     detail = { object = { key = [{ prefix = "in/" }] } }
    ///   }
    /// }
    /// rule.scanned -> function.read  // error: trigger-loop
    /// ```
    "trigger-loop" Error => check
}

/// Which verbs make an event happen, by the first word of the event; empty for sources that have none.
const WAKES: &[(&str, &[&str])] = &[
    ("created", &["write"]),
    ("removed", &["delete"]),
    ("changed", &["write", "delete"]),
    ("pushed", &["push"]),
    ("", &["send", "publish"]),
];

/// Verbs that run the code of what is used.
const RUNS: &[&str] = &["invoke", "run", "submit"];

/// Sources that call without waiting for the end, so that what became of the call goes on from the function.
const NOBODY_WAITS: &[&str] = &["alarm", "bucket", "function", "rule", "schedule", "topic"];

/// Sources that hand on what they are given.
const PASSES_ON: &[&str] = &["queue", "topic"];

fn check(cx: &mut Cx<'_>) {
    let flows: Vec<(&Resource, &FlowEnds)> = cx.stack().flows().collect();
    let wakes = wakes(cx, &flows);
    let itself: BTreeSet<usize> =
        wakes.keys().filter(|(from, to)| from == to).map(|(from, _)| *from).collect();
    // A flow that wakes itself is a loop of its own; the others are looked for without it.
    let others = wakes.keys().copied().filter(|(from, to)| !itself.contains(from) && !itself.contains(to));
    let longer = Graph::new(0..flows.len(), others).cycles();
    for cycle in itself.iter().map(|at| vec![*at]).chain(longer) {
        if let Some(diagnostic) = finding(cx, &flows, &wakes, cycle) {
            cx.report(diagnostic);
        }
    }
}

/// Why one flow wakes another: the line that says so, and what is said of it; nothing if it is the arrow itself.
type Why = Option<(Span, String)>;

/// For each pair of flows of which the first wakes the second: why.
fn wakes(cx: &Cx<'_>, flows: &[(&Resource, &FlowEnds)]) -> BTreeMap<(usize, usize), Why> {
    let mut by_source: BTreeMap<&Address, Vec<usize>> = BTreeMap::new();
    for (at, (_, ends)) in flows.iter().enumerate() {
        by_source.entry(&ends.source).or_default().push(at);
    }
    let from = |source: &Address| {
        let starting = by_source.get(source).map_or(&[][..], Vec::as_slice);
        starting.iter().filter_map(|at| Some((*at, flows.get(*at)?)))
    };
    let listening: Vec<(usize, Listening)> =
        flows.iter().enumerate().filter_map(|(at, (_, ends))| Some((at, Listening::of(cx, ends)?))).collect();
    let mut wakes = BTreeMap::new();
    for (at, (_, ends)) in flows.iter().enumerate() {
        let Some(target) = cx.get(&ends.target) else { continue };
        if PASSES_ON.contains(&target.kind.as_str()) {
            for (next, (flow, _)) in from(&ends.target).filter(|(_, (_, next))| next.event.is_empty()) {
                // What a filter lets through depends on the message, of which nothing is known.
                if flow.input("filter").is_none() {
                    wakes.insert((at, next), None);
                }
            }
        }
        let waits = cx.get(&ends.source).is_none_or(|source| !NOBODY_WAITS.contains(&source.kind.as_str()));
        if !waits && target.kind == "function" {
            wakes.extend(from(&ends.target).map(|(next, _)| ((at, next), None)));
        }
        if target.kind == "bucket" {
            // Under which key AWS keeps it is not known.
            let any = |ends: &FlowEnds| ends.under.is_empty() && ends.ending.is_empty();
            let told =
                from(&ends.target).filter(|(_, (_, ends))| ends.event.starts_with("created") && any(ends));
            wakes.extend(told.map(|(next, _)| ((at, next), None)));
        }
        for need in needs_of(cx, target) {
            let Some(source) = need.on.as_ref() else { continue };
            for (next, _) in from(source).filter(|(_, (_, ends))| may_wake(cx, need, ends)) {
                let why = format!("here `{}` does what wakes the next", ends.target);
                wakes.entry((at, next)).or_insert(Some((need.span, why)));
            }
            for (next, rule) in &listening {
                if let Some(key) = rule.hears(cx, need) {
                    let why = format!("here `{}` may write `{key}`, of which the rule is told", ends.target);
                    wakes.entry((at, *next)).or_insert(Some((need.span, why)));
                }
            }
        }
    }
    wakes
}

/// What a resource does, and what those do whose code it runs.
fn needs_of<'a>(cx: &Cx<'a>, start: &'a Resource) -> Vec<&'a Need> {
    let mut seen: BTreeSet<&Address> = BTreeSet::from([&start.address]);
    let mut open = vec![start];
    let mut needs = Vec::new();
    while let Some(resource) = open.pop() {
        for need in &resource.needs {
            needs.push(need);
            let runs = RUNS.contains(&need.verb.as_str());
            let other = need.on.as_ref().filter(|_| runs).and_then(|address| cx.get(address));
            open.extend(other.filter(|other| seen.insert(&other.address)));
        }
    }
    needs
}

/// Whether doing what a need says can be the event of a flow.
fn may_wake(cx: &Cx<'_>, need: &Need, ends: &FlowEnds) -> bool {
    let word = ends.event.split('.').next().unwrap_or("");
    let verbs = WAKES.iter().find(|(event, _)| *event == word).map_or(&[][..], |(_, verbs)| *verbs);
    if !verbs.contains(&need.verb.as_str()) {
        return false;
    }
    let Some(arn) = cx.get(&ends.source).and_then(|source| source.output("arn")) else { return true };
    if ends.under.is_empty() && ends.ending.is_empty() {
        return true;
    }
    let (begins, ends_with) = (format!("{arn}/{}*", ends.under), format!("*{}", ends.ending));
    need.resources.iter().any(|writes| overlap(Case::Sensitive, &[&begins, writes, &ends_with]))
}

fn finding(
    cx: &Cx<'_>,
    flows: &[(&Resource, &FlowEnds)],
    wakes: &BTreeMap<(usize, usize), Why>,
    mut cycle: Vec<usize>,
) -> Option<Diagnostic> {
    let first = cycle.iter().enumerate().min_by_key(|(_, at)| flows.get(**at).map(|(_, ends)| ends.span))?.0;
    cycle.rotate_left(first);
    let ends: Vec<&FlowEnds> = cycle.iter().filter_map(|at| Some(flows.get(*at)?.1)).collect();
    let (start, address) = (ends.first()?, flows.get(*cycle.first()?)?.0.address.as_str());
    let mut path: Vec<String> =
        ends.iter().map(|ends| format!("`{}` -> `{}`", ends.source, ends.target)).collect();
    path.push(format!("`{}`", start.source));
    let message = format!("this runs in a circle: {}", path.join(" -> "));
    let mut diagnostic = Diagnostic::new(&RULE, start.span, message).about(address);
    for (at, (from, ends)) in cycle.iter().zip(&ends).enumerate() {
        let next = cycle.get(at + 1).or(cycle.first())?;
        if at > 0 {
            diagnostic = diagnostic.label(ends.span, format!("then `{}` is woken", ends.target));
        }
        if let Some(Some((line, why))) = wakes.get(&(*from, *next)) {
            diagnostic = diagnostic.label(*line, why.clone());
        }
    }
    let narrow = if cx.get(&start.source).is_some_and(|source| source.kind == "bucket") {
        "write to another bucket, or choose `under` and `ending` so that nothing written is listened for"
    } else {
        "send to another one, or cut one of the arrows"
    };
    Some(diagnostic.help(narrow))
}
