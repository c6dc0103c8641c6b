//! `rate-unit-number`.

use crate::base::Fact;
use crate::diag::rule;

rule! {
    /// The unit of a rate is singular where it must be plural, or the other way round.
    ///
    /// EventBridge rules refuse `rate(1 minutes)` and `rate(5 minute)`. Scheduler reads both, so the fix changes nothing there.
    ///
    /// ```stack
    /// schedule often { every = rate(1 minutes) }  // error: rate-unit-number
    /// function tick {
    ///   runtime = "python3.13"
    ///   handler = "app.handler"
    ///   code    = "./tick"
    /// }
    /// schedule.often -> function.tick
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
    "rate-unit-number" Error [Fact::new("eventbridge.toml", "rate.rules_note", "Amazon EventBridge User Guide, schedule patterns")]
}
