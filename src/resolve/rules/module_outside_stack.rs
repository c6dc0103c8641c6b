//! `module-outside-stack`.

use crate::diag::rule;

rule! {
    /// The path of a `module` line leads out of the stack's folder.
    ///
    /// What a stack means shall follow from its own files. Folders outside it that it may use all the same are named
    /// by whoever runs stackc, in the variable `STACKC_ALLOW_OUTSIDE`. A link counts as the folder it leads to.
    ///
    /// ```stack
    /// module site from "../site" {}  // error: module-outside-stack
    /// ```
    ///
    /// ```stack
    /// module site from "./site" {}
    ///
    /// // ---- site/site.stack
    /// bucket files {}
    /// ```
    "module-outside-stack" Error
}
