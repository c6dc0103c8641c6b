//! `exposed-secret`.

use crate::diag::rule;

rule! {
    /// Something visible is decided by a secret.
    ///
    /// Whether a resource is there, what a comparison gives and what a key is called stands in plans and in the state. Who
    /// reads them could tell what the secret is.
    ///
    /// ```stack
    /// secret param password: string = "changed by hand"
    /// output strong = password != "1234"  // error: exposed-secret
    /// ```
    ///
    /// ```stack
    /// secret param password: string = "changed by hand"
    /// output login = "admin:${password}"
    /// ```
    "exposed-secret" Error
}
