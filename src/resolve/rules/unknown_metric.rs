//! `unknown-metric`.

use crate::diag::rule;

rule! {
    /// A metric is read that CloudWatch does not keep of a resource.
    ///
    /// Metrics are written as AWS writes them, and their capitals keep them apart from attributes; the page of each kind
    /// lists them. Some are kept only if a setting asks for them.
    ///
    /// ```stack
    /// api shop {}
    /// output failed = api.shop.5XXErrors.sum  // error: unknown-metric
    /// ```
    ///
    /// ```stack
    /// api shop { protocol = "http" }
    /// output failed = api.shop.5xx.sum
    /// ```
    "unknown-metric" Error
}
