//! A short list of which there are very many.

use std::fmt;
use std::ops::{Deref, DerefMut};
use std::{slice, vec};

/// A list that takes no more room than what is in it: for lists that stand in each resource and grow little.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Few<T>(Box<[T]>);

impl<T> Few<T> {
    /// An empty list.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Works on it as a list that can grow.
    fn as_vec<R>(&mut self, work: impl FnOnce(&mut Vec<T>) -> R) -> R {
        let mut list = std::mem::take(&mut self.0).into_vec();
        let result = work(&mut list);
        self.0 = list.into_boxed_slice();
        result
    }

    /// Adds one.
    pub fn push(&mut self, one: T) {
        self.extend([one]);
    }

    /// Adds one before the one at a place, or behind all of them.
    pub fn insert(&mut self, at: usize, one: T) {
        self.as_vec(|list| {
            list.reserve_exact(1);
            list.insert(at.min(list.len()), one);
        });
    }

    /// Takes out all from a place on.
    pub fn take_from(&mut self, at: usize) -> Vec<T> {
        if at >= self.len() { Vec::new() } else { self.as_vec(|list| list.split_off(at)) }
    }
}

impl<T> Default for Few<T> {
    fn default() -> Self {
        Self(Box::default())
    }
}

impl<T: fmt::Debug> fmt::Debug for Few<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl<T> Deref for Few<T> {
    type Target = [T];

    fn deref(&self) -> &[T] {
        &self.0
    }
}

impl<T> DerefMut for Few<T> {
    fn deref_mut(&mut self) -> &mut [T] {
        &mut self.0
    }
}

impl<T> Extend<T> for Few<T> {
    fn extend<I: IntoIterator<Item = T>>(&mut self, more: I) {
        let more = more.into_iter();
        if self.is_empty() {
            self.0 = more.collect();
            return;
        }
        self.as_vec(|list| {
            list.reserve_exact(more.size_hint().0);
            list.extend(more);
        });
    }
}

impl<T, const N: usize> From<[T; N]> for Few<T> {
    fn from(list: [T; N]) -> Self {
        Self(Box::new(list))
    }
}

impl<T> From<Vec<T>> for Few<T> {
    fn from(list: Vec<T>) -> Self {
        Self(list.into())
    }
}

impl<T> FromIterator<T> for Few<T> {
    fn from_iter<I: IntoIterator<Item = T>>(all: I) -> Self {
        Self(all.into_iter().collect())
    }
}

impl<T> IntoIterator for Few<T> {
    type Item = T;
    type IntoIter = vec::IntoIter<T>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

impl<'l, T> IntoIterator for &'l Few<T> {
    type Item = &'l T;
    type IntoIter = slice::Iter<'l, T>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.iter()
    }
}

#[cfg(test)]
mod tests {
    use super::Few;

    #[test]
    fn it_grows_and_shrinks_as_other_lists_do() {
        let mut few: Few<i32> = [1, 2].into_iter().collect();
        few.push(4);
        few.insert(2, 3);
        few.insert(9, 5);
        few.extend([6, 7]);
        assert_eq!(*few, [1, 2, 3, 4, 5, 6, 7]);
        assert_eq!((few.take_from(9), few.take_from(5)), (vec![], vec![6, 7]));
        assert_eq!(few.into_iter().collect::<Vec<_>>(), [1, 2, 3, 4, 5]);
    }
}
