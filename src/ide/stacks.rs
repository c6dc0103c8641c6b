//! Which stacks a file belongs to, for whoever runs a command on one of them.

use std::path::Path;

use super::project::Project;
use super::snapshot::Snapshot;
use crate::session::ParamSource;

/// A stack, as a command is told of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stack<'a> {
    /// Its name.
    pub name: &'a str,
    /// The folder that it lies in, and that its paths count from.
    pub folder: &'a Path,
    /// What names it: its folder, or its file in a folder of stacks of one file each.
    pub path: &'a Path,
    /// What it is judged under, as arguments of a command.
    pub arguments: Vec<String>,
}

/// The stacks that a file belongs to: its own first, then those that use it in a module. To a file of params belong those
/// that are given it, else the one whose folder holds it most nearly.
#[must_use]
pub fn stacks<'a>(snapshot: &'a Snapshot<'_>, path: &Path) -> Vec<Stack<'a>> {
    if path.extension().is_some_and(|end| end == "params") {
        let given = |project: &&Project| {
            project.analysis.options.params.contains(&ParamSource::File(path.to_owned()))
        };
        let given: Vec<&Project> = snapshot.projects.iter().map(|project| &**project).filter(given).collect();
        let near = || snapshot.with_params(path).into_iter().collect();
        let all = if given.is_empty() { near() } else { given };
        return all.into_iter().map(stack).collect();
    }
    let all: Vec<&Project> = snapshot.with_file(path).map(|(project, _)| project).collect();
    let is_sound = all.iter().any(|project| project.has_block);
    // Where no stack block can be read, a command says so of the file's own folder.
    all.into_iter().filter(|project| project.has_block || !is_sound).map(stack).collect()
}

fn stack(project: &Project) -> Stack<'_> {
    let analysis = &project.analysis;
    Stack {
        name: &analysis.any().name,
        folder: &analysis.folder,
        path: &analysis.path,
        arguments: arguments(project),
    }
}

fn arguments(project: &Project) -> Vec<String> {
    let options = &project.analysis.options;
    let mut all = Vec::new();
    for source in &options.params {
        let (word, value) = match source {
            ParamSource::File(path) => ("--params", path.to_string_lossy().into_owned()),
            ParamSource::Argument(value) => ("--param", value.clone()),
            ParamSource::Answer { name, value } => ("--param", format!("{name}={value}")),
        };
        all.extend([word.to_owned(), value]);
    }
    all.extend(options.as_of.iter().flat_map(|day| ["--as-of".to_owned(), day.clone()]));
    all
}
