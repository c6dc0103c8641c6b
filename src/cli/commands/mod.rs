//! One file a command.

pub(super) mod apply;
pub(super) mod check;
mod compare;
pub(super) mod completions;
pub(super) mod destroy;
pub(super) mod events;
pub(super) mod explain;
pub(super) mod fmt;
pub(super) mod graph;
pub(super) mod iam;
pub(super) mod init;
pub(super) mod lsp;
pub(super) mod plan;
pub(super) mod schedule;
pub(super) mod schema;
pub(super) mod state;
pub(super) mod world;

use std::path::Path;

use super::args::ParamArgs;
use super::exit::Exit;
use super::terminal::Terminal;
use super::unseen::{Typed, read_unseen};
use crate::diag::render::{self, Characters, Look, Summary};
use crate::diag::{Diagnostic, Severity};
use crate::session::{
    Analysis, LoadError, Options, ParamSource, Seen, Session, Trees, Trouble, Wanted, analyse, load, wanted,
};

/// What every command needs.
#[derive(Debug)]
pub(super) struct Cx<'a> {
    /// The outside world, and the kinds.
    pub(super) session: Session<'a>,
    /// Where output goes.
    pub(super) terminal: Terminal,
}

impl Cx<'_> {
    /// Reads a command's params and day.
    pub(super) fn options(&self, given: &ParamArgs) -> Result<Options, Exit> {
        let files = given.params.iter().cloned().map(ParamSource::File);
        let arguments = given.param.iter().cloned().map(ParamSource::Argument);
        let as_of = match &given.as_of {
            None => None,
            Some(day) => match crate::session::day(self.session.system, day) {
                Some(day) => Some(day),
                None => {
                    let message = format!("`{day}` is no day");
                    return Err(self.terminal.fail(
                        Exit::Usage,
                        message,
                        Some("write it as 2027-06-01, or `today`"),
                    ));
                }
            },
        };
        let params = files.chain(arguments).collect();
        Ok(Options { params, as_of, trees: Trees::Spent, ..Options::default() })
    }

    /// Reads a file that holds JSON.
    pub(super) fn document(&self, path: &Path) -> Result<serde_json::Value, Exit> {
        let bytes =
            self.session.system.read(path).map_err(|error| self.terminal.fail(Exit::Io, error, None))?;
        serde_json::from_slice(&bytes).map_err(|error| {
            self.terminal.fail(Exit::Failed, format!("`{}` is no JSON: {error}", path.display()), None)
        })
    }

    /// Loads and judges the one stack at a path.
    pub(super) fn analyse(&self, path: &Path, given: &ParamArgs) -> Result<Analysis, Exit> {
        let mut options = self.options(given)?;
        loop {
            let loaded = load(self.session.system, path).map_err(|error| self.unloaded(&error))?;
            if self.terminal.interactive {
                for wanted in wanted(self.session.system, &loaded, &options.params) {
                    let value = self.ask(&wanted)?;
                    options.params.push(ParamSource::Answer { name: wanted.name, value });
                }
            }
            let analysis = analyse(self.session.system, &self.session.catalog, loaded, &options);
            let asked = options.params.len();
            for (param, finding) in analysis.refused_answers() {
                self.terminal.fail(Exit::Failed, &finding.message, finding.help.as_deref());
                options.params.retain(
                    |given| !matches!(given, ParamSource::Answer { name, .. } if name.as_str() == param),
                );
            }
            // What was answered wrongly is asked for again.
            if options.params.len() == asked {
                return Ok(analysis);
            }
        }
    }

    /// Asks for a param; what is typed for a secret is not seen.
    fn ask(&self, wanted: &Wanted) -> Result<String, Exit> {
        let doc: String = wanted.doc.lines().map(|line| format!("{line}\n")).collect();
        let (word, unseen) = if wanted.secret { ("secret ", " (not shown)") } else { ("", "") };
        let prompt =
            || self.terminal.tell(&format!("{doc}{word}param {}: {}{unseen} = ", wanted.name, wanted.ty));
        let help = format!("give it with `--param {}=…`", wanted.name);
        let failed = |why: &dyn std::fmt::Display| {
            self.terminal.fail(Exit::Failed, format!("no answer for `{}`: {why}", wanted.name), Some(&help))
        };
        if wanted.secret {
            return match read_unseen(prompt) {
                Ok(Typed::Line(answer)) => Ok(answer),
                Ok(Typed::Nothing) => Err(failed(&"the input ended")),
                Ok(Typed::Stopped) => Err(Exit::Interrupted),
                Err(error) => Err(failed(&error)),
            };
        }
        prompt();
        let mut answer = String::new();
        match std::io::stdin().read_line(&mut answer) {
            Ok(0) => {
                self.terminal.tell("\n");
                Err(failed(&"the input ended"))
            }
            Ok(_) => Ok(answer),
            Err(error) => Err(failed(&error)),
        }
    }

    /// Says why there is no stack to read.
    pub(super) fn unloaded(&self, error: &LoadError) -> Exit {
        let (exit, help) = match error {
            LoadError::System(_) => (Exit::Io, None),
            LoadError::Empty(_) => {
                (Exit::Failed, Some("name a stack's folder or file, or start one with `stackc init`"))
            }
            LoadError::Several { .. } => (Exit::Failed, None),
        };
        self.terminal.fail(exit, error, help)
    }

    /// Says why work with state and world did not come to its end.
    pub(super) fn failed(&self, trouble: &Trouble) -> Exit {
        let (exit, help) = match trouble {
            Trouble::Stale(_) => (Exit::Failed, Some("nothing was changed; make a new plan")),
            Trouble::Locked(_) => {
                (Exit::Locked, Some("wait until it is done; the lock goes with its process"))
            }
            Trouble::Stopped(_) => (Exit::Interrupted, None),
            Trouble::Refused { help, .. } => (Exit::Failed, help.as_deref()),
            Trouble::Unloaded(error) => return self.unloaded(error),
            Trouble::Broken(_) => (Exit::Io, None),
        };
        self.terminal.fail(exit, trouble, help)
    }

    /// Errors and warnings as people read them, on standard error.
    pub(super) fn tell_problems(&self, analysis: &Analysis) {
        self.tell_seen(&analysis.seen());
    }

    /// The same of what is only remembered.
    pub(super) fn tell_seen(&self, seen: &Seen<'_>) {
        let look = self.findings_look(self.terminal.error_colour);
        // What can be put right with one keystroke is worth a look, too.
        let weighs = |diagnostic: &&Diagnostic| {
            let remedy = diagnostic.severity == Severity::Info && !diagnostic.fixes.is_empty();
            diagnostic.severity <= Severity::Warning || remedy
        };
        let problems: Vec<Diagnostic> = seen.diagnostics.iter().filter(weighs).cloned().collect();
        let format = render::Format::Human(look);
        self.terminal.tell(&render::render(format, seen.sources, &problems, summary(seen)));
    }

    /// How findings are drawn for people.
    pub(super) fn findings_look(&self, colour: super::paint::Colour) -> Look {
        Look {
            width: self.terminal.width,
            characters: match self.terminal.glyphs {
                super::paint::Glyphs::Unicode => Characters::Unicode,
                super::paint::Glyphs::Ascii => Characters::Ascii,
            },
            colour: match colour {
                super::paint::Colour::On => render::Colour::Ansi,
                super::paint::Colour::Off => render::Colour::Plain,
            },
            most: Some(MOST),
        }
    }
}

/// As many findings are drawn for people; the rest is counted.
pub(super) const MOST: usize = 100;

/// What a report says at its end.
pub(super) fn summary(seen: &Seen<'_>) -> Summary {
    Summary { files: seen.files, resources: Some(seen.resources) }
}
