//! What a stack means: plain data with accessors, made by `resolve` and read by everything after it.
//!
//! Knows nothing of text, trees, rules, prices or any one kind.

mod address;
mod few;
mod fingerprint;
mod index;
mod json;
mod map;
mod metric;
mod moves;
mod places;
mod policy;
mod remembered;
mod resource;
mod resources;
mod same;
mod stack;
mod value;

pub use address::{Address, instance};
pub use few::Few;
pub use fingerprint::Fingerprint;
pub use index::Index;
pub use json::{from_json, list_to_text, map_from_text, map_to_text, to_json, to_plain_json};
pub use map::{Map, Names};
pub use metric::{Measure, Metric, Series, Sign, combined};
pub use moves::{Move, destination, is_within};
pub use places::Places;
pub use policy::{Condition, Effect, Pattern, Patterns, Statement};
pub use remembered::{Identity, Remembered};
pub use resource::{Declared, Edge, FlowEnds, Lifecycle, Need, Origin, ReplaceOrder, Resource, Watched};
pub use resources::Resources;
pub use same::Placed;
pub use stack::{Adoption, Allowance, Forgotten, ModuleUse, ParamValue, Stack};
pub use value::{Reference, Value};
