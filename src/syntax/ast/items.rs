//! The declarations of a file, shared between readings.

use std::ops::{Deref, DerefMut};
use std::sync::{Arc, OnceLock};

use super::{Item, ItemKind};

/// Declarations in the order they are written. A copy shares them until one is changed: of many files, an edit changes one.
#[derive(Debug, Clone, Default)]
pub struct Items(Arc<Shared>);

/// What copies share.
#[derive(Debug, Clone, Default)]
struct Shared {
    list: Vec<Item>,
    /// Where those stand that are neither resources nor arrows, once somebody asks.
    besides: OnceLock<Box<[usize]>>,
}

impl Items {
    /// Whether these are the very same, which nobody changed since one was copied from the other.
    #[must_use]
    pub fn is(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }

    /// All but resources and arrows: the few that are looked at time and again, found without going through the many.
    pub fn besides(&self) -> impl Iterator<Item = &Item> + Clone {
        let Shared { list, besides } = &*self.0;
        let is_one = |item: &Item| !matches!(item.kind, ItemKind::Resource(_) | ItemKind::Flow(_));
        let find = || list.iter().enumerate().filter(|(_, item)| is_one(item)).map(|(at, _)| at).collect();
        besides.get_or_init(find).iter().filter_map(|at| list.get(*at))
    }

    /// Those that may be changed, also into others.
    fn changed(&mut self) -> &mut Vec<Item> {
        let shared = Arc::make_mut(&mut self.0);
        shared.besides.take();
        &mut shared.list
    }
}

impl From<Vec<Item>> for Items {
    fn from(list: Vec<Item>) -> Self {
        Self(Arc::new(Shared { list, besides: OnceLock::new() }))
    }
}

impl Deref for Items {
    type Target = Vec<Item>;

    fn deref(&self) -> &Vec<Item> {
        &self.0.list
    }
}

impl DerefMut for Items {
    fn deref_mut(&mut self) -> &mut Vec<Item> {
        self.changed()
    }
}

impl<'i> IntoIterator for &'i Items {
    type Item = &'i Item;
    type IntoIter = std::slice::Iter<'i, Item>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.list.iter()
    }
}

impl<'i> IntoIterator for &'i mut Items {
    type Item = &'i mut Item;
    type IntoIter = std::slice::IterMut<'i, Item>;

    fn into_iter(self) -> Self::IntoIter {
        self.changed().iter_mut()
    }
}
