//! `runaway-evaluation`.

use crate::diag::rule;

rule! {
    /// The values of a stack take more work to compute than any stack needs.
    ///
    /// Loops in loops and values that double with every line have no natural end. All values of one stack together may
    /// take 20 million steps, and may lean on one another 400 deep.
    ///
    /// ```stack
    /// output count = length([for a in range(1000): length(range(50000))])  // error: runaway-evaluation
    /// ```
    ///
    /// ```stack
    /// output count = length([for a in range(1000): a * 2])
    /// ```
    "runaway-evaluation" Error
}
