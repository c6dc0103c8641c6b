//! The texts that are open, as the client changes them.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use ls_types::TextDocumentContentChangeEvent;

use super::lines::{Encoding, Lines};

/// An open text.
#[derive(Debug, Clone)]
pub(super) struct Document {
    pub(super) version: i32,
    pub(super) text: Arc<str>,
}

/// All open texts.
#[derive(Debug, Default)]
pub(super) struct Documents {
    open: BTreeMap<PathBuf, Document>,
}

impl Documents {
    pub(super) fn open(&mut self, path: PathBuf, version: i32, text: &str) -> Document {
        let document = Document { version, text: text.into() };
        self.open.insert(path, document.clone());
        document
    }

    pub(super) fn close(&mut self, path: &Path) {
        self.open.remove(path);
    }

    /// Changes a text by what the client says, one after the other; `None` if it is not open.
    pub(super) fn change(
        &mut self,
        path: &Path,
        version: i32,
        changes: Vec<TextDocumentContentChangeEvent>,
        encoding: Encoding,
    ) -> Option<Document> {
        let document = self.open.get_mut(path)?;
        let mut text = document.text.to_string();
        for change in changes {
            let Some(range) = change.range else {
                text = change.text;
                continue;
            };
            let (start, end) = {
                let lines = Lines::new(&text, encoding);
                (lines.byte(range.start) as usize, lines.byte(range.end) as usize)
            };
            text.replace_range(start..end.max(start), &change.text);
        }
        *document = Document { version, text: text.into() };
        Some(document.clone())
    }
}
