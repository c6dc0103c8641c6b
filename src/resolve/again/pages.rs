//! What one file declares, with what is left of each declaration from one resolving to the next.

use std::ops::Range;
use std::sync::Arc;

use ecow::EcoString;

use super::items::{Bits, Late, Said};
use super::{Given, is_module};
use crate::base::Span;
use crate::model::Index;
use crate::syntax::ast::{Items as Tree, Mark};

/// What is left of what one file declares. Looks share it for as long as neither the file nor anything of that changes.
#[derive(Debug, Clone)]
pub(super) struct Page {
    /// What it is of.
    tree: Tree,
    /// First params and `let`s, then resources, then arrows, then uses of modules, each in the order of the text.
    pub(super) list: Vec<Remnant>,
    /// Bits of what each of them names.
    pub(super) named: Vec<Bits>,
    /// The hash of what each is called.
    pub(super) hashes: Vec<u32>,
    /// Which of them are resources.
    pub(super) resources: Range<usize>,
    /// Which of them are arrows.
    pub(super) flows: Range<usize>,
    sum: Option<Sum>,
}

/// What is known of a page at once.
#[derive(Debug, Clone, Default)]
pub(super) struct Sum {
    /// Those that have to be looked at one by one: something is said of them or wrong in them, or they use a module.
    pub(super) loud: Vec<usize>,
    /// What its resources took, if none of them is in a loop or is allowed anything.
    pub(super) resources: Option<u64>,
    /// What its arrows took, if it is known what each of them gives.
    pub(super) flows: Option<u64>,
}

/// What is left of one declaration.
#[derive(Debug, Clone)]
pub(super) struct Remnant {
    pub(super) name: EcoString,
    /// The whole declaration.
    pub(super) span: Span,
    /// The mark of its text.
    pub(super) mark: Mark,
    /// What it names, as it is called.
    pub(super) names: Arc<[EcoString]>,
    /// Whether it stands once and allows nothing.
    pub(super) plain: bool,
    /// Whether something in it was wrong: what is said of that may depend on everything.
    pub(super) wrong: bool,
    /// What was found in it and what is allowed there, if there is any of that.
    pub(super) said: Option<Arc<Said>>,
    /// What came of it, if it is one resource and nothing was wrong. Of no meaning while it is stale.
    pub(super) resolved: Option<Late>,
    /// What it gave to resources of others, if it is an arrow. Of no meaning while it is not settled.
    pub(super) given: Option<Arc<Given>>,
}

impl Page {
    /// A page on which nothing stands yet.
    pub(super) fn new(tree: &Tree) -> Self {
        Self {
            tree: tree.clone(),
            list: Vec::with_capacity(tree.len()),
            named: Vec::with_capacity(tree.len()),
            hashes: Vec::with_capacity(tree.len()),
            resources: 0..0,
            flows: 0..0,
            sum: None,
        }
    }

    /// Whether it is the page of these declarations.
    pub(super) fn is_of(&self, tree: &Tree) -> bool {
        self.tree.is(tree)
    }

    /// Adds a declaration.
    pub(super) fn push(&mut self, remnant: Remnant, named: Bits) {
        self.hashes.push(Index::hash(&remnant.name));
        self.named.push(named);
        self.list.push(remnant);
    }

    /// A declaration, to be changed.
    pub(super) fn at_mut(&mut self, nth: usize) -> Option<&mut Remnant> {
        self.sum = None;
        self.list.get_mut(nth)
    }

    /// What is known of it at once, if nothing was changed since.
    pub(super) fn sum(&self) -> Option<&Sum> {
        self.sum.as_ref()
    }

    /// Sums up what stands on it.
    pub(super) fn sum_up(&mut self) {
        let is_loud = |one: &Remnant| one.wrong || one.said.is_some() || is_module(&one.name);
        let loud = self.list.iter().enumerate().filter(|(_, one)| is_loud(one)).map(|(nth, _)| nth);
        let loud = loud.collect();
        let resources = self.list.get(self.resources.clone()).unwrap_or_default();
        let flows = self.list.get(self.flows.clone()).unwrap_or_default();
        let steps = |one: &Remnant| one.resolved.as_ref().map_or(0, |late| late.steps);
        self.sum = Some(Sum {
            loud,
            resources: resources.iter().map(|one| one.plain.then(|| steps(one))).sum(),
            flows: flows.iter().map(|one| Some(one.given.as_ref()?.steps)).sum(),
        });
    }
}
