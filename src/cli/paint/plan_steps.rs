//! What happens to each resource, and the sum of it.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use super::plan::{heading, number};
use super::plan_changes::{entry, mark};
use super::wrap::{flow, words};
use super::{Detail, Label, Line, Look};
use crate::view::action::action_word;
use crate::view::plan::{Action, PlanView, Step};

/// New resources of one kind that are drawn one by one, unless everything is shown: of more, nobody reads each.
const MOST_NEW: usize = 100;

/// What happens to resources, then to arrows.
pub(super) fn changes(view: &PlanView<'_>, look: &Look, lines: &mut Vec<Line>) {
    let full = look.detail == Detail::Full;
    let parts = if full { Parts::default() } else { Parts::of(view) };
    let (mut resources, mut flows) = (Section::default(), Section::default());
    for (at, step) in view.steps.iter().enumerate() {
        let alone = step.implicit_of.is_none() || !parts.is_part(at);
        let shown = step.action != Action::None && (full || !step.is_bookkeeping() && alone);
        if shown || parts.is_owner(at) {
            let section = if step.is_arrow() { &mut flows } else { &mut resources };
            section.add(at, step, look.detail);
        }
    }
    for (title, section) in [("Changes", resources), ("Flows", flows)] {
        if section.drawn.is_empty() {
            continue;
        }
        heading(title, lines);
        // What takes several lines stands apart; a run of single lines stays together.
        let (mut first, mut apart) = (true, false);
        let steps = section.drawn.iter().filter_map(|at| Some((*at, view.steps.get(*at)?)));
        for (at, step) in steps {
            let drawn = entry(&view.told(step), parts.counted(at).as_ref(), look);
            if !first && (apart || drawn.len() > 1) {
                lines.push(Line::default());
            }
            (first, apart) = (false, drawn.len() > 1);
            lines.extend(drawn);
        }
        lines.extend(folded(&section.new, look));
    }
    if !full {
        records(view, look, lines);
    }
}

/// Steps that are drawn under one heading.
#[derive(Default)]
struct Section<'a> {
    /// By position in the plan.
    drawn: Vec<usize>,
    /// How many are new, by kind; also those that are not drawn.
    new: FxHashMap<&'a str, usize>,
}

impl<'a> Section<'a> {
    fn add(&mut self, at: usize, step: &'a Step, detail: Detail) {
        if step.action == Action::Create && !step.is_notable() && detail == Detail::Brief {
            let count = self.new.entry(&step.kind).or_default();
            *count += 1;
            if *count > MOST_NEW {
                return;
            }
        }
        self.drawn.push(at);
    }
}

/// How many more are new, by kind.
fn folded(new: &FxHashMap<&str, usize>, look: &Look) -> Vec<Line> {
    let more = new.iter().filter(|(_, count)| **count > MOST_NEW);
    let more: BTreeMap<&str, usize> = more.map(|(kind, count)| (*kind, count - MOST_NEW)).collect();
    if more.is_empty() {
        return Vec::new();
    }
    let each: Vec<String> =
        more.iter().map(|(kind, count)| format!("{kind} {}", number(*count as u64))).collect();
    let all: usize = more.values().sum();
    let text =
        format!("{} more like these ({}); `--full` lists every one", number(all as u64), each.join(", "));
    let (sign, label) = mark("create", None);
    let start = Line::default().with(label, sign).with(Label::Plain, " ");
    let mut lines = vec![Line::default()];
    lines.extend(words(start, Label::Dim, &text, 4, look.columns()));
    lines
}

/// What is only recorded, in one line.
fn records(view: &PlanView<'_>, look: &Look, lines: &mut Vec<Line>) {
    let text = match view.steps.iter().filter(|step| step.is_bookkeeping()).count() {
        0 => return,
        1 => "one record follows what holds; AWS is not called".to_owned(),
        records => format!("{} records follow what holds; AWS is not called", number(records as u64)),
    };
    lines.push(Line::default());
    let start = Line::default().with(Label::Dim, "  = ");
    lines.extend(words(start, Label::Dim, &text, 4, look.columns()));
}

/// What is made, changed or deleted along with what it belongs to; by position in the plan.
#[derive(Debug, Default)]
struct Parts {
    /// Owners, each with what happens to a part of it; sorted.
    all: Vec<(usize, &'static str)>,
    /// Whether it is an owner, and whether it is a part, for each position.
    owners: Vec<bool>,
    parts: Vec<bool>,
}

impl Parts {
    fn of(view: &PlanView<'_>) -> Self {
        let blank = || vec![false; view.steps.len()];
        let mut parts = Self { all: Vec::new(), owners: blank(), parts: blank() };
        for (at, step) in view.steps.iter().enumerate() {
            if step.action != Action::None
                && !step.is_bookkeeping()
                && step.is_made_along()
                && let Some(root) = root(view, step)
            {
                parts.all.push((root, action_word(step.action)));
                parts.owners.get_mut(root).into_iter().for_each(|owner| *owner = true);
                parts.parts.get_mut(at).into_iter().for_each(|part| *part = true);
            }
        }
        parts.all.sort_unstable();
        parts
    }

    fn is_owner(&self, at: usize) -> bool {
        self.owners.get(at) == Some(&true)
    }

    fn is_part(&self, at: usize) -> bool {
        self.parts.get(at) == Some(&true)
    }

    /// How many parts of an owner have something done to them, by action; `None` for what owns none.
    fn counted(&self, owner: usize) -> Option<BTreeMap<&'static str, usize>> {
        let from = self.all.partition_point(|one| one.0 < owner);
        let mut counted = BTreeMap::new();
        for (_, action) in self.all.iter().skip(from).take_while(|one| one.0 == owner) {
            *counted.entry(*action).or_default() += 1;
        }
        (!counted.is_empty()).then_some(counted)
    }
}

/// What a part belongs to in the end; `None` for what is no part, or whose owner is not in the plan.
fn root(view: &PlanView<'_>, step: &Step) -> Option<usize> {
    let above = |step: &Step| view.position(step.implicit_of.as_ref()?.as_str());
    let mut owner = above(step)?;
    // A part of a part is rare, and one of itself would be a fault; neither may hang the output.
    for _ in 0..8 {
        let Some(next) = view.steps.get(owner).and_then(above) else { break };
        owner = next;
    }
    Some(owner)
}

/// How many resources there are of each sort.
#[derive(Default)]
struct Sum {
    /// What is more than a record, by action.
    by_action: BTreeMap<&'static str, usize>,
    /// What stays as it is, but for its record.
    stay: usize,
    /// Parts that something happens to.
    parts: usize,
}

fn sum(view: &PlanView<'_>) -> Sum {
    let mut sum = Sum::default();
    let mut counts: FxHashMap<Action, usize> = FxHashMap::default();
    for step in view.steps {
        if step.is_bookkeeping() || step.action == Action::None {
            sum.stay += usize::from(step.is_bookkeeping()) + usize::from(step.action == Action::None);
        } else {
            *counts.entry(step.action).or_default() += 1;
        }
        sum.parts += usize::from(step.action != Action::None && step.is_made_along());
    }
    sum.by_action = counts.into_iter().map(|(action, count)| (action_word(action), count)).collect();
    sum
}

/// How many of each sort there are, in a line or two.
pub(super) fn summary(view: &PlanView<'_>, look: &Look, lines: &mut Vec<Line>) {
    let sum = sum(view);
    let mut pieces = Vec::new();
    for action in ["create", "update", "replace", "delete", "adopt", "forget", "move"] {
        if let Some(count) = sum.by_action.get(action) {
            let (_, label) = mark(action, None);
            pieces.push(Line::default().with(label, format!("{} to {action}", number(*count as u64))));
        }
    }
    if !view.leftovers.is_empty() {
        let count = number(view.leftovers.len() as u64);
        pieces.push(Line::default().with(Label::Delete, format!("{count} left over to delete")));
    }
    if pieces.is_empty() {
        pieces.push(Line::default().with(Label::Plain, "nothing to do on AWS"));
    }
    if sum.stay > 0 {
        let verb = if sum.stay == 1 { "stays" } else { "stay" };
        pieces.push(Line::default().with(Label::Dim, format!("{} {verb}", number(sum.stay as u64))));
    }
    let start = Line::default().with(Label::Strong, "Plan: ");
    lines.extend(flow(start, &pieces, ", ", 6, look.columns()));
    if sum.parts > 0 && look.detail == Detail::Brief {
        let what = if sum.parts == 1 { "is a part" } else { "are parts" };
        let count = number(sum.parts as u64);
        let text = format!("{count} of these {what} that AWS makes by itself; --full shows them");
        lines.extend(words(Line::indent(6), Label::Dim, &text, 6, look.columns()));
    }
}
