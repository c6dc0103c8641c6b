//! Decisions and comparisons against a second evaluator, written to be plain rather than fast, on random policies.

use serde_json::{Value, json};
use stackc::iam::{Caller, Carried, Context, Layers, Policy, Relation, Request, Ruling, compare, evaluate};

/// A reproducible source of choices.
struct Dice(u64);

impl Dice {
    fn below(&mut self, n: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % n as u64).unwrap()
    }

    fn of<'a, T: ?Sized>(&mut self, choices: &[&'a T]) -> &'a T {
        choices[self.below(choices.len())]
    }

    fn chance(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }
}

const ACTIONS: &[&str] = &["s3:GetObject", "s3:PutObject", "s3:GetObjectAcl", "sqs:SendMessage"];
const ACTION_PATTERNS: &[&str] =
    &["s3:GetObject", "s3:Get*", "S3:putobject", "s3:*Object", "*", "sqs:*", "s3:?etObject", "s3:Get*Acl"];
const RESOURCES: &[&str] =
    &["arn:aws:s3:::a/x", "arn:aws:s3:::a/y/z", "arn:aws:s3:::b", "arn:aws:sqs:eu:1:q"];
const RESOURCE_PATTERNS: &[&str] = &[
    "*",
    "arn:aws:s3:::a/*",
    "arn:aws:s3:::?",
    "arn:aws:s3:::*",
    "arn:aws:s*:eu:1:q",
    "arn:aws:s*s:eu:*:q",
    "arn:aws:s3:::a/*z",
    "arn:aws:s3:::a/x",
    "arn:*",
];
const PRINCIPALS: &[&str] = &[
    "arn:aws:iam::111111111111:role/r",
    "arn:aws:iam::111111111111:user/u",
    "arn:aws:sts::111111111111:assumed-role/r/s",
    "arn:aws:iam::222222222222:user/v",
    "lambda.amazonaws.com",
];

fn texts(dice: &mut Dice, from: &[&str]) -> Value {
    match dice.below(3) {
        0 => json!([dice.of(from), dice.of(from)]),
        _ => json!(dice.of(from)),
    }
}

fn condition(dice: &mut Dice) -> Value {
    match dice.below(9) {
        0 => json!({ "StringEquals": { "k": ["a", "b"] } }),
        1 => json!({ "StringNotEquals": { "K": "a" } }),
        2 => json!({ "StringLike": { "k": "a*" } }),
        3 => json!({ "Bool": { "secure": "true" } }),
        4 => json!({ "NumericLessThan": { "n": "5" }, "Null": { "k": "false" } }),
        5 => json!({ "ForAnyValue:StringEquals": { "k": ["b", "c"] } }),
        6 => json!({ "ForAllValues:StringLike": { "k": ["a*", "b"] } }),
        7 => json!({ "StringEqualsIfExists": { "k": "b" } }),
        _ => json!({ "NumericGreaterThanEquals": { "n": 5 } }),
    }
}

fn statement(dice: &mut Dice, principals: bool) -> Value {
    let mut fields = serde_json::Map::new();
    fields.insert("Effect".into(), json!(if dice.chance(70) { "Allow" } else { "Deny" }));
    let action = if dice.chance(12) { "NotAction" } else { "Action" };
    fields.insert(action.into(), texts(dice, ACTION_PATTERNS));
    let resource = if dice.chance(12) { "NotResource" } else { "Resource" };
    fields.insert(resource.into(), texts(dice, RESOURCE_PATTERNS));
    if dice.chance(35) {
        fields.insert("Condition".into(), condition(dice));
    }
    if principals {
        let principal = match dice.below(5) {
            0 => json!("*"),
            1 => json!({ "AWS": "arn:aws:iam::111111111111:root" }),
            2 => json!({ "Service": "lambda.amazonaws.com" }),
            _ => json!({ "AWS": dice.of(&PRINCIPALS[..4]) }),
        };
        fields.insert("Principal".into(), principal);
    }
    Value::Object(fields)
}

fn policy(dice: &mut Dice, principals: bool) -> Value {
    let statements: Vec<Value> = (0..=dice.below(3)).map(|_| statement(dice, principals)).collect();
    json!({ "Version": "2012-10-17", "Statement": statements })
}

fn circumstances(dice: &mut Dice) -> Value {
    let mut fields = serde_json::Map::new();
    match dice.below(5) {
        0 => {}
        1 => drop(fields.insert("k".into(), json!(["a", "c"]))),
        2 => drop(fields.insert("k".into(), json!("ab"))),
        _ => drop(fields.insert("k".into(), json!(dice.of(&["a", "b", "c"])))),
    }
    if dice.chance(50) {
        fields.insert("secure".into(), json!(dice.of(&["true", "false"])));
    }
    if dice.chance(50) {
        fields.insert("n".into(), json!(dice.of(&["3", "5", "5.5"])));
    }
    Value::Object(fields)
}

// ---- the plain evaluator: documents as they are, nothing prepared

fn listed(value: &Value) -> Vec<String> {
    match value {
        Value::Array(items) => items.iter().flat_map(listed).collect(),
        Value::String(text) => vec![text.clone()],
        other => vec![other.to_string()],
    }
}

/// `*` and `?` by trying everything; a `*` within an ARN's first fields takes no `:` unless a `:` or nothing follows.
fn glob(pattern: &[char], text: &[char], arn: bool, colons: usize) -> bool {
    let Some((first, rest)) = pattern.split_first() else { return text.is_empty() };
    let colons_after = colons + usize::from(*first == ':');
    let stays = arn && colons < 5 && !rest.is_empty() && rest[0] != ':';
    match first {
        '*' => {
            glob(rest, text, arn, colons)
                || text
                    .first()
                    .is_some_and(|c| !(stays && *c == ':') && glob(pattern, &text[1..], arn, colons))
        }
        '?' => text.first().is_some_and(|c| !(stays && *c == ':') && glob(rest, &text[1..], arn, colons)),
        c => text.first() == Some(c) && glob(rest, &text[1..], arn, colons_after),
    }
}

fn like(pattern: &str, text: &str, arn: bool) -> bool {
    glob(&pattern.chars().collect::<Vec<_>>(), &text.chars().collect::<Vec<_>>(), arn, 0)
}

fn listed_hit(statement: &Value, name: &str, hit: impl Fn(&str) -> bool) -> bool {
    match (&statement[name], &statement[&format!("Not{name}")]) {
        (Value::Null, Value::Null) => true,
        (Value::Null, not) => !listed(not).iter().any(|item| hit(item)),
        (yes, _) => listed(yes).iter().any(|item| hit(item)),
    }
}

fn holds(operator: &str, key: &str, wanted: &[String], context: &Value) -> bool {
    let found = context.as_object().unwrap().iter().find(|(known, _)| known.eq_ignore_ascii_case(key));
    let found: Vec<String> = found.map(|(_, value)| listed(value)).unwrap_or_default();
    if operator == "Null" {
        return wanted.contains(&found.is_empty().to_string());
    }
    let (set, bare) = operator.split_once(':').unwrap_or(("", operator));
    let (if_exists, bare) = match bare.strip_suffix("IfExists") {
        Some(bare) => (true, bare),
        None => (false, bare),
    };
    if found.is_empty() {
        return if_exists || set == "ForAllValues" || set.is_empty() && bare.contains("Not");
    }
    let number = |text: &String| text.parse::<f64>().unwrap();
    let one = |found: &String| match bare {
        "StringEquals" => wanted.contains(found),
        "StringNotEquals" => !wanted.contains(found),
        "StringLike" => wanted.iter().any(|wanted| like(wanted, found, false)),
        "Bool" => wanted.iter().any(|wanted| wanted.eq_ignore_ascii_case(found)),
        "NumericLessThan" => wanted.iter().any(|wanted| number(found) < number(wanted)),
        "NumericGreaterThanEquals" => wanted.iter().any(|wanted| number(found) >= number(wanted)),
        other => panic!("{other}"),
    };
    if set == "ForAllValues" || set.is_empty() && bare.contains("Not") {
        found.iter().all(one)
    } else {
        found.iter().any(one)
    }
}

fn speaks(statement: &Value, action: &str, resource: &str, context: &Value) -> bool {
    let action = action.to_lowercase();
    let conditions = statement["Condition"].as_object().cloned().unwrap_or_default();
    listed_hit(statement, "Action", |item| like(&item.to_lowercase(), &action, false))
        && listed_hit(statement, "Resource", |item| like(item, resource, true))
        && conditions.iter().all(|(operator, keys)| {
            keys.as_object()
                .unwrap()
                .iter()
                .all(|(key, wanted)| holds(operator, key, &listed(wanted), context))
        })
}

/// 0 not named, 1 through the account, 2 as role or anybody, 3 by itself.
fn named(statement: &Value, principal: &str) -> u8 {
    let account = principal.split(':').nth(4).unwrap_or("");
    let session_of = |arn: &str| {
        principal.contains(":assumed-role/")
            && principal.split('/').nth(1) == arn.split('/').nth(1)
            && arn.contains(":role/")
            && arn.split(':').nth(4) == Some(account)
    };
    let aws = |item: &String| match item.as_str() {
        "*" if principal.contains(":user/") => 3,
        "*" => 2,
        arn if arn.ends_with(":root") => u8::from(arn.split(':').nth(4) == Some(account)),
        arn if arn == principal && principal.contains(":role/") => 2,
        arn if arn == principal => 3,
        arn if session_of(arn) => 2,
        _ => 0,
    };
    match &statement["Principal"] {
        Value::Null => 3,
        Value::String(anyone) => aws(anyone),
        sorts => {
            let of_aws = listed(&sorts["AWS"]).iter().map(aws).max().unwrap_or(0);
            let service = sorts["Service"].as_str() == Some(principal);
            of_aws.max(if service { 3 } else { 0 })
        }
    }
}

struct Question {
    principal: String,
    action: String,
    resource: String,
    resource_account: String,
    context: Value,
    identity: Vec<Value>,
    boundary: Option<Vec<Value>>,
    session: Option<Value>,
    resource_policy: Option<Value>,
    scps: Vec<Vec<Value>>,
}

impl Question {
    fn any(dice: &mut Dice) -> Self {
        let some = |dice: &mut Dice| (0..=dice.below(2)).map(|_| policy(dice, false)).collect::<Vec<_>>();
        Self {
            principal: dice.of(PRINCIPALS).to_owned(),
            action: dice.of(ACTIONS).to_owned(),
            resource: dice.of(RESOURCES).to_owned(),
            resource_account: dice.of(&["111111111111", "111111111111", "222222222222"]).to_owned(),
            context: circumstances(dice),
            identity: some(dice),
            boundary: dice.chance(30).then(|| some(dice)),
            session: dice.chance(20).then(|| policy(dice, false)),
            resource_policy: dice.chance(50).then(|| policy(dice, true)),
            scps: (0..dice.below(3)).map(|_| some(dice)).collect(),
        }
    }

    fn closest(&self, policies: &[Value], effect: &str) -> u8 {
        let statements = policies.iter().flat_map(|policy| policy["Statement"].as_array().unwrap());
        let own = statements.filter(|statement| statement["Effect"] == effect);
        let own = own.filter(|statement| speaks(statement, &self.action, &self.resource, &self.context));
        own.map(|statement| named(statement, &self.principal)).max().unwrap_or(0)
    }

    fn plainly(&self) -> Ruling {
        let service = self.principal.ends_with(".amazonaws.com");
        let resource: Vec<Value> = self.resource_policy.iter().cloned().collect();
        let session: Vec<Value> = self.session.iter().cloned().collect();
        let boundary = self.boundary.clone().unwrap_or_default();
        let scps: &[Vec<Value>] = if service { &[] } else { &self.scps };
        let all = [self.identity.clone(), boundary.clone(), session.clone(), resource.clone(), scps.concat()];
        if all.iter().any(|policies| self.closest(policies, "Deny") > 0) {
            return Ruling::ExplicitDeny;
        }
        let by_resource = self.closest(&resource, "Allow");
        let across = self.principal.split(':').nth(4) != Some(self.resource_account.as_str());
        let bounded = (self.boundary.is_none() || self.closest(&boundary, "Allow") > 0)
            && (self.session.is_none() || self.closest(&session, "Allow") > 0);
        let by_identity = self.closest(&self.identity, "Allow") > 0;
        let allowed = if service {
            by_resource > 0
        } else if scps.iter().any(|level| self.closest(level, "Allow") == 0) {
            false
        } else if across {
            by_resource > 0 && by_identity && bounded
        } else {
            by_resource == 3 || bounded && (by_resource == 2 || by_identity)
        };
        if allowed { Ruling::Allow } else { Ruling::ImplicitDeny }
    }

    fn decided(&self) -> Ruling {
        let read = |document: &Value| Policy::read(document).unwrap();
        let all = |documents: &Vec<Value>| documents.iter().map(read).collect::<Vec<_>>();
        let mut context = Context::default();
        for (key, value) in self.context.as_object().unwrap() {
            context.insert(key, listed(value));
        }
        let layers = Layers {
            identity: all(&self.identity),
            boundary: self.boundary.as_ref().map(all),
            session: self.session.as_ref().map(read),
            resource: self.resource_policy.as_ref().map(read),
            scps: self.scps.iter().map(all).collect(),
            rcps: Vec::new(),
        };
        let caller = Caller::new(&self.principal);
        let request = Request {
            caller: &caller,
            action: &self.action,
            resource: &self.resource,
            resource_account: Some(&self.resource_account),
            context: &context,
        };
        evaluate(&request, &layers).ruling
    }
}

fn decide(many: usize) {
    let mut dice = Dice(0x5eed_0001);
    let mut seen = [0_usize; 3];
    for at in 0..many {
        let question = Question::any(&mut dice);
        let (plain, decided) = (question.plainly(), question.decided());
        assert_eq!(
            plain,
            decided,
            "{at}: {} {} {} {}\nidentity {:?}\nboundary {:?}\nsession {:?}\nresource {:?}\nscps {:?}",
            question.principal,
            question.action,
            question.resource,
            question.context,
            question.identity,
            question.boundary,
            question.session,
            question.resource_policy,
            question.scps,
        );
        seen[decided as usize] += 1;
    }
    assert!(seen.iter().all(|count| *count > many / 50), "every answer occurs: {seen:?}");
}

#[test]
fn decisions_agree_with_the_plain_evaluator() {
    decide(4_000);
}

#[test]
#[ignore = "a minute: run with --release -- --ignored"]
fn a_hundred_thousand_decisions_agree_with_the_plain_evaluator() {
    decide(100_000);
}

/// Whether a policy alone allows a request.
fn plainly_allows(policy: &Value, principal: &str, action: &str, resource: &str, context: &Value) -> bool {
    let says = |effect: &str| {
        let statements = policy["Statement"].as_array().unwrap().iter();
        let mut own = statements.filter(|statement| statement["Effect"] == effect);
        own.any(|statement| named(statement, principal) > 0 && speaks(statement, action, resource, context))
    };
    says("Allow") && !says("Deny")
}

/// Every context of a small universe.
fn universe() -> Vec<Value> {
    let mut all = Vec::new();
    for k in
        [Value::Null, json!("a"), json!("ab"), json!("b"), json!("c"), json!(["a", "c"]), json!(["b", "c"])]
    {
        for secure in [Value::Null, json!("true"), json!("false")] {
            for n in [Value::Null, json!("3"), json!("5"), json!("6")] {
                let mut fields = serde_json::Map::new();
                for (name, value) in [("k", &k), ("secure", &secure), ("n", &n)] {
                    if !value.is_null() {
                        fields.insert(name.into(), value.clone());
                    }
                }
                all.push(Value::Object(fields));
            }
        }
    }
    all
}

fn compared(many: usize) {
    let mut dice = Dice(0xc0ff_ee01);
    let contexts = universe();
    let mut relations = std::collections::BTreeMap::new();
    for at in 0..many {
        let principals = dice.chance(25);
        let a = policy(&mut dice, principals);
        let b = if dice.chance(15) { a.clone() } else { policy(&mut dice, principals) };
        let mut bounds = || dice.chance(20).then(|| policy(&mut dice, false));
        let bounds = if principals { [None, None] } else { [bounds(), bounds()] };
        let carried = |own: &Value, bounds: &Option<Value>| Carried {
            own: Policy::read(own).unwrap(),
            bounds: bounds.as_ref().map(|bounds| Policy::read(bounds).unwrap()),
        };
        let found = compare(&carried(&a, &bounds[0]), &carried(&b, &bounds[1]));
        let principals = if principals { PRINCIPALS } else { &PRINCIPALS[..1] };
        // What a key with several values means to an operator without a prefix, AWS leaves open.
        let all = [Some(&a), Some(&b), bounds[0].as_ref(), bounds[1].as_ref()];
        let many_values = all.iter().flatten().any(|policy| policy.to_string().contains("\"ForA"));
        let allows = |side: usize, principal: &str, action: &str, resource: &str, context: &Value| {
            let bounds = bounds[side].as_ref();
            plainly_allows([&a, &b][side], principal, action, resource, context)
                && bounds.is_none_or(|own| plainly_allows(own, principal, action, resource, context))
        };
        let (mut only_a, mut only_b) = (false, false);
        for principal in principals {
            for action in ACTIONS {
                for resource in RESOURCES {
                    for context in contexts.iter().filter(|context| many_values || !context["k"].is_array()) {
                        let in_a = allows(0, principal, action, resource, context);
                        let in_b = allows(1, principal, action, resource, context);
                        only_a |= in_a && !in_b;
                        only_b |= in_b && !in_a;
                    }
                }
            }
        }
        // What the small universe tells apart, the comparison tells apart, too.
        let what = format!("{at}: {only_a} {only_b} {found:?}\n{a}\n{b}\n{bounds:?}");
        if found.relation != Relation::Unknown {
            assert!(!only_a || found.only_a.is_some(), "{what}");
            assert!(!only_b || found.only_b.is_some(), "{what}");
        }
        for (witness, yes, no) in [(&found.only_a, 0, 1), (&found.only_b, 1, 0)] {
            let Some(witness) = witness else { continue };
            let context: serde_json::Map<String, Value> =
                witness.context.iter().map(|(key, values)| (key.to_owned(), json!(values))).collect();
            let (context, principal) = (Value::Object(context), witness.principal.as_deref());
            let allowed = |side: usize| {
                let principal = principal.unwrap_or(PRINCIPALS[0]);
                allows(side, principal, &witness.action, &witness.resource, &context)
            };
            assert!(allowed(yes) && !allowed(no), "{what}");
        }
        *relations.entry(found.relation.word()).or_insert(0) += 1;
    }
    assert_eq!(relations.get("unknown"), None, "{relations:?}");
    assert!(relations.len() == 4, "every answer occurs: {relations:?}");
}

#[test]
fn comparisons_agree_with_a_small_universe() {
    compared(150);
}

#[test]
#[ignore = "minutes: run with --release -- --ignored"]
fn ten_thousand_comparisons_agree_with_a_small_universe() {
    compared(10_000);
}
