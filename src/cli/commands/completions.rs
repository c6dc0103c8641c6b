//! `completions`: prints a completion script for a shell.

use clap::CommandFactory;

use super::super::args::{Arguments, CompletionsArgs};
use super::super::exit::Exit;
use super::Cx;

/// Runs the command.
pub(in crate::cli) fn completions(cx: &Cx<'_>, args: &CompletionsArgs) -> Exit {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Arguments::command(), "stackc", &mut script);
    cx.terminal.print(&String::from_utf8_lossy(&script)).then(Exit::Done)
}
