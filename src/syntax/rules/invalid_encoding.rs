//! `invalid-encoding`.

use crate::diag::rule;

rule! {
    /// The file is no UTF-8 text.
    ///
    /// Stacks are written in UTF-8; a mark at the start of the file (BOM) is passed over. The finding names the first
    /// byte that does not fit. A file with NUL bytes is taken for a binary file. An editor saves as UTF-8 by default;
    /// `iconv -t UTF-8` converts what is in another encoding. The whole file counts as empty until then.
    "invalid-encoding" Error
}
