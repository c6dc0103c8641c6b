//! What a rule is, apart from its check.

use super::Severity;
use crate::base::Fact;

/// One thing that can be wrong. Its name is its file, its page, its suppression and its snapshot.
#[derive(Debug)]
pub struct Rule {
    /// Kebab-case; completes "allow …" and names the fault.
    pub name: &'static str,
    /// The severity of its findings, unless one says otherwise.
    pub severity: Severity,
    /// Its page in Markdown: one line, then why, then `stack` blocks, whose lines that end in
    /// `// error: NAME`, `// warning: NAME` or `// info: NAME` must be found so, and no other line.
    pub doc: &'static str,
    /// The facts it judges by.
    pub facts: &'static [Fact],
}

/// Declares a rule from its documentation: `rule! { /// … "name" Error [FACT, …] => check }`, facts optional.
///
/// `check` takes the `Cx` of its layer, which the file imports; a rule that another part speaks for has none. With
/// `each => check` it takes one resource after the other; with `each "queue" "topic" => check` only those of these kinds,
/// and with `each if |kind| !kind.sizes.is_empty() => check` only those of kinds that are so, which is asked once a kind. With
/// `among SIDE, sift => check` it takes the stack as a whole by those of its resources of which `sift` keeps something.
macro_rules! rule {
    ($(#[doc = $doc:literal])+ $name:literal $severity:ident $([$($fact:expr),+ $(,)?])? $(=> $check:ident)? $(each $($kind:literal)* $(if |$of:ident| $so:expr)? => $each:ident)? $(among $side:expr, $sift:ident => $among:ident)?) => {
        $(#[doc = $doc])+
        pub(crate) static RULE: $crate::diag::Rule = $crate::diag::Rule {
            name: $name,
            severity: $crate::diag::Severity::$severity,
            doc: concat!($($doc, "\n"),+),
            facts: &[$($($fact),+)?],
        };
        $(/// Finds it in a stack.
        pub(super) const CHECK: super::Check = super::Check::Whole($check);)?
        $(/// Finds it in one resource.
        pub(super) const CHECK: super::Check =
            super::Check::Each($crate::diag::of_kinds!($($kind)* $(if |$of| $so)?), $each);)?
        $(/// Finds it in a stack by some of its resources.
        pub(super) const CHECK: super::Check = super::Check::Among($side, $sift, $among);)?
    };
}
pub(crate) use rule;

/// Which kinds a rule that takes one resource after the other is about, as a function of the kind.
macro_rules! of_kinds {
    () => { |_| true };
    ($($name:literal)+) => { |kind| matches!(kind.name, $($name)|+) };
    (if |$kind:ident| $so:expr) => { |$kind| $so };
}
pub(crate) use of_kinds;
