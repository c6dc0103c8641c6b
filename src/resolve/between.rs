//! What AWS puts between the ends of an arrow: permissions and roles, made without being told.

use ecow::EcoString;

use super::again::{Given, Sort};
use super::cx::{Cx, add_edge};
use super::letters::{cut, hashed};
use super::{keys, led, parts, put};
use crate::catalog::{Between, Link, Side};
use crate::model::{
    Address, Declared, Effect, Map, Need, Pattern, Patterns, Reference, Resource, Stack, Statement, Value,
};

/// What is put between the ends of one arrow.
#[derive(Debug, Default)]
struct Put {
    /// Resources of their own.
    added: Vec<Resource>,
    /// What the ends are given.
    given: Given,
}

/// The ends of an arrow.
#[derive(Debug, Clone, Copy)]
pub(super) struct Ends<'a> {
    pub(super) flow: &'a Resource,
    pub(super) source: &'a Resource,
    pub(super) target: &'a Resource,
    /// The queue for what could not be delivered, if it is that which is reached.
    letters: Option<&'a Resource>,
}

/// Adds an arrow and what AWS puts between its ends.
pub(super) fn put_between(cx: &mut Cx<'_>, stack: &mut Stack, mut flow: Resource, link: &'static Link) {
    let Some(ends) = flow.flow() else { return };
    let (Some(source), Some(target)) = (stack.get(&ends.source), stack.get(&ends.target)) else { return };
    let mut put = Put::default();
    let ends = Ends::of(&flow, source, target);
    for (_, between) in link.between.iter().filter(|(kind, _)| *kind == target.kind) {
        put_one(cx, stack, ends, between, &mut put);
    }
    let letters = flow.inputs.get("dead_letter").and_then(Value::as_address).and_then(|at| stack.get(at));
    if let (Some(between), Some(letters)) = (link.dead_letters, letters) {
        put_one(cx, stack, Ends { letters: Some(letters), ..ends }, between, &mut put);
    }
    let drawer = cx.note_arrow(&flow.address, &put.given);
    for (of, need) in put.given.asked {
        if cx.gives(stack, drawer, &of, Sort::Need)
            && let Some(resource) = stack.resources.get_mut(&of)
        {
            resource.needs.push(need);
        }
    }
    for (of, attr, value) in put.given.set {
        if cx.gives(stack, drawer, &of, Sort::Shapes)
            && let Some(resource) = stack.resources.get_mut(&of)
            && !resource.inputs.contains_key(attr)
        {
            resource.inputs.insert(attr.into(), Value::from(value));
        }
    }
    for (of, part) in put.given.first {
        if cx.gives(stack, drawer, &of, Sort::Need)
            && let Some(resource) = stack.resources.get_mut(&of)
        {
            add_edge(&mut resource.edges, part, flow.head);
        }
    }
    for part in put.added {
        // What it is known by for as long as it is there.
        let attrs = cx.catalog.kind(&flow.kind).map_or(&[][..], |kind| kind.shape.attrs);
        let named = attrs.iter().find(|attr| part.address == flow.address.part(attr.name));
        if let Some((attr, part)) = named.zip(refer(&part)) {
            flow.inputs.insert(attr.name.into(), part);
        }
        add_edge(&mut flow.edges, part.address.clone(), flow.head);
        stack.resources.insert(part);
    }
    stack.resources.insert(flow);
    cx.count(stack);
}

/// Makes what one row puts between.
fn put_one(cx: &mut Cx<'_>, stack: &Stack, ends: Ends<'_>, between: &Between, put: &mut Put) {
    let Ends { flow, source, target, letters } = ends;
    let reached = letters.unwrap_or(target);
    match between {
        Between::Permission { kind, principal, action, source_arn } => {
            let said = [kind, principal, action, source_arn].map(|word| *word);
            let made = permission(cx, ends, said, &put.added);
            put.added.extend(made);
        }
        Between::Part(row) => {
            let made = put::thing(cx, stack, ends, row, &put.added);
            let first = row.first_for.zip(made.as_ref()).map(|(side, made)| {
                let of = if side == Side::Source { source } else { target };
                (of.address.clone(), made.address.clone())
            });
            put.given.first.extend(first);
            put.added.extend(made);
        }
        Between::Role { principal, actions, resource } => {
            let address = flow.address.part("role");
            let at = Ends { target: reached, ..ends };
            let Some(said) = says(cx, stack, at, actions, resource) else { return };
            let of_key = keys::asked(cx.catalog, stack, reached, actions)
                .map(|asked| allows(flow, &asked.actions, &[asked.key]));
            for said in std::iter::once(said).chain(of_key) {
                match put.added.iter_mut().find(|part| part.address == address) {
                    Some(role) => role.statements.push(said),
                    None => put.added.extend(role(cx, flow, principal, said)),
                }
            }
        }
        Between::Need { of, actions, resource } => {
            let (by, other) = if *of == Side::Source { (source, target) } else { (target, source) };
            let reached = Ends { target: reached, ..ends };
            let Some(resources) = fill_all(cx, stack, resource, reached) else { return };
            let need = need(cx, flow, letters.unwrap_or(other), actions, resources);
            put.given.asked.push((by.address.clone(), need));
        }
        Between::Setting { of, attr, value } => {
            let of = if *of == Side::Source { source } else { target };
            put.given.set.push((of.address.clone(), attr, value));
        }
    }
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
        resources: resources.into(),
        declared: Declared::ByArrow,
        span: flow.head,
    }
}

/// A statement in the resource policy of what is reached: its kind, who may do what, and for which source.
fn permission(
    cx: &mut Cx<'_>,
    ends: Ends<'_>,
    [kind, principal, action, source_arn]: [&'static str; 4],
    made: &[Resource],
) -> Option<Resource> {
    let Ends { flow, target, letters, .. } = ends;
    let kind = cx.catalog.kind(kind)?;
    let from = fill_between(cx, source_arn, &ends.source.address, ends, made)?;
    let mut inputs = Map::with_capacity(5);
    inputs.insert("action".into(), Value::from(action));
    inputs.insert("principal".into(), Value::from(principal));
    inputs.insert("source_arn".into(), Value::String(from));
    let reached = letters.unwrap_or(target);
    let named = flow.inputs.get("target").filter(|_| letters.is_none()).cloned();
    let named = named.or_else(|| refer(reached))?;
    let part = named.as_address().filter(|part| **part != reached.address).cloned();
    inputs.insert("target".into(), named);
    let name = if letters.is_some() { "dead_letter_permission" } else { "permission" };
    let mut made = parts::implicit(cx, kind, flow.address.part(name), flow, inputs)?;
    add_edge(&mut made.edges, reached.address.clone(), flow.head);
    part.into_iter().for_each(|part| add_edge(&mut made.edges, part, flow.head));
    Some(made)
}

/// What a row lets the role of an arrow do.
fn says(
    cx: &mut Cx<'_>,
    stack: &Stack,
    ends: Ends<'_>,
    actions: &[&str],
    resource: &'static str,
) -> Option<Statement> {
    let on = fill_all(cx, stack, resource, ends)?;
    Some(allows(ends.flow, actions, &on))
}

/// A statement that an arrow brings along.
fn allows(flow: &Resource, actions: &[&str], on: &[EcoString]) -> Statement {
    let pattern = |text: &EcoString| Pattern { text: text.clone(), span: flow.head };
    Statement {
        effect: Effect::Allow,
        actions: Patterns {
            negated: false,
            items: actions.iter().map(|action| pattern(&(*action).into())).collect(),
        },
        resources: Patterns { negated: false, items: on.iter().map(pattern).collect() },
        principals: Patterns::default(),
        conditions: Default::default(),
        span: flow.head,
        derived: true,
    }
}

impl<'a> Ends<'a> {
    /// The ends of an arrow as they are.
    pub(super) const fn of(flow: &'a Resource, source: &'a Resource, target: &'a Resource) -> Self {
        Self { flow, source, target, letters: None }
    }
}

/// A role that the source takes on.
fn role(cx: &mut Cx<'_>, flow: &Resource, principal: &str, says: Statement) -> Option<Resource> {
    let mut made = own_role(cx, flow, principal)?;
    // One of very many, that says nothing else.
    made.statements.push(says);
    Some(made)
}

/// The same before it says anything.
pub(super) fn own_role(cx: &mut Cx<'_>, flow: &Resource, principal: &str) -> Option<Resource> {
    let kind = cx.catalog.kind("role")?;
    let ends = flow.flow()?;
    let longest = kind.naming.map_or(64, |naming| naming.max);
    let last = |cx: &Cx<'_>, address| cx.find(address).and_then(|at| cx.name_of(at)).unwrap_or_default();
    let address = flow.address.part("role");
    let name = cx.kept_name(&address).unwrap_or_else(|| {
        let (source, target) = (last(cx, &ends.source), last(cx, &ends.target));
        (&*cut(&role_name(&cx.settings.name, &source, &target), longest)).into()
    });
    let mut inputs = Map::with_capacity(5);
    inputs.insert("name".into(), Value::String(name));
    inputs.insert("trust".into(), Value::List([Value::from(principal)].into()));
    parts::implicit(cx, kind, address, flow, inputs)
}

/// What the role of an arrow is called. Where names are joined that hold more than letters and digits, `a_b -> c` and
/// `a -> b_c` would be called alike, so digits tell them apart.
fn role_name(stack: &str, source: &str, target: &str) -> String {
    let plain = format!("{stack}-{source}-{target}").replace(|c: char| !c.is_ascii_alphanumeric(), "-");
    let clear = [source, target].iter().all(|name| name.chars().all(|c| c.is_ascii_alphanumeric()));
    if clear { plain } else { hashed(plain.trim_end_matches('-'), &format!("{source} {target}")) }
}

/// A reference to a resource.
pub(super) fn refer(to: &Resource) -> Option<Value> {
    let arn = to.arn()?.clone();
    Some(Value::Reference(Box::new(Reference { address: Some(to.address.clone()), arn })))
}

/// As [`fill_between`]; a template that is one word and leads through the statements of an end, such as
/// `{target.job.job.arn}`, stands for what each of them names.
fn fill_all(
    cx: &mut Cx<'_>,
    stack: &Stack,
    template: &'static str,
    ends: Ends<'_>,
) -> Option<Vec<EcoString>> {
    let led = parts::only_word(template).and_then(|word| match word.split_once('.')? {
        ("source", path) => led::through(stack, ends.source, path),
        ("target", path) => led::through(stack, ends.target, path),
        _ => None,
    });
    match led {
        Some(all) => Some(all),
        None => fill_between(cx, template, &ends.source.address, ends, &[]).map(|text| vec![text]),
    }
}

/// Fills a template about an arrow; ids in it are those of `address`.
pub(super) fn fill_between(
    cx: &mut Cx<'_>,
    template: &'static str,
    address: &Address,
    ends: Ends<'_>,
    made: &[Resource],
) -> Option<EcoString> {
    let Ends { flow, source, target, .. } = ends;
    let said = flow.flow()?;
    // Of an arrow that sends requests, an option says by which route.
    let route = flow.inputs.get("route").and_then(Value::as_str).unwrap_or(&said.event);
    let (method, path) = route.split_once(" /").unwrap_or(("*", "*"));
    let parts: Vec<&str> =
        path.split('/').map(|part| if part.starts_with('{') { "*" } else { part }).collect();
    cx.fill(template, address, &mut |cx, word| match word {
        "method" => Some(if method == "ANY" { "*".into() } else { method.into() }),
        "path" => Some(parts.join("/").into()),
        "event" => Some(said.event.clone()),
        word => match word.split_once('.')? {
            ("source", "arn") => named(flow, "source", source),
            ("target", "arn") => named(flow, "target", target),
            ("source", word) => parts::known(cx, source, word),
            ("target", word) => parts::known(cx, target, word),
            (name, output) => {
                let part = flow.address.part(name);
                let part = made.iter().find(|one| one.address == part)?;
                part.output(output).map(EcoString::from)
            }
        },
    })
}

/// The ARN that an arrow knows an end by, which may be that of a part; of what is no end of it, its own.
fn named(flow: &Resource, end: &str, resource: &Resource) -> Option<EcoString> {
    let ends = flow.flow()?;
    let is_end = *if end == "source" { &ends.source } else { &ends.target } == resource.address;
    match flow.inputs.get(end) {
        Some(Value::Reference(reference)) if is_end => Some(reference.arn.clone()),
        _ => resource.arn().cloned(),
    }
}
