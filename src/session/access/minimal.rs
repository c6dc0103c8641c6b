//! The least that code of a stack needs.

use super::AccessError;
use crate::base::did_you_mean;
use crate::catalog::{Carrier, Catalog};
use crate::check::least_lines;
use crate::iam::{Asked, least};
use crate::model::{Address, Effect, Need, Origin, Pattern, Patterns, Resource, Stack, Statement, Value};
use crate::session::Analysis;

/// The least policy of something.
#[derive(Debug)]
pub struct Minimal {
    /// What was asked about.
    pub address: String,
    /// What runs code under it, or itself.
    pub carriers: Vec<String>,
    /// The name of a role that is as it should be.
    pub role: String,
    /// Who must be able to take it on.
    pub trust: Vec<&'static str>,
    /// Its statements, as the language writes them.
    pub lines: Vec<String>,
    /// The same.
    pub statements: Vec<Statement>,
}

/// Finds the least that a resource, or all that carry a role, need by what the stack says that they do.
///
/// # Errors
/// When there is no such thing, or it runs no code.
pub fn minimal(catalog: &Catalog, analysis: &Analysis, address: &str) -> Result<Minimal, AccessError> {
    let stack = analysis.any();
    let found = stack.get(&Address::from(address)).ok_or_else(|| AccessError::Address {
        address: address.to_owned(),
        meant: did_you_mean(address, stack.resources.keys().map(Address::as_str)).map(str::to_owned),
    })?;
    let carriers: Vec<(&Resource, &Carrier)> = carriers(catalog, stack, found);
    if carriers.is_empty() {
        return Err(AccessError::NoRole(address.to_owned()));
    }
    let needs: Vec<&Need> = carriers.iter().flat_map(|(carrier, _)| &carrier.needs).collect();
    let asked = least(needs.iter().copied());
    let mut trust: Vec<&'static str> = carriers.iter().map(|(_, row)| row.principal).collect();
    trust.sort_unstable();
    trust.dedup();
    Ok(Minimal {
        address: address.to_owned(),
        carriers: carriers.iter().map(|(carrier, _)| carrier.address.to_string()).collect(),
        role: role_name(stack, &carriers, found),
        trust,
        lines: least_lines(&|address| stack.get(address), found, &asked, &needs),
        statements: statements(&asked, found),
    })
}

/// What runs code under a role, or what was asked about if it runs code itself.
fn carriers<'a>(
    catalog: &Catalog,
    stack: &'a Stack,
    found: &'a Resource,
) -> Vec<(&'a Resource, &'static Carrier)> {
    let row = |resource: &Resource| catalog.kind(&resource.kind)?.carrier;
    if let Some(own) = row(found) {
        return vec![(found, own)];
    }
    let carries = |resource: &&Resource, row: &Carrier| {
        resource.input(row.role).and_then(Value::as_address) == Some(&found.address)
    };
    let all = stack.resources.values().filter_map(|resource| Some((resource, row(resource)?)));
    all.filter(|(resource, row)| carries(resource, row)).collect()
}

/// The name of the declared role that is carried, else that of the carrier.
fn role_name(stack: &Stack, carriers: &[(&Resource, &Carrier)], found: &Resource) -> String {
    let declared = |address: &&Address| stack.get(address).is_some_and(|role| role.origin == Origin::Written);
    let carried = carriers.iter().find_map(|(carrier, row)| carrier.input(row.role)?.as_address());
    let plain = carried.filter(declared).unwrap_or(&found.address).without_keys();
    plain.rsplit('.').next().unwrap_or(&plain).to_owned()
}

/// Statements that allow just what is asked for, one for each resource.
fn statements(asked: &[Asked<'_>], found: &Resource) -> Vec<Statement> {
    let pattern = |text: &str| Pattern { text: text.into(), span: found.head };
    let list = |items: Vec<Pattern>| Patterns { negated: false, items: items.into() };
    let groups = asked.chunk_by(|one, other| one.resource == other.resource);
    groups
        .map(|group| Statement {
            effect: Effect::Allow,
            actions: list(group.iter().map(|pair| pattern(pair.action)).collect()),
            resources: list(group.first().map(|pair| pattern(pair.resource)).into_iter().collect()),
            principals: Patterns::default(),
            conditions: Default::default(),
            span: found.head,
            derived: false,
        })
        .collect()
}
