//! What several tests need.

pub(crate) mod front;
pub(crate) mod plans;
pub(crate) mod schema;
