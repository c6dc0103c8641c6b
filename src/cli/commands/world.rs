//! `world`.

use super::super::args::WorldCommand;
use super::super::exit::Exit;
use super::Cx;

/// Runs the command.
pub(in crate::cli) fn world(_: &Cx<'_>, _: WorldCommand) -> Exit {
    Exit::Internal
}
