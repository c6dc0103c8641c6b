//! What an editor asks, on bytes of texts and plain data: nothing here knows of a protocol, of lines or of columns.
//!
//! A [`Workspace`] follows the texts; its [`Snapshot`]s are asked, from any thread, by one function a feature.

mod chain;
pub mod definition;
pub mod diagnostics;
pub mod formatting;
pub mod hover;
pub mod index;
pub mod links;
mod project;
mod rows;
pub mod selection;
mod snapshot;
mod timings;
mod values;
mod workspace;

pub use project::Project;
pub use snapshot::{Cx, Snapshot};
pub use workspace::Workspace;
