//! What a plan brings with it besides what it changes.

mod data;
mod interruption;
mod time;

pub(super) use data::{counted, data_at_risk};
pub use interruption::{Interruption, interruptions};
pub use time::{Duration, duration};
