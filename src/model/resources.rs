//! All resources of a stack.

use rustc_hash::FxHashMap;

use super::{Address, Resource};

/// Resources by address: found at once, and gone through in the order of their addresses once they are sorted.
#[derive(Debug, Clone, Default)]
pub struct Resources {
    list: Vec<Resource>,
    // INVARIANT: names the place of each resource in `list`.
    index: FxHashMap<Address, usize>,
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
        let index = FxHashMap::with_capacity_and_hasher(resources, rustc_hash::FxBuildHasher);
        Self { list: Vec::with_capacity(resources), index }
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.list.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// The one at an address.
    #[must_use]
    pub fn get(&self, address: &Address) -> Option<&Resource> {
        self.list.get(*self.index.get(address)?)
    }

    /// The place of the one at an address; once they are sorted, places ascend with addresses.
    #[must_use]
    pub fn position(&self, address: &Address) -> Option<usize> {
        self.index.get(address).copied()
    }

    /// The one at a place.
    #[must_use]
    pub fn at(&self, place: usize) -> Option<&Resource> {
        self.list.get(place)
    }

    /// The one at an address, to be changed; its address may not be.
    pub fn get_mut(&mut self, address: &Address) -> Option<&mut Resource> {
        self.list.get_mut(*self.index.get(address)?)
    }

    /// The one at a place, to be changed; its address may not be.
    pub fn at_mut(&mut self, place: usize) -> Option<&mut Resource> {
        self.list.get_mut(place)
    }

    /// Whether there is one at an address.
    #[must_use]
    pub fn contains_key(&self, address: &Address) -> bool {
        self.index.contains_key(address)
    }

    /// Adds one, in place of the one at the same address. Whoever has added the last one sorts.
    pub fn insert(&mut self, resource: Resource) {
        match self.index.get(&resource.address) {
            Some(at) => {
                if let Some(place) = self.list.get_mut(*at) {
                    *place = resource;
                }
            }
            None => {
                self.index.insert(resource.address.clone(), self.list.len());
                self.list.push(resource);
            }
        }
    }

    /// Puts them in the order of their addresses.
    pub fn sort(&mut self) {
        let address = |at: &usize| self.list.get(*at).map(|resource| &resource.address);
        let mut order: Vec<usize> = (0..self.list.len()).collect();
        order.sort_unstable_by(|a, b| address(a).cmp(&address(b)));
        // A resource is large: each is moved once, along the circles in which the places change.
        for start in 0..order.len() {
            let mut at = start;
            while let Some(from) = order.get_mut(at).map(|from| std::mem::replace(from, at)) {
                if from == at || from == start {
                    break;
                }
                self.list.swap(at, from);
                at = from;
            }
        }
        for (at, resource) in self.list.iter().enumerate() {
            if let Some(place) = self.index.get_mut(&resource.address) {
                *place = at;
            }
        }
    }

    /// All of them.
    pub fn values(&self) -> impl DoubleEndedIterator<Item = &Resource> + ExactSizeIterator + Clone {
        self.list.iter()
    }

    /// All of them, to be changed; their addresses may not be.
    pub fn values_mut(&mut self) -> impl Iterator<Item = &mut Resource> {
        self.list.iter_mut()
    }

    /// Their addresses.
    pub fn keys(&self) -> impl Iterator<Item = &Address> {
        self.list.iter().map(|resource| &resource.address)
    }
}

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
