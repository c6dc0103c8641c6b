//! Policies that have a say in a decision, each with the places of its statements.

use super::{AccessError, Paper, Spoken};
use crate::iam::{Held, Holder, Layers, Policy};
use crate::model::{Effect, Patterns, Resource, Statement};

/// Documents that count besides what a stack says, as the policy simulator of AWS takes them.
#[derive(Debug, Default)]
pub struct Given {
    /// What the identity has, besides its own.
    pub identity: Vec<Paper>,
    /// What bounds it, in place of its own boundary.
    pub boundary: Option<Paper>,
    /// What its session was narrowed to.
    pub session: Option<Paper>,
    /// What belongs to the resource, in place of its own.
    pub resource: Option<Paper>,
    /// The organisation's for identities, level by level.
    pub scps: Vec<Vec<Paper>>,
    /// The organisation's for resources, level by level.
    pub rcps: Vec<Vec<Paper>>,
}

/// A policy of AWS's own that stands at each level of an organisation's policies for resources and cannot be taken away.
const OF_EACH_LEVEL: &str = "RCPFullAWSAccess";

/// One policy.
#[derive(Debug)]
pub(super) struct Voice {
    /// What it says.
    policy: Policy,
    /// What it is called: an address, or a file.
    pub(super) name: String,
    /// Its statements with their places; none of a policy that is only presumed.
    spoken: Vec<Spoken>,
    /// How lines are written in it.
    pub(super) form: Form,
}

/// How a policy is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// In a stack.
    Stack,
    /// As a document.
    Json,
}

/// All policies that have a say.
#[derive(Debug, Default)]
pub(super) struct Voices {
    pub(super) identity: Vec<Voice>,
    pub(super) boundary: Option<Voice>,
    pub(super) session: Option<Voice>,
    pub(super) resource: Option<Voice>,
    pub(super) scps: Vec<Vec<Voice>>,
    pub(super) rcps: Vec<Vec<Voice>>,
}

impl Voice {
    /// Statements of a role and of the policies that it has.
    pub(super) fn held(name: String, held: &[Held<'_>]) -> Result<Self, AccessError> {
        let statements: Vec<&Statement> = held.iter().map(|held| held.statement).collect();
        let policy = Policy::written(&statements, None)
            .map_err(|fault| AccessError::Policy { of: name.clone(), fault })?;
        let spoken = |held: &Held<'_>| Spoken {
            source: held.by.name().to_owned(),
            index: held.index,
            effect: held.statement.effect,
            span: held.span,
            stands_for: stands_for(held),
        };
        Ok(Self { policy, name, spoken: held.iter().map(spoken).collect(), form: Form::Stack })
    }

    /// What a resource says of others.
    pub(super) fn of_resource(resource: &Resource, statements: &[Statement]) -> Result<Self, AccessError> {
        let name = resource.address.to_string();
        let policy = Policy::written(statements, resource.arn().map(ecow::EcoString::as_str))
            .map_err(|fault| AccessError::Policy { of: name.clone(), fault })?;
        let spoken = |(at, statement): (usize, &Statement)| Spoken {
            source: name.clone(),
            index: resource.statements.iter().position(|own| own == statement).unwrap_or(at),
            effect: statement.effect,
            span: statement.span,
            stands_for: None,
        };
        let spoken = statements.iter().enumerate().map(spoken).collect();
        Ok(Self { policy, name, spoken, form: Form::Stack })
    }

    /// A document.
    fn document(paper: &Paper) -> Result<Self, AccessError> {
        let name = paper.name.clone();
        let policy =
            Policy::read(&paper.document).map_err(|fault| AccessError::Policy { of: name.clone(), fault })?;
        let path = |at: usize| match paper.document.get("Statement") {
            Some(serde_json::Value::Array(_)) => format!("Statement[{at}]"),
            _ => "Statement".to_owned(),
        };
        let spoken = |at: usize| Spoken {
            source: name.clone(),
            index: at,
            effect: policy.effect(at).unwrap_or(Effect::Allow),
            span: paper.place(&path(at)),
            stands_for: None,
        };
        let spoken = (0..policy.len()).map(spoken).collect();
        Ok(Self { policy, name, spoken, form: Form::Json })
    }

    fn presumed(name: &str) -> Self {
        Self { policy: Policy::everything(), name: name.to_owned(), spoken: Vec::new(), form: Form::Json }
    }
}

/// A statement that is not written itself, as it would be.
fn stands_for(held: &Held<'_>) -> Option<String> {
    let written = |patterns: &Patterns| {
        let not = if patterns.negated { "not " } else { "" };
        let texts: Vec<String> = patterns.items.iter().map(|item| format!("\"{}\"", item.text)).collect();
        format!("{not}{}", texts.join(", "))
    };
    let statement = held.statement;
    let by_name = matches!(held.by, Holder::Managed(_));
    let word = if statement.effect == Effect::Allow { "allow" } else { "deny" };
    (by_name || statement.derived)
        .then(|| format!("{word} {} on {}", written(&statement.actions), written(&statement.resources)))
}

impl Voices {
    /// Adds what is given as documents; boundary and resource policy take the places of those that the stack has.
    pub(super) fn join(&mut self, given: &Given) -> Result<(), AccessError> {
        let one = |paper: &Option<Paper>| paper.as_ref().map(Voice::document).transpose();
        let levels = |levels: &[Vec<Paper>]| -> Result<Vec<Vec<Voice>>, AccessError> {
            levels.iter().map(|level| level.iter().map(Voice::document).collect()).collect()
        };
        for paper in &given.identity {
            self.identity.push(Voice::document(paper)?);
        }
        self.boundary = one(&given.boundary)?.or(self.boundary.take());
        self.resource = one(&given.resource)?.or(self.resource.take());
        self.session = one(&given.session)?;
        self.scps = levels(&given.scps)?;
        self.rcps = levels(&given.rcps)?;
        for level in &mut self.rcps {
            level.push(Voice::presumed(OF_EACH_LEVEL));
        }
        Ok(())
    }

    /// The policies as they are evaluated.
    pub(super) fn layers(&self) -> Layers {
        let policies = |voices: &[Voice]| voices.iter().map(|voice| voice.policy.clone()).collect::<Vec<_>>();
        let one = |voice: &Option<Voice>| voice.as_ref().map(|voice| voice.policy.clone());
        let levels = |levels: &[Vec<Voice>]| levels.iter().map(|level| policies(level)).collect();
        Layers {
            identity: policies(&self.identity),
            boundary: one(&self.boundary).map(|policy| vec![policy]),
            session: one(&self.session),
            resource: one(&self.resource),
            scps: levels(&self.scps),
            rcps: levels(&self.rcps),
        }
    }

    /// The policies of a layer or of a level: `identity`, `scps[1]`, also `scps[1][0]`.
    pub(super) fn of(&self, source: &str) -> &[Voice] {
        let (name, numbers) = numbers(source);
        let level = numbers.first().copied().unwrap_or_default();
        match name {
            "identity" => &self.identity,
            "boundary" => self.boundary.as_slice(),
            "session" => self.session.as_slice(),
            "resource_policy" => self.resource.as_slice(),
            "scps" => self.scps.get(level).map_or(&[], Vec::as_slice),
            _ => self.rcps.get(level).map_or(&[], Vec::as_slice),
        }
    }

    /// A statement by its policy's name in a decision: `scps[1][0]`, `session`.
    pub(super) fn spoken(&self, source: &str, at: usize) -> Option<Spoken> {
        let (name, numbers) = numbers(source);
        let number = match name {
            "scps" | "rcps" => numbers.get(1),
            _ => numbers.first(),
        };
        self.of(source).get(number.copied().unwrap_or_default())?.spoken.get(at).cloned()
    }
}

/// `scps` and `[1, 0]` of `scps[1][0]`.
fn numbers(source: &str) -> (&str, Vec<usize>) {
    let mut parts = source.split('[');
    let name = parts.next().unwrap_or_default();
    (name, parts.filter_map(|part| part.strip_suffix(']')?.parse().ok()).collect())
}
