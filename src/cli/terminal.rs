//! Where output goes: result on standard output, the rest on standard error.

use std::io::{ErrorKind, IsTerminal, Write};

use super::args::{Arguments, When};
use super::exit::Exit;
use super::paint::{Colour, Detail, Glyphs, Line, Look, render};
use crate::base::System;

/// Columns where there is no terminal to ask.
const WIDTH: usize = 100;

/// What is known of the two outputs.
#[derive(Debug, Clone, Copy)]
pub(super) struct Terminal {
    /// Of standard output.
    pub(super) colour: Colour,
    /// Of standard error.
    pub(super) error_colour: Colour,
    /// Which signs.
    pub(super) glyphs: Glyphs,
    /// Columns.
    pub(super) width: usize,
    /// Whether somebody can be asked: standard input and standard error are a terminal.
    pub(super) interactive: bool,
}

impl Terminal {
    /// Asks the system, then the arguments, which win.
    #[must_use]
    pub(super) fn new(system: &dyn System, arguments: &Arguments) -> Self {
        let (out, error) = (std::io::stdout().is_terminal(), std::io::stderr().is_terminal());
        let refused = system.variable("NO_COLOR").is_some_and(|value| !value.is_empty());
        let forced = system.variable("CLICOLOR_FORCE").is_some_and(|value| !value.is_empty() && value != "0");
        let dumb = system.variable("TERM").is_some_and(|value| value == "dumb");
        let colour = |terminal: bool| match arguments.color {
            When::Always => Colour::On,
            When::Never => Colour::Off,
            When::Auto if refused => Colour::Off,
            When::Auto if forced || (terminal && !dumb) => Colour::On,
            When::Auto => Colour::Off,
        };
        let said = system.variable("COLUMNS").and_then(|columns| columns.parse().ok());
        let seen = || terminal_size::terminal_size().map(|(width, _)| usize::from(width.0));
        let width = said.or_else(|| if out { seen() } else { None }).unwrap_or(WIDTH);
        Self {
            colour: colour(out),
            error_colour: colour(error),
            glyphs: if arguments.ascii { Glyphs::Ascii } else { Glyphs::Unicode },
            width: width.clamp(40, 240),
            interactive: std::io::stdin().is_terminal() && error,
        }
    }

    /// How views are drawn.
    #[must_use]
    pub(super) fn look(&self, detail: Detail) -> Look {
        Look { width: self.width, glyphs: self.glyphs, detail }
    }

    /// Writes the result.
    pub(super) fn print(&self, text: &str) -> Written {
        written(std::io::stdout().lock(), text)
    }

    /// Writes lines of the result.
    pub(super) fn print_lines(&self, lines: &[Line]) -> Written {
        self.print(&render(lines, self.colour))
    }

    /// Writes what is no result: progress, questions, failures.
    pub(super) fn tell(&self, text: &str) {
        // Where standard error is closed, nobody can be told that it is.
        let _ = written(std::io::stderr().lock(), text);
    }

    /// Writes lines of what is no result.
    pub(super) fn tell_lines(&self, lines: &[Line]) {
        self.tell(&render(lines, self.error_colour));
    }

    /// Says that something failed and what to do, and how the command ends.
    pub(super) fn fail(&self, exit: Exit, message: impl std::fmt::Display, help: Option<&str>) -> Exit {
        use super::paint::Label;
        let mut lines =
            vec![Line::default().with(Label::Warning, "error").with(Label::Plain, format!(": {message}"))];
        if let Some(help) = help {
            lines.push(Line::indent(2).with(Label::Strong, "help").with(Label::Plain, format!(": {help}")));
        }
        self.tell_lines(&lines);
        exit
    }
}

/// Whether a result could be written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Written {
    /// It was, or its reader has seen enough.
    Yes,
    /// It was not.
    No,
}

impl Written {
    /// How a command ends that would have ended so.
    #[must_use]
    pub(super) fn then(self, exit: Exit) -> Exit {
        match self {
            Self::Yes => exit,
            Self::No => Exit::Io,
        }
    }
}

/// Writes a text. A reader that went away (`| head`) has seen enough.
fn written(mut to: impl Write, text: &str) -> Written {
    match to.write_all(text.as_bytes()).and_then(|()| to.flush()) {
        Ok(()) => Written::Yes,
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Written::Yes,
        Err(_) => Written::No,
    }
}
