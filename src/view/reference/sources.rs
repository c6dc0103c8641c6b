//! Where what a page says comes from.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use super::{heading, standing};
use crate::base::Fact;
use crate::catalog::{BlockBody, Kind, Shape};

/// The documents behind the keys, each once.
pub(super) fn sources(page: &mut String, kind: &Kind) {
    let mut facts: Vec<Fact> = Vec::new();
    shape_facts(kind.shape, &mut facts);
    facts.extend(kind.facts);
    facts.extend(kind.naming.iter().flat_map(|naming| naming.facts));
    facts.extend(kind.metrics.iter().map(|table| table.fact));
    facts.extend(kind.dated.iter().map(|row| row.fact));
    facts.extend(kind.sizes.iter().map(|row| row.fact));
    facts.extend(standing::facts(kind));
    for link in kind.links {
        facts.extend(link.facts);
        facts.extend(link.patience.iter().map(|row| row.fact));
        facts.extend(link.carries.iter().map(|row| row.fact));
        facts.extend(link.options.iter().flat_map(|attr| attr.facts));
        facts.extend(link.blocks.iter().flat_map(|block| block.facts));
    }
    let sources: BTreeSet<(&str, &str)> = facts.iter().map(|fact| (fact.file, fact.source)).collect();
    if sources.is_empty() {
        return;
    }
    heading(page, "Sources");
    page.push_str("Keys are those of the fact collection; one with `?` is from general knowledge and confirmed by no source.\n\n");
    for (file, source) in sources {
        let _ = writeln!(page, "- `{file}`: {source}");
    }
}

fn shape_facts(of: &Shape, facts: &mut Vec<Fact>) {
    facts.extend(of.attrs.iter().flat_map(|attr| attr.facts));
    facts.extend(of.statements.iter().flat_map(|statement| statement.facts));
    for block in of.blocks {
        facts.extend(block.facts);
        facts.extend(block.labels.iter().flat_map(|labels| labels.facts));
        if let BlockBody::Shape(inner) = block.body {
            shape_facts(inner, facts);
        }
    }
}
