//! The whole program, seen from outside.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod applying;
mod cloud_contract;
mod dying;
mod hand_made;
mod render;
mod state_contract;
mod timing;
