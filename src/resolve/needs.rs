//! What code must be allowed to do: from `uses` lines and from how its service works; and what `allow uses` grants.

use ecow::{EcoString, EcoVec};
use rustc_hash::{FxHashMap, FxHashSet};

use super::again::Sort;
use super::cx::Cx;
use super::{grants, keys, led, parts, rules};
use crate::base::Span;
use crate::catalog::{Grant, Kind, OwnRole, PartWhen};
use crate::diag::Diagnostic;
use crate::model::{
    Address, Declared, Effect, Few, Names, Need, Pattern, Patterns, Resource, Stack, Statement, Value,
};

/// One `allow uses` line.
#[derive(Debug, Clone)]
pub(super) struct Derived {
    /// The role it stands in.
    pub(super) role: Address,
    /// The line.
    pub(super) span: Span,
}

/// Gives every carrier its needs and every role what `allow uses` derives.
pub(super) fn needs(cx: &mut Cx<'_>, stack: &mut Stack) {
    declared_needs(cx, stack);
    service_needs(cx, stack);
    attribute_needs(cx, stack);
    keys::keys(cx, stack);
    derive(cx, stack);
    // Where nothing is used there is a policy, too, of which nothing is to be told later.
    for derived in std::mem::take(&mut cx.besides.derived) {
        if let Some(role) = stack.resources.get_mut(&derived.role).filter(|role| role.statements.is_empty()) {
            role.inputs.insert(POLICY.into(), Value::List(EcoVec::new()));
        }
    }
}

/// Among its inputs, what a resource grants.
const POLICY: &str = "policy";

/// Writes what resources grant among what AWS is told of them, for whoever compares that with what is there. In those that
/// have a place in a stack that was told, by their own place, it is.
pub fn tell_policies(stack: &mut Stack, told: &[Option<u32>]) {
    let mut names = Names::default();
    let told = told.iter().map(Option::is_some).chain(std::iter::repeat(false));
    for (at, _) in (0..stack.resources.len()).zip(told).filter(|(_, told)| !told) {
        let is_told = |one: &Resource| one.statements.is_empty() || one.inputs.contains_key(POLICY);
        if stack.resources.at(at).is_none_or(is_told) {
            continue;
        }
        if let Some(resource) = stack.resources.at_mut(at) {
            resource.inputs.insert(POLICY.into(), grants::policy(&resource.statements, &mut names));
            resource.inputs.settle(&mut names);
        }
    }
}

/// Needs that `uses` lines ask for.
fn declared_needs(cx: &mut Cx<'_>, stack: &mut Stack) {
    for used in std::mem::take(&mut cx.besides.uses) {
        let (Some(kind), Some(on)) = (cx.kind_of(used.on), cx.address_at(used.on).cloned()) else { continue };
        for (word, span) in &used.verbs {
            let Some(verb) = kind.verb(word) else { continue };
            if verb.grants.is_empty() {
                give(stack, &used.by, connection(&on, word, *span));
            }
            for grant in verb.grants {
                let path = parts::only_word(grant.resource);
                let all = path.and_then(|path| led::through(stack, stack.get(&on)?, path));
                let said = (word.as_str(), *span);
                let Some(need) = need(cx, grant, &on, said, (used.on, &used.under), all) else {
                    cannot(cx, stack, (&used.by, &on, word), *span, grant);
                    continue;
                };
                give(stack, &used.by, need);
            }
        }
    }
}

fn give(stack: &mut Stack, by: &Address, need: Need) {
    if let Some(resource) = stack.resources.get_mut(by) {
        resource.needs.push(need);
    }
}

/// The need of a verb that is no IAM action, such as `call`.
fn connection(on: &Address, verb: &str, span: Span) -> Need {
    Need {
        on: Some(on.clone()),
        verb: verb.into(),
        actions: ecow::EcoVec::new(),
        resources: Few::new(),
        declared: Declared::ByStack,
        span,
    }
}

/// Says that a resource lacks what a verb leads to: only a worker has a queue that it can be sent to.
fn cannot(
    cx: &mut Cx<'_>,
    stack: &Stack,
    (by, on, verb): (&Address, &Address, &str),
    span: Span,
    grant: &Grant,
) {
    let Some((attr, _)) = parts::only_word(grant.resource).and_then(|path| path.split_once('.')) else {
        return;
    };
    let Some(resource) = stack.get(on) else { return };
    if resource.inputs.contains_key(attr) || resource.places.get(attr).is_some() {
        return;
    }
    let message = format!("`{on}` cannot be used to `{verb}`: it has no `{attr}`");
    let help = format!("name one that has a `{attr}`, or leave the line out");
    let diagnostic = Diagnostic::new(&rules::unknown_verb::RULE, span, message).help(help);
    cx.report_of(by, diagnostic);
}

/// One need from a row, on what its template names, or on all that it leads to.
fn need(
    cx: &mut Cx<'_>,
    grant: &Grant,
    on: &Address,
    (verb, span): (&str, Span),
    (at, under): (usize, &str),
    all: Option<Vec<EcoString>>,
) -> Option<Need> {
    let outputs = cx.outputs(at, span)?;
    let resources = match all {
        Some(all) => all,
        None => vec![cx.fill(grant.resource, on, &mut |_, word| match word {
            "under" => Some(under.into()),
            word => outputs.get(word).and_then(Value::as_text).cloned(),
        })?],
    };
    Some(Need {
        on: Some(on.clone()),
        verb: verb.into(),
        actions: cx.words(grant.actions),
        resources: resources.into(),
        declared: Declared::ByStack,
        span,
    })
}

/// Needs of how a service works: code writes to its own log group, and stands in its network.
fn service_needs(cx: &mut Cx<'_>, stack: &mut Stack) {
    let mut found: Vec<(usize, Need)> = Vec::new();
    for (at, kind) in cx.of_kinds(stack, |kind| kind.carrier.is_some()) {
        let (Some(resource), Some(carrier)) = (stack.resources.at(at), kind.carrier) else { continue };
        let written = |attr: &str| resource.inputs.contains_key(attr);
        for (attr, grant) in carrier.settings.iter().filter(|(attr, _)| written(attr)) {
            let need = Need {
                on: None,
                verb: (*attr).into(),
                actions: cx.words(grant.actions),
                resources: [grant.resource.into()].into(),
                declared: Declared::BySetting,
                span: resource.place(attr),
            };
            found.push((at, need));
        }
        if carrier.logs.is_empty() {
            continue;
        }
        let Some(arn) = log_group(cx, stack, (&resource.address, kind)) else { continue };
        for grant in carrier.logs {
            let filled = cx
                .fill(grant.resource, &resource.address, &mut |_, word| (word == "arn").then(|| arn.clone()));
            let Some(text) = filled else { continue };
            let need = Need {
                on: None,
                verb: "logs".into(),
                actions: cx.words(grant.actions),
                resources: [text].into(),
                declared: Declared::ByService,
                span: resource.head,
            };
            found.push((at, need));
        }
    }
    for (at, need) in found {
        if let Some(resource) = stack.resources.at_mut(at) {
            resource.needs.push(need);
        }
    }
}

/// Needs of attributes and statements that lead to what the service reaches in the name of the resource's role.
fn attribute_needs(cx: &mut Cx<'_>, stack: &mut Stack) {
    let mut found: Vec<(usize, Need)> = Vec::new();
    for (at, kind) in cx.of_kinds(stack, |kind| kind.carrier.is_some() && asks(kind)) {
        let Some(resource) = stack.resources.at(at) else { continue };
        for (word, path, asks, value) in asking(kind, resource) {
            let Value::Reference(reference) = value else { continue };
            let Some(target) = reference.address.as_ref().and_then(|address| stack.get(address)) else {
                continue;
            };
            let Some((_, actions)) = asks.iter().find(|(kind, _)| *kind == target.kind) else { continue };
            let need = Need {
                on: Some(target.address.clone()),
                verb: word.into(),
                actions: cx.words(actions),
                resources: [reference.arn.clone()].into(),
                declared: Declared::ByArrow,
                span: resource.place(&path),
            };
            found.push((at, need));
        }
    }
    for (at, need) in found {
        if let Some(resource) = stack.resources.at_mut(at) {
            resource.needs.push(need);
        }
    }
}

/// What asks for something: its word, its place, what it asks for by the kind of what it names, and that.
type Asking<'a> = (&'static str, EcoString, &'static [(&'static str, &'static [&'static str])], &'a Value);

/// Whether anything in a resource of a kind may ask its role for something.
fn asks(kind: &Kind) -> bool {
    let mut slots = kind.shape.statements.iter().flat_map(|statement| statement.slots);
    kind.shape.attrs.iter().any(|attr| !attr.asks.is_empty()) || slots.any(|slot| !slot.asks.is_empty())
}

/// The attributes and statements of a resource that ask its role for something.
fn asking<'a>(kind: &'static Kind, resource: &'a Resource) -> Vec<Asking<'a>> {
    let mut found: Vec<Asking<'a>> = Vec::new();
    for attr in kind.shape.attrs.iter().filter(|attr| !attr.asks.is_empty()) {
        found.extend(
            resource.inputs.get(attr.name).map(|value| (attr.name, attr.name.into(), attr.asks, value)),
        );
    }
    for statement in kind.shape.statements {
        for slot in statement.slots.iter().filter(|slot| !slot.asks.is_empty()) {
            let lines = resource.inputs.get(statement.word).and_then(Value::as_list).unwrap_or_default();
            found.extend(lines.iter().enumerate().filter_map(|(at, line)| {
                let path = ecow::eco_format!("{}[{at}]", statement.word);
                Some((statement.word, path, slot.asks, line.as_map()?.get(slot.field)?))
            }));
        }
    }
    found
}

/// The ARN of a carrier's log group: the declared one that names it, else the part.
fn log_group<'s>(
    cx: &Cx<'_>,
    stack: &'s Stack,
    (owner, kind): (&Address, &'static Kind),
) -> Option<&'s EcoString> {
    let mut parts = kind.parts.iter().filter_map(|part| match part.when {
        PartWhen::NoReferrer(kind, attr) => Some((part.name, (kind, attr))),
        _ => None,
    });
    let (name, by) = parts.next()?;
    let referrers = cx.referrers.get(owner).map_or(&[][..], Vec::as_slice);
    let declared = referrers.iter().rev().find(|(known, _)| *known == by);
    stack.get(&declared.map_or_else(|| owner.part(name), |(_, address)| address.clone()))?.arn()
}

/// Fills roles: `allow uses` with what their carriers need, default roles with what the service itself needs.
fn derive(cx: &mut Cx<'_>, stack: &mut Stack) {
    let mut by_role: FxHashMap<&Address, Vec<&Need>> = FxHashMap::default();
    let wanted: FxHashSet<Address> = cx.besides.derived.iter().map(|derived| derived.role.clone()).collect();
    let mut filled: Vec<(Address, Few<Statement>)> = Vec::new();
    let settled = cx.settled_count();
    // Those that are settled carry roles which are not.
    let kind = |at: usize| stack.resources.at(at).and_then(|one| cx.catalog.kind(&one.kind));
    let witnesses: Vec<_> = cx.witnesses().into_iter().filter_map(|at| Some((at, kind(at)?))).collect();
    let carriers = cx.of_kinds(stack, |kind| kind.carrier.is_some());
    for (at, kind) in witnesses.into_iter().chain(carriers) {
        let (Some(resource), Some(carrier)) = (stack.resources.at(at), kind.carrier) else { continue };
        let Some(role) = resource.inputs.get(carrier.role).and_then(Value::as_address) else { continue };
        if wanted.contains(role) || cx.is_derived(role) {
            by_role.entry(role).or_default().extend(&resource.needs);
            let giver = cx.number_of(stack, &resource.address);
            cx.gives(stack, giver, role, Sort::Carried);
        } else if at >= settled && stack.get(role).is_some_and(|role| !super::is_written(&role.origin)) {
            let all = kind.own_role == OwnRole::Uses;
            let of_service = |need: &Need| matches!(need.declared, Declared::ByService | Declared::BySetting);
            let own = resource.needs.iter().filter(|need| all || of_service(need));
            filled.push((role.clone(), least(own, resource.head)));
        }
    }
    cx.keep_derived(wanted.iter());
    for derived in &cx.besides.derived {
        let needs = by_role.get(&derived.role).map_or(&[] as &[&Need], Vec::as_slice);
        filled.push((derived.role.clone(), least(needs.iter().copied(), derived.span)));
    }
    for (role, statements) in filled {
        if let Some(role) = stack.resources.get_mut(&role) {
            role.statements.extend(statements);
        }
    }
}

/// The least statements that grant these needs, the same actions joined, in the order of the resources.
fn least<'n>(needs: impl Iterator<Item = &'n Need>, span: Span) -> Few<Statement> {
    let mut asked: Vec<(&[EcoString], &EcoString)> =
        needs.flat_map(|need| need.actions.iter().map(|action| (&*need.resources, action))).collect();
    asked.sort_unstable();
    asked.dedup();
    // Of as much room as they need: there are very many of them.
    let patterns = |texts: &mut dyn ExactSizeIterator<Item = &EcoString>| {
        let mut items = Vec::with_capacity(texts.len());
        items.extend(texts.map(|text| Pattern { text: text.clone(), span }));
        Patterns { negated: false, items: items.into() }
    };
    let statement = |same: &[(&[EcoString], &EcoString)]| Statement {
        effect: Effect::Allow,
        actions: patterns(&mut same.iter().map(|(_, action)| *action)),
        resources: patterns(&mut same.first().map_or(&[][..], |(resources, _)| resources).iter()),
        principals: Patterns::default(),
        conditions: Few::new(),
        span,
        derived: true,
    };
    let same = || asked.chunk_by(|one, other| one.0 == other.0);
    let mut all = Vec::with_capacity(same().count());
    all.extend(same().map(statement));
    all.into()
}
