//! Whose access a change may touch, and by which resources' policies.

use std::collections::{BTreeMap, BTreeSet};

use ecow::EcoString;
use rustc_hash::FxHashMap;

use super::sides::{Bearer, Both, World};
use crate::iam::Party;
use crate::model::{Effect, Patterns, Statement};

/// Everybody whose access may differ, each with the resources whose policies may be why.
pub(super) type Parties = BTreeMap<Party, BTreeSet<EcoString>>;

/// So many resources with policies of their own are looked at for one identity whose patterns name none of them.
pub(super) const MOST_OWNERS: usize = 64;

/// Both worlds, and where policies of resources are to be found.
pub(super) struct Touched<'a> {
    account: &'a str,
    worlds: [&'a World<'a>; 2],
    /// Resources with policies of their own.
    owners: BTreeSet<&'a str>,
    /// Those whose policies name identities, by these.
    naming: FxHashMap<EcoString, BTreeSet<EcoString>>,
    /// Those whose policies speak of many at once.
    open: BTreeSet<EcoString>,
}

impl<'a> Touched<'a> {
    pub(super) fn new(account: &'a str, before: &'a World<'a>, after: &'a World<'a>) -> Self {
        let mut touched = Self {
            account,
            worlds: [before, after],
            owners: before.owners().chain(after.owners()).collect(),
            naming: FxHashMap::default(),
            open: BTreeSet::new(),
        };
        touched.read_owners();
        touched
    }

    /// Notes whom the policies of resources name. Whom a role trusts is found by the role.
    fn read_owners(&mut self) {
        for world in self.worlds {
            for arn in &self.owners {
                for line in world.of_owner(arn) {
                    let principals = &line.statement.principals;
                    let named = principals.items.iter().map(|item| item.text.as_str());
                    let many = |text: &str| text == "*" || text.ends_with(":root");
                    if principals.negated.is_some() || named.clone().any(many) {
                        self.open.insert((*arn).into());
                    }
                    for text in named.filter(|text| text.starts_with("arn:") && !many(text)) {
                        self.naming.entry(text.into()).or_default().insert((*arn).into());
                    }
                }
            }
        }
    }

    /// Whose access these changes may touch.
    pub(super) fn parties(&self, changed: &[Both]) -> Parties {
        let mut parties = Parties::new();
        let mut documents: BTreeSet<&str> = BTreeSet::new();
        let mut owners: BTreeSet<&str> = BTreeSet::new();
        for both in changed {
            for (world, at) in self.worlds.iter().zip([both.before, both.after]) {
                let Some(bearer) = world.at(at) else { continue };
                if bearer.kind.identity.is_some() {
                    parties.entry(Party::Known(bearer.arn.into())).or_default();
                } else if bearer.own().next().is_some() {
                    documents.insert(bearer.arn);
                }
                owners.insert(world.owner_of(bearer));
            }
        }
        self.carriers(&documents, &mut parties);
        for owner in owners {
            self.of_owner(owner, &mut parties);
        }
        parties
    }

    /// The identities that have one of these policies, or are bounded by it.
    fn carriers(&self, documents: &BTreeSet<&str>, parties: &mut Parties) {
        if documents.is_empty() {
            return;
        }
        for bearer in self.identities() {
            let named = bearer.policies().chain(bearer.boundary()).map(|(text, _)| text);
            if named.into_iter().any(|text| documents.contains(text)) {
                parties.entry(Party::Known(bearer.arn.into())).or_default();
            }
        }
    }

    fn identities(&self) -> impl Iterator<Item = &Bearer<'a>> {
        self.worlds.into_iter().flat_map(World::identities)
    }

    /// Those of whom the changed part of a resource's policy speaks.
    fn of_owner(&self, owner: &str, parties: &mut Parties) {
        let [before, after] = self.worlds.map(|world| world.of_owner(owner));
        let differs = |one: &Statement, others: &[crate::iam::Line<'_>]| {
            !others.iter().any(|other| says_alike(one, other.statement))
        };
        let [was_shut, is_shut] =
            self.worlds.map(|world| world.get(owner).and_then(Bearer::shut_by).is_some());
        // What is shut or opened as a whole says something else to strangers from then on.
        let switched = was_shut != is_shut;
        let changed = before
            .iter()
            .filter(|line| switched || differs(line.statement, &after))
            .chain(after.iter().filter(|line| switched || differs(line.statement, &before)));
        let mut denied = false;
        for line in changed {
            denied |= line.statement.effect == Effect::Deny;
            if line.statement.effect == Effect::Allow {
                self.named(owner, &line.statement.principals, parties);
            }
        }
        if denied {
            // What is denied concerns whoever is allowed it, here or by policies of their own.
            for line in before.iter().chain(&after).filter(|line| line.statement.effect == Effect::Allow) {
                self.named(owner, &line.statement.principals, parties);
            }
            for bearer in self.identities().filter(|bearer| self.may_reach(bearer, owner)) {
                parties.entry(Party::Known(bearer.arn.into())).or_default().insert(owner.into());
            }
        }
    }

    fn named(&self, owner: &str, principals: &Patterns, parties: &mut Parties) {
        let mut add = |party: Party| {
            parties.entry(party).or_default().insert(owner.into());
        };
        if principals.negated.is_some() {
            return add(Party::Anyone);
        }
        for item in &principals.items {
            let text = item.text.as_str();
            let is_identity = || {
                self.worlds.iter().any(|world| world.get(text).is_some_and(|one| one.kind.identity.is_some()))
            };
            add(match text {
                "*" => Party::Anyone,
                text if text.starts_with("arn:") && text.ends_with(":root") => {
                    Party::Account(text.split(':').nth(4).unwrap_or(self.account).into())
                }
                text if is_identity() => Party::Known(text.into()),
                text => Party::Other(text.into()),
            });
        }
    }

    /// Whether what an identity is allowed may be about a resource with that ARN.
    fn may_reach(&self, bearer: &Bearer<'_>, owner: &str) -> bool {
        let worlds = self.worlds.iter();
        let sides = worlds.map(|world| world.side(bearer.arn));
        sides.into_iter().any(|side| {
            let patterns = side.identity.iter().flat_map(|line| heads(line.statement));
            patterns.into_iter().any(|head| match head {
                Head::Any => true,
                Head::Of(text) => text.starts_with(owner),
            })
        })
    }

    /// The resources whose policies have a say in what an identity may do; `None` if they are too many.
    pub(super) fn owners_of(&self, arn: &str, known: &BTreeSet<EcoString>) -> Option<BTreeSet<EcoString>> {
        let mut owners = known.clone();
        owners.extend(self.naming.get(arn).into_iter().flatten().cloned());
        let mut any = false;
        for side in self.worlds.iter().map(|world| world.side(arn)) {
            for head in side.identity.iter().flat_map(|line| heads(line.statement)) {
                match head {
                    Head::Any => any = true,
                    Head::Of(text) => owners.extend(self.owner(text)),
                }
            }
        }
        if any {
            owners.extend(self.open.iter().cloned());
        }
        (owners.len() <= MOST_OWNERS).then_some(owners)
    }

    /// The owner whose ARN a pattern begins with.
    fn owner(&self, text: &str) -> Option<EcoString> {
        let ends = text.match_indices(['/', ':']).map(|(at, _)| at).skip(5).chain([text.len()]);
        let mut heads = ends.filter_map(|end| text.get(..end));
        heads.find(|head| self.owners.contains(head)).map(EcoString::from)
    }
}

/// Which resource a pattern is about.
enum Head<'b> {
    /// Any of them.
    Any,
    /// The one whose ARN it begins with.
    Of(&'b str),
}

/// The beginnings of a statement's resources: where the name is open, any.
fn heads(statement: &Statement) -> Vec<Head<'_>> {
    if statement.resources.negated.is_some() {
        return vec![Head::Any];
    }
    let head = |text| {
        // What stands behind a `/` or `:` in the name is within the resource.
        let fixed = str::find(text, ['*', '?', '$']).map_or(text, |at| text.get(..at).unwrap_or(text));
        let within = fixed.splitn(6, ':').nth(5).is_some_and(|name| name.contains(['/', ':']));
        if fixed.len() == text.len() || within { Head::Of(text) } else { Head::Any }
    };
    statement.resources.items.iter().map(|item| head(item.text.as_str())).collect()
}

/// Whether two statements say the same in the same words.
fn says_alike(one: &Statement, other: &Statement) -> bool {
    let texts = |patterns: &Patterns| {
        let items: Vec<EcoString> = patterns.items.iter().map(|item| item.text.clone()).collect();
        (patterns.negated.is_some(), items)
    };
    one.effect == other.effect
        && texts(&one.actions) == texts(&other.actions)
        && texts(&one.resources) == texts(&other.resources)
        && texts(&one.principals) == texts(&other.principals)
        && one.conditions == other.conditions
}
