//! What several tests need.

pub(crate) mod front;
pub(crate) mod plans;
