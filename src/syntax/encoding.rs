//! Bytes to text.

use super::rules::unreadable_text::RULE;
use std::sync::Arc;

use crate::base::{FileId, Span};
use crate::diag::{Diagnostic, Found};

/// The bytes that a text may have.
const LONGEST: usize = 64 << 20;

/// Whether a finding says that a file is no text, so that nothing is known of what it declares.
#[must_use]
pub fn is_unread(found: &Diagnostic) -> bool {
    found.rule.name == RULE.name
}

/// The text of a file. A byte order mark stays, as a blank of the same length would: places count it.
///
/// Bytes that are no UTF-8, binary files and what is too long give the empty text and one finding that says why.
pub fn decode(file: FileId, bytes: Vec<u8>) -> Found<String> {
    if let Some(refused) = refused(file, &bytes) {
        return refused;
    }
    match String::from_utf8(bytes) {
        Ok(text) => Found { value: text, diagnostics: Vec::new() },
        Err(error) => {
            let at = error.utf8_error().valid_up_to();
            let byte = error.as_bytes().get(at).copied().unwrap_or(0);
            refuse(file, at, format!("byte {at} (0x{byte:02x}) is no UTF-8"), "save the file as UTF-8")
        }
    }
}

/// The same of what is known to be UTF-8, and stays shared.
pub fn decode_shared(file: FileId, text: Arc<str>) -> Found<Arc<str>> {
    match refused(file, text.as_bytes()) {
        Some(refused) => Found { value: refused.value.into(), diagnostics: refused.diagnostics },
        None => Found { value: text, diagnostics: Vec::new() },
    }
}

fn refuse(file: FileId, at: usize, message: String, help: &str) -> Found<String> {
    let at = u32::try_from(at).unwrap_or(0);
    let finding = Diagnostic::new(&RULE, Span::new(file, at, at), message).help(help);
    Found { value: String::new(), diagnostics: vec![finding] }
}

/// Why bytes are no text, if it is not for their encoding.
fn refused(file: FileId, bytes: &[u8]) -> Option<Found<String>> {
    if bytes.len() > LONGEST {
        let message = format!("the file has {} MB, and a text may have 64 MB", bytes.len() >> 20);
        return Some(refuse(file, 0, message, "cut it into several files of one folder"));
    }
    // Many at once, since nearly no text has one.
    let at = bytes.contains(&0).then(|| bytes.iter().position(|byte| *byte == 0))??;
    Some(refuse(file, at, format!("byte {at} is NUL: this is no text"), "stacks are UTF-8 text"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_has_its_end() {
        let found = decode(FileId(0), vec![b'a'; LONGEST]);
        assert!(found.diagnostics.is_empty() && found.value.len() == LONGEST);
        let found = decode(FileId(0), vec![b'a'; LONGEST + 1]);
        assert!(is_unread(&found.diagnostics[0]) && found.value.is_empty());
    }
}
