//! `hidden-in-module`.

use crate::diag::rule;

rule! {
    /// Something inside a module is read from outside.
    ///
    /// A module may change what it is made of as long as its outputs stay; so nothing but its outputs is seen.
    ///
    /// ```stack
    /// module site from "./site" {}
    /// output files = module.site.bucket.files.arn  // error: hidden-in-module
    ///
    /// // ---- site/site.stack
    /// bucket files {}
    /// ```
    ///
    /// ```stack
    /// module site from "./site" {}
    /// output files = module.site.files.arn
    ///
    /// // ---- site/site.stack
    /// bucket files {}
    /// output files = bucket.files
    /// ```
    "hidden-in-module" Error
}
