//! Bytes to text.

use super::rules::invalid_encoding::RULE;
use crate::base::{FileId, Span};
use crate::diag::{Diagnostic, Found};

/// Whether a finding says that a file is no text, so that nothing is known of what it declares.
#[must_use]
pub fn is_unread(found: &Diagnostic) -> bool {
    found.rule.name == RULE.name
}

/// The text of a file. A byte order mark stays, as a blank of the same length would: places count it.
///
/// Bytes that are no UTF-8, and binary files, give the empty text and one finding that names the byte.
pub fn decode(file: FileId, bytes: Vec<u8>) -> Found<String> {
    let refuse = |at: usize, message: String, help: &str| {
        let at = u32::try_from(at).unwrap_or(0);
        let finding = Diagnostic::new(&RULE, Span::new(file, at, at), message).help(help);
        Found { value: String::new(), diagnostics: vec![finding] }
    };
    if let Some(at) = bytes.iter().position(|byte| *byte == 0) {
        return refuse(at, format!("byte {at} is NUL: this is no text"), "stacks are UTF-8 text");
    }
    match String::from_utf8(bytes) {
        Ok(text) => Found { value: text, diagnostics: Vec::new() },
        Err(error) => {
            let at = error.utf8_error().valid_up_to();
            let byte = error.as_bytes().get(at).copied().unwrap_or(0);
            refuse(at, format!("byte {at} (0x{byte:02x}) is no UTF-8"), "save the file as UTF-8")
        }
    }
}
