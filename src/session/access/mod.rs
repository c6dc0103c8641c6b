//! Who may do what: questions about policies given as documents, and about the roles of a stack.

mod assume;
mod compare;
mod deployer;
mod minimal;
mod papers;
mod stack;
mod voices;

use std::collections::BTreeMap;

use ecow::EcoString;
use serde::{Deserialize, Serialize};
use serde_json::Value as Json;
use thiserror::Error;

pub use crate::iam::{Silence, Sort, Way};
pub use assume::{TakenOn, take_on};
pub use compare::{
    CompareAnswer, CompareQuestion, Said, Subject, Thing, Witnesses, answer_compare, compare_subjects,
};
pub use deployer::{Deployment, deployment};
pub use minimal::{Minimal, minimal};
pub use papers::{Paper, Papers};
pub use stack::{Ask, Decided, Spoken, Told, ToldLayer, simulate};
pub use voices::Given;

use crate::iam::{Because, Caller, Context, Layers, Policy, PolicyFault, Request, Witness, evaluate};
use crate::plan;

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
        Self {
            principal: witness.principal.map(Into::into),
            action: witness.action.into(),
            resource: witness.resource.into(),
            context,
        }
    }
}

impl From<&plan::access::Witness> for Shown {
    fn from(witness: &plan::access::Witness) -> Self {
        let value = |values: &[EcoString]| match values {
            [one] => Json::from(one.as_str()),
            several => several.iter().map(EcoString::as_str).collect(),
        };
        let context = witness.context.iter().map(|(key, values)| (key.to_string(), value(values))).collect();
        Self {
            principal: Some(witness.principal.to_string()),
            action: witness.action.to_string(),
            resource: witness.resource.to_string(),
            context,
        }
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
    /// An address is asked about, and documents alone are given.
    #[error("`{0}` is an address, and no stack was read")]
    NoStack(String),
    /// Nothing says at an address who may do what.
    #[error("`{address}` of `{of}` says nothing of who may do what")]
    Silent {
        /// What was asked for.
        address: String,
        /// Where.
        of: String,
        /// What may be meant.
        meant: Option<String>,
    },
    /// A whole stack is compared with a single policy.
    #[error("`{0}` is all of a stack, and a single policy is compared with it")]
    Whole(String),
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
