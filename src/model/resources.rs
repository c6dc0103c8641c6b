//! All resources of a stack.

mod flat;
mod over;
#[cfg(test)]
mod tests;

use std::ops::Range;
use std::sync::Arc;

use super::{Address, Index, Resource};
use flat::Flat;
use over::Over;

/// Resources by address: found at once, and gone through in the order of their addresses once they are sorted. Each is
/// shared with other stacks that have just the same.
///
/// What comes of a stack after an edit begins with those that it had: the list of these is shared, and beside it stands which
/// of them are there and what there is besides.
#[derive(Debug, Clone, Default)]
pub struct Resources {
    flat: Arc<Flat>,
    over: Option<Box<Over>>,
}

impl Resources {
    /// No resources.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// No resources, with room for that many.
    #[must_use]
    pub fn with_capacity(resources: usize) -> Self {
        Self { flat: Arc::new(Flat::with_capacity(resources)), over: None }
    }

    /// None of others yet, of which nearly all are to be kept.
    #[must_use]
    pub fn after(others: &Self) -> Self {
        let base = others.flat.list.len();
        let own = others.over.as_ref().map_or(0, |over| over.own());
        // What is not shared is put into the list, now and then.
        if base == 0 || own > base / MOST_OWN {
            return Self::with_capacity(others.len() + others.len() / 8);
        }
        Self { flat: Arc::clone(&others.flat), over: Some(Box::new(Over::new(base))) }
    }

    /// Adds the one that has a place among those that these come after. There is none at its address yet.
    pub fn keep(&mut self, others: &Self, place: usize) {
        match &mut self.over {
            Some(over) => over.keep(&self.flat, others.over.as_deref(), place),
            None => {
                if let Some(one) = others.shared(place) {
                    Arc::make_mut(&mut self.flat).push(Arc::clone(one), Index::hash(one.address.as_str()));
                }
            }
        }
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.over.as_ref().map_or(self.flat.list.len(), |over| over.len())
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The one at an address.
    #[must_use]
    pub fn get(&self, address: &Address) -> Option<&Resource> {
        self.at(self.position(address)?)
    }

    /// The place of the one at an address; once they are sorted, places ascend with addresses.
    #[must_use]
    pub fn position(&self, address: &Address) -> Option<usize> {
        self.find(Index::hash(address.as_str()), address)
    }

    fn find(&self, hash: u32, address: &Address) -> Option<usize> {
        match &self.over {
            None => self.flat.position(hash, address, |_| true),
            Some(over) => over.position(&self.flat, hash, address),
        }
    }

    /// The one at a place.
    #[must_use]
    pub fn at(&self, place: usize) -> Option<&Resource> {
        self.shared(place).map(|one| &**one)
    }

    /// The one at a place, to be shared.
    #[must_use]
    pub fn shared(&self, place: usize) -> Option<&Arc<Resource>> {
        match &self.over {
            None => self.flat.list.get(place),
            Some(over) => over.shared(&self.flat, place),
        }
    }

    /// The one at an address, to be changed; its address may not be.
    pub fn get_mut(&mut self, address: &Address) -> Option<&mut Resource> {
        let at = self.position(address)?;
        self.at_mut(at)
    }

    /// The one at a place, to be changed; its address may not be. If others share it, they keep what it was.
    pub fn at_mut(&mut self, place: usize) -> Option<&mut Resource> {
        self.shared_mut(place).map(Arc::make_mut)
    }

    fn shared_mut(&mut self, place: usize) -> Option<&mut Arc<Resource>> {
        match &mut self.over {
            None => Arc::make_mut(&mut self.flat).list.get_mut(place),
            Some(over) => over.at_mut(&self.flat, place),
        }
    }

    /// Whether there is one at an address.
    #[must_use]
    pub fn contains_key(&self, address: &Address) -> bool {
        self.position(address).is_some()
    }

    /// Adds one, in place of the one at the same address. Whoever has added the last one sorts.
    pub fn insert(&mut self, resource: impl Into<Arc<Resource>>) {
        let resource = resource.into();
        let hash = Index::hash(resource.address.as_str());
        let known = self.find(hash, &resource.address);
        if let Some(place) = known.and_then(|at| self.shared_mut(at)) {
            *place = resource;
            return;
        }
        match &mut self.over {
            None => Arc::make_mut(&mut self.flat).push(resource, hash),
            Some(over) => over.push(resource, hash),
        }
    }

    /// Puts them in the order of their addresses.
    pub fn sort(&mut self) {
        let order = match self.over {
            None => self.flat.order(),
            Some(_) => {
                let mut order: Vec<u32> = (0..self.len() as u32).collect();
                order.sort_unstable_by_key(|one| self.address(*one as usize));
                order
            }
        };
        self.put(order);
    }

    /// Puts them in that order, of which the first ones are in it already.
    pub fn sort_behind(&mut self, first: usize) {
        match first {
            0 => return self.sort(),
            first if first >= self.len() => return,
            _ => {}
        }
        let mut more: Vec<usize> = (first..self.len()).collect();
        more.sort_unstable_by(|one, other| self.address(*one).cmp(&self.address(*other)));
        let mut order = Vec::with_capacity(self.len());
        let mut done = 0;
        for at in more {
            let before = self.first_behind(done..first, at);
            order.extend(done as u32..before as u32);
            order.push(at as u32);
            done = before;
        }
        order.extend(done as u32..first as u32);
        self.put(order);
    }

    fn address(&self, place: usize) -> Option<&Address> {
        self.at(place).map(|one| &one.address)
    }

    /// The first of some places in order whose address comes behind that of another place, or their end.
    fn first_behind(&self, sorted: Range<usize>, at: usize) -> usize {
        let Range { start: mut from, end: mut to } = sorted;
        while from < to {
            let middle = from + (to - from) / 2;
            if self.address(middle) < self.address(at) {
                from = middle + 1;
            } else {
                to = middle;
            }
        }
        from
    }

    /// Gives each the place that its number has in a list.
    fn put(&mut self, order: Vec<u32>) {
        match &mut self.over {
            None => Arc::make_mut(&mut self.flat).put(order),
            Some(over) => over.put(&order),
        }
    }

    /// Their places in the order in which they were added: what is near in the text is near in that order, and in memory,
    /// so that whoever asks for others on the way finds them sooner than in the order of the addresses.
    pub fn as_added(&self) -> impl Iterator<Item = usize> {
        let flat = self.over.is_none().then(|| self.flat.as_added());
        let over = self.over.as_ref().map(|over| over.as_added(&self.flat));
        flat.into_iter().flatten().chain(over.into_iter().flatten())
    }

    /// All of them.
    pub fn values(&self) -> impl DoubleEndedIterator<Item = &Resource> + ExactSizeIterator + Clone {
        Values { all: self, left: 0..self.len() }
    }

    /// Their addresses.
    pub fn keys(&self) -> impl Iterator<Item = &Address> {
        self.values().map(|resource| &resource.address)
    }
}

/// Of so many that are shared, one may be an own one before all of them are put into one list.
const MOST_OWN: usize = 8;

/// Resources one after the other.
#[derive(Debug, Clone)]
struct Values<'a> {
    all: &'a Resources,
    left: Range<usize>,
}

impl<'a> Iterator for Values<'a> {
    type Item = &'a Resource;

    fn next(&mut self) -> Option<&'a Resource> {
        self.all.at(self.left.next()?)
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.left.size_hint()
    }

    fn nth(&mut self, nth: usize) -> Option<&'a Resource> {
        self.all.at(self.left.nth(nth)?)
    }
}

impl DoubleEndedIterator for Values<'_> {
    fn next_back(&mut self) -> Option<Self::Item> {
        self.all.at(self.left.next_back()?)
    }
}

impl ExactSizeIterator for Values<'_> {}

impl Extend<Resource> for Resources {
    fn extend<I: IntoIterator<Item = Resource>>(&mut self, all: I) {
        all.into_iter().for_each(|resource| self.insert(resource));
    }
}

impl FromIterator<Resource> for Resources {
    fn from_iter<I: IntoIterator<Item = Resource>>(all: I) -> Self {
        let mut resources = Self::new();
        resources.extend(all);
        resources.sort();
        resources
    }
}
