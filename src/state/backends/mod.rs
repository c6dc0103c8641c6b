//! Where states are kept.

mod encoding;
mod memory;
mod schema;
mod sqlite;
mod writing;

pub use memory::Memory;
pub use sqlite::Sqlite;
