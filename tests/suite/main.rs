//! The whole program, seen from outside: all tests, one binary.
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stderr,
    clippy::disallowed_methods,
    reason = "a test that cannot go on has failed, says what it skips, and reads what it compares with"
)]

mod access;
mod access_change;
mod access_page;
mod applying;
mod architecture;
mod asking;
mod catalog;
mod change;
mod check;
mod cli;
mod cloud_contract;
mod deploying;
mod dying;
mod economy;
mod endless;
mod expressions;
mod facts;
mod faults;
mod format;
mod functions;
mod fuzz;
mod graph_view;
mod hand_made;
mod handlers;
mod kinds;
mod least_access;
mod lsp;
mod manual;
mod mending;
mod messages;
mod modules;
mod mortal;
mod moving;
mod multi_env;
mod operations;
mod operators;
mod plan_view;
mod recovery;
mod reference;
mod remedies;
mod remembering;
mod render;
mod rules;
mod secrets;
mod shop_api;
mod stacks;
mod stages;
mod state_contract;
mod support;
mod syntax;
mod timing;
mod watching;
