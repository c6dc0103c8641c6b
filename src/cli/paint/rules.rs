//! Rules for people.

use unicode_width::UnicodeWidthStr;

use super::wrap::words;
use super::{Label, Line, Look};
use crate::view::rules::{FactView, RuleList, RuleView};

/// Draws the page of one rule.
#[must_use]
pub fn page(rule: &RuleView, look: &Look) -> Vec<Line> {
    let head = Line::default()
        .with(label(rule.severity), rule.severity)
        .with(Label::Plain, " ")
        .with(Label::Strong, rule.name);
    let mut lines = vec![head];
    for text in std::iter::once(&rule.title).chain(&rule.why) {
        lines.push(Line::default());
        lines.extend(words(Line::default(), Label::Plain, text, 0, look.columns()));
    }
    stacks("Bad", &rule.bad, &mut lines);
    // Where a fault shows only beside what was applied before, no line of a stack is bad by itself.
    let good = if rule.bad.is_empty() { "Example" } else { "Good" };
    stacks(good, &rule.good, &mut lines);
    if !rule.facts.is_empty() {
        heading(&format!("Facts of {}", rule.facts_day), &mut lines);
        for fact in &rule.facts {
            lines.extend(words(Line::indent(2), Label::Plain, &told(fact), 4, look.columns()));
        }
    }
    lines
}

/// Draws all rules, a line each, the gravest first.
#[must_use]
pub fn list(view: &RuleList, look: &Look) -> Vec<Line> {
    let widest = view.rules.iter().map(|rule| rule.name.width()).max().unwrap_or(0);
    let mut lines = Vec::new();
    let mut group = "";
    for rule in &view.rules {
        if rule.severity != group {
            group = rule.severity;
            if !lines.is_empty() {
                lines.push(Line::default());
            }
            let count = view.rules.iter().filter(|other| other.severity == group).count();
            let plural = if count == 1 || group == "info" { "" } else { "s" };
            lines.push(Line::default().with(label(group), format!("{count} {group}{plural}")));
        }
        let gap = " ".repeat(widest - rule.name.width() + 2);
        let start = Line::indent(2).with(Label::Strong, rule.name).with(Label::Plain, gap);
        lines.extend(words(start, Label::Plain, &rule.title, widest + 4, look.columns()));
    }
    lines
}

fn heading(title: &str, lines: &mut Vec<Line>) {
    lines.push(Line::default());
    lines.push(Line::default().with(Label::Strong, title));
}

/// Stacks are shown as they are: a line break would change what they say.
fn stacks(title: &str, stacks: &[String], lines: &mut Vec<Line>) {
    for stack in stacks {
        heading(title, lines);
        lines.extend(stack.lines().map(|line| Line::indent(2).with(Label::Plain, line)));
    }
}

fn told(fact: &FactView) -> String {
    let unsure = if fact.confirmed { "" } else { " (unconfirmed)" };
    format!("{} {}: {}{unsure}", fact.file, fact.key, fact.source)
}

fn label(severity: &str) -> Label {
    match severity {
        "error" => Label::Warning,
        "warning" => Label::Update,
        _ => Label::Create,
    }
}
