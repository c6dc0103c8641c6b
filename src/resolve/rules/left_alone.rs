//! `left-alone`.

use crate::diag::rule;

rule! {
    /// Scenarios and tests are read, and nothing is done with them.
    ///
    /// They are no part of the desired state and change no plan. This version cannot run them.
    ///
    /// ```stack
    /// bucket photos {}
    /// scenario quiet { lasts = 1h }  // info: left-alone
    /// ```
    ///
    /// ```stack
    /// bucket photos {}
    /// ```
    "left-alone" Info
}
