//! `two-day-fields`.

use crate::base::Fact;
use crate::diag::rule;

rule! {
    /// A cron expression sets both the day of the month and the day of the week, or neither.
    ///
    /// EventBridge wants `?` in exactly one of the two fields.
    ///
    /// ```stack
    /// schedule first_monday { every = cron(0 9 1-7 * MON *) }  // error: two-day-fields
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
    "two-day-fields" Error [Fact::new("eventbridge.toml", "cron.rules.exactly_one_question_mark", "Amazon EventBridge User Guide, schedule patterns")]
}
