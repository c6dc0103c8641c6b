//! Texts in which variables of the request may stand.

use super::Version;
use super::context::Keys;
use super::glob::{Glob, Reading, Unit};

/// A pattern as it was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Template {
    /// The text.
    pub(super) text: String,
    reading: Reading,
    /// What it is without variables.
    fixed: Option<Glob>,
    parts: Vec<Part>,
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
    pub(super) fn new(text: &str, reading: Reading, version: Version) -> Self {
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
            return Self::without_variables(text, reading, units);
        }
        parts.push(Part::Units(units));
        Self { text: text.to_owned(), reading, fixed: None, parts }
    }

    fn without_variables(text: &str, reading: Reading, units: Vec<Unit>) -> Self {
        Self { text: text.to_owned(), reading, fixed: Some(Glob::new(units, reading)), parts: Vec::new() }
    }

    /// A text in which nothing stands for anything else, such as the value of `StringEquals`, but for variables.
    pub(super) fn literal(text: &str, reading: Reading, version: Version) -> Self {
        let plain = |unit: Unit| match unit {
            Unit::Any => Unit::Char('*'),
            Unit::One => Unit::Char('?'),
            unit => unit,
        };
        if split(text, version).is_none() {
            return Self::without_variables(text, reading, text.chars().map(Unit::Char).collect());
        }
        let mut template = Self::new(text, reading, version);
        for part in &mut template.parts {
            if let Part::Units(units) = part {
                units.iter_mut().for_each(|unit| *unit = plain(*unit));
            }
        }
        if template.parts.is_empty() {
            template.fixed = Some(Glob::new(escaped(text, version).map(plain).collect(), reading));
        }
        template
    }

    /// Whether it matches a text. A variable that has no value makes it match nothing.
    pub(super) fn matches(&self, text: &str, keys: &impl Keys) -> bool {
        match &self.fixed {
            Some(glob) => glob.matches(text),
            None => self.filled(keys).is_some_and(|glob| glob.matches(text)),
        }
    }

    fn filled(&self, keys: &impl Keys) -> Option<Glob> {
        let mut units = Vec::new();
        for part in &self.parts {
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

    /// What it is without variables; `None` with some.
    pub(super) fn fixed(&self) -> Option<&Glob> {
        self.fixed.as_ref()
    }
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
    if version == Version::Old {
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
