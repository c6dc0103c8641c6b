//! What a reader would try first, of all that patterns take.

use std::borrow::Cow;

use ecow::EcoString;

use super::condition::Test;
use super::operator::{Family, Quantifier};
use crate::iam::reach::{S3Level, s3_level};
use crate::iam::wildcard::{Case, matches};

/// Actions that are tried first where a pattern leaves them open.
const WELL_KNOWN: &[&str] =
    &["s3:GetObject", "s3:ListBucket", "iam:PutRolePolicy", "sqs:SendMessage", "lambda:InvokeFunction"];

/// Known actions that a pattern takes, the pattern itself if it is one.
pub(super) fn likely_actions(pattern: &str) -> impl Iterator<Item = &str> {
    let open = is_open(pattern);
    let taken = move |action: &&str| open && matches(Case::Insensitive, pattern, action);
    (!open).then_some(pattern).into_iter().chain(WELL_KNOWN.iter().copied().filter(taken).take(2))
}

/// Whether a pattern takes more than one text.
fn is_open(pattern: &str) -> bool {
    pattern.as_bytes().contains(&b'*') || pattern.as_bytes().contains(&b'?')
}

const fn is_wild(byte: u8) -> bool {
    matches!(byte, b'*' | b'?')
}

/// The only value of a key that one of the tests about it takes, if it says so in so many letters.
pub(super) fn only_value(tests: &[&Test]) -> Option<Vec<String>> {
    let single = |test: &&Test| test.operator.quantifier == Quantifier::One;
    let literal = |test: &&Test| {
        let family = matches!(test.operator.family, Family::Text | Family::Like | Family::Arn);
        let [value] = test.values.as_slice() else { return None };
        let plain = family && !test.operator.negated && !value.text.contains(['*', '?', '$']);
        plain.then(|| vec![value.text.clone()])
    };
    if tests.iter().all(single) { tests.iter().find_map(literal) } else { None }
}

/// A pattern of ARNs with the fields before the name that it leaves open as they are for an account's own resources.
fn of_account<'p>(pattern: &'p str, account: &str) -> Cow<'p, str> {
    // Seldom is one of them open.
    if !pattern.starts_with("*:") && !pattern.as_bytes().windows(3).any(|signs| signs == b":*:") {
        return Cow::Borrowed(pattern);
    }
    let fields: Vec<&str> = pattern.splitn(6, ':').collect();
    let before = fields.split_last().map_or(&[][..], |(_, before)| before);
    if fields.len() < 6 || !before.contains(&"*") {
        return Cow::Borrowed(pattern);
    }
    let usual = [None, Some("aws"), None, Some("us-east-1"), Some(account), None];
    let filled =
        fields.iter().zip(usual).map(|(field, usual)| usual.filter(|_| *field == "*").unwrap_or(field));
    Cow::Owned(filled.collect::<Vec<_>>().join(":"))
}

/// Texts that a reader might think of, of those that a pattern of resources takes.
pub(in crate::iam) fn likely_resources<'p>(
    action: &str,
    pattern: &'p EcoString,
    account: &str,
) -> impl Iterator<Item = EcoString> + use<'p> {
    let only = match pattern.as_str() {
        "*" if s3_level(action) == Some(S3Level::Object) => Some("arn:aws:s3:::any-bucket/x".into()),
        "*" if action.starts_with("s3:") => Some("arn:aws:s3:::any-bucket".into()),
        text if text == "*" || !is_open(text) => Some(pattern.clone()),
        _ => None,
    };
    // A name, what lies in something of that name, and what lies in a log group.
    let own = only.is_none().then(|| of_account(pattern, account));
    let filled = own
        .into_iter()
        .flat_map(|own| ["x", "x/x", "log-stream:x"].into_iter().map(move |any| filled(&own, any)));
    only.into_iter().chain(filled)
}

/// A pattern with a text for each `*`, and an `x` for each `?`.
fn filled(pattern: &str, any: &str) -> EcoString {
    let mut text = EcoString::with_capacity(pattern.len() + any.len());
    let mut rest = pattern;
    while let Some(at) = rest.bytes().position(is_wild) {
        let (before, wild) = rest.split_at(at);
        text.push_str(before);
        text.push_str(if wild.starts_with('*') { any } else { "x" });
        rest = wild.get(1..).unwrap_or_default();
    }
    text.push_str(rest);
    text
}
