//! Where in the text each part of a resource was written.

use ecow::EcoString;

use crate::base::Span;

/// Spans by path, such as `timeout`, `env.TARGET`, `container.app.writes[0].path`. Only what was written has one.
#[derive(Debug, Clone, Default)]
pub struct Places {
    spans: Vec<(EcoString, Span)>,
}

impl Places {
    /// No places, with room for that many.
    #[must_use]
    pub fn with_capacity(places: usize) -> Self {
        Self { spans: Vec::with_capacity(places) }
    }

    /// Notes where a path's value was written; the last note wins.
    pub fn note(&mut self, path: impl Into<EcoString>, span: Span) {
        self.spans.push((path.into(), span));
    }

    /// Gives back the room that more places would have taken.
    pub fn shrink_to_fit(&mut self) {
        self.spans.shrink_to_fit();
    }

    /// All of them, in the order they were noted.
    pub(super) fn all(&self) -> &Vec<(EcoString, Span)> {
        &self.spans
    }

    /// The places of what lies within a path, as they are called there.
    #[must_use]
    pub fn within(&self, path: &str) -> Self {
        let inside = |known: &str| known.strip_prefix(path)?.strip_prefix('.').map(EcoString::from);
        let spans = self.spans.iter().filter_map(|(known, span)| Some((inside(known)?, *span)));
        Self { spans: spans.collect() }
    }

    /// The labels of the blocks of a word, in the order of the text.
    pub fn labels(&self, word: &str) -> impl Iterator<Item = &str> {
        let inside = move |path: &'_ EcoString| path.strip_prefix(word)?.strip_prefix('.').map(str::len);
        self.spans
            .iter()
            .filter_map(move |(path, _)| path.get(path.len() - inside(path)?..))
            .filter(|label| !label.contains('.'))
    }

    /// All of them, to be moved.
    pub(super) fn all_mut(&mut self) -> &mut Vec<(EcoString, Span)> {
        &mut self.spans
    }

    /// Where that very path was written.
    #[must_use]
    pub fn get(&self, path: &str) -> Option<Span> {
        self.spans.iter().rev().find(|(known, _)| known == path).map(|(_, span)| *span)
    }

    /// Where that path, or the nearest one that holds it, was written.
    #[must_use]
    pub fn nearest(&self, path: &str) -> Option<Span> {
        let mut path = path;
        loop {
            if let Some(span) = self.get(path) {
                return Some(span);
            }
            path = path.get(..path.rfind(['.', '['])?)?;
        }
    }
}
