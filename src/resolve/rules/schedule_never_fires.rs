//! `schedule-never-fires`.

use crate::diag::rule;

rule! {
    /// A cron expression names a day that does not exist.
    ///
    /// AWS accepts it, and then nothing ever happens.
    ///
    /// ```stack
    /// schedule never { every = cron(0 9 31 2 ? *) }  // error: schedule-never-fires
    /// ```
    ///
    /// ```stack
    /// schedule last_day { every = cron(0 9 L 2 ? *) }
    /// function tick {
    ///   runtime = "python3.13"
    ///   handler = "app.handler"
    ///   code    = "./tick"
    /// }
    /// schedule.last_day -> function.tick
    /// ```
    "schedule-never-fires" Error
}
