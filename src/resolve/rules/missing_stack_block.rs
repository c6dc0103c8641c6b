//! `missing-stack-block`.

use crate::diag::rule;

rule! {
    /// No file of the stack has a `stack` block.
    ///
    /// Without it there is no name, region or account, so no ARN could be known.
    ///
    /// ```stack
    /// bucket photos {}  // error: missing-stack-block
    /// ```
    ///
    /// ```stack
    /// stack photos { region = "us-east-1"  account = "111122223333" }
    ///
    /// bucket photos {}
    /// ```
    "missing-stack-block" Error
}
