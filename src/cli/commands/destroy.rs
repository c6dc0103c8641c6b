//! `destroy`.

use super::super::args::DestroyArgs;
use super::super::exit::Exit;
use super::Cx;

/// Runs the command.
pub(in crate::cli) fn destroy(_: &Cx<'_>, _: &DestroyArgs) -> Exit {
    Exit::Internal
}
