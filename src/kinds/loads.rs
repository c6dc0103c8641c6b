//! How much a function takes with one call, whoever calls it.

use crate::base::Fact;
use crate::catalog::Load;

/// Where the limits were read.
const SOURCE: &str = "AWS Lambda Developer Guide, Lambda quotas";

/// A call whose end is waited for.
pub(super) const WAITED_FOR: Load = Load {
    target: "function",
    bytes: 6_291_456,
    fact: Fact::new("lambda.toml", "payload.sync_request_bytes", SOURCE),
};

/// A call that nobody waits for.
pub(super) const LEFT_ALONE: Load = Load {
    target: "function",
    bytes: 1_048_576,
    fact: Fact::new("lambda.toml", "payload.async_request_bytes", SOURCE),
};
