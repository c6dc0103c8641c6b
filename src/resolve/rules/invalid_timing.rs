//! `invalid-timing`.

use crate::base::Fact;
use crate::diag::rule;

rule! {
    /// A timing is none of `cron(…)`, `rate(…)` and `at(…)` as AWS writes them.
    ///
    /// AWS refuses the schedule.
    ///
    /// ```stack
    /// schedule often { every = rate(10 seconds) }  // error: invalid-timing
    /// ```
    ///
    /// ```stack
    /// schedule often { every = rate(1 minute) }
    /// function tick {
    ///   runtime = "python3.13"
    ///   handler = "app.handler"
    ///   code    = "./tick"
    /// }
    /// schedule.often -> function.tick
    /// ```
    "invalid-timing" Error [Fact::new("eventbridge.toml", "rate.units", "Amazon EventBridge User Guide, schedule patterns")]
}
