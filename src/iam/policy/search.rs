//! A request that one set of policies allows and another does not, looked for within a pattern of actions and one of
//! resources. What is found is what the evaluator says of both sides.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use ecow::EcoString;
use rustc_hash::FxHashSet;

use super::caller::{Caller, Sort};
use super::classes::samples;
use super::combine::{Bits, Dimension, bits, combine};
use super::compare::Witness;
use super::condition::Test;
use super::evaluate::Decided;
use super::glob::{Glob, Reading};
use super::likely::{likely_actions, likely_resources, only_value};
use super::owners::one_of_each;
use super::regions::regions;
use super::request::Known;
use super::say::{Say, request};
use super::template::Template;
use super::{Context, Patterns, Ruling, Statement, Version};
use crate::iam::names::known_actions;
use crate::iam::reach::{can_apply, s3_level};
use crate::iam::sorts::sorts_of;
use crate::iam::wildcard::{Case, matches, overlap};

/// So many requests are asked about at most.
const MOST_ASKED: usize = 20_000;

/// Keys whose values follow from who asks.
const OF_CALLER: &[&str] = &[
    "aws:principalaccount",
    "aws:principalarn",
    "aws:principalisawsservice",
    "aws:principalservicename",
    "aws:principaltype",
    "aws:username",
];

/// Who asks, and whose the resources are.
#[derive(Debug, Clone)]
pub(in crate::iam) struct Who {
    /// Who.
    pub(in crate::iam) caller: Caller,
    /// The account of all that has a policy here.
    pub(in crate::iam) account: String,
    /// Whether it stands for many, so that what follows from one caller is not known.
    pub(in crate::iam) many: bool,
}

/// Where it is looked.
#[derive(Debug, Clone, Copy)]
pub(in crate::iam) struct Within<'a> {
    pub(in crate::iam) action: &'a EcoString,
    pub(in crate::iam) resource: &'a EcoString,
    /// Statements that must all speak of the request.
    pub(in crate::iam) speaking: &'a [&'a Statement],
}

/// What a policy says to a request, and whose was asked besides the identity's.
pub(in crate::iam) type Answer<'y> = (Decided<'y>, Option<usize>);

/// A request, and what the side that allows it says to it.
#[derive(Debug)]
pub(in crate::iam) struct Hit<'y> {
    pub(in crate::iam) witness: Witness,
    pub(in crate::iam) answer: Answer<'y>,
}

/// What a search found.
#[derive(Debug)]
pub(in crate::iam) struct Found<'y> {
    /// The request.
    pub(in crate::iam) hit: Option<Hit<'y>>,
    /// Why there may be one although none was found.
    pub(in crate::iam) because: Option<&'static str>,
}

/// Looks for a request that `yes` allows and `no` does not.
pub(in crate::iam) fn find<'y>(who: &Who, yes: &'y Say<'_>, no: &Say<'_>, within: &Within<'_>) -> Found<'y> {
    let search = Search { who, yes, no, within };
    match search.nearby() {
        Some(hit) => Found { hit: Some(hit), because: None },
        None => search.everywhere(),
    }
}

struct Search<'y, 'a> {
    who: &'a Who,
    yes: &'y Say<'y>,
    no: &'a Say<'a>,
    within: &'a Within<'a>,
}

impl<'y> Search<'y, '_> {
    /// Looks where a reader would; nearly everything that is gained shows there.
    fn nearby(&self) -> Option<Hit<'y>> {
        let under = |context: &Context| {
            likely_actions(self.within.action).find_map(|action| {
                likely_resources(action, self.within.resource, &self.who.account)
                    .find_map(|resource| self.hit(action, resource, context))
            })
        };
        under(&Context::default()).or_else(|| under(&self.likely_context()?))
    }

    /// A request with what is said to it, if it is one that is looked for.
    fn hit(&self, action: &str, resource: EcoString, context: &Context) -> Option<Hit<'y>> {
        let answer = self.accepts(action, &resource, context)?;
        let within = self.within.action;
        let witness = Witness {
            principal: Some(self.who.caller.text.clone()),
            action: if action == within { within.clone() } else { action.into() },
            resource,
            context: context.clone(),
        };
        Some(Hit { witness, answer })
    }

    fn accepts(&self, action: &str, resource: &str, context: &Context) -> Option<Answer<'y>> {
        // Whoever asks knows that what it looks within can apply.
        let is_all = action == self.within.action && resource == self.within.resource;
        if !is_all && !can_apply(action, resource) {
            return None;
        }
        let asked = (action, resource);
        let request = request(self.who, self.yes.owners.of(resource).is_some(), asked, context);
        let known = Known::new(&request);
        if !self.within.speaking.iter().all(|statement| statement.speaks_of(asked, &known)) {
            return None;
        }
        let answer = self.yes.decide(self.who, asked, context);
        let only = answer.0.ruling == Ruling::Allow
            && (self.is_nothing_allowed() || !self.no.allows(self.who, asked, context));
        only.then_some(answer)
    }

    /// Whether the other side allows nothing, since it says nothing; but an account may do everything with what is its own.
    fn is_nothing_allowed(&self) -> bool {
        self.no.is_silent() && self.who.caller.sort != Sort::Root
    }

    /// Circumstances in which all that must speak does; `None` if it asks for none, or no such were found.
    fn likely_context(&self) -> Option<Context> {
        let by_key = self.tests(self.within.speaking);
        let mut context = Context::default();
        for (key, tests) in &by_key {
            let fits = |values: &Vec<String>| {
                let mut alone = Context::default();
                alone.insert(key, values.clone());
                tests.iter().all(|test| test.holds(&alone))
            };
            let found = only_value(tests).filter(fits);
            let found = found.or_else(|| regions(tests).values.into_iter().flatten().find(fits));
            context.insert(tests.first().map_or(key, |test| &test.spelled), found?);
        }
        (!by_key.is_empty()).then_some(context)
    }

    /// Looks at one request of each class.
    fn everywhere(&self) -> Found<'y> {
        let Some(owners) = one_of_each([self.yes, self.no], self.within.resource) else {
            let because = Some("it reaches too many sorts of resources with policies of their own");
            return Found { hit: None, because };
        };
        let relevant = self.relevant(&owners);
        let mut because = None;
        let (actions, resources) = self.texts(&relevant, &owners, &mut because);
        let keys = self.keys(&relevant, &mut because);
        let Some(contexts) = combine(&dimensions(&relevant, &keys), relevant.len()) else {
            return Found { hit: None, because: Some("there are too many combinations of conditions") };
        };
        let mut asked = 0;
        for action in &actions {
            for resource in &resources {
                for (_, chosen) in &contexts {
                    asked += 1;
                    if asked > MOST_ASKED {
                        let because = Some("the policies tell too many requests apart");
                        return Found { hit: None, because };
                    }
                    let context = context(&keys, chosen);
                    if let Some(hit) = self.hit(action, resource.clone(), &context) {
                        return Found { hit: Some(hit), because: None };
                    }
                }
            }
        }
        Found { hit: None, because }
    }

    /// The statements of both sides that may speak of anything that is looked at.
    fn relevant<'s>(&'s self, owners: &'s [&str]) -> Vec<&'s Statement> {
        let near = |patterns: &Patterns, case: Case, text: &str| {
            let meets = |item: &Template| item.has_variables() || overlap(case, &[&item.text, text]);
            patterns.negated || patterns.items.iter().any(meets)
        };
        let speaks = |statement: &&Statement| {
            near(&statement.actions, Case::Insensitive, self.within.action)
                && statement
                    .resources
                    .as_ref()
                    .is_none_or(|own| near(own, Case::Sensitive, self.within.resource))
        };
        self.yes.said(owners).chain(self.no.said(owners)).filter(speaks).collect()
    }

    /// One action and one resource of each class that the statements tell apart.
    fn texts(
        &self,
        relevant: &[&Statement],
        owners: &[&str],
        because: &mut Option<&'static str>,
    ) -> (Vec<String>, Vec<EcoString>) {
        let of_actions: Vec<&Template> = relevant.iter().flat_map(|one| &one.actions.items).collect();
        let of_resources: Vec<&Template> =
            relevant.iter().filter_map(|one| one.resources.as_ref()).flat_map(|own| &own.items).collect();
        let known = known_actions(of_actions.iter().map(|item| item.text.as_str()));
        let taken = |action: &String| matches(Case::Insensitive, self.within.action, action);
        let mut actions: Vec<String> = likely_actions(self.within.action).map(str::to_owned).collect();
        actions.extend(known.into_iter().filter(taken));
        let shape = Template::new(self.within.action.clone(), Reading::Action, Version::Old);
        actions.extend(classes(&of_actions, &shape, because).into_iter().filter(|text| text.contains(':')));
        let by_bits = |text: &str| {
            (
                bits(relevant.iter().map(|one| one.actions.hit(text, &Context::default())), relevant.len()),
                text.split(':').next().map(str::to_owned),
                s3_level(text).map(|level| level as u8),
            )
        };
        let mut seen = FxHashSet::default();
        actions.retain(|text| seen.insert(by_bits(text)));

        let owned: Vec<Template> = owners
            .iter()
            .flat_map(|arn| [(*arn).to_owned(), format!("{arn}/*"), format!("{arn}:*")])
            // The sorts of resources are told apart, whether or not a pattern does so.
            .chain(
                actions.iter().filter_map(|action| sorts_of(action)).flatten().map(|sort| (*sort).to_owned()),
            )
            .chain(["arn:*:s3:::*/*".to_owned()])
            .map(|text| Template::new(text, Reading::Arn, Version::Old))
            .collect();
        let all: Vec<&Template> = of_resources.iter().copied().chain(&owned).collect();
        let shape = Template::new(self.within.resource.clone(), Reading::Arn, Version::Old);
        let mut resources: Vec<EcoString> = actions
            .iter()
            .flat_map(|action| likely_resources(action, self.within.resource, &self.who.account))
            .collect();
        resources.extend(classes(&all, &shape, because).into_iter().map(EcoString::from));
        let nothing = Context::default();
        let by_bits = |text: &str| {
            let spoken = all.iter().map(|item| item.matches(text, &nothing));
            (bits(spoken, all.len()), text.contains('/'), text.matches(':').count().min(5))
        };
        let mut seen = FxHashSet::default();
        resources.retain(|text| seen.insert(by_bits(text)));
        (actions, resources)
    }

    /// The keys that conditions ask about, each with one value for each way to tell values apart.
    fn keys(
        &self,
        relevant: &[&Statement],
        because: &mut Option<&'static str>,
    ) -> Vec<(String, Vec<Option<Vec<String>>>)> {
        let read = |(key, tests): (&str, Vec<&Test>)| {
            let found = regions(&tests);
            if !found.complete {
                *because = Some("not all values that its conditions ask about can be told apart");
            }
            let spelled = tests.first().map_or(key, |test| &test.spelled);
            (spelled.to_owned(), found.values)
        };
        self.tests(relevant).into_iter().map(read).collect()
    }

    /// What statements ask of each key whose values do not follow from who asks.
    fn tests<'s>(&self, of: &[&'s Statement]) -> BTreeMap<&'s str, Vec<&'s Test>> {
        let mut by_key: BTreeMap<&str, Vec<&Test>> = BTreeMap::new();
        for test in of.iter().flat_map(|statement| &statement.tests) {
            if self.who.many || !OF_CALLER.contains(&test.key.as_str()) {
                by_key.entry(&test.key).or_default().push(test);
            }
        }
        by_key
    }
}

/// One text of each class that some patterns tell apart, within a shape.
fn classes(items: &[&Template], shape: &Template, because: &mut Option<&'static str>) -> Vec<String> {
    let mut known: BTreeSet<&str> = BTreeSet::new();
    let globs: Vec<Cow<'_, Glob>> =
        items.iter().filter(|item| known.insert(&item.text)).filter_map(|item| item.fixed()).collect();
    if globs.len() < known.len() {
        *because = Some("variables stand in what its statements name");
    }
    let found = samples(&globs, shape.fixed().as_deref());
    if !found.complete {
        *because = Some("its patterns are too many to be told apart");
    }
    found.texts
}

fn dimensions(relevant: &[&Statement], keys: &[(String, Vec<Option<Vec<String>>>)]) -> Vec<Dimension> {
    let of = |(key, values): &(String, Vec<Option<Vec<String>>>)| {
        let value = |value: &Option<Vec<String>>| -> Bits {
            let mut context = Context::default();
            if let Some(value) = value {
                context.insert(key, value.clone());
            }
            let holds = |statement: &&Statement| {
                let mut own = statement.tests.iter().filter(|test| test.key.eq_ignore_ascii_case(key));
                own.all(|test| test.holds(&context))
            };
            bits(relevant.iter().map(holds), relevant.len())
        };
        values.iter().map(value).collect()
    };
    keys.iter().map(of).collect()
}

fn context(keys: &[(String, Vec<Option<Vec<String>>>)], chosen: &[usize]) -> Context {
    let mut context = Context::default();
    for ((key, values), at) in keys.iter().zip(chosen) {
        if let Some(Some(value)) = values.get(*at) {
            context.insert(key, value.clone());
        }
    }
    context
}
