//! Where the values of a JSON text stand, by the paths that lead to them.

use std::ops::Range;

/// One value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JsonPlace {
    /// `Statement[0].Effect`; empty for the whole.
    pub path: String,
    /// The bytes of the name before it, with its quotes; `None` in a list.
    pub name: Option<Range<usize>>,
    /// Its own bytes.
    pub value: Range<usize>,
}

/// The places of a text that is JSON, in their order; a name that stands twice has two.
///
/// Of a text that is none, whatever could be followed.
#[must_use]
pub fn json_places(text: &str) -> Vec<JsonPlace> {
    let mut walk = Walk { text, at: 0, found: Vec::new() };
    walk.value(String::new(), None, 0);
    walk.found
}

/// So deep objects and lists may stand in one another; the readers of JSON go no deeper.
const DEEPEST: usize = 128;

struct Walk<'a> {
    text: &'a str,
    at: usize,
    found: Vec<JsonPlace>,
}

impl Walk<'_> {
    /// The next byte that is no blank, which stays where it is.
    fn peek(&mut self) -> Option<u8> {
        loop {
            let byte = *self.text.as_bytes().get(self.at)?;
            if !byte.is_ascii_whitespace() {
                return Some(byte);
            }
            self.at += 1;
        }
    }

    fn take(&mut self, wanted: u8) -> Option<()> {
        (self.peek()? == wanted).then(|| self.at += 1)
    }

    /// Goes over one value and notes all within it.
    fn value(&mut self, path: String, name: Option<Range<usize>>, depth: usize) -> Option<()> {
        let first = self.peek().filter(|_| depth < DEEPEST)?;
        let (start, place) = (self.at, self.found.len());
        self.found.push(JsonPlace { path: path.clone(), name, value: start..start });
        match first {
            b'{' => self.object(&path, depth)?,
            b'[' => self.list(&path, depth)?,
            b'"' => {
                self.quoted()?;
            }
            _ => {
                let rest = self.text.as_bytes().get(start..)?;
                let ends = |byte: &u8| byte.is_ascii_whitespace() || matches!(byte, b',' | b']' | b'}');
                self.at += rest.iter().position(ends).unwrap_or(rest.len());
            }
        }
        let end = self.at;
        self.found.get_mut(place)?.value = start..end;
        Some(())
    }

    fn object(&mut self, path: &str, depth: usize) -> Option<()> {
        self.take(b'{')?;
        while self.peek()? != b'}' {
            let name = self.quoted()?;
            self.take(b':')?;
            let word: String = serde_json::from_str(self.text.get(name.clone())?).ok()?;
            let inner = if path.is_empty() { word } else { format!("{path}.{word}") };
            self.value(inner, Some(name), depth + 1)?;
            if self.take(b',').is_none() {
                break;
            }
        }
        self.take(b'}')
    }

    fn list(&mut self, path: &str, depth: usize) -> Option<()> {
        self.take(b'[')?;
        let mut number = 0;
        while self.peek()? != b']' {
            self.value(format!("{path}[{number}]"), None, depth + 1)?;
            number += 1;
            if self.take(b',').is_none() {
                break;
            }
        }
        self.take(b']')
    }

    /// The bytes of a text with its quotes.
    fn quoted(&mut self) -> Option<Range<usize>> {
        self.take(b'"')?;
        let start = self.at - 1;
        loop {
            match self.text.as_bytes().get(self.at)? {
                b'"' => break,
                b'\\' => self.at += 2,
                _ => self.at += 1,
            }
        }
        self.at += 1;
        Some(start..self.at)
    }
}

#[cfg(test)]
mod tests {
    use super::json_places;

    #[test]
    fn every_value_is_found_with_its_name() {
        let text = r#" {"a": [1, {"b\"c": null}], "a": "x"} "#;
        let found = json_places(text);
        let shown: Vec<(&str, Option<&str>, &str)> = found
            .iter()
            .map(|place| {
                let name = place.name.clone().map(|name| &text[name]);
                (place.path.as_str(), name, &text[place.value.clone()])
            })
            .collect();
        assert_eq!(
            shown,
            [
                ("", None, text.trim()),
                ("a", Some("\"a\""), "[1, {\"b\\\"c\": null}]"),
                ("a[0]", None, "1"),
                ("a[1]", None, "{\"b\\\"c\": null}"),
                ("a[1].b\"c", Some("\"b\\\"c\""), "null"),
                ("a", Some("\"a\""), "\"x\""),
            ]
        );
    }

    #[test]
    fn what_is_no_json_ends_the_walk() {
        for text in ["", "{", "{\"a\"", "[1,", "\"\\", &"[".repeat(10_000)] {
            assert!(json_places(text).len() <= 128, "{text}");
        }
    }
}
