//! `module-contains-itself`.

use crate::diag::rule;

rule! {
    /// A module uses itself, or a module that uses it.
    ///
    /// There would be no end to it.
    ///
    /// ```stack
    /// module site from "./site" {}
    ///
    /// // ---- site/site.stack
    /// bucket files {}
    /// module again from "." {}  // error: module-contains-itself
    /// ```
    ///
    /// ```stack
    /// module site from "./site" {}
    ///
    /// // ---- site/site.stack
    /// bucket files {}
    /// ```
    "module-contains-itself" Error
}
