//! Named values.

mod entries;
mod words;

use std::fmt;
use std::hash::{Hash, Hasher};
use std::sync::Arc;

use ecow::{EcoString, EcoVec};

use super::Value;
use crate::base::sign;
use entries::{Entries, Pairs};
pub use words::Names;
use words::Words;

/// Names up to which a list is gone through rather than searched.
const SHORT: usize = 24;

/// Room of so many maps is kept for others, which are made within each other.
const MOST_SPARE: usize = 8;

/// Named values, in the order of their names. Most hold a handful: a sorted list takes less room and time than a tree.
/// Copies share their values until one of them is changed, maps that have much in common may share that, and those that
/// have the same names may share these.
#[derive(Clone, Default)]
pub struct Map {
    // INVARIANT: nothing; or names, sorted and each once, then what is shared, if anything is, which has no name in common
    // with these, then a value to each of the names.
    slots: EcoVec<Slot>,
}

#[derive(Debug, Clone)]
enum Slot {
    /// Its own names, while they are put together.
    Names(EcoVec<EcoString>),
    /// Its own names, which other maps may have, too.
    Known(Arc<Words>),
    /// What other maps have, too; shares nothing itself.
    Shared(Map),
    /// The value of one of its own names.
    Own(Value),
}

impl Slot {
    #[inline]
    fn value(&self) -> Option<&Value> {
        match self {
            Self::Own(value) => Some(value),
            Self::Names(_) | Self::Known(_) | Self::Shared(_) => None,
        }
    }
}

impl Map {
    /// An empty map.
    #[must_use]
    pub const fn new() -> Self {
        Self { slots: EcoVec::new() }
    }

    /// An empty map with room for that many names.
    #[must_use]
    pub fn with_capacity(names: usize) -> Self {
        let mut slots = EcoVec::with_capacity(names + 1);
        slots.push(Slot::Names(EcoVec::with_capacity(names)));
        Self { slots }
    }

    /// Takes names and their values out of a list, in which each name stands once; takes no more room than it must, and
    /// shares its names with those that have the same.
    pub fn settled(entries: &mut Vec<(EcoString, Value)>, names: &mut Names) -> Self {
        if entries.is_empty() {
            return Self::new();
        }
        entries.sort_unstable_by(|one, other| one.0.cmp(&other.0));
        let mut slots = EcoVec::with_capacity(entries.len() + 1);
        slots.push(Slot::Known(names.same(entries.iter().map(|(name, _)| name))));
        slots.extend(entries.drain(..).map(|(_, value)| Slot::Own(value)));
        Self { slots }
    }

    /// An empty map with room for that many names, which others had that were settled.
    #[must_use]
    pub fn with_room(names: usize, of: &mut Names) -> Self {
        match of.spare.pop() {
            Some((mut own, mut slots)) => {
                own.reserve(names);
                slots.reserve(names + 1);
                slots.push(Slot::Names(own));
                Self { slots }
            }
            None => Self::with_capacity(names),
        }
    }

    /// Its own names, what is shared, and the values of the names.
    fn parts(&self) -> (&[EcoString], Option<&Self>, &[Slot]) {
        let (names, rest): (&[EcoString], _) = match self.slots.as_slice() {
            [Slot::Names(names), rest @ ..] => (names, rest),
            [Slot::Known(names), rest @ ..] => (names.all(), rest),
            _ => return (&[], None, &[]),
        };
        match rest {
            [Slot::Shared(shared), values @ ..] => (names, Some(shared), values),
            values => (names, None, values),
        }
    }

    /// How many names it has.
    #[must_use]
    pub fn len(&self) -> usize {
        let (names, shared, _) = self.parts();
        names.len() + shared.map_or(0, |shared| shared.parts().0.len())
    }

    /// Whether it has none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Where a name is, or belongs, among its own.
    fn find(&self, name: &str) -> Result<usize, usize> {
        self.parts().0.binary_search_by(|known| known.as_str().cmp(name))
    }

    /// The value of a name.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Value> {
        self.signed(sign(name), name)
    }

    fn signed(&self, sign: u32, name: &str) -> Option<&Value> {
        let (at, rest) = match self.slots.as_slice() {
            [Slot::Known(names), rest @ ..] => (names.position(sign, name), rest),
            [Slot::Names(names), rest @ ..] => (position(names, name), rest),
            _ => return None,
        };
        match (at, rest) {
            (Some(at), [Slot::Shared(_), values @ ..] | values) => values.get(at)?.value(),
            (None, [Slot::Shared(shared), ..]) => shared.signed(sign, name),
            (None, _) => None,
        }
    }

    /// The value of a name, to be changed.
    pub fn get_mut(&mut self, name: &str) -> Option<&mut Value> {
        self.own(name);
        let at = self.find(name).ok()?;
        self.value_at(at)
    }

    fn value_at(&mut self, at: usize) -> Option<&mut Value> {
        let at = self.slot(at);
        match self.slots.make_mut().get_mut(at)? {
            Slot::Own(value) => Some(value),
            Slot::Names(_) | Slot::Known(_) | Slot::Shared(_) => None,
        }
    }

    /// The slot for the value of one of its own names.
    fn slot(&self, at: usize) -> usize {
        self.slots.len() - self.parts().2.len() + at
    }

    /// Its own names, to be changed together with their values.
    fn names_mut(&mut self) -> Option<&mut EcoVec<EcoString>> {
        if self.slots.is_empty() {
            self.slots.push(Slot::Names(EcoVec::new()));
        }
        let slot = self.slots.make_mut().first_mut()?;
        if let Slot::Known(names) = slot {
            *slot = Slot::Names(names.all().into());
        }
        match slot {
            Slot::Names(names) => Some(names),
            Slot::Known(_) | Slot::Shared(_) | Slot::Own(_) => None,
        }
    }

    /// Puts a name and its value where they belong.
    fn put(&mut self, at: usize, name: EcoString, value: Value) {
        if let Some(names) = self.names_mut() {
            names.insert(at, name);
            let at = self.slot(at);
            self.slots.insert(at, Slot::Own(value));
        }
    }

    /// Shares no longer, if a name is shared.
    fn own(&mut self, name: &str) {
        if self.parts().1.is_some_and(|shared| shared.contains_key(name)) {
            self.own_all();
        }
    }

    fn own_all(&mut self) {
        let mut all = Self::with_capacity(self.len());
        all.extend(self.iter().map(|(name, value)| (name.clone(), value.clone())));
        *self = all;
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
                self.put(at, name, value);
                None
            }
        }
    }

    /// Adds the entries of another map whose names it does not have, keeping them once for all maps that do the same.
    pub fn share(&mut self, other: &Self) {
        let shares = self.parts().1.is_some() || other.parts().1.is_some();
        if shares || other.keys().any(|name| self.contains_key(name)) {
            for (name, value) in other {
                self.get_or_insert_with(name, || value.clone());
            }
        } else if !other.is_empty() && self.names_mut().is_some() {
            self.slots.insert(1, Slot::Shared(other.clone()));
        }
    }

    /// The value of a name, made if there is none.
    pub fn get_or_insert_with(&mut self, name: &str, value: impl FnOnce() -> Value) -> Option<&mut Value> {
        self.own(name);
        let at = match self.find(name) {
            Ok(at) => at,
            Err(at) => {
                self.put(at, name.into(), value());
                at
            }
        };
        self.value_at(at)
    }

    /// Takes a name out; the value that it had.
    pub fn remove(&mut self, name: &str) -> Option<Value> {
        self.own(name);
        let at = self.find(name).ok()?;
        let slot = self.slot(at);
        self.names_mut()?.remove(at);
        match self.slots.remove(slot) {
            Slot::Own(value) => Some(value),
            Slot::Names(_) | Slot::Known(_) | Slot::Shared(_) => None,
        }
    }

    /// Names and values, in the order of the names.
    #[must_use]
    pub fn iter(&self) -> Entries<'_> {
        let (_, shared, _) = self.parts();
        Entries { own: Pairs::of(self), shared: shared.map(Pairs::of).unwrap_or_default() }
    }

    /// Names, in order.
    pub fn keys(&self) -> impl DoubleEndedIterator<Item = &EcoString> {
        self.iter().map(|(name, _)| name)
    }

    /// Values, in the order of their names.
    pub fn values(&self) -> impl DoubleEndedIterator<Item = &Value> {
        self.iter().map(|(_, value)| value)
    }

    /// Gives back the room that more names would have taken, and shares its names with those that have the same.
    pub fn settle(&mut self, names: &mut Names) {
        if self.is_empty() {
            *self = Self::new();
            return;
        }
        let Some(Slot::Names(own)) = self.slots.first() else { return };
        let same = names.same(own.iter());
        if self.slots.capacity() == self.slots.len() {
            if let Some(first) = self.slots.make_mut().first_mut() {
                *first = Slot::Known(same);
            }
            return;
        }
        let exact = EcoVec::with_capacity(self.slots.len());
        let mut slots = std::mem::replace(&mut self.slots, exact);
        let mut all = slots.make_mut().iter_mut().map(|slot| std::mem::replace(slot, Slot::Own(Value::None)));
        let own = all.next();
        self.slots.push(Slot::Known(same));
        self.slots.extend(all);
        slots.clear();
        if let Some(Slot::Names(mut own)) = own
            && names.spare.len() < MOST_SPARE
        {
            own.clear();
            names.spare.push((own, slots));
        }
    }
}

/// Where a name is among others. In a short list, lengths tell most names apart without looking at a letter.
fn position(names: &[EcoString], name: &str) -> Option<usize> {
    if names.len() > SHORT {
        names.binary_search_by(|known| known.as_str().cmp(name)).ok()
    } else {
        names.iter().position(|known| known == name)
    }
}

impl PartialEq for Map {
    fn eq(&self, other: &Self) -> bool {
        let same = std::ptr::eq(self.slots.as_slice(), other.slots.as_slice());
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

#[cfg(test)]
mod tests;
