//! Mermaid.

use std::fmt::Write as _;

use super::{Drawn, EdgeSort, NodeView};

/// Writes a flowchart; nodes are named by their places, since few characters may stand in a name.
pub(super) fn write(drawn: &Drawn<'_>) -> String {
    let mut text = String::from("flowchart LR\n");
    for (at, cluster) in drawn.clusters.iter().enumerate() {
        let members = cluster.members.iter().filter_map(|place| Some((*place, *drawn.nodes.get(*place)?)));
        match cluster.title {
            Some(title) => {
                let _ = writeln!(text, "  subgraph c{at}[\"{}\"]", escaped(title));
                members.for_each(|(place, node)| node_line(&mut text, "    ", place, node, &node.label));
                text.push_str("  end\n");
            }
            None => members.for_each(|(place, node)| {
                let label = format!("{}\n{}", node.label, node.title);
                node_line(&mut text, "  ", place, node, &label);
            }),
        }
    }
    for ((from, to), edge) in &drawn.edges {
        let arrow = match edge.sort {
            EdgeSort::Flow => "==>",
            EdgeSort::Uses => "-->",
            EdgeSort::Dependency => "-.->",
        };
        let label =
            if edge.label.is_empty() { String::new() } else { format!("|\"{}\"|", escaped(&edge.label)) };
        let _ = writeln!(text, "  n{from} {arrow}{label} n{to}");
    }
    if drawn.nodes.iter().any(|node| node.implicit_of.is_some()) {
        text.push_str("  classDef implicit stroke-dasharray: 4 3\n");
    }
    text
}

fn node_line(text: &mut String, indent: &str, place: usize, node: &NodeView, label: &str) {
    let class = if node.implicit_of.is_some() { ":::implicit" } else { "" };
    let _ = writeln!(text, "{indent}n{place}[\"{}\"]{class}", escaped(label));
}

/// Text within quotes: what could end them or be read as markup becomes an entity.
fn escaped(text: &str) -> String {
    let mut escaped = String::new();
    for c in text.chars() {
        match c {
            '\n' => escaped.push_str("<br/>"),
            '"' | '#' | '<' | '>' | '&' | '`' | '\\' => {
                let _ = write!(escaped, "#{};", u32::from(c));
            }
            c if c.is_control() => escaped.push(' '),
            c => escaped.push(c),
        }
    }
    escaped
}
