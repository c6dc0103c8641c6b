//! Named values.

use std::fmt;
use std::hash::{Hash, Hasher};
use std::slice;

use ecow::{EcoString, EcoVec};

use super::Value;

/// Names up to which a list is gone through rather than searched.
const SHORT: usize = 24;

/// Named values, in the order of their names. Most hold a handful: a sorted list takes less room and time than a tree.
/// Copies share their entries until one of them is changed, and maps that have much in common may share that.
#[derive(Clone, Default)]
pub struct Map {
    // INVARIANT: what is shared comes first and has no name in common with the rest, which is sorted by name, each name once.
    entries: EcoVec<Entry>,
}

#[derive(Clone)]
enum Entry {
    /// What other maps have, too; shares nothing itself.
    Shared(Map),
    Own(EcoString, Value),
}

impl Entry {
    /// Name and value of one of its own.
    fn pair(&self) -> Option<(&EcoString, &Value)> {
        match self {
            Self::Own(name, value) => Some((name, value)),
            Self::Shared(_) => None,
        }
    }

    fn name(&self) -> &str {
        self.pair().map_or("", |(name, _)| name)
    }
}

impl Map {
    /// An empty map.
    #[must_use]
    pub const fn new() -> Self {
        Self { entries: EcoVec::new() }
    }

    /// An empty map with room for that many names.
    #[must_use]
    pub fn with_capacity(names: usize) -> Self {
        Self { entries: EcoVec::with_capacity(names) }
    }

    /// What is shared, and the rest.
    fn parts(&self) -> (Option<&Self>, &[Entry]) {
        match self.entries.split_first() {
            Some((Entry::Shared(shared), own)) => (Some(shared), own),
            _ => (None, &self.entries),
        }
    }

    /// How many names it has.
    #[must_use]
    pub fn len(&self) -> usize {
        let (shared, own) = self.parts();
        own.len() + shared.map_or(0, |shared| shared.entries.len())
    }

    /// Whether it has none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// Where a name is, or belongs, among all entries.
    fn find(&self, name: &str) -> Result<usize, usize> {
        let own = self.parts().1;
        let before = self.entries.len() - own.len();
        let found = own.binary_search_by(|entry| entry.name().cmp(name));
        found.map(|at| at + before).map_err(|at| at + before)
    }

    /// The value of a name.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Value> {
        let (shared, own) = self.parts();
        among(own, name).or_else(|| among(&shared?.entries, name))
    }

    /// The value of a name, to be changed.
    pub fn get_mut(&mut self, name: &str) -> Option<&mut Value> {
        self.own(name);
        let at = self.find(name).ok()?;
        self.value_at(at)
    }

    fn value_at(&mut self, at: usize) -> Option<&mut Value> {
        match self.entries.make_mut().get_mut(at)? {
            Entry::Own(_, value) => Some(value),
            Entry::Shared(_) => None,
        }
    }

    /// Shares no longer, if a name is shared.
    fn own(&mut self, name: &str) {
        if self.parts().0.is_some_and(|shared| shared.contains_key(name)) {
            self.own_all();
        }
    }

    fn own_all(&mut self) {
        let all = self.iter().map(|(name, value)| Entry::Own(name.clone(), value.clone())).collect();
        self.entries = all;
    }

    /// Whether it has a name.
    #[must_use]
    pub fn contains_key(&self, name: &str) -> bool {
        self.get(name).is_some()
    }

    /// Gives a name its value; the value that it had.
    pub fn insert(&mut self, name: EcoString, value: Value) -> Option<Value> {
        self.own(&name);
        match self.find(&name) {
            Ok(at) => self.value_at(at).map(|old| std::mem::replace(old, value)),
            Err(at) => {
                self.entries.insert(at, Entry::Own(name, value));
                None
            }
        }
    }

    /// Adds the entries of another map whose names it does not have, keeping them once for all maps that do the same.
    pub fn share(&mut self, other: &Self) {
        let shares = self.parts().0.is_some() || other.parts().0.is_some();
        if shares || other.keys().any(|name| self.contains_key(name)) {
            for (name, value) in other {
                self.get_or_insert_with(name, || value.clone());
            }
        } else if !other.is_empty() {
            self.entries.insert(0, Entry::Shared(other.clone()));
        }
    }

    /// The value of a name, made if there is none.
    pub fn get_or_insert_with(&mut self, name: &str, value: impl FnOnce() -> Value) -> Option<&mut Value> {
        self.own(name);
        let at = match self.find(name) {
            Ok(at) => at,
            Err(at) => {
                self.entries.insert(at, Entry::Own(name.into(), value()));
                at
            }
        };
        self.value_at(at)
    }

    /// Takes a name out; the value that it had.
    pub fn remove(&mut self, name: &str) -> Option<Value> {
        self.own(name);
        let at = self.find(name).ok()?;
        match self.entries.remove(at) {
            Entry::Own(_, value) => Some(value),
            Entry::Shared(_) => None,
        }
    }

    /// Names and values, in the order of the names.
    #[must_use]
    pub fn iter(&self) -> Entries<'_> {
        let (shared, own) = self.parts();
        Entries { own: own.iter(), shared: shared.map_or(&[][..], |shared| &shared.entries).iter() }
    }

    /// Names, in order.
    pub fn keys(&self) -> impl DoubleEndedIterator<Item = &EcoString> {
        self.iter().map(|(name, _)| name)
    }

    /// Values, in the order of their names.
    pub fn values(&self) -> impl DoubleEndedIterator<Item = &Value> {
        self.iter().map(|(_, value)| value)
    }

    /// Gives back the room that more names would have taken.
    pub fn shrink_to_fit(&mut self) {
        if self.entries.capacity() > self.entries.len() {
            let mut exact = EcoVec::with_capacity(self.entries.len());
            exact.extend(std::mem::take(&mut self.entries));
            self.entries = exact;
        }
    }
}

/// The value of a name among entries. In a short list, lengths tell most names apart without looking at a letter.
fn among<'m>(entries: &'m [Entry], name: &str) -> Option<&'m Value> {
    let found = if entries.len() > SHORT {
        entries.get(entries.binary_search_by(|entry| entry.name().cmp(name)).ok()?)?
    } else {
        entries.iter().find(|entry| entry.pair().is_some_and(|(known, _)| known == name))?
    };
    found.pair().map(|(_, value)| value)
}

/// Entries of a map, in the order of their names, from either end.
#[derive(Debug, Clone)]
pub struct Entries<'m> {
    own: slice::Iter<'m, Entry>,
    shared: slice::Iter<'m, Entry>,
}

impl<'m> Iterator for Entries<'m> {
    type Item = (&'m EcoString, &'m Value);

    fn next(&mut self) -> Option<Self::Item> {
        let first = |entries: &slice::Iter<'m, Entry>| entries.as_slice().first().map(Entry::name);
        let from_shared = match (first(&self.own), first(&self.shared)) {
            (Some(own), Some(shared)) => shared < own,
            (own, _) => own.is_none(),
        };
        if from_shared { self.shared.next()?.pair() } else { self.own.next()?.pair() }
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        let left = self.own.len() + self.shared.len();
        (left, Some(left))
    }
}

impl<'m> DoubleEndedIterator for Entries<'m> {
    fn next_back(&mut self) -> Option<Self::Item> {
        let last = |entries: &slice::Iter<'m, Entry>| entries.as_slice().last().map(Entry::name);
        let from_shared = match (last(&self.own), last(&self.shared)) {
            (Some(own), Some(shared)) => shared > own,
            (own, _) => own.is_none(),
        };
        if from_shared { self.shared.next_back()?.pair() } else { self.own.next_back()?.pair() }
    }
}

impl ExactSizeIterator for Entries<'_> {}

impl PartialEq for Map {
    fn eq(&self, other: &Self) -> bool {
        let same = std::ptr::eq(self.entries.as_slice(), other.entries.as_slice());
        same || self.len() == other.len() && self.iter().eq(other)
    }
}

impl Eq for Map {}

impl Hash for Map {
    fn hash<H: Hasher>(&self, state: &mut H) {
        state.write_usize(self.len());
        self.iter().for_each(|entry| entry.hash(state));
    }
}

impl fmt::Debug for Map {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_map().entries(self.iter()).finish()
    }
}

impl fmt::Debug for Entry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Shared(shared) => shared.fmt(f),
            Self::Own(name, value) => (name, value).fmt(f),
        }
    }
}

impl FromIterator<(EcoString, Value)> for Map {
    fn from_iter<I: IntoIterator<Item = (EcoString, Value)>>(entries: I) -> Self {
        let mut map = Self::new();
        map.extend(entries);
        map
    }
}

impl<const N: usize> From<[(EcoString, Value); N]> for Map {
    fn from(entries: [(EcoString, Value); N]) -> Self {
        entries.into_iter().collect()
    }
}

impl Extend<(EcoString, Value)> for Map {
    fn extend<I: IntoIterator<Item = (EcoString, Value)>>(&mut self, entries: I) {
        for (name, value) in entries {
            self.insert(name, value);
        }
    }
}

/// Entries of a map that is given up, in the order of their names.
#[derive(Debug)]
pub struct IntoEntries(ecow::vec::IntoIter<Entry>);

impl Iterator for IntoEntries {
    type Item = (EcoString, Value);

    fn next(&mut self) -> Option<Self::Item> {
        match self.0.next()? {
            Entry::Own(name, value) => Some((name, value)),
            Entry::Shared(_) => None,
        }
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.0.size_hint()
    }
}

impl IntoIterator for Map {
    type Item = (EcoString, Value);
    type IntoIter = IntoEntries;

    fn into_iter(mut self) -> IntoEntries {
        if self.parts().0.is_some() {
            self.own_all();
        }
        IntoEntries(self.entries.into_iter())
    }
}

impl<'a> IntoIterator for &'a Map {
    type Item = (&'a EcoString, &'a Value);
    type IntoIter = Entries<'a>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn map(names: &[&str]) -> Map {
        names.iter().map(|name| (EcoString::from(*name), Value::from(*name))).collect()
    }

    fn names(map: &Map) -> Vec<&str> {
        map.keys().map(EcoString::as_str).collect()
    }

    fn hash(map: &Map) -> u64 {
        use std::hash::BuildHasher;
        rustc_hash::FxBuildHasher.hash_one(map)
    }

    #[test]
    fn an_entry_takes_no_more_than_its_name_and_value() {
        assert_eq!(size_of::<Entry>(), size_of::<(EcoString, Value)>());
        assert_eq!(size_of::<Value>(), 24);
    }

    #[test]
    fn what_is_shared_is_read_as_what_is_not() {
        let plain = map(&["a", "b", "c", "d", "e"]);
        for (own, shared) in [
            (&["a", "c"][..], &["b", "d", "e"][..]),
            (&[], &["a", "b", "c", "d", "e"]),
            (&["b", "e"], &["a", "c", "d"]),
            (&["a", "b", "c"], &["c", "d", "e"]),
        ] {
            let mut half = map(own);
            half.share(&map(shared));
            assert_eq!((&half, hash(&half), half.len()), (&plain, hash(&plain), 5));
            assert_eq!(names(&half), ["a", "b", "c", "d", "e"]);
            assert_eq!(half.keys().rev().map(EcoString::as_str).collect::<String>(), "edcba");
            assert!(plain.iter().all(|(name, value)| half.get(name) == Some(value)));
            assert_eq!(half.into_iter().collect::<Vec<_>>(), plain.clone().into_iter().collect::<Vec<_>>());
        }
    }

    #[test]
    fn a_change_is_of_one_map_and_not_of_those_it_shares_with() {
        let shared = map(&["b", "d"]);
        let (mut one, mut other) = (map(&["c"]), map(&["a"]));
        one.share(&shared);
        other.share(&shared);
        assert_eq!(one.insert("d".into(), Value::Bool(true)), Some(Value::from("d")));
        assert_eq!(one.insert("e".into(), Value::None), None);
        assert_eq!(one.remove("b"), Some(Value::from("b")));
        assert_eq!(other.remove("x"), None);
        if let Some(value) = other.get_mut("b") {
            *value = Value::None;
        }
        other.share(&map(&["a", "z"]));
        assert_eq!((names(&one), one.get("d")), (vec!["c", "d", "e"], Some(&Value::Bool(true))));
        assert_eq!((names(&other), other.get("a")), (vec!["a", "b", "d", "z"], Some(&Value::from("a"))));
        assert_eq!(shared, map(&["b", "d"]));
    }
}
