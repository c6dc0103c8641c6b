//! Values as text: what `"${x}"` prints, and what stands for a secret.

use ecow::EcoString;
use sha2::{Digest, Sha256};

use super::cx::Cx;
use super::rules;
use crate::base::Span;
use crate::diag::Diagnostic;
use crate::model::Value;

impl Cx<'_> {
    /// What a value prints in a string: strings, numbers, bools and quantities do, nothing else.
    pub(super) fn printed(&mut self, value: &Value, span: Span) -> Option<EcoString> {
        match value {
            Value::String(_)
            | Value::Secret(_)
            | Value::Number(_)
            | Value::Bool(_)
            | Value::Quantity(_)
            | Value::Timing(_) => plain(value),
            Value::Reference(_) => {
                self.not_a_string(value, span);
                None
            }
            Value::None => {
                let message = "`none` cannot be printed in a string";
                self.report(
                    Diagnostic::new(&rules::type_mismatch::RULE, span, message)
                        .help("say what to print instead, as in `${x ?? \"nothing\"}`"),
                );
                None
            }
            Value::Metric(metric) => {
                let message = format!("`{metric}` is a metric: what it is shows only while the stack runs");
                self.report(
                    Diagnostic::new(&rules::type_mismatch::RULE, span, message)
                        .help("an `alarm` watches it, and a `dashboard` shows it"),
                );
                None
            }
            Value::List(_) | Value::Map(_) | Value::Range(_) => {
                let message = format!("{} cannot be printed in a string", value.sort());
                let help = match value {
                    Value::List(_) => {
                        "write `${json(x)}`, `${join(x, \", \")}`, or one item, as in `${x[0]}`"
                    }
                    Value::Map(_) => "write `${json(x)}`, or read one of its parts, as in `${x.name}`",
                    _ => "print its two ends, each a value of its own, or write `${json(x)}`",
                };
                self.report(Diagnostic::new(&rules::type_mismatch::RULE, span, message).help(help));
                None
            }
        }
    }

    /// Reports a resource where a string is asked for; offers what can be read of it.
    pub(super) fn not_a_string(&mut self, value: &Value, span: Span) {
        let Value::Reference(reference) = value else { return };
        let name = reference.address.as_ref().map_or(reference.arn.as_str(), |address| address.as_str());
        let kind = reference.address.as_ref().map(|address| self.kind_at(address));
        let outputs: Vec<&str> = kind
            .and_then(|kind| self.catalog.kind(kind))
            .map(|kind| kind.outputs.iter().map(|output| output.name).collect())
            .unwrap_or_default();
        let message = format!("`{name}` is a resource, and a string is asked for");
        let listed: Vec<String> = outputs.iter().map(|output| format!("`.{output}`")).collect();
        let mut diagnostic = Diagnostic::new(&rules::resource_as_string::RULE, span, message)
            .help(format!("say which of its texts you mean: {}", listed.join(", ")));
        for output in outputs {
            diagnostic = diagnostic.fix(format!("read `.{output}`"), span.after(), format!(".{output}"));
        }
        self.report(diagnostic);
    }

    /// What stands for a secret text: a salted digest that changes when the text does and says nothing of it.
    pub(super) fn digest(&self, text: &str) -> EcoString {
        let mut hash = Sha256::new();
        for part in ["stackc secret", &self.settings.account, &self.settings.name, text] {
            hash.update((part.len() as u64).to_le_bytes());
            hash.update(part.as_bytes());
        }
        hex(&hash.finalize()).into()
    }
}

/// What a value prints; the digest of a secret, and `None` for what does not print.
pub(super) fn plain(value: &Value) -> Option<EcoString> {
    match value {
        Value::String(text) | Value::Secret(text) => Some(text.clone()),
        Value::Number(_) | Value::Bool(_) | Value::Quantity(_) | Value::Timing(_) => {
            Some(ecow::eco_format!("{value}"))
        }
        Value::None
        | Value::Reference(_)
        | Value::Metric(_)
        | Value::List(_)
        | Value::Map(_)
        | Value::Range(_) => None,
    }
}

/// Bytes in lower-case hexadecimal.
pub(super) fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}
