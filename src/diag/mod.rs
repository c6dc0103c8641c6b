//! What is wrong with a stack, as data: where, what, why, and the edit that mends it.
//!
//! A phase collects diagnostics and goes on; only `render` decides how they look.

pub mod render;
mod rule;

use crate::base::{Rebase, Span};
pub use rule::Rule;
pub(crate) use rule::{of_kinds, rule};

/// How much a finding weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// The stack cannot be planned.
    Error,
    /// It can, but the author should look.
    Warning,
    /// Worth knowing.
    Info,
    /// A suggestion for the editor.
    Hint,
}

/// Another place that belongs to the finding; may lie in another file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Label {
    /// Where.
    pub span: Span,
    /// What is to be seen there.
    pub message: String,
}

/// One replacement of text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edit {
    /// What is replaced; empty to insert.
    pub span: Span,
    /// The new text.
    pub text: String,
}

/// A remedy that can be applied as it is. The edits do not overlap.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fix {
    /// What it does, as an imperative: ``change to `30s` ``.
    pub title: String,
    /// The replacements.
    pub edits: Vec<Edit>,
}

/// One finding.
#[derive(Debug, Clone)]
pub struct Diagnostic {
    /// The rule that was broken.
    pub rule: &'static Rule,
    /// Usually the rule's own.
    pub severity: Severity,
    /// One line, lower case, no full stop, user's words in backticks.
    pub message: String,
    /// The very place.
    pub span: Span,
    /// Other places.
    pub labels: Vec<Label>,
    /// What to do.
    pub help: Option<String>,
    /// The resource it is about, as the language writes its address.
    pub address: Option<String>,
    /// Remedies, the best first; empty where there is no single right answer.
    pub fixes: Vec<Fix>,
}

impl Diagnostic {
    /// A finding with the rule's own severity.
    #[must_use]
    pub fn new(rule: &'static Rule, span: Span, message: impl Into<String>) -> Self {
        Self {
            rule,
            severity: rule.severity,
            message: message.into(),
            span,
            labels: Vec::new(),
            help: None,
            address: None,
            fixes: Vec::new(),
        }
    }

    /// Whether it is the same finding at the same place.
    #[must_use]
    pub fn says_the_same(&self, other: &Self) -> bool {
        let words = |one: &'_ Self| (one.rule.name, one.severity, one.span);
        words(self) == words(other)
            && self.message == other.message
            && self.help == other.help
            && self.address == other.address
            && self.labels == other.labels
            && self.fixes == other.fixes
    }

    /// All of its places: its own, those of others that it names, and those that its fixes change.
    pub fn places(&self) -> impl Iterator<Item = Span> {
        let edits = self.fixes.iter().flat_map(|fix| &fix.edits).map(|edit| edit.span);
        self.labels.iter().map(|label| label.span).chain(edits).chain([self.span])
    }

    /// The same finding where its places are after texts were changed; `None` if one of them was touched.
    #[must_use]
    pub fn rebased(&self, rebase: &Rebase) -> Option<Self> {
        let mut moved = self.clone();
        let edits = moved.fixes.iter_mut().flat_map(|fix| &mut fix.edits).map(|edit| &mut edit.span);
        let labels = moved.labels.iter_mut().map(|label| &mut label.span);
        for span in labels.chain(edits).chain([&mut moved.span]) {
            *span = rebase.now(*span)?;
        }
        Some(moved)
    }

    /// The same finding in a map of sources where its files come after `files` others.
    #[must_use]
    pub fn shifted(&self, files: u32) -> Self {
        let shift = |span: &mut Span| span.file.0 += files;
        let mut shifted = self.clone();
        shift(&mut shifted.span);
        shifted.labels.iter_mut().for_each(|label| shift(&mut label.span));
        shifted.fixes.iter_mut().flat_map(|fix| &mut fix.edits).for_each(|edit| shift(&mut edit.span));
        shifted
    }

    /// Adds another place.
    #[must_use]
    pub fn label(mut self, span: Span, message: impl Into<String>) -> Self {
        self.labels.push(Label { span, message: message.into() });
        self
    }

    /// Says what to do.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// Names the resource it is about.
    #[must_use]
    pub fn about(mut self, address: impl Into<String>) -> Self {
        self.address = Some(address.into());
        self
    }

    /// Gives another severity than the rule's.
    #[must_use]
    pub fn severity(mut self, severity: Severity) -> Self {
        self.severity = severity;
        self
    }

    /// Adds text after a place to the remedy that was added last.
    #[must_use]
    pub fn closing(mut self, span: Span, text: impl Into<String>) -> Self {
        if let Some(fix) = self.fixes.last_mut() {
            fix.edits.push(Edit { span: span.after(), text: text.into() });
        }
        self
    }

    /// Adds a remedy of one replacement.
    #[must_use]
    pub fn fix(mut self, title: impl Into<String>, span: Span, text: impl Into<String>) -> Self {
        self.fixes.push(Fix { title: title.into(), edits: vec![Edit { span, text: text.into() }] });
        self
    }
}

/// What a phase gives: always a value, however partial, and what was found on the way.
#[derive(Debug, Clone)]
pub struct Found<T> {
    /// The result.
    pub value: T,
    /// The findings, in the order they were met.
    pub diagnostics: Vec<Diagnostic>,
}

impl<T> Found<T> {
    /// Whether any finding is an error.
    pub fn has_errors(&self) -> bool {
        self.diagnostics.iter().any(|diagnostic| diagnostic.severity == Severity::Error)
    }
}
