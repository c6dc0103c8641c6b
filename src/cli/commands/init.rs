//! `init`.

use super::super::args::InitArgs;
use super::super::exit::Exit;
use super::Cx;

/// Runs the command.
pub(in crate::cli) fn init(_: &Cx<'_>, _: &InitArgs) -> Exit {
    Exit::Internal
}
