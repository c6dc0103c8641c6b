//! The whole program, seen from outside: all tests, one binary.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::print_stderr,
    clippy::disallowed_methods,
    reason = "helpers of tests stop at the first surprise, read their inputs themselves and say what they skip"
)]

mod applying;
mod architecture;
mod catalog;
mod check;
mod cli;
mod cloud_contract;
mod dying;
mod economy;
mod facts;
mod graph_view;
mod hand_made;
mod kinds;
mod mortal;
mod plan_view;
mod reference;
mod render;
mod rules;
mod stacks;
mod stages;
mod state_contract;
mod support;
mod syntax;
mod timing;
