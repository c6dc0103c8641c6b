//! Who may do what: questions about policies given as documents, and about the roles of a stack.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value as Json;
use thiserror::Error;

use super::Analysis;
use crate::base::{Span, did_you_mean};
use crate::catalog::Catalog;
use crate::iam::{
    Because, Caller, Comparison, Context, Layers, Policy, PolicyFault, Relation, Request, Ruling, Verdict,
    Witness, compare, evaluate, unknown_keys,
};
use crate::model::{Address, Effect, Resource, Stack, Statement, Value};

/// A request with all policies that have a say, as documents.
#[derive(Debug, Deserialize)]
pub struct SimulateQuestion {
    principal: String,
    action: String,
    resource: String,
    #[serde(default)]
    resource_account: Option<String>,
    #[serde(default)]
    context: BTreeMap<String, Json>,
    #[serde(default)]
    identity: Option<Json>,
    #[serde(default)]
    boundary: Option<Json>,
    #[serde(default)]
    session: Option<Json>,
    #[serde(default)]
    resource_policy: Option<Json>,
    #[serde(default)]
    scps: Option<Vec<Json>>,
    #[serde(default)]
    rcps: Option<Vec<Json>>,
}

/// A decision.
#[derive(Debug, Serialize)]
pub struct SimulateAnswer {
    decision: &'static str,
    because: Vec<Reason>,
}

/// What a decision rests on.
#[derive(Debug, Serialize)]
pub struct Reason {
    source: String,
    /// `null` where no statement of that layer allows it.
    statement: Option<usize>,
    sid: Option<String>,
}

impl From<Because> for Reason {
    fn from(because: Because) -> Self {
        Self { source: because.source, statement: because.statement, sid: because.sid }
    }
}

/// Two policies.
#[derive(Debug, Deserialize)]
pub struct CompareQuestion {
    a: Json,
    b: Json,
}

/// How the first stands to the second.
#[derive(Debug, Serialize)]
pub struct CompareAnswer {
    result: &'static str,
    witness: Witnesses,
    because: Vec<String>,
}

/// What only one of two policies allows.
#[derive(Debug, Clone, Serialize)]
pub struct Witnesses {
    only_a: Option<Shown>,
    only_b: Option<Shown>,
}

/// A request as it is shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Shown {
    /// `null` where neither policy says for whom it is.
    pub principal: Option<String>,
    /// What.
    pub action: String,
    /// To what.
    pub resource: String,
    /// Under which circumstances; a key with several values has a list.
    pub context: BTreeMap<String, Json>,
}

impl From<Witness> for Shown {
    fn from(witness: Witness) -> Self {
        let value = |values: &[String]| match values {
            [one] => Json::from(one.as_str()),
            several => Json::from(several.to_vec()),
        };
        let context = witness.context.iter().map(|(key, values)| (key.to_owned(), value(values))).collect();
        Self { principal: witness.principal, action: witness.action, resource: witness.resource, context }
    }
}

impl From<Comparison> for CompareAnswer {
    fn from(found: Comparison) -> Self {
        let witness =
            Witnesses { only_a: found.only_a.map(Into::into), only_b: found.only_b.map(Into::into) };
        Self { result: found.relation.word(), witness, because: found.because }
    }
}

/// A question about access that has no answer.
#[derive(Debug, Error)]
pub enum AccessError {
    /// A policy is none.
    #[error("`{of}`: {fault}")]
    Policy {
        /// Which of the policies.
        of: String,
        /// What is wrong with it.
        fault: PolicyFault,
    },
    /// A circumstance has no value.
    #[error("the value of `{0}` must be text, a number, a bool, or a list of them")]
    Context(String),
    /// The stack has nothing at an address.
    #[error("there is no `{address}` in the stack")]
    Address {
        /// What was asked for.
        address: String,
        /// What may be meant.
        meant: Option<String>,
    },
    /// What is there carries no role.
    #[error("`{0}` carries no role, so that no policy says what it may do")]
    NoRole(String),
}

/// Decides one request from documents.
///
/// # Errors
/// When a policy or a circumstance cannot be read.
pub fn answer_simulate(question: &SimulateQuestion) -> Result<SimulateAnswer, AccessError> {
    let caller = Caller::new(&question.principal);
    let context = context(&question.context)?;
    let layers = Layers {
        identity: list("identity", question.identity.as_ref())?,
        boundary: match &question.boundary {
            Some(Json::Null) | None => None,
            some => Some(list("boundary", some.as_ref())?),
        },
        session: single("session", question.session.as_ref())?,
        resource: single("resource_policy", question.resource_policy.as_ref())?,
        scps: levels("scps", question.scps.as_deref())?,
        rcps: levels("rcps", question.rcps.as_deref())?,
    };
    let verdict = evaluate(
        &Request {
            caller: &caller,
            action: &question.action,
            resource: &question.resource,
            resource_account: question.resource_account.as_deref(),
            context: &context,
        },
        &layers,
    );
    let because = verdict.because.into_iter().map(Into::into).collect();
    Ok(SimulateAnswer { decision: verdict.ruling.word(), because })
}

/// Compares two documents.
///
/// # Errors
/// When one cannot be read.
pub fn answer_compare(question: &CompareQuestion) -> Result<CompareAnswer, AccessError> {
    Ok(compare(&read("a", &question.a)?, &read("b", &question.b)?).into())
}

fn read(of: &str, document: &Json) -> Result<Policy, AccessError> {
    Policy::read(document).map_err(|fault| AccessError::Policy { of: of.to_owned(), fault })
}

fn single(of: &str, document: Option<&Json>) -> Result<Option<Policy>, AccessError> {
    document.filter(|document| !document.is_null()).map(|document| read(of, document)).transpose()
}

/// A list of policies, or one that stands for a list.
fn list(of: &str, documents: Option<&Json>) -> Result<Vec<Policy>, AccessError> {
    match documents {
        None | Some(Json::Null) => Ok(Vec::new()),
        Some(Json::Array(items)) => {
            items.iter().enumerate().map(|(at, item)| read(&format!("{of}[{at}]"), item)).collect()
        }
        Some(one) => Ok(vec![read(of, one)?]),
    }
}

fn levels(of: &str, levels: Option<&[Json]>) -> Result<Vec<Vec<Policy>>, AccessError> {
    let levels = levels.unwrap_or_default().iter().enumerate();
    levels.map(|(at, level)| list(&format!("{of}[{at}]"), Some(level))).collect()
}

fn context(given: &BTreeMap<String, Json>) -> Result<Context, AccessError> {
    let scalar = |value: &Json| match value {
        Json::String(text) => Some(text.clone()),
        Json::Number(number) => Some(number.to_string()),
        Json::Bool(truth) => Some(truth.to_string()),
        _ => None,
    };
    let mut context = Context::default();
    for (key, value) in given {
        let values = match value {
            Json::Null => continue,
            Json::Array(items) => items.iter().map(scalar).collect::<Option<Vec<_>>>(),
            one => scalar(one).map(|one| vec![one]),
        };
        context.insert(key, values.ok_or_else(|| AccessError::Context(key.clone()))?);
    }
    Ok(context)
}

/// What is asked of a stack.
#[derive(Debug)]
pub struct Ask<'a> {
    /// An address of the stack, an ARN, or a service.
    pub principal: &'a str,
    /// `service:Action`
    pub action: &'a str,
    /// An address of the stack, an ARN, or `*`.
    pub resource: &'a str,
    /// Circumstances.
    pub context: &'a [(String, String)],
}

/// A decision about a stack.
#[derive(Debug)]
pub struct Decided {
    /// Who asks, as an ARN.
    pub principal: String,
    /// What.
    pub action: String,
    /// To what, as an ARN.
    pub resource: String,
    /// The decision.
    pub ruling: Ruling,
    /// The statements it rests on.
    pub statements: Vec<Spoken>,
    /// Where nothing allows it: the layer, in words.
    pub silent: Option<String>,
    /// Keys that statements ask about and that were not given.
    pub missing_context: Vec<String>,
    /// The line that would allow it, and where it would stand.
    pub remedy: Option<(String, String)>,
}

/// A statement of the stack.
#[derive(Debug)]
pub struct Spoken {
    /// Whose it is.
    pub source: String,
    /// Which of its statements.
    pub index: usize,
    /// What it says.
    pub effect: Effect,
    /// Where it stands.
    pub span: Span,
}

/// Decides a request by what a stack says: the role of who asks, its boundary, and the resource's own statements.
///
/// # Errors
/// When an address is none, or who asks carries no role.
pub fn simulate(catalog: &Catalog, analysis: &Analysis, ask: &Ask<'_>) -> Result<Decided, AccessError> {
    let stack = analysis.any();
    let role = principal(catalog, stack, ask.principal)?;
    let target = resource(stack, ask.resource)?;
    let arn = target.and_then(Resource::arn).map_or_else(|| ask.resource.to_owned(), ToString::to_string);
    let owner = target.or_else(|| owner(stack, &arn));
    let caller =
        role.and_then(Resource::arn).map_or_else(|| Caller::new(ask.principal), |arn| Caller::new(arn));
    let mut context = Context::default();
    for (key, value) in ask.context {
        context.insert(key, value.split(',').map(str::to_owned).collect());
    }
    let boundary = role.and_then(|role| stack.get(role.input("boundary")?.as_address()?));
    let sources = Sources { role, boundary, owner };
    let layers = sources.layers()?;
    let request = Request {
        caller: &caller,
        action: ask.action,
        resource: &arn,
        resource_account: owner.map(|_| stack.account.as_str()),
        context: &context,
    };
    let verdict = evaluate(&request, &layers);
    let mut missing_context = unknown_keys(&request, &layers);
    missing_context.retain(|key| context.get(key).is_none());
    Ok(sources.decided(&request, verdict, missing_context))
}

/// Whose statements have a say.
struct Sources<'a> {
    role: Option<&'a Resource>,
    boundary: Option<&'a Resource>,
    owner: Option<&'a Resource>,
}

impl<'a> Sources<'a> {
    fn layers(&self) -> Result<Layers, AccessError> {
        let of = |resource: &Resource, statements: Vec<Statement>, about: Option<&str>| {
            Policy::written(&statements, about)
                .map_err(|fault| AccessError::Policy { of: resource.address.to_string(), fault })
        };
        let owner = self.owner.map(|owner| (owner, own(owner, Part::OfResource)));
        let owner = owner.filter(|(_, statements)| !statements.is_empty());
        Ok(Layers {
            identity: match self.role {
                Some(role) => vec![of(role, own(role, Part::OfIdentity), None)?],
                None => Vec::new(),
            },
            boundary: match self.boundary {
                Some(boundary) => Some(vec![of(boundary, own(boundary, Part::OfIdentity), None)?]),
                None => None,
            },
            resource: match owner {
                Some((owner, statements)) => {
                    Some(of(owner, statements, owner.arn().map(ecow::EcoString::as_str))?)
                }
                None => None,
            },
            ..Layers::default()
        })
    }

    /// The resource behind a layer's name.
    fn behind(&self, source: &str) -> Option<(&'a Resource, Part)> {
        match source.split('[').next()? {
            "identity" => Some((self.role?, Part::OfIdentity)),
            "boundary" => Some((self.boundary?, Part::OfIdentity)),
            "resource_policy" => Some((self.owner?, Part::OfResource)),
            _ => None,
        }
    }

    fn decided(&self, request: &Request<'_>, verdict: Verdict, missing_context: Vec<String>) -> Decided {
        let spoken = |because: &Because| {
            let (resource, part) = self.behind(&because.source)?;
            let index = because.statement?;
            let statement = own(resource, part).into_iter().nth(index)?;
            let index = resource.statements.iter().position(|own| *own == statement).unwrap_or(index);
            let source = resource.address.to_string();
            Some(Spoken { source, index, effect: statement.effect, span: statement.span })
        };
        let silent = verdict.because.iter().find(|because| because.statement.is_none());
        let silent = silent.map(|because| match self.behind(&because.source) {
            Some((resource, _)) => resource.address.to_string(),
            None => because.source.clone(),
        });
        let remedy = silent
            .as_ref()
            .filter(|_| verdict.ruling == Ruling::ImplicitDeny)
            .map(|at| (at.clone(), format!("allow \"{}\" on \"{}\"", request.action, request.resource)));
        Decided {
            principal: request.caller.text.clone(),
            action: request.action.to_owned(),
            resource: request.resource.to_owned(),
            ruling: verdict.ruling,
            statements: verdict.because.iter().filter_map(spoken).collect(),
            silent,
            missing_context,
            remedy,
        }
    }
}

/// Which of a resource's statements: those for its carrier, or those that name principals.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    OfIdentity,
    OfResource,
}

fn own(resource: &Resource, part: Part) -> Vec<Statement> {
    let names = |statement: &&Statement| !statement.principals.items.is_empty();
    let wanted = |statement: &&Statement| names(statement) == (part == Part::OfResource);
    resource.statements.iter().filter(wanted).cloned().collect()
}

/// The role of what an address names; `None` for what is no address.
fn principal<'a>(
    catalog: &Catalog,
    stack: &'a Stack,
    text: &str,
) -> Result<Option<&'a Resource>, AccessError> {
    let Some(resource) = resource(stack, text)? else { return Ok(None) };
    let Some(carrier) = catalog.kind(&resource.kind).and_then(|kind| kind.carrier) else {
        return Ok(Some(resource));
    };
    let role = resource.input(carrier.role).and_then(Value::as_address).and_then(|role| stack.get(role));
    role.map(Some).ok_or_else(|| AccessError::NoRole(text.to_owned()))
}

/// What an address names; `None` for an ARN, a service, or `*`.
fn resource<'a>(stack: &'a Stack, text: &str) -> Result<Option<&'a Resource>, AccessError> {
    if text == "*" || text.starts_with("arn:") || text.ends_with(".amazonaws.com") {
        return Ok(None);
    }
    let found = stack.get(&Address::from(text));
    found.map(Some).ok_or_else(|| AccessError::Address {
        address: text.to_owned(),
        meant: did_you_mean(text, stack.resources.keys().map(Address::as_str)).map(str::to_owned),
    })
}

/// The resource that an ARN names, or whose part it names: an object's bucket.
fn owner<'a>(stack: &'a Stack, arn: &str) -> Option<&'a Resource> {
    let holds = |resource: &&Resource| {
        let rest = resource.arn().and_then(|own| arn.strip_prefix(own.as_str()));
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(['/', ':']))
    };
    stack.resources.values().filter(holds).max_by_key(|resource| resource.arn().map_or(0, |arn| arn.len()))
}

/// Compares two policies.
///
/// # Errors
/// When one is no policy; the text says which.
pub fn compare_documents(a: (&str, &Json), b: (&str, &Json)) -> Result<CompareAnswer, AccessError> {
    Ok(compare(&read(a.0, a.1)?, &read(b.0, b.1)?).into())
}

impl CompareAnswer {
    /// The answer as it is spelled.
    #[must_use]
    pub const fn result(&self) -> &'static str {
        self.result
    }

    /// What only the first and what only the second allows.
    #[must_use]
    pub const fn witnesses(&self) -> (Option<&Shown>, Option<&Shown>) {
        (self.witness.only_a.as_ref(), self.witness.only_b.as_ref())
    }

    /// Why it is not known, if it is not.
    #[must_use]
    pub fn because(&self) -> &[String] {
        &self.because
    }

    /// Whether the first allows nothing that the second does not.
    #[must_use]
    pub fn is_within(&self) -> bool {
        self.result == Relation::Equal.word() || self.result == Relation::Narrower.word()
    }
}
