//! What is read straight off statements, held against the closer look.

use std::rc::Rc;

use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;

use super::super::{Changes, Depth, Gained, Line, Party, Side, Wording, closely};
use super::alone;
use crate::base::{FileId, Span};
use crate::model::{Condition, Effect, Pattern, Patterns, Statement};

const ACCOUNT: &str = "111122223333";
const ROLE: &str = "arn:aws:iam::111122223333:role/r";
const SERVICE: &str = "s3.amazonaws.com";
const FUNCTION: &str = "arn:aws:lambda:us-east-1:111122223333:function:f";

const ACTIONS: &[&str] = &[
    "s3:GetObject",
    "s3:getobject",
    "s3:ListBucket",
    "s3:PutObject",
    "s3:Get*",
    "logs:PutLogEvents",
    "lambda:InvokeFunction",
    "sqs:SendMessage",
    "sts:AssumeRole",
    "ecr:GetAuthorizationToken",
    "new:Thing",
];
const RESOURCES: &[&str] = &[
    "*",
    "arn:aws:s3:::b",
    "arn:aws:s3:::b/*",
    "arn:aws:s3:::b/raw/*",
    "arn:aws:s3:::b/x",
    "arn:aws:s3:::*",
    "arn:aws:s3:*",
    "arn:aws:s3:::${aws:username}",
    "arn:aws:logs:us-east-1:111122223333:log-group:/a/f:*",
    "arn:aws:logs:us-east-1:*:log-group:/a/f:*",
    "arn:aws:sqs:us-east-1:444455556666:q",
    "arn:aws:sqs:us-east-1:111122223333:q*",
    "arn:aws:iam::111122223333:role/other",
    FUNCTION,
    "arn:aws:lambda:us-east-1:111122223333:function:f:live",
    "bucket.b",
];
const PRINCIPALS: &[&str] = &[SERVICE, SERVICE, "lambda.amazonaws.com", ROLE, "*", "444455556666"];
const SOURCES: &[&str] = &["arn:aws:s3:::b", "arn:aws:s3:::c", "arn:aws:s3:::b*", "bucket.b"];

fn at(start: u32) -> Span {
    Span::new(FileId(0), start, start + 1)
}

fn patterns(all: &'static [&'static str], most: usize) -> impl Strategy<Value = Patterns> {
    let items = prop::collection::vec(prop::sample::select(all), 1..=most);
    (items, prop::bool::weighted(0.02)).prop_map(|(items, negated)| Patterns {
        negated,
        items: items.into_iter().map(|text| Pattern { text: text.into(), span: at(0) }).collect(),
    })
}

fn condition() -> impl Strategy<Value = Condition> {
    let operator = prop::sample::select(vec!["ArnLike", "ArnLike", "ArnLike", "StringEquals", "ArnEqualz"]);
    let key =
        prop::sample::select(vec!["aws:SourceArn", "aws:SourceArn", "aws:SourceArn", "aws:PrincipalArn"]);
    (operator, key, prop::sample::select(SOURCES)).prop_map(|(operator, key, value)| Condition {
        operator: operator.into(),
        key: key.into(),
        values: vec![value.into()],
        places: None,
    })
}

fn statement() -> impl Strategy<Value = Statement> {
    let condition = prop::collection::vec(condition(), 0..=1);
    (prop::bool::weighted(0.97), patterns(ACTIONS, 3), patterns(RESOURCES, 3), condition).prop_map(
        |(allow, actions, resources, conditions)| Statement {
            effect: if allow { Effect::Allow } else { Effect::Deny },
            actions,
            resources,
            principals: Patterns::default(),
            conditions: conditions.into(),
            span: at(0),
            derived: false,
        },
    )
}

/// Statements of an identity, seldom with a condition, and those of a function's policy, seldom with resources.
fn worlds() -> impl Strategy<Value = [Vec<Statement>; 2]> {
    let own = (statement(), prop::bool::weighted(0.03)).prop_map(|(mut one, asks)| {
        one.conditions = one.conditions.iter().filter(|_| asks).cloned().collect();
        one
    });
    let spoken = (statement(), patterns(PRINCIPALS, 2), prop::bool::weighted(0.03));
    let spoken = spoken.prop_map(|(mut one, principals, named)| {
        one.principals = principals;
        one.resources.items = one.resources.items.iter().filter(|_| named).cloned().collect();
        one.resources.negated = false;
        one
    });
    (prop::collection::vec(own, 0..3), prop::collection::vec(spoken, 0..4))
        .prop_map(|(own, spoken)| [own, spoken])
}

fn said<'a>(statements: &'a [Statement], of: Option<&'a str>) -> Rc<Wording<'a>> {
    let line = |(place, statement)| Line { statement, source: "x", span: Some(at(place as u32)) };
    Rc::new(Wording::new(statements.iter().enumerate().map(line).collect(), of))
}

#[test]
fn what_plain_statements_allow_is_what_a_closer_look_finds() {
    let cases = if cfg!(debug_assertions) { 2_000 } else { 200_000 };
    let mut runner = TestRunner::deterministic();
    // How often each way was gone and found something.
    let mut gone = [0; 2];
    for _ in 0..cases {
        let [own, spoken] = worlds().new_tree(&mut runner).unwrap().current();
        let owners = || vec![(FUNCTION, said(&spoken, Some(FUNCTION)))];
        let role = Side { identity: vec![said(&own, None)], owners: owners(), ..Side::default() };
        let service = Side { owners: owners(), ..Side::default() };
        let parties = [(Party::Known(ROLE.into()), role), (Party::Other(SERVICE.into()), service)];
        for (at, (party, side)) in parties.iter().enumerate() {
            let Some(gained) = alone(party, ACCOUNT, side, Depth::Whole) else { continue };
            gone[at] += usize::from(!gained.is_empty());
            let without = |one: &Gained| {
                let because = if at == 0 { Vec::new() } else { one.because.clone() };
                Gained { pieces: Vec::new(), because, ..one.clone() }
            };
            let brief = gained.iter().map(without).collect();
            assert_eq!(alone(party, ACCOUNT, side, Depth::Brief), Some(brief));
            let found = closely(party, ACCOUNT, &Side::default(), side);
            assert_eq!(Changes { gained, ..Changes::default() }, found, "{party:?}: {own:#?} {spoken:#?}");
        }
    }
    assert!(gone.iter().all(|count| *count > cases / 50), "{gone:?} of {cases}");
}
