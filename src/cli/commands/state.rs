//! `state`.

use super::super::args::StateCommand;
use super::super::exit::Exit;
use super::Cx;

/// Runs the command.
pub(in crate::cli) fn state(_: &Cx<'_>, _: StateCommand) -> Exit {
    Exit::Internal
}
