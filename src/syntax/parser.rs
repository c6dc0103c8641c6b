//! The derived parser, and the flat list of nodes that the tree is built from.

use pest::{Parser, Token};

pub(super) use derived::Rule;

mod derived {
    /// The parser that `grammar/stack.pest` describes.
    #[derive(pest_derive::Parser)]
    #[grammar = "grammar/stack.pest"]
    pub(super) struct Grammar;
}

/// What one rule matched. Nodes stand in the order in which they begin, a parent before its children.
#[derive(Debug, Clone, Copy)]
pub(super) struct Node {
    /// The rule.
    pub(super) rule: Rule,
    /// First byte, counted from the start of the text that was read.
    pub(super) start: u32,
    /// One past the last byte.
    pub(super) end: u32,
    /// Index of the first node that is not inside this one.
    pub(super) next: u32,
}

/// Reads `text`, shorter than 4 GB, as `rule` into `nodes`, whose former content is dropped.
///
/// # Errors
/// When the text does not match: the byte past which no rule could read.
pub(super) fn read(rule: Rule, text: &str, nodes: &mut Vec<Node>) -> Result<(), usize> {
    nodes.clear();
    let pairs = derived::Grammar::parse(rule, text).map_err(|error| match error.location {
        pest::error::InputLocation::Pos(at) | pest::error::InputLocation::Span((at, _)) => at,
    })?;
    let small = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
    let mut open = Vec::new();
    for token in pairs.tokens() {
        match token {
            Token::Start { rule, pos } => {
                open.push(nodes.len());
                nodes.push(Node { rule, start: small(pos.pos()), end: 0, next: 0 });
            }
            Token::End { pos, .. } => {
                let next = small(nodes.len());
                if let Some(node) = open.pop().and_then(|at| nodes.get_mut(at)) {
                    node.end = small(pos.pos());
                    node.next = next;
                }
            }
        }
    }
    Ok(())
}
