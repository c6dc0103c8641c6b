//! Judges a resolved stack: limits, wiring, permissions, dates.
//!
//! Knows nothing of trees, states or plans, nor whether a terminal or an editor listens.

mod batch;
mod calls;
mod census;
mod conditions;
mod cx;
mod dated;
mod fargate_pods;
mod firewalls;
mod fleets;
mod grants;
mod images;
mod instances;
mod judge;
mod limits;
mod listening;
mod looks;
mod metrics;
mod mounts;
mod networks;
mod notes;
mod pods;
mod roles;
mod rollout;
mod rules;
mod sieves;
mod suppress;
mod tasks;
mod wires;

use std::cell::OnceCell;

use crate::catalog::{Catalog, Kind};
use crate::diag::{Found, Rule, Severity};
use crate::model::Stack;
use cx::{Cx, Known};
pub use grants::lines as least_lines;
pub use images::{Image, can_run_images, images, repositories};
pub use instances::name_uses;
use looks::Side;
pub use notes::{Before, Notes};
use sieves::Sifted;

/// What a check is asked for, besides the stack.
#[derive(Debug, Clone, Copy)]
pub struct Options<'a> {
    /// The day that dated rules judge by, as `YYYY-MM-DD`.
    pub as_of: &'a str,
    /// The rules of reading a stack, syntax and names, whose findings come in. Their errors cannot be allowed:
    /// what could not be read has no value to go on with.
    pub reading: &'a [&'static Rule],
    /// Rules that a later layer judges by: their names may be allowed, and nothing is said of whether they are broken.
    pub later: &'a [&'static Rule],
}

/// Whether the stack is checked again and again, as it changes.
#[derive(Debug, Clone, Copy)]
pub enum Again<'b> {
    /// It is not, so that nothing need be kept.
    Never,
    /// It is: what is needed for that is noted. What was noted the last time, if this is not the first, is used.
    After(Option<Before<'b>>),
}

/// How a rule judges.
#[derive(Debug, Clone, Copy)]
enum Check {
    /// The stack as a whole.
    Whole(for<'a, 'b> fn(&'b mut Cx<'a>)),
    /// The stack as a whole, by those resources on one side of which the first function keeps something.
    Among(Side, Sift, for<'a, 'b> fn(&'b mut Cx<'a>, Sifted)),
    /// One resource after the other, of the kinds of which the first function holds.
    Each(fn(&Kind) -> bool, JudgeOne),
}

/// What a rule keeps of a resource besides its place, if it asks of it at all.
type Sift = for<'a, 'b> fn(&'b Cx<'a>, Known<'a>) -> Option<u32>;

/// Judges one resource by one rule.
type JudgeOne = for<'a, 'b> fn(&'b mut Cx<'a>, Known<'a>);

/// A value in which no error was found; only `check` makes one.
#[derive(Debug, Clone)]
pub struct Checked<T>(T);

impl<T> Checked<T> {
    /// The value.
    pub fn get(&self) -> &T {
        &self.0
    }
}

/// Judges a stack by every rule of this layer.
///
/// What reading it found comes in and goes out with the rest, in the order of the text, without what the stack
/// allows. The stack is checked if no error is left, else it is handed back as it came. The notes are of use when it is
/// checked again.
#[must_use]
pub fn check(
    catalog: &Catalog,
    found: Found<Stack>,
    options: &Options<'_>,
    again: Again<'_>,
) -> (Found<Result<Checked<Stack>, Stack>>, Notes) {
    let Found { value: stack, diagnostics: earlier } = found;
    let mut notes = {
        let known = OnceCell::new();
        let mut cx = Cx::new(catalog, &stack, &known, options.as_of, &earlier);
        match again {
            Again::Never => judge::judge(&mut cx),
            Again::After(before) => {
                cx.take_down();
                judge::judge_again(&mut cx, before)
            }
        }
    };
    let mut diagnostics = earlier;
    diagnostics.extend(notes.take_found());
    let diagnostics = instances::once_per_declaration(diagnostics);
    let mut diagnostics = suppress::suppress(&stack, diagnostics, options);
    name_uses(&stack, &mut diagnostics);
    diagnostics.sort_by(|a, b| (a.span, a.rule.name).cmp(&(b.span, b.rule.name)));
    diagnostics.dedup_by(|a, b| a.span == b.span && a.rule.name == b.rule.name && a.message == b.message);
    let sound = diagnostics.iter().all(|diagnostic| diagnostic.severity != Severity::Error);
    let value = if sound { Ok(Checked(stack)) } else { Err(stack) };
    (Found { value, diagnostics }, notes)
}

/// The rules of this layer.
#[must_use]
pub fn rules() -> &'static [&'static Rule] {
    rules::RULES
}
