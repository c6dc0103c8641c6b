//! `unknown-type`.

use crate::diag::rule;

rule! {
    /// A param has a type that does not exist.
    ///
    /// Types are `string`, `bool`, `number`, quantities such as `duration` and `size`, unions of literals, ranges, lists, maps, records, and kinds.
    ///
    /// ```stack
    /// param keep: durration = 30 days  // error: unknown-type
    /// ```
    ///
    /// ```stack
    /// param keep: duration = 30 days
    /// ```
    "unknown-type" Error
}
