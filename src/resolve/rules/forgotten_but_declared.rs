//! `forgotten-but-declared`.

use crate::diag::rule;

rule! {
    /// A resource is let go by a `forget` line and declared as well.
    ///
    /// `forget bucket.photos` takes a bucket out of the state and leaves it in the world. What is still declared would
    /// be made again at once.
    ///
    /// ```stack
    /// bucket photos {}
    /// forget bucket.photos  // error: forgotten-but-declared
    /// ```
    ///
    /// ```stack
    /// bucket images {}
    /// forget bucket.photos
    /// ```
    "forgotten-but-declared" Error
}
