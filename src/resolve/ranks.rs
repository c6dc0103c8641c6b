//! In which order the arrows of one source are asked whether a request is meant for them: the most exact first.

use std::hash::{Hash, Hasher};

use rustc_hash::FxHasher;

use super::cx::Cx;
use crate::model::FlowEnds;

/// Ranks of paths that are equally exact; where there are more such paths, the last ones share the ranks behind.
const ALIKE: u32 = 95;

/// Characters that a path may have before its first wildcard, and be told apart by.
const MOST: u32 = 128;

/// Ranks of all paths with a host, and of all without one.
const HALF: u32 = 25_000;

/// A number from 1 to 50,000, lower for what is more exact, that no other arrow of the same source has: hosts come before
/// none, long beginnings before short ones, and what ends there before what goes on. It is made from the path itself, so
/// that a path that comes or goes moves no other one.
pub(super) fn rank(cx: &mut Cx<'_>, ends: &FlowEnds) -> Option<u32> {
    let slash = ends.event.find('/').unwrap_or(ends.event.len());
    let (host, path) = ends.event.split_at(slash);
    let plain = path.find(['*', '?']);
    let length = u32::try_from(plain.unwrap_or(path.len())).unwrap_or(MOST).min(MOST);
    let exact = 2 * length + u32::from(plain.is_none()) - u32::from(plain.is_none() && length == MOST);
    let mut hasher = FxHasher::default();
    ends.event.hash(&mut hasher);
    let own = u32::try_from(hasher.finish() % u64::from(ALIKE)).unwrap_or(0);
    let first = 1 + if host.is_empty() { HALF } else { 0 } + (2 * MOST - exact) * ALIKE;
    let all = (first + own..first + ALIKE).chain(first..=2 * HALF);
    let mut free = all.filter(|rank| !cx.ranks.contains(&(ends.source.clone(), *rank)));
    let rank = free.next()?;
    cx.ranks.insert((ends.source.clone(), rank));
    Some(rank)
}
