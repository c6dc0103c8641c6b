//! `unspellable-name`.

use crate::diag::rule;

rule! {
    /// A resource has no `name`, and its name in the stack is not one that AWS can spell.
    ///
    /// Names in a stack may hold any letter, names in AWS may not. So the name must be written out.
    ///
    /// ```stack
    /// bucket 업로드 {}  // error: unspellable-name
    /// ```
    ///
    /// ```stack
    /// bucket 업로드 { name = "uploads-111122223333" }
    /// ```
    "unspellable-name" Error
}
