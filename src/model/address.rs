//! What the language calls a thing.

use std::fmt;

use ecow::EcoString;
use serde::{Deserialize, Serialize};

use crate::base::joined;

/// The name of a resource or flow within its stack, as the language writes it: `function.resize`,
/// `bucket.files["acme"]`, `module.site["acme"].bucket.files`,
/// `bucket.uploads created under "raw/" -> function.resize`. What AWS makes by itself is named after what
/// it belongs to: `function.resize.log_group`, `(api.public "GET /x" -> function.f).permission`.
/// Ordered by text.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Address(pub EcoString);

impl Address {
    /// The address of a resource.
    #[must_use]
    pub fn of(kind: &str, name: &str) -> Self {
        Self(joined([kind, ".", name]))
    }

    /// The address of a part that AWS makes by itself.
    #[must_use]
    pub fn part(&self, name: &str) -> Self {
        if self.is_flow() { Self(joined(["(", &self.0, ").", name])) } else { Self::of(&self.0, name) }
    }

    /// The kind of a resource, or of what a part belongs to; of a flow, the kind that it comes from.
    #[must_use]
    pub fn kind(&self) -> &str {
        let inside = self.0.get(self.module().len()..).unwrap_or("");
        inside.split('.').next().unwrap_or("")
    }

    /// What stands before kind and name, such as `module.site["acme"].`; empty outside modules. Of a module's own
    /// address, what stands before that.
    #[must_use]
    pub fn module(&self) -> &str {
        let mut rest = self.0.as_str();
        while let Some(after) = rest.strip_prefix("module.") {
            let end = bare(after).find(|(_, c)| *c == '.').map(|(at, _)| at + 1);
            let Some(inside) = end.and_then(|end| after.get(end..)) else { break };
            rest = inside;
        }
        self.0.get(..self.0.len() - rest.len()).unwrap_or("")
    }

    /// Whether it is an arrow's line.
    #[must_use]
    pub fn is_flow(&self) -> bool {
        self.0.contains(' ') && bare(&self.0).any(|(_, c)| c == ' ')
    }

    /// The text without its keys: what its instances have in common.
    #[must_use]
    pub fn without_keys(&self) -> String {
        let mut depth = 0_usize;
        let mut text = String::new();
        for (_, c) in bare(&self.0) {
            match c {
                '[' => depth += 1,
                ']' => depth = depth.saturating_sub(1),
                c if depth == 0 => text.push(c),
                _ => {}
            }
        }
        text
    }

    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// The loop's address and the key in its brackets, of the address of an instance; a part of an instance is none.
#[must_use]
pub fn instance(address: &str) -> Option<(&str, &str)> {
    let (open, _) = bare(address).filter(|(_, c)| *c == '[').last()?;
    address.ends_with(']').then(|| address.split_at_checked(open))?
}

/// The characters of a text that stand in no quotes, each with its place.
pub(super) fn bare(text: &str) -> impl Iterator<Item = (usize, char)> {
    let (mut quoted, mut escaped) = (false, false);
    text.char_indices().filter(move |(_, c)| {
        let within = quoted || *c == '"';
        match (quoted, escaped, c) {
            (true, true, _) => escaped = false,
            (true, false, '\\') => escaped = true,
            (_, false, '"') => quoted = !quoted,
            _ => {}
        }
        !within
    })
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl From<&str> for Address {
    fn from(text: &str) -> Self {
        Self(text.into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_taken_apart_whatever_its_keys_hold() {
        for (text, module, kind, bare) in [
            ("bucket.files", "", "bucket", "bucket.files"),
            (r#"bucket.files["a.b"]"#, "", "bucket", "bucket.files"),
            (
                r#"module.site["a\"].x"].bucket.files[3]"#,
                r#"module.site["a\"].x"]."#,
                "bucket",
                "module.site.bucket.files",
            ),
            ("module.a.module.b.role.r", "module.a.module.b.", "role", "module.a.module.b.role.r"),
            ("module.a.module.b", "module.a.", "module", "module.a.module.b"),
        ] {
            let address = Address::from(text);
            assert_eq!((address.module(), address.kind()), (module, kind), "{text}");
            assert_eq!(address.without_keys(), bare, "{text}");
        }
    }

    #[test]
    fn an_instance_is_told_from_its_parts() {
        assert_eq!(instance(r#"bucket.files["a[\"]"]"#), Some(("bucket.files", r#"["a[\"]"]"#)));
        assert_eq!(instance(r#"module.m["a"].bucket.b[3]"#), Some((r#"module.m["a"].bucket.b"#, "[3]")));
        assert_eq!(instance(r#"function.f["a"].log_group"#), None);
        assert_eq!(instance("bucket.files"), None);
    }

    #[test]
    fn a_key_with_blanks_makes_no_flow() {
        assert!(!Address::from(r#"bucket.files["a b -> c"]"#).is_flow());
        assert!(Address::from(r#"bucket.files["a"] created -> function.f["b"]"#).is_flow());
        assert_eq!(
            Address::from(r#"function.f["a b"]"#).part("log_group").as_str(),
            r#"function.f["a b"].log_group"#
        );
    }
}
