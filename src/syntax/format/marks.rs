//! What the tree knows of a text and its signs alone do not show.

use std::collections::{BTreeMap, BTreeSet};

use super::super::ast::File;
use super::super::ast::walk::{Part, Step, walk};

/// What a declaration or entry is, as far as its look depends on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    /// `name = value`, and `let`, `output` and `adopt`.
    Assigned,
    /// What ends in a body: a resource and its like.
    Declared,
    /// `source -> target`
    Flow,
    /// A statement or a block.
    Sentence,
    /// Anything else.
    Plain,
}

/// Places by byte, counted in the text that was read.
#[derive(Debug, Default)]
pub(super) struct Marks {
    /// Where declarations, entries and fields begin; where each ends, and what it is.
    pub(super) elements: BTreeMap<usize, (usize, Shape)>,
    /// Where numbers begin and end.
    pub(super) numbers: BTreeMap<usize, usize>,
    /// Where operators of conditions begin and end, which may have a `:` in them.
    pub(super) operators: BTreeMap<usize, usize>,
    /// Where signs before an operand stand.
    pub(super) prefixes: BTreeSet<usize>,
    /// Where brackets stand in which something is repeated; a comment may be between bracket and `for`.
    pub(super) repeats: BTreeSet<usize>,
}

/// Collects the marks of a tree.
pub(super) fn marks(tree: &File) -> Marks {
    let mut marks = Marks::default();
    let mut newest = None;
    walk(tree, &mut |step| match step {
        Step::Enter(Part::Item | Part::Entry | Part::Field, span) => {
            let start = span.start as usize;
            marks.elements.insert(start, (span.end as usize, Shape::Plain));
            newest = Some(start);
        }
        Step::Enter(part, span) => {
            match part {
                Part::ListFor | Part::MapFor => drop(marks.repeats.insert(span.start as usize)),
                Part::Unary(_) => drop(marks.prefixes.insert(span.start as usize)),
                Part::Operator => drop(marks.operators.insert(span.start as usize, span.end as usize)),
                _ => {}
            }
            if let Some(element) = newest.take().and_then(|start| marks.elements.get_mut(&start)) {
                element.1 = shape(part);
            }
        }
        Step::Number(_, span) | Step::Quantity(_, span) => {
            marks.numbers.insert(span.start as usize, span.end as usize);
        }
        _ => {}
    });
    marks
}

fn shape(part: Part) -> Shape {
    match part {
        Part::Attribute | Part::Let | Part::Output | Part::Adopt => Shape::Assigned,
        Part::Stack | Part::Resource | Part::Module | Part::Scenario | Part::Test => Shape::Declared,
        Part::Flow => Shape::Flow,
        Part::Sentence | Part::Way | Part::Expect => Shape::Sentence,
        _ => Shape::Plain,
    }
}
