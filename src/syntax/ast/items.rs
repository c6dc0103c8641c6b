//! The declarations of a file, shared between readings.

use std::ops::{Deref, DerefMut};
use std::sync::Arc;

use super::Item;

/// Declarations in the order they are written. A copy shares them until one is changed: of many files, an edit changes one.
#[derive(Debug, Clone, Default)]
pub struct Items(Arc<Vec<Item>>);

impl From<Vec<Item>> for Items {
    fn from(items: Vec<Item>) -> Self {
        Self(Arc::new(items))
    }
}

impl Deref for Items {
    type Target = Vec<Item>;

    fn deref(&self) -> &Vec<Item> {
        &self.0
    }
}

impl DerefMut for Items {
    fn deref_mut(&mut self) -> &mut Vec<Item> {
        Arc::make_mut(&mut self.0)
    }
}

impl<'i> IntoIterator for &'i Items {
    type Item = &'i Item;
    type IntoIter = std::slice::Iter<'i, Item>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.iter()
    }
}

impl<'i> IntoIterator for &'i mut Items {
    type Item = &'i mut Item;
    type IntoIter = std::slice::IterMut<'i, Item>;

    fn into_iter(self) -> Self::IntoIter {
        Arc::make_mut(&mut self.0).iter_mut()
    }
}
