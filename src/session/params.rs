//! Values of params from outside: the command line, files, environment variables.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use ecow::EcoString;

use super::Analysis;
use super::load::{Loaded, add};
use super::masks::{Sound, masked, redacted};
use crate::base::{FileId, SourceMap, Span, System};
use crate::diag::{Diagnostic, Found, Severity};
use crate::model::Value;
use crate::resolve::rules::{duplicate_attribute, unreadable_params};
use crate::resolve::{Given, constant};
use crate::syntax::ast::{EntryKind, Expr, ExprKind, File, ItemKind, TypeKind};
use crate::syntax::{Form, decode};

/// What environment variables that give params begin with.
pub(super) const PREFIX: &str = "STACKC_PARAM_";

/// Where a value comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ParamSource {
    /// `--param name=value`
    Argument(String),
    /// `--params FILE`
    File(PathBuf),
    /// What somebody answered who was asked for it.
    Answer {
        /// The param.
        name: EcoString,
        /// The answer, as an argument would be.
        value: String,
    },
}

/// Where a value comes from that somebody answered.
const ANSWER: &str = "the answer";

impl Analysis {
    /// What is wrong with answers, each with the param that was asked for.
    pub fn refused_answers(&self) -> impl Iterator<Item = (&str, &Diagnostic)> {
        let errors = self.diagnostics.iter().filter(|found| found.severity == Severity::Error);
        errors.filter_map(|found| {
            let file = self.sources.file(found.span.file).filter(|file| file.path == ANSWER)?;
            Some((file.text.split_once(" = ")?.0, found))
        })
    }
}

/// A param that a stack cannot do without.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wanted {
    /// Its name.
    pub name: EcoString,
    /// Its type, as written.
    pub ty: String,
    /// What stands above it; empty if nothing.
    pub doc: EcoString,
    /// Whether it is a secret.
    pub secret: bool,
}

/// The params of a stack that have no default and are not given, in the order of its files.
#[must_use]
pub fn wanted(system: &dyn System, loaded: &Loaded, params: &[ParamSource]) -> Vec<Wanted> {
    let given = given(system, &mut SourceMap::default(), params, &BTreeSet::new()).value;
    let items = loaded.files.iter().flat_map(|file| file.items.besides());
    let open = items.filter_map(|item| match &item.kind {
        ItemKind::Param(param) => Some((item, param)),
        _ => None,
    });
    open.filter(|(_, param)| {
        param.default.is_none() && !given.iter().any(|given| given.name == param.name.text)
    })
    .filter_map(|(item, param)| {
        let ty = param.ty.as_ref().filter(|ty| !matches!(ty.kind, TypeKind::Optional(_)))?;
        Some(Wanted {
            name: param.name.text.clone(),
            ty: loaded.sources.text(ty.span).to_owned(),
            doc: item.doc.clone(),
            secret: param.secret,
        })
    })
    .collect()
}

/// Reads the values: variables first, then files, then arguments, so that what is said last wins.
///
/// `open` names the params that are no secrets: only their values are ever shown.
pub(super) fn given(
    system: &dyn System,
    sources: &mut SourceMap,
    params: &[ParamSource],
    open: &BTreeSet<EcoString>,
) -> Found<Vec<Given>> {
    let mut found = Found { value: Vec::new(), diagnostics: Vec::new() };
    for (name, value) in system.variables(PREFIX) {
        let param = name.strip_prefix(PREFIX).unwrap_or(&name).to_owned();
        argument(sources, &mut found, &param, &value, &format!("`{name}`"));
    }
    for param in params {
        if let ParamSource::File(path) = param {
            file(system, sources, &mut found, path, open);
        }
    }
    for param in params {
        match param {
            ParamSource::Argument(text) => {
                let (name, value) = text.split_once('=').unwrap_or((text, ""));
                argument(sources, &mut found, name.trim(), value.trim(), "`--param`");
            }
            ParamSource::Answer { name, value } => {
                argument(sources, &mut found, name, value.trim(), ANSWER);
            }
            ParamSource::File(_) => {}
        }
    }
    found
}

/// Reads one value given as text. Where a string is asked for it may stand without quotes.
fn argument(sources: &mut SourceMap, found: &mut Found<Vec<Given>>, name: &str, value: &str, origin: &str) {
    let text = format!("{name} = {value}");
    let mut problems = Vec::new();
    let title = origin.trim_matches('`').to_owned();
    let (_, tree) =
        add(&mut sources.after(), &mut problems, title.clone(), text.clone().into_bytes(), Form::Params);
    // The value may be a secret: what is shown of it, if something is wrong with it, is not its text.
    let id = sources.add(title, format!("{name} = {}", "*".repeat(value.len())));
    let end = u32::try_from(text.len()).unwrap_or(u32::MAX);
    let start = end - u32::try_from(value.len()).unwrap_or(0);
    let expr = if problems.is_empty() { only_value(tree) } else { None };
    let missing = Expr { span: crate::base::Span::new(id, start, end), kind: ExprKind::Missing };
    found.value.push(Given {
        name: name.into(),
        name_span: crate::base::Span::new(id, 0, u32::try_from(name.len()).unwrap_or(0)),
        value: expr.unwrap_or(missing),
        raw: Some(value.into()),
        origin: origin.into(),
    });
}

/// The value that a text stands for by itself, such as `30s` or `"x"`; `None` for anything else.
pub(super) fn value_of(text: &str) -> Option<Value> {
    let mut problems = Vec::new();
    let entry = format!("value = {text}");
    let (_, tree) =
        add(&mut SourceMap::default(), &mut problems, String::new(), entry.into_bytes(), Form::Params);
    if problems.is_empty() { constant(&only_value(tree)?) } else { None }
}

/// The value of a text that is one entry.
fn only_value(tree: File) -> Option<Expr> {
    let mut entries = tree.entries.into_iter();
    match (entries.next()?.kind, entries.next()) {
        (EntryKind::Attribute(attribute), None) => Some(attribute.value),
        _ => None,
    }
}

/// Reads a `.params` file.
fn file(
    system: &dyn System,
    sources: &mut SourceMap,
    found: &mut Found<Vec<Given>>,
    path: &Path,
    open: &BTreeSet<EcoString>,
) {
    let name = path.to_string_lossy().replace('\\', "/");
    let bytes = match system.read(path) {
        Ok(bytes) => bytes,
        Err(error) => {
            let id = sources.add(name, "");
            let diagnostic =
                Diagnostic::new(&unreadable_params::RULE, Span::new(id, 0, 0), error.to_string());
            found.diagnostics.push(diagnostic.help("name a file with `--params FILE` that can be read"));
            return;
        }
    };
    let origin = EcoString::from(format!("`{name}`"));
    let mut problems = Vec::new();
    let (id, tree) = add(&mut sources.after(), &mut problems, name.clone(), bytes.clone(), Form::Params);
    let text = decode(id, bytes).value;
    let sound = if problems.is_empty() { Sound::Yes } else { Sound::No };
    if let Some(finding) = json(id, &text) {
        problems = vec![finding];
    }
    let shown = masked(&text, &tree.entries, open, sound);
    found.diagnostics.extend(problems.into_iter().map(|problem| redacted(problem, &text, &shown)));
    sources.add(name, shown);
    values(found, tree, &origin);
}

/// What is wrong with a file of JSON, told once and not for each of its signs.
fn json(id: FileId, text: &str) -> Option<Diagnostic> {
    let start = text.len() - text.trim_start().len();
    text.get(start..).filter(|rest| rest.starts_with('{'))?;
    let start = u32::try_from(start).ok()?;
    let message = "this is JSON, and a params file holds `name = value` lines";
    let finding = Diagnostic::new(&unreadable_params::RULE, Span::new(id, start, start + 1), message);
    Some(finding.help("write one a line, such as `stage = \"prod\"`, without the braces around them"))
}

/// The values of a file.
fn values(found: &mut Found<Vec<Given>>, tree: File, origin: &EcoString) {
    let mut written: BTreeMap<EcoString, Span> = BTreeMap::new();
    for entry in tree.entries {
        let EntryKind::Attribute(attribute) = entry.kind else {
            let message = "a params file holds `name = value` lines";
            let finding = Diagnostic::new(&unreadable_params::RULE, entry.span, message);
            found
                .diagnostics
                .push(finding.help("write one a line, such as `stage = \"prod\"`, and nothing else"));
            continue;
        };
        if let Some(first) = written.insert(attribute.name.text.clone(), attribute.name.span) {
            let message = format!("`{}` is given twice in this file", attribute.name.text);
            found.diagnostics.push(
                Diagnostic::new(&duplicate_attribute::RULE, attribute.name.span, message)
                    .label(first, "first given here")
                    .help("remove one of them"),
            );
        }
        found.value.push(Given {
            name: attribute.name.text,
            name_span: attribute.name.span,
            value: attribute.value,
            raw: None,
            origin: origin.clone(),
        });
    }
}
