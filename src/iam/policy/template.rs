//! Texts in which variables of the request may stand.

use std::borrow::Cow;

use ecow::EcoString;

use super::Version;
use super::context::Keys;
use super::glob::{Glob, Reading, Unit};

/// A pattern as it was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Template {
    /// The text.
    pub(super) text: EcoString,
    reading: Reading,
    form: Form,
}

/// What a pattern takes. Nearly all are of the first two forms, which need nothing but the text.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Form {
    /// Only the text itself.
    Literal,
    /// Whatever begins with all of the text but its last sign, a `*`.
    Head,
    /// What has wildcards in other places.
    Glob(Glob),
    /// What has variables.
    Parts(Vec<Part>),
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Part {
    Units(Vec<Unit>),
    /// `${key}` or `${key, 'default'}`
    Variable {
        key: String,
        default: Option<String>,
    },
}

impl Template {
    /// Reads a text; before 2012 nothing in it is a variable.
    pub(super) fn new(text: impl Into<EcoString>, reading: Reading, version: Version) -> Self {
        let text = text.into();
        let form = match simple(&text, reading) {
            Some(form) if split(&text, version).is_none() => form,
            _ => read(&text, reading, version),
        };
        Self { text, reading, form }
    }

    /// A text in which nothing stands for anything else, such as the value of `StringEquals`, but for variables.
    pub(super) fn literal(text: impl Into<EcoString>, reading: Reading, version: Version) -> Self {
        let text = text.into();
        if split(&text, version).is_none() {
            return Self { text, reading, form: Form::Literal };
        }
        let plain = |unit: Unit| match unit {
            Unit::Any => Unit::Char('*'),
            Unit::One => Unit::Char('?'),
            unit => unit,
        };
        let mut form = read(&text, reading, version);
        if let Form::Parts(parts) = &mut form {
            for part in parts {
                if let Part::Units(units) = part {
                    units.iter_mut().for_each(|unit| *unit = plain(*unit));
                }
            }
        } else {
            form = Form::Glob(Glob::new(escaped(&text, version).map(plain).collect(), reading));
        }
        Self { text, reading, form }
    }

    /// Whether it matches a text. A variable that has no value makes it match nothing.
    pub(super) fn matches(&self, text: &str, keys: &impl Keys) -> bool {
        let same = |one: &[u8], other: &[u8]| {
            if self.reading.is_folded() { one.eq_ignore_ascii_case(other) } else { one == other }
        };
        match &self.form {
            Form::Literal => same(self.text.as_bytes(), text.as_bytes()),
            Form::Head => {
                let head = self.text.as_bytes().split_last().map_or(&[][..], |(_, head)| head);
                text.as_bytes().get(..head.len()).is_some_and(|begin| same(head, begin))
            }
            Form::Glob(glob) => glob.matches(text),
            Form::Parts(parts) => self.filled(parts, keys).is_some_and(|glob| glob.matches(text)),
        }
    }

    fn filled(&self, parts: &[Part], keys: &impl Keys) -> Option<Glob> {
        let mut units = Vec::new();
        for part in parts {
            match part {
                Part::Units(own) => units.extend_from_slice(own),
                Part::Variable { key, default } => {
                    let value = keys.single(key).or(default.as_deref())?;
                    units.extend(value.chars().map(Unit::Char));
                }
            }
        }
        Some(Glob::new(units, self.reading))
    }

    /// Whether variables stand in it.
    pub(super) const fn has_variables(&self) -> bool {
        matches!(self.form, Form::Parts(_))
    }

    /// What it is without variables; `None` with some.
    pub(super) fn fixed(&self) -> Option<Cow<'_, Glob>> {
        match &self.form {
            Form::Literal => {
                Some(Cow::Owned(Glob::new(self.text.chars().map(Unit::Char).collect(), self.reading)))
            }
            Form::Head => Some(Cow::Owned(Glob::new(self.text.chars().map(unit).collect(), self.reading))),
            Form::Glob(glob) => Some(Cow::Borrowed(glob)),
            Form::Parts(_) => None,
        }
    }
}

/// The form of a text without variables, if that is one of those that nearly all have.
fn simple(text: &str, reading: Reading) -> Option<Form> {
    match text.bytes().position(|byte| matches!(byte, b'*' | b'?')) {
        None => Some(Form::Literal),
        // Where no wildcard leaves its field, one at the end does not, either.
        Some(at) if at + 1 == text.len() && text.ends_with('*') && reading != Reading::Fields => {
            Some(Form::Head)
        }
        Some(_) => None,
    }
}

/// The form of any text.
fn read(text: &str, reading: Reading, version: Version) -> Form {
    let mut parts = Vec::new();
    let mut units = Vec::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, variable, after)) = split(rest, version) {
        units.extend(before.chars().map(unit));
        match variable {
            "*" | "?" | "$" => units.extend(variable.chars().map(Unit::Char)),
            _ => {
                parts.push(Part::Units(std::mem::take(&mut units)));
                parts.push(read_variable(variable));
            }
        }
        rest = after;
    }
    units.extend(rest.chars().map(unit));
    if parts.is_empty() {
        return Form::Glob(Glob::new(units, reading));
    }
    parts.push(Part::Units(units));
    Form::Parts(parts)
}

/// The units of a text without variables.
fn escaped(text: &str, version: Version) -> impl Iterator<Item = Unit> {
    let mut units = Vec::new();
    let mut rest = text;
    while let Some((before, sign, after)) = split(rest, version) {
        units.extend(before.chars().map(unit));
        units.extend(sign.chars().map(Unit::Char));
        rest = after;
    }
    units.extend(rest.chars().map(unit));
    units.into_iter()
}

fn unit(c: char) -> Unit {
    match c {
        '*' => Unit::Any,
        '?' => Unit::One,
        c => Unit::Char(c),
    }
}

/// What stands before the first variable, the variable, and what stands after it.
fn split(text: &str, version: Version) -> Option<(&str, &str, &str)> {
    if version == Version::Old || !text.as_bytes().contains(&b'$') {
        return None;
    }
    let (before, rest) = text.split_once("${")?;
    let (variable, after) = rest.split_once('}')?;
    Some((before, variable, after))
}

fn read_variable(text: &str) -> Part {
    let (key, default) = match text.split_once(',') {
        Some((key, default)) => (key, Some(default.trim().trim_matches('\'').to_owned())),
        None => (text, None),
    };
    Part::Variable { key: key.trim().to_owned(), default }
}

#[cfg(test)]
mod tests {
    use super::super::Context;
    use super::{Form, Reading, Template, Version, read};

    const READINGS: [Reading; 5] =
        [Reading::Action, Reading::Arn, Reading::Fields, Reading::Text, Reading::Folded];

    /// All texts of these signs, up to a length.
    fn texts(signs: &[char], longest: usize) -> Vec<String> {
        let mut all = vec![String::new()];
        let mut last = all.clone();
        for _ in 0..longest {
            last =
                last.iter().flat_map(|text| signs.iter().map(move |sign| format!("{text}{sign}"))).collect();
            all.extend(last.iter().cloned());
        }
        all
    }

    #[test]
    fn the_short_forms_take_what_the_long_one_takes() {
        let nothing = Context::default();
        let patterns = texts(&['a', 'B', ':', '*', '?', 'é'], 4);
        let found = texts(&['A', 'b', ':', '*', 'é'], 3);
        for reading in READINGS {
            for pattern in &patterns {
                let short = Template::new(pattern, reading, Version::New);
                let Form::Glob(long) = read(pattern, reading, Version::New) else {
                    panic!("`{pattern}` has no variables");
                };
                assert_eq!(short.fixed().as_deref(), Some(&long), "{pattern}");
                for text in &found {
                    let takes = short.matches(text, &nothing);
                    assert_eq!(takes, long.matches(text), "{reading:?} `{pattern}` of `{text}`");
                }
            }
        }
    }

    #[test]
    fn a_literal_takes_itself_alone() {
        let nothing = Context::default();
        for text in texts(&['a', 'B', '*', '?', '$'], 3) {
            let literal = Template::literal(&text, Reading::Text, Version::New);
            for other in texts(&['a', 'B', '*', '?', '$'], 3) {
                assert_eq!(literal.matches(&other, &nothing), text == other, "`{text}` of `{other}`");
            }
        }
    }
}
