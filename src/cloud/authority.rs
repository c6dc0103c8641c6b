//! In whose name calls are made, and what that may do.

use std::collections::BTreeSet;

use ecow::EcoString;

use super::{CloudError, Observed, Request};
use crate::catalog::{Catalog, Deed, Kind, Required};
use crate::iam::{self, Context, Layers, Ruling, evaluate};
use crate::model::Map;

/// Somebody who has only the permissions of a role.
#[derive(Debug, Clone)]
pub struct Deployer {
    /// What messages call the role: `role.deployer`, or its ARN.
    pub name: EcoString,
    /// Who it is to AWS.
    pub caller: iam::Caller,
    /// Its own policies and its boundary.
    pub layers: Layers,
}

/// The first calls of a deed that are refused: of those that make it, and of those that follow when the thing is there.
#[derive(Debug, Default)]
pub(super) struct Refusal {
    pub(super) before: Option<CloudError>,
    /// In words.
    pub(super) after: Option<String>,
}

/// What a thing was and shall be like.
pub(super) struct Sides {
    before: Option<Map>,
    after: Option<Map>,
    outputs: Map,
}

impl Sides {
    /// What is there becomes what is asked for.
    pub(super) fn to(there: Option<Observed>, request: &Request) -> Self {
        Self {
            before: there.map(|there| there.inputs),
            after: Some(request.inputs.clone()),
            outputs: request.outputs.clone(),
        }
    }

    /// What is there goes.
    pub(super) fn gone(there: Observed) -> Self {
        Self { before: Some(there.inputs), after: None, outputs: there.outputs }
    }
}

impl Deployer {
    /// Asks about every call of a deed.
    pub(super) fn ask(
        &self,
        catalog: &Catalog,
        kind: &'static Kind,
        (account, region): (&str, &str),
        sides: &Sides,
    ) -> Refusal {
        let (before, after) = (sides.before.as_ref(), sides.after.as_ref());
        let deed = Deed { kind, before, after, outputs: &sides.outputs, account, region };
        let (with, then) = catalog.required(&deed);
        let refused = |asked: &BTreeSet<Required>| asked.iter().find_map(|one| self.refused(one));
        Refusal {
            before: refused(&with).map(|message| CloudError::Refused { code: ACCESS_DENIED, message }),
            after: refused(&then),
        }
    }

    /// Why one call is refused; `None` if it is allowed.
    fn refused(&self, asked: &Required) -> Option<String> {
        let mut context = Context::default();
        if let Some((key, value)) = asked.given {
            context.insert(key, vec![value.to_owned()]);
        }
        let request = iam::Request {
            caller: &self.caller,
            action: asked.action,
            resource: &asked.resource,
            resource_account: self.caller.account.as_deref(),
            context: &context,
        };
        let verdict = evaluate(&request, &self.layers);
        let because = verdict.because.first();
        let (action, resource, name) = (asked.action, &asked.resource, &self.name);
        let given =
            asked.given.map(|(key, value)| format!(" where `{key}` is `{value}`")).unwrap_or_default();
        let why = match verdict.ruling {
            Ruling::Allow => return None,
            Ruling::ExplicitDeny => format!("a statement of `{name}` denies it"),
            Ruling::ImplicitDeny if because.is_some_and(|why| why.source == "boundary") => {
                format!("the boundary of `{name}` does not allow it")
            }
            Ruling::ImplicitDeny => {
                format!("no statement of `{name}` allows it; `allow \"{action}\" on \"{resource}\"` would")
            }
        };
        let who = &self.caller.text;
        Some(format!("`{who}` may not do `{action}` on `{resource}`{given}: {why}"))
    }
}

/// What AWS answers to whoever may not.
pub(super) const ACCESS_DENIED: &str = "AccessDenied";

impl Refusal {
    /// Refuses what may not even begin.
    pub(super) fn begin(&mut self) -> Result<(), CloudError> {
        self.before.take().map_or(Ok(()), Err)
    }

    /// Refuses whatever may not be done to its end.
    pub(super) fn whole(mut self) -> Result<(), CloudError> {
        self.begin()?;
        match self.after {
            Some(message) => Err(CloudError::Refused { code: ACCESS_DENIED, message }),
            None => Ok(()),
        }
    }

    /// Says that a thing is there and is not as it should be, if a call that followed was refused.
    pub(super) fn end(self, request: &Request, until: u64) -> Result<(), CloudError> {
        let Some(message) = self.after else { return Ok(()) };
        let done = super::Done { physical_id: request.physical_id.clone(), until };
        Err(CloudError::HalfMade { code: ACCESS_DENIED, message, done })
    }
}
