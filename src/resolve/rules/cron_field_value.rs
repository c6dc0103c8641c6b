//! `cron-field-value`.

use crate::base::Fact;
use crate::diag::rule;

rule! {
    /// A field of a cron expression holds what AWS does not take there.
    ///
    /// Each field has its own range, names and special characters. Days of the week count from 1, which is Sunday.
    ///
    /// ```stack
    /// schedule late { every = cron(0 24 * * ? *) }  // error: cron-field-value
    /// ```
    ///
    /// ```stack
    /// schedule late { every = cron(0 23 * * ? *) }
    /// function tick {
    ///   runtime = "python3.13"
    ///   handler = "app.handler"
    ///   code    = "./tick"
    /// }
    /// schedule.late -> function.tick
    /// ```
    "cron-field-value" Error [Fact::new("eventbridge.toml", "cron.field", "Amazon EventBridge User Guide, schedule patterns")]
}
