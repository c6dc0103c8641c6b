//! Answers about access, for people.

use super::{Detail, Label, Line, Look};
use crate::session::access::Shown;
use crate::view::access::{CompareView, DeployerView, MinimalView, ResultView, SimulateView};

/// Draws decisions, each with what it rests on.
#[must_use]
pub fn simulate(view: &SimulateView, look: &Look) -> Vec<Line> {
    let mut lines = Vec::new();
    for (at, result) in view.results.iter().enumerate() {
        if at > 0 {
            lines.push(Line::default());
        }
        lines.extend(decision(result, look));
    }
    lines
}

fn decision(result: &ResultView, look: &Look) -> Vec<Line> {
    let (label, word) = match result.decision {
        "allow" => (Label::Create, "allowed"),
        "explicit_deny" => (Label::Delete, "denied"),
        _ => (Label::Delete, "not allowed"),
    };
    let mut lines = vec![
        Line::default()
            .with(label, word)
            .with(Label::Plain, format!("  {} on {}", result.action, result.resource)),
        Line::indent(2).with(Label::Dim, format!("by {}", result.principal)),
    ];
    for statement in &result.statements {
        let head = format!("{}, {}", statement.source, statement.place);
        lines.push(Line::indent(2).with(Label::Plain, head));
        lines.push(Line::indent(4).with(Label::Dim, &statement.text));
    }
    if let Some(silent) = &result.silent {
        lines.push(Line::indent(2).with(Label::Plain, format!("no statement of {silent} allows it")));
    }
    if let Some(nearest) = &result.nearest {
        let head = format!("nearest: {}, {}", nearest.source, nearest.place);
        lines.push(Line::indent(2).with(Label::Plain, head));
        lines.push(Line::indent(4).with(Label::Dim, &nearest.text));
    }
    if let Some(remedy) = &result.remedy {
        let text = format!("{} in {} would allow it", remedy.line, remedy.address);
        lines.push(Line::indent(2).with(Label::Dim, text));
    }
    if !result.missing_context.is_empty() {
        let keys = result.missing_context.join(", ");
        let more = if look.detail == Detail::Full { "; give them with --context KEY=VALUE" } else { "" };
        lines.push(
            Line::indent(2).with(Label::Warning, format!("conditions ask for {keys}, not given here{more}")),
        );
    }
    if !result.unknown_policies.is_empty() {
        let names = result.unknown_policies.join(", ");
        let text = format!("what {names} says is not known here, and left out of account");
        lines.push(Line::indent(2).with(Label::Warning, text));
    }
    lines
}

/// Draws how one policy stands to another.
#[must_use]
pub fn compare(view: &CompareView<'_>, a: &str, b: &str) -> Vec<Line> {
    let said = match view.result {
        "equal" => format!("{a} and {b} allow the same"),
        "narrower" => format!("{a} allows less than {b}"),
        "wider" => format!("{a} allows more than {b}"),
        "incomparable" => format!("{a} and {b} each allow something that the other does not"),
        _ => format!("it is not known how {a} stands to {b}"),
    };
    let mut lines =
        vec![Line::default().with(Label::Strong, view.result).with(Label::Plain, format!(": {said}"))];
    for (name, witness) in [(a, view.witness.only_a), (b, view.witness.only_b)] {
        if let Some(witness) = witness {
            lines.push(Line::indent(2).with(Label::Plain, format!("only {name} allows")));
            lines.extend(shown(witness));
        }
    }
    lines.extend(view.because.iter().map(|reason| Line::indent(2).with(Label::Dim, reason)));
    lines
}

fn shown(witness: &Shown) -> Vec<Line> {
    let mut lines =
        vec![Line::indent(4).with(Label::Plain, format!("{} on {}", witness.action, witness.resource))];
    if let Some(principal) = &witness.principal {
        lines.push(Line::indent(4).with(Label::Dim, format!("by {principal}")));
    }
    for (key, value) in &witness.context {
        lines.push(Line::indent(4).with(Label::Dim, format!("where {key} is {value}")));
    }
    lines
}

/// Draws a least policy as a role that can be pasted into the stack.
#[must_use]
pub fn minimal(view: &MinimalView<'_>) -> Vec<Line> {
    let who = view.carriers.join(", ");
    let trust: Vec<String> = view.trust.iter().map(|one| format!("\"{one}\"")).collect();
    let trust = match trust.as_slice() {
        [one] => one.clone(),
        several => format!("[{}]", several.join(", ")),
    };
    let mut lines = vec![
        Line::default().with(Label::Dim, format!("/// Just what {who} says that it does.")),
        Line::default().with(Label::Plain, format!("role {} {{", view.role)),
        Line::indent(2).with(Label::Plain, format!("trust = {trust}")),
    ];
    lines.extend(view.lines.iter().map(|line| Line::indent(2).with(Label::Plain, line)));
    lines.push(Line::default().with(Label::Plain, "}"));
    lines
}

/// Draws the least policy of whoever applies a plan, as a role that can be pasted into a stack.
#[must_use]
pub fn deployer(view: &DeployerView<'_>) -> Vec<Line> {
    if view.policies.is_empty() {
        return Vec::new();
    }
    let plain = |text: String| Line::default().with(Label::Plain, text);
    let doc = format!(
        "/// Just what it takes to apply this plan of `{}`, to take it back, and to delete what it makes.",
        view.stack
    );
    let mut lines = vec![Line::default().with(Label::Dim, doc)];
    lines.push(plain("role deployer {".to_owned()));
    lines.push(plain(format!("  trust = \"{}\"", view.account)));
    if !view.own {
        let names: Vec<String> = (1..=view.lines.len()).map(|at| format!("policy.deployer_{at}")).collect();
        lines.push(plain(format!("  policies = [{}]", names.join(", "))));
    }
    for (at, statements) in view.lines.iter().enumerate() {
        if !view.own {
            lines.push(plain("}".to_owned()));
            lines.push(Line::default());
            lines.push(plain(format!("policy deployer_{} {{", at + 1)));
        }
        lines.extend(statements.iter().map(|line| plain(format!("  {line}"))));
    }
    lines.push(plain("}".to_owned()));
    lines
}
