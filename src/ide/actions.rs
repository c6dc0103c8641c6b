//! What can be done about a place: fixes, suppressions, and rewritings that keep the meaning.

use std::path::PathBuf;

use super::chain::{Link, chain};
use super::diagnostics::{Finding, diagnostics};
use super::formatting::{edits, line_break};
use super::rename::{FileEdit, is_name};
use super::rows::{heads, rows};
use super::snapshot::Cx;
use crate::base::Span;
use crate::catalog::{Meaning, Type};
use crate::diag::{Diagnostic, Edit, Severity};
use crate::model::Effect;
use crate::session::{apply_fixes, line_of, reach};
use crate::syntax::ast::{EntryKind, Expr, ExprKind, File, ItemKind};

/// What an action is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// It puts right what was found.
    Fix,
    /// It puts right all that has one right answer.
    FixAll,
    /// It writes the same in another way.
    Rewrite,
    /// It gives a value a name.
    Extract,
}

/// Something that can be done.
#[derive(Debug)]
pub struct Action<'a> {
    /// What it does, as an imperative.
    pub title: String,
    /// What it is for.
    pub purpose: Purpose,
    /// What it puts right.
    pub about: Option<Finding<'a>>,
    /// Whether it is the one right answer.
    pub preferred: bool,
    /// The replacements.
    pub edits: Vec<FileEdit>,
}

/// What can be done about some bytes of a file.
#[must_use]
pub fn actions<'a>(cx: &Cx<'a>, start: u32, end: u32) -> Vec<Action<'a>> {
    let touches = |span: Span| span.file == cx.file && span.start <= end && start <= span.end;
    let mut found = Vec::new();
    for finding in diagnostics(cx.project).into_iter().filter(|finding| touches(finding.diagnostic.span)) {
        found.extend(fixes(cx, finding));
        found.extend(suppress(cx, finding));
    }
    found.extend(fix_all(cx));
    found.extend(extract(cx, start));
    found.extend(tighten(cx, start));
    found
}

/// The remedies of a finding.
fn fixes<'a>(cx: &Cx<'a>, finding: Finding<'a>) -> Vec<Action<'a>> {
    let all = &finding.diagnostic.fixes;
    let made = |fix: &crate::diag::Fix| Action {
        title: fix.title.clone(),
        purpose: Purpose::Fix,
        about: Some(finding),
        preferred: all.len() == 1,
        edits: fix.edits.iter().filter_map(|edit| file_edit(cx, edit)).collect(),
    };
    all.iter().map(made).collect()
}

fn file_edit(cx: &Cx<'_>, edit: &Edit) -> Option<FileEdit> {
    let source = cx.project.sources().file(edit.span.file)?;
    let path = PathBuf::from(&source.path);
    let Span { start, end, .. } = reach(&source.text, edit);
    Some(FileEdit { path, start, end, text: edit.text.clone() })
}

/// Every fix of the stack that is the only one for its finding, at once.
fn fix_all<'a>(cx: &Cx<'a>) -> Option<Action<'a>> {
    let fixed = apply_fixes(cx.project.sources(), &cx.project.analysis.diagnostics);
    if fixed.applied == 0 {
        return None;
    }
    let mut all = Vec::new();
    for (path, text) in &fixed.texts {
        let (_, source) = cx.project.files().find(|(_, file)| file.path == *path)?;
        all.extend(edits(&source.text, text).into_iter().map(|edit| FileEdit {
            path: PathBuf::from(path),
            start: edit.start,
            end: edit.end,
            text: edit.text,
        }));
    }
    let what =
        if fixed.applied == 1 { "the 1 fix".to_owned() } else { format!("all {} fixes", fixed.applied) };
    Some(Action {
        title: format!("apply {what} of this stack"),
        purpose: Purpose::FixAll,
        about: None,
        preferred: false,
        edits: all,
    })
}

/// Allows what was found, before the entry or the declaration around it.
fn suppress<'a>(cx: &Cx<'a>, finding: Finding<'a>) -> Option<Action<'a>> {
    let Diagnostic { rule, span, .. } = finding.diagnostic;
    let reads =
        crate::syntax::RULES.iter().chain(crate::resolve::rules::RULES).any(|known| known.name == rule.name);
    if (reads && finding.severity == Severity::Error) || rule.name.ends_with("allowance") {
        return None;
    }
    let chain = chain(cx.project.tree(cx.file)?, span.start);
    let text = cx.text();
    // Before the innermost thing that begins its own line.
    let begins = |link: &&Link<'_>| {
        let head = text.get(..link.span().start as usize).unwrap_or("");
        let is_own = head.rsplit('\n').next().is_some_and(|before| before.trim().is_empty());
        matches!(link, Link::Item(_) | Link::Entry(_)) && is_own
    };
    let start = chain.iter().rev().find(begins)?.span().start;
    let indent = text.get(..start as usize)?.rsplit('\n').next().unwrap_or("");
    let line = format!("#[allow({}): \"say why\"]{}{indent}", rule.name, line_break(text));
    let path = PathBuf::from(&cx.project.sources().file(cx.file)?.path);
    Some(Action {
        title: format!("allow `{}` here", rule.name),
        purpose: Purpose::Fix,
        about: Some(finding),
        preferred: false,
        edits: vec![FileEdit { path, start, end: start, text: line }],
    })
}

/// Makes a param of the value at a byte, with the value as its default.
fn extract<'a>(cx: &Cx<'a>, byte: u32) -> Option<Action<'a>> {
    let tree = cx.project.tree(cx.file)?;
    let chain = chain(tree, byte);
    let [.., Link::Expr(value)] = chain.as_slice() else { return None };
    let base = called(&chain)?;
    let ty = match &value.kind {
        ExprKind::String(_) => words(cx, &chain, &base).unwrap_or_else(|| "string".to_owned()),
        ExprKind::Bool(_) => "bool".to_owned(),
        ExprKind::Number(_) => "number".to_owned(),
        ExprKind::Quantity(quantity) => quantity.dimension.word().to_owned(),
        _ => return None,
    };
    let index = cx.project.index();
    let space = cx.project.space(cx.file);
    // A word behind `by` means itself only as long as nothing is called so.
    let is_word = |name: &str| cx.project.files().any(|(_, file)| file.text.contains(&format!(" by {name}")));
    let is_taken = |name: &str| {
        index.declarations(space).any(|(known, _)| known.word() == name)
            || cx.catalog.kind(name).is_some()
            || is_word(name)
    };
    let numbered = (2..100).map(|n| format!("{base}_{n}"));
    let name = std::iter::once(base.clone()).chain(numbered).find(|name| !is_taken(name))?;
    let path = PathBuf::from(&cx.project.sources().file(cx.file)?.path);
    let (at, text) = new_param(cx, tree, &format!("param {name}: {ty} = {}", cx.project.at(value.span)));
    let edits = vec![
        FileEdit { path: path.clone(), start: at, end: at, text },
        FileEdit { path, start: value.span.start, end: value.span.end, text: name.clone() },
    ];
    let title = format!("make it the param `{name}`");
    Some(Action { title, purpose: Purpose::Extract, about: None, preferred: false, edits })
}

/// What a value is called where it stands: its attribute, its `let`, the preposition before it. What a param is by default is
/// one already.
fn called(chain: &[Link<'_>]) -> Option<String> {
    let value = chain.last()?.span();
    let holds = |operands: &[Expr]| operands.iter().any(|operand| operand.span.contains(value));
    let entry = chain.iter().rev().find_map(|link| match link {
        Link::Entry(entry) => Some(&entry.kind),
        _ => None,
    });
    let item = match chain.first()? {
        Link::Item(item) => &item.kind,
        _ => return None,
    };
    let named = match (item, entry) {
        (ItemKind::Resource(_) | ItemKind::Module(_) | ItemKind::Flow(_), Some(EntryKind::Attribute(it))) => {
            it.name.text.to_string()
        }
        (ItemKind::Resource(_), Some(EntryKind::Sentence(it))) => {
            // What stands behind the word itself is what the statement is about.
            let phrase = it.phrases.iter().find(|phrase| holds(&phrase.operands))?;
            phrase.preposition.text.to_string()
        }
        (ItemKind::Let(it) | ItemKind::Output(it), _) => it.name.text.to_string(),
        _ => return None,
    };
    // A key in quotes may be none, and a preposition is no name for a value.
    if !is_name(&named) {
        return None;
    }
    Some(match named.as_str() {
        "under" => "prefix".to_owned(),
        "after" => "age".to_owned(),
        "to" | "from" | "on" | "of" | "into" | "ending" | "at" | "by" | "with" | "within" => {
            "value".to_owned()
        }
        _ => named,
    })
}

/// Where a param is declared, behind the others, and the text of it.
fn new_param(cx: &Cx<'_>, tree: &File, written: &str) -> (u32, String) {
    let last = tree.items.iter().rfind(|item| matches!(item.kind, ItemKind::Param(_)));
    let after = last.or_else(|| tree.items.iter().find(|item| matches!(item.kind, ItemKind::Stack(_))));
    let feed = line_break(cx.text());
    match after {
        Some(item) if last.is_some() => (item.span.end, format!("{feed}{written}")),
        Some(item) => (item.span.end, format!("{feed}{feed}{written}")),
        None => (0, format!("{written}{feed}{feed}")),
    }
}

/// The words that an attribute takes, as a type, unless these are many.
fn words(cx: &Cx<'_>, chain: &[Link<'_>], attribute: &str) -> Option<String> {
    let (heads, _) = heads(chain);
    let Type::OneOf(words) = rows(cx.catalog, &heads).attr(attribute)?.ty else { return None };
    let all: Vec<String> = words.iter().map(|word| format!("\"{word}\"")).collect();
    (all.len() <= FEW).then(|| all.join(" | "))
}

/// A type lists no more words than that.
const FEW: usize = 8;

/// Lets a role grant just what its carriers use, in place of the lines that say it one by one.
fn tighten<'a>(cx: &Cx<'a>, byte: u32) -> Option<Action<'a>> {
    let tree = cx.project.tree(cx.file)?;
    let chain = chain(tree, byte);
    let item = chain.first()?;
    let (heads, _) = heads(chain.get(..2)?);
    let rows = rows(cx.catalog, &heads);
    let is_grant =
        |word: &str| rows.statement(word).is_some_and(|row| row.meaning == Meaning::Grant(Effect::Allow));
    let entries = item.entries()?;
    let grants = entries.iter().filter(|entry| match &entry.kind {
        EntryKind::Sentence(it) => is_grant(&it.word.text),
        _ => false,
    });
    let spans: Vec<Span> = grants.map(|entry| entry.span).collect();
    let uses = |span: &Span| cx.project.at(*span).trim_end().ends_with("allow uses");
    let (first, rest) = spans.split_first()?;
    if spans.iter().any(uses) {
        return None;
    }
    let path = PathBuf::from(&cx.project.sources().file(cx.file)?.path);
    let mut edits = vec![FileEdit {
        path: path.clone(),
        start: first.start,
        end: first.end,
        text: "allow uses".to_owned(),
    }];
    edits.extend(rest.iter().map(|span| {
        let line = line_of(cx.text(), *span);
        FileEdit { path: path.clone(), start: line.start, end: line.end, text: String::new() }
    }));
    let title = "tighten to least privilege: just what its carriers use".to_owned();
    Some(Action { title, purpose: Purpose::Rewrite, about: None, preferred: false, edits })
}
