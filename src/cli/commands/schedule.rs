//! `schedule`.

use super::super::args::ScheduleCommand;
use super::super::exit::Exit;
use super::Cx;

/// Runs the command.
pub(in crate::cli) fn schedule(_: &Cx<'_>, _: ScheduleCommand) -> Exit {
    Exit::Internal
}
