//! The whole program, seen from outside.
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::disallowed_methods,
    reason = "a test that cannot go on has failed, and it reads what it compares with"
)]

mod catalog;
mod facts;
mod plan_view;
mod reference;
mod render;
mod rules;
mod support;
mod syntax;
mod timing;
