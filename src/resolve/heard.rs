//! What one name comes to, for whoever asks about it.

use std::sync::{Mutex, PoisonError};

use ecow::EcoString;
use rustc_hash::FxHashSet;

use super::cx::Cx;
use crate::base::Span;
use crate::model::Value;
use crate::syntax::ast::For;

/// A value, and the use of a module in which it is one; empty in the stack itself.
pub type Heard = (EcoString, Value);

/// Listens for what a name comes to while a stack is resolved.
#[derive(Debug)]
pub struct Ear {
    name: Span,
    heard: Mutex<Vec<Heard>>,
}

impl Ear {
    /// Listens for the name that is declared there: a `let`, a param or an output of a module, a loop variable.
    #[must_use]
    pub fn new(name: Span) -> Self {
        Self { name, heard: Mutex::default() }
    }

    /// Its values in their order, each once.
    #[must_use]
    pub fn heard(self) -> Vec<Heard> {
        let mut all = self.heard.into_inner().unwrap_or_else(PoisonError::into_inner);
        let mut seen = FxHashSet::default();
        all.retain(|one| seen.insert(one.clone()));
        all
    }
}

impl Cx<'_> {
    /// A name comes to a value in the frame at hand.
    pub(super) fn tell(&self, name: Span, value: &Value) {
        self.tell_of(self.frame, name, value);
    }

    /// The variables of a loop come to values in one round.
    pub(super) fn tell_round(&self, repeat: &For, first: &Value, second: Option<&Value>) {
        self.tell(repeat.first.span, first);
        if let (Some(name), Some(value)) = (&repeat.second, second) {
            self.tell(name.span, value);
        }
    }

    /// A name comes to a value in a frame.
    pub(super) fn tell_of(&self, frame: usize, name: Span, value: &Value) {
        let Some(ear) = self.around.ear.filter(|ear| ear.name == name) else { return };
        let prefix = self.frames.get(frame).map_or("", |frame| frame.prefix.trim_end_matches('.'));
        let mut heard = ear.heard.lock().unwrap_or_else(PoisonError::into_inner);
        heard.push((prefix.into(), value.clone()));
    }
}
