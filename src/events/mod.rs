//! Event patterns as EventBridge reads them, and the JSON events that arrive.

mod matching;
mod pattern;
mod sample;

pub use pattern::{Pattern, PatternFault};
pub use sample::{SAMPLES, Sample};
