//! stackc: an infrastructure-as-code simulator with a declarative language of its own.
//!
//! The modules in reading order; lower ones may name higher ones, never the reverse (`ARCHITECTURE.md`).

extern crate alloc;

pub mod base;
pub mod catalog;
pub mod check;
pub mod cloud;
pub mod diag;
pub mod graph;
pub mod iam;
pub mod kinds;
pub mod model;
pub mod plan;
pub mod state;
pub mod syntax;
