//! Resources in CloudFormation's spelling, judged by the rows and rules of the kinds behind them.
//!
//! A resource is written out in the language, as a stack of its own, and checked as any stack is; so whatever a row or
//! a rule knows counts here, too. What no row knows is named.

mod implied;
mod literal;
mod paths;
mod props;
mod statements;

use std::collections::BTreeSet;
use std::path::Path;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::wording::alone;
use crate::base::System;
use crate::catalog::{Attr, Catalog, Declarable, Kind, Presence, Type};
use crate::diag::{Diagnostic, Severity};
use crate::iam::Policy;
use props::Wording;

/// Types with the properties that they must have; the file says from where.
static TYPES: &str = include_str!("types.txt");

/// Most items of one list that are judged one by one.
const MOST_ITEMS: usize = 100;

/// A resource in CloudFormation's spelling.
#[derive(Debug, Deserialize)]
pub struct SchemaQuestion {
    /// Such as `AWS::Lambda::Function`.
    #[serde(rename = "type")]
    ty: String,
    #[serde(default)]
    props: Map<String, Value>,
}

impl SchemaQuestion {
    /// Asks about a resource.
    #[must_use]
    pub const fn new(ty: String, props: Map<String, Value>) -> Self {
        Self { ty, props }
    }
}

/// What is found in a resource.
#[derive(Debug, Serialize)]
pub struct SchemaAnswer {
    /// Whether AWS would take it, as far as it was judged; `None` where nothing is known of the type, or nothing is wrong
    /// but something stands there that the language has no word for.
    pub ok: Option<bool>,
    /// The rules that found something, in order.
    pub rules: Vec<String>,
    /// What each found, in the same order.
    pub messages: Vec<String>,
    /// Properties that no row knows, so that nothing was judged about them.
    pub unsupported: Vec<String>,
}

/// Judges one resource.
#[must_use]
pub fn answer_schema(system: &dyn System, catalog: &Catalog, question: &SchemaQuestion) -> SchemaAnswer {
    let ty = question.ty.as_str();
    let Some(kind) = behind(catalog, ty) else { return unsupported(ty) };
    let mut wording = Wording::new(kind, ty, &question.props);
    wording.write();
    let mut found = Found::default();
    for name in required(ty).filter(|name| !question.props.contains_key(*name)) {
        found.add("missing-attribute", format!("`{name}` is missing"));
    }
    policies("", &question.props, &mut found);
    judge(system, catalog, &wording, &mut found);
    // Of a list the rows read the first item, so each comes first once.
    for nth in 1..wording.longest.min(MOST_ITEMS) {
        let props = turned(&question.props, nth);
        let mut next = Wording::new(kind, ty, &props);
        next.write();
        if lines(&next.text) != lines(&wording.text) {
            judge(system, catalog, &next, &mut found);
        }
    }
    if wording.longest > MOST_ITEMS {
        found.warn("unsupported-property", format!("of each list {MOST_ITEMS} items are judged"));
    }
    if !wording.unsupported.is_empty() {
        let names = wording.unsupported.join("`, `");
        found.warn("unsupported-property", format!("nothing is known of `{names}`"));
    }
    SchemaAnswer {
        ok: if wording.beyond.is_empty() || found.wrong { Some(!found.wrong) } else { None },
        rules: found.rules,
        messages: found.messages,
        unsupported: wording.unsupported,
    }
}

/// Judges a resource that is written out.
fn judge(system: &dyn System, catalog: &Catalog, wording: &Wording<'_>, found: &mut Found) {
    for (rule, problem) in &wording.problems {
        found.add(rule, problem.clone());
    }
    let analysis = alone(system, catalog, Path::new("."), wording.text.clone());
    for one in analysis.diagnostics.iter().filter(|one| one.severity != Severity::Info) {
        if wording.foreign && one.rule.name == "missing-attribute" {
            continue;
        }
        if let Some(message) = told(wording.kind, wording.ty, one) {
            // Which accounts AWS takes is nothing that is wrong with a resource.
            let of_account = one.rule.name == "service-closed-to-new-customers";
            if one.severity == Severity::Error && !of_account {
                found.add(one.rule.name, message);
            } else {
                found.warn(one.rule.name, message);
            }
        }
    }
}

/// The same properties with another item first in each list of objects.
fn turned(props: &Map<String, Value>, nth: usize) -> Map<String, Value> {
    props.iter().map(|(name, value)| (name.clone(), turned_value(value, nth))).collect()
}

fn turned_value(value: &Value, nth: usize) -> Value {
    match value {
        Value::Object(fields) => Value::Object(turned(fields, nth)),
        Value::Array(items) if items.iter().any(Value::is_object) => {
            let mut items: Vec<Value> = items.iter().map(|item| turned_value(item, nth)).collect();
            let by = nth.min(items.len().saturating_sub(1));
            items.rotate_left(by);
            Value::Array(items)
        }
        other => other.clone(),
    }
}

/// What is said, in whatever order.
fn lines(text: &str) -> Vec<&str> {
    let mut lines: Vec<&str> = text.lines().collect();
    lines.sort_unstable();
    lines
}

fn unsupported(ty: &str) -> SchemaAnswer {
    let message = if TYPES.lines().any(|line| line.split(' ').next() == Some(ty)) {
        format!("no kind stands for `{ty}` yet")
    } else {
        format!("there is no type `{ty}` among those that are known")
    };
    SchemaAnswer {
        ok: None,
        rules: vec!["unsupported-type".to_owned()],
        messages: vec![message],
        unsupported: vec![ty.to_owned()],
    }
}

/// What was found so far.
#[derive(Default)]
struct Found {
    rules: Vec<String>,
    messages: Vec<String>,
    wrong: bool,
}

impl Found {
    fn add(&mut self, rule: &str, message: String) {
        self.wrong = true;
        self.warn(rule, message);
    }

    fn warn(&mut self, rule: &str, message: String) {
        if !self.messages.contains(&message) {
            self.rules.push(rule.to_owned());
            self.messages.push(message);
        }
    }
}

/// The kind that a type belongs to: its own; or one that has attributes there, best such as must be written.
fn behind<'a>(catalog: &'a Catalog, ty: &str) -> Option<&'a Kind> {
    let declared = || catalog.kinds().filter(|kind| kind.declared == Declarable::Yes);
    let has = |kind: &&Kind, fits: fn(&Attr) -> bool| {
        kind.shape.attrs.iter().any(|attr| fits(attr) && is_of(attr, kind, ty))
    };
    // What no stack declares is judged by what its rows say of CloudFormation, if they do.
    let hidden =
        || catalog.kinds().filter(|kind| kind.declared == Declarable::No && !kind.implied.is_empty());
    let stands =
        |kind: &&Kind| kind.shape.statements.iter().any(|one| paths::paths(one.cfn).any(|path| path == ty));
    declared()
        .find(|kind| kind.cfn == ty)
        .or_else(|| hidden().find(|kind| kind.cfn == ty))
        .or_else(|| declared().find(stands))
        .or_else(|| declared().find(|kind| has(kind, is_required)))
        .or_else(|| declared().find(|kind| has(kind, |_| true)))
}

fn is_required(attr: &Attr) -> bool {
    matches!(
        attr.presence,
        Presence::Required | Presence::If(..) | Presence::UnlessOne(..) | Presence::ByValue(..)
    )
}

/// Whether an attribute is a property of that type.
fn is_of(attr: &Attr, kind: &Kind, ty: &str) -> bool {
    paths::paths(attr.cfn).any(|path| paths::within(path, kind, ty).is_some())
}

/// The properties that a type must have.
fn required(ty: &str) -> impl Iterator<Item = &'static str> {
    let line = TYPES.lines().find(|line| line.split(' ').next() == Some(ty));
    line.into_iter().flat_map(|line| line.split(' ').skip(1))
}

/// What a finding says about the resource; nothing of what only the rest of a stack would have.
fn told(kind: &Kind, ty: &str, found: &Diagnostic) -> Option<String> {
    // Where it leads, and what carries it, is said elsewhere.
    if ["-without-target", "-without-hosts"].iter().any(|end| found.rule.name.ends_with(end)) {
        return None;
    }
    if found.rule.name != "missing-attribute" {
        return Some(found.message.clone());
    }
    // What stands in for another resource may lack what it likes.
    let own = format!("{}.", kind.name);
    if found.address.as_ref().is_some_and(|address| !address.starts_with(&own)) {
        return None;
    }
    let named: BTreeSet<&str> = found.message.split('`').skip(1).step_by(2).collect();
    let known = kind.shape.attrs.iter().filter(|attr| named.contains(attr.name));
    let known = known.filter(|attr| is_of(attr, kind, ty));
    let needed = |attr: &&Attr| {
        let first = paths::paths(attr.cfn).next().and_then(|path| path.split('.').next());
        !matches!(attr.ty, Type::Reference(_))
            || first.is_some_and(|first| required(ty).any(|name| name == first))
    };
    let path = |attr: &Attr| paths::paths(attr.cfn).find_map(|path| paths::within(path, kind, ty));
    let missing: Vec<&str> = known.filter(needed).filter_map(path).collect();
    // Where none of them is this type's own, the language asks for what CloudFormation keeps elsewhere.
    let verb = if missing.len() == 1 { "is" } else { "are" };
    (!missing.is_empty()).then(|| format!("`{}` {verb} missing", missing.join("`, `")))
}

/// Judges every policy document among the properties.
fn policies(path: &str, fields: &Map<String, Value>, found: &mut Found) {
    for (name, value) in fields {
        let path = if path.is_empty() { name.clone() } else { format!("{path}.{name}") };
        let items: Vec<&Value> = match value {
            Value::Array(items) => items.iter().collect(),
            one => vec![one],
        };
        for inner in items.into_iter().filter_map(Value::as_object) {
            if name.ends_with("PolicyDocument") && !literal::is_computed(value) {
                if let Err(fault) = Policy::read(value) {
                    found.add("invalid-policy", format!("{path}: {fault}"));
                }
            } else {
                policies(&path, inner, found);
            }
        }
    }
}
