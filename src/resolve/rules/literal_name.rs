//! `literal-name`.

use crate::diag::rule;

rule! {
    /// A string holds the name of a param, `let` or loop variable as text, in the way that other languages put values in.
    ///
    /// `{stage}`, `$stage` and `#{stage}` are text here, so the value is not put in, and nothing fails before somebody
    /// looks. A value is written `${stage}`.
    ///
    /// ```stack
    /// param stage: string = "dev"
    ///
    /// output greeting = "this is {stage}"  // info: literal-name
    /// output stage = stage
    /// ```
    ///
    /// ```stack
    /// param stage: string = "dev"
    ///
    /// output greeting = "this is ${stage}"
    /// ```
    "literal-name" Info
}
