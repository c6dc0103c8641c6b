//! `explain`.

use super::super::args::ExplainArgs;
use super::super::exit::Exit;
use super::Cx;

/// Runs the command.
pub(in crate::cli) fn explain(_: &Cx<'_>, _: &ExplainArgs) -> Exit {
    Exit::Internal
}
