//! A stack as a picture: what there is, what triggers what, what uses what; as data, drawn, and in two graph languages.

mod dot;
mod layout;
mod mermaid;
mod svg;

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::catalog::Catalog;
use crate::model::{Address, Declared, FlowEnds, Origin, Resource, Stack, Value};

/// The picture of a stack.
#[derive(Debug, Clone, Serialize)]
pub struct GraphView {
    format: u32,
    /// The stack.
    pub stack: String,
    /// By address.
    pub nodes: Vec<NodeView>,
    /// By where they come from, then by sort, then by where they go.
    pub edges: Vec<EdgeView>,
}

/// One box.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct NodeView {
    /// Its address.
    pub address: String,
    /// Its kind.
    pub kind: String,
    /// What AWS calls its kind.
    pub title: String,
    /// Its address without the kind.
    pub label: String,
    /// The text above its declaration; empty if there is none.
    pub doc: String,
    /// What it belongs to, if AWS makes it by itself.
    pub implicit_of: Option<String>,
}

/// What an arrow means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum EdgeSort {
    /// What happens at one end sets off the other.
    Flow,
    /// Code at one end uses the other; the label names the verbs.
    Uses,
    /// One end needs the other to exist.
    Dependency,
}

/// One arrow.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct EdgeView {
    /// Where it comes from.
    pub from: String,
    /// What it means.
    pub sort: EdgeSort,
    /// Where it goes.
    pub to: String,
    /// What happened, or what is done; empty for a dependency.
    pub label: String,
}

/// Whether what AWS makes by itself is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Parts {
    /// It is.
    Shown,
    /// It is left out.
    Folded,
}

impl GraphView {
    /// The picture of a stack. Arrows between resources are edges, not boxes.
    #[must_use]
    pub fn new(catalog: &Catalog, stack: &Stack) -> Self {
        let boxes = || stack.resources.values().filter(|resource| resource.flow().is_none());
        let mut edges: BTreeSet<EdgeView> = stack.flows().map(|(_, ends)| flow_edge(ends)).collect();
        for resource in boxes() {
            edges.extend(uses(resource));
            edges.extend(dependencies(stack, resource));
        }
        let known: BTreeSet<&str> = boxes().map(|resource| resource.address.as_str()).collect();
        edges.retain(|edge| known.contains(edge.from.as_str()) && known.contains(edge.to.as_str()));
        Self {
            format: 1,
            stack: stack.name.to_string(),
            nodes: boxes().map(|resource| node(catalog, resource)).collect(),
            edges: edges.into_iter().collect(),
        }
    }

    /// As Graphviz reads it.
    #[must_use]
    pub fn dot(&self, parts: Parts) -> String {
        dot::write(&self.drawn(parts))
    }

    /// As Mermaid reads it.
    #[must_use]
    pub fn mermaid(&self, parts: Parts) -> String {
        mermaid::write(&self.drawn(parts))
    }

    /// As a picture that any browser shows.
    #[must_use]
    pub fn svg(&self, parts: Parts) -> String {
        svg::write(&self.drawn(parts))
    }

    /// What is drawn: a dependency between two that an arrow joins already says nothing new.
    fn drawn(&self, parts: Parts) -> Drawn<'_> {
        let nodes = self.nodes.iter().filter(|node| parts == Parts::Shown || node.implicit_of.is_none());
        let nodes: Vec<&NodeView> = nodes.collect();
        let place: BTreeMap<&str, usize> =
            nodes.iter().enumerate().map(|(at, node)| (node.address.as_str(), at)).collect();
        let joined: BTreeSet<(&str, &str)> = self
            .edges
            .iter()
            .filter(|edge| edge.sort != EdgeSort::Dependency)
            .flat_map(|edge| [(edge.from.as_str(), edge.to.as_str()), (edge.to.as_str(), edge.from.as_str())])
            .collect();
        let says_more = |edge: &&EdgeView| {
            edge.sort != EdgeSort::Dependency || !joined.contains(&(edge.from.as_str(), edge.to.as_str()))
        };
        let ends =
            |edge: &'_ EdgeView| Some((*place.get(edge.from.as_str())?, *place.get(edge.to.as_str())?));
        let edges =
            self.edges.iter().filter(says_more).filter_map(|edge| Some((ends(edge)?, edge))).collect();
        Drawn { stack: &self.stack, clusters: clusters(&nodes), nodes, edges }
    }
}

/// A picture ready to be written: edges by the places of their ends.
struct Drawn<'a> {
    stack: &'a str,
    nodes: Vec<&'a NodeView>,
    edges: Vec<((usize, usize), &'a EdgeView)>,
    /// Title and places of nodes that stand together; each node is in just one.
    clusters: Vec<Cluster<'a>>,
}

/// Nodes that stand together.
struct Cluster<'a> {
    /// What AWS calls their kind; `None` for those that stand alone.
    title: Option<&'a str>,
    members: Vec<usize>,
}

/// Two or more of a kind stand together; the others alone, last.
fn clusters<'a>(nodes: &[&'a NodeView]) -> Vec<Cluster<'a>> {
    let mut kinds: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (at, node) in nodes.iter().enumerate() {
        kinds.entry(&node.kind).or_default().push(at);
    }
    let (together, alone): (Vec<_>, Vec<_>) = kinds.into_values().partition(|members| members.len() > 1);
    let title =
        |members: &[usize]| members.first().and_then(|at| nodes.get(*at)).map(|node| node.title.as_str());
    let mut clusters: Vec<Cluster<'a>> =
        together.into_iter().map(|members| Cluster { title: title(&members), members }).collect();
    let mut members: Vec<usize> = alone.into_iter().flatten().collect();
    members.sort_unstable();
    if !members.is_empty() {
        clusters.push(Cluster { title: None, members });
    }
    clusters
}

fn node(catalog: &Catalog, resource: &Resource) -> NodeView {
    let address = resource.address.as_str();
    let implicit_of = match &resource.origin {
        Origin::Implicit(owner) => Some(owner.to_string()),
        Origin::Written | Origin::Flow(_) => None,
    };
    let label = match (&implicit_of, address.rsplit_once('.')) {
        (Some(_), Some((_, part))) => part.to_owned(),
        // In a module, the kind stands after the module's own address.
        _ => address.replacen(&format!("{}.", resource.kind), "", 1),
    };
    let kind = catalog.kind(&resource.kind);
    NodeView {
        address: address.to_owned(),
        kind: resource.kind.to_string(),
        title: kind.map_or_else(|| resource.kind.to_string(), |kind| kind.title.to_owned()),
        label,
        doc: resource.doc.as_ref().map(ToString::to_string).unwrap_or_default(),
        implicit_of,
    }
}

fn flow_edge(ends: &FlowEnds) -> EdgeView {
    let mut label = ends.event.to_string();
    for (word, text) in [("under", &ends.under), ("ending", &ends.ending)] {
        if !text.is_empty() {
            let blank = if label.is_empty() { "" } else { " " };
            label.push_str(&format!("{blank}{word} {}", Value::from(text.as_str())));
        }
    }
    EdgeView { from: ends.source.to_string(), sort: EdgeSort::Flow, to: ends.target.to_string(), label }
}

/// What the code of a resource does to others, by what the stack itself says.
fn uses(resource: &Resource) -> Vec<EdgeView> {
    let mut verbs: BTreeMap<&Address, BTreeSet<&str>> = BTreeMap::new();
    for need in resource.needs.iter().filter(|need| need.declared == Declared::ByStack) {
        if let Some(on) = &need.on {
            verbs.entry(on).or_default().insert(&need.verb);
        }
    }
    let edge = |(on, verbs): (&Address, BTreeSet<&str>)| EdgeView {
        from: resource.address.to_string(),
        sort: EdgeSort::Uses,
        to: on.to_string(),
        label: verbs.into_iter().collect::<Vec<_>>().join(", "),
    };
    verbs.into_iter().map(edge).collect()
}

/// What a resource needs to exist; of an arrow, its ends, since an arrow is no box.
fn dependencies(stack: &Stack, resource: &Resource) -> Vec<EdgeView> {
    let mut needed: BTreeSet<&Address> = BTreeSet::new();
    for edge in &resource.edges {
        match stack.get(&edge.to).and_then(Resource::flow) {
            Some(ends) => needed.extend([&ends.source, &ends.target]),
            None => {
                needed.insert(&edge.to);
            }
        }
    }
    needed.remove(&resource.address);
    let edge = |to: &Address| EdgeView {
        from: resource.address.to_string(),
        sort: EdgeSort::Dependency,
        to: to.to_string(),
        label: String::new(),
    };
    needed.into_iter().map(edge).collect()
}
