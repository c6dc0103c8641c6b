//! Whether one policy, within what bounds it, allows all that another allows: decided by meaning, with a request that shows the difference.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use ecow::EcoString;

use super::caller::Caller;
use super::classes::samples;
use super::combine::{Bits, Dimension, bits, combine, has};
use super::condition::Test;
use super::glob::{Glob, Reading};
use super::principal::{Closeness, Named};
use super::regions::regions;
use super::template::Template;
use super::{Context, Patterns, Policy, Statement, Version};
use crate::iam::names::known_actions;
use crate::model::Effect;

/// How a policy stands to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Relation {
    /// Both allow the same.
    Equal,
    /// The first allows less.
    Narrower,
    /// The first allows more.
    Wider,
    /// Each allows something that the other does not.
    Incomparable,
    /// It was not decided.
    Unknown,
}

impl Relation {
    /// As JSON spells it.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Equal => "equal",
            Self::Narrower => "narrower",
            Self::Wider => "wider",
            Self::Incomparable => "incomparable",
            Self::Unknown => "unknown",
        }
    }
}

/// A request that one policy allows and the other does not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Witness {
    /// Who asks; `None` where neither policy says for whom it is.
    pub principal: Option<EcoString>,
    /// What.
    pub action: EcoString,
    /// To what.
    pub resource: EcoString,
    /// Under which circumstances.
    pub context: Context,
}

/// What a comparison found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comparison {
    /// The answer.
    pub relation: Relation,
    /// What only the first allows.
    pub only_a: Option<Witness>,
    /// What only the second allows.
    pub only_b: Option<Witness>,
    /// Why it is not known, if it is not.
    pub because: Vec<String>,
}

/// What somebody has, and what bounds it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Carried {
    /// What it has.
    pub own: Policy,
    /// What bounds it; `None` if nothing does.
    pub bounds: Option<Policy>,
}

impl From<Policy> for Carried {
    fn from(own: Policy) -> Self {
        Self { own, bounds: None }
    }
}

impl Carried {
    /// Whether it allows a request by itself.
    #[must_use]
    pub fn allows(&self, witness: &Witness) -> bool {
        self.own.allows(witness) && self.bounds.as_ref().is_none_or(|bounds| bounds.allows(witness))
    }

    /// Its policies, each of which must allow.
    fn policies(&self) -> impl Iterator<Item = &Policy> {
        std::iter::once(&self.own).chain(&self.bounds)
    }
}

/// Compares two by what they allow by themselves.
#[must_use]
pub fn compare(a: &Carried, b: &Carried) -> Comparison {
    let mut space = Space::new(a, b);
    if a == b {
        return space.result(None, None, true);
    }
    let dimensions = space.dimensions();
    let Some(combinations) = combine(&dimensions, space.statements.len()) else {
        space.because.push("the policies tell too many combinations apart".to_owned());
        return space.result(None, None, false);
    };
    let ranges = |carried: &Carried, mut from: usize| -> Vec<Range<usize>> {
        let range = |policy: &Policy| {
            let range = from..from + policy.statements.len();
            from = range.end;
            range
        };
        carried.policies().map(range).collect()
    };
    let of_a = ranges(a, 0);
    let of_b = ranges(b, of_a.last().map_or(0, |last| last.end));
    let (mut only_a, mut only_b) = (None, None);
    for (bits, chosen) in &combinations {
        let (in_a, in_b) = (space.allow(bits, &of_a), space.allow(bits, &of_b));
        if in_a && !in_b && only_a.is_none() {
            only_a = space.witness(chosen).filter(|witness| confirms(witness, a, b));
        }
        if in_b && !in_a && only_b.is_none() {
            only_b = space.witness(chosen).filter(|witness| confirms(witness, b, a));
        }
    }
    let complete = space.because.is_empty();
    space.result(only_a, only_b, complete)
}

/// Whether the first allows a request and the second does not, asked again from the start.
fn confirms(witness: &Witness, yes: &Carried, no: &Carried) -> bool {
    yes.allows(witness) && !no.allows(witness)
}

impl Policy {
    /// Whether it allows a request by itself.
    #[must_use]
    pub fn allows(&self, witness: &Witness) -> bool {
        let caller = Caller::new(witness.principal.as_deref().unwrap_or("*"));
        let asked = (witness.action.as_str(), witness.resource.as_str());
        let speaks = |effect: Effect| {
            let own = self.statements.iter().filter(|statement| statement.effect == effect);
            own.filter(|statement| statement.names(&caller))
                .any(|statement| statement.speaks_of(asked, &witness.context))
        };
        speaks(Effect::Allow) && !speaks(Effect::Deny)
    }
}

impl Statement {
    fn names(&self, caller: &Caller) -> bool {
        self.principals.as_ref().is_none_or(|principals| principals.closeness(caller) > Closeness::No)
    }
}

/// The samples of every dimension: principals, actions, resources, then each key.
struct Space<'a> {
    statements: Vec<&'a Statement>,
    principals: Vec<Option<String>>,
    actions: Vec<String>,
    resources: Vec<String>,
    keys: Vec<(String, Vec<Option<Vec<String>>>)>,
    because: Vec<String>,
}

impl<'a> Space<'a> {
    fn new(a: &'a Carried, b: &'a Carried) -> Self {
        let policies = a.policies().chain(b.policies());
        Self {
            statements: policies.flat_map(|policy| &policy.statements).collect(),
            principals: Vec::new(),
            actions: Vec::new(),
            resources: Vec::new(),
            keys: Vec::new(),
            because: Vec::new(),
        }
    }

    /// Whether each of some policies, which are these of the statements, allows what these bits stand for.
    fn allow(&self, bits: &Bits, policies: &[Range<usize>]) -> bool {
        policies.iter().all(|range| {
            let speaks = |effect: Effect| {
                let own = self.statements.iter().enumerate().take(range.end).skip(range.start);
                own.filter(|(_, statement)| statement.effect == effect).any(|(at, _)| has(bits, at))
            };
            speaks(Effect::Allow) && !speaks(Effect::Deny)
        })
    }

    fn result(self, only_a: Option<Witness>, only_b: Option<Witness>, complete: bool) -> Comparison {
        let relation = match (&only_a, &only_b) {
            (Some(_), Some(_)) => Relation::Incomparable,
            _ if !complete => Relation::Unknown,
            (None, None) => Relation::Equal,
            (Some(_), None) => Relation::Wider,
            (None, Some(_)) => Relation::Narrower,
        };
        let because = if relation == Relation::Unknown { self.because } else { Vec::new() };
        Comparison { relation, only_a, only_b, because }
    }

    fn dimensions(&mut self) -> Vec<Dimension> {
        self.principals = principals(&self.statements);
        self.actions = self.texts("actions", |statement| Some(&statement.actions), true);
        self.resources = self.texts("resources", |statement| statement.resources.as_ref(), false);
        self.find_keys();
        let count = self.statements.len();
        let of = |held: &dyn Fn(&Statement) -> bool| bits(self.statements.iter().map(|one| held(one)), count);
        let nothing = Context::default();
        let principals = self.principals.iter().map(|text| {
            let caller = Caller::new(text.as_deref().unwrap_or("*"));
            of(&|statement| statement.names(&caller))
        });
        let actions = self.actions.iter().map(|text| of(&|statement| statement.actions.hit(text, &nothing)));
        let resources = self.resources.iter().map(|text| {
            of(&|statement| statement.resources.as_ref().is_none_or(|own| own.hit(text, &nothing)))
        });
        let mut dimensions = vec![principals.collect(), actions.collect(), resources.collect()];
        for (key, values) in &self.keys {
            let value = |value: &Option<Vec<String>>| {
                let mut context = Context::default();
                if let Some(value) = value {
                    context.insert(key, value.clone());
                }
                of(&|statement| {
                    statement
                        .tests
                        .iter()
                        .filter(|test| test.key.eq_ignore_ascii_case(key))
                        .all(|test| test.holds(&context))
                })
            };
            dimensions.push(values.iter().map(value).collect());
        }
        dimensions
    }

    /// A sample of each class of texts that these patterns tell apart.
    fn texts(
        &mut self,
        what: &str,
        of: impl Fn(&'a Statement) -> Option<&'a Patterns>,
        actions: bool,
    ) -> Vec<String> {
        let items = self.statements.iter().filter_map(|statement| of(statement)).flat_map(|own| &own.items);
        let mut known: BTreeSet<&str> = BTreeSet::new();
        let items: Vec<&Template> = items.filter(|item| known.insert(&item.text)).collect();
        let globs: Vec<Cow<'_, Glob>> = items.iter().filter_map(|item| item.fixed()).collect();
        if globs.len() < items.len() {
            self.because.push(format!("variables stand in the {what}"));
        }
        let shape = if actions { "?*:?*" } else { "arn:*:*:*:*:?*" };
        let shape = Template::new(shape, Reading::Fields, Version::Old);
        let mut texts = if actions {
            known_actions(items.iter().map(|item| item.text.as_str()))
        } else {
            vec!["*".to_owned()]
        };
        let shaped = samples(&globs, shape.fixed().as_deref());
        texts.extend(shaped.texts);
        let mut complete = shaped.complete;
        if !actions {
            let any = samples(&globs, None);
            texts.extend(any.texts);
            complete &= any.complete;
        }
        if !complete {
            self.because.push(format!("the patterns of the {what} are too many to be told apart"));
        }
        texts
    }

    fn find_keys(&mut self) {
        let mut by_key: BTreeMap<&str, Vec<&Test>> = BTreeMap::new();
        for test in self.statements.iter().flat_map(|statement| &statement.tests) {
            by_key.entry(&test.key).or_default().push(test);
        }
        for (key, tests) in by_key {
            let found = regions(&tests);
            if !found.complete {
                self.because.push(format!("not all values of `{key}` can be told apart"));
            }
            let spelled = tests.first().map_or(key, |test| &test.spelled);
            self.keys.push((spelled.to_owned(), found.values));
        }
    }

    fn witness(&self, chosen: &[usize]) -> Option<Witness> {
        let [principal, action, resource, keys @ ..] = chosen else { return None };
        let mut context = Context::default();
        for ((key, values), at) in self.keys.iter().zip(keys) {
            if let Some(Some(value)) = values.get(*at) {
                context.insert(key, value.clone());
            }
        }
        Some(Witness {
            principal: self.principals.get(*principal)?.as_ref().map(Into::into),
            action: self.actions.get(*action)?.into(),
            resource: self.resources.get(*resource)?.into(),
            context,
        })
    }
}

/// Everybody whom the statements name, somebody of each account, and strangers.
fn principals(statements: &[&Statement]) -> Vec<Option<String>> {
    let named: Vec<&Named> = statements
        .iter()
        .filter_map(|statement| statement.principals.as_ref())
        .flat_map(|principals| &principals.items)
        .collect();
    if named.is_empty() {
        return vec![None];
    }
    let mut found: Vec<String> = Vec::new();
    for one in named {
        match one {
            Named::Anyone => {}
            Named::Account(account) => {
                found.extend(["user/somebody", "root"].map(|end| format!("arn:aws:iam::{account}:{end}")));
            }
            Named::Identity(_) | Named::Service(_) | Named::Other(_) => found.push(one.text().to_owned()),
        }
    }
    found.push("arn:aws:iam::999999999999:user/stranger".to_owned());
    found.push("stranger.amazonaws.com".to_owned());
    found.into_iter().map(Some).collect()
}
