//! `unreadable-text`.

use crate::diag::rule;

rule! {
    /// The file is no UTF-8 text, or too long.
    ///
    /// Stacks are written in UTF-8; a mark at the start of the file (BOM) is passed over. The finding names the first
    /// byte that does not fit. A file with NUL bytes is taken for a binary file. An editor saves as UTF-8 by default;
    /// `iconv -t UTF-8` converts what is in another encoding. A file may have 64 MB, which is more
    /// than 200,000 resources take; what is longer belongs into several files of one folder. The whole file counts as
    /// empty until then.
    "unreadable-text" Error
}
