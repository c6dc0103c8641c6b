//! What every layer stands on: places in text, quantities, names for facts, and the outside world as a trait.
//!
//! Knows nothing of stacks, clouds or terminals, and touches neither clock nor disk by itself.

mod addresses;
mod fact;
mod json;
mod quantity;
mod rebase;
mod similar;
mod source;
mod span;
mod system;
mod text;
mod units;

pub use addresses::{AddressRange, is_ipv6_range};
pub use fact::{FACTS_DAY, Fact};
pub use json::{JsonPlace, json_places};
pub use quantity::{Dimension, Quantity, UnitError, YEAR_MILLISECONDS, unit_spelling};
pub use rebase::Rebase;
pub use similar::{all_meant, did_you_mean, distance, run_together};
pub use source::{Position, SourceFile, SourceMap};
pub use span::{FileId, Span};
pub(crate) use system::handed_on;
pub use system::{Stamp, System, SystemError};
pub use text::{a, joined, one_of, shared, sign};
