//! Questions about the roles of a stack.

use super::AccessError;
use crate::base::{Span, did_you_mean};
use crate::catalog::{Catalog, Type};
use crate::iam::{
    Because, Caller, Context, Held, Holding, Layers, Policy, Request, Ruling, Verdict, bounds, evaluate,
    holding, unknown_keys,
};
use crate::model::{Address, Effect, Pattern, Patterns, Resource, Stack, Statement, Value};
use crate::session::Analysis;

/// What is asked of a stack.
#[derive(Debug)]
pub struct Ask<'a> {
    /// An address of the stack, an ARN, or a service.
    pub principal: &'a str,
    /// `service:Action`
    pub action: &'a str,
    /// An address of the stack, an ARN, or `*`.
    pub resource: &'a str,
    /// Circumstances.
    pub context: &'a [(String, String)],
}

/// A decision about a stack.
#[derive(Debug)]
pub struct Decided {
    /// Who asks, as an ARN.
    pub principal: String,
    /// What.
    pub action: String,
    /// To what, as an ARN.
    pub resource: String,
    /// The decision.
    pub ruling: Ruling,
    /// The statements it rests on.
    pub statements: Vec<Spoken>,
    /// Where nothing allows it: the layer, in words.
    pub silent: Option<String>,
    /// Keys that statements ask about and that were not given.
    pub missing_context: Vec<String>,
    /// Policies that have a say and whose documents are not known here.
    pub unknown_policies: Vec<String>,
    /// The line that would allow it, and where it would stand.
    pub remedy: Option<(String, String)>,
    /// Of what is not allowed: the statement that comes nearest to allowing it.
    pub nearest: Option<Spoken>,
}

/// A statement of the stack.
#[derive(Debug)]
pub struct Spoken {
    /// Whose it is.
    pub source: String,
    /// Which of its statements.
    pub index: usize,
    /// What it says.
    pub effect: Effect,
    /// Where it stands.
    pub span: Span,
}

/// Decides a request by what a stack says: the role of who asks, its boundary, and the resource's own statements.
///
/// # Errors
/// When an address is none, or who asks carries no role.
pub fn simulate(catalog: &Catalog, analysis: &Analysis, ask: &Ask<'_>) -> Result<Decided, AccessError> {
    let stack = analysis.any();
    let role = principal(catalog, stack, ask.principal)?;
    // What is within a resource is named behind its address: `bucket.uploads/raw/a.jpg`.
    let within = ask.resource.split_once('/').filter(|_| !ask.resource.starts_with("arn:"));
    let (named, rest) = within.unwrap_or((ask.resource, ""));
    let target = resource(stack, named)?;
    let arn = match target.and_then(Resource::arn) {
        Some(arn) if within.is_some() => format!("{arn}/{rest}"),
        Some(arn) => arn.to_string(),
        None => ask.resource.to_owned(),
    };
    let owner = target.or_else(|| owner(stack, &arn));
    let caller =
        role.and_then(Resource::arn).map_or_else(|| Caller::new(ask.principal), |arn| Caller::new(arn));
    let mut context = Context::default();
    for (key, value) in ask.context {
        context.insert(key, value.split(',').map(str::to_owned).collect());
    }
    let sources = Sources::new(catalog, stack, role, owner);
    let layers = sources.layers()?;
    let request = Request {
        caller: &caller,
        action: ask.action,
        resource: &arn,
        resource_account: owner.map(|_| stack.account.as_str()),
        context: &context,
    };
    let verdict = evaluate(&request, &layers);
    let mut missing_context = unknown_keys(&request, &layers);
    missing_context.retain(|key| context.get(key).is_none());
    let nearest = layers.identity.first().and_then(|policy| policy.nearest(&request));
    let mut decided = sources.decided(&request, verdict, missing_context);
    if decided.ruling == Ruling::ImplicitDeny {
        decided.nearest = nearest.and_then(|at| sources.spoken("identity[0]", at));
    }
    Ok(decided)
}

/// Whose statements have a say.
struct Sources<'a> {
    role: Option<&'a Resource>,
    identity: Vec<Held<'a>>,
    boundary: Option<Holding<'a>>,
    /// Policies that have a say and whose documents are not known.
    unknown: Vec<String>,
    owner: Option<&'a Resource>,
    of_owner: Vec<Statement>,
}

impl<'a> Sources<'a> {
    fn new(
        catalog: &Catalog,
        stack: &'a Stack,
        role: Option<&'a Resource>,
        owner: Option<&'a Resource>,
    ) -> Self {
        let mut unknown: Vec<&str> = Vec::new();
        let mut identity = Vec::new();
        if let Some(role) = role {
            let own = holding(catalog, stack, role);
            unknown.extend(&own.unknown);
            identity.extend(own.held.into_iter().filter(|held| held.statement.principals.items.is_empty()));
        }
        let boundary = role.and_then(|role| bounds(catalog, stack, role));
        unknown.extend(boundary.iter().flat_map(|bounds| &bounds.unknown));
        Self {
            role,
            identity,
            boundary,
            unknown: unknown.into_iter().map(str::to_owned).collect(),
            owner,
            of_owner: owner.map_or_else(Vec::new, |owner| of_resource(catalog, owner)),
        }
    }

    fn layers(&self) -> Result<Layers, AccessError> {
        let of_role = |held: &[Held<'_>]| {
            let statements: Vec<&Statement> = held.iter().map(|held| held.statement).collect();
            Policy::written(&statements, None).map_err(|fault| AccessError::Policy {
                of: self.role.map(|role| role.address.to_string()).unwrap_or_default(),
                fault,
            })
        };
        let owner = self.owner.filter(|_| !self.of_owner.is_empty());
        Ok(Layers {
            identity: self.role.map(|_| of_role(&self.identity)).transpose()?.into_iter().collect(),
            boundary: match &self.boundary {
                // What is not known bounds nothing that could be told.
                Some(bounds) if bounds.is_complete() => Some(vec![of_role(&bounds.held)?]),
                _ => None,
            },
            resource: match owner {
                Some(owner) => {
                    let about = owner.arn().map(ecow::EcoString::as_str);
                    Some(
                        Policy::written(&self.of_owner, about)
                            .map_err(|fault| AccessError::Policy { of: owner.address.to_string(), fault })?,
                    )
                }
                None => None,
            },
            ..Layers::default()
        })
    }

    /// What a layer is called: the resource that must allow it.
    fn layer(&self, source: &str) -> Option<String> {
        let address = |resource: &Resource| resource.address.to_string();
        match source.split('[').next()? {
            "identity" => self.role.map(address),
            "boundary" => self.boundary.as_ref()?.held.first().map(|held| held.by.name().to_owned()),
            "resource_policy" => self.owner.map(address),
            _ => None,
        }
    }

    /// A statement of a layer.
    fn spoken(&self, source: &str, at: usize) -> Option<Spoken> {
        let held = match source.split('[').next()? {
            "identity" => self.identity.get(at)?,
            "boundary" => self.boundary.as_ref()?.held.get(at)?,
            _ => {
                let statement = self.of_owner.get(at)?;
                let owner = self.owner?;
                let index = owner.statements.iter().position(|own| own == statement).unwrap_or(at);
                let source = owner.address.to_string();
                return Some(Spoken { source, index, effect: statement.effect, span: statement.span });
            }
        };
        let (source, effect) = (held.by.name().to_owned(), held.statement.effect);
        Some(Spoken { source, index: held.index, effect, span: held.span })
    }

    fn decided(&self, request: &Request<'_>, verdict: Verdict, missing_context: Vec<String>) -> Decided {
        let spoken = |because: &Because| self.spoken(&because.source, because.statement?);
        let silent = verdict.because.iter().find(|because| because.statement.is_none());
        let of_resource = silent.is_some_and(|because| because.source == "resource_policy");
        let silent =
            silent.map(|because| self.layer(&because.source).unwrap_or_else(|| because.source.clone()));
        let line = if of_resource { told_to(request) } else { told_of(request) };
        let remedy =
            silent.as_ref().filter(|_| verdict.ruling == Ruling::ImplicitDeny).map(|at| (at.clone(), line));
        Decided {
            principal: request.caller.text.clone(),
            action: request.action.to_owned(),
            resource: request.resource.to_owned(),
            ruling: verdict.ruling,
            statements: verdict.because.iter().filter_map(spoken).collect(),
            silent,
            missing_context,
            unknown_policies: self.unknown.clone(),
            remedy,
            nearest: None,
        }
    }
}

/// The line of an identity that allows a request.
fn told_of(request: &Request<'_>) -> String {
    format!("allow \"{}\" on \"{}\"", request.action, request.resource)
}

/// The line of a resource that allows a request: of a role, that it trusts who asks.
fn told_to(request: &Request<'_>) -> String {
    let who = &request.caller.text;
    if request.action.eq_ignore_ascii_case("sts:AssumeRole") {
        return format!("trust = \"{}\"", who.strip_suffix(".amazonaws.com").unwrap_or(who));
    }
    format!("allow \"{}\" to \"{who}\"", request.action)
}

/// What a resource says of others: the statements that name principals, and whom it trusts.
fn of_resource(catalog: &Catalog, resource: &Resource) -> Vec<Statement> {
    let names = |statement: &&Statement| !statement.principals.items.is_empty();
    let mut own: Vec<Statement> = resource.statements.iter().filter(names).cloned().collect();
    own.extend(trust(catalog, resource));
    own
}

/// What a list of principals says: who may take the role on.
fn trust(catalog: &Catalog, resource: &Resource) -> Option<Statement> {
    let attrs = catalog.kind(&resource.kind)?.shape.attrs;
    let attr = attrs.iter().find(|attr| matches!(attr.ty, Type::Principals))?;
    let span = resource.place(attr.name);
    let pattern = |text: &str| Pattern { text: text.into(), span };
    let list = |items: Vec<Pattern>| Patterns { negated: None, items };
    let trusted = resource.input(attr.name)?.as_list()?.iter().filter_map(|item| match item {
        Value::String(text) => Some(pattern(text)),
        Value::Reference(reference) => Some(pattern(&reference.arn)),
        _ => None,
    });
    Some(Statement {
        effect: Effect::Allow,
        actions: list(vec![pattern("sts:AssumeRole")]),
        resources: Patterns::default(),
        principals: list(trusted.collect()),
        conditions: Vec::new(),
        span,
        derived: None,
    })
}

/// The role of what an address names; `None` for what is no address.
fn principal<'a>(
    catalog: &Catalog,
    stack: &'a Stack,
    text: &str,
) -> Result<Option<&'a Resource>, AccessError> {
    let Some(resource) = resource(stack, text)? else { return Ok(None) };
    let Some(carrier) = catalog.kind(&resource.kind).and_then(|kind| kind.carrier) else {
        return Ok(Some(resource));
    };
    let role = resource.input(carrier.role).and_then(Value::as_address).and_then(|role| stack.get(role));
    role.map(Some).ok_or_else(|| AccessError::NoRole(text.to_owned()))
}

/// What an address names; `None` for an ARN, a service, or `*`.
fn resource<'a>(stack: &'a Stack, text: &str) -> Result<Option<&'a Resource>, AccessError> {
    if text == "*" || text.starts_with("arn:") || text.ends_with(".amazonaws.com") {
        return Ok(None);
    }
    let found = stack.get(&Address::from(text));
    found.map(Some).ok_or_else(|| AccessError::Address {
        address: text.to_owned(),
        meant: did_you_mean(text, stack.resources.keys().map(Address::as_str)).map(str::to_owned),
    })
}

/// The resource that an ARN names, or whose part it names: an object's bucket.
fn owner<'a>(stack: &'a Stack, arn: &str) -> Option<&'a Resource> {
    let holds = |resource: &&Resource| {
        let rest = resource.arn().and_then(|own| arn.strip_prefix(own.as_str()));
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(['/', ':']))
    };
    stack.resources.values().filter(holds).max_by_key(|resource| resource.arn().map_or(0, |arn| arn.len()))
}
