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

/// Texts one behind the other, with no more room than they need.
#[must_use]
pub fn joined<const N: usize>(texts: [&str; N]) -> EcoString {
    let mut joined = EcoString::with_capacity(texts.iter().map(|text| text.len()).sum());
    texts.iter().for_each(|text| joined.push_str(text));
    joined
}

/// What a word has in common with few others, for whoever looks one up among some: its length, and a letter at either end and
/// in the middle.
#[must_use]
#[inline]
pub fn sign(word: &str) -> u32 {
    let letters = word.as_bytes();
    let letter = |at: usize| letters.get(at).copied().unwrap_or(0);
    let last = letters.len().saturating_sub(1);
    u32::from_le_bytes([letters.len() as u8, letter(0), letter(last / 2), letter(last)])
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
