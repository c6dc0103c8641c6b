//! All resources of a stack.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::{Address, Index, Resource};

/// Resources by address: found at once, and gone through in the order of their addresses once they are sorted. Each is
/// shared with other stacks that have just the same.
#[derive(Debug, Clone, Default)]
pub struct Resources {
    list: Vec<Arc<Resource>>,
    // INVARIANT: holds the hash of the address of each resource in `list`.
    hashes: Vec<u32>,
    // INVARIANT: holds the place of each resource in `list`.
    index: Index,
    // INVARIANT: nothing while they stand as they were added, else the place of each in `list`, once.
    added: Vec<u32>,
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
        let (list, hashes) = (Vec::with_capacity(resources), Vec::with_capacity(resources));
        Self { list, hashes, index: Index::with_capacity(resources), added: Vec::new() }
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
        self.at(self.position(address)?)
    }

    /// The place of the one at an address; once they are sorted, places ascend with addresses.
    #[must_use]
    pub fn position(&self, address: &Address) -> Option<usize> {
        self.index.find(Index::hash(address.as_str()), |at| self.is_at(at, address))
    }

    /// Whether the one at a place has that address, which is mostly the very same text.
    fn is_at(&self, place: usize, address: &Address) -> bool {
        self.list.get(place).is_some_and(|one| {
            let (known, asked) = (one.address.as_str(), address.as_str());
            std::ptr::eq(known, asked) || known == asked
        })
    }

    /// The one at a place.
    #[must_use]
    pub fn at(&self, place: usize) -> Option<&Resource> {
        self.list.get(place).map(|one| &**one)
    }

    /// The one at a place, to be shared.
    #[must_use]
    pub fn shared(&self, place: usize) -> Option<&Arc<Resource>> {
        self.list.get(place)
    }

    /// The one at an address, to be changed; its address may not be.
    pub fn get_mut(&mut self, address: &Address) -> Option<&mut Resource> {
        let at = self.position(address)?;
        self.at_mut(at)
    }

    /// The one at a place, to be changed; its address may not be. If others share it, they keep what it was.
    pub fn at_mut(&mut self, place: usize) -> Option<&mut Resource> {
        self.list.get_mut(place).map(Arc::make_mut)
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
        let known = self.index.find(hash, |at| self.is_at(at, &resource.address));
        match known.and_then(|at| self.list.get_mut(at)) {
            Some(place) => *place = resource,
            None => self.push(resource, hash),
        }
    }

    fn push(&mut self, resource: Arc<Resource>, hash: u32) {
        self.index.insert(hash, self.list.len());
        if !self.added.is_empty() {
            self.added.extend(u32::try_from(self.list.len()));
        }
        self.list.push(resource);
        self.hashes.push(hash);
    }

    /// Adds the one that has a place among others, which share it from now on. There is none at its address yet.
    pub fn push_from(&mut self, others: &Self, place: usize) {
        if let (Some(resource), Some(hash)) = (others.list.get(place), others.hashes.get(place)) {
            self.push(Arc::clone(resource), *hash);
        }
    }

    /// Puts them in the order of their addresses.
    pub fn sort(&mut self) {
        let order = self.order();
        self.put(&order);
    }

    /// Puts them in that order, of which the first ones are in it already.
    pub fn sort_behind(&mut self, first: usize) {
        match first {
            0 => return self.sort(),
            first if first >= self.len() => return,
            _ => {}
        }
        let mut more: Vec<usize> = (first..self.len()).collect();
        let address = |at: usize| self.at(at).map(|resource| &resource.address);
        more.sort_unstable_by(|one, other| address(*one).cmp(&address(*other)));
        let sorted = self.list.get(..first).unwrap_or_default();
        let mut order = Vec::with_capacity(self.len());
        let mut done = 0;
        for at in more {
            let before = sorted.partition_point(|one| Some(&one.address) < address(at));
            order.extend(done..before);
            order.push(at);
            done = before;
        }
        order.extend(done..first);
        self.put(&order);
    }

    /// Gives each the place that its number has in a list.
    fn put(&mut self, order: &[usize]) {
        let mut all: Vec<Option<Arc<Resource>>> = self.list.drain(..).map(Some).collect();
        self.list.extend(order.iter().filter_map(|at| all.get_mut(*at)?.take()));
        self.hashes = order.iter().filter_map(|at| self.hashes.get(*at).copied()).collect();
        let mut now = vec![0; order.len()];
        for (then, place) in order.iter().zip(0_u32..) {
            now.get_mut(*then).into_iter().for_each(|now| *now = place);
        }
        self.index.move_to(&now);
        if self.added.is_empty() {
            self.added = now;
        } else {
            self.added
                .iter_mut()
                .for_each(|place| *place = now.get(*place as usize).copied().unwrap_or(*place));
        }
    }

    /// Their places in the order of their addresses. Addresses are alike up to the first point and lie far apart in
    /// memory, so the first letters behind it are compared before all of them.
    fn order(&self) -> Vec<usize> {
        let mut heads: FxHashMap<&str, u32> = FxHashMap::default();
        let mut keys: Vec<(u32, u32, u64)> = Vec::with_capacity(self.list.len());
        for (at, resource) in (0..).zip(&self.list) {
            let (head, rest) = halves(resource);
            let mut first = [0; 8];
            first.iter_mut().zip(rest.bytes()).for_each(|(to, byte)| *to = byte);
            let next = heads.len() as u32;
            keys.push((*heads.entry(head).or_insert(next), at, u64::from_be_bytes(first)));
        }
        let mut sorted: Vec<(&str, u32)> = heads.into_iter().collect();
        sorted.sort_unstable();
        let mut ranks = vec![0; sorted.len()];
        for (rank, (_, met)) in (0_u32..).zip(&sorted) {
            ranks.get_mut(*met as usize).into_iter().for_each(|place| *place = rank);
        }
        keys.iter_mut().for_each(|key| key.0 = ranks.get(key.0 as usize).copied().unwrap_or(0));
        let address = |at: u32| self.list.get(at as usize).map(|resource| &resource.address);
        keys.sort_unstable_by(|a, b| {
            (a.0, a.2).cmp(&(b.0, b.2)).then_with(|| address(a.1).cmp(&address(b.1)))
        });
        keys.into_iter().map(|(_, at, _)| at as usize).collect()
    }

    /// Their places in the order in which they were added: what is near in the text is near in that order, and in memory,
    /// so that whoever asks for others on the way finds them sooner than in the order of the addresses.
    pub fn as_added(&self) -> impl Iterator<Item = usize> {
        let sorted = self.added.iter().map(|place| *place as usize);
        let unsorted = if self.added.is_empty() { 0..self.list.len() } else { 0..0 };
        sorted.chain(unsorted)
    }

    /// All of them.
    pub fn values(&self) -> impl DoubleEndedIterator<Item = &Resource> + ExactSizeIterator + Clone {
        self.list.iter().map(|one| &**one)
    }

    /// Their addresses.
    pub fn keys(&self) -> impl Iterator<Item = &Address> {
        self.list.iter().map(|resource| &resource.address)
    }
}

/// An address up to its first point, and what follows.
fn halves(resource: &Resource) -> (&str, &str) {
    let text = resource.address.as_str();
    text.split_at(text.find('.').map_or(text.len(), |point| point + 1))
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::{FileId, Span};
    use crate::model::{Few, Lifecycle, Origin};

    fn one(address: &str) -> Resource {
        let here = Span::new(FileId(0), 0, 0);
        Resource {
            address: address.into(),
            kind: "bucket".into(),
            origin: Origin::Written,
            doc: None,
            span: here,
            head: here,
            known_fingerprint: std::sync::OnceLock::new(),
            inputs: crate::model::Map::new(),
            outputs: crate::model::Map::new(),
            places: crate::model::Places::default(),
            edges: Few::new(),
            needs: Few::new(),
            statements: Few::new(),
            lifecycle: Lifecycle::default(),
        }
    }

    #[test]
    fn they_stand_in_the_order_of_their_addresses_whatever_these_are() {
        let written = [
            "bucket.b",
            "bucket.a_very_long_name_that_others_begin_with.log_group",
            "bucket.a_very_long_name_that_others_begin_with",
            "bucket_policy.a",
            "bucket.ä",
            "bucket",
            "bucket.",
            "(bucket.a created -> queue.b).permission",
            "module.m[\"x.y\"].bucket.a",
            "module.m.bucket.a",
            "bucket.a created -> queue.b",
        ];
        let mut all: Resources = written.iter().map(|address| one(address)).collect();
        let added = |all: &Resources| -> Vec<String> {
            all.as_added().filter_map(|at| all.at(at)).map(|one| one.address.to_string()).collect()
        };
        assert_eq!(added(&all), written);
        all.insert(one("queue.b"));
        all.sort_behind(written.len());
        assert_eq!(added(&all), [&written[..], &["queue.b"]].concat());
        let mut written = [&written[..], &["queue.b"]].concat();
        written.sort_unstable();
        let stand: Vec<&str> = all.keys().map(Address::as_str).collect();
        assert_eq!(stand, written);
        assert!(all.keys().enumerate().all(|(at, address)| all.position(address) == Some(at)));
    }
}
