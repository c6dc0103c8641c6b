//! What is asked, and of which policies.

use std::cell::OnceCell;

use super::caller::{Caller, Sort};
use super::context::Keys;
use super::{Context, Policy};
use crate::iam::arn::fields;

/// One action on one resource by somebody.
#[derive(Debug, Clone, Copy)]
pub struct Request<'a> {
    /// Who asks.
    pub caller: &'a Caller,
    /// `service:Action`
    pub action: &'a str,
    /// An ARN, or `*`.
    pub resource: &'a str,
    /// Whose it is; where it is not said, the ARN says it, else it is the caller's.
    pub resource_account: Option<&'a str>,
    /// What else is known.
    pub context: &'a Context,
}

/// All policies that may have a say. What is `None` is not set, and bounds nothing.
#[derive(Debug, Clone)]
pub struct Layers<P = Policy> {
    /// What the identity carries.
    pub identity: Vec<P>,
    /// Its permissions boundary.
    pub boundary: Option<Vec<P>>,
    /// What the session was narrowed to.
    pub session: Option<P>,
    /// The resource's own.
    pub resource: Option<P>,
    /// The organisation's for identities, level by level; each must allow.
    pub scps: Vec<Vec<P>>,
    /// The organisation's for resources.
    pub rcps: Vec<Vec<P>>,
}

impl<P> Default for Layers<P> {
    fn default() -> Self {
        Self {
            identity: Vec::new(),
            boundary: None,
            session: None,
            resource: None,
            scps: Vec::new(),
            rcps: Vec::new(),
        }
    }
}

/// What is known of a request, with what AWS always knows; that is worked out when a key is asked for.
pub(super) struct Known<'a> {
    request: &'a Request<'a>,
    all: OnceCell<Context>,
}

impl<'a> Known<'a> {
    pub(super) fn new(request: &'a Request<'a>) -> Self {
        Self { request, all: OnceCell::new() }
    }
}

impl Keys for Known<'_> {
    fn values(&self, key: &str) -> Option<&[String]> {
        let all = || {
            let mut context = self.request.context.clone();
            presume(&mut context, self.request);
            context
        };
        self.all.get_or_init(all).get(key)
    }
}

fn presume(context: &mut Context, request: &Request<'_>) {
    let caller = request.caller;
    let (_, resource_account) = accounts(request);
    if caller.sort != Sort::Service {
        context.presume("aws:PrincipalArn", || Some(caller.principal_arn().into_owned()));
        context.presume("aws:PrincipalAccount", || caller.account.clone());
    }
    context.presume("aws:PrincipalType", || caller.principal_type().map(str::to_owned));
    context.presume("aws:PrincipalIsAWSService", || Some((caller.sort == Sort::Service).to_string()));
    context.presume("aws:PrincipalServiceName", || {
        (caller.sort == Sort::Service).then(|| caller.text.to_string())
    });
    context.presume("aws:ResourceAccount", || resource_account.map(str::to_owned));
    if caller.sort == Sort::User {
        let name = caller.text.rsplit_once(":user/").map(|(_, name)| name);
        context.presume("aws:username", || Some(name?.rsplit('/').next()?.to_owned()));
    }
}

/// The caller's account and the resource's.
pub(super) fn accounts<'a>(request: &Request<'a>) -> (Option<&'a str>, Option<&'a str>) {
    let own = request.caller.account.as_deref();
    let [.., named, _] = fields(request.resource);
    let named = named.filter(|account| !account.is_empty());
    (own, request.resource_account.or(named).or(own))
}
