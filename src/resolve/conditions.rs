//! Operators of conditions, with what may stand before and behind them.

use super::rules;
use crate::base::did_you_mean;
use crate::diag::Diagnostic;
use crate::syntax::ast::Ident;

/// Operators by themselves, from cfn-lint 1.58.0 (schemas/other/iam) and moto 5.2.5 (iam/policy_validation.py).
const OPERATORS: [&str; 27] = [
    "ArnEquals",
    "ArnLike",
    "ArnNotEquals",
    "ArnNotLike",
    "BinaryEquals",
    "Bool",
    "DateEquals",
    "DateGreaterThan",
    "DateGreaterThanEquals",
    "DateLessThan",
    "DateLessThanEquals",
    "DateNotEquals",
    "IpAddress",
    "NotIpAddress",
    "Null",
    "NumericEquals",
    "NumericGreaterThan",
    "NumericGreaterThanEquals",
    "NumericLessThan",
    "NumericLessThanEquals",
    "NumericNotEquals",
    "StringEquals",
    "StringEqualsIgnoreCase",
    "StringLike",
    "StringNotEquals",
    "StringNotEqualsIgnoreCase",
    "StringNotLike",
];

/// What may stand before an operator, for keys with several values.
const PREFIXES: [&str; 2] = ["ForAllValues:", "ForAnyValue:"];

/// What may stand behind an operator.
const SUFFIX: &str = "IfExists";

/// What is wrong with an operator; `None` if IAM has it.
pub(super) fn unknown(operator: &Ident) -> Option<Diagnostic> {
    let text = operator.text.as_str();
    if is_known(text) {
        return None;
    }
    let report =
        |message: String| Diagnostic::new(&rules::unknown_condition_operator::RULE, operator.span, message);
    if text.strip_suffix(SUFFIX).is_some_and(|rest| split(rest).1 == "Null") {
        let message = format!("`{text}` means nothing: `Null` itself asks whether the key is there");
        return Some(report(message).help("did you mean `Null`?").fix(
            "change to `Null`",
            operator.span,
            "Null",
        ));
    }
    let diagnostic = report(format!("IAM has no operator `{text}`"));
    Some(match meant(text) {
        Some(meant) => diagnostic.help(format!("did you mean `{meant}`?")).fix(
            format!("change to `{meant}`"),
            operator.span,
            meant,
        ),
        None => diagnostic.help(
            "there are `StringEquals`, `StringLike`, `ArnLike`, `Bool`, `IpAddress`, `NumericLessThan`, \
             `DateGreaterThan`, `Null` and their like, with `ForAllValues:` or `ForAnyValue:` before and \
             `IfExists` behind them",
        ),
    })
}

fn is_known(text: &str) -> bool {
    let (prefix, rest) = split(text);
    let bare = rest.strip_suffix(SUFFIX).unwrap_or(rest);
    // What is always there or not cannot be asked for if it exists.
    let sensible = bare.len() == rest.len() || bare != "Null";
    (prefix.is_empty() || PREFIXES.contains(&prefix)) && OPERATORS.contains(&bare) && sensible
}

/// The prefix with its colon, and the rest.
fn split(text: &str) -> (&str, &str) {
    text.split_at(text.find(':').map_or(0, |at| at + 1))
}

/// The operator that is meant, all parts of it mended.
fn meant(text: &str) -> Option<String> {
    let (prefix, rest) = split(text);
    let prefix = if prefix.is_empty() { "" } else { did_you_mean(prefix, PREFIXES)? };
    // The end is taken for the suffix if it nearly is one.
    let plain = did_you_mean(rest, OPERATORS).map(str::to_owned);
    let with_suffix = || {
        let cut = rest.char_indices().rev().nth(SUFFIX.len() - 1)?.0;
        let (bare, end) = rest.split_at_checked(cut)?;
        did_you_mean(end, [SUFFIX])?;
        Some(format!("{}{SUFFIX}", did_you_mean(bare, OPERATORS)?))
    };
    Some(format!("{prefix}{}", plain.or_else(with_suffix)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn operators_are_known_with_prefix_and_suffix() {
        for text in
            ["StringEquals", "StringEqualsIfExists", "ForAllValues:StringLike", "ForAnyValue:ArnLikeIfExists"]
        {
            assert!(is_known(text), "{text}");
        }
        for (text, wanted) in [
            ("StringEqual", Some("StringEquals")),
            ("stringequals", Some("StringEquals")),
            ("ForAllValue:StringLikes", Some("ForAllValues:StringLike")),
            ("StringEqualIfExist", Some("StringEqualsIfExists")),
            ("Between", None),
        ] {
            assert!(!is_known(text), "{text}");
            assert_eq!(meant(text).as_deref(), wanted, "{text}");
        }
    }
}
