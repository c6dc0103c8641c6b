//! `plan`.

use super::super::args::PlanArgs;
use super::super::exit::Exit;
use super::Cx;

/// Runs the command.
pub(in crate::cli) fn plan(_: &Cx<'_>, _: &PlanArgs) -> Exit {
    Exit::Internal
}
