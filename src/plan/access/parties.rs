//! Whose access a change may touch, and by which resources' policies.

use std::cell::OnceCell;

use rustc_hash::{FxHashMap, FxHashSet};

use super::bearer::Bearer;
use super::change::is_public;
use super::names::service;
use super::reading::Reading;
use super::sides::{Both, Sides, World};
use crate::iam::{Party, Side, beginnings};
use crate::model::{Effect, Patterns, Statement};

/// Somebody whose access may differ.
#[derive(Debug, Clone, Copy)]
pub(super) enum Whose<'p> {
    /// An identity of either side, by the number of its ARN.
    Known(usize),
    /// Anybody else.
    Other(&'p Party),
}

/// Everybody whose access may differ, each with the resources whose policies may be why.
#[derive(Default)]
pub(super) struct Parties {
    known: Vec<usize>,
    /// Whether an ARN is among them.
    met: Vec<bool>,
    /// The resources, for those that have any.
    of_known: FxHashMap<usize, Vec<usize>>,
    others: Vec<(Party, Vec<usize>)>,
    of_others: FxHashMap<Party, usize>,
}

/// Both worlds, and where policies of resources are to be found.
pub(super) struct Touched<'a> {
    account: &'a str,
    pub(super) sides: &'a Sides<'a>,
    pub(super) readings: &'a [Reading<'a>; 2],
    /// Those whose policies name identities, by these.
    naming: FxHashMap<usize, Vec<usize>>,
    /// Those whose policies speak of many at once.
    open: Vec<usize>,
    /// The services of those that have policies.
    services: FxHashSet<&'a str>,
    reaching: OnceCell<Reaching>,
}

/// The identities that are allowed something of resources with policies of their own.
#[derive(Default)]
struct Reaching {
    /// By the resource.
    named: FxHashMap<usize, Vec<usize>>,
    /// Of any resource.
    any: Vec<usize>,
}

impl Parties {
    fn new(names: usize) -> Self {
        Self { met: vec![false; names], ..Self::default() }
    }

    /// All of them, each under a number of its own.
    pub(super) fn all(&self) -> impl Iterator<Item = (Whose<'_>, &[usize])> {
        (0..self.known.len() + self.others.len()).filter_map(|at| self.at(at))
    }

    /// The one of that number.
    pub(super) fn at(&self, at: usize) -> Option<(Whose<'_>, &[usize])> {
        if let Some(known) = self.known.get(at) {
            let owners = self.of_known.get(known).map_or(&[][..], Vec::as_slice);
            return Some((Whose::Known(*known), owners));
        }
        let (party, owners) = self.others.get(at - self.known.len())?;
        Some((Whose::Other(party), owners))
    }

    fn add_known(&mut self, name: usize) {
        if let Some(met @ false) = self.met.get_mut(name) {
            *met = true;
            self.known.push(name);
        }
    }

    /// Adds an identity, and the resource that is looked at.
    fn add_known_of(&mut self, name: usize, owner: usize) {
        self.add_known(name);
        put(self.of_known.entry(name).or_default(), owner);
    }

    /// Adds anybody else, and the resource that is looked at.
    fn add(&mut self, party: Party, owner: usize) {
        let next = self.others.len();
        let at = *self.of_others.entry(party).or_insert_with_key(|party| {
            self.others.push((party.clone(), Vec::new()));
            next
        });
        self.others.get_mut(at).into_iter().for_each(|(_, owners)| put(owners, owner));
    }
}

impl<'a> Touched<'a> {
    pub(super) fn new(account: &'a str, sides: &'a Sides<'a>, readings: &'a [Reading<'a>; 2]) -> Self {
        let mut touched = Self {
            account,
            sides,
            readings,
            naming: FxHashMap::default(),
            open: Vec::new(),
            services: FxHashSet::default(),
            reaching: OnceCell::new(),
        };
        touched.read_owners();
        touched
    }

    /// Notes whom the policies of resources name. Whom a role trusts is found by the role.
    fn read_owners(&mut self) {
        let names = &self.sides.names;
        let speakers = self.sides.worlds().into_iter().flat_map(|world| &world.bearers);
        for bearer in speakers.filter(|bearer| bearer.speaks()) {
            self.services.insert(service(names.text(bearer.owner)));
            for principals in bearer.said_to_others().map(|statement| &statement.principals) {
                if speaks_of_many(principals) {
                    put(&mut self.open, bearer.owner);
                }
                let named = principals.items.iter().map(|item| item.text.as_str());
                let identities = named.filter(|text| text.starts_with("arn:") && !is_many(text));
                for name in identities.filter_map(|text| names.find(text)) {
                    put(self.naming.entry(name).or_default(), bearer.owner);
                }
            }
        }
    }

    /// Whose access these changes may touch, each with the resources whose policies may be why.
    pub(super) fn parties(&self, changed: &[Both]) -> Parties {
        let mut parties = Parties::new(self.sides.names.len());
        let mut documents: FxHashSet<&str> = FxHashSet::default();
        let mut looked_at = vec![false; self.sides.names.len()];
        let mut owners = Vec::new();
        for both in changed {
            for (world, at) in self.sides.worlds().into_iter().zip([both.before, both.after]) {
                let Some(bearer) = world.at(at) else { continue };
                if bearer.kind.identity.is_some() {
                    parties.add_known(bearer.name);
                } else if bearer.own_lines().next().is_some() {
                    documents.insert(bearer.arn);
                }
                if let Some(looked @ false) = looked_at.get_mut(bearer.owner) {
                    *looked = true;
                    owners.push(bearer.owner);
                }
            }
        }
        self.carriers(&documents, &mut parties);
        owners.into_iter().for_each(|owner| self.of_owner(owner, &mut parties));
        parties
    }

    /// The identities that have one of these policies, or are bounded by it.
    fn carriers(&self, documents: &FxHashSet<&str>, parties: &mut Parties) {
        if documents.is_empty() {
            return;
        }
        for bearer in self.sides.worlds().into_iter().flat_map(World::identities) {
            let mut named = bearer.policies().chain(bearer.boundary()).map(|(text, _)| text);
            if named.any(|text| documents.contains(text)) {
                parties.add_known(bearer.name);
            }
        }
    }

    /// Those of whom the changed part of a resource's policy speaks.
    fn of_owner(&self, owner: usize, parties: &mut Parties) {
        let [before, after] =
            self.sides.worlds().map(|world| world.of_owner(owner).collect::<Vec<&Statement>>());
        if before.is_empty() && after.is_empty() {
            return;
        }
        let differs =
            |one: &Statement, others: &[&Statement]| !others.iter().any(|other| says_alike(one, other));
        // Who is let in by none of its statements gains or loses by all of them.
        let shut = |world: &World<'_>, said: &[&Statement]| {
            let shut = world.get(owner).and_then(Bearer::shut_by).is_some();
            (shut, shut && said.iter().any(|statement| is_public(statement)))
        };
        let switched = shut(&self.sides.before, &before) != shut(&self.sides.after, &after);
        let changed = before
            .iter()
            .filter(|one| switched || differs(one, &after))
            .chain(after.iter().filter(|one| switched || differs(one, &before)));
        let mut denied = false;
        for statement in changed {
            if statement.effect == Effect::Allow {
                self.named(owner, &statement.principals, parties);
                continue;
            }
            denied = true;
            self.denied(owner, &statement.principals, parties);
        }
        if denied {
            // What is denied concerns whoever is allowed it here.
            for statement in before.iter().chain(&after).filter(|one| one.effect == Effect::Allow) {
                self.named(owner, &statement.principals, parties);
            }
        }
    }

    /// The identities that may be allowed by policies of their own what a resource denies.
    fn denied(&self, owner: usize, principals: &Patterns, parties: &mut Parties) {
        if !speaks_of_many(principals) {
            for name in principals.items.iter().filter_map(|item| self.identity(&item.text)) {
                parties.add_known_of(name, owner);
            }
            return;
        }
        let reaching = self.reaching.get_or_init(|| self.reaching());
        for name in reaching.named.get(&owner).into_iter().flatten() {
            parties.add_known_of(*name, owner);
        }
        // Those that reach any resource are looked at with all that speak of many.
        reaching.any.iter().for_each(|name| parties.add_known(*name));
    }

    /// The number of an identity.
    fn identity(&self, arn: &str) -> Option<usize> {
        let name = self.sides.names.find(arn)?;
        self.sides.worlds().iter().any(|world| world.has_identity(name)).then_some(name)
    }

    fn named(&self, owner: usize, principals: &Patterns, parties: &mut Parties) {
        if principals.negated {
            return parties.add(Party::Anyone, owner);
        }
        for item in &principals.items {
            let text = item.text.as_str();
            match text {
                "*" => parties.add(Party::Anyone, owner),
                text if text.starts_with("arn:") && text.ends_with(":root") => {
                    let account = text.split(':').nth(4).unwrap_or(self.account);
                    parties.add(Party::Account(account.into()), owner);
                }
                text => match self.identity(text) {
                    Some(name) => parties.add_known_of(name, owner),
                    None => parties.add(Party::Other(item.text.clone()), owner),
                },
            }
        }
    }

    /// Who is allowed something of which resource.
    fn reaching(&self) -> Reaching {
        let mut reaching = Reaching::default();
        for (reading, world) in self.readings.iter().zip(self.sides.worlds()) {
            for bearer in world.identities() {
                let Some(known) = reading.side(bearer.name) else { continue };
                for head in self.heads_of(&known) {
                    let Head::Of(text) = head else {
                        put(&mut reaching.any, bearer.name);
                        continue;
                    };
                    for owner in self.owners_in(text) {
                        reaching.named.entry(owner).or_default().push(bearer.name);
                    }
                }
            }
        }
        reaching
    }

    /// The resources whose policies have a say in what an identity may do that is this on the two sides, in order.
    pub(super) fn owners_of(
        &self,
        name: usize,
        known: &[usize],
        sides: &[Option<Side<'_>>; 2],
    ) -> Vec<usize> {
        let mut owners = known.to_vec();
        owners.extend(self.naming.get(&name).into_iter().flatten());
        let mut any = false;
        for head in sides.iter().flatten().flat_map(|side| self.heads_of(side)) {
            match head {
                Head::Any => any = true,
                Head::Of(text) => owners.extend(self.owners_in(text)),
            }
        }
        if any {
            owners.extend(&self.open);
        }
        self.sides.names.sort(&mut owners);
        owners
    }

    /// The beginnings of the resources that an identity's statements speak of, as far as any of these may have policies.
    fn heads_of<'s>(&self, side: &'s Side<'_>) -> impl Iterator<Item = Head<'s>> {
        let lines = side.identity.iter().flat_map(|said| said.lines());
        let items = lines.flat_map(|line| {
            let Patterns { negated, items } = &line.statement.resources;
            let named = items.iter().filter(move |_| !negated).map(|item| item.text.as_str());
            named.map(Some).chain(negated.then_some(None))
        });
        items.filter_map(|text| match text {
            Some(text) if self.open.is_empty() && !self.services.contains(service(text)) => None,
            Some(text) => Some(head(text)),
            None => Some(Head::Any),
        })
    }

    /// The owners whose ARNs a pattern begins with.
    fn owners_in(&self, text: &str) -> impl Iterator<Item = usize> {
        let known = self.services.contains(service(text)).then_some(text);
        let worlds = self.sides.worlds();
        let has_policy = move |name: &usize| worlds.iter().any(|world| world.has_policy(*name));
        let heads = known.into_iter().flat_map(beginnings);
        heads.filter_map(|head| self.sides.names.find(head)).filter(has_policy)
    }
}

/// Adds what is looked at; it is the last one if it is there already.
fn put(all: &mut Vec<usize>, one: usize) {
    if all.last() != Some(&one) {
        all.push(one);
    }
}

/// Whether principals are more than they name.
fn speaks_of_many(principals: &Patterns) -> bool {
    principals.negated || principals.items.iter().any(|item| is_many(&item.text))
}

fn is_many(principal: &str) -> bool {
    principal == "*" || principal.ends_with(":root")
}

/// Which resource a pattern is about.
enum Head<'b> {
    /// Any of them.
    Any,
    /// The one whose ARN it begins with.
    Of(&'b str),
}

/// The beginning of a pattern of resources: where the name is open, any.
fn head(text: &str) -> Head<'_> {
    // What stands behind a `/` or `:` in the name is within the resource.
    let Some(open) = text.bytes().position(|byte| matches!(byte, b'*' | b'?' | b'$')) else {
        return Head::Of(text);
    };
    let fixed = text.get(..open).unwrap_or(text);
    let name = fixed.bytes().enumerate().filter(|(_, byte)| *byte == b':').map(|(at, _)| at).nth(4);
    let name = name.and_then(|at| fixed.as_bytes().get(at + 1..)).unwrap_or_default();
    if name.contains(&b'/') || name.contains(&b':') { Head::Of(text) } else { Head::Any }
}

/// Whether two statements say the same in the same words.
fn says_alike(one: &Statement, other: &Statement) -> bool {
    let same = |one: &Patterns, other: &Patterns| {
        let mut both = one.items.iter().zip(&other.items);
        one.negated == other.negated
            && one.items.len() == other.items.len()
            && both.all(|(one, other)| one.text == other.text)
    };
    one.effect == other.effect
        && same(&one.actions, &other.actions)
        && same(&one.resources, &other.resources)
        && same(&one.principals, &other.principals)
        && one.conditions == other.conditions
}
