//! Going through maps.

use std::slice;

use ecow::{EcoString, EcoVec};

use super::{Map, Slot};
use crate::model::Value;

/// Own names of a map and their values, from either end.
#[derive(Debug, Clone, Default)]
pub(super) struct Pairs<'m> {
    names: slice::Iter<'m, EcoString>,
    values: slice::Iter<'m, Slot>,
}

impl<'m> Pairs<'m> {
    pub(super) fn of(map: &'m Map) -> Self {
        let (names, _, values) = map.parts();
        Self { names: names.iter(), values: values.iter() }
    }

    fn next(&mut self) -> Option<(&'m EcoString, &'m Value)> {
        Some((self.names.next()?, self.values.next()?.value()?))
    }

    fn next_back(&mut self) -> Option<(&'m EcoString, &'m Value)> {
        Some((self.names.next_back()?, self.values.next_back()?.value()?))
    }
}

/// Entries of a map, in the order of their names, from either end.
#[derive(Debug, Clone)]
pub struct Entries<'m> {
    pub(super) own: Pairs<'m>,
    pub(super) shared: Pairs<'m>,
}

impl<'m> Iterator for Entries<'m> {
    type Item = (&'m EcoString, &'m Value);

    fn next(&mut self) -> Option<Self::Item> {
        let first = |pairs: &Pairs<'m>| pairs.names.as_slice().first();
        let from_shared = match (first(&self.own), first(&self.shared)) {
            (Some(own), Some(shared)) => shared < own,
            (own, _) => own.is_none(),
        };
        if from_shared { self.shared.next() } else { self.own.next() }
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        let left = self.own.names.len() + self.shared.names.len();
        (left, Some(left))
    }
}

impl<'m> DoubleEndedIterator for Entries<'m> {
    fn next_back(&mut self) -> Option<Self::Item> {
        let last = |pairs: &Pairs<'m>| pairs.names.as_slice().last();
        let from_shared = match (last(&self.own), last(&self.shared)) {
            (Some(own), Some(shared)) => shared > own,
            (own, _) => own.is_none(),
        };
        if from_shared { self.shared.next_back() } else { self.own.next_back() }
    }
}

impl ExactSizeIterator for Entries<'_> {}

/// Entries of a map that is given up, in the order of their names.
#[derive(Debug)]
pub struct IntoEntries {
    names: ecow::vec::IntoIter<EcoString>,
    values: ecow::vec::IntoIter<Slot>,
}

impl Iterator for IntoEntries {
    type Item = (EcoString, Value);

    fn next(&mut self) -> Option<Self::Item> {
        match (self.names.next()?, self.values.next()?) {
            (name, Slot::Own(value)) => Some((name, value)),
            (_, Slot::Names(_) | Slot::Known(_) | Slot::Shared(_)) => None,
        }
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.names.size_hint()
    }
}

impl IntoIterator for Map {
    type Item = (EcoString, Value);
    type IntoIter = IntoEntries;

    fn into_iter(mut self) -> IntoEntries {
        if self.parts().1.is_some() {
            self.own_all();
        }
        let mut values = self.slots.into_iter();
        let names = match values.next() {
            Some(Slot::Names(names)) => names,
            Some(Slot::Known(names)) => names.all().into(),
            _ => EcoVec::new(),
        };
        IntoEntries { names: names.into_iter(), values }
    }
}

impl<'a> IntoIterator for &'a Map {
    type Item = (&'a EcoString, &'a Value);
    type IntoIter = Entries<'a>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}
