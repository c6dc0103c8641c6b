//! Every operator of conditions, alone and with what may stand before and behind it, against what AWS documents.

use serde_json::{Value, json};
use stackc::iam::{Caller, Context, Layers, Policy, Request, Ruling, evaluate};

/// Whether a condition holds where `k` has these values.
fn holds(operator: &str, wanted: &Value, found: &[&str]) -> bool {
    let document = json!({ "Version": "2012-10-17", "Statement": { "Effect": "Allow", "Action": "s3:*",
        "Resource": "*", "Condition": { operator: { "K": wanted } } } });
    let mut context = Context::default();
    if !found.is_empty() {
        context.insert("k", found.iter().map(|text| (*text).to_owned()).collect());
    }
    context.insert("aws:PrincipalTag/team", vec!["red".into()]);
    let caller = Caller::new("arn:aws:iam::111122223333:user/anna");
    let layers = Layers { identity: vec![Policy::read(&document).unwrap()], ..Layers::default() };
    let (action, resource) = ("s3:GetObject", "arn:aws:s3:::b/x");
    let request = Request { caller: &caller, action, resource, resource_account: None, context: &context };
    evaluate(&request, &layers).ruling == Ruling::Allow
}

#[test]
fn operators_hold_as_documented() {
    let arn = "arn:aws:sns:us-east-1:111122223333:orders";
    for (operator, wanted, found, expected) in [
        ("StringEquals", json!(["a", "b"]), "b", true),
        ("StringEquals", json!("a*"), "ab", false),
        ("StringEquals", json!("A"), "a", false),
        ("StringNotEquals", json!(["a", "b"]), "b", false),
        ("StringNotEquals", json!(["a", "b"]), "c", true),
        ("StringEqualsIgnoreCase", json!("A"), "a", true),
        ("StringNotEqualsIgnoreCase", json!("A"), "a", false),
        ("StringLike", json!("a*c?"), "abbcd", true),
        ("StringLike", json!("A*"), "ab", false),
        ("StringNotLike", json!("a*"), "ab", false),
        ("StringLike", json!("${aws:PrincipalTag/team}-*"), "red-1", true),
        ("StringLike", json!("${aws:PrincipalTag/town, 'any'}-*"), "any-1", true),
        ("StringLike", json!("${aws:PrincipalTag/town}-*"), "-1", false),
        ("StringLike", json!("a${*}"), "ab", false),
        ("StringLike", json!("a${*}"), "a*", true),
        ("NumericEquals", json!("5"), "5.0", true),
        ("NumericNotEquals", json!(5), "5", false),
        ("NumericLessThan", json!("10"), "9", true),
        ("NumericLessThanEquals", json!("10"), "10", true),
        ("NumericGreaterThan", json!("10"), "10", false),
        ("NumericGreaterThanEquals", json!("10"), "10", true),
        ("NumericLessThan", json!("10"), "nine", false),
        ("DateEquals", json!("2026-01-01T00:00:00Z"), "1767225600", true),
        ("DateNotEquals", json!("2026-01-01T00:00:00Z"), "2026-01-01T00:00:00Z", false),
        ("DateLessThan", json!("2026-01-01T00:00:00Z"), "2025-12-31T23:59:59Z", true),
        ("DateLessThanEquals", json!("2026-01-01T00:00:00Z"), "2026-01-01T01:00:00+01:00", true),
        ("DateGreaterThan", json!("2026-01-01T00:00:00Z"), "2026-01-01T00:00:00Z", false),
        ("DateGreaterThanEquals", json!("2026-01-01T00:00:00Z"), "2026-01-01T00:00:00Z", true),
        ("Bool", json!("true"), "True", true),
        ("Bool", json!(false), "true", false),
        ("BinaryEquals", json!("QmluYXJ5"), "QmluYXJ5", true),
        ("BinaryEquals", json!("QmluYXJ5"), "qmluyxj5", false),
        ("IpAddress", json!("203.0.113.0/24"), "203.0.113.9", true),
        ("IpAddress", json!("203.0.113.0/24"), "203.0.114.9", false),
        ("IpAddress", json!("2001:db8::/32"), "2001:db8:1::1", true),
        ("NotIpAddress", json!("203.0.113.0/24"), "203.0.113.9", false),
        ("ArnEquals", json!("arn:aws:sns:*:111122223333:*"), arn, true),
        ("ArnLike", json!("arn:aws:sns:*:orders"), arn, false),
        ("ArnLike", json!("arn:aws:sns:us-*:1111*:ord?rs"), arn, true),
        ("ArnNotEquals", json!("arn:aws:sns:*:*:orders"), arn, false),
        ("ArnNotLike", json!("arn:aws:sns:*:*:other"), arn, true),
        ("Null", json!("true"), "a", false),
        ("Null", json!("false"), "a", true),
    ] {
        assert_eq!(holds(operator, &wanted, &[found]), expected, "{operator} {wanted} {found}");
    }
}

#[test]
fn absent_keys_and_several_values_are_read_as_documented() {
    for (operator, wanted, found, expected) in [
        ("StringEquals", json!("a"), &[][..], false),
        ("StringNotEquals", json!("a"), &[], true),
        ("StringEqualsIfExists", json!("a"), &[], true),
        ("StringEqualsIfExists", json!("a"), &["b"], false),
        ("NumericLessThanIfExists", json!("5"), &[], true),
        ("DateLessThanIfExists", json!("2026-01-01T00:00:00Z"), &[], true),
        ("BoolIfExists", json!("true"), &["false"], false),
        ("IpAddressIfExists", json!("10.0.0.0/8"), &[], true),
        ("ArnLikeIfExists", json!("arn:aws:sns:*:*:*"), &[], true),
        ("NotIpAddress", json!("10.0.0.0/8"), &[], true),
        ("ArnNotLike", json!("arn:aws:sns:*:*:*"), &[], true),
        ("Null", json!("true"), &[], true),
        ("ForAllValues:StringEquals", json!(["a", "b"]), &["a", "b"], true),
        ("ForAllValues:StringEquals", json!(["a", "b"]), &["a", "c"], false),
        ("ForAllValues:StringEquals", json!(["a", "b"]), &[], true),
        ("ForAnyValue:StringEquals", json!(["a", "b"]), &["c", "b"], true),
        ("ForAnyValue:StringEquals", json!(["a", "b"]), &["c", "d"], false),
        ("ForAnyValue:StringEquals", json!(["a", "b"]), &[], false),
        ("ForAnyValue:StringLike", json!("a*"), &["x", "ab"], true),
        ("ForAllValues:StringNotEquals", json!("a"), &["b", "a"], false),
        ("ForAnyValue:StringNotEquals", json!("a"), &["b", "a"], true),
        ("ForAllValues:ArnLike", json!("arn:aws:sns:*:*:*"), &["arn:aws:sqs:a:b:c"], false),
        ("ForAnyValue:NumericLessThan", json!("5"), &["9", "1"], true),
    ] {
        assert_eq!(holds(operator, &wanted, found), expected, "{operator} {wanted} {found:?}");
    }
}

#[test]
fn variables_are_plain_text_in_policies_of_2008() {
    let document = |version: &str| {
        json!({ "Version": version, "Statement": { "Effect": "Allow", "Action": "s3:GetObject",
            "Resource": "arn:aws:s3:::home/${aws:username}/*" } })
    };
    let caller = Caller::new("arn:aws:iam::111122223333:user/anna");
    let context = Context::default();
    let ruling = |version: &str, resource: &str| {
        let identity = vec![Policy::read(&document(version)).unwrap()];
        let layers = Layers { identity, ..Layers::default() };
        let action = "S3:getobject";
        let request =
            Request { caller: &caller, action, resource, resource_account: None, context: &context };
        evaluate(&request, &layers).ruling
    };
    assert_eq!(ruling("2012-10-17", "arn:aws:s3:::home/anna/x"), Ruling::Allow);
    assert_eq!(ruling("2012-10-17", "arn:aws:s3:::home/Anna/x"), Ruling::ImplicitDeny);
    assert_eq!(ruling("2008-10-17", "arn:aws:s3:::home/anna/x"), Ruling::ImplicitDeny);
    assert_eq!(ruling("2008-10-17", "arn:aws:s3:::home/${aws:username}/x"), Ruling::Allow);
}
