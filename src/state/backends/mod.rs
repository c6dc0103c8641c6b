//! Where states are kept.

mod encoding;
mod memory;
mod schema;
mod sqlite;

pub use memory::Memory;
pub use sqlite::Sqlite;
