//! Resources in CloudFormation's spelling, judged by the rows and rules of the kinds behind them.
//!
//! A resource is written out in the language, as a stack of its own, and checked as any stack is; so whatever a row or
//! a rule knows counts here, too. What no row knows is named.

mod arrows;
mod braces;
mod documents;
mod implied;
mod literal;
mod paths;
mod props;
mod shaped;
mod shapes;
mod statements;
mod subject;

use std::collections::BTreeSet;
use std::path::Path;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::wording::alone;
use crate::base::System;
use crate::catalog::{Attr, Catalog, Declarable, Presence, Type};
use crate::diag::{Diagnostic, Severity};
use props::Wording;
use shaped::faults;
use shapes::Shapes;
use subject::Subject;

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
    /// Whether AWS would take it, as far as it was judged; `None` where nothing is wrong but something stands there that
    /// the language has no word for, or nothing is known of the type.
    pub ok: Option<bool>,
    /// The rules that found something, in order.
    pub rules: Vec<String>,
    /// What each found, in the same order.
    pub messages: Vec<String>,
    /// Properties that no row knows, so that only their shape was judged; or the type, if no kind stands for it.
    pub unsupported: Vec<String>,
}

/// Judges one resource: by the rows and rules of what stands behind its type, then by its shape.
#[must_use]
pub fn answer_schema(system: &dyn System, catalog: &Catalog, question: &SchemaQuestion) -> SchemaAnswer {
    let ty = question.ty.as_str();
    let mut found = Found::default();
    let Some(shapes) = Shapes::of(ty) else {
        found.warn("unsupported-type", format!("there is no type `{ty}` among those that are known"));
        return found.answer(vec![ty.to_owned()], Known::Nothing);
    };
    for name in shapes.required().filter(|name| !question.props.contains_key(*name)) {
        found.add("missing-attribute", format!("`{name}` is missing"));
    }
    documents::policies(ty, "", &question.props, &mut found);
    let subject = Subject::behind(catalog, ty, &question.props);
    let Some(subject) = subject.and_then(|subject| Some((subject, subject.kind(catalog)?))) else {
        shape(shapes, &question.props, &|_| false, &mut found);
        found.warn("unsupported-type", format!("of `{ty}` only the shape is judged: no kind stands for it"));
        return found.answer(vec![ty.to_owned()], Known::InPart);
    };
    let of_templates = (subject.1.declared == Declarable::InTemplates).then(|| catalog.of_templates());
    let catalog = of_templates.as_ref().unwrap_or(catalog);
    let mut wording = Wording::new(catalog, subject, ty, &question.props);
    wording.write();
    judge(system, catalog, &wording, &mut found);
    // Of a list the rows read the first item, so each comes first once.
    for nth in 1..wording.longest.min(MOST_ITEMS) {
        let props = turned(&question.props, nth);
        let mut next = Wording::new(catalog, subject, ty, &props);
        next.write();
        if lines(&next.text) != lines(&wording.text) {
            judge(system, catalog, &next, &mut found);
        }
    }
    if wording.longest > MOST_ITEMS {
        found.warn("unsupported-property", format!("of each list {MOST_ITEMS} items are judged"));
    }
    let none_such = shape(shapes, &question.props, &|path| wording.is_known(path), &mut found);
    let known = if wording.beyond.is_empty() { Known::All } else { Known::InPart };
    let mut unsupported = wording.unsupported;
    unsupported.retain(|path| !none_such.contains(path));
    if !unsupported.is_empty() {
        let names = unsupported.join("`, `");
        found.warn("unsupported-property", format!("only the shape is judged of `{names}`"));
    }
    found.answer(unsupported, known)
}

/// Judges the shape of a resource. Where the rows found something already, they have said it better, so that only what
/// they do not know is looked at. Returns what AWS has no such property for.
fn shape(
    shapes: &'static Shapes,
    props: &Map<String, Value>,
    knows: &dyn Fn(&str) -> bool,
    found: &mut Found,
) -> Vec<String> {
    let silent = !found.wrong;
    let mut none_such = Vec::new();
    for fault in faults(shapes, props) {
        if silent || (fault.rule != "missing-attribute" && !knows(&fault.path)) {
            found.add(fault.rule, fault.message);
        }
        if fault.rule == "unknown-attribute" {
            none_such.push(fault.path);
        }
    }
    none_such
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
        // Scheduler reads the unit in whichever number it is written.
        if one.rule.name == "rate-unit-number" && !wording.of_rule {
            continue;
        }
        if let Some(message) = told(wording, one).map(|message| renamed(wording, message)) {
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

/// How much of a resource is known.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Known {
    /// All that stands there means something here.
    All,
    /// Something stands there that the language has no word for.
    InPart,
    /// Not even its type.
    Nothing,
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

    /// What is answered.
    fn answer(self, unsupported: Vec<String>, known: Known) -> SchemaAnswer {
        let ok = match known {
            _ if self.wrong => Some(false),
            Known::All => Some(true),
            Known::InPart | Known::Nothing => None,
        };
        SchemaAnswer { ok, rules: self.rules, messages: self.messages, unsupported }
    }

    fn warn(&mut self, rule: &str, message: String) {
        if !self.messages.contains(&message) {
            self.rules.push(rule.to_owned());
            self.messages.push(message);
        }
    }
}

fn is_required(attr: &Attr) -> bool {
    matches!(
        attr.presence,
        Presence::Required
            | Presence::OrGrant
            | Presence::If(..)
            | Presence::UnlessOne(..)
            | Presence::ByValue(..)
    )
}

/// What a finding says about the resource; nothing of what only the rest of a stack would have.
fn told(wording: &Wording<'_>, found: &Diagnostic) -> Option<String> {
    // Where it leads, and what carries it, is said elsewhere.
    if ["-without-target", "-without-hosts"].iter().any(|end| found.rule.name.ends_with(end)) {
        return None;
    }
    if let Subject::Arrow(_) = wording.subject {
        // Of its ends nothing is known.
        let of_arrow = found.address.as_ref().is_none_or(|address| address.contains(" -> "));
        return of_arrow.then(|| found.message.clone());
    }
    if found.rule.name == "missing-attribute" { missing(wording, found) } else { Some(found.message.clone()) }
}

/// The message with CloudFormation's paths in place of the language's words, and the type in place of the resource.
fn renamed(wording: &Wording<'_>, message: String) -> String {
    let itself = format!("{}.it", wording.kind.name);
    let path = |word: &str| {
        let written = wording.names.iter().find(|(name, _)| *name == word).map(|(_, path)| path.as_str());
        let row = || wording.kind.shape.attr(word).map(|attr| attr.cfn);
        let paths = || row().into_iter().flat_map(paths::paths);
        written.map(str::to_owned).or_else(|| {
            paths().find_map(|path| paths::within(path, wording.kind, wording.ty)).map(str::to_owned)
        })
    };
    let renamed = |word: &str| match word.split_once(" = ") {
        _ if word == itself => Some(wording.ty.to_owned()),
        Some((name, value)) => path(name).map(|path| format!("{path}: {value}")),
        None => path(word),
    };
    let parts = message.split('`').enumerate();
    let parts: Vec<String> = parts
        .map(
            |(at, part)| {
                if at % 2 == 0 { part.to_owned() } else { renamed(part).unwrap_or_else(|| part.to_owned()) }
            },
        )
        .collect();
    parts.join("`")
}

/// What is missing of the resource's own, in CloudFormation's words.
fn missing(wording: &Wording<'_>, found: &Diagnostic) -> Option<String> {
    let (kind, ty) = (wording.kind, wording.ty);
    // What stands in for another resource may lack what it likes.
    let own = format!("{}.", kind.name);
    if found.address.as_ref().is_some_and(|address| !address.starts_with(&own)) {
        return None;
    }
    let named: BTreeSet<&str> = found.message.split('`').skip(1).step_by(2).collect();
    let known = kind.shape.attrs.iter().filter(|attr| named.contains(attr.name));
    let path = |attr: &Attr| paths::paths(attr.cfn).find_map(|path| paths::within(path, kind, ty));
    // What the language alone asks for, CloudFormation has a default for, or another type.
    let needed = |attr: &&Attr| match path(attr) {
        Some(_)
            if matches!(attr.ty, Type::Reference(_))
                || matches!(attr.presence, Presence::Required | Presence::OrGrant) =>
        {
            let first = paths::paths(attr.cfn).next();
            first.is_some_and(|first| first.contains('.') && kind.cfn == ty || Shapes::requires(ty, first))
        }
        Some(_) => kind.cfn == ty,
        None => false,
    };
    let missing: Vec<&str> = known.filter(needed).filter_map(path).collect();
    // Where none of them is this type's own, the language asks for what CloudFormation keeps elsewhere.
    let verb = if missing.len() == 1 { "is" } else { "are" };
    (!missing.is_empty()).then(|| format!("`{}` {verb} missing", missing.join("`, `")))
}
