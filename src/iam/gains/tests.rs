//! What is gained, tried on many pairs of small worlds.

use std::rc::Rc;

use proptest::prelude::*;

use super::side::Compiled;
use super::{Changes, Depth, Gained, Line, Party, Side, Wording, changes};
use crate::base::{FileId, Span};
use crate::iam::names::known_actions;
use crate::iam::policy::say::DECISIONS;
use crate::iam::policy::{Context, Ruling};
use crate::iam::sorts::sorts_of;
use crate::iam::wildcard::{Case, matches};
use crate::model::{Condition, Effect, Pattern, Patterns, Statement};

const SPAN: Span = Span::new(FileId(0), 0, 0);
const ACCOUNT: &str = "111122223333";
const ROLE: &str = "arn:aws:iam::111122223333:role/r";
const BUCKET: &str = "arn:aws:s3:::b";

const ACTIONS: &[&str] = &["s3:GetObject", "s3:PutObject", "s3:DeleteObject", "s3:GetObjectAcl"];
const RESOURCES: &[&str] =
    &["arn:aws:s3:::b/a", "arn:aws:s3:::b/a/x", "arn:aws:s3:::b/xa", "arn:aws:s3:::c/a", "arn:aws:s3:::c/b"];
const ACTION_PATTERNS: &[&str] = &["*", "s3:*", "s3:Get*", "s3:*Object", "s3:GetObject", "s3:PutObject"];
const RESOURCE_PATTERNS: &[&str] =
    &["*", "arn:aws:s3:::*", "arn:aws:s3:::b/*", "arn:aws:s3:::b/a*", "arn:aws:s3:::*a", "arn:aws:s3:::c/a"];
const PRINCIPALS: &[&str] = &[ROLE, "*", "arn:aws:iam::111122223333:root", "arn:aws:iam::444455556666:root"];

#[derive(Debug, Clone, Default)]
struct World {
    identity: Vec<Statement>,
    boundary: Option<Vec<Statement>>,
    bucket: Vec<Statement>,
}

fn patterns(all: &'static [&'static str]) -> impl Strategy<Value = Patterns> {
    let items = prop::collection::vec(prop::sample::select(all), 1..3);
    (items, prop::bool::weighted(0.15)).prop_map(|(items, negated)| Patterns {
        negated,
        items: items.into_iter().map(|text| Pattern { text: text.into(), span: SPAN }).collect(),
    })
}

fn statement() -> impl Strategy<Value = Statement> {
    let condition = prop::sample::select(vec![None, None, None, Some("true"), Some("false")]);
    (prop::bool::weighted(0.75), patterns(ACTION_PATTERNS), patterns(RESOURCE_PATTERNS), condition).prop_map(
        |(allow, actions, resources, secure)| Statement {
            effect: if allow { Effect::Allow } else { Effect::Deny },
            actions,
            resources,
            principals: Patterns::default(),
            conditions: secure
                .map(|value| Condition {
                    operator: "Bool".into(),
                    key: "aws:SecureTransport".into(),
                    values: vec![value.into()],
                    places: None,
                })
                .into_iter()
                .collect(),
            span: SPAN,
            derived: false,
        },
    )
}

fn of_bucket() -> impl Strategy<Value = Statement> {
    (statement(), prop::sample::select(PRINCIPALS)).prop_map(|(mut statement, who)| {
        statement.principals.items.push(Pattern { text: who.into(), span: SPAN });
        let inside = |text: &str| text == "*" || text.starts_with(BUCKET);
        statement.resources.negated = false;
        let items = std::mem::take(&mut statement.resources.items).into_iter();
        statement.resources.items = items.filter(|item| inside(&item.text)).collect();
        if statement.resources.items.is_empty() {
            statement.resources.items.push(Pattern { text: "*".into(), span: SPAN });
        }
        statement
    })
}

fn world() -> impl Strategy<Value = World> {
    let identity = prop::collection::vec(statement(), 0..4);
    let boundary = prop::option::weighted(0.3, prop::collection::vec(statement(), 1..3));
    let bucket = prop::collection::vec(of_bucket(), 0..3);
    (identity, boundary, bucket).prop_map(|(identity, boundary, bucket)| World { identity, boundary, bucket })
}

/// Two worlds that have much in common, as two states of one stack have.
fn worlds() -> impl Strategy<Value = (World, World)> {
    (world(), world(), any::<[bool; 3]>()).prop_map(|(before, mut after, kept)| {
        if kept[0] {
            let mut identity = before.identity.clone();
            identity.extend(after.identity.iter().take(1).cloned());
            after.identity = identity;
        }
        if kept[1] {
            after.boundary = before.boundary.clone();
        }
        if kept[2] {
            after.bucket = before.bucket.clone();
        }
        (before, after)
    })
}

fn said<'a>(statements: &'a [Statement], of: Option<&'a str>) -> Rc<Wording<'a>> {
    let line = |statement| Line { statement, source: "x", span: Some(SPAN) };
    Rc::new(Wording::new(statements.iter().map(line).collect(), of))
}

fn side<'a>(world: &'a World, party: &Party) -> Side<'a> {
    let owners = vec![(BUCKET, said(&world.bucket, Some(BUCKET)))];
    match party {
        Party::Known(_) => Side {
            identity: vec![said(&world.identity, None)],
            boundary: world.boundary.as_ref().map(|bounds| ("y", said(bounds, None))),
            owners,
            ..Side::default()
        },
        _ => Side { owners, ..Side::default() },
    }
}

fn context(secure: Option<&str>) -> Context {
    let mut context = Context::default();
    if let Some(value) = secure {
        context.insert("aws:SecureTransport", vec![value.to_owned()]);
    }
    context
}

/// Whether a statement that was found holds a request.
fn holds(gained: &Gained, action: &str, resource: &str, secure: Option<&str>) -> bool {
    let hit = |case, all: &[ecow::EcoString], text: &str| all.iter().any(|own| matches(case, own, text));
    hit(Case::Insensitive, &gained.actions, action)
        && !hit(Case::Insensitive, &gained.but_actions, action)
        && hit(Case::Sensitive, &gained.resources, resource)
        && !hit(Case::Sensitive, &gained.but_resources, resource)
        && gained.conditions.iter().all(|one| one.values.iter().any(|value| Some(value.as_str()) == secure))
}

/// Holds what is found against trying every request about these resources.
fn agree(
    party: &Party,
    old: &Side<'_>,
    new: &Side<'_>,
    resources: &[impl AsRef<str>],
) -> Result<(), TestCaseError> {
    let who = party.who(ACCOUNT);
    let found = changes(party, ACCOUNT, old, new, Depth::Whole);
    let (no, yes) = (Compiled::new(old, party).unwrap(), Compiled::new(new, party).unwrap());
    let allows = |side: &Compiled<'_>, asked: (&str, &str), context: &Context| {
        side.say.decide(&who, asked, context).0.ruling == Ruling::Allow
    };
    for piece in found.gained.iter().flat_map(|gained| &gained.pieces) {
        let asked = (piece.witness.action.as_str(), piece.witness.resource.as_str());
        prop_assert!(allows(&yes, asked, &piece.witness.context), "not allowed after: {piece:?}");
        prop_assert!(!allows(&no, asked, &piece.witness.context), "allowed before: {piece:?}");
        prop_assert!(matches(Case::Insensitive, &piece.action, asked.0));
        prop_assert!(matches(Case::Sensitive, &piece.resource, asked.1));
    }
    for gained in &found.gained {
        prop_assert!(!gained.because.is_empty(), "no cause: {gained:?}");
    }
    prop_assert!(found.unknown.is_empty(), "not decided: {:?}", found.unknown);
    for action in ACTIONS {
        for resource in resources.iter().map(AsRef::as_ref) {
            for secure in [None, Some("true"), Some("false")] {
                let (asked, context) = ((*action, resource), context(secure));
                let gained = allows(&yes, asked, &context) && !allows(&no, asked, &context);
                let told = found.gained.iter().any(|one| holds(one, action, resource, secure));
                prop_assert!(!gained || told, "{action} on {resource}, {secure:?}: {found:#?}");
            }
        }
    }
    let same = changes(party, ACCOUNT, new, new, Depth::Whole);
    prop_assert_eq!(same, Changes::default());
    Ok(())
}

fn party(of: usize) -> Party {
    match of {
        0 => Party::Known(ROLE.into()),
        1 => Party::Anyone,
        _ => Party::Account("444455556666".into()),
    }
}

/// Buckets whose policies say what that of the first says, each of itself; the second one is named by some patterns.
const MANY: usize = 80;

fn bucket(at: usize) -> String {
    match at {
        0 => BUCKET.to_owned(),
        1 => "arn:aws:s3:::c".to_owned(),
        at => format!("arn:aws:s3:::n{at}"),
    }
}

/// What the policy of each of many buckets says: one of three, as that of the first bucket says it.
fn of_each(of: &[Vec<Statement>; 3]) -> Vec<(String, Vec<Statement>)> {
    let each = |at: usize| {
        let mut own = of[at % 3].clone();
        for item in own.iter_mut().flat_map(|one| one.resources.items.iter_mut()) {
            if let Some(rest) = item.text.strip_prefix(BUCKET) {
                item.text = format!("{}{rest}", bucket(at)).into();
            }
        }
        (bucket(at), own)
    };
    (0..MANY).map(each).collect()
}

/// The role of a world, and what many buckets say.
fn owning<'a>(world: &'a World, all: &'a [(String, Vec<Statement>)]) -> Side<'a> {
    let owners = all.iter().map(|(arn, own)| (arn.as_str(), said(own, Some(arn))));
    Side { owners: owners.collect(), ..side(world, &party(0)) }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(if cfg!(debug_assertions) { 300 } else { 50_000 }))]

    #[test]
    fn witnesses_hold_and_nothing_gained_is_left_out((before, after) in worlds(), of in 0..3_usize) {
        let party = party(of);
        agree(&party, &side(&before, &party), &side(&after, &party), RESOURCES)?;
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(if cfg!(debug_assertions) { 8 } else { 2_000 }))]

    #[test]
    fn many_resources_are_decided_by_one_of_each_sort(
        (before, after) in worlds(),
        of in prop::array::uniform3(prop::collection::vec(of_bucket(), 0..3)),
        then in prop::array::uniform3(prop::collection::vec(of_bucket(), 0..3)),
        kept in any::<[bool; 3]>(),
    ) {
        let mut then = then;
        for at in 0..3 {
            if kept[at] {
                then[at] = of[at].clone();
            }
        }
        let party = party(0);
        let (old, new) = (of_each(&of), of_each(&then));
        let within = |at: usize| ["/a", "/a/x", "/xa"].map(|key| format!("{}{key}", bucket(at)));
        let resources: Vec<String> = [0, 1, 2, 3, 4, MANY - 1, MANY].into_iter().flat_map(within).collect();
        agree(&party, &owning(&before, &old), &owning(&after, &new), &resources)?;
    }
}

/// Whatever sort of resource an action is done to, a statement about all of that sort gains something.
#[test]
fn a_statement_about_a_sort_of_resources_always_gains_something() {
    let mut tried = 0;
    for action in known_actions(["dynamodb:*", "ecs:*", "lambda:*", "logs:*", "s3:*", "sqs:*"].into_iter()) {
        for sort in sorts_of(&action).into_iter().flatten() {
            let named = |text: &str| Patterns {
                negated: false,
                items: [Pattern { text: text.into(), span: SPAN }].into(),
            };
            let statement = Statement {
                effect: Effect::Allow,
                actions: named(&action),
                resources: named(sort),
                principals: Patterns::default(),
                conditions: Default::default(),
                span: SPAN,
                derived: false,
            };
            let own = [statement];
            let after = Side { identity: vec![said(&own, None)], ..Side::default() };
            let found = changes(&Party::Known(ROLE.into()), ACCOUNT, &Side::default(), &after, Depth::Whole);
            assert!(!found.gained.is_empty() || !found.unknown.is_empty(), "{action} on {sort}");
            assert!(found.unknown.is_empty(), "{action} on {sort}: {:?}", found.unknown);
            tried += 1;
        }
    }
    assert!(tried > 300, "{tried}");
}

/// What many roles gain costs each of them the same, however many say it of themselves.
#[test]
fn what_is_gained_is_found_with_a_handful_of_decisions() {
    let named =
        |text: &str| Patterns { negated: false, items: [Pattern { text: text.into(), span: SPAN }].into() };
    let statement = |action: &str, resource: &str| Statement {
        effect: Effect::Allow,
        actions: named(action),
        resources: named(resource),
        principals: Patterns::default(),
        conditions: Default::default(),
        span: SPAN,
        derived: false,
    };
    let own = [
        statement("s3:GetObject", "arn:aws:s3:::b/raw/*"),
        statement("s3:ListBucket", "arn:aws:s3:::b"),
        statement("sqs:SendMessage", "arn:aws:sqs:us-east-1:111122223333:*"),
        statement("logs:*", "*"),
    ];
    let after = Side { identity: vec![said(&own, None)], ..Side::default() };
    DECISIONS.set(0);
    let found = changes(&Party::Known(ROLE.into()), ACCOUNT, &Side::default(), &after, Depth::Whole);
    let pieces: usize = found.gained.iter().map(|gained| gained.pieces.len()).sum();
    assert_eq!(pieces, own.len());
    // One finds the witness, another one tells what it rests on; `logs:*` is looked for longer.
    assert!(DECISIONS.get() <= 3 * pieces, "{} decisions", DECISIONS.get());
}
