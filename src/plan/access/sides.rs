//! All that says who may do what, before and after.

use std::borrow::Cow;

use ecow::EcoString;
use rustc_hash::{FxHashMap, FxHashSet};

use super::super::decide::{Cx, Decided, physical_id};
use super::super::{Action, Aim, Reason, diff};
use crate::base::{FileId, Span};
use crate::catalog::Kind;
use crate::iam::{Line, beginnings, recorded};
use crate::model::{Address, Condition, Effect, Index, Map, Pattern, Patterns, Resource, Statement, Value};
use crate::state::Actual;

/// Where what stands in no text stands.
const NOWHERE: Span = Span::new(FileId(0), 0, 0);

/// What a policy is told under.
const POLICY: &str = "policy";

static NOTHING: Map = Map::new();

/// Something that says who may do what, on one side.
#[derive(Debug)]
pub(super) struct Bearer<'a> {
    pub(super) address: &'a Address,
    pub(super) kind: &'static Kind,
    pub(super) arn: &'a EcoString,
    inputs: Cow<'a, Map>,
    /// Whether it comes or goes with the plan.
    whole: bool,
    /// The stack's, on the side of what is desired.
    pub(super) resource: Option<&'a Resource>,
    statements: Cow<'a, [Statement]>,
    /// Whom it trusts, or what it says in the policy of another.
    implied: Option<Box<Statement>>,
    /// Whether its policy could not be read.
    pub(super) unread: bool,
}

/// One side: everything that says who may do what, found by its ARN.
#[derive(Debug, Default)]
pub(super) struct World<'a> {
    pub(super) bearers: Vec<Bearer<'a>>,
    by_arn: Index,
    /// Those that have the ARN of an earlier one.
    again: FxHashMap<&'a str, usize>,
    /// The services of their ARNs, and of those of which they are statements.
    services: FxHashSet<EcoString>,
    /// Statements in the policies of others, by whose they are.
    said_in: FxHashMap<EcoString, Vec<usize>>,
}

/// One address on both sides; positions in the two worlds.
#[derive(Debug, Clone, Copy)]
pub(super) struct Both {
    pub(super) before: Option<usize>,
    pub(super) after: Option<usize>,
}

/// Whether a kind says who may do what.
pub(super) fn bears(kind: &Kind) -> bool {
    kind.identity.is_some() || kind.statement_of.is_some() || kind.shape.grants()
}

/// Both sides, and what differs between them; `None` if nothing that says who may do what changes.
pub(super) fn worlds<'a>(
    cx: Cx<'a>,
    decisions: &'a [Decided<'a>],
) -> Option<(World<'a>, World<'a>, Vec<Both>)> {
    let acted = |one: &Decided<'_>| {
        one.step.action != Action::None && cx.catalog.kind(&one.step.kind).is_some_and(bears)
    };
    if !decisions.iter().any(acted) {
        return None;
    }
    let (mut before, mut after) = (World::default(), World::default());
    after.by_arn = Index::with_capacity(decisions.len());
    let mut changed = Vec::with_capacity(decisions.len());
    for decided in decisions {
        let Some(kind) = cx.catalog.kind(&decided.step.kind).filter(|kind| bears(kind)) else { continue };
        let (old, new) = (old(cx, decided, kind), new(cx, decided, kind));
        let differs = match (&old, &new) {
            (Some(old), Some(new)) => !old.says_as(new),
            (None, None) => false,
            _ => true,
        };
        let whole = matches!(decided.step.action, Action::Create | Action::Delete);
        let add = |world: &mut World<'a>, bearer| world.add(Bearer { whole, ..bearer });
        let both =
            Both { before: old.map(|old| add(&mut before, old)), after: new.map(|new| add(&mut after, new)) };
        if differs {
            changed.push(both);
        }
    }
    (!changed.is_empty()).then_some((before, after, changed))
}

/// What an address is before the plan: as it was found, else as it was applied.
fn old<'a>(cx: Cx<'a>, decided: &'a Decided<'a>, kind: &'static Kind) -> Option<Bearer<'a>> {
    let row = decided.row.filter(|_| !decided.is_missing())?;
    let known = cx.catalog.kind(&row.kind).filter(|kind| bears(kind)).unwrap_or(kind);
    let same = decided.resource.filter(|resource| row.fingerprint == resource.fingerprint());
    let inputs = match (cx.snapshot.actual.get(&row.address), same) {
        (Some(Actual::Changed(found)), _) => Cow::Borrowed(found),
        (_, Some(resource)) => Cow::Borrowed(&resource.inputs),
        (_, None) => Cow::Borrowed(cx.snapshot.contents.get(&row.address).unwrap_or(&NOTHING)),
    };
    Some(Bearer::new(&row.address, known, &row.physical_id, inputs, None))
}

/// What an address is after the plan.
fn new<'a>(cx: Cx<'a>, decided: &'a Decided<'a>, kind: &'static Kind) -> Option<Bearer<'a>> {
    if decided.step.action == Action::Forget && decided.step.reason == Reason::LetGo {
        // It stays as it is; only nobody looks after it any more.
        return old(cx, decided, kind);
    }
    let resource = decided.resource.filter(|_| cx.options.aim == Aim::Desired)?;
    let inputs = match &decided.inputs {
        Some(grafted) => Cow::Borrowed(grafted),
        None => Cow::Borrowed(&resource.inputs),
    };
    Some(Bearer::new(&resource.address, kind, physical_id(resource), inputs, Some(resource)))
}

impl<'a> Bearer<'a> {
    pub(super) fn new(
        address: &'a Address,
        kind: &'static Kind,
        arn: &'a EcoString,
        inputs: Cow<'a, Map>,
        resource: Option<&'a Resource>,
    ) -> Self {
        let told = inputs.get(POLICY).filter(|told| **told != Value::None);
        let as_written = |resource: &&Resource| {
            let whole =
                matches!(&inputs, Cow::Borrowed(all) if std::ptr::eq(*all, &raw const resource.inputs));
            let own = || resource.inputs.get(POLICY).unwrap_or(&Value::None);
            whole || diff::same(own(), told.unwrap_or(&Value::None))
        };
        let unread = told.is_some_and(|told| told.as_list().is_none());
        let statements = match resource.filter(as_written) {
            Some(resource) => Cow::Borrowed(&*resource.statements),
            None => Cow::Owned(recorded(&inputs)),
        };
        let mut bearer =
            Self { address, kind, arn, inputs, whole: false, resource, statements, implied: None, unread };
        bearer.implied = bearer.trust().or_else(|| bearer.spoken_for()).map(Box::new);
        bearer
    }

    /// Whether it surely says the same as another.
    pub(super) fn says_as(&self, other: &Self) -> bool {
        let identity = self.kind.identity;
        let listed = identity.iter().flat_map(|row| row.policies.iter().chain([&row.trust, &row.boundary]));
        let target = self.kind.statement_of.iter().chain(&self.kind.opened_by);
        let said = [POLICY, "action", "principal", "source_arn"];
        let mut all = said.iter().chain(listed).chain(target);
        let none = Value::None;
        self.arn == other.arn
            && all.all(|attr| {
                diff::same(self.inputs.get(attr).unwrap_or(&none), other.inputs.get(attr).unwrap_or(&none))
            })
    }

    fn span_of(&self, statement: &Statement) -> Option<Span> {
        self.resource.map(|resource| if statement.span == NOWHERE { resource.head } else { statement.span })
    }

    /// Its statements that name principals, or those that name none.
    fn lines<'b>(&'b self, named: Names) -> impl Iterator<Item = Line<'b>> {
        let fits =
            move |statement: &&Statement| (named == Names::Others) != statement.principals.items.is_empty();
        self.statements.iter().chain(self.implied.as_deref()).filter(fits).map(|statement| Line {
            statement,
            source: self.address.as_str(),
            span: self.span_of(statement),
        })
    }

    /// Whom it trusts.
    fn trust(&self) -> Option<Statement> {
        let attr = self.kind.identity?.trust;
        let place = self.place(attr);
        let trusted = self.inputs.get(attr)?.as_list()?.iter().filter_map(arn);
        Some(says(place, "sts:AssumeRole", trusted))
    }

    /// What it says in the policy of another.
    fn spoken_for(&self) -> Option<Statement> {
        self.kind.statement_of?;
        let text = |attr: &str| self.inputs.get(attr).and_then(arn);
        let place = self.resource.map_or(NOWHERE, |resource| resource.head);
        let mut statement = says(place, text("action")?, text("principal").into_iter());
        if let Some(source) = text("source_arn") {
            statement.conditions.push(Condition {
                operator: "ArnLike".into(),
                key: "aws:SourceArn".into(),
                values: vec![source.into()],
                places: None,
            });
        }
        Some(statement)
    }

    /// In whose policy it is a statement.
    fn speaks_of(&self) -> Option<&str> {
        self.inputs.get(self.kind.statement_of?).and_then(arn)
    }

    fn place(&self, attr: &str) -> Span {
        self.resource.map_or(NOWHERE, |resource| resource.place(attr))
    }

    /// The policies that it has, as they are named, with the places that name them.
    pub(super) fn policies(&self) -> impl Iterator<Item = (&str, Span)> {
        let attrs = self.kind.identity.map_or(&[][..], |row| row.policies);
        attrs.iter().flat_map(|attr| {
            let listed = self.inputs.get(attr).and_then(Value::as_list).unwrap_or_default();
            listed.iter().filter_map(arn).map(|text| (text, self.place(attr)))
        })
    }

    /// The policy that bounds it, as it is named.
    pub(super) fn boundary(&self) -> Option<(&str, Span)> {
        let attr = self.kind.identity?.boundary;
        self.inputs.get(attr).and_then(arn).map(|text| (text, self.place(attr)))
    }

    /// The attribute that keeps it shut to strangers, if it does.
    pub(super) fn shut_by(&self) -> Option<&'static str> {
        let attr = self.kind.opened_by?;
        (self.inputs.get(attr) != Some(&Value::Bool(true))).then_some(attr)
    }

    /// What it says by itself about what whoever has it may do.
    pub(super) fn own_lines(&self) -> impl Iterator<Item = Line<'_>> {
        self.lines(Names::Nobody)
    }
}

/// Whom statements speak of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Names {
    /// Those that they name.
    Others,
    /// Whoever has them.
    Nobody,
}

/// The service of an ARN, which is that of each ARN that it begins with.
pub(super) fn service(arn: &str) -> &str {
    let mut ends = arn.bytes().enumerate().filter(|(_, byte)| *byte == b':').map(|(at, _)| at);
    let Some(begin) = ends.nth(1) else { return "" };
    arn.get(begin + 1..ends.next().unwrap_or(arn.len())).unwrap_or_default()
}

/// A text, or the ARN of what a value refers to.
fn arn(value: &Value) -> Option<&str> {
    match value {
        Value::Reference(reference) => Some(&reference.arn),
        other => other.as_str(),
    }
}

/// A statement about the resource in whose policy it stands.
fn says<'b>(span: Span, action: &str, principals: impl Iterator<Item = &'b str>) -> Statement {
    let pattern = |text: &str| Pattern { text: text.into(), span };
    Statement {
        effect: Effect::Allow,
        actions: Patterns { negated: false, items: [pattern(action)].into() },
        resources: Patterns::default(),
        principals: Patterns { negated: false, items: principals.map(pattern).collect() },
        conditions: Default::default(),
        span,
        derived: false,
    }
}

impl<'a> World<'a> {
    pub(super) fn add(&mut self, bearer: Bearer<'a>) -> usize {
        let at = self.bearers.len();
        if let Some(target) = bearer.speaks_of() {
            put_service(&mut self.services, target);
            self.said_in.entry(target.into()).or_default().push(at);
        }
        if self.place(bearer.arn).is_some() {
            self.again.insert(bearer.arn, at);
        } else {
            self.by_arn.insert(Index::hash(bearer.arn), at);
        }
        put_service(&mut self.services, bearer.arn);
        self.bearers.push(bearer);
        at
    }

    pub(super) fn at(&self, at: Option<usize>) -> Option<&Bearer<'a>> {
        self.bearers.get(at?)
    }

    pub(super) fn place(&self, arn: &str) -> Option<usize> {
        if self.bearers.is_empty() {
            return None;
        }
        let is_it = |at: usize| self.bearers.get(at).is_some_and(|one| one.arn == arn);
        let first = self.by_arn.find(Index::hash(arn), is_it)?;
        Some(self.again.get(arn).copied().unwrap_or(first))
    }

    pub(super) fn get(&self, arn: &str) -> Option<&Bearer<'a>> {
        self.at(self.place(arn))
    }

    /// What has the ARN that another one begins with, and that.
    pub(super) fn begun_by<'b>(&'b self, arn: &'b str) -> Option<(&'b str, &'b Bearer<'a>)> {
        if !self.has_service_of(arn) {
            return None;
        }
        beginnings(arn).find_map(|head| Some((head, self.get(head)?)))
    }

    /// The ARN of the resource in whose policy something says something: itself, or what it is a statement of.
    pub(super) fn owner_of<'b>(&'b self, bearer: &'b Bearer<'a>) -> &'b str {
        bearer.speaks_of().unwrap_or(bearer.arn)
    }

    /// What the policy of a resource says.
    pub(super) fn of_owner(&self, arn: &str) -> Vec<Line<'_>> {
        if self.bearers.is_empty() {
            return Vec::new();
        }
        let own = self.get(arn).filter(|own| own.kind.statement_of.is_none());
        let spoken = self.said_in.get(arn).into_iter().flatten().filter_map(|at| self.bearers.get(*at));
        own.into_iter().chain(spoken).flat_map(|bearer| bearer.lines(Names::Others)).collect()
    }

    /// Whether all that speaks in the policy of a resource comes or goes with the plan.
    pub(super) fn is_whole(&self, arn: &str) -> bool {
        let spoken = self.said_in.get(arn).into_iter().flatten().filter_map(|at| self.bearers.get(*at));
        self.get(arn).into_iter().chain(spoken).all(|bearer| bearer.whole)
    }

    /// All that the policies of resources say, each with whose policy it is.
    pub(super) fn spoken(&self) -> impl Iterator<Item = (&str, Line<'_>)> {
        self.bearers.iter().flat_map(|bearer| {
            let owner = match bearer.kind.statement_of {
                Some(_) => bearer.speaks_of(),
                None => Some(bearer.arn.as_str()),
            };
            owner.into_iter().flat_map(|owner| bearer.lines(Names::Others).map(move |line| (owner, line)))
        })
    }

    /// Every identity.
    pub(super) fn identities(&self) -> impl Iterator<Item = &Bearer<'a>> {
        self.bearers.iter().filter(|bearer| bearer.kind.identity.is_some())
    }

    /// Whether anything here may have an ARN of the service of this one.
    pub(super) fn has_service_of(&self, arn: &str) -> bool {
        self.services.contains(service(arn))
    }

    /// The ARN, if it is that of something that has a policy of its own.
    pub(super) fn owner(&self, arn: &str) -> Option<&str> {
        match self.get(arn) {
            Some(one) if one.kind.statement_of.is_some() => None,
            Some(one) => {
                let speaks = one.lines(Names::Others).next().is_some() || self.said_in.contains_key(arn);
                speaks.then_some(one.arn.as_str())
            }
            None => self.said_in.get_key_value(arn).map(|(arn, _)| arn.as_str()),
        }
    }
}

fn put_service(services: &mut FxHashSet<EcoString>, arn: &str) {
    let service = service(arn);
    if !services.contains(service) {
        services.insert(service.into());
    }
}
