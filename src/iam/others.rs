//! The identities of a stack, by what leads to them: by whom they trust, by their ARNs, and by what runs under them.

use std::cell::OnceCell;

use rustc_hash::FxHashMap;

use super::decide::{Share, share};
use super::escalation::leads_on;
use super::powers::{Powers, Sure, hits, texts};
use super::routes::Routes;
use super::trust::Trust;
use super::ways::{On, To, Way};
use super::wildcard::Case;
use crate::catalog::Catalog;
use crate::model::{Resource, Stack, Statement};

/// Every identity of a stack. Each is read once, and whatever several of them say in the same words counts once.
#[derive(Debug)]
pub struct Others<'a> {
    pub(super) catalog: &'a Catalog,
    pub(super) stack: &'a Stack,
    all: Vec<Other<'a>>,
    /// By whom they trust, if only under conditions.
    trusting: FxHashMap<&'a str, Vec<usize>>,
    /// By the service that runs something under them.
    running: FxHashMap<&'static str, Vec<usize>>,
    /// ARNs of identities and of what runs under them, in order.
    arns: Vec<(&'a str, usize)>,
    /// By the address.
    places: FxHashMap<&'a str, usize>,
    said: OnceCell<Sayings<'a>>,
    /// How each comes to anything; for sure, and perhaps.
    routes: [OnceCell<Routes>; 2],
}

/// One of them.
#[derive(Debug)]
pub(super) struct Other<'a> {
    pub(super) resource: &'a Resource,
    pub(super) trust: Trust<'a>,
    pub(super) carriers: Vec<&'a Resource>,
    powers: OnceCell<Option<Powers<'a>>>,
    leads: OnceCell<bool>,
}

/// What the identities say that allows something in any case.
#[derive(Debug, Default)]
struct Sayings<'a> {
    /// Each once.
    statements: Vec<&'a Statement>,
    /// Which of them an identity has, in order.
    of: Vec<Vec<usize>>,
}

/// What somebody may do, held against what others say.
pub(super) struct Measure<'f, 'a> {
    others: &'f Others<'a>,
    powers: &'f Powers<'a>,
    /// Of each statement of the others, the first pair that goes beyond; `None` where it was not looked at.
    beyond: Vec<Option<Option<(&'a str, &'a str)>>>,
    /// By which statements an action may be done to all that they name; `None` where others have a say in it.
    freely: FxHashMap<&'a str, Option<Vec<&'a Statement>>>,
}

impl<'a> Others<'a> {
    /// The identities, each with what runs code under it.
    #[must_use]
    pub fn new(
        catalog: &'a Catalog,
        stack: &'a Stack,
        identities: impl Iterator<Item = (&'a Resource, Vec<&'a Resource>)>,
    ) -> Self {
        let mut others = Self {
            catalog,
            stack,
            all: Vec::new(),
            trusting: FxHashMap::default(),
            running: FxHashMap::default(),
            arns: Vec::new(),
            places: FxHashMap::default(),
            said: OnceCell::new(),
            routes: [OnceCell::new(), OnceCell::new()],
        };
        for (resource, carriers) in identities {
            others.add(resource, carriers);
        }
        others.arns.sort_unstable();
        others
    }

    fn add(&mut self, resource: &'a Resource, carriers: Vec<&'a Resource>) {
        let at = self.all.len();
        let trust = Trust::of(self.catalog, resource);
        for who in trust.names() {
            note(self.trusting.entry(who).or_default(), at);
        }
        for carrier in &carriers {
            if let Some(row) = self.catalog.kind(&carrier.kind).and_then(|kind| kind.carrier) {
                note(self.running.entry(row.principal).or_default(), at);
            }
        }
        let arns = carriers.iter().copied().chain([resource]).filter_map(Resource::arn);
        self.arns.extend(arns.map(|arn| (arn.as_str(), at)));
        self.places.insert(resource.address.as_str(), at);
        let (powers, leads) = (OnceCell::new(), OnceCell::new());
        self.all.push(Other { resource, trust, carriers, powers, leads });
    }

    pub(super) fn at(&self, at: usize) -> Option<&Other<'a>> {
        self.all.get(at)
    }

    pub(super) fn len(&self) -> usize {
        self.all.len()
    }

    /// The number of an identity.
    pub(super) fn place(&self, identity: &Resource) -> Option<usize> {
        self.places.get(identity.address.as_str()).copied()
    }

    /// How each of them comes to anything.
    pub(super) fn routes(&self, sure: Sure) -> &Routes {
        let [certain, perhaps] = &self.routes;
        let routes = if sure == Sure::Certain { certain } else { perhaps };
        routes.get_or_init(|| Routes::new(self, sure))
    }

    /// Whether it depends on circumstances, or on what is denied, what one of them may do or whom it trusts.
    pub(super) fn leave_doubt(&self) -> bool {
        let doubt = |(at, other): (usize, &Other<'a>)| {
            other.trust.leaves_doubt() || self.powers(at).is_some_and(Powers::leaves_doubt)
        };
        self.all.iter().enumerate().any(doubt)
    }

    /// Whether something that one of them may do leads on, or another one trusts it by its name.
    pub(super) fn leads(&self, at: usize) -> bool {
        let Some(other) = self.at(at) else { return false };
        *other.leads.get_or_init(|| {
            let named = other.resource.arn().is_some_and(|arn| !self.trusting(arn).is_empty());
            let powers = self.powers(at).filter(|powers| named || leads_on(powers.allowing()));
            powers.is_some_and(|powers| !powers.allows("*", "*"))
        })
    }

    /// What one of them may do.
    pub(super) fn powers(&self, at: usize) -> Option<&Powers<'a>> {
        let other = self.at(at)?;
        other.powers.get_or_init(|| Powers::of(self.catalog, self.stack, other.resource)).as_ref()
    }

    fn sayings(&self) -> &Sayings<'a> {
        self.said.get_or_init(|| {
            let mut sayings = Sayings::default();
            let mut known: FxHashMap<Vec<&str>, usize> = FxHashMap::default();
            for at in 0..self.all.len() {
                let plain = self.powers(at).into_iter().flat_map(Powers::plain);
                let place = |statement: &'a Statement| {
                    let words = texts(&statement.actions).chain([""]).chain(texts(&statement.resources));
                    *known.entry(words.collect()).or_insert_with(|| {
                        sayings.statements.push(statement);
                        sayings.statements.len() - 1
                    })
                };
                let own = plain.map(place).collect();
                sayings.of.push(own);
            }
            sayings
        })
    }

    /// The identities that these ways may lead to for whoever has such an ARN and such powers, in order.
    pub(super) fn led_to(&self, arn: &str, powers: &Powers<'a>, open: &[&'static Way]) -> Vec<usize> {
        let root = format!("arn:aws:iam::{}:root", self.stack.account);
        let mut touched: FxHashMap<&str, Touched> = FxHashMap::default();
        let mut led: Vec<usize> = Vec::new();
        for way in open {
            let meant: Vec<&[usize]> = match way.to {
                To::Trusting => {
                    // Who trusts just this one need not be named by it.
                    led.extend(self.trusting(arn).iter().chain(self.trusting("*")));
                    vec![self.trusting(&root), self.trusting(&self.stack.account)]
                }
                To::Passed(service) => {
                    vec![self.trusting(&format!("{service}.amazonaws.com")), self.trusting(service)]
                }
                To::Running(service) => vec![self.running.get(service).map_or(&[], Vec::as_slice)],
                To::Other => Vec::new(),
                To::Anything | To::Unbounded | To::Users | To::Grants => continue,
            };
            let action = way.steps.iter().find(|(_, on)| matches!(on, On::Other | On::Carrier));
            let touched = action
                .map(|(action, _)| &*touched.entry(*action).or_insert_with(|| self.touched(powers, action)));
            match (touched.unwrap_or(&Touched::All), way.to == To::Other) {
                (Touched::All, true) => return (0..self.all.len()).collect(),
                (Touched::All, false) => led.extend(meant.into_iter().flatten()),
                (Touched::Some(places), true) => led.extend(places),
                (Touched::Some(places), false) => {
                    let is_meant = |at: &&usize| meant.iter().any(|list| list.binary_search(at).is_ok());
                    led.extend(places.iter().filter(is_meant));
                }
            }
        }
        led.sort_unstable();
        led.dedup();
        led
    }

    /// Those that trust somebody of that name.
    pub(super) fn trusting(&self, who: &str) -> &[usize] {
        self.trusting.get(who).map_or(&[], Vec::as_slice)
    }

    /// The identities that an action may be done to, or to what runs under them.
    fn touched(&self, powers: &Powers<'a>, action: &str) -> Touched {
        let mut places = Vec::new();
        let naming = powers.allowing().filter(|statement| hits(&statement.actions, action));
        for text in naming.flat_map(|statement| texts(&statement.resources)) {
            let wild = text.find(['*', '?']);
            let head = wild.map_or(text, |at| text.get(..at).unwrap_or_default());
            if head.is_empty() && wild.is_some() {
                return Touched::All;
            }
            let from = self.arns.partition_point(|(arn, _)| *arn < head);
            let here = self.arns.iter().skip(from).take_while(|(arn, _)| arn.starts_with(head));
            // A text names just what it is; the longer ones behind it are others.
            let exact = here.take_while(|(arn, _)| wild.is_some() || arn.len() == text.len());
            places.extend(exact.map(|(_, at)| *at));
        }
        places.sort_unstable();
        places.dedup();
        Touched::Some(places)
    }
}

/// Which identities an action may be done to.
enum Touched {
    All,
    /// In order.
    Some(Vec<usize>),
}

/// Adds a place to a list that is in order.
fn note(places: &mut Vec<usize>, at: usize) {
    if places.last() != Some(&at) {
        places.push(at);
    }
}

impl<'f, 'a> Measure<'f, 'a> {
    pub(super) fn new(others: &'f Others<'a>, powers: &'f Powers<'a>) -> Self {
        let beyond = vec![None; others.sayings().statements.len()];
        Self { others, powers, beyond, freely: FxHashMap::default() }
    }

    /// Something that one of the others may do and these powers do not allow, if there is anything.
    pub(super) fn beyond(&mut self, at: usize) -> Option<(&'a str, &'a str)> {
        let others = self.others;
        let (theirs, sayings) = (others.powers(at)?, others.sayings());
        sayings.of.get(at)?.iter().find_map(|place| {
            let first = self.first_beyond(*place)?;
            if !theirs.is_bounded() {
                return Some(first);
            }
            // Of what is bounded, the first pair may be cut off, and another one not.
            let mut pairs = pairs(sayings.statements.get(*place)?);
            pairs.find(|(action, resource)| {
                theirs.is_within(action, resource) && !self.allows(action, resource)
            })
        })
    }

    /// The first pair of a statement that these powers do not allow.
    fn first_beyond(&mut self, place: usize) -> Option<(&'a str, &'a str)> {
        if let Some(known) = self.beyond.get(place).copied().flatten() {
            return known;
        }
        let statement = self.others.sayings().statements.get(place)?;
        let found = pairs(statement).find(|(action, resource)| !self.allows(action, resource));
        if let Some(known) = self.beyond.get_mut(place) {
            *known = Some(found);
        }
        found
    }

    /// Whether these powers allow an action on a resource.
    fn allows(&mut self, action: &'a str, resource: &str) -> bool {
        let powers = self.powers;
        match self.freely.entry(action).or_insert_with(|| powers.freely(action)) {
            Some(statements) => statements
                .iter()
                .any(|statement| share(Case::Sensitive, &statement.resources, resource) == Share::All),
            None => powers.allows(action, resource),
        }
    }
}

/// Each action with each resource.
fn pairs(statement: &Statement) -> impl Iterator<Item = (&str, &str)> {
    let on = |action| texts(&statement.resources).map(move |resource| (action, resource));
    texts(&statement.actions).flat_map(on)
}
