//! A text that does not grow without end.

use super::Fault;
use crate::model::Value;
use crate::resolve::bounds::LONGEST;
use crate::resolve::rules;

/// A string in the making.
#[derive(Debug, Default)]
pub(super) struct Text(String);

impl Text {
    /// Adds a piece.
    ///
    /// # Errors
    /// When the whole would be longer than any string may be.
    pub(super) fn push(&mut self, piece: &str) -> Result<(), Fault> {
        if self.0.len() + piece.len() > LONGEST {
            return Err(Fault::new("this makes a string of more than 1 MB")
                .rule(&rules::value_too_large::RULE)
                .help("AWS takes no text that long; check what is put together here"));
        }
        self.0.push_str(piece);
        Ok(())
    }
}

impl From<Text> for Value {
    fn from(text: Text) -> Self {
        Self::String(text.0.into())
    }
}
