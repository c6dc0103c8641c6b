//! A short stand-in for a resource's content.

use std::fmt::{self, Write as _};

use sha2::{Digest, Sha256};

use super::{Map, Value};

/// The first 16 bytes of SHA-256 over the canonical encoding of a resource's inputs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Fingerprint(pub [u8; 16]);

impl Fingerprint {
    /// The fingerprint of a kind's inputs. References count by their ARN, so that a renamed address is no change.
    #[must_use]
    pub fn of(kind: &str, inputs: &Map) -> Self {
        let mut hash = Sha256::new();
        text(&mut hash, kind);
        map(&mut hash, inputs);
        Self::from_digest(&hash.finalize())
    }

    /// Takes the first 16 bytes of a digest.
    fn from_digest(digest: &[u8]) -> Self {
        let mut bytes = [0; 16];
        for (to, from) in bytes.iter_mut().zip(digest) {
            *to = *from;
        }
        Self(bytes)
    }

    /// Reads back what was stored; `None` if it is not 16 bytes.
    #[must_use]
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        Some(Self(bytes.try_into().ok()?))
    }
}

impl fmt::Display for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

/// Length before content, so that no two contents run together.
fn text(hash: &mut Sha256, text: &str) {
    hash.update((text.len() as u64).to_le_bytes());
    hash.update(text.as_bytes());
}

fn map(hash: &mut Sha256, entries: &Map) {
    hash.update((entries.len() as u64).to_le_bytes());
    for (key, entry) in entries {
        text(hash, key);
        value(hash, entry);
    }
}

fn value(hash: &mut Sha256, entry: &Value) {
    let mut number = String::new();
    match entry {
        Value::None => hash.update([0]),
        Value::Bool(truth) => hash.update([1, u8::from(*truth)]),
        Value::Number(amount) => {
            hash.update([2]);
            let _ = write!(number, "{}", amount.normalize());
            text(hash, &number);
        }
        Value::Quantity(quantity) => {
            hash.update([3]);
            text(hash, quantity.dimension.word());
            let _ = write!(number, "{}", quantity.amount.normalize());
            text(hash, &number);
        }
        // A reference and the ARN it stands for are the same to the world.
        Value::String(content) => {
            hash.update([4]);
            text(hash, content);
        }
        Value::Reference(reference) => {
            hash.update([4]);
            text(hash, &reference.arn);
        }
        Value::Timing(content) => {
            hash.update([5]);
            text(hash, content);
        }
        Value::Range(ends) => {
            hash.update([6]);
            value(hash, &ends.0);
            value(hash, &ends.1);
        }
        Value::List(items) => {
            hash.update([7]);
            hash.update((items.len() as u64).to_le_bytes());
            items.iter().for_each(|item| value(hash, item));
        }
        Value::Map(entries) => {
            hash.update([8]);
            map(hash, entries);
        }
        Value::Secret(digest) => {
            hash.update([9]);
            text(hash, digest);
        }
    }
}
