//! What the services refuse, from the rows of the kinds.

use super::open::Open;
use super::things::{self, Thing};
use super::{Caller, CloudError, Request, schema};
use crate::base::Quantity;
use crate::catalog::{Catalog, ChangeQuota, Deletion, Kind, OnChange, Refusals, Uniqueness};
use crate::model::{Map, Value};
use crate::store::{Cell, StoreError, Transaction};

/// The row of a kind.
pub(super) fn kind_of(catalog: &Catalog, name: &str) -> Result<&'static Kind, CloudError> {
    catalog.kind(name).ok_or_else(|| CloudError::Refused {
        code: "TypeNotFoundException",
        message: format!("there is no kind `{name}`"),
    })
}

/// A thing's name with the scope in which it must be the only one; `None` if it need not be.
pub(super) fn unique_name(kind: &Kind, caller: &Caller, request: &Request) -> Option<String> {
    let named = request.outputs.get("name").or_else(|| request.inputs.get("name"));
    let name = named.and_then(Value::as_str)?;
    let Caller { account, region } = caller;
    let scope = match kind.naming?.unique {
        Uniqueness::Global => String::new(),
        Uniqueness::Account => account.to_string(),
        Uniqueness::Region => format!("{account}/{region}"),
        Uniqueness::Within(attr) => match request.inputs.get(attr)? {
            Value::Reference(reference) => reference.arn.to_string(),
            // What is no ARN does not say whose it is.
            other => format!("{account}/{region}/{other}"),
        },
        Uniqueness::None => return None,
    };
    Some(format!("{}/{scope}/{name}", kind.name))
}

/// Refuses a physical id or a name that is taken.
pub(super) fn must_be_free(
    rows: &Transaction<'_>,
    kind: &Kind,
    caller: &Caller,
    request: &Request,
    (there, unique_name): (Option<&Thing>, Option<&str>),
) -> Result<(), CloudError> {
    if let Some(thing) = there {
        return Err(taken(kind, caller, &thing.account, &request.physical_id));
    }
    match unique_name {
        Some(name) => must_be_only(rows, kind, caller, request, name),
        None => Ok(()),
    }
}

/// Refuses a name that another thing has.
pub(super) fn must_be_only(
    rows: &Transaction<'_>,
    kind: &Kind,
    caller: &Caller,
    request: &Request,
    unique_name: &str,
) -> Result<(), CloudError> {
    let holder = rows.first(schema::NAMED, &[Cell::Text(unique_name)], |row| {
        Ok::<_, StoreError>((row.text(0)?.to_owned(), row.text(1)?.to_owned()))
    })?;
    match holder {
        Some((physical_id, account)) if physical_id != request.physical_id.as_str() => {
            Err(taken(kind, caller, &account, &physical_id))
        }
        _ => Ok(()),
    }
}

fn taken(kind: &Kind, caller: &Caller, account: &str, physical_id: &str) -> CloudError {
    let refusals = Refusals::of(kind.service);
    if account == caller.account.as_str() {
        let message = format!("{} `{physical_id}` exists already in your account", kind.title);
        CloudError::Refused { code: refusals.owned, message }
    } else {
        let message = format!("{} `{physical_id}` exists already and belongs to another account", kind.title);
        CloudError::Refused { code: refusals.taken, message }
    }
}

/// Refuses while something that the request needs is not there, and puts off while it cannot be seen yet; which of
/// the needed things cannot be deleted while this one is there, or take it along.
pub(super) fn must_exist<'a>(
    open: &mut Open<'_>,
    catalog: &Catalog,
    kind: &Kind,
    request: &'a Request,
) -> Result<Vec<&'a str>, CloudError> {
    let code = Refusals::of(kind.service).invalid;
    let mut uses = Vec::new();
    let mut visible = request.at;
    let mut unseen = None;
    for need in &request.needs {
        let Some(thing) = open.find(need)? else {
            return Err(CloudError::Refused { code, message: format!("`{need}` does not exist") });
        };
        if thing.visible > visible {
            visible = thing.visible;
            unseen = Some(need);
        }
        let users = catalog.kind(&thing.kind).map_or(&[][..], |kind| kind.deletion.users());
        if users.contains(&request.kind.as_str()) {
            uses.push(need.as_str());
        }
    }
    match unseen {
        None => Ok(uses),
        Some(need) => {
            let message = format!("`{need}` was just made and cannot be used yet");
            Err(CloudError::Retry { code, message, at: visible })
        }
    }
}

/// Refuses to take away what can only grow, and one change too many; the quota that this change counts for.
pub(super) fn must_be_changeable(
    rows: &Transaction<'_>,
    kind: &Kind,
    request: &Request,
    thing: &Thing,
) -> Result<Option<&'static ChangeQuota>, CloudError> {
    let mut growing = kind.shape.attrs.iter().filter(|attr| attr.on_change == OnChange::Grow).peekable();
    if growing.peek().is_none() && kind.quota.is_none() {
        return Ok(None);
    }
    let Some(before) = things::observe(rows, schema::OBSERVE, &[Cell::Text(&request.physical_id)])? else {
        return Ok(None);
    };
    let shrinks = |attr: &str| match (amount(&before.inputs, attr), amount(&request.inputs, attr)) {
        (Some(before), Some(after)) if after < before => Some((before, after)),
        _ => None,
    };
    if let Some((attr, (before, after))) = growing.find_map(|attr| Some((attr.name, shrinks(attr.name)?))) {
        let message = format!("{attr} of `{}` is {before} and cannot shrink to {after}", request.physical_id);
        return Err(CloudError::Refused { code: Refusals::of(kind.service).invalid, message });
    }
    let differs = |attr: &&&str| before.inputs.get(attr) != request.inputs.get(attr);
    let Some(quota) = kind.quota.filter(|quota| quota.attrs.iter().any(|attr| differs(&attr))) else {
        return Ok(None);
    };
    match quota.free_at(&things::changes(rows, thing.id)?, request.at) {
        None => Ok(Some(quota)),
        Some(at) => {
            let wait = Quantity::lasting(at.saturating_sub(request.at));
            let message = format!(
                "`{}` was changed {} times lately; another change is taken in {wait}",
                request.physical_id, quota.most
            );
            Err(CloudError::Refused { code: quota.code, message })
        }
    }
}

/// The quantity that an attribute has.
fn amount(inputs: &Map, attr: &str) -> Option<Quantity> {
    inputs.get(attr)?.as_quantity()
}

/// Refuses to delete what holds data or is used.
pub(super) fn must_be_idle(
    rows: &Transaction<'_>,
    kind: &Kind,
    physical_id: &str,
    thing: &Thing,
) -> Result<(), CloudError> {
    let refusals = Refusals::of(kind.service);
    match kind.deletion {
        Deletion::RefusedWhileFull(what) if thing.data > 0 => {
            let message = format!("{} `{physical_id}` still holds {} {what}", kind.title, thing.data);
            Err(CloudError::Refused { code: refusals.full, message })
        }
        Deletion::RefusedWhileUsed(_) => {
            let cells = [Cell::Text(physical_id)];
            let user =
                rows.first(schema::USERS, &cells, |row| Ok::<_, StoreError>(row.text(0)?.to_owned()))?;
            match user {
                Some(user) => {
                    let message = format!("{} `{physical_id}` is still used by `{user}`", kind.title);
                    Err(CloudError::Refused { code: refusals.used, message })
                }
                None => Ok(()),
            }
        }
        _ => Ok(()),
    }
}

/// Says that the thing itself is not there.
pub(super) fn missing(kind: &Kind, physical_id: &str) -> CloudError {
    CloudError::Refused {
        code: Refusals::of(kind.service).missing,
        message: format!("{} `{physical_id}` does not exist", kind.title),
    }
}
