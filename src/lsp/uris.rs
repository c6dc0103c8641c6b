//! Names of files as the protocol writes them.

use std::path::{Path, PathBuf};
use std::str::FromStr;

use ls_types::Uri;

/// The path of a document; what is no file keeps its whole name.
pub(super) fn to_path(uri: &Uri) -> PathBuf {
    if uri.scheme().as_str() == "file"
        && let Some(path) = uri.to_file_path()
    {
        return path.into_owned();
    }
    PathBuf::from(uri.as_str())
}

/// The name of a file; `None` for what cannot be named.
pub(super) fn from_path(path: &Path) -> Option<Uri> {
    if path.is_absolute() {
        return Uri::from_file_path(path);
    }
    Uri::from_str(&path.to_string_lossy()).ok()
}
