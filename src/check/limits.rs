//! The bounds that catalog rows set, laid on a resource's values wherever they stand.

use std::fmt;

use rust_decimal::Decimal;

use super::cx::{Cx, Known, shares_text};
use crate::base::{Dimension, Fact, Quantity};
use crate::catalog::{Attr, Block, BlockBody, Kind, Label, Limit, Shape, Type};
use crate::diag::{Diagnostic, Rule, Severity};
use crate::model::{Map, Origin, Resource, Value};

/// An attribute at the top of a kind, and the kinds that are meant.
type OfKinds = (&'static str, fn(&Kind) -> bool);

/// Attributes that have a rule of their own; `out-of-range` leaves them alone.
const OWN_RULE: &[OfKinds] =
    &[("disk", |kind| !kind.sizes.is_empty()), ("memory", |_| true), ("timeout", |_| true)];

/// Where a value stands in a resource's inputs, in the spelling of its places.
#[derive(Debug, Clone, Copy)]
pub(super) enum Path<'a> {
    /// At the top.
    Top(&'a str),
    /// In a map.
    Key(&'a Path<'a>, &'a str),
    /// In a list.
    Item(&'a Path<'a>, usize),
}

impl fmt::Display for Path<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Top(name) => f.write_str(name),
            Self::Key(path, key) => write!(f, "{path}.{key}"),
            Self::Item(path, at) => write!(f, "{path}[{at}]"),
        }
    }
}

/// A row that bounds a value.
#[derive(Debug, Clone, Copy)]
pub(super) struct Row {
    name: &'static str,
    ty: &'static Type,
    limit: Option<Limit>,
    only: &'static [i64],
    /// The other attribute and its value by which the bounds are these.
    by: Option<(&'static str, &'static str)>,
    max_length: Option<usize>,
    max_items: Option<usize>,
    facts: &'static [Fact],
}

impl Row {
    /// The row of an attribute that stands among these inputs.
    fn of(attr: &'static Attr, inputs: &Map) -> Self {
        let Attr { name, ty, limit, only, max_length, max_items, facts, cases: (other, cases), .. } = attr;
        let (limit, max_length, max_items) = (*limit, *max_length, *max_items);
        let row = Self { name, ty, limit, only, by: None, max_length, max_items, facts };
        let value = || inputs.get(other).and_then(Value::as_str);
        let case = if cases.is_empty() { None } else { value() };
        match cases.iter().find(|one| Some(one.value) == case) {
            Some(one) => {
                Self { limit: Some(one.limit), by: Some((other, one.value)), facts: one.facts, ..row }
            }
            None => row,
        }
    }
}

/// Judges one attribute at the top of a kind, by a rule of its own.
pub(super) fn attribute(cx: &mut Cx<'_>, rule: &'static Rule, (resource, kind): Known<'_>, name: &str) {
    if !has_own_rule(kind, name) {
        return;
    }
    let Some(attr) = kind.shape.attr(name) else { return };
    if let Some(value) = resource.inputs.get(name) {
        judge(cx, rule, resource, kind.title, &Row::of(attr, &resource.inputs), value, &Path::Top(name));
    }
}

/// Judges every other value of a resource.
pub(super) fn everywhere<'a>(cx: &mut Cx<'a>, rule: &'static Rule, (resource, kind): Known<'a>) {
    let link = resource.flow().and_then(|ends| cx.link(ends));
    let title = link.map_or(kind.title, |link| link.title);
    let mut option = |row: &Row, value: &Value, path: &Path<'_>| {
        judge(cx, rule, resource, title, row, value, path);
    };
    each_attr(link.map_or(&[], |link| link.options), &resource.inputs, None, &mut option);
    let mut visit = |row: &Row, value: &Value, path: &Path<'_>| {
        let elsewhere = |name: &str| {
            has_own_rule(kind, name) || fault(row, value).is_some() && is_given(cx, resource, name)
        };
        if !matches!(path, Path::Top(name) if elsewhere(name)) {
            judge(cx, rule, resource, title, row, value, path);
        }
    };
    each(kind.shape, &resource.inputs, None, &mut visit);
}

/// Whether a part has what its owner says, which is judged where it is written.
fn is_given(cx: &Cx<'_>, part: &Resource, name: &str) -> bool {
    let Origin::Implicit(owner) = &part.origin else { return false };
    cx.get(owner).is_some_and(|owner| owner.inputs.get(name) == part.inputs.get(name))
}

/// Whether a resource of that shape may have a table of free keys.
pub(super) fn has_table(shape: &Shape) -> bool {
    shape.blocks.iter().any(may_be_table)
}

fn may_be_table(block: &Block) -> bool {
    match block.body {
        BlockBody::Table(_) => true,
        BlockBody::Shape(inner) => has_table(inner),
    }
}

/// Calls back for every table of free keys that a resource has.
pub(super) fn each_table(
    kind: &Kind,
    resource: &Resource,
    visit: &mut impl FnMut(&'static Block, &Map, &Path<'_>),
) {
    tables(kind.shape, &resource.inputs, None, visit);
}

fn has_own_rule(kind: &Kind, name: &str) -> bool {
    OWN_RULE.iter().any(|(own, applies)| *own == name && applies(kind))
}

type Visit<'v> = dyn FnMut(&Row, &Value, &Path<'_>) + 'v;

fn below<'p>(path: Option<&'p Path<'p>>, key: &'p str) -> Path<'p> {
    path.map_or(Path::Top(key), |path| Path::Key(path, key))
}

fn each(shape: &'static Shape, inputs: &Map, path: Option<&Path<'_>>, visit: &mut Visit<'_>) {
    each_attr(shape.attrs, inputs, path, visit);
    for block in shape.blocks {
        let BlockBody::Shape(inner) = block.body else { continue };
        each_body(block, inputs, path, &mut |body, path| each(inner, body, Some(path), visit));
    }
    for statement in shape.statements {
        let Some(items) = inputs.get(statement.word).and_then(Value::as_list) else { continue };
        let list = below(path, statement.word);
        for (at, fields) in items.iter().enumerate() {
            let Some(fields) = fields.as_map() else { continue };
            let item = Path::Item(&list, at);
            for slot in statement.slots.iter().filter(|slot| slot.limit.is_some() || lists_days(&slot.ty)) {
                let Some(value) = fields.get(slot.field) else { continue };
                let row = Row {
                    name: slot.field,
                    ty: &slot.ty,
                    limit: slot.limit,
                    only: &[],
                    by: None,
                    max_length: None,
                    max_items: None,
                    facts: statement.facts,
                };
                visit(&row, value, &Path::Key(&item, slot.field));
            }
            each_attr(statement.options, fields, Some(&item), visit);
        }
    }
}

/// Whether a row says anything of the values that it takes, beyond their type.
fn is_bounded(attr: &Attr) -> bool {
    let counted = attr.max_length.is_some() || attr.max_items.is_some();
    attr.limit.is_some() || !attr.only.is_empty() || counted || lists_days(&attr.ty)
}

fn lists_days(ty: &Type) -> bool {
    matches!(ty, Type::OneOfDays(_))
}

fn each_attr(attrs: &'static [Attr], inputs: &Map, path: Option<&Path<'_>>, visit: &mut Visit<'_>) {
    for attr in attrs.iter().filter(|attr| is_bounded(attr)) {
        if let Some(value) = inputs.get(attr.name) {
            visit(&Row::of(attr, inputs), value, &below(path, attr.name));
        }
    }
}

/// The one body of a block, or that of each label.
fn each_body(block: &Block, inputs: &Map, path: Option<&Path<'_>>, visit: &mut dyn FnMut(&Map, &Path<'_>)) {
    let Some(body) = inputs.get(block.word).and_then(Value::as_map) else { return };
    let at = below(path, block.word);
    if block.label == Label::None {
        return visit(body, &at);
    }
    for (label, body) in body {
        if let Some(body) = body.as_map() {
            visit(body, &Path::Key(&at, label));
        }
    }
}

fn tables(
    shape: &'static Shape,
    inputs: &Map,
    path: Option<&Path<'_>>,
    visit: &mut dyn FnMut(&'static Block, &Map, &Path<'_>),
) {
    for block in shape.blocks.iter().filter(|block| may_be_table(block)) {
        each_body(block, inputs, path, &mut |body, path| match block.body {
            BlockBody::Table(_) => visit(block, body, path),
            BlockBody::Shape(inner) => tables(inner, body, Some(path), visit),
        });
    }
}

/// Reports a value that its row does not take.
fn judge(
    cx: &mut Cx<'_>,
    rule: &'static Rule,
    resource: &Resource,
    title: &str,
    row: &Row,
    value: &Value,
    path: &Path<'_>,
) {
    let Some(fault) = fault(row, value) else { return };
    let written = path.to_string();
    let span = resource.place(&written);
    let name = row.name;
    let mut message = format!("`{name}` is {}, but AWS takes {} for {}", fault.is, fault.takes, named(title));
    if let Some((other, value)) = row.by {
        message.push_str(&format!(" of `{other} = \"{value}\"`"));
    }
    let mut diagnostic = Diagnostic::new(rule, span, message).about(resource.address.as_str());
    // A default says nothing of bounds.
    let mut bounds = row.facts.iter().filter(|fact| !fact.key.ends_with("default")).peekable();
    if bounds.peek().is_some() && bounds.all(|fact| !fact.confirmed) {
        diagnostic = diagnostic.severity(Severity::Info);
    }
    if let Some(help) = help(&fault, row.facts) {
        diagnostic = diagnostic.help(help);
    }
    if let Some(place) = resource.places.get(&written).filter(|_| !fault.in_many && !shares_text(resource)) {
        for near in &fault.nearest {
            diagnostic = diagnostic.fix(format!("change to `{near}`"), place, near.clone());
        }
    }
    cx.report(diagnostic);
}

/// A thing with its article; abbreviations as they are spoken.
fn named(title: &str) -> String {
    let mut letters = title.chars();
    let (first, second) = (letters.next().unwrap_or('x'), letters.next().unwrap_or('x'));
    let vowels = if second.is_lowercase() { "AEIO" } else { "AEFHILMNORSX" };
    format!("{} {title}", if vowels.contains(first) { "an" } else { "a" })
}

fn help(fault: &Fault, facts: &[Fact]) -> Option<String> {
    let take = match fault.nearest.as_slice() {
        [] => None,
        [one] => Some(format!("`{one}` is the nearest that is allowed")),
        [low, high, ..] => Some(format!("`{low}` and `{high}` are the nearest that are allowed")),
    };
    let source = facts.first().map(|fact| format!("source: {}", fact.source));
    let parts: Vec<String> = take.into_iter().chain(source).collect();
    (!parts.is_empty()).then(|| parts.join("; "))
}

/// What is wrong with a value.
struct Fault {
    is: String,
    takes: String,
    nearest: Vec<String>,
    /// Whether the place is that of a whole, of which one part cannot be replaced by itself.
    in_many: bool,
}

fn fault(row: &Row, value: &Value) -> Option<Fault> {
    if let (Some(most), Value::List(items)) = (row.max_items, value)
        && items.len() > most
    {
        return Some(too_many(items.len(), most, "elements"));
    }
    match value {
        Value::List(items) => items.iter().find_map(|item| scalar(row, item)).map(in_many),
        Value::Range(ends) => scalar(row, &ends.0).or_else(|| scalar(row, &ends.1)).map(in_many),
        value => scalar(row, value),
    }
}

fn too_many(is: usize, most: usize, what: &str) -> Fault {
    Fault {
        is: format!("{is} {what} long"),
        takes: format!("at most {most}"),
        nearest: Vec::new(),
        in_many: false,
    }
}

fn in_many(fault: Fault) -> Fault {
    Fault { in_many: true, ..fault }
}

fn scalar(row: &Row, value: &Value) -> Option<Fault> {
    if let (Some(most), Value::String(text)) = (row.max_length, value) {
        let length = text.chars().count();
        return (length > most).then(|| too_many(length, most, "characters"));
    }
    let (amount, dimension) = match value {
        Value::Number(number) => (*number, None),
        Value::Quantity(quantity) => (quantity.amount, Some(quantity.dimension)),
        _ => return None,
    };
    let show = |amount: i64| match dimension {
        Some(dimension) => Quantity::whole(dimension, amount).to_string(),
        None => amount.to_string(),
    };
    let (takes, nearest) = match (row.ty, row.limit) {
        _ if !row.only.is_empty() => outside_list(row.only, amount, show)?,
        (Type::OneOfDays(days), _) => outside_days(days, dimension, amount)?,
        (_, Some(limit)) => {
            let nearest = outside(&limit, amount)?;
            let within = (Decimal::from(limit.min)..=Decimal::from(limit.max)).contains(&amount);
            (if within { steps(&limit, show) } else { range(&limit, show) }, nearest)
        }
        _ => return None,
    };
    let nearest = nearest.into_iter().map(show).collect();
    Some(Fault { is: value.to_string(), takes, nearest, in_many: false })
}

/// The allowed values next to an amount; `None` if it is allowed itself.
fn outside(limit: &Limit, amount: Decimal) -> Option<Vec<i64>> {
    // Nearly every amount is whole and allowed.
    let whole = i64::try_from(amount.mantissa()).ok().filter(|_| amount.scale() == 0);
    if whole.is_some_and(|whole| limit.holds(whole)) {
        return None;
    }
    if amount < Decimal::from(limit.min) {
        return Some(vec![limit.min]);
    }
    if amount > Decimal::from(limit.max) {
        return Some(vec![limit.max]);
    }
    let step = Decimal::from(limit.step.max(1));
    let over = amount.checked_rem(step)?;
    if limit.step <= 1 || over.is_zero() {
        return None;
    }
    let low = amount.checked_sub(over)?;
    let around = [Some(low), low.checked_add(step)].into_iter().flatten();
    let whole = around.filter_map(|near| i64::try_from(near).ok());
    Some(whole.filter(|near| (limit.min..=limit.max).contains(near)).collect())
}

/// What a list of amounts takes instead, and those next to an amount; `None` if it is one of them.
fn outside_list(only: &[i64], amount: Decimal, show: impl Fn(i64) -> String) -> Option<(String, Vec<i64>)> {
    if only.iter().any(|one| Decimal::from(*one) == amount) {
        return None;
    }
    let low = only.iter().rfind(|one| Decimal::from(**one) < amount);
    let high = only.iter().find(|one| Decimal::from(**one) > amount);
    let listed: Vec<String> = only.iter().map(|one| show(*one)).collect();
    Some((format!("one of {}", listed.join(", ")), low.into_iter().chain(high).copied().collect()))
}

fn range(limit: &Limit, show: impl Fn(i64) -> String) -> String {
    if limit.max == i64::MAX {
        format!("{} or more", show(limit.min))
    } else {
        format!("{} to {}", show(limit.min), show(limit.max))
    }
}

fn steps(limit: &Limit, show: impl Fn(i64) -> String) -> String {
    format!("{} in steps of {}", range(limit, &show), show(limit.step))
}

/// Milliseconds.
const DAY: i64 = 86_400_000;

fn outside_days(days: &[i64], dimension: Option<Dimension>, amount: Decimal) -> Option<(String, Vec<i64>)> {
    let unit = if dimension == Some(Dimension::Duration) { DAY } else { 1 };
    let values = || days.iter().map(|days| days * unit);
    if values().any(|value| Decimal::from(value) == amount) {
        return None;
    }
    let low = values().rev().find(|value| Decimal::from(*value) < amount);
    let high = values().find(|value| Decimal::from(*value) > amount);
    let list: Vec<String> = days.iter().map(ToString::to_string).collect();
    let word = if dimension == Some(Dimension::Duration) { " days" } else { "" };
    Some((format!("one of {}{word}", list.join(", ")), low.into_iter().chain(high).collect()))
}
