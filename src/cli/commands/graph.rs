//! `graph`.

use super::super::args::GraphArgs;
use super::super::exit::Exit;
use super::Cx;

/// Runs the command.
pub(in crate::cli) fn graph(_: &Cx<'_>, _: &GraphArgs) -> Exit {
    Exit::Internal
}
