//! Policies in files: read with their places, so that what is wrong with them can be shown.

use std::path::Path;

use serde_json::Value as Json;

use crate::base::{FileId, JsonPlace, SourceMap, Span, System, SystemError, json_places};
use crate::diag::{Diagnostic, Rule, Severity};
use crate::iam::{Lapse, Part, Sort, Weight, inspect};
use crate::session::rules;

/// Policy documents from files, and what was found in them.
#[derive(Debug, Default)]
pub struct Papers {
    /// Their texts.
    pub sources: SourceMap,
    /// What is wrong with them.
    pub diagnostics: Vec<Diagnostic>,
}

/// A policy document.
#[derive(Debug)]
pub struct Paper {
    /// What the file is called.
    pub name: String,
    /// What it says.
    pub document: Json,
    file: FileId,
    places: Vec<JsonPlace>,
}

impl Papers {
    /// Reads a file; `None` if it is no policy, which the diagnostics then say.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn read(
        &mut self,
        system: &dyn System,
        path: &Path,
        sort: Option<Sort>,
    ) -> Result<Option<Paper>, SystemError> {
        let bytes = system.read(path)?;
        let name = path.display().to_string();
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let file = self.sources.add(name.clone(), text.clone());
        let document: Json = match serde_json::from_str(&text) {
            Ok(document) => document,
            Err(error) => {
                self.diagnostics.extend(no_json(file, &text, &error));
                return Ok(None);
            }
        };
        let paper = Paper { name, document, file, places: json_places(&text) };
        let before = self.diagnostics.len();
        self.diagnostics.extend(paper.twice());
        let lapses = inspect(&paper.document, sort);
        self.diagnostics.extend(lapses.into_iter().filter_map(|lapse| paper.finding(lapse)));
        let mut new = self.diagnostics.iter().skip(before);
        let refused = new.any(|one| one.severity == Severity::Error && one.rule.name == "invalid-policy");
        Ok((!refused).then_some(paper))
    }

    /// Whether any of them is refused.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.diagnostics.iter().any(|diagnostic| diagnostic.severity == Severity::Error)
    }
}

fn rule(name: &str) -> Option<&'static Rule> {
    rules().into_iter().find(|rule| rule.name == name)
}

/// Where a text ceases to be JSON, and why.
fn no_json(file: FileId, text: &str, error: &serde_json::Error) -> Option<Diagnostic> {
    let line: usize = text.split_inclusive('\n').take(error.line().saturating_sub(1)).map(str::len).sum();
    let mut at = (line + error.column().saturating_sub(1)).min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    let wide = text.get(at..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
    let message = error.to_string();
    let message = message.split(" at line ").next().unwrap_or_default();
    Some(Diagnostic::new(
        rule("invalid-policy")?,
        span(file, at..at + wide),
        format!("this is no JSON: {message}"),
    ))
}

fn span(file: FileId, bytes: std::ops::Range<usize>) -> Span {
    let count = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
    Span::new(file, count(bytes.start), count(bytes.end))
}

impl Paper {
    /// The place of what a path leads to, or of what is nearest to it.
    #[must_use]
    pub fn place(&self, path: &str) -> Span {
        self.nearest(path).map_or(span(self.file, 0..0), |place| span(self.file, place.value.clone()))
    }

    fn nearest(&self, path: &str) -> Option<&JsonPlace> {
        let mut path = path;
        loop {
            // Of a name that stands twice the last one counts.
            if let Some(place) = self.places.iter().rfind(|place| place.path == path) {
                return Some(place);
            }
            path = path.get(..path.rfind(['.', '['])?).unwrap_or_default();
            if path.is_empty() {
                return self.places.first();
            }
        }
    }

    fn finding(&self, lapse: Lapse) -> Option<Diagnostic> {
        let place = self.nearest(&lapse.path)?;
        let value = span(self.file, place.value.clone());
        let exact = place.path == lapse.path;
        let at = match (&lapse.part, &place.name) {
            (Part::Name, Some(name)) if exact => span(self.file, name.clone()),
            (Part::Bytes(bytes), _) if exact && lapse.path.is_empty() => {
                span(self.file, place.value.start + bytes.start..place.value.start + bytes.end)
            }
            (Part::Bytes(bytes), _) if exact => {
                let text = self.text(place)?;
                value.within_quotes(text, bytes.clone())
            }
            // All of a statement would be too much to draw.
            _ if !exact || self.is_object(place) => span(self.file, place.value.start..place.value.start + 1),
            _ => value,
        };
        let mut found = Diagnostic::new(rule(lapse.rule)?, at, lapse.message).severity(match lapse.weight {
            Weight::Refused => Severity::Error,
            Weight::Surprise => Severity::Warning,
            Weight::Note => Severity::Info,
        });
        found.help = lapse.help;
        // The place of a name is that with its quotes.
        let text = |meant: &str| match lapse.part {
            Part::Name => format!("\"{meant}\""),
            _ => meant.to_owned(),
        };
        Some(match &lapse.meant {
            Some(meant) if at != value => found.fix(format!("change to `{meant}`"), at, text(meant)),
            _ => found,
        })
    }

    /// What a text says, if its place holds it as it is.
    fn text(&self, place: &JsonPlace) -> Option<&str> {
        let path: Vec<&str> = place.path.split_inclusive(['.', '[']).collect();
        (!path.is_empty()).then(|| self.document.pointer(&pointer(&place.path))?.as_str())?
    }

    fn is_object(&self, place: &JsonPlace) -> bool {
        self.document
            .pointer(&pointer(&place.path))
            .is_some_and(|value| value.is_object() || value.is_array())
    }

    /// Names that stand twice in one object.
    fn twice(&self) -> Vec<Diagnostic> {
        let mut known = std::collections::BTreeMap::new();
        let mut found = Vec::new();
        for place in &self.places {
            let Some(name) = &place.name else { continue };
            let here = span(self.file, name.clone());
            let Some(first) = known.insert(place.path.as_str(), here) else { continue };
            let word = place.path.rsplit('.').next().unwrap_or_default();
            let message = format!("`{word}` stands twice, and only the last one would count");
            found.extend(rule("invalid-policy").map(|rule| {
                Diagnostic::new(rule, here, message).label(first, "the first one").help("put both into one")
            }));
        }
        found
    }
}

/// A path as JSON's pointers write it; names of keys with dots lead nowhere.
fn pointer(path: &str) -> String {
    let steps = path.replace('[', ".").replace(']', "");
    steps
        .split('.')
        .filter(|step| !step.is_empty())
        .map(|step| format!("/{}", step.replace('/', "~1")))
        .collect()
}
