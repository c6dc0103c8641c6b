//! The resources of a stack with their kinds, which are looked up once.

use std::collections::BTreeMap;

use super::cx::Known;
use crate::catalog::{Catalog, Kind};
use crate::model::Stack;

/// All resources of a stack by their places, each with its kind.
#[derive(Debug)]
pub(super) struct Census<'a> {
    stack: &'a Stack,
    kinds: Vec<Option<&'static Kind>>,
    /// Each kind there is, with the places of its resources.
    by_kind: BTreeMap<&'static str, (&'static Kind, Vec<u32>)>,
}

impl<'a> Census<'a> {
    pub(super) fn of(catalog: &Catalog, stack: &'a Stack) -> Self {
        let resources = &stack.resources;
        let mut kinds = vec![None; resources.len()];
        for place in resources.as_added() {
            if let (Some(kind), Some(resource)) = (kinds.get_mut(place), resources.at(place)) {
                *kind = catalog.kind(&resource.kind);
            }
        }
        let mut by_kind: BTreeMap<&str, (&Kind, Vec<u32>)> = BTreeMap::new();
        // Those of a kind mostly stand together.
        let mut places = (0_u32..).zip(&kinds).peekable();
        while let Some((place, kind)) = places.next() {
            let Some(kind) = *kind else { continue };
            let (_, list) = by_kind.entry(kind.name).or_insert_with(|| (kind, Vec::new()));
            list.push(place);
            let same =
                |next: &(u32, &Option<&'static Kind>)| next.1.is_some_and(|next| std::ptr::eq(next, kind));
            while let Some((place, _)) = places.next_if(same) {
                list.push(place);
            }
        }
        Self { stack, kinds, by_kind }
    }

    /// The resource at a place; `None` if its kind is not known.
    pub(super) fn at(&self, place: usize) -> Option<Known<'a>> {
        Some((self.stack.resources.at(place)?, (*self.kinds.get(place)?)?))
    }

    /// All of them, by address; what is of no known kind is left out.
    pub(super) fn all(&self) -> impl Iterator<Item = Known<'a>> {
        let known = |(resource, kind): (_, &Option<_>)| Some((resource, (*kind)?));
        self.stack.resources.values().zip(&self.kinds).filter_map(known)
    }

    /// The same in the order of [`crate::model::Resources::as_added`], each with its place.
    pub(super) fn as_added(&self) -> impl Iterator<Item = (usize, Known<'a>)> {
        self.stack.resources.as_added().filter_map(|place| Some((place, self.at(place)?)))
    }

    /// Those of some kinds, by address.
    pub(super) fn of_kinds(&self, about: impl Fn(&Kind) -> bool) -> std::vec::IntoIter<Known<'a>> {
        let known: Vec<Known<'a>> =
            self.places(about).iter().filter_map(|place| self.at(*place as usize)).collect();
        known.into_iter()
    }

    /// The places of those of some kinds, in order.
    pub(super) fn places(&self, about: impl Fn(&Kind) -> bool) -> Vec<u32> {
        let lists = self.by_kind.values().filter(|(kind, _)| about(kind)).map(|(_, list)| list.as_slice());
        let mut lists: Vec<&[u32]> = lists.collect();
        match lists.pop() {
            Some(only) if lists.is_empty() => only.to_vec(),
            last => {
                let mut all: Vec<u32> = lists.into_iter().chain(last).flatten().copied().collect();
                all.sort_unstable();
                all
            }
        }
    }
}
