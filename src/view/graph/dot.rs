//! Graphviz.

use std::fmt::Write as _;

use super::{Drawn, EdgeSort, EdgeView, NodeView};

/// Writes a digraph; nodes are named by their addresses.
pub(super) fn write(drawn: &Drawn<'_>) -> String {
    let mut text = String::new();
    let _ = writeln!(text, "digraph {} {{", quoted(drawn.stack));
    text.push_str(
        "  graph [rankdir=LR, compound=true, fontname=\"sans-serif\", nodesep=0.3, ranksep=0.9];\n",
    );
    text.push_str(
        "  node [shape=box, style=\"rounded,filled\", fillcolor=white, fontname=\"sans-serif\"];\n",
    );
    text.push_str("  edge [fontname=\"sans-serif\", fontsize=10];\n");
    for (at, cluster) in drawn.clusters.iter().enumerate() {
        let members = cluster.members.iter().filter_map(|member| drawn.nodes.get(*member));
        match cluster.title {
            Some(title) => {
                let _ = writeln!(text, "  subgraph cluster_{at} {{");
                let _ = writeln!(text, "    label={}; color=gray80;", quoted(title));
                members.for_each(|node| node_line(&mut text, "    ", node, Titled::Above));
                text.push_str("  }\n");
            }
            None => members.for_each(|node| node_line(&mut text, "  ", node, Titled::Itself)),
        }
    }
    for ((from, to), edge) in &drawn.edges {
        if let (Some(from), Some(to)) = (drawn.nodes.get(*from), drawn.nodes.get(*to)) {
            edge_line(&mut text, from, to, edge);
        }
    }
    text.push_str("}\n");
    text
}

/// Where the name of the kind stands.
#[derive(Debug, Clone, Copy)]
enum Titled {
    Above,
    Itself,
}

fn node_line(text: &mut String, indent: &str, node: &NodeView, titled: Titled) {
    let label = match titled {
        Titled::Above => node.label.clone(),
        Titled::Itself => format!("{}\n{}", node.label, node.title),
    };
    let look = if node.implicit_of.is_some() { ", style=\"rounded,dashed\", fontcolor=gray40" } else { "" };
    let tip = if node.doc.is_empty() { &node.address } else { &node.doc };
    let _ = writeln!(
        text,
        "{indent}{} [label={}, tooltip={}{look}];",
        quoted(&node.address),
        quoted(&label),
        quoted(tip)
    );
}

fn edge_line(text: &mut String, from: &NodeView, to: &NodeView, edge: &EdgeView) {
    let look = match edge.sort {
        EdgeSort::Flow => "penwidth=2",
        EdgeSort::Uses => "color=steelblue, fontcolor=steelblue",
        EdgeSort::Dependency => "style=dashed, color=gray60, arrowhead=open",
    };
    let label =
        if edge.label.is_empty() { String::new() } else { format!("label={}, ", quoted(&edge.label)) };
    let _ = writeln!(text, "  {} -> {} [{label}{look}];", quoted(&from.address), quoted(&to.address));
}

/// A quoted string: quotes and backslashes escaped, line breaks as `\n`.
fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for c in text.chars() {
        match c {
            '"' => quoted.push_str("\\\""),
            '\\' => quoted.push_str("\\\\"),
            '\n' => quoted.push_str("\\n"),
            c if c.is_control() => quoted.push(' '),
            c => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}
