//! What an editor asks, on bytes of texts and plain data: nothing here knows of a protocol, of lines or of columns.
//!
//! A [`Workspace`] follows the texts; its [`Snapshot`]s are asked, from any thread, by one function a feature.

pub mod actions;
pub mod calls;
mod chain;
pub mod completion;
mod cursor;
pub mod definition;
pub mod diagnostics;
pub mod folding;
pub mod formatting;
mod glance;
pub mod hints;
pub mod hover;
pub mod index;
pub mod lenses;
pub mod links;
mod parts;
mod project;
pub mod rename;
mod rows;
pub mod selection;
mod settings;
mod shelf;
pub mod signature;
mod snapshot;
pub mod stacks;
pub mod symbols;
mod timings;
pub mod tokens;
mod types;
mod unit;
mod values;
mod weather;
mod workspace;

pub use project::Project;
pub use settings::{Given, Settings};
pub use shelf::Watching;
pub use snapshot::{Cx, Snapshot};
pub use unit::Errand;
pub use workspace::Workspace;
