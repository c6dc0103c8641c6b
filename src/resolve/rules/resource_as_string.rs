//! `resource-as-string`.

use crate::diag::rule;

rule! {
    /// A resource stands where a string is asked for.
    ///
    /// A resource has several texts: its name, its ARN, sometimes a URL. Only the author knows which is meant.
    ///
    /// ```stack
    /// bucket photos {}
    /// function shrink {
    ///   runtime = "python3.13"
    ///   handler = "app.handler"
    ///   code    = "./shrink"
    ///   env { SOURCE = bucket.photos }  // error: resource-as-string
    /// }
    /// ```
    ///
    /// ```stack
    /// bucket photos {}
    /// function shrink {
    ///   runtime = "python3.13"
    ///   handler = "app.handler"
    ///   code    = "./shrink"
    ///   env { SOURCE = bucket.photos.name }
    /// }
    /// ```
    "resource-as-string" Error
}
