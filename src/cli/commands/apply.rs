//! `apply`.

use super::super::args::ApplyArgs;
use super::super::exit::Exit;
use super::Cx;

/// Runs the command.
pub(in crate::cli) fn apply(_: &Cx<'_>, _: &ApplyArgs) -> Exit {
    Exit::Internal
}
