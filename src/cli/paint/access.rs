//! Answers about access, for people.

use super::access_change::differences;
use super::{Detail, Label, Line, Look};
use crate::session::access::Shown;
use crate::view::access::{
    AccountView, CompareView, DeployerView, LayerView, MinimalView, ResultView, SaidView, SimulateView,
    StatementView,
};

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
    if let Some(account) = &result.account {
        lines.extend(step_by_step(account));
    } else {
        for statement in &result.statements {
            lines.extend(stated("", statement));
        }
    }
    if let Some(silent) = &result.silent {
        lines.push(Line::indent(2).with(Label::Plain, format!("no statement of {silent} allows it")));
    }
    if let Some(nearest) = result.nearest.as_ref().filter(|_| result.account.is_none()) {
        lines.extend(stated("nearest: ", nearest));
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
        let text = format!("not known here, and left out of account: {names}");
        lines.push(Line::indent(2).with(Label::Warning, text));
    }
    lines
}

/// A statement with its place.
fn stated(before: &str, statement: &StatementView) -> [Line; 2] {
    let head = format!("{before}{}", source_and_place(statement));
    [Line::indent(2).with(Label::Plain, head), Line::indent(4).with(Label::Dim, &statement.text)]
}

/// Where a statement stands; a file's name not twice.
fn source_and_place(statement: &StatementView) -> String {
    if statement.source == statement.file {
        return statement.place.clone();
    }
    format!("{}, {}", statement.source, statement.place)
}

/// What each layer says, in the order in which they are asked.
fn step_by_step(account: &AccountView) -> Vec<Line> {
    let mut lines = Vec::new();
    for (at, layer) in account.layers.iter().enumerate() {
        let (label, outcome) = match layer.outcome {
            "allow" => (Label::Create, "allows it"),
            "deny" => (Label::Delete, "denies it"),
            _ => (Label::Warning, "does not speak"),
        };
        let head = format!("{}. {}: ", at + 1, layer_title(layer));
        lines.push(Line::indent(2).with(Label::Plain, head).with(label, outcome));
        for said in &layer.statements {
            let effect = if said.statement.effect == "Allow" { "allows" } else { "denies" };
            let reason = said.silent.map_or_else(|| effect.to_owned(), |silent| quiet(said, silent));
            let head = format!("{}: {reason}", source_and_place(&said.statement));
            lines.push(Line::indent(5).with(Label::Plain, head));
            lines.push(Line::indent(7).with(Label::Dim, &said.statement.text));
        }
        if layer.others > 0 {
            let more = if layer.statements.is_empty() { "" } else { "more " };
            let noun = if layer.others == 1 { "statement is" } else { "statements are" };
            let text = format!("{} {more}{noun} about other actions", layer.others);
            lines.push(Line::indent(5).with(Label::Dim, text));
        }
    }
    lines.push(Line::indent(2).with(Label::Plain, way(account)));
    lines
}

fn layer_title(layer: &LayerView) -> String {
    let level = |start: &str| {
        let number = layer.layer.strip_prefix(start)?.strip_prefix('[')?.strip_suffix(']')?;
        number.parse::<usize>().ok().map(|number| number + 1)
    };
    let what = match (level("rcps"), level("scps"), layer.layer.as_str()) {
        (Some(level), ..) => format!("resource control policies, level {level}"),
        (_, Some(level), _) => format!("service control policies, level {level}"),
        (.., "resource_policy") => "the resource's policy".to_owned(),
        (.., "boundary") => "the permissions boundary".to_owned(),
        (.., "session") => "the session policy".to_owned(),
        _ => "the caller's policies".to_owned(),
    };
    format!("{what}, {}", layer.of)
}

/// Why a statement about the action says nothing.
fn quiet(said: &SaidView, silent: &str) -> String {
    let Some(condition) = &said.condition else {
        return if silent == "principal" { "about somebody else" } else { "about other resources" }
            .to_owned();
    };
    let asked = condition.asked.join(" or ");
    let found = match condition.found.as_deref() {
        None | Some([]) => "is not given".to_owned(),
        Some(found) => format!("is {}", found.join(", ")),
    };
    format!("only where {} {} {asked}; here it {found}", condition.key, condition.operator)
}

/// By which of the policies it is decided.
fn way(account: &AccountView) -> &'static str {
    if account.layers.iter().any(|layer| layer.outcome == "deny") {
        return "a denial ends it, whatever else allows it";
    }
    match account.way {
        "service" => "a service has no policies of its own, so that the resource's policy decides",
        "across_accounts" => "across accounts the resource's policy and the caller's must both allow it",
        "named_by_resource" => {
            "the resource's policy names just who asks, which is enough within one account"
        }
        "role_named_by_resource" => {
            "the resource's policy names the role or everybody: enough within one account, as far as boundary and session allow it"
        }
        "resource_must_agree" => "to take on a role or to use a key, its own policy has to agree, too",
        _ => "within one account the caller's policies decide, as far as what bounds them allows it",
    }
}

/// Draws how one of two stands to the other.
#[must_use]
pub fn compare(view: &CompareView<'_>, [a, b]: [&str; 2], look: &Look) -> Vec<Line> {
    let said = match view.result {
        "equal" => format!("{a} and {b} allow the same"),
        "narrower" => format!("{a} allows less than {b}"),
        "wider" => format!("{a} allows more than {b}"),
        "incomparable" => format!("{a} and {b} each allow something that the other does not"),
        _ => format!("it is not known how {a} stands to {b}"),
    };
    let mut lines =
        vec![Line::default().with(Label::Strong, view.result).with(Label::Plain, format!(": {said}"))];
    let [lost, gained] =
        [view.differences.map(|access| &access.lost), view.differences.map(|access| &access.gained)];
    for (name, witness, all) in [(a, &view.witness.only_a, lost), (b, &view.witness.only_b, gained)] {
        let Some(witness) = witness else { continue };
        lines.push(Line::indent(2).with(Label::Plain, format!("only {name} allows")));
        lines.extend(all.map_or_else(|| shown(witness), |all| differences(all, look)));
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
