//! What was found in a stack, with what an editor does with it besides showing it.

use crate::diag::{Diagnostic, Severity};

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

/// What was found in a stack and its modules, in the order of the text.
pub fn diagnostics(project: &Project) -> impl Iterator<Item = Finding<'_>> {
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
        Finding { diagnostic, severity, tag }
    })
}

/// What is found in the text of a `.params` file, read by itself.
#[must_use]
pub fn of_params(text: &str) -> Vec<Diagnostic> {
    crate::syntax::parse(crate::base::FileId(0), text, crate::syntax::Form::Params).diagnostics
}
