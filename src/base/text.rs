//! Texts that are shared, and words in sentences.

use ecow::EcoString;

/// A text that can be shared, with no more room than it needs and copied as a whole; the conversion of `ecow` copies
/// byte by byte.
#[must_use]
pub fn shared(text: &str) -> EcoString {
    let mut shared = EcoString::with_capacity(text.len());
    shared.push_str(text);
    shared
}

/// A noun with its article: `a bucket`, `an alarm`.
#[must_use]
pub fn a(noun: &str) -> String {
    let vowel = noun.starts_with(['a', 'e', 'i', 'o', 'u']);
    format!("{} {noun}", if vowel { "an" } else { "a" })
}

/// Several nouns, each with its article, of which one is meant: `a queue or an api`.
#[must_use]
pub fn one_of(nouns: &[&str]) -> String {
    let all: Vec<String> = nouns.iter().map(|noun| a(noun)).collect();
    all.join(" or ")
}
