//! `impossible-move`.

use crate::diag::rule;

rule! {
    /// A `moved` line says something that cannot be.
    ///
    /// `moved bucket.old -> bucket.new` says that what was called `bucket.old` is called `bucket.new` now, so that it
    /// is kept and not deleted and made again. The new address is declared, the old one is not; both are of one kind;
    /// no two things become one, and no line leads back to where another began. Lines that follow each other are one
    /// way: from `a` over `b` to `c`.
    ///
    /// ```stack
    /// bucket photos {}
    /// bucket images {}
    /// moved bucket.photos -> bucket.images  // error: impossible-move
    /// ```
    ///
    /// ```stack
    /// bucket images {}
    /// moved bucket.photos -> bucket.images
    /// ```
    "impossible-move" Error
}
