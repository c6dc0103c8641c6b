//! What several tests need.

pub(crate) mod dice;
pub(crate) mod front;
pub(crate) mod plans;
pub(crate) mod schema;

use std::path::{Path, PathBuf};

/// All files below a folder of the project whose names end so, sorted.
pub(crate) fn files(folder: &Path, ends: &[&str]) -> Vec<(PathBuf, String)> {
    let mut list = Vec::new();
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|end| ends.iter().any(|one| end == *one)) {
                let text = std::fs::read_to_string(&path).unwrap();
                list.push((path, text));
            }
        }
    }
    list.sort();
    list
}
