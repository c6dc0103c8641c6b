//! What tells that two readings of a declaration are of the same text.

use std::fmt;
use std::sync::atomic::{AtomicU64, Ordering};

/// What tells that two readings of a declaration are of the same text, wherever that stands.
#[derive(Clone, Copy, Default)]
pub struct Mark(u64);

/// The mark that is given next; 0 is none.
static NEXT: AtomicU64 = AtomicU64::new(1);

impl Mark {
    /// A mark that nothing has yet.
    pub(in crate::syntax) fn next() -> Self {
        Self(NEXT.fetch_add(1, Ordering::Relaxed))
    }

    /// The number that tells marks apart.
    #[must_use]
    pub(crate) fn number(self) -> u64 {
        self.0
    }

    /// Whether what has this mark says the same as what has the other. Nobody knows where there is none.
    #[must_use]
    pub fn says_the_same(self, other: Self) -> bool {
        self.0 > 0 && self.0 == other.0
    }
}

/// Which one it is depends on what was read before, and is no part of what was read.
impl fmt::Debug for Mark {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Mark")
    }
}
