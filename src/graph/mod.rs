//! Order, cycles and reach over any ordered key; the one place that names petgraph.
//!
//! Knows nothing of what a node is. Ties are broken by the order of the keys, so equal input gives equal output.

mod lists;

use std::cmp::Reverse;
use std::collections::{BTreeSet, BinaryHeap, VecDeque};

use petgraph::Direction;
use petgraph::algo::{kosaraju_scc, toposort};
use petgraph::graph::{DiGraph, NodeIndex};

pub use lists::Lists;

/// From how many nodes of one tangle a shortest cycle is looked for; beyond it the cycle may not be the shortest.
const STARTS: usize = 256;

/// Nodes and the arrows between them.
#[derive(Debug, Clone)]
pub struct Graph<K> {
    /// Node weights ascend with their index, so that comparing indices compares keys.
    inner: DiGraph<K, ()>,
}

impl<K: Ord + Clone> Graph<K> {
    /// A graph of these nodes and arrows; arrows from or to what is no node are left out, doubled ones count once.
    #[must_use]
    pub fn new(nodes: impl IntoIterator<Item = K>, arrows: impl IntoIterator<Item = (K, K)>) -> Self {
        let mut nodes: Vec<K> = nodes.into_iter().collect();
        nodes.sort_unstable();
        nodes.dedup();
        let index = |key: &K| nodes.binary_search(key).ok().map(NodeIndex::new);
        let ends = arrows.into_iter().filter_map(|(from, to)| Some((index(&from)?, index(&to)?)));
        let mut ends: Vec<(NodeIndex, NodeIndex)> = ends.collect();
        ends.sort_unstable();
        ends.dedup();
        let mut inner = DiGraph::with_capacity(nodes.len(), ends.len());
        for node in nodes {
            inner.add_node(node);
        }
        for (from, to) in ends {
            inner.add_edge(from, to, ());
        }
        Self { inner }
    }

    /// All nodes, each after every node that its arrows lead to, smaller keys first where there is a choice.
    ///
    /// Nodes on a cycle, and those that lead to one, are left out: [`Self::cycles`] says why.
    #[must_use]
    pub fn order(&self) -> Vec<K> {
        let mut open: Vec<usize> =
            self.inner.node_indices().map(|node| self.inner.neighbors(node).count()).collect();
        let mut ready: BinaryHeap<Reverse<NodeIndex>> =
            self.inner.externals(Direction::Outgoing).map(Reverse).collect();
        let mut order = Vec::with_capacity(open.len());
        while let Some(Reverse(node)) = ready.pop() {
            order.extend(self.inner.node_weight(node).cloned());
            for waiting in self.inner.neighbors_directed(node, Direction::Incoming) {
                let Some(count) = open.get_mut(waiting.index()) else { continue };
                *count -= 1;
                if *count == 0 {
                    ready.push(Reverse(waiting));
                }
            }
        }
        order
    }

    /// One cycle of each tangle, the shortest there is, from its smallest key on; ordered by that key.
    #[must_use]
    pub fn cycles(&self) -> Vec<Vec<K>> {
        // Nearly every graph has none, which is sooner said than where they are.
        if toposort(&self.inner, None).is_ok() {
            return Vec::new();
        }
        let mut cycles: Vec<Vec<NodeIndex>> =
            kosaraju_scc(&self.inner).into_iter().filter_map(|tangle| self.shortest(tangle)).collect();
        cycles.sort_unstable();
        let key = |node: &NodeIndex| self.inner.node_weight(*node).cloned();
        cycles.iter().map(|cycle| cycle.iter().filter_map(key).collect()).collect()
    }

    /// Whatever can be reached from a node along the arrows, without the node itself unless a cycle leads back.
    #[must_use]
    pub fn reachable(&self, from: &K) -> BTreeSet<K> {
        let mut seen = vec![false; self.inner.node_count()];
        let mut reached = BTreeSet::new();
        let mut queue: VecDeque<NodeIndex> = self.find(from).into_iter().collect();
        while let Some(node) = queue.pop_front() {
            for next in self.inner.neighbors(node) {
                let Some(known) = seen.get_mut(next.index()) else { continue };
                if !std::mem::replace(known, true) {
                    reached.extend(self.inner.node_weight(next).cloned());
                    queue.push_back(next);
                }
            }
        }
        reached
    }

    /// The index of a key, by halving: indices ascend with keys.
    fn find(&self, key: &K) -> Option<NodeIndex> {
        let nodes = self.inner.raw_nodes();
        nodes.binary_search_by(|node| node.weight.cmp(key)).ok().map(NodeIndex::new)
    }

    /// The shortest cycle within a strongly connected set; `None` if it is one node without an arrow to itself.
    fn shortest(&self, mut tangle: Vec<NodeIndex>) -> Option<Vec<NodeIndex>> {
        if let [single] = tangle.as_slice() {
            return self.inner.contains_edge(*single, *single).then(|| tangle.clone());
        }
        tangle.sort_unstable();
        let inside: BTreeSet<NodeIndex> = tangle.iter().copied().collect();
        let mut best: Option<Vec<NodeIndex>> = None;
        for start in tangle.iter().take(STARTS) {
            let most = best.as_ref().map_or(usize::MAX, Vec::len);
            if let Some(cycle) = self.cycle_through(*start, &inside).filter(|cycle| cycle.len() < most) {
                best = Some(cycle);
            }
            if best.as_ref().is_some_and(|cycle| cycle.len() == 1) {
                break;
            }
        }
        best.map(|mut cycle| {
            let least = cycle.iter().enumerate().min_by_key(|(_, node)| **node).map_or(0, |(at, _)| at);
            cycle.rotate_left(least);
            cycle
        })
    }

    /// The shortest cycle through one node, by breadth; the node is first.
    fn cycle_through(&self, start: NodeIndex, inside: &BTreeSet<NodeIndex>) -> Option<Vec<NodeIndex>> {
        let mut from: Vec<Option<NodeIndex>> = vec![None; self.inner.node_count()];
        let mut queue = VecDeque::from([start]);
        while let Some(node) = queue.pop_front() {
            // petgraph lists neighbours newest first; ascending order keeps the answer one of the keys alone.
            let mut next: Vec<NodeIndex> =
                self.inner.neighbors(node).filter(|next| inside.contains(next)).collect();
            next.sort_unstable();
            for next in next {
                if next == start {
                    return Some(path_back(&from, start, node));
                }
                if let Some(entry @ None) = from.get_mut(next.index()) {
                    *entry = Some(node);
                    queue.push_back(next);
                }
            }
        }
        None
    }
}

/// Whether arrows between that many nodes, which are called by their numbers, lead anywhere back: told sooner than where.
#[must_use]
pub fn has_cycle(nodes: usize, arrows: &[(u32, u32)]) -> bool {
    // Arrows by what they lead to: where those of a node end, and where the next ones begin.
    let mut ends = vec![0_u32; nodes + 1];
    let mut open = vec![0_u32; nodes];
    for (from, to) in arrows {
        ends.get_mut(*to as usize).into_iter().for_each(|end| *end += 1);
        open.get_mut(*from as usize).into_iter().for_each(|count| *count += 1);
    }
    let mut sum = 0;
    for end in &mut ends {
        sum += *end;
        *end = sum;
    }
    let mut waiting = vec![0; arrows.len()];
    for (from, to) in arrows {
        let Some(end) = ends.get_mut(*to as usize) else { continue };
        *end -= 1;
        waiting.get_mut(*end as usize).into_iter().for_each(|place| *place = *from);
    }
    let mut ready: Vec<u32> =
        (0..).zip(&open).filter(|(_, open)| **open == 0).map(|(node, _)| node).collect();
    let mut done = 0;
    while let Some(node) = ready.pop() {
        done += 1;
        let range = ends.get(node as usize).zip(ends.get(node as usize + 1));
        let on_it = range.and_then(|(start, end)| waiting.get(*start as usize..*end as usize));
        for from in on_it.unwrap_or_default() {
            let Some(count) = open.get_mut(*from as usize) else { continue };
            *count -= 1;
            if *count == 0 {
                ready.push(*from);
            }
        }
    }
    done < nodes
}

/// The way from `start` to `end` along the noted predecessors.
fn path_back(from: &[Option<NodeIndex>], start: NodeIndex, end: NodeIndex) -> Vec<NodeIndex> {
    let mut path = vec![end];
    let mut node = end;
    while node != start {
        let Some(Some(before)) = from.get(node.index()) else { break };
        node = *before;
        path.push(node);
    }
    path.reverse();
    path
}

#[cfg(test)]
mod tests {
    use super::*;

    fn graph(arrows: &[(&'static str, &'static str)]) -> Graph<&'static str> {
        Graph::new(arrows.iter().flat_map(|(from, to)| [*from, *to]), arrows.iter().copied())
    }

    #[test]
    fn what_is_needed_comes_first_and_ties_go_by_key() {
        let graph = graph(&[("d", "b"), ("d", "a"), ("b", "c"), ("a", "c")]);
        assert_eq!(graph.order(), ["c", "a", "b", "d"]);
        assert!(graph.cycles().is_empty());
    }

    #[test]
    fn the_shortest_cycle_of_each_tangle_is_shown() {
        let graph = graph(&[("a", "b"), ("b", "c"), ("c", "a"), ("c", "b"), ("x", "x"), ("y", "a")]);
        assert_eq!(graph.cycles(), [vec!["b", "c"], vec!["x"]]);
        assert!(graph.order().is_empty(), "`y` leads to a cycle");
    }

    #[test]
    fn the_order_of_arrows_does_not_matter() {
        let one = graph(&[("a", "b"), ("b", "a"), ("a", "c"), ("c", "a")]);
        let other = graph(&[("c", "a"), ("a", "c"), ("b", "a"), ("a", "b")]);
        assert_eq!(one.cycles(), other.cycles());
        assert_eq!(one.cycles(), [["a", "b"]]);
    }

    #[test]
    fn whether_there_is_a_cycle_is_told_sooner() {
        for (nodes, arrows, is) in [
            (0, &[][..], false),
            (3, &[(0, 1), (1, 2), (0, 2), (0, 2)], false),
            (4, &[(3, 1), (1, 2), (2, 1)], true),
            (2, &[(1, 1)], true),
            (2, &[(1, 0)], false),
        ] {
            assert_eq!(has_cycle(nodes, arrows), is, "{arrows:?}");
            assert_eq!(!Graph::new(0..nodes as u32, arrows.iter().copied()).cycles().is_empty(), is);
        }
    }

    #[test]
    fn reach_follows_arrows_only() {
        let graph = graph(&[("a", "b"), ("b", "c"), ("d", "a")]);
        assert_eq!(graph.reachable(&"a"), BTreeSet::from(["b", "c"]));
        assert!(graph.reachable(&"c").is_empty());
    }

    #[test]
    fn a_deep_chain_needs_no_deep_stack() {
        let nodes = 200_000_u32;
        let graph = Graph::new(0..nodes, (0..nodes).map(|node| (node, node + 1)));
        assert_eq!(graph.order().len(), nodes as usize);
        assert!(graph.cycles().is_empty());
    }
}
