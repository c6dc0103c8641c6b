//! Text to the same text as it should look.
//!
//! Works on tokens, so that what was written stays, comments too; the tree tells what the tokens are.

mod lines;
mod marks;
mod number;
mod parts;
mod print;
mod token;

use super::ast::walk::same;
use super::{Form, parse};
use crate::base::FileId;
use crate::diag::{Diagnostic, Found, Severity};

/// What became of a text.
#[derive(Debug)]
pub enum Formatted {
    /// It is as it should be, or is now.
    Text(String),
    /// It has errors, and is left alone.
    Broken(Vec<Diagnostic>),
    /// It would have come to mean something else, which is a fault of ours; it is left alone.
    Refused,
}

/// Writes a text as it should look: the same declarations in the same order, with every comment where it stands.
///
/// What is said of the look is in the manual. Byte order mark and sort of line break (that of the first line) are
/// kept. Formatting what was formatted changes nothing.
#[must_use]
pub fn format(text: &str, form: Form) -> Formatted {
    let file = FileId(0);
    let read = parse(file, text, form);
    if read.has_errors() {
        return Formatted::Broken(read.diagnostics);
    }
    let (mark, rest) = match text.strip_prefix('\u{feff}') {
        Some(rest) => ("\u{feff}", rest),
        None => ("", text),
    };
    let windows = rest.split_once('\n').is_some_and(|(line, _)| line.ends_with('\r'));
    let plain = rest.replace("\r\n", "\n");
    let mut written = laid_out(&plain, form);
    if windows {
        written = written.replace('\n', "\r\n");
    }
    written.insert_str(0, mark);
    let again: Found<_> = parse(file, &written, form);
    let is_sound = again.diagnostics.iter().all(|finding| finding.severity != Severity::Error);
    if is_sound && same(&read.value, &again.value) { Formatted::Text(written) } else { Formatted::Refused }
}

fn laid_out(text: &str, form: Form) -> String {
    let tree = parse(FileId(0), text, form);
    let marks = marks::marks(&tree.value);
    let tokens = token::Lexer::all(text, &marks);
    let parts = parts::file(tokens, &marks);
    let mut written = match form {
        Form::Stack => lines::declarations(&parts),
        Form::Params => lines::lines(&parts, 0, parts::Form::Body),
    };
    if !written.is_empty() {
        written.push('\n');
    }
    written
}
