//! Texts as physical names and ids have them: with hyphens, cut, hashed.

use std::borrow::Cow;

use sha2::{Digest, Sha256};

/// A title with its article: `an S3 bucket`.
pub(super) fn a_or_an(title: &str) -> String {
    // Read letter by letter, these sound like vowels.
    let spelt = title
        .split(' ')
        .next()
        .is_some_and(|word| word.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit()));
    let vowels = if spelt { "AEFHILMNORSX" } else { "AEIOU" };
    let article = if title.starts_with(|c| vowels.contains(c)) { "an" } else { "a" };
    format!("{article} {title}")
}

/// `snake_case` as `kebab-case`, in small letters.
pub(super) fn kebab(name: &str) -> impl Iterator<Item = char> {
    name.chars().map(|c| if c == '_' { '-' } else { c.to_ascii_lowercase() })
}

/// A text with six hexadecimal digits behind it that are those of another one.
pub(super) fn hashed(text: &str, of: &str) -> String {
    let digest = super::text::hex(&Sha256::digest(of.as_bytes()));
    format!("{text}-{}", digest.get(..6).unwrap_or_default())
}

/// An id in the 17 hexadecimal digits that EC2 counts in.
pub(super) fn hex(id: &str) -> String {
    let mut digits = super::text::hex(&Sha256::digest(id.as_bytes()));
    digits.truncate(17);
    digits
}

/// A text no longer than `max` characters; one that was cut ends in a hyphen and six hexadecimal digits of its hash.
pub(super) fn cut(text: &str, max: usize) -> Cow<'_, str> {
    if text.len() <= max || text.chars().count() <= max {
        return Cow::Borrowed(text);
    }
    let digest = super::text::hex(&Sha256::digest(text.as_bytes()));
    let kept: String = text.chars().take(max.saturating_sub(7)).collect();
    let tail: String = digest.chars().take(6).collect();
    Cow::Owned(format!("{}-{tail}", kept.trim_end_matches(['-', '.', '_'])))
}
