//! `destroy`: deletes everything that the stack made.

use super::super::args::DestroyArgs;
use super::super::exit::Exit;
use super::Cx;
use super::apply::towards;
use crate::session::Towards;

/// Runs the command.
pub(in crate::cli) fn destroy(cx: &Cx<'_>, args: &DestroyArgs) -> Exit {
    towards(cx, &args.path, &args.run, (Towards::Nothing, &[]))
}
