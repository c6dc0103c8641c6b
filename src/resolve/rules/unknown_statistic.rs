//! `unknown-statistic`.

use crate::diag::rule;

rule! {
    /// It is not said, or not known, which statistic of a metric is meant.
    ///
    /// Within each period CloudWatch keeps of a metric the sum, the mean, the least and the greatest value, how many there
    /// were, and percentiles: `sum`, `avg`, `min`, `max`, `count`, and `p50` to `p99.99`.
    ///
    /// ```stack
    /// queue orders {}
    /// output waiting = queue.orders.ApproximateNumberOfMessagesVisible.maximum  // error: unknown-statistic
    /// output sent    = queue.orders.NumberOfMessagesSent                        // error: unknown-statistic
    /// ```
    ///
    /// ```stack
    /// queue orders {}
    /// output waiting = queue.orders.ApproximateNumberOfMessagesVisible.max
    /// output sent    = queue.orders.NumberOfMessagesSent.sum
    /// ```
    "unknown-statistic" Error
}
