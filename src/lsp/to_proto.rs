//! Plain data to what the protocol says.

use std::cell::OnceCell;
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::str::FromStr;
use std::sync::Arc;

use ls_types::{
    CodeDescription, Diagnostic, DiagnosticRelatedInformation, DiagnosticSeverity, DiagnosticTag, Location,
    NumberOrString, Range, TextEdit, Uri,
};

use super::lines::{Encoding, Lines};
use super::uris;
use crate::base::{FileId, Span};
use crate::diag::{Diagnostic as Found, Severity};
use crate::ide::Project;
use crate::ide::diagnostics::{Finding, Tag, diagnostics, of_params as found_in_params};
use crate::ide::formatting;

/// Writes what is known of one stack.
#[derive(Debug)]
pub(super) struct Proto<'a> {
    project: &'a Project,
    encoding: Encoding,
    /// The lines of each file, once they are asked for.
    lines: Vec<OnceCell<Lines<'a>>>,
}

impl<'a> Proto<'a> {
    pub(super) fn new(project: &'a Project, encoding: Encoding) -> Self {
        let files = project.sources().files().count();
        Self { project, encoding, lines: std::iter::repeat_with(OnceCell::new).take(files).collect() }
    }

    /// The lines of a file.
    fn lines(&self, file: FileId) -> Option<&Lines<'a>> {
        let cell = self.lines.get(file.0 as usize)?;
        Some(cell.get_or_init(|| Lines::new(self.project.text_of(file), self.encoding)))
    }

    pub(super) fn range(&self, span: Span) -> Range {
        self.lines(span.file).map(|lines| lines.range(span.start, span.end)).unwrap_or_default()
    }

    /// The byte at a position in a file.
    pub(super) fn byte(&self, file: FileId, position: ls_types::Position) -> u32 {
        self.lines(file).map_or(0, |lines| lines.byte(position))
    }

    pub(super) fn path(&self, file: FileId) -> Option<PathBuf> {
        self.project.sources().file(file).map(|file| PathBuf::from(&file.path))
    }

    pub(super) fn uri(&self, file: FileId) -> Option<Uri> {
        uris::from_path(&self.path(file)?)
    }

    pub(super) fn location(&self, span: Span) -> Option<Location> {
        Some(Location { uri: self.uri(span.file)?, range: self.range(span) })
    }

    /// What was found, file by file; what was written before need not be written again.
    pub(super) fn diagnostics(&self, before: &Written) -> Written {
        let mut written = Written::default();
        let all = diagnostics(self.project);
        for findings in all.chunk_by(|one, other| one.place.file == other.place.file) {
            let Some(file) = findings.first().map(|first| first.place.file) else { continue };
            let Some(path) = self.path(file) else { continue };
            let known = before.0.get(&path).filter(|known| known.is_of(self.project, findings));
            let page = known.cloned().unwrap_or_else(|| self.page(findings));
            written.0.insert(path, page);
        }
        written
    }

    /// What was found in one file.
    fn page(&self, findings: &[Finding<'_>]) -> Page {
        let found: Vec<Found> = findings.iter().map(|finding| finding.diagnostic.clone()).collect();
        let labels = found.iter().flat_map(|one| &one.labels).map(|label| label.span.file);
        let places = findings.iter().flat_map(|one| [one.place.file, one.diagnostic.span.file]);
        let mut files: Vec<FileId> = labels.chain(places).collect();
        files.sort_unstable();
        files.dedup();
        let text = |id: FileId| Some((id, Arc::clone(&self.project.sources().file(id)?.text)));
        Page {
            texts: files.into_iter().filter_map(text).collect(),
            found,
            told: findings.iter().map(|finding| self.diagnostic(finding)).collect(),
        }
    }

    /// One finding.
    pub(super) fn diagnostic(&self, finding: &Finding<'_>) -> Diagnostic {
        let found = finding.diagnostic;
        let related = found.labels.iter().filter_map(|label| {
            Some(DiagnosticRelatedInformation {
                location: self.location(label.span)?,
                message: label.message.clone(),
            })
        });
        let related: Vec<_> = related.collect();
        Diagnostic {
            range: self.range(finding.place),
            related_information: (!related.is_empty()).then_some(related),
            ..plain(finding)
        }
    }
}

/// What was found in a stack, as it was written for the client: by file.
#[derive(Debug, Clone, Default)]
pub(super) struct Written(BTreeMap<PathBuf, Page>);

/// What was found in a file, as it was written for the client.
#[derive(Debug, Clone)]
struct Page {
    /// The texts that its places are in.
    texts: Vec<(FileId, Arc<str>)>,
    found: Vec<Found>,
    told: Arc<[Diagnostic]>,
}

impl Page {
    /// Whether it says just that; its places are then where they were, since no text changed.
    fn is_of(&self, project: &Project, findings: &[Finding<'_>]) -> bool {
        let is_at_hand = |(id, text): &(FileId, Arc<str>)| {
            project.sources().file(*id).is_some_and(|file| Arc::ptr_eq(&file.text, text))
        };
        let all = || self.found.iter().zip(findings);
        self.found.len() == findings.len()
            && self.texts.iter().all(is_at_hand)
            && all().all(|(one, other)| one.says_the_same(other.diagnostic))
    }
}

impl Written {
    /// What the client is told of each file.
    pub(super) fn pages(&self) -> impl Iterator<Item = (&PathBuf, &Arc<[Diagnostic]>)> {
        self.0.iter().map(|(path, page)| (path, &page.told))
    }
}

/// A finding without its places.
fn plain(finding: &Finding<'_>) -> Diagnostic {
    let found = finding.diagnostic;
    let tag = finding.tag.map(|tag| match tag {
        Tag::Unused => DiagnosticTag::UNNECESSARY,
        Tag::Deprecated => DiagnosticTag::DEPRECATED,
    });
    Diagnostic {
        severity: Some(severity(finding.severity)),
        code: Some(NumberOrString::String(found.rule.name.to_owned())),
        code_description: page_uri(found.rule.name).map(|href| CodeDescription { href }),
        source: Some("stackc".to_owned()),
        message: message(found),
        tags: tag.map(|tag| vec![tag]),
        ..Diagnostic::default()
    }
}

/// Where a rule's page is read: a document that this server has the text of.
pub(super) fn page_uri(rule: &str) -> Option<Uri> {
    Uri::from_str(&format!("stackc:/rules/{rule}.md")).ok()
}

/// What is wrong, and what to do.
fn message(found: &Found) -> String {
    match &found.help {
        Some(help) => format!("{}\n{help}", found.message),
        None => found.message.clone(),
    }
}

fn severity(severity: Severity) -> DiagnosticSeverity {
    match severity {
        Severity::Error => DiagnosticSeverity::ERROR,
        Severity::Warning => DiagnosticSeverity::WARNING,
        Severity::Info => DiagnosticSeverity::INFORMATION,
        Severity::Hint => DiagnosticSeverity::HINT,
    }
}

/// What is found in a file of params.
pub(super) fn of_params(text: &str, encoding: Encoding) -> Vec<Diagnostic> {
    let lines = Lines::new(text, encoding);
    let all = found_in_params(text);
    let write = |found: &Found| {
        let finding = Finding { diagnostic: found, place: found.span, severity: found.severity, tag: None };
        Diagnostic { range: lines.range(found.span.start, found.span.end), ..plain(&finding) }
    };
    all.iter().map(write).collect()
}

/// Replacements in one text.
pub(super) fn text_edits(lines: &Lines<'_>, edits: Vec<formatting::TextEdit>) -> Vec<TextEdit> {
    let write = |edit: formatting::TextEdit| TextEdit {
        range: lines.range(edit.start, edit.end),
        new_text: edit.text,
    };
    edits.into_iter().map(write).collect()
}
