//! The whole program, seen from outside.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod check;
mod plan_view;
mod render;
mod rules;
mod support;
mod syntax;
mod timing;
