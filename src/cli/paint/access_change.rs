//! Who may do what from now on, and no more.

use super::wrap::{flow, words};
use super::{Detail, Label, Line, Look};
use crate::view::access_change::{
    Access, AccessLine, Fate, Grant, MOST_LINES, Reach, Undecided, access_lines,
};
use crate::view::plan::{Action, PlanView};

/// So many of those who gain the same are named.
const MOST_NAMED: usize = 4;

/// Draws the section; nothing where nobody gains or loses anything.
pub(super) fn access(view: &PlanView<'_>, look: &Look) -> Vec<Line> {
    let Some(access) = view.access.filter(|access| !access.is_empty()) else { return Vec::new() };
    let mut lines = Vec::new();
    let (gained, routine) = split(view, access_lines(&access.gained), look);
    let (lost, unneeded) = split(view, access_lines(&access.lost), look);
    let (far, near): (Vec<_>, Vec<_>) = gained.iter().partition(|line| line.reach() <= Reach::Outside);
    lines.extend(far.iter().flat_map(|line| entry(line, Way::Gained, look)));
    lines.extend(unknown(access, look));
    let most = if look.detail == Detail::Full { usize::MAX } else { MOST_LINES };
    lines.extend(near.iter().take(most).flat_map(|line| entry(line, Way::Gained, look)));
    let mut left: usize = near.iter().skip(most).map(|line| line.who.len()).sum();
    left += access.folded.left + gone(&lost, look, &mut lines);
    if left > 0 {
        lines.extend(aside(&format!("{left} more; `--full` lists every one"), look));
    }
    let folded = routine.len() + unneeded.len() + access.folded.routine;
    if folded > 0 {
        lines.extend(aside(&services(folded), look));
    }
    lines
}

fn services(folded: usize) -> String {
    let (what, verb) =
        if folded == 1 { ("statement", "comes or goes") } else { ("statements", "come or go") };
    format!("{folded} {what} of services and parts {verb} with what is made or deleted; `--full` lists them")
}

/// What is worth a line, and what comes or goes by itself with what is made or deleted.
fn split<'a>(
    view: &PlanView<'_>,
    lines: Vec<AccessLine<'a>>,
    look: &Look,
) -> (Vec<AccessLine<'a>>, Vec<AccessLine<'a>>) {
    let made = |source: &str| {
        let action = view.step(source).map(|step| step.action);
        matches!(action, Some(Action::Create | Action::Delete))
    };
    let part = |who: &&str| made(who) && view.step(who).is_some_and(|step| step.implicit_of.is_some());
    let worth = |line: &AccessLine<'_>| {
        let routine = line.reach() == Reach::Service && line.is_said_by(made) || line.who.iter().all(part);
        look.detail == Detail::Full || !routine
    };
    lines.into_iter().partition(worth)
}

/// Draws what is lost; how many lines are left out. What whoever is deleted may do no more is told in one word.
fn gone(lost: &[AccessLine<'_>], look: &Look, lines: &mut Vec<Line>) -> usize {
    let full = look.detail == Detail::Full;
    let (goes, stays): (Vec<_>, Vec<_>) = lost.iter().partition(|line| line.fate() == Fate::Goes && !full);
    for line in stays.iter().take(if full { usize::MAX } else { MOST_LINES }) {
        lines.extend(entry(line, Way::Lost, look));
    }
    let mut deleted: Vec<&str> = goes.iter().flat_map(|line| &line.who).copied().collect();
    deleted.sort_unstable();
    deleted.dedup();
    if !deleted.is_empty() {
        let start = Line::default().with(Label::Delete, "  -").with(Label::Plain, " ");
        let head = Line::default()
            .with(Label::Strong, named(&deleted))
            .with(Label::Dim, "  all that it allowed, since it is deleted");
        lines.extend(flow(start, &[head], "", 6, look.columns()));
    }
    if full { 0 } else { stays.len().saturating_sub(MOST_LINES) }
}

/// Draws what only one of two allows.
pub(super) fn differences(grants: &[Grant], look: &Look) -> Vec<Line> {
    let one = |line: &AccessLine<'_>| {
        let start = Line::indent(4).with(Label::Strong, named(&line.who));
        let mut lines = words(start, Label::Plain, &format!("  {}", line.statement()), 6, look.columns());
        let mut pieces = line.grounds();
        pieces.extend(line.example().map(|example| format!("such as {example}")));
        lines.extend(words(Line::indent(6), Label::Dim, &pieces.join("; "), 6, look.columns()));
        lines
    };
    access_lines(grants).iter().flat_map(one).collect()
}

/// Which way it goes.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Way {
    Gained,
    Lost,
}

fn entry(line: &AccessLine<'_>, way: Way, look: &Look) -> Vec<Line> {
    let far = line.reach() <= Reach::Outside;
    let (sign, label) = match way {
        Way::Gained if far => ("  !", Label::Warning),
        Way::Gained => ("  +", Label::Create),
        Way::Lost => ("  -", Label::Delete),
    };
    let start = Line::default().with(label, sign).with(Label::Plain, " ");
    let verb = match (way, far) {
        (Way::Gained, true) => " gains ",
        (Way::Lost, true) => " loses ",
        _ => "  ",
    };
    let told = if far && way == Way::Gained { Label::Warning } else { Label::Plain };
    let start = start.with(Label::Strong, named(&line.who));
    let mut lines = words(start, told, &format!("{verb}{}", line.statement()), 6, look.columns());
    // What comes or goes as a whole is listed with its resource.
    let brief = look.detail == Detail::Brief && line.fate() != Fate::Stays;
    let mut pieces: Vec<String> = Vec::new();
    if !brief {
        pieces.extend(line.because().into_iter().take(3));
        pieces.extend(line.example().map(|example| format!("such as {example}")));
    }
    if !pieces.is_empty() {
        lines.extend(words(Line::indent(6), Label::Dim, &pieces.join("; "), 6, look.columns()));
    }
    lines
}

/// Those who gain or lose the same.
fn named(who: &[&str]) -> String {
    let call = |name: &&str| match *name {
        "*" => "anybody".to_owned(),
        name if name.bytes().all(|byte| byte.is_ascii_digit()) => format!("account {name}"),
        name => name.to_owned(),
    };
    let mut names: Vec<String> = who.iter().take(MOST_NAMED).map(call).collect();
    let rest = who.len().saturating_sub(MOST_NAMED);
    if rest > 0 {
        names.push(format!("{rest} more"));
    }
    names.join(", ")
}

fn unknown(access: &Access, look: &Look) -> Vec<Line> {
    let one = |one: &Undecided| {
        let start = Line::default()
            .with(Label::Warning, "  ?")
            .with(Label::Plain, " ")
            .with(Label::Strong, named(&[one.principal.name.as_str()]));
        words(start, Label::Plain, &format!("  not known: {}", one.because), 6, look.columns())
    };
    access.unknown.iter().flat_map(one).collect()
}

fn aside(text: &str, look: &Look) -> Vec<Line> {
    words(Line::indent(4), Label::Dim, text, 4, look.columns())
}
