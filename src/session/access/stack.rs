//! Questions about the roles of a stack.

use super::AccessError;
use super::voices::{Form, Given, Voice, Voices};
use crate::base::{Span, did_you_mean};
use crate::catalog::{Catalog, Type};
use crate::iam::{
    Account, Because, Caller, Context, Layers, Request, Ruling, Said, Silence, Way, account, bounds,
    decides_itself, evaluate, holding, unknown_keys,
};
use crate::model::{Address, Effect, Pattern, Patterns, Resource, Stack, Statement, Value};

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
    /// The account whose the resource is, or the ARN of its root; where it is not said, the stack's or what the ARN names.
    pub resource_owner: Option<&'a str>,
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
    /// What every statement says.
    pub account: Told,
}

/// A decision step by step.
#[derive(Debug)]
pub struct Told {
    /// Which policies have to agree, if nothing denies it.
    pub way: Way,
    /// In the order in which AWS asks.
    pub layers: Vec<ToldLayer>,
}

/// What a layer says.
#[derive(Debug)]
pub struct ToldLayer {
    /// `identity`, `scps[0]`
    pub name: String,
    /// The policies that it is made of, in words.
    pub of: String,
    /// `allow`, `deny` or `silent`.
    pub outcome: &'static str,
    /// The statements that are about the action, and why they say nothing where they do not.
    pub said: Vec<(Spoken, Option<Silence>)>,
    /// How many statements are about other actions.
    pub others: usize,
}

/// A statement of a stack or of a document.
#[derive(Debug, Clone)]
pub struct Spoken {
    /// Whose it is.
    pub source: String,
    /// Which of its statements.
    pub index: usize,
    /// What it says.
    pub effect: Effect,
    /// Where it stands.
    pub span: Span,
    /// What it says, where a line such as `allow uses` stands for it.
    pub stands_for: Option<String>,
}

/// Decides a request by what a stack says: the role of who asks, its boundary, the resource's own statements; and by
/// documents that are given besides.
///
/// # Errors
/// When an address is none, or who asks carries no role.
pub fn simulate(
    catalog: &Catalog,
    stack: Option<&Stack>,
    ask: &Ask<'_>,
    given: &Given,
) -> Result<Decided, AccessError> {
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
    let owner = target.or_else(|| owner(stack?, &arn));
    // A session of a role stays what it is: resources may name it itself.
    let own = role.and_then(Resource::arn).filter(|_| !ask.principal.starts_with("arn:"));
    let caller = own.map_or_else(|| Caller::new(ask.principal), Caller::new);
    let mut context = Context::default();
    for (key, value) in ask.context {
        context.insert(key, value.split(',').map(str::to_owned).collect());
    }
    let known = Known::new(catalog, stack, role, owner, given)?;
    let said = ask.resource_owner.map(|owner| Caller::new(owner).account.unwrap_or_else(|| owner.to_owned()));
    let request = Request {
        caller: &caller,
        action: ask.action,
        resource: &arn,
        resource_account: said.as_deref().or(owner.and(stack).map(|stack| stack.account.as_str())),
        context: &context,
    };
    Ok(known.decided(&request))
}

/// Whose statements have a say.
struct Known {
    voices: Voices,
    /// Policies that have a say and whose documents are not known.
    unknown: Vec<String>,
}

impl Known {
    fn new(
        catalog: &Catalog,
        stack: Option<&Stack>,
        role: Option<&Resource>,
        owner: Option<&Resource>,
        given: &Given,
    ) -> Result<Self, AccessError> {
        let mut voices = Voices::default();
        let mut unknown: Vec<&str> = Vec::new();
        if let (Some(stack), Some(role)) = (stack, role) {
            let own = holding(catalog, stack, role);
            unknown.extend(&own.unknown);
            let mut held = own.held;
            held.retain(|held| held.statement.principals.items.is_empty());
            voices.identity.push(Voice::held(role.address.to_string(), &held)?);
            let bounds = bounds(catalog, stack, role).filter(|_| given.boundary.is_none());
            unknown.extend(bounds.iter().flat_map(|bounds| &bounds.unknown));
            // What is not known bounds nothing that could be told.
            if let Some(bounds) = bounds.as_ref().filter(|bounds| bounds.is_complete()) {
                let name = bounds.held.first().map_or("the boundary", |held| held.by.name());
                voices.boundary = Some(Voice::held(name.to_owned(), &bounds.held)?);
            }
        }
        let of_owner = owner.map_or_else(Vec::new, |owner| of_resource(catalog, owner));
        if let Some(owner) = owner.filter(|_| !of_owner.is_empty()) {
            voices.resource = Some(Voice::of_resource(owner, &of_owner)?);
        }
        let unknown = unknown.into_iter().map(str::to_owned).collect();
        voices.join(given)?;
        Ok(Self { voices, unknown })
    }

    /// What has a say and is not known: policies of other sources, all that a stranger has, and what has to agree in any case.
    fn unknown(&self, request: &Request<'_>) -> Vec<String> {
        let (mut unknown, caller) = (self.unknown.clone(), request.caller);
        if self.voices.resource.is_none() && request.resource != "*" && decides_itself(request.action) {
            unknown.push(format!("the policy of {}, which has to agree", request.resource));
        }
        if self.voices.identity.is_empty() && caller.has_policies() {
            unknown.push(format!("the policies of {}", caller.text));
        }
        unknown
    }

    fn decided(&self, request: &Request<'_>) -> Decided {
        let layers = self.voices.layers();
        let verdict = evaluate(request, &layers);
        let mut missing_context = unknown_keys(request, &layers);
        missing_context.retain(|key| request.context.get(key).is_none());
        let denied = verdict.ruling == Ruling::ImplicitDeny;
        let silent = verdict.because.iter().find(|because| because.statement.is_none());
        let silent = silent.map(|because| because.source.as_str());
        let nearest = layers.identity.iter().enumerate().find_map(|(at, policy)| {
            self.voices.spoken(&format!("identity[{at}]"), policy.nearest(request)?)
        });
        let spoken = |because: &Because| self.voices.spoken(&because.source, because.statement?);
        Decided {
            principal: request.caller.text.to_string(),
            action: request.action.to_owned(),
            resource: request.resource.to_owned(),
            ruling: verdict.ruling,
            statements: verdict.because.iter().filter_map(spoken).collect(),
            silent: silent.map(|layer| self.named(layer)),
            missing_context,
            unknown_policies: self.unknown(request),
            remedy: silent.filter(|_| denied).and_then(|layer| self.remedy(layer, request)),
            nearest: nearest.filter(|_| denied),
            account: self.account(request, &layers),
        }
    }

    /// What a layer is called: the policies that it is made of.
    fn named(&self, layer: &str) -> String {
        let names: Vec<&str> = self.voices.of(layer).iter().map(|voice| voice.name.as_str()).collect();
        match (names.as_slice(), layer) {
            ([], "resource_policy") => "the resource's policy".to_owned(),
            ([], _) => "the caller's policies".to_owned(),
            (names, _) => names.join(", "),
        }
    }

    /// The line that would allow a request, and where it would stand.
    fn remedy(&self, layer: &str, request: &Request<'_>) -> Option<(String, String)> {
        let voice = self.voices.of(layer).first()?;
        let of_resource = layer == "resource_policy";
        let line = match voice.form {
            Form::Stack if of_resource => told_to(request),
            Form::Stack => told_of(request),
            Form::Json => document_line(request, of_resource),
        };
        Some((voice.name.clone(), line))
    }

    /// What every statement says.
    fn account(&self, request: &Request<'_>, layers: &Layers) -> Told {
        let Account { way, layers } = account(request, layers);
        let layers = layers.into_iter().map(|layer| {
            let outcome = match (layer.speaks(Effect::Deny), layer.speaks(Effect::Allow)) {
                (true, _) => "deny",
                (false, true) => "allow",
                (false, false) => "silent",
            };
            let of_action = layer.said.iter().filter(|said| said.silent != Some(Silence::Action));
            let said = |said: &Said| {
                let spoken = self.voices.spoken(&said.source, said.statement)?;
                Some((spoken, said.silent.clone()))
            };
            let said: Vec<_> = of_action.filter_map(said).collect();
            let others = layer.said.iter().filter(|said| said.silent == Some(Silence::Action)).count();
            ToldLayer { of: self.named(&layer.name), name: layer.name, outcome, said, others }
        });
        Told { way, layers: layers.collect() }
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

/// The statement of a document that allows a request.
fn document_line(request: &Request<'_>, of_resource: bool) -> String {
    let principal = match (of_resource, request.caller.text.ends_with(".amazonaws.com")) {
        (false, _) => String::new(),
        (true, true) => format!(" \"Principal\": {{ \"Service\": \"{}\" }},", request.caller.text),
        (true, false) => format!(" \"Principal\": {{ \"AWS\": \"{}\" }},", request.caller.text),
    };
    let (action, resource) = (request.action, request.resource);
    format!("{{ \"Effect\": \"Allow\",{principal} \"Action\": \"{action}\", \"Resource\": \"{resource}\" }}")
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
    let list = |items: Vec<Pattern>| Patterns { negated: false, items: items.into() };
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
        conditions: Default::default(),
        span,
        derived: false,
    })
}

/// The role of what an address or an ARN names; `None` for what the stack does not know.
fn principal<'a>(
    catalog: &Catalog,
    stack: Option<&'a Stack>,
    text: &str,
) -> Result<Option<&'a Resource>, AccessError> {
    let identity = |resource: &&Resource| {
        let is_one = catalog.kind(&resource.kind).is_some_and(|kind| kind.identity.is_some());
        is_one && resource.arn().is_some_and(|arn| *arn == text || Caller::new(text).runs_under(arn))
    };
    if text.starts_with("arn:") {
        return Ok(stack.and_then(|stack| stack.resources.values().find(identity)));
    }
    let Some(resource) = resource(stack, text)? else { return Ok(None) };
    let Some(carrier) = catalog.kind(&resource.kind).and_then(|kind| kind.carrier) else {
        return Ok(Some(resource));
    };
    let role = resource.input(carrier.role).and_then(Value::as_address);
    let role = role.zip(stack).and_then(|(role, stack)| stack.get(role));
    role.map(Some).ok_or_else(|| AccessError::NoRole(text.to_owned()))
}

/// What an address names; `None` for an ARN, an account, a service, or `*`.
fn resource<'a>(stack: Option<&'a Stack>, text: &str) -> Result<Option<&'a Resource>, AccessError> {
    let account = text.len() == 12 && text.bytes().all(|byte| byte.is_ascii_digit());
    if text == "*" || text.starts_with("arn:") || text.ends_with(".amazonaws.com") || account {
        return Ok(None);
    }
    let Some(stack) = stack else { return Err(AccessError::NoStack(text.to_owned())) };
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
