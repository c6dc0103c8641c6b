//! What AWS puts between the ends of an arrow: permissions and roles, made without being told.

use ecow::EcoString;

use super::cx::{Cx, add_edge};
use super::names::{cut, hashed};
use super::parts;
use crate::catalog::{Between, Link, Side};
use crate::model::{
    Address, Declared, Effect, FlowEnds, Map, Need, Pattern, Patterns, Reference, Resource, Stack, Statement,
    Value,
};

/// Adds an arrow and what AWS puts between its ends.
pub(super) fn put_between(cx: &mut Cx<'_>, stack: &mut Stack, mut flow: Resource, link: &'static Link) {
    let Some(ends) = flow.flow().cloned() else { return };
    let (Some(source), Some(target)) = (stack.get(&ends.source), stack.get(&ends.target)) else { return };
    let rows = link.between.iter().filter(|(kind, _)| *kind == target.kind);
    let mut added = Vec::new();
    let mut asked: Vec<(Address, Need)> = Vec::new();
    for (_, between) in rows {
        match between {
            Between::Permission { kind, principal, action, source_arn } => {
                let said = [kind, principal, action, source_arn].map(|word| *word);
                added.extend(permission(cx, &flow, source, target, said));
            }
            Between::Role { principal, actions, resource } => {
                let address = flow.address.part("role");
                let Some(said) = says(cx, stack, &flow, (source, target), actions, resource) else {
                    continue;
                };
                match added.iter_mut().find(|part: &&mut Resource| part.address == address) {
                    Some(role) => role.statements.push(said),
                    None => added.extend(role(cx, &flow, principal, said)),
                }
            }
            Between::Need { of, actions, resource } => {
                let (by, on) = if *of == Side::Source { (source, target) } else { (target, source) };
                let Some(resources) = fill_all(cx, stack, resource, &ends, (source, target)) else {
                    continue;
                };
                asked.push((by.address.clone(), need(cx, &flow, on, actions, resources)));
            }
        }
    }
    for (of, need) in asked {
        if let Some(resource) = stack.resources.get_mut(&of) {
            resource.needs.push(need);
        }
    }
    for part in added {
        add_edge(&mut flow.edges, part.address.clone(), flow.head);
        stack.resources.insert(part);
    }
    stack.resources.insert(flow);
}

/// What the role of one end must allow on the other.
fn need(
    cx: &mut Cx<'_>,
    flow: &Resource,
    on: &Resource,
    actions: &'static [&'static str],
    resources: Vec<EcoString>,
) -> Need {
    Need {
        on: Some(on.address.clone()),
        verb: "arrow".into(),
        actions: cx.words(actions),
        resources,
        declared: Declared::ByArrow,
        span: flow.head,
    }
}

/// A statement in the target's resource policy: its kind, who may do what, and for which source.
fn permission(
    cx: &mut Cx<'_>,
    flow: &Resource,
    source: &Resource,
    target: &Resource,
    [kind, principal, action, source_arn]: [&'static str; 4],
) -> Option<Resource> {
    let kind = cx.catalog.kind(kind)?;
    let ends = flow.flow()?;
    let from = fill_between(cx, source_arn, ends, source, target)?;
    let mut inputs = Map::with_capacity(kind.shape.attrs.len() + 1);
    inputs.insert("action".into(), Value::from(action));
    inputs.insert("principal".into(), Value::from(principal));
    inputs.insert("source_arn".into(), Value::String(from));
    inputs.insert("target".into(), refer(target)?);
    let mut made = parts::implicit(cx, kind, flow.address.part("permission"), flow, inputs)?;
    add_edge(&mut made.edges, target.address.clone(), flow.head);
    Some(made)
}

/// What a row lets the role of an arrow do.
fn says(
    cx: &mut Cx<'_>,
    stack: &Stack,
    flow: &Resource,
    ends: (&Resource, &Resource),
    actions: &[&str],
    resource: &'static str,
) -> Option<Statement> {
    let on = fill_all(cx, stack, resource, flow.flow()?, ends)?;
    let pattern = |text: &str| Pattern { text: text.into(), span: flow.head };
    Some(Statement {
        effect: Effect::Allow,
        actions: Patterns { negated: None, items: actions.iter().copied().map(pattern).collect() },
        resources: Patterns { negated: None, items: on.iter().map(|text| pattern(text)).collect() },
        principals: Patterns::default(),
        conditions: Vec::new(),
        span: flow.head,
        derived: Some(flow.head),
    })
}

/// A role that the source takes on.
fn role(cx: &mut Cx<'_>, flow: &Resource, principal: &str, says: Statement) -> Option<Resource> {
    let kind = cx.catalog.kind("role")?;
    let ends = flow.flow()?;
    let longest = kind.naming.map_or(64, |naming| naming.max);
    let last = |cx: &Cx<'_>, address| cx.find(address).and_then(|at| cx.name_of(at)).unwrap_or_default();
    let address = flow.address.part("role");
    let name = cx.kept_name(&address).unwrap_or_else(|| {
        let (source, target) = (last(cx, &ends.source), last(cx, &ends.target));
        (&*cut(&role_name(&cx.settings.name, &source, &target), longest)).into()
    });
    let mut inputs = Map::with_capacity(kind.shape.attrs.len() + 1);
    inputs.insert("name".into(), Value::String(name));
    inputs.insert("trust".into(), Value::List(vec![Value::from(principal)]));
    let mut made = parts::implicit(cx, kind, address, flow, inputs)?;
    made.statements.push(says);
    Some(made)
}

/// What the role of an arrow is called. Where names are joined that hold more than letters and digits, `a_b -> c` and
/// `a -> b_c` would be called alike, so digits tell them apart.
fn role_name(stack: &str, source: &str, target: &str) -> String {
    let plain = format!("{stack}-{source}-{target}").replace(|c: char| !c.is_ascii_alphanumeric(), "-");
    let clear = [source, target].iter().all(|name| name.chars().all(|c| c.is_ascii_alphanumeric()));
    if clear { plain } else { hashed(plain.trim_end_matches('-'), &format!("{source} {target}")) }
}

fn refer(to: &Resource) -> Option<Value> {
    let arn = to.output("arn")?.into();
    Some(Value::Reference(Box::new(Reference { address: Some(to.address.clone()), arn })))
}

/// As [`fill_between`]; a template that is one word and leads through the statements of an end, such as
/// `{target.job.job.arn}`, stands for what each of them names.
fn fill_all(
    cx: &mut Cx<'_>,
    stack: &Stack,
    template: &'static str,
    ends: &FlowEnds,
    (source, target): (&Resource, &Resource),
) -> Option<Vec<EcoString>> {
    let led = parts::only_word(template).and_then(|word| match word.split_once('.')? {
        ("source", path) => parts::through(stack, source, path),
        ("target", path) => parts::through(stack, target, path),
        _ => None,
    });
    match led {
        Some(all) => Some(all),
        None => fill_between(cx, template, ends, source, target).map(|text| vec![text]),
    }
}

/// Fills a template about an arrow.
fn fill_between(
    cx: &mut Cx<'_>,
    template: &'static str,
    ends: &FlowEnds,
    source: &Resource,
    target: &Resource,
) -> Option<EcoString> {
    let (method, path) = ends.event.split_once(" /").unwrap_or(("*", "*"));
    let parts: Vec<&str> =
        path.split('/').map(|part| if part.starts_with('{') { "*" } else { part }).collect();
    cx.fill(template, &source.address, &mut |cx, word| match word {
        "method" => Some(if method == "ANY" { "*".into() } else { method.into() }),
        "path" => Some(parts.join("/").into()),
        "event" => Some(ends.event.clone()),
        word => match word.split_once('.')? {
            ("source", word) => parts::known(cx, source, word),
            ("target", word) => parts::known(cx, target, word),
            _ => None,
        },
    })
}
