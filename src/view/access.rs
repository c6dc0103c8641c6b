//! Answers about access as they are shown.

use serde::Serialize;

use crate::base::SourceMap;
use crate::diag::render::{Range, range};
use crate::iam::Document;
use crate::model::{Effect, Patterns, Statement};
use crate::session::access::{CompareAnswer, Decided, Deployment, Minimal, Silence, Spoken, Told, Witnesses};

use super::access_change::{Access, AccessDocument};

/// Decisions.
#[derive(Debug, Serialize)]
pub struct SimulateView {
    format: u32,
    /// One for each action and resource that was asked about.
    pub results: Vec<ResultView>,
}

/// One decision.
#[derive(Debug, Serialize)]
pub struct ResultView {
    /// Who asks.
    pub principal: String,
    /// What.
    pub action: String,
    /// To what.
    pub resource: String,
    /// `allow`, `explicit_deny` or `implicit_deny`.
    pub decision: &'static str,
    /// What it rests on.
    pub statements: Vec<StatementView>,
    /// Keys that statements ask about and that were not given.
    pub missing_context: Vec<String>,
    /// Policies that have a say and whose documents are not known, so that they are left out of account.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub unknown_policies: Vec<String>,
    /// Of what is not allowed: the statement that comes nearest to allowing it.
    pub nearest: Option<StatementView>,
    /// Where nothing allows it.
    pub silent: Option<String>,
    /// The line that would allow it, and where it would stand.
    pub remedy: Option<RemedyView>,
    /// What every statement says, where that is asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub account: Option<AccountView>,
}

/// A decision step by step.
#[derive(Debug, Serialize)]
pub struct AccountView {
    /// Which policies have to agree: `identity`, `across_accounts` and so on.
    pub way: &'static str,
    /// The policies, in the order in which AWS asks.
    pub layers: Vec<LayerView>,
}

/// What a layer says.
#[derive(Debug, Serialize)]
pub struct LayerView {
    /// `identity`, `scps[0]`
    pub layer: String,
    /// The policies that it is made of.
    pub of: String,
    /// `allow`, `deny` or `silent`.
    pub outcome: &'static str,
    /// Its statements about the action.
    pub statements: Vec<SaidView>,
    /// How many statements are about other actions.
    pub others: usize,
}

/// What a statement says.
#[derive(Debug, Serialize)]
pub struct SaidView {
    /// The statement.
    #[serde(flatten)]
    pub statement: StatementView,
    /// Why it says nothing; `null` where it speaks.
    pub silent: Option<&'static str>,
    /// The line of its condition that does not hold.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub condition: Option<ConditionView>,
}

/// A line of a condition that does not hold.
#[derive(Debug, Serialize)]
pub struct ConditionView {
    /// As it is written.
    pub operator: String,
    /// As it is written.
    pub key: String,
    /// What would fit.
    pub asked: Vec<String>,
    /// What the request has; `null` if nothing is known of the key.
    pub found: Option<Vec<String>>,
}

/// A statement that decided.
#[derive(Debug, Serialize)]
pub struct StatementView {
    /// Whose it is.
    pub source: String,
    index: usize,
    /// `Allow` or `Deny`.
    pub effect: &'static str,
    /// Where it stands.
    pub file: String,
    range: Range,
    /// The same, for people: `file:line`.
    #[serde(skip)]
    pub place: String,
    /// Its text.
    #[serde(skip)]
    pub text: String,
}

/// A line that would help.
#[derive(Debug, Serialize)]
pub struct RemedyView {
    /// Where.
    pub address: String,
    /// The line.
    pub line: String,
}

/// How much is shown of a decision.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Depth {
    /// What decided.
    Decision,
    /// What every statement says.
    Account,
}

impl SimulateView {
    /// Puts decisions together.
    #[must_use]
    pub fn new(sources: &SourceMap, decided: Vec<Decided>, depth: Depth) -> Self {
        Self { format: 1, results: decided.into_iter().map(|one| result(sources, one, depth)).collect() }
    }
}

fn result(sources: &SourceMap, decided: Decided, depth: Depth) -> ResultView {
    let statement = |spoken: &Spoken| statement(sources, spoken);
    ResultView {
        statements: decided.statements.iter().map(statement).collect(),
        nearest: decided.nearest.as_ref().map(statement),
        principal: decided.principal,
        action: decided.action,
        resource: decided.resource,
        decision: decided.ruling.word(),
        missing_context: decided.missing_context,
        unknown_policies: decided.unknown_policies,
        silent: decided.silent,
        remedy: decided.remedy.map(|(address, line)| RemedyView { address, line }),
        account: (depth == Depth::Account).then(|| account(sources, decided.account)),
    }
}

fn statement(sources: &SourceMap, spoken: &Spoken) -> StatementView {
    let text = sources.text(spoken.span).split_whitespace().collect::<Vec<_>>().join(" ");
    let file = sources.file(spoken.span.file).map(|file| file.path.clone()).unwrap_or_default();
    let range = range(sources, spoken.span);
    StatementView {
        source: spoken.source.clone(),
        index: spoken.index,
        effect: if spoken.effect == Effect::Allow { "Allow" } else { "Deny" },
        place: format!("{file}:{}", range.first_line()),
        text: spoken.stands_for.as_ref().map_or(text.clone(), |other| format!("{text}: {other}")),
        file,
        range,
    }
}

fn account(sources: &SourceMap, told: Told) -> AccountView {
    let said = |(spoken, silence): (Spoken, Option<Silence>)| {
        let silent = silence.as_ref().map(|silence| match silence {
            Silence::Action => "action",
            Silence::Resource => "resource",
            Silence::Principal => "principal",
            Silence::Condition { .. } => "condition",
        });
        let condition = match silence {
            Some(Silence::Condition { operator, key, asked, found }) => {
                Some(ConditionView { operator, key, asked, found })
            }
            _ => None,
        };
        SaidView { statement: statement(sources, &spoken), silent, condition }
    };
    let layers = told.layers.into_iter().map(|layer| LayerView {
        layer: layer.name,
        of: layer.of,
        outcome: layer.outcome,
        statements: layer.said.into_iter().map(said).collect(),
        others: layer.others,
    });
    AccountView { way: told.way.word(), layers: layers.collect() }
}

/// How one of two stands to the other.
#[derive(Debug, Serialize)]
pub struct CompareView<'a> {
    format: u32,
    /// `equal`, `narrower`, `wider`, `incomparable` or `unknown`.
    pub result: &'static str,
    /// Requests that only one of them allows.
    pub witness: &'a Witnesses,
    /// Why it is not known, if it is not.
    pub because: &'a [String],
    /// All that differs, where that is found: what only the first allows is lost, what only the second, gained.
    #[serde(skip_serializing_if = "Option::is_none")]
    access: Option<AccessDocument<'a>>,
    /// The same, for people.
    #[serde(skip)]
    pub differences: Option<&'a Access>,
}

impl<'a> CompareView<'a> {
    /// Puts an answer together.
    #[must_use]
    pub fn new(answer: &'a CompareAnswer) -> Self {
        Self {
            format: 1,
            result: answer.result,
            witness: &answer.witness,
            because: &answer.because,
            access: answer.access.as_ref().map(AccessDocument::new),
            differences: answer.access.as_ref(),
        }
    }
}

/// The least policy of something.
#[derive(Debug, Serialize)]
pub struct MinimalView<'a> {
    format: u32,
    /// What was asked about.
    pub address: &'a str,
    /// What it is for.
    pub carriers: &'a [String],
    /// The name of the role that is written.
    #[serde(skip)]
    pub role: &'a str,
    /// Who takes it on.
    pub trust: &'a [&'static str],
    /// The statements as the language writes them.
    pub lines: &'a [String],
    /// The document as IAM takes it.
    pub policy: Document<'a>,
}

impl<'a> MinimalView<'a> {
    /// Shows what was found.
    #[must_use]
    pub fn new(least: &'a Minimal) -> Self {
        Self {
            format: 1,
            address: &least.address,
            carriers: &least.carriers,
            role: &least.role,
            trust: &least.trust,
            lines: &least.lines,
            policy: Document::new(&least.statements),
        }
    }
}

/// The least policy of whoever applies a plan.
#[derive(Debug, Serialize)]
pub struct DeployerView<'a> {
    format: u32,
    /// The stack.
    pub stack: &'a str,
    /// How many calls the plan has.
    pub operations: usize,
    /// The documents as IAM takes them: one, or as many as its sizes ask for.
    pub policies: Vec<Document<'a>>,
    /// Who takes the role on.
    #[serde(skip)]
    pub account: &'a str,
    /// Whether the one policy is the role's own.
    #[serde(skip)]
    pub own: bool,
    /// How many policies a role takes.
    #[serde(skip)]
    pub most: usize,
    /// The statements of each policy as the language writes them.
    #[serde(skip)]
    pub lines: Vec<Vec<String>>,
}

impl<'a> DeployerView<'a> {
    /// Shows what was found.
    #[must_use]
    pub fn new(least: &'a Deployment) -> Self {
        Self {
            format: 1,
            stack: &least.stack,
            operations: least.operations,
            policies: least.policies.iter().map(|policy| Document::new(policy)).collect(),
            account: &least.account,
            own: least.own,
            most: least.most,
            lines: least.policies.iter().map(|policy| policy.iter().flat_map(written).collect()).collect(),
        }
    }
}

/// A statement as the language writes it, line by line.
fn written(statement: &Statement) -> Vec<String> {
    let texts = |patterns: &Patterns| {
        let texts: Vec<String> = patterns.items.iter().map(|item| format!("\"{}\"", item.text)).collect();
        texts.join(", ")
    };
    let (actions, resources) = (texts(&statement.actions), texts(&statement.resources));
    let mut lines = vec![format!("allow {actions}"), format!("  on {resources}")];
    if let Some(condition) = statement.conditions.first() {
        let values: Vec<String> = condition.values.iter().map(|value| format!("\"{value}\"")).collect();
        let line = format!("    {} \"{}\" = {}", condition.operator, condition.key, values.join(", "));
        if let Some(last) = lines.last_mut() {
            last.push_str(" when {");
        }
        lines.extend([line, "  }".to_owned()]);
    }
    lines
}
