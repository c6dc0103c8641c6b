//! Named values.

use std::fmt;

use ecow::{EcoString, EcoVec};

use super::Value;

/// Names up to which a list is gone through rather than searched.
const SHORT: usize = 24;

/// Named values, in the order of their names. Most hold a handful: a sorted list takes less room and time than a tree.
/// Copies share their entries until one of them is changed.
#[derive(Clone, PartialEq, Eq, Hash, Default)]
pub struct Map {
    // INVARIANT: sorted by name, each name once.
    entries: EcoVec<(EcoString, Value)>,
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

    /// How many names it has.
    #[must_use]
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether it has none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    fn find(&self, name: &str) -> Result<usize, usize> {
        self.entries.binary_search_by(|(known, _)| known.as_str().cmp(name))
    }

    /// Where a name is. In a short list, lengths tell most names apart without looking at a letter.
    fn position(&self, name: &str) -> Option<usize> {
        if self.entries.len() > SHORT {
            return self.find(name).ok();
        }
        self.entries.iter().position(|(known, _)| known.len() == name.len() && known == name)
    }

    /// The value of a name.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Value> {
        self.entries.get(self.position(name)?).map(|(_, value)| value)
    }

    /// The value of a name, to be changed.
    pub fn get_mut(&mut self, name: &str) -> Option<&mut Value> {
        let at = self.position(name)?;
        self.entries.make_mut().get_mut(at).map(|(_, value)| value)
    }

    /// Whether it has a name.
    #[must_use]
    pub fn contains_key(&self, name: &str) -> bool {
        self.position(name).is_some()
    }

    /// Gives a name its value; the value that it had.
    pub fn insert(&mut self, name: EcoString, value: Value) -> Option<Value> {
        match self.find(&name) {
            Ok(at) => self.entries.make_mut().get_mut(at).map(|(_, old)| std::mem::replace(old, value)),
            Err(at) => {
                self.entries.insert(at, (name, value));
                None
            }
        }
    }

    /// The value of a name, made if there is none.
    pub fn get_or_insert_with(&mut self, name: &str, value: impl FnOnce() -> Value) -> Option<&mut Value> {
        let at = match self.find(name) {
            Ok(at) => at,
            Err(at) => {
                self.entries.insert(at, (name.into(), value()));
                at
            }
        };
        self.entries.make_mut().get_mut(at).map(|(_, value)| value)
    }

    /// Takes a name out; the value that it had.
    pub fn remove(&mut self, name: &str) -> Option<Value> {
        let at = self.find(name).ok()?;
        Some(self.entries.remove(at).1)
    }

    /// Names and values, in the order of the names.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = (&EcoString, &Value)> + ExactSizeIterator + Clone {
        self.entries.iter().map(|(name, value)| (name, value))
    }

    /// Names, in order.
    pub fn keys(&self) -> impl DoubleEndedIterator<Item = &EcoString> {
        self.entries.iter().map(|(name, _)| name)
    }

    /// Values, in the order of their names.
    pub fn values(&self) -> impl DoubleEndedIterator<Item = &Value> {
        self.entries.iter().map(|(_, value)| value)
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

impl fmt::Debug for Map {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_map().entries(self.iter()).finish()
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

impl IntoIterator for Map {
    type Item = (EcoString, Value);
    type IntoIter = ecow::vec::IntoIter<(EcoString, Value)>;

    fn into_iter(self) -> Self::IntoIter {
        self.entries.into_iter()
    }
}

impl<'a> IntoIterator for &'a Map {
    type Item = (&'a EcoString, &'a Value);
    type IntoIter = std::iter::Map<
        std::slice::Iter<'a, (EcoString, Value)>,
        fn(&'a (EcoString, Value)) -> (&'a EcoString, &'a Value),
    >;

    fn into_iter(self) -> Self::IntoIter {
        self.entries.iter().map(|(name, value)| (name, value))
    }
}
