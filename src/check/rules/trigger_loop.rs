//! Work that wakes itself.

use std::collections::{BTreeMap, BTreeSet};

use rustc_hash::FxHashMap;

use super::{Cx, Known};
use crate::base::Span;
use crate::check::listening::Listening;
use crate::check::looks::Side;
use crate::check::sieves::Sifted;
use crate::diag::{Diagnostic, rule};
use crate::graph::Graph;
use crate::iam::{Case, common};
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
    "trigger-loop" Error among Side::Kinds(&["flow"]), part => check
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

/// That an arrow comes from a rule, which may listen for what code does.
const LISTENS: u32 = 1;

/// That an arrow leads to what does something that may wake others.
const ACTS: u32 = 2;

/// What part an arrow may have in a loop, apart from where it leads.
fn part<'a>(cx: &Cx<'a>, (flow, _): Known<'a>) -> Option<u32> {
    let ends = flow.flow()?;
    let listens = cx.source(ends).is_some_and(|source| source.kind == "rule");
    let may_wake = |need: &Need| {
        let verb = need.verb.as_str();
        RUNS.contains(&verb) || WAKES.iter().any(|(_, verbs)| verbs.contains(&verb))
    };
    let acts = cx.target(ends).is_some_and(|target| target.needs.iter().any(may_wake));
    Some(u32::from(listens) * LISTENS + u32::from(acts) * ACTS)
}

fn check(cx: &mut Cx<'_>, sifted: Sifted) {
    let flows = sifted.flows(cx);
    let parts: Vec<u32> = sifted.into_kept().map(|(part, _)| part).collect();
    let wakes = wakes(cx, &flows, &parts);
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

/// Why one flow wakes another, if it is not the arrow itself.
struct Why {
    /// What runs, from what the target starts to what wakes the other; the target itself is not among them.
    through: Vec<Address>,
    /// The line that says so, and what is said of it.
    line: Span,
    said: String,
}

impl Why {
    fn new(doing: &Doing<'_>, target: &Address, what: &str) -> Option<Self> {
        let who = doing.through.last().unwrap_or(target);
        let said = format!("here `{who}` {what}");
        Some(Self { through: doing.through.clone(), line: doing.need.span, said })
    }
}

/// For each pair of flows of which the first wakes the second: why.
type Wakes = BTreeMap<(usize, usize), Option<Why>>;

/// A flow and its number.
type Numbered<'a> = (usize, (&'a Resource, &'a FlowEnds));

/// All flows, by what they start from.
struct Wiring<'f, 'a> {
    cx: &'f Cx<'a>,
    flows: &'f [(&'a Resource, &'a FlowEnds)],
    by_source: FxHashMap<&'a Address, Vec<usize>>,
    /// Those of rules, with what these listen for.
    listening: Vec<(usize, Listening)>,
}

fn wakes<'a>(cx: &Cx<'a>, flows: &[(&'a Resource, &'a FlowEnds)], parts: &[u32]) -> Wakes {
    let mut by_source: FxHashMap<&Address, Vec<usize>> = FxHashMap::default();
    for (at, (_, ends)) in flows.iter().enumerate() {
        by_source.entry(&ends.source).or_default().push(at);
    }
    let has = |at: usize, part: u32| parts.get(at).is_some_and(|parts| parts & part != 0);
    let listens = |(at, (_, ends)): (usize, &(_, &'a FlowEnds))| Some((at, Listening::of(cx, ends)?));
    let listening =
        flows.iter().enumerate().filter(|(at, _)| has(*at, LISTENS)).filter_map(listens).collect();
    let wiring = Wiring { cx, flows, by_source, listening };
    let mut wakes = Wakes::new();
    for (at, (_, ends)) in flows.iter().enumerate() {
        if !has(at, ACTS) && !wiring.by_source.contains_key(&ends.target) {
            continue;
        }
        let Some(target) = cx.target(ends) else { continue };
        wakes.extend(wiring.by_itself(ends, target).map(|next| ((at, next), None)));
        for doing in doings(cx, target) {
            for (next, what) in wiring.by_doing(doing.need) {
                wakes.entry((at, next)).or_insert_with(|| Why::new(&doing, &target.address, &what));
            }
        }
    }
    wakes
}

impl<'a> Wiring<'_, 'a> {
    fn from(&self, source: &Address) -> impl Iterator<Item = Numbered<'a>> {
        let starting = self.by_source.get(source).map_or(&[][..], Vec::as_slice);
        starting.iter().filter_map(|at| Some((*at, *self.flows.get(*at)?)))
    }

    /// The flows that the end of an arrow wakes without any code's doing: what it hands on, what became of a call, and what
    /// AWS writes there.
    fn by_itself(&self, ends: &'a FlowEnds, target: &Resource) -> impl Iterator<Item = usize> {
        let source = self.cx.source(ends).map(|source| source.kind.as_str());
        let nobody_waits = source.is_some_and(|source| NOBODY_WAITS.contains(&source));
        let kind = target.kind.as_str();
        let (passes_on, is_called) = (PASSES_ON.contains(&kind), nobody_waits && kind == "function");
        let is_written = kind == "bucket";
        let wakes = move |(_, (flow, next)): &Numbered<'_>| {
            // What a filter lets through depends on the message, of which nothing is known.
            let handed_on = passes_on && next.event.is_empty() && flow.input("filter").is_none();
            // Under which key AWS keeps it is not known.
            let any = next.under.is_empty() && next.ending.is_empty();
            handed_on || is_called || is_written && any && next.event.starts_with("created")
        };
        self.from(&ends.target).filter(wakes).map(|(next, _)| next)
    }

    /// The flows that doing what a need says wakes, and what is said of it.
    fn by_doing(&self, need: &Need) -> Vec<(usize, String)> {
        let Some(source) = need.on.as_ref() else { return Vec::new() };
        let woken =
            self.from(source).filter_map(|(next, (_, ends))| Some((next, may_wake(self.cx, need, ends)?)));
        let heard = self.listening.iter().filter_map(|(next, rule)| {
            let key = rule.hears(self.cx, need)?;
            Some((*next, format!("may {} `{key}`, of which the rule is told", need.verb)))
        });
        woken.chain(heard).collect()
    }
}

/// What somebody does, and through whom.
struct Doing<'a> {
    need: &'a Need,
    through: Vec<Address>,
}

/// What a resource does, and what those do whose code it runs.
fn doings<'a>(cx: &Cx<'a>, start: &'a Resource) -> Vec<Doing<'a>> {
    let mut seen: BTreeSet<&Address> = BTreeSet::from([&start.address]);
    let mut open = vec![(start, Vec::new())];
    let mut list = Vec::new();
    while let Some((resource, through)) = open.pop() {
        for need in &resource.needs {
            list.push(Doing { need, through: through.clone() });
            let runs = RUNS.contains(&need.verb.as_str());
            let other = need.on.as_ref().filter(|_| runs).and_then(|address| cx.get(address));
            if let Some(other) = other.filter(|other| seen.insert(&other.address)) {
                open.push((other, through.iter().chain([&other.address]).cloned().collect()));
            }
        }
    }
    list
}

/// What is said of doing what a need says where it can be the event of a flow.
fn may_wake<'a>(cx: &Cx<'a>, need: &Need, ends: &'a FlowEnds) -> Option<String> {
    let word = ends.event.split('.').next().unwrap_or("");
    let (_, verbs) = WAKES.iter().find(|(event, _)| *event == word)?;
    if !verbs.contains(&need.verb.as_str()) {
        return None;
    }
    let source = cx.source(ends);
    let arn = source.filter(|source| source.kind == "bucket").and_then(|source| source.output("arn"));
    let Some(arn) = arn else { return Some("does what wakes the next".into()) };
    let (begins, ends_with) = (format!("{arn}/{}*", ends.under), format!("*{}", ends.ending));
    let inside = format!("{arn}/");
    need.resources.iter().find_map(|writes| {
        let object = common(Case::Sensitive, &[&begins, writes, &ends_with])?;
        let key = object.strip_prefix(&inside).unwrap_or(&object);
        Some(format!("may {} `{key}`, which wakes the next", need.verb))
    })
}

fn finding(
    cx: &Cx<'_>,
    flows: &[(&Resource, &FlowEnds)],
    wakes: &Wakes,
    mut cycle: Vec<usize>,
) -> Option<Diagnostic> {
    let first = cycle.iter().enumerate().min_by_key(|(_, at)| flows.get(**at).map(|(_, ends)| ends.span))?.0;
    cycle.rotate_left(first);
    let ends: Vec<&FlowEnds> = cycle.iter().filter_map(|at| Some(flows.get(*at)?.1)).collect();
    let (start, address) = (ends.first()?, flows.get(*cycle.first()?)?.0.address.as_str());
    let message = format!("this runs in a circle: {}", path(&cycle, &ends, wakes));
    let mut diagnostic = Diagnostic::new(&RULE, start.span, message).about(address);
    for (at, (from, ends)) in cycle.iter().zip(&ends).enumerate() {
        let next = cycle.get(at + 1).or(cycle.first())?;
        if at > 0 {
            diagnostic = diagnostic.label(ends.span, format!("then `{}` is woken", ends.target));
        }
        if let Some(Some(why)) = wakes.get(&(*from, *next)) {
            diagnostic = diagnostic.label(why.line, why.said.clone());
        }
    }
    let narrow = if cx.get(&start.source).is_some_and(|source| source.kind == "bucket") {
        "write to another bucket, or choose `under` and `ending` so that nothing written is listened for"
    } else {
        "send to another one, or cut one of the arrows"
    };
    Some(diagnostic.help(narrow))
}

/// Whom the event passes, from the first arrow's source back to it.
fn path(cycle: &[usize], ends: &[&FlowEnds], wakes: &Wakes) -> String {
    let mut passed: Vec<&Address> = Vec::new();
    for (at, (from, ends)) in cycle.iter().zip(ends).enumerate() {
        if passed.last() != Some(&&ends.source) {
            passed.push(&ends.source);
        }
        passed.push(&ends.target);
        let next = cycle.get(at + 1).or(cycle.first());
        let why = next.and_then(|next| wakes.get(&(*from, *next))?.as_ref());
        passed.extend(why.iter().flat_map(|why| &why.through));
    }
    if let Some(start) = ends.first().filter(|start| passed.last() != Some(&&start.source)) {
        passed.push(&start.source);
    }
    let named: Vec<String> = passed.iter().map(|address| format!("`{address}`")).collect();
    named.join(" -> ")
}
