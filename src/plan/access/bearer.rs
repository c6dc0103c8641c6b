//! Something that says who may do what.

use std::borrow::Cow;
use std::rc::Rc;

use ecow::EcoString;
use rustc_hash::FxHashMap;

use super::super::diff;
use super::names::Names;
use crate::base::{FileId, Span};
use crate::catalog::Kind;
use crate::iam::{Line, recorded};
use crate::model::{Address, Condition, Effect, Map, Pattern, Patterns, Resource, Statement, Value};

/// Where what stands in no text stands.
const NOWHERE: Span = Span::new(FileId(0), 0, 0);

/// What a policy is told under.
const POLICY: &str = "policy";

/// Something that says who may do what, on one side.
#[derive(Debug)]
pub(super) struct Bearer<'a> {
    pub(super) address: &'a Address,
    /// How many addresses stand before its own.
    pub(super) rank: usize,
    pub(super) kind: &'static Kind,
    pub(super) arn: &'a EcoString,
    /// The number of its ARN.
    pub(super) name: usize,
    /// The number of the ARN in whose policy it says something to others: its own, or that of what it is a statement of.
    pub(super) owner: usize,
    inputs: &'a Map,
    /// Whether it comes or goes with the plan.
    pub(super) whole: bool,
    /// The stack's, on the side of what is desired.
    pub(super) resource: Option<&'a Resource>,
    statements: Cow<'a, [Statement]>,
    /// Whom it trusts, or what it says in the policy of another.
    implied: Option<Rc<Statement>>,
    /// Whether its policy could not be read.
    pub(super) unread: bool,
    /// Whether any of its own statements names somebody.
    own_to_others: bool,
    /// Whether any of its statements does.
    names_others: bool,
}

/// What bearers have in common.
#[derive(Debug, Default)]
pub(super) struct Common<'a> {
    pub(super) names: Names<'a>,
    /// Statements that trust these.
    trusts: FxHashMap<Box<[&'a str]>, Rc<Statement>>,
}

/// What is read of a bearer.
pub(super) struct Source<'a> {
    pub(super) address: &'a Address,
    pub(super) kind: &'static Kind,
    pub(super) arn: &'a EcoString,
    pub(super) inputs: &'a Map,
    pub(super) resource: Option<&'a Resource>,
}

impl Common<'_> {
    /// Nothing in common yet, with room for that many ARNs.
    pub(super) fn with_capacity(names: usize) -> Self {
        Self { names: Names::with_capacity(names), trusts: FxHashMap::default() }
    }
}

impl<'a> Bearer<'a> {
    pub(super) fn new(source: Source<'a>, rank: usize, common: &mut Common<'a>) -> Self {
        let Source { address, kind, arn, inputs, resource } = source;
        let told = inputs.get(POLICY).filter(|told| **told != Value::None);
        let as_written = |resource: &&Resource| {
            let own = || resource.inputs.get(POLICY).unwrap_or(&Value::None);
            std::ptr::eq(inputs, &raw const resource.inputs)
                || diff::same(own(), told.unwrap_or(&Value::None))
        };
        let unread = told.is_some_and(|told| told.as_list().is_none());
        let statements = match resource.filter(as_written) {
            Some(resource) => Cow::Borrowed(&*resource.statements),
            None => Cow::Owned(recorded(inputs)),
        };
        let implied = trust(kind, inputs, common).or_else(|| spoken_for(kind, inputs).map(Rc::new));
        let name = common.names.number(arn);
        let target = kind.statement_of.and_then(|attr| inputs.get(attr)).and_then(arn_of);
        let owner = target.map_or(name, |target| common.names.number(target));
        let names = |statement: &Statement| !statement.principals.items.is_empty();
        let own_to_others = statements.iter().any(names);
        let names_others = own_to_others || implied.as_deref().is_some_and(names);
        let whole = false;
        Self {
            address,
            rank,
            kind,
            arn,
            name,
            owner,
            inputs,
            whole,
            resource,
            statements,
            implied,
            unread,
            own_to_others,
            names_others,
        }
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

    /// Whether it says something to others: of itself, or of what it is a statement of.
    pub(super) fn speaks(&self) -> bool {
        self.names_others && (self.kind.statement_of.is_none() || self.owner != self.name)
    }

    /// Its statements that name somebody.
    pub(super) fn said_to_others(&self) -> impl Iterator<Item = &Statement> {
        let own = self.own_to_others.then(|| self.statements.iter());
        let all = own.into_iter().flatten().chain(self.implied.as_deref());
        all.filter(|statement| !statement.principals.items.is_empty())
    }

    /// The same, each with where it stands.
    pub(super) fn lines_to_others(&self) -> impl Iterator<Item = Line<'_>> {
        self.said_to_others().map(|statement| self.line(statement))
    }

    /// What it says by itself about what whoever has it may do.
    pub(super) fn own_lines(&self) -> impl Iterator<Item = Line<'_>> {
        let all = self.statements.iter().chain(self.implied.as_deref());
        all.filter(|statement| statement.principals.items.is_empty()).map(|statement| self.line(statement))
    }

    fn line<'b>(&'b self, statement: &'b Statement) -> Line<'b> {
        let implied = self.implied.as_deref().is_some_and(|implied| std::ptr::eq(implied, statement));
        let span = self.resource.map(|resource| match self.kind.identity.filter(|_| implied) {
            Some(row) => resource.place(row.trust),
            None if statement.span == NOWHERE => resource.head,
            None => statement.span,
        });
        Line { statement, source: self.address.as_str(), span }
    }

    fn place(&self, attr: &str) -> Span {
        self.resource.map_or(NOWHERE, |resource| resource.place(attr))
    }

    /// The policies that it has, as they are named, with the places that name them.
    pub(super) fn policies(&self) -> impl Iterator<Item = (&'a str, Span)> {
        let attrs = self.kind.identity.map_or(&[][..], |row| row.policies);
        attrs.iter().flat_map(|attr| {
            let listed = self.inputs.get(attr).and_then(Value::as_list).unwrap_or_default();
            listed.iter().filter_map(arn_of).map(|text| (text, self.place(attr)))
        })
    }

    /// The policy that bounds it, as it is named.
    pub(super) fn boundary(&self) -> Option<(&'a str, Span)> {
        let attr = self.kind.identity?.boundary;
        self.inputs.get(attr).and_then(arn_of).map(|text| (text, self.place(attr)))
    }

    /// The attribute that keeps it shut to strangers, if it does.
    pub(super) fn shut_by(&self) -> Option<&'static str> {
        let attr = self.kind.opened_by?;
        (self.inputs.get(attr) != Some(&Value::Bool(true))).then_some(attr)
    }
}

/// A text, or the ARN of what a value refers to.
fn arn_of(value: &Value) -> Option<&str> {
    match value {
        Value::Reference(reference) => Some(&reference.arn),
        other => other.as_str(),
    }
}

/// Whom an identity trusts. Of very many, few trust others than all the others do.
fn trust<'a>(kind: &Kind, inputs: &'a Map, common: &mut Common<'a>) -> Option<Rc<Statement>> {
    let trusted = inputs.get(kind.identity?.trust)?.as_list()?;
    let trusted: Vec<&str> = trusted.iter().filter_map(arn_of).collect();
    if let Some(known) = common.trusts.get(trusted.as_slice()) {
        return Some(Rc::clone(known));
    }
    let said = Rc::new(says("sts:AssumeRole", trusted.iter().copied()));
    common.trusts.insert(trusted.into(), Rc::clone(&said));
    Some(said)
}

/// What is said in the policy of another.
fn spoken_for(kind: &Kind, inputs: &Map) -> Option<Statement> {
    kind.statement_of?;
    let text = |attr: &str| inputs.get(attr).and_then(arn_of);
    let mut statement = says(text("action")?, text("principal").into_iter());
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

/// A statement about the resource in whose policy it stands.
fn says<'b>(action: &str, principals: impl Iterator<Item = &'b str>) -> Statement {
    let pattern = |text: &str| Pattern { text: text.into(), span: NOWHERE };
    Statement {
        effect: Effect::Allow,
        actions: Patterns { negated: false, items: [pattern(action)].into() },
        resources: Patterns::default(),
        principals: Patterns { negated: false, items: principals.map(pattern).collect() },
        conditions: Default::default(),
        span: NOWHERE,
        derived: false,
    }
}
