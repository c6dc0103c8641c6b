//! Whose permissions an apply has: the role that it takes on.

use crate::base::did_you_mean;
use crate::catalog::{Catalog, Identity};
use crate::cloud::{Deployer, Observed, Provider};
use crate::iam::{Caller, Layers, Policy, PolicyFault, bounds, holding, managed, recorded};
use crate::model::{Address, Resource, Stack, Statement, Value};
use crate::session::{Analysis, Trouble, Work};

/// A role that is taken on.
#[derive(Debug)]
pub struct TakenOn {
    /// What it may do.
    pub deployer: Deployer,
    /// Whether what it says is that of the stack or that of the simulated world, in words.
    pub from: &'static str,
    /// Policies that it has besides and whose documents are not known, so that they are left out of account.
    pub unknown: Vec<String>,
}

/// Finds a role: an address of the stack, as that declares it; else the ARN or the name of one that exists.
///
/// # Errors
/// When there is no such role, or the world cannot be read.
pub fn take_on(
    catalog: &Catalog,
    analysis: Option<&Analysis>,
    work: &Work,
    who: &str,
) -> Result<TakenOn, Trouble> {
    let stack = analysis.map(Analysis::any);
    if let Some((stack, role)) = stack.and_then(|stack| Some((stack, stack.get(&Address::from(who))?))) {
        return declared(catalog, stack, role);
    }
    let world = &work.bench().world;
    let identity = |kind: &str| catalog.kind(kind).and_then(|kind| kind.identity);
    let things = world.list()?;
    let roles: Vec<_> = things.iter().filter(|thing| identity(&thing.kind).is_some()).collect();
    let name = |id: &str| id.rsplit('/').next().unwrap_or_default().to_owned();
    let found = roles.iter().find(|thing| thing.physical_id == who || name(&thing.physical_id) == who);
    let Some(found) = found else {
        let names: Vec<String> = roles.iter().map(|thing| name(&thing.physical_id)).collect();
        return Err(unknown(catalog, stack, who, &names));
    };
    let (Some(identity), Some(thing)) = (identity(&found.kind), world.read(&found.physical_id)?) else {
        return Err(unknown(catalog, stack, who, &[]));
    };
    existing(work, identity, &thing)
}

/// A role as its stack declares it.
fn declared(catalog: &Catalog, stack: &Stack, role: &Resource) -> Result<TakenOn, Trouble> {
    let arn = role.arn().filter(|_| catalog.kind(&role.kind).is_some_and(|kind| kind.identity.is_some()));
    let Some(arn) = arn else {
        let message = format!("`{}` is no role, so that nobody can act as it", role.address);
        return Err(Trouble::refused(message, Some("name a role, such as `role.deployer`".to_owned())));
    };
    let own = holding(catalog, stack, role);
    let bounds = bounds(catalog, stack, role);
    let mut unknown: Vec<String> = own.unknown.iter().map(ToString::to_string).collect();
    unknown.extend(bounds.iter().flat_map(|bounds| &bounds.unknown).map(ToString::to_string));
    let statements: Vec<&Statement> = own.statements();
    let statements: Vec<Statement> = statements.into_iter().cloned().collect();
    let bounds = bounds.map(|bounds| bounds.statements().into_iter().cloned().collect());
    let name = role.address.as_str();
    Ok(TakenOn {
        deployer: deployer(name, arn, statements, bounds)?,
        from: "as the stack declares it",
        unknown,
    })
}

/// A role as it is in the world.
fn existing(work: &Work, identity: &Identity, thing: &Observed) -> Result<TakenOn, Trouble> {
    let mut unknown = Vec::new();
    let mut statements = recorded(&thing.inputs);
    for name in identity.policies {
        for value in thing.inputs.get(name).and_then(Value::as_list).unwrap_or_default() {
            statements.extend(policy(work, value, &mut unknown)?);
        }
    }
    let bounds = match thing.inputs.get(identity.boundary) {
        Some(value) => Some(policy(work, value, &mut unknown)?),
        None => None,
    };
    let arn = &thing.listed.physical_id;
    let deployer = deployer(arn, arn, statements, bounds)?;
    Ok(TakenOn { deployer, from: "as it is in the simulated world", unknown })
}

/// What a policy says that a role of the world has: one of the world, or one of AWS's.
fn policy(work: &Work, value: &Value, unknown: &mut Vec<String>) -> Result<Vec<Statement>, Trouble> {
    let text = match value {
        Value::Reference(reference) => reference.arn.as_str(),
        Value::String(text) => text.as_str(),
        _ => return Ok(Vec::new()),
    };
    if let Some(found) = work.bench().world.read(text)? {
        return Ok(recorded(&found.inputs));
    }
    if let Some(managed) = managed(text) {
        return Ok(managed.statements.clone());
    }
    unknown.push(text.to_owned());
    Ok(Vec::new())
}

fn deployer(
    name: &str,
    arn: &str,
    statements: Vec<Statement>,
    bounds: Option<Vec<Statement>>,
) -> Result<Deployer, Trouble> {
    let read = |mut statements: Vec<Statement>| {
        // Who may take the role on says nothing of what it may do.
        statements.retain(|statement| statement.principals.items.is_empty());
        let fault = |fault: PolicyFault| Trouble::refused(format!("the policy of `{name}`: {fault}"), None);
        Policy::written(&statements, None).map_err(fault)
    };
    let layers = Layers {
        identity: vec![read(statements)?],
        boundary: bounds.map(|bounds| read(bounds).map(|policy| vec![policy])).transpose()?,
        ..Layers::default()
    };
    Ok(Deployer { name: name.into(), caller: Caller::new(arn), layers })
}

fn unknown(catalog: &Catalog, stack: Option<&Stack>, who: &str, world: &[String]) -> Trouble {
    let of_stack = stack
        .into_iter()
        .flat_map(|stack| stack.resources.values())
        .filter(|one| catalog.kind(&one.kind).is_some_and(|kind| kind.identity.is_some()));
    let known: Vec<&str> =
        of_stack.map(|one| one.address.as_str()).chain(world.iter().map(String::as_str)).collect();
    let meant = did_you_mean(who, known.iter().copied());
    let help = match meant {
        Some(meant) => format!("did you mean `{meant}`?"),
        None => "name a role of the stack, such as `role.deployer`, or the name or ARN of one that exists"
            .to_owned(),
    };
    let message = format!("there is no role `{who}`, neither in the stack nor in the simulated world");
    Trouble::refused(message, Some(help))
}
