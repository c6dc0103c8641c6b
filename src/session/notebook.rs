//! What the last look at a stack told, kept beside its state for as long as everything that it asked of the outside
//! world is answered the same. To lose it costs time only.
//!
//! It is kept where stackc keeps its state, and only if that is there: nothing is made for it. Where values of params
//! are given nothing is kept, so that no secret ever is.

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::ledger::{Answers, Ledger};
use super::params::PREFIX;
use super::work::FOLDER;
use super::{Options, Seen, rules};
use crate::base::{FACTS_DAY, FileId, SourceMap, Span, Stamp, System};
use crate::diag::{Diagnostic, Edit, Fix, Label, Rule, Severity};
use crate::syntax::decode;

/// No more findings are kept, and no more answers of the outside world.
const MOST: (usize, usize) = (1_000, 20_000);

/// Nanoseconds for which a file must have been at rest: a change within one tick of its clock would not be seen.
const AT_REST: u128 = 1_000_000_000;

/// What was told the last time.
#[derive(Debug)]
pub struct Remembered {
    sources: SourceMap,
    diagnostics: Vec<Diagnostic>,
    files: usize,
    resources: usize,
    /// Of a plan with nothing to do, the stack and how many resources it spoke of.
    pub nothing_to_do: Option<(String, usize)>,
}

impl Remembered {
    /// What there is to tell.
    #[must_use]
    pub fn seen(&self) -> Seen<'_> {
        let Self { sources, diagnostics, files, resources, .. } = self;
        Seen { sources, diagnostics, files: *files, resources: *resources }
    }
}

/// A plan with nothing to do.
#[derive(Debug)]
pub struct NothingToDo<'a> {
    /// The stack.
    pub stack: &'a str,
    /// How many resources it has.
    pub resources: usize,
    /// The files of state and world as they were before they were read.
    pub stamps: &'a [(PathBuf, Option<Stamp>)],
}

/// Where the last look at one stack by one command is kept.
#[derive(Debug)]
pub struct Notebook<'a> {
    ledger: Ledger<'a>,
    system: &'a dyn System,
    file: PathBuf,
    key: String,
}

impl<'a> Notebook<'a> {
    /// The notebook of a command for what lies at a path; `None` where nothing is kept.
    #[must_use]
    pub fn open(system: &'a dyn System, command: &str, path: &Path, options: &Options) -> Option<Self> {
        let program = system.program()?;
        let above = || path.parent().filter(|parent| *parent != Path::new("")).unwrap_or(Path::new("."));
        let place = if system.is_folder(path) { path } else { above() }.join(FOLDER);
        let given = !options.params.is_empty() || !system.variables(PREFIX).is_empty();
        if given || !options.identities.is_empty() || !system.is_folder(&place) {
            return None;
        }
        let here = system.absolute(Path::new("."));
        let day = options.as_of.as_deref().unwrap_or(FACTS_DAY);
        let key = [program.as_str(), here.to_str()?, path.to_str()?, day].join("\n");
        let file = place.join(format!("{command}.remembered"));
        Some(Self { ledger: Ledger::new(system), system, file, key })
    }

    /// The outside world, to be asked through this.
    #[must_use]
    pub fn system(&self) -> &dyn System {
        &self.ledger
    }

    /// What was told the last time, if it would be told again.
    #[must_use]
    pub fn recall(&self) -> Option<Remembered> {
        let bytes = self.system.read(&self.file).ok()?;
        let page: Page = serde_json::from_slice(&bytes).ok()?;
        if page.key != self.key || !page.stamps.iter().all(|stamp| stamp.holds(self.system)) {
            return None;
        }
        let contents = page.answers.again(self.system, &page.sources)?;
        let mut sources = SourceMap::default();
        for (name, bytes) in page.sources.iter().zip(contents) {
            let id = FileId(u32::try_from(sources.files().count()).ok()?);
            sources.add(name.as_str(), decode(id, bytes).value);
        }
        let rules = rules();
        let diagnostics = page.findings.into_iter().map(|finding| finding.read(&rules));
        Some(Remembered {
            sources,
            diagnostics: diagnostics.collect::<Option<_>>()?,
            files: page.files,
            resources: page.resources,
            nothing_to_do: page.nothing_to_do,
        })
    }

    /// Keeps what is told, if it may be told again. Where it cannot be written nothing is kept.
    pub fn keep(&self, seen: &Seen<'_>, plan: Option<&NothingToDo<'_>>) {
        if let Some(bytes) = self.page(seen, plan).and_then(|page| serde_json::to_vec(&page).ok()) {
            // Without it the next look takes longer, and tells the same.
            let _ = self.system.write(&self.file, &bytes);
        }
    }

    fn page(&self, seen: &Seen<'_>, plan: Option<&NothingToDo<'_>>) -> Option<Page> {
        let answers = self.ledger.answers();
        let (findings, asked) = MOST;
        if seen.diagnostics.len() > findings || answers.count()? > asked || seen.count(Severity::Error) > 0 {
            return None;
        }
        let plain = |name: &str| answers.has_read(name);
        let files = || seen.sources.files().map(|(_, file)| file);
        // What may not be shown is not written down either.
        if !files().all(|file| plain(&file.path) && file.hides_nothing()) {
            return None;
        }
        let now = u128::try_from(self.system.now()).ok()? * 1_000_000_000;
        let stamps = plan.map_or(&[][..], |plan| plan.stamps);
        let stamps = stamps.iter().map(|(path, stamp)| FileStamp::at_rest(path, *stamp, now));
        Some(Page {
            key: self.key.clone(),
            sources: files().map(|file| file.path.clone()).collect(),
            stamps: stamps.collect::<Option<_>>()?,
            answers,
            findings: seen.diagnostics.iter().map(Finding::of).collect(),
            files: seen.files,
            resources: seen.resources,
            nothing_to_do: plan.map(|plan| (plan.stack.to_owned(), plan.resources)),
        })
    }
}

/// What is kept.
#[derive(Debug, Serialize, Deserialize)]
struct Page {
    key: String,
    answers: Answers,
    sources: Vec<String>,
    stamps: Vec<FileStamp>,
    findings: Vec<Finding>,
    files: usize,
    resources: usize,
    nothing_to_do: Option<(String, usize)>,
}

/// A file that counts as the same while its stamp does; an empty one is as good as none.
#[derive(Debug, Serialize, Deserialize)]
struct FileStamp {
    path: String,
    written: Option<(u64, u64)>,
}

impl FileStamp {
    /// `None` where it may have been written just now.
    fn at_rest(path: &Path, stamp: Option<Stamp>, now: u128) -> Option<Self> {
        let written = plain(stamp);
        let rests = written.is_none_or(|(written, _)| u128::from(written) + AT_REST <= now);
        rests.then_some(Self { path: path.to_str()?.to_owned(), written })
    }

    fn holds(&self, system: &dyn System) -> bool {
        plain(system.stamp(self.path.as_ref())) == self.written
    }
}

fn plain(stamp: Option<Stamp>) -> Option<(u64, u64)> {
    let Stamp { written, bytes } = stamp.filter(|stamp| stamp.bytes > 0)?;
    Some((u64::try_from(written).unwrap_or(u64::MAX), bytes))
}

/// File, start and end.
type Place = (u32, u32, u32);

/// A finding as it is kept.
#[derive(Debug, Serialize, Deserialize)]
struct Finding {
    rule: String,
    severity: u8,
    message: String,
    span: Place,
    labels: Vec<(Place, String)>,
    help: Option<String>,
    address: Option<String>,
    fixes: Vec<(String, Vec<(Place, String)>)>,
}

/// In the order of their weight.
const SEVERITIES: [Severity; 4] = [Severity::Error, Severity::Warning, Severity::Info, Severity::Hint];

impl Finding {
    fn of(found: &Diagnostic) -> Self {
        let place = |span: Span| (span.file.0, span.start, span.end);
        let edits = |fix: &Fix| fix.edits.iter().map(|edit| (place(edit.span), edit.text.clone())).collect();
        Self {
            rule: found.rule.name.to_owned(),
            severity: found.severity as u8,
            message: found.message.clone(),
            span: place(found.span),
            labels: found.labels.iter().map(|label| (place(label.span), label.message.clone())).collect(),
            help: found.help.clone(),
            address: found.address.clone(),
            fixes: found.fixes.iter().map(|fix| (fix.title.clone(), edits(fix))).collect(),
        }
    }

    fn read(self, rules: &[&'static Rule]) -> Option<Diagnostic> {
        let span = |(file, start, end): Place| Span::new(FileId(file), start, end);
        let edit = |(place, text)| Edit { span: span(place), text };
        let fix =
            |(title, edits): (String, Vec<_>)| Fix { title, edits: edits.into_iter().map(edit).collect() };
        let label = |(place, message)| Label { span: span(place), message };
        Some(Diagnostic {
            rule: rules.iter().find(|rule| rule.name == self.rule).copied()?,
            severity: SEVERITIES.get(usize::from(self.severity)).copied()?,
            message: self.message,
            span: span(self.span),
            labels: self.labels.into_iter().map(label).collect(),
            help: self.help,
            address: self.address,
            fixes: self.fixes.into_iter().map(fix).collect(),
        })
    }
}
