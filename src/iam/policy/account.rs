//! A decision told step by step: every policy that has a say, and what each of its statements says to the request.

use super::condition::Test;
use super::context::Keys;
use super::evaluate::{Asked, Place};
use super::principal::Closeness;
use super::request::Known;
use super::{Layers, Policy, Request, Statement, Way};
use crate::model::Effect;

/// What every statement says, policy by policy, and which of the policies have to agree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    /// Which policies have to agree, if nothing denies it.
    pub way: Way,
    /// In the order in which AWS asks.
    pub layers: Vec<Layer>,
}

/// One of the layers, or one level of an organisation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Layer {
    /// `rcps[0]`, `scps[1]`, `resource_policy`, `boundary`, `session` or `identity`.
    pub name: String,
    /// What its statements say, in order.
    pub said: Vec<Said>,
}

/// What one statement says to a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    /// Which policy: `scps[1][0]`.
    pub source: String,
    /// Which of its statements.
    pub statement: usize,
    /// What it says where it speaks.
    pub effect: Effect,
    /// Why it says nothing; `None` where it speaks.
    pub silent: Option<Silence>,
}

/// Why a statement says nothing to a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Silence {
    /// It is about other actions.
    Action,
    /// It is about other resources.
    Resource,
    /// It is about somebody else.
    Principal,
    /// A line of its condition does not hold.
    Condition {
        /// As it is written.
        operator: String,
        /// As it is written.
        key: String,
        /// What would fit.
        asked: Vec<String>,
        /// What the request has; `None` if nothing is known of the key.
        found: Option<Vec<String>>,
    },
}

impl Layer {
    /// Whether one of its statements speaks to that effect.
    #[must_use]
    pub fn speaks(&self, effect: Effect) -> bool {
        self.said.iter().any(|said| said.silent.is_none() && said.effect == effect)
    }
}

/// Tells what each statement of all policies says to a request.
#[must_use]
pub fn account(request: &Request<'_>, layers: &Layers) -> Account {
    let keys = Known::new(request);
    let asked = Asked { request: *request, keys: &keys, layers, resource: layers.resource.as_ref() };
    let mut told: Vec<Layer> = Vec::new();
    let mut closest = Closeness::No;
    for (place, number, policy) in asked.policies() {
        let (name, source) = (place.name(), place.policy(number));
        for (at, statement) in policy.statements.iter().enumerate() {
            let silent = silence(&asked, statement);
            if place == Place::Resource && statement.effect == Effect::Allow && silent.is_none() {
                closest = closest.max(asked.closeness(statement));
            }
            let said = Said { source: source.clone(), statement: at, effect: statement.effect, silent };
            match told.last_mut().filter(|layer| layer.name == name) {
                Some(layer) => layer.said.push(said),
                None => told.push(Layer { name: name.clone().into_owned(), said: vec![said] }),
            }
        }
    }
    Account { way: asked.way(closest), layers: told }
}

fn silence(asked: &Asked<'_, '_, Policy>, statement: &Statement) -> Option<Silence> {
    let (request, keys) = (&asked.request, asked.keys);
    if !statement.actions.hit(request.action, keys) {
        return Some(Silence::Action);
    }
    if !statement.resources.as_ref().is_none_or(|own| own.hit(request.resource, keys)) {
        return Some(Silence::Resource);
    }
    if asked.closeness(statement) == Closeness::No {
        return Some(Silence::Principal);
    }
    let failing = statement.tests.iter().find(|test| !test.holds(keys))?;
    Some(condition(failing, keys))
}

fn condition(test: &Test, keys: &Known<'_>) -> Silence {
    Silence::Condition {
        operator: test.word.clone(),
        key: test.spelled.clone(),
        asked: test.values.iter().map(|value| value.text.clone()).collect(),
        found: keys.values(&test.key).map(<[String]>::to_vec),
    }
}
