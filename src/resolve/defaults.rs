//! What an attribute is if it is not written, and when that says anything.

use std::cell::RefCell;
use std::rc::Rc;

use ecow::EcoString;
use rust_decimal::Decimal;
use rustc_hash::FxHashMap;

use super::cx::Cx;
use crate::base::{Quantity, Span};
use crate::catalog::{Attr, Default, Presence};
use crate::model::{Map, Names, Value};

/// An attribute that has a default value, its name, and that value.
type Row = (&'static Attr, EcoString, Value);

/// Default values of attributes that stand together.
#[derive(Debug)]
pub(super) struct Defaults {
    rows: Vec<Row>,
    /// What was filled in so far, kept once for all that lack the same; which rows it is, bit by bit.
    together: RefCell<FxHashMap<u128, Map>>,
}

/// What stands there while defaults are filled in.
struct SoFar<'v> {
    inputs: &'v Map,
    rows: &'v [Row],
    filled: u128,
}

impl<'v> SoFar<'v> {
    fn get(&self, name: &str) -> Option<&'v Value> {
        let filled = |row: &&Row| row.1 == name;
        self.inputs.get(name).or_else(|| some(self.rows, self.filled).find(filled).map(|row| &row.2))
    }
}

/// One bit for each row, as far as there are bits.
fn bits() -> impl Iterator<Item = u128> {
    (0..u128::BITS).map(|at| 1_u128 << at)
}

/// The rows whose bits are set.
fn some(rows: &[Row], set: u128) -> impl Iterator<Item = &Row> {
    rows.iter().zip(bits()).filter_map(move |(row, bit)| (set & bit != 0).then_some(row))
}

impl Defaults {
    fn of(attrs: &'static [Attr]) -> Self {
        let row = |attr: &'static Attr| Some((attr, attr.name.into(), default_value(attr)?));
        Self { rows: attrs.iter().filter_map(row).collect(), together: RefCell::default() }
    }

    /// Fills in what is not written; a default that only another attribute makes meaningful waits for that.
    pub(super) fn fill(&self, inputs: &mut Map, written: &[(EcoString, Span)]) {
        let stands = |name: &str| written.iter().any(|(known, _)| known == name);
        self.add(inputs, |attr, so_far| match attr.presence {
            Presence::OnlyIf(other, values) | Presence::If(other, values) => {
                is_one(so_far.get(other), values)
            }
            Presence::UnlessOne(other, values) => !is_one(so_far.get(other), values),
            Presence::Unless(other) | Presence::NotWith(other) => !stands(other),
            Presence::With(other) => is_set(so_far.get(other)),
            Presence::ByValue(other, must, may) => {
                let other = so_far.get(other);
                is_one(other, must) || is_one(other, may)
            }
            Presence::Or(other) => !stands(other),
            Presence::Optional | Presence::Required | Presence::OrGrant => true,
        });
    }

    /// Fills in all that is not there.
    pub(super) fn fill_all(&self, inputs: &mut Map) {
        self.add(inputs, |_, _| true);
    }

    /// Adds what is not there and means something.
    fn add(&self, inputs: &mut Map, means: impl Fn(&Attr, &SoFar<'_>) -> bool) {
        let mut filled = 0;
        for (row, bit) in self.rows.iter().zip(bits().chain(std::iter::repeat(0))) {
            let so_far = SoFar { inputs, rows: &self.rows, filled };
            if inputs.contains_key(&row.1) || !means(row.0, &so_far) {
                continue;
            }
            filled |= bit;
            if bit == 0 {
                inputs.insert(row.1.clone(), row.2.clone());
            }
        }
        if filled != 0 {
            let of_rows = || {
                let rows = some(&self.rows, filled).map(|row| (row.1.clone(), row.2.clone()));
                let mut all: Map = rows.collect();
                all.settle(&mut Names::default());
                all
            };
            inputs.share(self.together.borrow_mut().entry(filled).or_insert_with(of_rows));
        }
    }
}

impl Cx<'_> {
    /// The default values of attributes that stand together, looked at once.
    pub(super) fn defaults_of(&mut self, attrs: &'static [Attr]) -> Rc<Defaults> {
        let known = || Rc::new(Defaults::of(attrs));
        Rc::clone(self.defaults.entry((attrs.as_ptr(), attrs.len())).or_insert_with(known))
    }
}

/// Whether an input is one of these strings.
pub(super) fn has_one(inputs: &Map, name: &str, values: &[&str]) -> bool {
    is_one(inputs.get(name), values)
}

fn is_one(value: Option<&Value>, values: &[&str]) -> bool {
    value.and_then(Value::as_str).is_some_and(|value| values.contains(&value))
}

/// Whether an input is there, and is not `false`.
pub(super) fn is_there(inputs: &Map, name: &str) -> bool {
    is_set(inputs.get(name))
}

fn is_set(value: Option<&Value>) -> bool {
    value.is_some_and(|value| *value != Value::Bool(false))
}

/// What an attribute is if it is not written.
pub(super) fn default_value(attr: &Attr) -> Option<Value> {
    Some(match attr.default {
        Default::None => return None,
        Default::Flag(truth) => Value::Bool(truth),
        Default::Whole(number) => Value::Number(Decimal::from(number)),
        Default::Text(text) => Value::String(text.into()),
        Default::Amount(dimension, amount) => Value::Quantity(Quantity::whole(dimension, amount)),
        Default::Count(number) => range(number, number),
        Default::Range(least, most) => range(least, most),
        // Known when all resources are.
        Default::FirstList(_) => return None,
    })
}

fn range(least: i64, most: i64) -> Value {
    Value::Range(Box::new((Value::Number(Decimal::from(least)), Value::Number(Decimal::from(most)))))
}
