//! Making something under a name that something else has.

use std::collections::BTreeMap;

use super::Cx;
use super::renamed_resource::propose;
use crate::diag::{Diagnostic, rule};
use crate::model::{Address, Origin, Resource};
use crate::plan::Action;
use crate::plan::decide::{Decided, physical_id};

rule! {
    /// Something would be made under a name that something else has at AWS.
    ///
    /// AWS refuses it in the middle of an apply. Either the thing is there already and was made by another stack or
    /// by hand: then it is adopted, or the new one gets another name. Or it is the same resource under another
    /// address: then a `moved` line says so, and it is kept.
    ///
    /// ```stack
    /// stack photos { region = "ap-northeast-2"  account = "111122223333" }
    ///
    /// bucket images { name = "acme-photos" }
    /// ```
    ///
    /// Where a bucket `acme-photos` exists that this stack did not make, this is refused. With
    /// `adopt bucket.images = "acme-photos"` it is taken under management.
    "name-taken" Error
}

pub(super) fn check(cx: &Cx<'_>) -> Vec<Diagnostic> {
    if cx.snapshot.rows.is_empty() && cx.snapshot.strangers.is_empty() {
        return Vec::new();
    }
    // What cannot be adopted is told by the rule about that.
    let adopted =
        |decided: &Decided<'_>| cx.stack.adoptions.iter().any(|one| one.address == decided.step.address);
    let made = cx.decisions.iter().filter(|decided| makes_anew(decided) && !adopted(decided));
    let made: Vec<(&Decided<'_>, &Resource)> =
        made.filter_map(|decided| Some((decided, decided.resource?))).collect();
    if made.is_empty() {
        return Vec::new();
    }
    let holders: BTreeMap<&str, &Address> =
        cx.snapshot.rows.values().map(|row| (row.physical_id.as_str(), &row.address)).collect();
    let mut found: BTreeMap<&Address, Diagnostic> = BTreeMap::new();
    for (decided, resource) in &made {
        let id = physical_id(resource).as_str();
        let diagnostic = match holders.get(id).filter(|holder| **holder != &resource.address) {
            Some(holder) => by_our_own(cx, decided, resource, holder),
            None => by_a_stranger(cx, decided, resource, id),
        };
        found.extend(diagnostic.map(|diagnostic| (&decided.step.address, diagnostic)));
    }
    // Where an owner is reported, its parts are not: one remedy helps all.
    let reported: Vec<Address> = found.keys().map(|address| (*address).clone()).collect();
    let of_another = |address: &Address| {
        cx.stack.get(address).is_some_and(|resource| match &resource.origin {
            Origin::Implicit(owner) => reported.contains(owner),
            _ => false,
        })
    };
    found.into_iter().filter(|(address, _)| !of_another(address)).map(|(_, diagnostic)| diagnostic).collect()
}

/// Whether something comes to be under an id that it does not have yet.
fn makes_anew(decided: &Decided<'_>) -> bool {
    match decided.step.action {
        Action::Create => !decided.keeps_id() || !decided.is_missing(),
        Action::Replace => !decided.keeps_id(),
        _ => false,
    }
}

/// Something of this stack has the name and goes, or is to have another one.
fn by_our_own(
    cx: &Cx<'_>,
    decided: &Decided<'_>,
    resource: &Resource,
    holder: &Address,
) -> Option<Diagnostic> {
    let at = cx.decisions.binary_search_by(|other| other.step.address.cmp(holder)).ok()?;
    let other = cx.decisions.get(at).filter(|other| !other.is_missing())?;
    let (address, name) = (&resource.address, called(resource));
    let message = format!("`{address}` cannot be made: `{holder}` has the name `{name}` until this is done");
    let diagnostic = Diagnostic::new(&RULE, resource.place("name"), message).about(address.as_str());
    Some(match other.step.action {
        Action::Delete if other.step.kind == decided.step.kind && resource.origin == Origin::Written => {
            let line = format!("moved {holder} -> {address}");
            propose(cx, diagnostic, &line, resource, ("if it is the same resource under another address", ""))
        }
        Action::Delete | Action::Replace => {
            diagnostic.help("give it another `name`, or take two steps: let the name become free first")
        }
        _ => diagnostic.help("give one of them another `name`"),
    })
}

/// Something has the name that is not of this stack.
fn by_a_stranger(cx: &Cx<'_>, decided: &Decided<'_>, resource: &Resource, id: &str) -> Option<Diagnostic> {
    cx.snapshot.strangers.get(id)?;
    let (address, name) = (&resource.address, called(resource));
    let title = cx.catalog.kind(&decided.step.kind).map_or("thing", |kind| kind.title);
    let message = format!("`{address}` cannot be made: {title} `{name}` exists and is not of this stack");
    let diagnostic = Diagnostic::new(&RULE, resource.place("name"), message).about(address.as_str());
    Some(match &resource.origin {
        Origin::Written => diagnostic.help(format!(
            "if it is to be managed here, write `adopt {address} = \"{name}\"`; else give yours another `name`"
        )),
        _ => diagnostic.help("`stackc world show` says what it is; delete it, or give its owner another `name`"),
    })
}

/// What a message calls a resource at AWS.
fn called(resource: &Resource) -> &str {
    resource.output("name").or_else(|| resource.output("id")).unwrap_or_else(|| physical_id(resource))
}
