//! Stacks to start from; they lie in `stacks/` and are built in.

use std::path::{Path, PathBuf};

use thiserror::Error;

use crate::base::{System, SystemError};

/// One example.
#[derive(Debug)]
pub struct Example {
    /// Its name.
    pub name: &'static str,
    /// What it shows.
    pub about: &'static str,
    /// Paths and contents; the code comes first, so that a stack is never there without it.
    pub files: &'static [(&'static str, &'static str)],
}

/// All examples; the first is the one to start from.
pub static EXAMPLES: &[Example] = &[
    Example {
        name: "thumbnails",
        about: "photos go in, thumbnails come out: buckets, functions, an API, a schedule, roles",
        files: &[
            ("lookup/index.js", include_str!("../../stacks/thumbnails/lookup/index.js")),
            ("report/report.py", include_str!("../../stacks/thumbnails/report/report.py")),
            ("resize/app.py", include_str!("../../stacks/thumbnails/resize/app.py")),
            ("resize/requirements.txt", include_str!("../../stacks/thumbnails/resize/requirements.txt")),
            ("weekday.stack", include_str!("../../stacks/thumbnails/weekday.stack")),
            ("thumbnails.stack", include_str!("../../stacks/thumbnails/thumbnails.stack")),
        ],
    },
    Example {
        name: "web",
        about: "a photo album in containers: a Fargate service behind an API, images, a bucket",
        files: &[("web.stack", include_str!("../../stacks/web/web.stack"))],
    },
];

/// An example could not be put where it was asked for.
#[derive(Debug, Error)]
pub enum StartError {
    /// Something is there already; nothing was written.
    #[error("`{}` is in the way", .0.display())]
    InTheWay(PathBuf),
    /// A stack is there already; nothing was written.
    #[error("there is a stack already: `{}`", .0.display())]
    OtherStack(PathBuf),
    /// A file could not be looked for or written; those before it in the list were.
    #[error(transparent)]
    System(#[from] SystemError),
}

/// Writes an example's files into a folder, which is made if it is not there; gives their paths.
///
/// # Errors
/// When any of them, or another stack, is there already; then nothing is written. When one cannot be written.
pub fn start(system: &dyn System, folder: &Path, example: &Example) -> Result<Vec<PathBuf>, StartError> {
    if system.exists(folder) {
        if !system.is_folder(folder) {
            return Err(StartError::InTheWay(folder.to_owned()));
        }
        let entries = system.list(folder)?;
        let ours = |name: &str| example.files.iter().any(|(path, _)| *path == name);
        let other = entries.iter().find(|(name, is_folder)| {
            !is_folder && Path::new(name).extension().is_some_and(|end| end == "stack") && !ours(name)
        });
        if let Some((name, _)) = other {
            return Err(StartError::OtherStack(beside(folder, name)));
        }
    }
    let files: Vec<(PathBuf, &str)> =
        example.files.iter().map(|(path, text)| (beside(folder, path), *text)).collect();
    for (path, _) in &files {
        if let Some(blocked) = in_the_way(system, folder, path) {
            return Err(StartError::InTheWay(blocked));
        }
    }
    for (path, text) in &files {
        system.write(path, text.as_bytes())?;
    }
    Ok(files.into_iter().map(|(path, _)| path).collect())
}

/// What keeps a file from being made: it is there already, or one of its folders is a file.
fn in_the_way(system: &dyn System, folder: &Path, path: &Path) -> Option<PathBuf> {
    if system.exists(path) {
        return Some(path.to_owned());
    }
    let above = path.ancestors().skip(1).take_while(|above| *above != folder && *above != Path::new(""));
    let mut files = above.filter(|above| system.exists(above) && !system.is_folder(above));
    files.next().map(Path::to_owned)
}

/// A path in a folder; the folder `.` is left out.
fn beside(folder: &Path, name: &str) -> PathBuf {
    if folder == Path::new(".") { PathBuf::from(name) } else { folder.join(name) }
}
