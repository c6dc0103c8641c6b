//! stackc: an infrastructure-as-code simulator with a declarative language of its own.
//!
//! The modules in reading order; lower ones may name higher ones, never the reverse (`ARCHITECTURE.md`).

extern crate alloc;

pub mod base;
pub mod diag;
pub mod syntax;
