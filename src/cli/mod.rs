//! The command line: gathers input, asks the session, shows views. No decision is made here.

pub mod args;
mod batch;
mod commands;
mod exit;
pub mod paint;
mod terminal;
mod unseen;

use std::ffi::OsString;

use clap::Parser;
use clap::error::ErrorKind;

use args::{Arguments, Command};
use commands::Cx;
pub use exit::Exit;
use terminal::Terminal;

use crate::session::{OsSystem, Session};

/// Runs one command line; what the operating system is to be told.
pub fn cli(arguments: impl IntoIterator<Item = OsString>) -> u8 {
    let arguments = match Arguments::try_parse_from(arguments) {
        Ok(arguments) => arguments,
        Err(error) => return refused(&error).code(),
    };
    let system = OsSystem;
    let terminal = Terminal::new(&system, &arguments);
    let session = Session { system: &system, catalog: crate::kinds::builtin() };
    let cx = Cx { session, terminal };
    run(&cx, arguments.command).code()
}

/// Says what is wrong with a command line, or shows the help that was asked for.
fn refused(error: &clap::Error) -> Exit {
    // Where it cannot be printed, nobody can be told.
    let _ = error.print();
    match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => Exit::Done,
        _ => Exit::Usage,
    }
}

/// Runs one command.
fn run(cx: &Cx<'_>, command: Command) -> Exit {
    match command {
        Command::Init(args) => commands::init::init(cx, &args),
        Command::Check(args) => commands::check::check(cx, &args),
        Command::Fmt(args) => commands::fmt::fmt(cx, &args),
        Command::Plan(args) => commands::plan::plan(cx, &args),
        Command::Apply(args) => commands::apply::apply(cx, &args),
        Command::Destroy(args) => commands::destroy::destroy(cx, &args),
        Command::Graph(args) => commands::graph::graph(cx, &args),
        Command::State(command) => commands::state::state(cx, command),
        Command::World(command) => commands::world::world(cx, command),
        Command::Events(command) => commands::events::events(cx, command),
        Command::Iam(command) => commands::iam::iam(cx, command),
        Command::Schema(command) => commands::schema::schema(cx, command),
        Command::Schedule(command) => commands::schedule::schedule(cx, command),
        Command::Explain(args) => commands::explain::explain(cx, &args),
        Command::Lsp(_) => commands::lsp::lsp(cx),
        Command::Completions(args) => commands::completions::completions(cx, &args),
    }
}
