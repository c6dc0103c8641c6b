//! `fmt`: writes stacks as they should look.

use std::io::Read;
use std::path::Path;

use super::super::args::FmtArgs;
use super::super::exit::Exit;
use super::Cx;
use crate::base::SourceMap;
use crate::diag::Diagnostic;
use crate::diag::render::{self, Summary};
use crate::session::{Formatting, format_content, format_paths};

/// Runs the command. What cannot be read or formatted does not keep the rest from being formatted.
pub(in crate::cli) fn fmt(cx: &Cx<'_>, args: &FmtArgs) -> Exit {
    if args.stdin {
        return input(cx, args);
    }
    let mut exit = Exit::Done;
    for path in &args.paths {
        match format_paths(cx.session.system, path) {
            Ok(files) => {
                for file in files {
                    exit = worse(exit, one(cx, args, &file));
                }
            }
            Err(error) => exit = worse(exit, cx.unloaded(&error)),
        }
    }
    exit
}

/// Formats one file and names it if it changed; or only looks whether it would.
fn one(cx: &Cx<'_>, args: &FmtArgs, file: &Path) -> Exit {
    let bytes = match cx.session.system.read(file) {
        Ok(bytes) => bytes,
        Err(error) => return cx.terminal.fail(Exit::Io, error, None),
    };
    let text = match format_content(file, bytes) {
        Formatting::Same => return Exit::Done,
        Formatting::Changed(text) => text,
        Formatting::Broken(sources, diagnostics) => return broken(cx, file, &sources, &diagnostics),
        Formatting::Refused => return refused(cx, file),
    };
    let exit = if args.check { Exit::Failed } else { Exit::Done };
    if !args.check
        && let Err(error) = cx.session.system.write(file, text.as_bytes())
    {
        return cx.terminal.fail(Exit::Io, error, None);
    }
    cx.terminal.print(&format!("{}\n", file.display())).then(exit)
}

/// Formats standard input to standard output.
fn input(cx: &Cx<'_>, args: &FmtArgs) -> Exit {
    let mut bytes = Vec::new();
    if let Err(error) = std::io::stdin().lock().read_to_end(&mut bytes) {
        return cx.terminal.fail(Exit::Io, format!("cannot read standard input: {error}"), None);
    }
    let name = match args.paths.as_slice() {
        [name] if name != Path::new(".") => name,
        _ => Path::new("<stdin>"),
    };
    match format_content(name, bytes.clone()) {
        Formatting::Same if args.check => Exit::Done,
        Formatting::Same => cx.terminal.print(&String::from_utf8_lossy(&bytes)).then(Exit::Done),
        Formatting::Changed(_) if args.check => Exit::Failed,
        Formatting::Changed(text) => cx.terminal.print(&text).then(Exit::Done),
        Formatting::Broken(sources, diagnostics) => broken(cx, name, &sources, &diagnostics),
        Formatting::Refused => refused(cx, name),
    }
}

/// Says what is wrong with a file that is left alone.
fn broken(cx: &Cx<'_>, file: &Path, sources: &SourceMap, diagnostics: &[Diagnostic]) -> Exit {
    let format = render::Format::Human(cx.findings_look(cx.terminal.error_colour));
    let summary = Summary { files: 1, resources: None };
    cx.terminal.tell(&render::render(format, sources, diagnostics, summary));
    let message = format!("`{}` has errors and is left as it is", file.display());
    cx.terminal.fail(Exit::Failed, message, None)
}

/// Says that a file would have come to mean something else.
fn refused(cx: &Cx<'_>, file: &Path) -> Exit {
    let message = format!("formatting `{}` would change what it means", file.display());
    cx.terminal.fail(Exit::Internal, message, Some("this is a bug of stackc; the file is left as it is"))
}

/// The exit code that says more.
fn worse(one: Exit, two: Exit) -> Exit {
    if two.code() > one.code() { two } else { one }
}
