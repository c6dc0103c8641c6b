//! `conflicting-attributes`.

use crate::diag::rule;

rule! {
    /// Two attributes stand beside each other that exclude each other, or one lacks the other that it needs.
    ///
    /// AWS refuses the request.
    ///
    /// ```stack
    /// function shrink {
    ///   image   = "111122223333.dkr.ecr.us-east-1.amazonaws.com/shrink:1"
    ///   runtime = "python3.13"  // error: conflicting-attributes
    /// }
    /// ```
    ///
    /// ```stack
    /// function shrink { image = "111122223333.dkr.ecr.us-east-1.amazonaws.com/shrink:1" }
    /// ```
    "conflicting-attributes" Error
}
