//! Which column each box stands in.

use std::collections::BTreeSet;

use super::{Arrow, get, set};

/// The column of each box: one right of all that lead to it. Arrows that close a circle do not count.
pub(super) fn columns(count: usize, arrows: &[Arrow]) -> Vec<usize> {
    let mut seen = BTreeSet::new();
    let mut edges = Vec::with_capacity(arrows.len());
    for Arrow { from, to, .. } in arrows {
        if from != to && !seen.contains(&(*to, *from)) {
            seen.insert((*from, *to));
            edges.push((*from, *to));
        }
    }
    let order = order(count, &edges);
    let mut place = vec![0; count];
    for (at, node) in order.iter().enumerate() {
        set(&mut place, *node, at);
    }
    let turned = |(from, to): (usize, usize)| {
        if get(&place, from) < get(&place, to) { (from, to) } else { (to, from) }
    };
    let mut forward: Vec<(usize, usize)> = edges.into_iter().map(turned).collect();
    forward.sort_unstable_by_key(|(from, to)| (get(&place, *from), get(&place, *to)));
    let mut columns = vec![0; count];
    for (from, to) in &forward {
        let least = get(&columns, *from) + 1;
        if get(&columns, *to) < least {
            set(&mut columns, *to, least);
        }
    }
    pull(&forward, &mut columns);
    columns
}

/// What nothing leads to moves up to what it leads to.
fn pull(forward: &[(usize, usize)], columns: &mut [usize]) {
    let mut led_to = vec![false; columns.len()];
    let mut next = vec![usize::MAX; columns.len()];
    for (from, to) in forward {
        set(&mut led_to, *to, true);
        let nearest = get(&next, *from).min(get(columns, *to));
        set(&mut next, *from, nearest);
    }
    for (node, nearest) in next.into_iter().enumerate() {
        if nearest < usize::MAX && !get(&led_to, node) {
            set(columns, node, nearest.saturating_sub(1));
        }
    }
}

/// Every box after all that lead to it, as far as circles let it.
fn order(count: usize, edges: &[(usize, usize)]) -> Vec<usize> {
    let mut open = vec![0_usize; count];
    let mut next: Vec<Vec<usize>> = vec![Vec::new(); count];
    for (from, to) in edges {
        let more = get(&open, *to) + 1;
        set(&mut open, *to, more);
        if let Some(next) = next.get_mut(*from) {
            next.push(*to);
        }
    }
    let mut ready: BTreeSet<usize> = (0..count).filter(|node| get(&open, *node) == 0).collect();
    let mut waiting: BTreeSet<usize> = (0..count).filter(|node| get(&open, *node) > 0).collect();
    let mut order = Vec::with_capacity(count);
    while let Some(node) = ready.pop_first().or_else(|| waiting.pop_first()) {
        order.push(node);
        for to in next.get(node).into_iter().flatten() {
            let left = get(&open, *to).saturating_sub(1);
            set(&mut open, *to, left);
            if left == 0 && waiting.remove(to) {
                ready.insert(*to);
            }
        }
    }
    order
}
