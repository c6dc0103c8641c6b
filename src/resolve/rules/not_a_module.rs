//! `not-a-module`.

use crate::diag::rule;

rule! {
    /// The path of a `module` line leads to no module.
    ///
    /// A module is a folder with `.stack` files of which none has a `stack` block: that would make it a stack of its own.
    ///
    /// ```stack
    /// stack main { region = "us-east-1"  account = "111122223333" }
    /// module site from "./site" {}  // error: not-a-module
    ///
    /// // ---- site/site.stack
    /// stack site { region = "us-east-1"  account = "111122223333" }
    /// bucket files {}
    /// ```
    ///
    /// ```stack
    /// module site from "./site" {}
    ///
    /// // ---- site/site.stack
    /// bucket files {}
    /// ```
    "not-a-module" Error
}
