//! stackc: an infrastructure-as-code simulator with a declarative language of its own.
//!
//! `ARCHITECTURE.md` has the modules in reading order, and says which may name which.

extern crate alloc;

pub mod apply;
pub mod base;
pub mod catalog;
pub mod check;
pub mod cli;
pub mod cloud;
pub mod diag;
pub mod events;
pub mod graph;
pub mod iam;
pub mod ide;
pub mod kinds;
pub mod lsp;
pub mod model;
pub mod packing;
pub mod plan;
pub mod resolve;
pub mod session;
pub mod state;
pub mod store;
pub mod syntax;
pub mod timing;
pub mod view;
