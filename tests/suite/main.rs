//! The whole program, seen from outside.
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::disallowed_methods,
    reason = "a test that cannot go on has failed, and it reads what it compares with"
)]

mod applying;
mod architecture;
mod catalog;
mod cloud_contract;
mod dying;
mod facts;
mod hand_made;
mod plan_view;
mod reference;
mod render;
mod rules;
mod stacks;
mod state_contract;
mod support;
mod syntax;
mod timing;
