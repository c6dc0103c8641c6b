//! Texts that are shared.

use ecow::EcoString;

/// A text that can be shared, with no more room than it needs and copied as a whole; the conversion of `ecow` copies
/// byte by byte.
#[must_use]
pub fn shared(text: &str) -> EcoString {
    let mut shared = EcoString::with_capacity(text.len());
    shared.push_str(text);
    shared
}
