//! What an identity carries: its own statements, those of the policies it has, and its boundary's.

use super::managed::{Managed, managed};
use crate::base::Span;
use crate::catalog::{Catalog, Identity};
use crate::model::{Resource, Stack, Statement, Value};

/// Where a statement stands.
#[derive(Debug, Clone, Copy)]
pub enum Holder<'a> {
    /// In a resource of the stack: the identity itself, or a policy.
    Resource(&'a Resource),
    /// In a policy of AWS's.
    Managed(&'static Managed),
}

impl Holder<'_> {
    /// What it is called in messages.
    #[must_use]
    pub fn name(&self) -> &str {
        match self {
            Self::Resource(resource) => resource.address.as_str(),
            Self::Managed(managed) => managed.name(),
        }
    }
}

/// A statement that counts for an identity.
#[derive(Debug, Clone, Copy)]
pub struct Held<'a> {
    /// What it says.
    pub statement: &'a Statement,
    /// Where it stands.
    pub by: Holder<'a>,
    /// Which one it is there.
    pub index: usize,
    /// Its place in the stack; of one of AWS's, the place that names the policy.
    pub span: Span,
}

/// All statements that count, one after the other.
#[derive(Debug, Clone)]
pub struct Holding<'a> {
    /// In the order of the policies: the identity's own first.
    pub held: Vec<Held<'a>>,
    /// Policies whose documents are not known here, as they are named.
    pub unknown: Vec<&'a str>,
}

impl<'a> Holding<'a> {
    /// Whether everything that counts is known.
    #[must_use]
    pub fn is_complete(&self) -> bool {
        self.unknown.is_empty()
    }

    /// What they say.
    #[must_use]
    pub fn statements(&self) -> Vec<&'a Statement> {
        self.held.iter().map(|held| held.statement).collect()
    }

    fn add(&mut self, by: Holder<'a>, statements: &'a [Statement], place: Option<Span>) {
        let statements = statements.iter().enumerate();
        self.held.extend(statements.map(|(index, statement)| Held {
            statement,
            by,
            index,
            span: place.unwrap_or(statement.span),
        }));
    }

    /// Adds the policy that a value names: one of the stack, or one of AWS's.
    fn attach(&mut self, stack: &'a Stack, value: &'a Value, place: Span) {
        let (address, text) = match value {
            Value::Reference(reference) => (reference.address.as_ref(), reference.arn.as_str()),
            Value::String(text) => (None, text.as_str()),
            _ => return,
        };
        let resource = match address {
            Some(address) => stack.get(address),
            None => None,
        };
        match (resource, managed(text)) {
            (Some(policy), _) => self.add(Holder::Resource(policy), &policy.statements, None),
            (None, Some(managed)) => self.add(Holder::Managed(managed), &managed.statements, Some(place)),
            (None, None) => self.unknown.push(text),
        }
    }
}

/// What an identity's own statements and its policies say together.
#[must_use]
pub fn holding<'a>(catalog: &Catalog, stack: &'a Stack, identity: &'a Resource) -> Holding<'a> {
    let mut holding = Holding { held: Vec::with_capacity(identity.statements.len()), unknown: Vec::new() };
    holding.add(Holder::Resource(identity), &identity.statements, None);
    for attr in row(catalog, identity).map_or(&[] as &[&str], |row| row.policies) {
        for value in identity.input(attr).and_then(Value::as_list).unwrap_or_default() {
            holding.attach(stack, value, identity.place(attr));
        }
    }
    holding
}

/// What bounds an identity; `None` if nothing does.
#[must_use]
pub fn bounds<'a>(catalog: &Catalog, stack: &'a Stack, identity: &'a Resource) -> Option<Holding<'a>> {
    let attr = row(catalog, identity)?.boundary;
    let value = identity.input(attr)?;
    let mut holding = Holding { held: Vec::new(), unknown: Vec::new() };
    holding.attach(stack, value, identity.place(attr));
    Some(holding)
}

fn row(catalog: &Catalog, identity: &Resource) -> Option<&'static Identity> {
    catalog.kind(&identity.kind)?.identity
}
