//! `unknown-param`.

use crate::diag::rule;

rule! {
    /// A value is given from outside for a param that is not declared.
    ///
    /// It would otherwise be without effect, and nobody would notice.
    ///
    /// ```stack
    /// param stage: string = "dev"
    /// output stage = stage
    /// ```
    "unknown-param" Error
}
