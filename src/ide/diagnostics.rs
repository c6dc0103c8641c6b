//! What was found in a stack, with what an editor does with it besides showing it.

use crate::base::{FileId, Span};
use crate::diag::{Diagnostic, Severity};
use crate::session::ParamSource;

use super::project::Project;

/// How an editor shows the text of a finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tag {
    /// It could as well not be there.
    Unused,
    /// It will go.
    Deprecated,
}

/// A finding as an editor shows it.
#[derive(Debug, Clone, Copy)]
pub struct Finding<'a> {
    /// What was found.
    pub diagnostic: &'a Diagnostic,
    /// Where it is shown.
    pub place: Span,
    /// How much it weighs here.
    pub severity: Severity,
    /// How its text is shown.
    pub tag: Option<Tag>,
}

/// Rules about what has no effect.
const UNUSED: &[&str] =
    &["unused-allowance", "dead-permission", "unused-certificate", "unused-firewall", "unused-name"];
/// Rules about what AWS retires.
const DEPRECATED: &[&str] =
    &["deprecated-runtime", "old-platform-version", "old-volume-type", "service-closed-to-new-customers"];

/// What was found in a stack, its modules and the files of params it is given, file by file.
#[must_use]
pub fn diagnostics(project: &Project) -> Vec<Finding<'_>> {
    let mut all: Vec<Finding<'_>> = findings(project).collect();
    // Stable: what was found in one place stays in its order.
    all.sort_by_key(|finding| finding.place.file);
    all
}

fn findings(project: &Project) -> impl Iterator<Item = Finding<'_>> {
    project.analysis.diagnostics.iter().map(|diagnostic| {
        let is_any = |rules: &[&str]| rules.contains(&diagnostic.rule.name);
        let tag = if is_any(UNUSED) {
            Some(Tag::Unused)
        } else if is_any(DEPRECATED) {
            Some(Tag::Deprecated)
        } else {
            None
        };
        // Who edits a stack gives it no params; that they are needed is no mistake in the text.
        let is_open = diagnostic.rule.name == "param-not-given";
        let severity = if is_open { Severity::Info } else { diagnostic.severity };
        Finding { diagnostic, place: place(project, diagnostic.span), severity, tag }
    })
}

/// Where a place is shown. A value that is written in no file, but in the settings, has its faults shown at the `stack` block.
fn place(project: &Project, span: Span) -> Span {
    let analysis = &project.analysis;
    let is_file = |id: FileId| {
        let path = project.sources().file(id).map(|file| file.path.as_str());
        let given = |source: &ParamSource| matches!(source, ParamSource::File(file) if Some(&*file.to_string_lossy()) == path);
        (id.0 as usize) < analysis.files || analysis.options.params.iter().any(given)
    };
    if is_file(span.file) { span } else { analysis.any().span }
}

/// What is found in the text of a `.params` file, read by itself.
#[must_use]
pub fn of_params(text: &str) -> Vec<Diagnostic> {
    crate::syntax::parse(crate::base::FileId(0), text, crate::syntax::Form::Params).diagnostics
}
