//! Resources that have policies of their own: whose a resource is, and which of them only their names tell apart.

use std::borrow::Cow;
use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Bound;
use std::rc::Rc;

use ecow::EcoString;
use rustc_hash::{FxHashMap, FxHashSet};

use super::glob::{Glob, Places};
use super::say::Say;
use super::template::Template;
use super::{Policy, Statement};
use crate::iam::wildcard::{Case, overlap};
use crate::model::Effect;

/// So many of them are looked for one after the other; of more, there is a way that is worth its preparation.
const FEW: usize = 16;

/// So many are told apart at most.
const MOST: usize = 64;

/// Resources with policies of their own.
#[derive(Debug, Clone, Default)]
pub(in crate::iam) struct Owners<'a> {
    all: Vec<Owner<'a>>,
    /// Empty where they are few.
    by_arn: FxHashMap<&'a str, usize>,
}

/// One of them.
#[derive(Debug, Clone)]
pub(in crate::iam) struct Owner<'a> {
    pub(in crate::iam) arn: &'a str,
    pub(in crate::iam) policy: Cow<'a, Policy>,
    pub(in crate::iam) shape: &'a Shape,
}

/// What a policy says, but for the name of its resource.
#[derive(Debug, Clone, Default)]
pub(in crate::iam) struct Shape {
    policy: Rc<Policy>,
    text: OnceCell<Option<Rc<str>>>,
}

impl PartialEq for Owners<'_> {
    fn eq(&self, other: &Self) -> bool {
        let same =
            |(one, other): (&Owner<'_>, &Owner<'_>)| one.arn == other.arn && one.policy == other.policy;
        self.all.len() == other.all.len() && self.all.iter().zip(&other.all).all(same)
    }
}

impl<'a> Owners<'a> {
    pub(in crate::iam) fn new(all: Vec<Owner<'a>>) -> Self {
        let many = if all.len() > FEW { all.as_slice() } else { &[] };
        let by_arn = many.iter().enumerate().map(|(at, owner)| (owner.arn, at)).collect();
        Self { all, by_arn }
    }

    pub(in crate::iam) fn iter(&self) -> impl Iterator<Item = &Owner<'a>> {
        self.all.iter()
    }

    pub(in crate::iam) fn get(&self, at: usize) -> Option<&Owner<'a>> {
        self.all.get(at)
    }

    /// The one of that ARN.
    pub(in crate::iam) fn named(&self, arn: &str) -> Option<usize> {
        if self.all.len() <= FEW {
            return self.all.iter().rposition(|owner| owner.arn == arn);
        }
        self.by_arn.get(arn).copied()
    }

    /// Whose a resource is: the one whose ARN begins its own, the longest of them.
    pub(in crate::iam) fn of(&self, resource: &str) -> Option<usize> {
        if self.all.is_empty() {
            return None;
        }
        let ends = resource.rmatch_indices(['/', ':']).map(|(at, _)| at);
        std::iter::once(resource.len()).chain(ends).find_map(|end| self.named(resource.get(..end)?))
    }
}

impl Shape {
    pub(in crate::iam) fn new(policy: Rc<Policy>) -> Self {
        Self { policy, text: OnceCell::new() }
    }

    pub(in crate::iam) fn policy(&self) -> &Policy {
        &self.policy
    }

    /// Equal texts mean the same of their resources; `None` where it speaks of more than its resource.
    fn text(&self, arn: &str) -> Option<Rc<str>> {
        let written = || {
            let all: Option<Vec<String>> =
                self.policy.statements.iter().map(|one| written(one, arn)).collect();
            Some(all?.join("\n").into())
        };
        self.text.get_or_init(written).clone()
    }
}

/// A statement, with its resources as they go on behind the ARN.
fn written(statement: &Statement, arn: &str) -> Option<String> {
    let within = |item: &Template| {
        let rest = item.text.strip_prefix(arn).filter(|_| !item.has_variables());
        rest.map(str::to_owned)
    };
    let resources = match &statement.resources {
        Some(own) => {
            let rests: Vec<String> = own.items.iter().map(within).collect::<Option<_>>()?;
            format!("{} {rests:?}", own.negated)
        }
        None => String::new(),
    };
    let denies = statement.effect == Effect::Deny;
    let actions: Vec<&str> = statement.actions.texts().map(EcoString::as_str).collect();
    let who = statement.principals.as_ref().map(|own| {
        let names: Vec<&str> = own.items.iter().map(super::principal::Named::text).collect();
        (own.negated, names)
    });
    let tests: Vec<(&str, &str, Vec<&str>)> = statement
        .tests
        .iter()
        .map(|test| (&*test.word, &*test.key, test.values.iter().map(|value| value.text.as_str()).collect()))
        .collect();
    let negated = statement.actions.negated;
    Some(format!("{denies} {negated} {actions:?} {resources} {who:?} {tests:?}"))
}

/// Of the resources within a pattern that have policies of their own on either side, one of each sort: of those that are
/// equal but for their names, for whatever is said of them. `None` if there are too many sorts.
pub(super) fn one_of_each<'s>(sides: [&'s Say<'_>; 2], within: &str) -> Option<Vec<&'s str>> {
    let all = sides.into_iter().flat_map(|side| side.owners.iter()).map(|owner| owner.arn);
    let met: BTreeSet<&str> = all.filter(|arn| meets(arn, within)).collect();
    if met.len() <= MOST {
        return Some(met.into_iter().collect());
    }
    let globs = globs(sides);
    let mut known: FxHashSet<Sort> = FxHashSet::default();
    let mut kept: Vec<&str> = Vec::new();
    for arn in met.iter().copied() {
        let sort = if is_alone(arn, &met) { None } else { sort(sides, arn, &globs) };
        if sort.is_none_or(|sort| known.insert(sort)) {
            kept.push(arn);
        }
    }
    (kept.len() <= MOST).then_some(kept)
}

/// Whether something of its own policy lies in it, or it lies in such a thing, so that it is like no other.
fn is_alone(arn: &str, all: &BTreeSet<&str>) -> bool {
    let holds = |sign: char| {
        let head = format!("{arn}{sign}");
        let next = all.range::<str, _>((Bound::Included(head.as_str()), Bound::Unbounded)).next();
        next.is_some_and(|next| next.starts_with(&head))
    };
    let mut outer = arn.match_indices(['/', ':']).filter_map(|(end, _)| arn.get(..end));
    holds('/') || holds(':') || outer.any(|outer| all.contains(outer))
}

/// Whether a resource, or what lies in it, may be within a pattern.
fn meets(arn: &str, within: &str) -> bool {
    let wild = within.find(['*', '?']);
    let head = wild.and_then(|at| within.get(..at)).unwrap_or(within);
    if !arn.starts_with(head) && !head.starts_with(arn) {
        return false;
    }
    let parts = [arn.to_owned(), format!("{arn}/*"), format!("{arn}:*")];
    parts.iter().any(|part| overlap(Case::Sensitive, &[part, within]))
}

/// What all of one sort have in common: what their policies say on the two sides, what comes before their names, and how far
/// each pattern of the identity has come behind their ARNs.
type Sort = ([Option<Rc<str>>; 2], String, Vec<Places>);

fn sort(sides: [&Say<'_>; 2], arn: &str, globs: &[(&str, Cow<'_, Glob>)]) -> Option<Sort> {
    let shape = |side: &Say<'_>| match side.owners.named(arn).and_then(|at| side.owners.get(at)) {
        Some(owner) => owner.shape.text(arn).map(Some),
        None => Some(None),
    };
    let [one, other] = sides.map(shape);
    let name = arn.rfind(['/', ':']).map_or(0, |at| at + 1);
    let come = |(head, glob): &(&str, Cow<'_, Glob>)| {
        if !arn.starts_with(head) && !head.starts_with(arn) {
            return Places::new();
        }
        let come = arn.chars().fold(glob.start(), |places, letter| glob.step(&places, letter));
        if come.iter().all(|word| *word == 0) { Places::new() } else { come }
    };
    Some(([one?, other?], arn.get(..name)?.to_owned(), globs.iter().map(come).collect()))
}

/// The patterns of what the identity has and of what bounds it, each once, with what comes before its first wildcard.
fn globs<'s>(sides: [&'s Say<'_>; 2]) -> Vec<(&'s str, Cow<'s, Glob>)> {
    let layers = sides.into_iter().map(|side| &side.layers);
    let policies = layers.flat_map(|layers| layers.identity.iter().chain(layers.boundary.iter().flatten()));
    let statements = policies.flat_map(|policy| &policy.statements);
    let items = statements.filter_map(|one| one.resources.as_ref()).flat_map(|own| &own.items);
    let by_text: BTreeMap<&str, Cow<'_, Glob>> =
        items.filter_map(|item| Some((item.text.as_str(), item.fixed()?))).collect();
    let head = |text: &'s str| text.find(['*', '?', '$']).and_then(|at| text.get(..at)).unwrap_or(text);
    by_text.into_iter().map(|(text, glob)| (head(text), glob)).collect()
}
