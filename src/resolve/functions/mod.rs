//! The closed library of functions: one file each.

mod base64;
mod call;
mod contains;
mod file;
mod flatten;
mod format;
mod join;
mod json;
mod keys;
mod length;
mod lower;
mod max;
mod min;
mod range;
mod replace;
mod sha256;
mod split;
mod starts_with;
mod text;
mod trim;
mod upper;
mod utmost;
mod values;

use std::path::Path;

use super::Surroundings;
use super::bounds::MOST_ITEMS;
use super::operators::Fault;
use super::rules;
use crate::catalog::Signature;
use crate::model::{Map, Value};
use text::Text;

/// All of them, by name.
static FUNCTIONS: &[&Function] = &[
    &base64::FUNCTION,
    &contains::FUNCTION,
    &file::FUNCTION,
    &flatten::FUNCTION,
    &format::FUNCTION,
    &join::FUNCTION,
    &json::FUNCTION,
    &keys::FUNCTION,
    &length::FUNCTION,
    &lower::FUNCTION,
    &max::FUNCTION,
    &min::FUNCTION,
    &range::FUNCTION,
    &replace::FUNCTION,
    &sha256::FUNCTION,
    &split::FUNCTION,
    &starts_with::FUNCTION,
    &trim::FUNCTION,
    &upper::FUNCTION,
    &values::FUNCTION,
];

/// What all functions are called, take and give, by name.
pub fn signatures() -> impl Iterator<Item = &'static Signature> + Clone {
    FUNCTIONS.iter().map(|function| &function.signature)
}

/// A function and what it computes.
struct Function {
    signature: Signature,
    secrets: Secrets,
    /// Its arguments are of the sorts that the signature says.
    body: fn(&Arguments<'_>) -> Result<Value, Fault>,
}

/// What becomes of the secrets in its arguments.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Secrets {
    /// The result depends on the texts, and is a secret as a whole. The body never sees one.
    Hidden,
    /// Lists and maps are taken apart and put together, never their secrets, which stay what they are.
    InParts,
}

/// What a function is called with.
struct Arguments<'a> {
    values: &'a [Value],
    around: &'a Surroundings<'a>,
    /// The folder of the text that calls, from the stack's folder.
    from: &'a Path,
}

// INVARIANT: the sorts were checked, so what these give for a missing or other argument is never seen.
impl Arguments<'_> {
    /// An argument; `none` if it was left out.
    fn value(&self, at: usize) -> &Value {
        self.values.get(at).unwrap_or(&Value::None)
    }

    /// A string.
    fn text(&self, at: usize) -> &str {
        self.value(at).as_str().unwrap_or_default()
    }

    /// The items of a list.
    fn list(&self, at: usize) -> &[Value] {
        self.value(at).as_list().unwrap_or_default()
    }

    /// A map.
    fn map(&self, at: usize) -> &Map {
        static NOTHING: Map = Map::new();
        self.value(at).as_map().unwrap_or(&NOTHING)
    }

    /// A whole number, if it was given.
    fn whole(&self, at: usize) -> Option<i64> {
        self.value(at).as_whole()
    }

    /// An argument and all that follow it.
    fn rest(&self, at: usize) -> &[Value] {
        self.values.get(at..).unwrap_or_default()
    }
}

/// A list of not too many items.
fn collected(items: impl Iterator<Item = Value>) -> Result<Value, Fault> {
    let items: Vec<Value> = items.take(MOST_ITEMS + 1).collect();
    if items.len() <= MOST_ITEMS {
        return Ok(Value::List(items.into()));
    }
    Err(Fault::new(format!("this makes a list of more than {MOST_ITEMS} items"))
        .rule(&rules::value_too_large::RULE)
        .help("check the numbers; no stack has so many parts"))
}
