//! Secrets: what is built from one is one, and nobody looks into it.
//!
//! The text of a secret is replaced by its digest as soon as it is read, so there is nothing in memory that could be
//! printed. What a function would make of the text is not computed: the digest of the call stands for it, and changes
//! when the secret does.

use ecow::EcoString;

use super::cx::Cx;
use super::rules;
use crate::base::Span;
use crate::diag::Diagnostic;
use crate::model::{Map, Value, to_json};

impl Cx<'_> {
    /// Whether a place is in the default of a secret, of which nothing is told.
    pub(super) fn in_secret(&self, span: Span) -> bool {
        let mut secret =
            self.scope.params.iter().filter(|(_, param)| param.secret).map(|(item, _)| item.span);
        secret.any(|item| item.file == span.file && item.start <= span.start && span.end <= item.end)
    }

    /// What stands for the result of a function of secrets.
    pub(super) fn secret_of(&self, function: &str, arguments: &[Value]) -> Value {
        let mut text = EcoString::from(function);
        for argument in arguments {
            // No value has this character in its JSON, so two calls with other arguments have other texts.
            text.push('\u{0}');
            text.push_str(&to_json(argument).to_string());
        }
        Value::Secret(self.digest(&text))
    }

    /// A value given to a secret param, with every text, number and other leaf of it hidden; keys and how many there
    /// are stay known.
    pub(super) fn hide(&self, value: Value) -> Value {
        match value {
            Value::None | Value::Secret(_) => value,
            Value::String(text) => Value::Secret(self.digest(&text)),
            Value::List(items) => Value::List(items.into_iter().map(|item| self.hide(item)).collect()),
            Value::Map(entries) => {
                Value::Map(entries.into_iter().map(|(key, item)| (key, self.hide(item))).collect::<Map>())
            }
            other => Value::Secret(self.digest(&other.to_string())),
        }
    }

    /// Reports something that would give away what a secret is.
    pub(super) fn gives_away(&mut self, span: Span, message: &str) {
        self.report(
            Diagnostic::new(&rules::exposed_secret::RULE, span, message)
                .help("decide by something that is no secret, such as another param"),
        );
    }
}

/// Whether a secret is in a value.
pub(super) fn holds_secret(value: &Value) -> bool {
    match value {
        Value::Secret(_) => true,
        Value::List(items) => items.iter().any(holds_secret),
        Value::Map(entries) => entries.values().any(holds_secret),
        Value::Range(ends) => holds_secret(&ends.0) || holds_secret(&ends.1),
        _ => false,
    }
}
