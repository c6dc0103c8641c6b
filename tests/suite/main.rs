//! The whole program, seen from outside.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on has failed")]

mod render;
mod timing;
