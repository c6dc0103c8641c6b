//! Event patterns as EventBridge reads them, and the JSON events that arrive.

mod envelope;
mod matching;
mod pattern;
mod sample;

pub use envelope::Sender;
pub use pattern::{Pattern, PatternFault};
pub use sample::{SAMPLES, Sample};
