//! What stacks are judged under: all of them, and each by itself.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use crate::session::{Loaded, Options, ParamSource};
use crate::syntax::ast::ItemKind;

/// What is given to stacks.
#[derive(Debug, Clone, Default)]
pub struct Given {
    /// Values of params, each as `name=value`.
    pub values: Vec<String>,
    /// Files of params.
    pub files: Vec<PathBuf>,
    /// The day that dated rules judge by.
    pub as_of: Option<String>,
}

/// What stacks are judged under.
#[derive(Debug, Clone, Default)]
pub struct Settings {
    /// What is given to every stack.
    pub all: Given,
    /// What is given to one besides: by its folder, or by its file in a folder of stacks of one file each.
    pub own: BTreeMap<PathBuf, Given>,
}

impl Settings {
    /// What a stack is judged under: a value wins over a file, as for a command, and what is its own over what is for all.
    /// A value for all is passed over where there is no such param.
    pub(super) fn of(&self, loaded: &Loaded) -> Options {
        let nothing = Given::default();
        let own = [&loaded.path, &loaded.folder].into_iter().find_map(|path| self.own.get(path));
        let own = own.unwrap_or(&nothing);
        let declared = if self.all.values.is_empty() { BTreeSet::new() } else { declared(loaded) };
        let is_declared =
            |value: &&String| declared.contains(value.split_once('=').map_or("", |(name, _)| name.trim()));
        let files = self.all.files.iter().chain(&own.files).cloned().map(ParamSource::File);
        let values = self.all.values.iter().filter(is_declared).chain(&own.values).cloned();
        Options {
            params: files.chain(values.map(ParamSource::Argument)).collect(),
            as_of: own.as_of.clone().or_else(|| self.all.as_of.clone()),
            ..Options::default()
        }
    }
}

/// The names of a stack's params.
fn declared(loaded: &Loaded) -> BTreeSet<&str> {
    let items = loaded.files.iter().flat_map(|file| &file.items);
    let params = items.filter_map(|item| match &item.kind {
        ItemKind::Param(param) => Some(param.name.text.as_str()),
        _ => None,
    });
    params.collect()
}
