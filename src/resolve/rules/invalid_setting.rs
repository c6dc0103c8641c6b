//! `invalid-setting`.

use crate::diag::rule;

rule! {
    /// The `stack` block names a region or account that cannot exist.
    ///
    /// Region and account are part of every ARN.
    ///
    /// ```stack
    /// stack photos {
    ///   region  = "seoul"  // error: invalid-setting
    ///   account = "111122223333"
    /// }
    /// ```
    ///
    /// ```stack
    /// stack photos {
    ///   region  = "ap-northeast-2"
    ///   account = "111122223333"
    /// }
    /// ```
    "invalid-setting" Error
}
