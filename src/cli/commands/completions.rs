//! `completions`.

use super::super::args::CompletionsArgs;
use super::super::exit::Exit;
use super::Cx;

/// Runs the command.
pub(in crate::cli) fn completions(_: &Cx<'_>, _: &CompletionsArgs) -> Exit {
    Exit::Internal
}
