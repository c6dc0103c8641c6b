//! Things of the world in the words of the language, so that what comes from outside is read as a stack is.

use std::fmt::Write as _;
use std::path::Path;

use ecow::EcoString;

use super::params::value_of;
use super::{Analysis, Loaded, Options, analyse, load};
use crate::base::{SourceMap, System};
use crate::catalog::Catalog;
use crate::cloud::Caller;
use crate::diag::{Diagnostic, Severity};
use crate::model::{Address, Identity, Value};
use crate::resolve::Modules;
use crate::syntax::Form;

/// A declaration in a stack of its own.
#[derive(Debug)]
pub(super) struct Worded {
    /// The stack that holds it.
    pub(super) analysis: Analysis,
    /// Where it stands.
    pub(super) address: Address,
}

/// Declares one thing of a kind with these attributes, each a path and a value; a string may stand without quotes.
pub(super) fn worded(
    system: &dyn System,
    catalog: &Catalog,
    (folder, caller): (&Path, &Caller),
    (kind, name): (&str, &str),
    pairs: &[(&str, &str)],
) -> Worded {
    let address = Address::of(kind, "it");
    let mut text = format!(
        "stack world {{ region = {}  account = {} }}\n{kind} it {{\n",
        Value::from(caller.region.as_str()),
        Value::from(caller.account.as_str())
    );
    // Paths into one table or block become one block.
    let mut bodies: Vec<(Vec<&str>, Vec<String>)> = Vec::new();
    for (path, value) in pairs {
        let mut blocks: Vec<&str> = path.split('.').collect();
        let last = blocks.pop().unwrap_or_default();
        let line = format!("{} = {}", key(last), written(value));
        match bodies.iter_mut().find(|(known, _)| !blocks.is_empty() && *known == blocks) {
            Some((_, lines)) => lines.push(line),
            None => bodies.push((blocks, vec![line])),
        }
    }
    for (blocks, lines) in bodies {
        let opened: String = blocks.iter().map(|block| format!("{block} {{ ")).collect();
        let _ = writeln!(text, "{opened}{}{}", lines.join("  "), " }".repeat(blocks.len()));
    }
    text.push_str("}\n");
    let identity = match catalog.kind(kind).and_then(|kind| kind.naming) {
        Some(_) => Identity { name: Some(name.into()), ..Identity::default() },
        None => Identity { id: Some(name.into()), ..Identity::default() },
    };
    let identities = [(address.clone(), identity)].into();
    let options = Options { identities, ..Options::default() };
    let loaded = loaded(folder, text);
    Worded { analysis: analyse(system, catalog, loaded, &options), address }
}

/// Judges a text that is a whole stack.
pub(super) fn alone(system: &dyn System, catalog: &Catalog, folder: &Path, text: String) -> Analysis {
    analyse(system, catalog, loaded(folder, text), &Options::default())
}

/// A text as a stack of a folder.
fn loaded(folder: &Path, text: String) -> Loaded {
    let mut loaded = Loaded {
        path: folder.to_owned(),
        folder: folder.to_owned(),
        sources: SourceMap::default(),
        files: Vec::new(),
        modules: Modules::default(),
        file_count: 1,
        diagnostics: Vec::new(),
    };
    let (_, tree) = load::add(
        &mut loaded.sources,
        &mut loaded.diagnostics,
        "the command line".to_owned(),
        text.into_bytes(),
        Form::Stack,
    );
    loaded.files.push(tree);
    loaded
}

impl Worded {
    /// The first error; of a change of one attribute, only what is wrong with the attribute.
    pub(super) fn error(&self, lines: Lines) -> Option<&Diagnostic> {
        let errors = self.analysis.diagnostics.iter().filter(|one| one.severity == Severity::Error);
        let attributes = |one: &&Diagnostic| {
            let place = self.analysis.sources.start(one.span);
            lines == Lines::All || place.is_some_and(|place| place.line > 2)
        };
        let mut errors = errors.filter(attributes);
        errors.next()
    }

    /// What a path became.
    pub(super) fn value(&self, path: &str) -> Option<Value> {
        let mut words = path.split('.');
        let resource = self.analysis.any().get(&self.address)?;
        let mut value = resource.inputs.get(words.next()?)?;
        for word in words {
            value = value.as_map()?.get(word)?;
        }
        Some(value.clone())
    }
}

/// Which lines of the declaration errors are about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Lines {
    /// All of them, also of what is not there.
    All,
    /// Those of attributes that are there.
    Attributes,
}

/// A value as the language writes it.
fn written(text: &str) -> EcoString {
    match value_of(text) {
        Some(_) => text.into(),
        None => Value::from(text).to_string().into(),
    }
}

/// A key as the language writes it.
fn key(word: &str) -> EcoString {
    let plain = word.chars().all(|c| c.is_alphanumeric() || c == '_');
    if plain { word.into() } else { Value::from(word).to_string().into() }
}
