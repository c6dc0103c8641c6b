//! What a reader would try first, of all that patterns take.

use std::borrow::Cow;

use super::condition::Test;
use super::operator::{Family, Quantifier};
use crate::iam::reach::{S3Level, s3_level};
use crate::iam::wildcard::{Case, matches};

/// Actions that are tried first where a pattern leaves them open.
const WELL_KNOWN: &[&str] =
    &["s3:GetObject", "s3:ListBucket", "iam:PutRolePolicy", "sqs:SendMessage", "lambda:InvokeFunction"];

/// Known actions that a pattern takes, the pattern itself if it is one.
pub(super) fn likely_actions(pattern: &str) -> Vec<&str> {
    if !pattern.contains(['*', '?']) {
        return vec![pattern];
    }
    let taken = |action: &&str| matches(Case::Insensitive, pattern, action);
    WELL_KNOWN.iter().copied().filter(taken).take(2).collect()
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
pub(super) fn likely_resources<'p>(
    action: &str,
    pattern: &'p str,
    account: &str,
) -> impl Iterator<Item = Cow<'p, str>> {
    let only = match pattern {
        "*" if s3_level(action) == Some(S3Level::Object) => Some("arn:aws:s3:::any-bucket/x"),
        "*" if action.starts_with("s3:") => Some("arn:aws:s3:::any-bucket"),
        pattern if pattern == "*" || !pattern.contains(['*', '?']) => Some(pattern),
        _ => None,
    };
    // A name, what lies in something of that name, and what lies in a log group.
    let own = only.is_none().then(|| of_account(pattern, account));
    let filled = own.into_iter().flat_map(|own| {
        ["x", "x/x", "log-stream:x"]
            .into_iter()
            .map(move |any| Cow::Owned(own.replace('*', any).replace('?', "x")))
    });
    only.map(Cow::Borrowed).into_iter().chain(filled)
}
