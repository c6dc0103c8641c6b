//! Whose access a change may touch, and by which resources' policies.

use std::cell::OnceCell;
use std::collections::BTreeSet;

use rustc_hash::FxHashMap;

use super::change::is_public;
use super::reading::Reading;
use super::sides::{Bearer, Both, World};
use crate::iam::{Line, Party, Side, beginnings};
use crate::model::{Effect, Patterns, Statement};

/// Everybody whose access may differ, each with the resources whose policies may be why, in the order in which these are
/// looked at.
type Parties<'a> = FxHashMap<Party, Vec<&'a str>>;

/// Both worlds, and where policies of resources are to be found.
pub(super) struct Touched<'a> {
    account: &'a str,
    pub(super) sides: [&'a Reading<'a>; 2],
    worlds: [&'a World<'a>; 2],
    /// Those whose policies name identities, by these.
    naming: FxHashMap<&'a str, BTreeSet<&'a str>>,
    /// Those whose policies speak of many at once.
    open: BTreeSet<&'a str>,
    reaching: OnceCell<Reaching<'a>>,
}

/// The identities that are allowed something of resources with policies of their own.
#[derive(Default)]
struct Reaching<'a> {
    /// By the resource.
    named: FxHashMap<&'a str, Vec<&'a str>>,
    /// Of any resource.
    any: BTreeSet<&'a str>,
}

impl<'a> Touched<'a> {
    pub(super) fn new(account: &'a str, [before, after]: &'a [Reading<'a>; 2]) -> Self {
        let worlds = [before.world(), after.world()];
        let mut touched = Self {
            account,
            sides: [before, after],
            worlds,
            naming: FxHashMap::default(),
            open: BTreeSet::new(),
            reaching: OnceCell::new(),
        };
        touched.read_owners();
        touched
    }

    /// Notes whom the policies of resources name. Whom a role trusts is found by the role.
    fn read_owners(&mut self) {
        for world in self.worlds {
            for (arn, line) in world.spoken() {
                let principals = &line.statement.principals;
                let named = principals.items.iter().map(|item| item.text.as_str());
                if speaks_of_many(principals) {
                    self.open.insert(arn);
                }
                for text in named.filter(|text| text.starts_with("arn:") && !is_many(text)) {
                    self.naming.entry(text).or_default().insert(arn);
                }
            }
        }
    }

    /// Whose access these changes may touch, in order, each with the resources whose policies may be why, in order.
    pub(super) fn parties(&self, changed: &[Both]) -> Vec<(Party, Vec<&'a str>)> {
        let mut parties = Parties::default();
        let mut documents: BTreeSet<&str> = BTreeSet::new();
        let mut owners: Vec<&'a str> = Vec::with_capacity(changed.len());
        for both in changed {
            for (world, at) in self.worlds.into_iter().zip([both.before, both.after]) {
                let Some(bearer) = world.at(at) else { continue };
                if bearer.kind.identity.is_some() {
                    parties.entry(Party::Known(bearer.arn.clone())).or_default();
                } else if bearer.own_lines().next().is_some() {
                    documents.insert(bearer.arn);
                }
                owners.push(world.owner_of(bearer));
            }
        }
        self.carriers(&documents, &mut parties);
        // Stable, since most stand in order already.
        owners.sort();
        owners.dedup();
        for owner in owners {
            self.of_owner(owner, &mut parties);
        }
        let mut parties: Vec<(Party, Vec<&'a str>)> = parties.into_iter().collect();
        parties.sort_unstable_by(|(one, _), (other, _)| one.cmp(other));
        parties
    }

    /// The identities that have one of these policies, or are bounded by it.
    fn carriers(&self, documents: &BTreeSet<&str>, parties: &mut Parties<'a>) {
        if documents.is_empty() {
            return;
        }
        for bearer in self.identities() {
            let named = bearer.policies().chain(bearer.boundary()).map(|(text, _)| text);
            if named.into_iter().any(|text| documents.contains(text)) {
                parties.entry(Party::Known(bearer.arn.clone())).or_default();
            }
        }
    }

    fn identities(&self) -> impl Iterator<Item = &'a Bearer<'a>> {
        self.worlds.into_iter().flat_map(World::identities)
    }

    /// Those of whom the changed part of a resource's policy speaks.
    fn of_owner(&self, owner: &'a str, parties: &mut Parties<'a>) {
        let both = self.sides.map(|side| side.said_of(owner));
        let [before, after] = both.each_ref().map(|said| said.lines());
        let differs = |one: &Statement, others: &[Line<'_>]| {
            !others.iter().any(|other| says_alike(one, other.statement))
        };
        // Who is let in by none of its statements gains or loses by all of them.
        let shut = |world: &World<'_>, lines: &[Line<'_>]| {
            let shut = world.get(owner).and_then(Bearer::shut_by).is_some();
            (shut, lines.iter().any(|line| is_public(line.statement)))
        };
        let [was, is] = self.worlds;
        let (was, is) = (shut(was, before), shut(is, after));
        let switched = was.0 != is.0 || was.0 && was.1 != is.1;
        let changed = before
            .iter()
            .filter(|line| switched || differs(line.statement, after))
            .chain(after.iter().filter(|line| switched || differs(line.statement, before)));
        let mut denied = false;
        for line in changed {
            let principals = &line.statement.principals;
            if line.statement.effect == Effect::Allow {
                self.named(owner, principals, parties);
                continue;
            }
            denied = true;
            self.denied(owner, principals, parties);
        }
        if denied {
            // What is denied concerns whoever is allowed it here.
            for line in before.iter().chain(after).filter(|line| line.statement.effect == Effect::Allow) {
                self.named(owner, &line.statement.principals, parties);
            }
        }
    }

    /// The identities that may be allowed by policies of their own what a resource denies.
    fn denied(&self, owner: &'a str, principals: &Patterns, parties: &mut Parties<'a>) {
        if !speaks_of_many(principals) {
            let named = principals.items.iter().filter(|item| self.is_identity(&item.text));
            for item in named {
                put(parties.entry(Party::Known(item.text.clone())).or_default(), owner);
            }
            return;
        }
        let reaching = self.reaching.get_or_init(|| self.reaching());
        for arn in reaching.named.get(owner).into_iter().flatten() {
            put(parties.entry(Party::Known((*arn).into())).or_default(), owner);
        }
        // Those that reach any resource are looked at with all that speak of many.
        for arn in &reaching.any {
            parties.entry(Party::Known((*arn).into())).or_default();
        }
    }

    fn is_identity(&self, arn: &str) -> bool {
        self.worlds.iter().any(|world| world.get(arn).is_some_and(|one| one.kind.identity.is_some()))
    }

    fn named(&self, owner: &'a str, principals: &Patterns, parties: &mut Parties<'a>) {
        let mut add = |party: Party| put(parties.entry(party).or_default(), owner);
        if principals.negated {
            return add(Party::Anyone);
        }
        for item in &principals.items {
            let text = item.text.as_str();
            add(match text {
                "*" => Party::Anyone,
                text if text.starts_with("arn:") && text.ends_with(":root") => {
                    Party::Account(text.split(':').nth(4).unwrap_or(self.account).into())
                }
                text if self.is_identity(text) => Party::Known(text.into()),
                text => Party::Other(text.into()),
            });
        }
    }

    /// Who is allowed something of which resource.
    fn reaching(&self) -> Reaching<'a> {
        let mut reaching = Reaching::default();
        for side in self.sides {
            for bearer in side.world().identities() {
                let Some(known) = side.side(bearer.arn) else { continue };
                for head in heads_of(&known) {
                    let Head::Of(text) = head else {
                        reaching.any.insert(bearer.arn);
                        continue;
                    };
                    for owner in self.owners_in(text) {
                        reaching.named.entry(owner).or_default().push(bearer.arn);
                    }
                }
            }
        }
        reaching
    }

    /// The resources whose policies have a say in what an identity may do that is this on the two sides.
    pub(super) fn owners_of(
        &self,
        arn: &str,
        known: &[&'a str],
        sides: &[Option<Side<'_>>; 2],
    ) -> Vec<&'a str> {
        let mut owners = known.to_vec();
        owners.extend(self.naming.get(arn).into_iter().flatten());
        let mut any = false;
        for head in sides.iter().flatten().flat_map(heads_of) {
            match head {
                Head::Any => any = true,
                Head::Of(text) => owners.extend(self.owners_in(text)),
            }
        }
        if any {
            owners.extend(&self.open);
        }
        owners.sort_unstable();
        owners.dedup();
        owners
    }

    /// The owners whose ARNs a pattern begins with.
    fn owners_in(&self, text: &str) -> impl Iterator<Item = &'a str> {
        let known = self.worlds.iter().any(|world| world.has_service_of(text)).then_some(text);
        let owner = |head| self.worlds.into_iter().find_map(|world| world.owner(head));
        known.into_iter().flat_map(beginnings).filter_map(owner)
    }
}

/// Adds the resource that is looked at; it is the last one if it is there already.
fn put<'a>(owners: &mut Vec<&'a str>, owner: &'a str) {
    if owners.last() != Some(&owner) {
        owners.push(owner);
    }
}

/// Whether principals are more than they name.
fn speaks_of_many(principals: &Patterns) -> bool {
    principals.negated || principals.items.iter().any(|item| is_many(&item.text))
}

fn is_many(principal: &str) -> bool {
    principal == "*" || principal.ends_with(":root")
}

/// The beginnings of the resources that an identity's statements speak of.
fn heads_of<'s>(side: &'s Side<'_>) -> impl Iterator<Item = Head<'s>> {
    let lines = side.identity.iter().flat_map(|said| said.lines());
    lines.flat_map(|line| heads(line.statement))
}

/// Which resource a pattern is about.
enum Head<'b> {
    /// Any of them.
    Any,
    /// The one whose ARN it begins with.
    Of(&'b str),
}

/// The beginnings of a statement's resources: where the name is open, any.
fn heads(statement: &Statement) -> impl Iterator<Item = Head<'_>> {
    let negated = statement.resources.negated;
    let head = |text| {
        // What stands behind a `/` or `:` in the name is within the resource.
        let open = str::bytes(text).position(|byte| matches!(byte, b'*' | b'?' | b'$'));
        let Some(open) = open else { return Head::Of(text) };
        let fixed = text.get(..open).unwrap_or(text);
        let name = fixed.bytes().enumerate().filter(|(_, byte)| *byte == b':').map(|(at, _)| at).nth(4);
        let name = name.and_then(|at| fixed.as_bytes().get(at + 1..)).unwrap_or_default();
        if name.contains(&b'/') || name.contains(&b':') { Head::Of(text) } else { Head::Any }
    };
    let items = statement.resources.items.iter().filter(move |_| !negated);
    items.map(move |item| head(item.text.as_str())).chain(negated.then_some(Head::Any))
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
