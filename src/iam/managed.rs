//! AWS's managed policies, with what they say.

use std::sync::OnceLock;

use rustc_hash::{FxHashMap, FxHashSet};
use serde_json::{Map, Value};

use crate::base::{FileId, Span, did_you_mean};
use crate::model::{Condition, Effect, Pattern, Patterns, Statement};

/// A policy to a line; the file says how.
static TEXT: &str = include_str!("managed.txt");

/// Path and name of every policy that AWS keeps, one to a line, also of those whose documents are not known here.
static NAMES: &str = include_str!("managed_names.txt");

/// Where what no stack says is said.
const NOWHERE: Span = Span::new(FileId(0), 0, 0);

/// A policy that AWS keeps.
#[derive(Debug)]
pub struct Managed {
    /// Its ARN in the partition `aws`.
    pub arn: &'static str,
    /// Such as `v1`.
    pub version: &'static str,
    /// The document.
    pub document: &'static str,
    /// What it says; their places are nowhere.
    pub statements: Vec<Statement>,
}

impl Managed {
    /// What stands last in its ARN.
    #[must_use]
    pub fn name(&self) -> &'static str {
        self.arn.rsplit('/').next().unwrap_or(self.arn)
    }
}

/// All that are known, and where they stand, by name and by path and name.
struct Known {
    all: Vec<Managed>,
    places: FxHashMap<&'static str, usize>,
    own_parts: FxHashMap<&'static str, usize>,
}

fn known() -> &'static Known {
    static KNOWN: OnceLock<Known> = OnceLock::new();
    KNOWN.get_or_init(|| {
        let lines = TEXT.lines().filter(|line| !line.starts_with('#'));
        let all: Vec<Managed> = lines.filter_map(read).collect();
        let (mut places, mut own_parts) = (FxHashMap::default(), FxHashMap::default());
        for (at, policy) in all.iter().enumerate() {
            // Of two of a name the first is meant.
            places.entry(policy.name()).or_insert(at);
            own_parts.extend(own_part(policy.arn).map(|own| (own, at)));
        }
        Known { all, places, own_parts }
    })
}

/// All that are known, by ARN.
#[must_use]
pub fn all_managed() -> &'static [Managed] {
    &known().all
}

/// The policy of a name or an ARN, in whatever partition; `None` if its document is not known here.
#[must_use]
pub fn managed(text: &str) -> Option<&'static Managed> {
    let known = known();
    let place = match own_part(text) {
        Some(own) => known.own_parts.get(own),
        None => known.places.get(text),
    };
    known.all.get(*place?)
}

/// Whether AWS has a policy of that name or ARN, though its document may not be known here.
#[must_use]
pub fn is_managed(text: &str) -> bool {
    static KNOWN: OnceLock<FxHashSet<&'static str>> = OnceLock::new();
    let known = KNOWN.get_or_init(|| names().chain(names().map(bare)).collect());
    known.contains(own_part(text).unwrap_or(text))
}

/// The name or ARN that is nearest to one that AWS does not have, if it is near enough to be meant: the shortest that goes
/// on from it, or one that is nearly spelled so.
#[must_use]
pub fn nearest_managed(text: &str) -> Option<String> {
    let own = own_part(text);
    let (wanted, arn) = own.map_or((text, false), |own| (own, true));
    let known = || names().map(|name| if arn { name } else { bare(name) });
    let longer = || known().filter(|name| name.starts_with(wanted)).min_by_key(|name| name.len());
    let meant =
        longer().filter(|_| wanted.len() > LEAST_BEGINNING).or_else(|| did_you_mean(wanted, known()))?;
    let before = own.and_then(|own| text.strip_suffix(own)).unwrap_or_default();
    Some(format!("{before}{meant}"))
}

/// Shorter beginnings of names mean nothing.
const LEAST_BEGINNING: usize = 8;

fn names() -> impl Iterator<Item = &'static str> {
    NAMES.lines().filter(|line| !line.starts_with('#'))
}

/// A name without its path.
fn bare(name: &'static str) -> &'static str {
    name.rsplit('/').next().unwrap_or(name)
}

/// What stands in an ARN of AWS's own behind `:policy/`: path and name.
fn own_part(arn: &str) -> Option<&str> {
    arn.strip_prefix("arn:")?.split_once(":iam::aws:policy/").map(|(_, rest)| rest)
}

fn read(line: &'static str) -> Option<Managed> {
    let (arn, rest) = line.split_once(' ')?;
    let (version, document) = rest.split_once(' ')?;
    let value: Value = serde_json::from_str(document).ok()?;
    let statements = match value.get("Statement")? {
        Value::Array(items) => items.iter().map(statement).collect::<Option<_>>()?,
        one => vec![statement(one)?],
    };
    Some(Managed { arn, version, document, statements })
}

fn statement(value: &Value) -> Option<Statement> {
    let fields = value.as_object()?;
    Some(Statement {
        effect: if fields.get("Effect")? == "Allow" { Effect::Allow } else { Effect::Deny },
        actions: patterns(fields, "Action", "NotAction"),
        resources: patterns(fields, "Resource", "NotResource"),
        principals: Patterns::default(),
        conditions: conditions(fields).into(),
        span: NOWHERE,
        derived: false,
    })
}

fn patterns(fields: &Map<String, Value>, name: &str, not: &str) -> Patterns {
    let negated = fields.contains_key(not);
    let value = fields.get(name).or_else(|| fields.get(not));
    let items = texts(value).map(|text| Pattern { text: text.into(), span: NOWHERE }).collect();
    Patterns { negated, items }
}

fn conditions(fields: &Map<String, Value>) -> Vec<Condition> {
    let operators = fields.get("Condition").and_then(Value::as_object).into_iter().flatten();
    let keys = operators.flat_map(|(operator, keys)| {
        keys.as_object().into_iter().flatten().map(move |(key, values)| (operator, key, values))
    });
    keys.map(|(operator, key, values)| Condition {
        operator: operator.as_str().into(),
        key: key.as_str().into(),
        values: texts(Some(values)).map(Into::into).collect(),
        places: None,
    })
    .collect()
}

fn texts(value: Option<&Value>) -> impl Iterator<Item = &str> {
    let items = match value {
        Some(Value::Array(items)) => items.as_slice(),
        Some(one) => std::slice::from_ref(one),
        None => &[],
    };
    items.iter().filter_map(Value::as_str)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_is_a_policy_that_is_found_by_name_and_by_arn() {
        let lines = TEXT.lines().filter(|line| !line.starts_with('#')).count();
        assert_eq!(all_managed().len(), lines);
        for policy in all_managed() {
            assert_eq!(managed(policy.arn).map(|found| found.arn), Some(policy.arn));
            assert_eq!(managed(policy.name()).map(|found| found.arn), Some(policy.arn));
            assert!(!policy.statements.is_empty(), "{}", policy.arn);
        }
        assert!(managed("arn:aws-cn:iam::aws:policy/AmazonS3ReadOnlyAccess").is_some());
        assert!(managed("arn:aws:iam::111122223333:policy/AmazonS3ReadOnlyAccess").is_none());
        assert!(all_managed().iter().all(|policy| is_managed(policy.arn) && is_managed(policy.name())));
        assert!(is_managed("SecurityAudit") && !is_managed("SecurityAudi"));
        assert_eq!(nearest_managed("AmazonS3ReadOnlyAcess").as_deref(), Some("AmazonS3ReadOnlyAccess"));
        assert_eq!(nearest_managed("AmazonS3ReadOnly").as_deref(), Some("AmazonS3ReadOnlyAccess"));
        assert_eq!(
            nearest_managed("arn:aws:iam::aws:policy/AmazonS3ReadOnlyAcess").as_deref(),
            Some("arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess")
        );
    }
}
