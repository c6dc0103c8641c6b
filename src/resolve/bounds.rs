//! How much evaluating one stack may take, so that no text can make the tool run away.

use super::cx::Cx;
use super::rules;
use crate::base::Span;
use crate::diag::Diagnostic;
use crate::model::Value;

/// Most bytes of a string.
pub(super) const LONGEST: usize = 1 << 20;

/// Most items of a list and entries of a map.
pub(super) const MOST_ITEMS: usize = 100_000;

/// Most steps for one stack: each expression is one, and so is each item and every 64 bytes of what is copied or made.
const MOST_STEPS: u64 = 20_000_000;

/// How deep expressions may lean on one another, through names too. The parser lets 256 levels through.
const DEEPEST: u32 = 400;

/// What every thread has room for.
pub(super) const SHALLOW: u32 = 48;

/// Stack for one level, with room to spare in unoptimised builds.
const LEVEL_BYTES: usize = 64 << 10;

/// Does a work that may go deep, given how deep it may: on this thread, or, where it says that this was not enough, again
/// on a thread with room for more.
pub(super) fn with_room<T: Send>(work: impl Fn(u32) -> (T, Depth) + Sync) -> T {
    let (shallow, depth) = work(SHALLOW);
    if depth == Depth::Enough {
        return shallow;
    }
    let deep = std::thread::scope(|scope| {
        let size = LEVEL_BYTES * DEEPEST as usize + (1 << 20);
        let started = std::thread::Builder::new().stack_size(size).spawn_scoped(scope, || work(DEEPEST).0);
        started.ok().and_then(|handle| handle.join().ok())
    });
    // Without such a thread the finding stands that names the lower limit.
    deep.unwrap_or(shallow)
}

/// Whether a depth was enough.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Depth {
    /// It was.
    Enough,
    /// Something leans on more.
    Exceeded,
}

/// How deep lists and maps may lie in one another.
const DEEPEST_VALUE: u32 = 256;

/// What is left of the bounds.
#[derive(Debug)]
pub(super) struct Budget {
    steps: u64,
    depth: u32,
    deepest: u32,
    spent: bool,
    exceeded: Depth,
}

impl Budget {
    /// Nothing is spent yet.
    pub(super) fn new(deepest: u32) -> Self {
        Self { steps: MOST_STEPS, depth: 0, deepest, spent: false, exceeded: Depth::Enough }
    }

    /// How many steps are left.
    pub(super) fn left(&self) -> u64 {
        self.steps
    }

    /// Takes away what was spent on what is known.
    pub(super) fn take(&mut self, steps: u64) {
        self.steps = self.steps.saturating_sub(steps);
    }

    /// Whether the depth was enough so far.
    pub(super) fn depth(&self) -> Depth {
        self.exceeded
    }
}

impl Cx<'_> {
    /// Goes one expression deeper, as long as the bounds allow.
    pub(super) fn within<T>(&mut self, span: Span, work: impl FnOnce(&mut Self) -> Option<T>) -> Option<T> {
        self.spend(1, span)?;
        if self.budget.depth >= self.budget.deepest {
            self.too_deep(span);
            return None;
        }
        self.budget.depth += 1;
        let result = work(self);
        self.budget.depth -= 1;
        result
    }

    /// The value, if it may still be copied or made.
    pub(super) fn charged(&mut self, value: Value, span: Span) -> Option<Value> {
        let weight = self.weigh(&value, 0, span)?;
        self.spend(weight, span)?;
        Some(value)
    }

    /// How many steps a value costs; reports what is too deep.
    fn weigh(&mut self, value: &Value, depth: u32, span: Span) -> Option<u64> {
        if depth > DEEPEST_VALUE {
            let message = format!("lists and maps lie in one another more than {DEEPEST_VALUE} deep here");
            self.report(
                Diagnostic::new(&rules::runaway_evaluation::RULE, span, message)
                    .help("nothing takes a value that deep; join the inner ones, as with `flatten`"),
            );
            return None;
        }
        Some(match value {
            Value::String(text) => 1 + text.len() as u64 / 64,
            Value::List(items) => {
                let mut sum = 1;
                for item in items {
                    sum += self.weigh(item, depth + 1, span)?;
                }
                sum
            }
            Value::Map(entries) => {
                let mut sum = 1;
                for item in entries.values() {
                    sum += self.weigh(item, depth + 1, span)?;
                }
                sum
            }
            _ => 1,
        })
    }

    /// Whether a list or map may have so many; reports it otherwise.
    pub(super) fn few_enough(&mut self, count: usize, what: &str, span: Span) -> Option<()> {
        if count <= MOST_ITEMS {
            return Some(());
        }
        let message = format!("this makes {what} of more than {MOST_ITEMS} entries");
        self.report(
            Diagnostic::new(&rules::value_too_large::RULE, span, message)
                .help("no stack has so many parts; check what is put together here"),
        );
        None
    }

    fn spend(&mut self, steps: u64, span: Span) -> Option<()> {
        if let Some(left) = self.budget.steps.checked_sub(steps) {
            self.budget.steps = left;
            return Some(());
        }
        self.budget.steps = 0;
        // Everything after it fails for the same reason, which is said once.
        if !std::mem::replace(&mut self.budget.spent, true) {
            let message = format!("the values of this stack take more than {MOST_STEPS} steps to compute");
            self.report(
                Diagnostic::new(&rules::runaway_evaluation::RULE, span, message)
                    .help("this is where they ran out; look for loops in loops and values that double"),
            );
        }
        None
    }

    fn too_deep(&mut self, span: Span) {
        self.budget.exceeded = Depth::Exceeded;
        let message = format!("values lean on one another more than {} deep here", self.budget.deepest);
        self.report(
            Diagnostic::new(&rules::runaway_evaluation::RULE, span, message)
                .help("write one of them out, or put them into a list and loop over it"),
        );
    }
}
