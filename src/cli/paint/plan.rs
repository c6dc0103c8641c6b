//! A plan for people: what it means first, then what changes outside and inside, then the sum of it.

use super::access_change::access;
use super::plan_changes::{mark, settings};
use super::plan_steps::{changes, summary};
use super::wrap::{fit, flow, words};
use super::{Detail, Label, Line, Look};
use crate::view::plan::{DataView, DriftView, PlanView, ReplacementView, Step};

/// Draws a plan; `next` is the command that does it, if there is one to offer.
///
/// No line is wider than the look's columns, of which 40 are the fewest.
#[must_use]
pub fn paint(view: &PlanView<'_>, look: &Look, next: Option<&str>) -> Vec<Line> {
    if view.operations.is_empty() && view.drift.is_empty() {
        return nothing(view.stack, view.steps.len(), look);
    }
    let mut lines = headline(view, look);
    consequences(view, look, &mut lines);
    let access = access(view, look);
    if !access.is_empty() {
        heading("Access", &mut lines);
        lines.extend(access);
    }
    outside(&view.drift, look, &mut lines);
    left_over(view, look, &mut lines);
    changes(view, look, &mut lines);
    lines.push(Line::default());
    summary(view, look, &mut lines);
    if let Some(next) = next {
        let start = Line::default().with(Label::Dim, "Next: ");
        lines.extend(words(start, Label::Plain, next, 6, look.columns()));
    }
    fit(lines, 6, look.columns())
}

/// Says of a stack with that many resources that there is nothing to do.
#[must_use]
pub fn nothing(stack: &str, resources: usize, look: &Look) -> Vec<Line> {
    let start = Line::default().with(Label::Strong, stack).with(Label::Plain, ": nothing to do");
    let stay = match resources {
        0 => "; it has no resources".to_owned(),
        1 => "; its resource is as the stack says".to_owned(),
        all => format!("; all {} resources are as the stack says", number(all as u64)),
    };
    words(start, Label::Plain, &stay, 2, look.columns())
}

fn headline(view: &PlanView<'_>, look: &Look) -> Vec<Line> {
    let since = match view.generation {
        0 => "not applied so far".to_owned(),
        number => format!("at generation {number}"),
    };
    let start = Line::default().with(Label::Plain, "Plan for ").with(Label::Strong, view.stack);
    words(start, Label::Dim, &format!(" {} {since}", look.glyphs.dot()), 2, look.columns())
}

pub(super) fn heading(title: &str, lines: &mut Vec<Line>) {
    lines.push(Line::default());
    lines.push(Line::default().with(Label::Strong, title));
}

fn consequences(view: &PlanView<'_>, look: &Look, lines: &mut Vec<Line>) {
    if view.replacements.is_empty() && view.data.is_empty() && view.millis == 0 {
        return;
    }
    heading("Consequences", lines);
    let shown = |one: &&ReplacementView| look.detail == Detail::Full || !is_part(view, &one.address);
    view.replacements.iter().filter(shown).for_each(|one| replacement(one, look, lines));
    view.data.iter().for_each(|data| at_risk(data, look, lines));
    if view.millis > 0 {
        time(view, look, lines);
    }
}

fn is_part(view: &PlanView<'_>, address: &str) -> bool {
    view.step(address).is_some_and(Step::is_made_along)
}

fn replacement(one: &ReplacementView, look: &Look, lines: &mut Vec<Line>) {
    let (sign, label) = mark("replace", Some(one.order));
    let start = Line::default().with(label, sign).with(Label::Plain, " ").with(Label::Strong, &one.address);
    lines.extend(words(start, Label::Plain, &format!("  {}", one.reason), 6, look.columns()));
    let gap = match one.gap {
        Some(gap) => format!("for about {} there is none", span(gap)),
        None if one.order == "create_first" => "the new one comes first, so there is always one".to_owned(),
        None => "for a while there is none".to_owned(),
    };
    let affected = if one.affects.is_empty() { "" } else { "; meanwhile needed by " };
    let start = Line::indent(6).with(Label::Plain, gap).with(Label::Plain, affected);
    let (shown, rest) = match look.detail {
        Detail::Brief if one.affects.len() > 7 => one.affects.split_at(6.min(one.affects.len())),
        _ => (one.affects.as_slice(), &[][..]),
    };
    let mut names: Vec<Line> = shown.iter().map(|name| Line::default().with(Label::Plain, name)).collect();
    if !rest.is_empty() {
        names.push(Line::default().with(Label::Plain, format!("{} more", rest.len())));
    }
    lines.extend(flow(start, &names, ", ", 6, look.columns()));
}

fn at_risk(data: &DataView, look: &Look, lines: &mut Vec<Line>) {
    let start = Line::default()
        .with(Label::Warning, "  !")
        .with(Label::Plain, " ")
        .with(Label::Strong, &data.address);
    let what = &data.what;
    let count = data.count.map(number);
    let text = match (count, data.refused) {
        (Some(count), true) => {
            format!("  holds {what} ({count}); AWS refuses to delete it until they are gone")
        }
        (None, true) => format!("  may hold {what}; AWS then refuses to delete it"),
        (Some(count), false) => format!("  its {what} ({count}) are lost"),
        (None, false) => format!("  its {what} are lost, if there are any"),
    };
    lines.extend(words(start, Label::Warning, &text, 6, look.columns()));
}

fn time(view: &PlanView<'_>, look: &Look, lines: &mut Vec<Line>) {
    let start =
        Line::indent(4).with(Label::Plain, format!("about {} on AWS, by estimate", span(view.millis)));
    let told = |address: &&str| look.detail == Detail::Full || !is_part(view, address);
    let mut chain: Vec<&str> = view.critical.iter().map(|one| one.address).filter(told).collect();
    chain.dedup();
    if chain.len() < 2 {
        lines.push(start);
        return;
    }
    let arrow = format!(" {} ", look.glyphs.arrow());
    let (shown, left) = match look.detail {
        Detail::Brief if chain.len() > 5 => (vec![0, 1, chain.len() - 2, chain.len() - 1], true),
        _ => ((0..chain.len()).collect(), false),
    };
    let mut names: Vec<&str> = shown.iter().filter_map(|at| chain.get(*at).copied()).collect();
    if left {
        names.insert(2, look.glyphs.more());
    }
    let pieces: Vec<Line> = names.iter().map(|name| Line::default().with(Label::Dim, name)).collect();
    let start = start.with(Label::Plain, "; longest: ");
    lines.extend(flow(start, &pieces, &arrow, 6, look.columns()));
}

fn outside(drift: &[DriftView<'_>], look: &Look, lines: &mut Vec<Line>) {
    if drift.is_empty() {
        return;
    }
    heading("Changed outside of stackc", lines);
    for one in drift {
        let (sign, label, told) =
            if one.gone { ("  -", Label::Delete, "  is gone") } else { ("  ~", Label::Update, "") };
        let start = Line::default().with(label, sign).with(Label::Plain, " ");
        let head = Line::default().with(Label::Plain, one.address).with(Label::Dim, told);
        lines.extend(flow(start, &[head], "", 6, look.columns()));
        lines.extend(settings(&one.attributes, look));
    }
}

/// What should have been deleted before, and is now.
fn left_over(view: &PlanView<'_>, look: &Look, lines: &mut Vec<Line>) {
    if view.leftovers.is_empty() {
        return;
    }
    heading("Left over from an earlier replacement", lines);
    for one in &view.leftovers {
        let (sign, label) = mark("delete", None);
        let start = Line::default().with(label, sign).with(Label::Plain, " ");
        let head = Line::default().with(Label::Strong, one.address).with(Label::Dim, "  ");
        lines.extend(flow(start, &[head.with(Label::Dim, one.physical_id)], "", 6, look.columns()));
    }
}

/// A number with commas between thousands.
pub(super) fn number(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// Virtual milliseconds in words, to two digits or so.
pub(super) fn span(millis: u64) -> String {
    let seconds = millis.div_ceil(1_000);
    match seconds {
        0..=1 => "1 s".to_owned(),
        2..=89 => format!("{seconds} s"),
        90..=5_399 => format!("{} min", (seconds + 30) / 60),
        _ => {
            let minutes = (seconds + 30) / 60;
            match minutes % 60 {
                0 => format!("{} h", minutes / 60),
                rest => format!("{} h {rest} min", minutes / 60),
            }
        }
    }
}
