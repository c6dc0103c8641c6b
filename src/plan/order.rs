//! The operations of a plan, and an order in which every mixture of them is legal.
//!
//! What is made waits for what it needs; what goes waits for what needed it. A cycle can only come from
//! replacements that want different orders; it is broken as gently as it can be, see [`Reason`].

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, BinaryHeap};

use super::decide::Decided;
use super::places::Places;
use super::target::Targets;
use super::{Action, Operation, OperationKind, Purpose};
use crate::graph::Lists;
use crate::model::ReplaceOrder;

/// Operations in order, and what became of the wishes about replacements.
#[derive(Debug, Default)]
pub(super) struct Ordered {
    pub(super) operations: Vec<Operation>,
    /// For each decision, the order of its replacement.
    pub(super) orders: Vec<Option<ReplaceOrder>>,
    /// Decisions whose new one would have to come first, but cannot, each with what stands in its way.
    pub(super) blocked: Vec<(usize, Vec<usize>)>,
}

/// Why one operation waits for another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
enum Reason {
    /// What is made or changed needs the other.
    #[default]
    Needs,
    /// The old one goes before the new one comes.
    DeleteFirst,
    /// The new one comes before the old one goes.
    CreateFirst,
    /// The other needs what goes, and goes too.
    Above,
    /// The other needed what goes, and is changed. Given up where nothing else helps: a resource may then
    /// for a moment name one that is gone.
    Leaves,
}

#[derive(Debug, Clone, Copy)]
struct Node {
    decision: usize,
    kind: OperationKind,
}

/// What a node waits for, and why.
type Wait = (usize, Reason);

/// The operations as a graph.
#[derive(Debug, Default)]
struct Net {
    nodes: Vec<Node>,
    /// For each node, what it waits for.
    waits: Lists<Wait>,
    /// What some wait for besides.
    more: BTreeMap<usize, Vec<Wait>>,
    /// For each decision, the node that makes or changes it, and the one that ends it.
    makes: Vec<Option<usize>>,
    ends: Vec<Option<usize>>,
}

/// Orders the operations; decisions stand in the order of their addresses.
pub(super) fn order(decisions: &[Decided<'_>], places: &Places<'_>, purpose: Purpose) -> Ordered {
    let mut ordered = Ordered { orders: wishes(decisions), ..Ordered::default() };
    for (at, decided) in decisions.iter().enumerate() {
        if decided.wants_create_first() && decided.keeps_name() && decided.may_be_blocked() {
            ordered.blocked.push((at, Vec::new()));
        }
    }
    let mut settled = BTreeSet::new();
    let mut given_up = BTreeSet::new();
    loop {
        let net = Net::new(decisions, places, &ordered.orders, &given_up);
        let (sequence, stuck) = net.sort();
        if stuck.is_empty() {
            let again = restored(decisions, places, &ordered.orders, &given_up);
            let (net, sequence) = again.unwrap_or((net, sequence));
            ordered.operations = net.operations(decisions, &sequence, purpose);
            return ordered;
        }
        for cycle in net.cycles(&stuck) {
            break_up(&net, &cycle, decisions, &mut ordered, &mut settled, &mut given_up);
        }
    }
}

/// The graph and its sequence with every wait that was given up on the way and, as things turned out, need not have
/// been; `None` if none was given up.
fn restored(
    decisions: &[Decided<'_>],
    places: &Places<'_>,
    orders: &[Option<ReplaceOrder>],
    given_up: &BTreeSet<(usize, usize)>,
) -> Option<(Net, Vec<usize>)> {
    if given_up.is_empty() {
        return None;
    }
    let whole = Net::new(decisions, places, orders, &BTreeSet::new());
    let mut net = Net::new(decisions, places, orders, given_up);
    for (from, on) in given_up {
        let wait = whole.waits(*from).find(|wait| wait.0 == *on);
        // A wait closes a circle only if the other already waits for this one.
        if let Some(wait) = wait.filter(|_| !net.reaches(*on, *from)) {
            net.more.entry(*from).or_default().push(wait);
        }
    }
    let (sequence, _) = net.sort();
    Some((net, sequence))
}

/// The order that each replacement asks for. Where the name stays, the new one can never come first.
fn wishes(decisions: &[Decided<'_>]) -> Vec<Option<ReplaceOrder>> {
    let wish = |decided: &Decided<'_>| {
        (decided.step.action == Action::Replace).then(|| {
            if decided.wants_create_first() && !decided.keeps_name() {
                ReplaceOrder::CreateFirst
            } else {
                ReplaceOrder::DeleteFirst
            }
        })
    };
    decisions.iter().map(wish).collect()
}

/// Breaks one cycle: rather than delete what others still name, nothing is given up; rather than give up an order
/// that the stack asks for, others are made to follow it.
///
/// INVARIANT: every call changes `orders` or `given_up`, and no change is ever taken back twice, so the loop ends.
fn break_up(
    net: &Net,
    cycle: &[(usize, usize, Reason)],
    decisions: &[Decided<'_>],
    ordered: &mut Ordered,
    settled: &mut BTreeSet<usize>,
    given_up: &mut BTreeSet<(usize, usize)>,
) {
    let of = |reason: Reason| cycle.iter().filter(move |edge| edge.2 == reason);
    let decision = |node: usize| net.nodes.get(node).map_or(0, |node| node.decision);
    let leaves: Vec<_> = of(Reason::Leaves).map(|edge| (edge.0, edge.1)).collect();
    if !leaves.is_empty() {
        given_up.extend(leaves);
        return;
    }
    let firm: Vec<usize> = of(Reason::DeleteFirst).map(|edge| decision(edge.0)).collect();
    let willing = |at: &usize| {
        !settled.contains(at)
            && decisions
                .get(*at)
                .is_some_and(|decided| decided.step.action == Action::Replace && !decided.keeps_name())
    };
    let follow: Vec<usize> = firm.iter().copied().filter(willing).collect();
    let stubborn: Vec<usize> = of(Reason::CreateFirst).map(|edge| decision(edge.0)).collect();
    let (change, order) = match (follow.is_empty(), stubborn.is_empty()) {
        (false, _) => (follow, ReplaceOrder::CreateFirst),
        (true, false) => (stubborn, ReplaceOrder::DeleteFirst),
        // Only a damaged record has resources that need each other.
        (true, true) => return given_up.extend(cycle.iter().map(|edge| (edge.0, edge.1))),
    };
    for at in change {
        if order == ReplaceOrder::DeleteFirst && settled.insert(at) {
            ordered.blocked.push((at, firm.clone()));
        }
        if let Some(known) = ordered.orders.get_mut(at) {
            *known = Some(order);
        }
    }
}

impl Net {
    fn new(
        decisions: &[Decided<'_>],
        places: &Places<'_>,
        orders: &[Option<ReplaceOrder>],
        given_up: &BTreeSet<(usize, usize)>,
    ) -> Self {
        let mut net = Self::default();
        for (at, decided) in decisions.iter().enumerate() {
            let (ends, makes) = operations(decided);
            let ends = ends.map(|kind| net.add(at, kind));
            let makes = makes.map(|kind| net.add(at, kind));
            net.ends.push(ends);
            net.makes.push(makes);
        }
        let mut waits = Vec::with_capacity(net.nodes.len().saturating_mul(2));
        // As what needs and what is needed lie in memory.
        for (at, decided) in places.as_added().filter_map(|at| Some((at, decisions.get(at)?))) {
            net.connect(places, at, decided, orders, &mut waits);
        }
        net.waits = Lists::of(net.nodes.len(), &waits);
        net.waits.tidy(|from, all| {
            all.sort_unstable();
            all.dedup_by_key(|wait| wait.0);
            all.retain(|wait| given_up.is_empty() || !given_up.contains(&(from, wait.0)));
        });
        net
    }

    fn add(&mut self, decision: usize, kind: OperationKind) -> usize {
        self.nodes.push(Node { decision, kind });
        self.nodes.len() - 1
    }

    /// What a node waits for.
    fn waits(&self, node: usize) -> impl Iterator<Item = Wait> {
        self.waits.get(node).iter().chain(self.more.get(&node).into_iter().flatten()).copied()
    }

    /// Notes what the nodes of a decision wait for, and what waits for them.
    fn connect(
        &self,
        places: &Places<'_>,
        at: usize,
        decided: &Decided<'_>,
        orders: &[Option<ReplaceOrder>],
        waits: &mut Vec<(usize, Wait)>,
    ) {
        let (makes, ends) = (nth(&self.makes, at), nth(&self.ends, at));
        if makes.is_none() && ends.is_none() {
            return;
        }
        let mut wait = |from: Option<usize>, on: Option<usize>, reason| {
            let different = from.zip(on).filter(|(from, on)| from != on);
            waits.extend(different.map(|(from, on)| (from, (on, reason))));
        };
        if makes.is_some() {
            for needed in &decided.step.depends_on {
                let needed = places.find(needed).and_then(|needed| nth(&self.makes, needed));
                wait(makes, needed, Reason::Needs);
            }
        }
        match nth(orders, at) {
            Some(ReplaceOrder::CreateFirst) => wait(ends, makes, Reason::CreateFirst),
            _ => wait(makes, ends, Reason::DeleteFirst),
        }
        // What is gone from the world needs nothing any more.
        let Some(row) = decided.row.filter(|_| !decided.is_missing()) else { return };
        let goes = ends.is_some();
        for needed in &row.depends_on {
            let Some(other) = places.find(needed) else { continue };
            let returns = nth(orders, other) == Some(ReplaceOrder::DeleteFirst)
                && decided.step.depends_on.contains(needed);
            let other = nth(&self.ends, other);
            match (goes, returns) {
                (true, _) => wait(other, ends, Reason::Above),
                (false, false) => wait(other, makes, Reason::Leaves),
                // It is changed after the new one has come, which is after the old one has gone.
                (false, true) => {}
            }
        }
    }

    /// A sequence in which each node follows what it waits for, the first possible one first; and what is left over.
    fn sort(&self) -> (Vec<usize>, Vec<usize>) {
        let nodes = self.nodes.len();
        let mut open: Vec<usize> = (0..nodes).map(|node| self.waits(node).count()).collect();
        let mut after = Vec::with_capacity(open.iter().sum());
        (0..nodes).for_each(|node| after.extend(self.waits(node).map(|(on, _)| (on, node))));
        let after = Lists::of(nodes, &after);
        let mut sequence = Vec::with_capacity(nodes);
        // What may come and is not passed yet is met in passing; only what came to that behind has to be kept.
        let mut behind: BinaryHeap<Reverse<usize>> = BinaryHeap::new();
        let mut passed = 0;
        while passed < nodes || !behind.is_empty() {
            let node = match behind.pop() {
                Some(Reverse(node)) => node,
                None => {
                    passed += 1;
                    passed - 1
                }
            };
            if open.get(node) != Some(&0) {
                continue;
            }
            sequence.push(node);
            for next in after.get(node) {
                let Some(count) = open.get_mut(*next) else { continue };
                *count -= 1;
                if *count == 0 && *next < passed {
                    behind.push(Reverse(*next));
                }
            }
        }
        let stuck = open.iter().enumerate().filter(|(_, count)| **count > 0).map(|(node, _)| node).collect();
        (sequence, stuck)
    }

    /// Whether a node waits for another, be it through others.
    fn reaches(&self, from: usize, to: usize) -> bool {
        let mut seen = vec![false; self.nodes.len()];
        let mut open = vec![from];
        while let Some(node) = open.pop() {
            if node == to {
                return true;
            }
            if let Some(known @ false) = seen.get_mut(node) {
                *known = true;
                open.extend(self.waits(node).map(|wait| wait.0));
            }
        }
        false
    }

    /// Cycles among nodes that wait for each other, no two of which share a node. Each of these nodes waits for
    /// at least one other of them, so that following the waits always ends in a cycle.
    fn cycles(&self, stuck: &[usize]) -> Vec<Vec<(usize, usize, Reason)>> {
        let among: BTreeSet<usize> = stuck.iter().copied().collect();
        let mut walked = vec![usize::MAX; self.nodes.len()];
        let mut cycles = Vec::new();
        for start in stuck {
            let mut way: Vec<(usize, usize, Reason)> = Vec::new();
            let mut here = *start;
            while walked.get(here) == Some(&usize::MAX) {
                if let Some(mark) = walked.get_mut(here) {
                    *mark = *start;
                }
                let found = self.waits(here).find(|(next, _)| among.contains(next));
                let Some((next, reason)) = found else { break };
                way.push((here, next, reason));
                here = next;
            }
            if let Some(from) = way.iter().position(|edge| edge.0 == here) {
                cycles.push(way.split_off(from));
            }
        }
        cycles
    }

    fn operations(&self, decisions: &[Decided<'_>], sequence: &[usize], purpose: Purpose) -> Vec<Operation> {
        let mut place = vec![0; self.nodes.len()];
        for (at, node) in sequence.iter().enumerate() {
            if let Some(slot) = place.get_mut(*node) {
                *slot = at;
            }
        }
        let mut targets = Targets::new(purpose);
        let mut operation = |at: &usize| {
            let node = self.nodes.get(*at)?;
            let decided = decisions.get(node.decision)?;
            let mut waits_for: Vec<usize> =
                self.waits(*at).filter_map(|(on, _)| place.get(on).copied()).collect();
            waits_for.sort_unstable();
            let address = decided.step.address.clone();
            Some(Operation { address, kind: node.kind, waits_for, target: targets.of(decided, node.kind)? })
        };
        let mut operations = Vec::with_capacity(sequence.len());
        operations.extend(sequence.iter().filter_map(&mut operation));
        operations
    }
}

/// The operation that ends a resource, and the one that makes or changes it.
fn operations(decided: &Decided<'_>) -> (Option<OperationKind>, Option<OperationKind>) {
    match decided.step.action {
        // The record of what is gone would be left behind if the new one has another name.
        Action::Create if decided.row.is_some() && !decided.keeps_id() => {
            (Some(OperationKind::Forget), Some(OperationKind::Create))
        }
        Action::Create => (None, Some(OperationKind::Create)),
        Action::Update => (None, Some(OperationKind::Update)),
        // The record of what arrives is changed before everything else, see `put_first`.
        Action::Adopt if decided.arrival.is_some() => {
            (None, (!decided.step.changes.is_empty()).then_some(OperationKind::Update))
        }
        Action::Adopt => (None, Some(OperationKind::Adopt)),
        Action::Replace => (Some(OperationKind::Delete), Some(OperationKind::Create)),
        Action::Delete => (Some(OperationKind::Delete), None),
        Action::Forget => (Some(OperationKind::Forget), None),
        Action::Move | Action::None => (None, None),
    }
}

fn nth<T: Copy>(list: &[Option<T>], at: usize) -> Option<T> {
    list.get(at).copied().flatten()
}
