//! `lsp`: the language server over standard input and output.

use super::super::exit::Exit;
use super::Cx;
use crate::lsp::{Ended, LspError, stdio};

/// Runs the command.
pub(in crate::cli) fn lsp(cx: &Cx<'_>) -> Exit {
    match stdio(cx.session.system) {
        Ok(Ended::Cleanly) => Exit::Done,
        Ok(Ended::Abruptly) => Exit::Failed,
        Err(error @ LspError::Protocol(_)) => cx.terminal.fail(
            Exit::Failed,
            error,
            Some("`stackc lsp` is started by an editor, which speaks to it; see docs/editor.md"),
        ),
        Err(error @ LspError::Stream(_)) => cx.terminal.fail(Exit::Io, error, None),
    }
}
