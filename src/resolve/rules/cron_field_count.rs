//! `cron-field-count`.

use crate::base::Fact;
use crate::diag::rule;

rule! {
    /// A cron expression does not have six fields.
    ///
    /// AWS counts minutes, hours, day of the month, month, day of the week and year. Unix cron has no year.
    ///
    /// ```stack
    /// schedule mondays { every = cron(0 9 * * 1) }  // error: cron-field-count
    /// function tick {
    ///   runtime = "python3.13"
    ///   handler = "app.handler"
    ///   code    = "./tick"
    /// }
    /// schedule.mondays -> function.tick
    /// ```
    ///
    /// ```stack
    /// schedule mondays { every = cron(0 9 ? * MON *) }
    /// function tick {
    ///   runtime = "python3.13"
    ///   handler = "app.handler"
    ///   code    = "./tick"
    /// }
    /// schedule.mondays -> function.tick
    /// ```
    "cron-field-count" Error [Fact::new("eventbridge.toml", "cron.field_count", "Amazon EventBridge User Guide, schedule patterns")]
}
