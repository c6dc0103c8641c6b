//! Amounts: units behind a number, and the sizes that AWS offers.

use super::body::is_preposition;
use super::values::dimension;
use super::{Completion, Place, Sign};
use crate::base::{Dimension, Quantity};
use crate::catalog::{Attr, Limit, Memory, Position, TaskSize, Type};
use crate::ide::chain::Link;
use crate::ide::cursor::{Sort, Token};
use crate::ide::rows::Head;
use crate::ide::values::instances;
use crate::model::{Resource, Value};
use crate::syntax::ast::{Entry, EntryKind, ExprKind};

/// Everything that is measured, for a number of which nothing else is known.
const DIMENSIONS: [Dimension; 4] = [Dimension::Duration, Dimension::Size, Dimension::Cpu, Dimension::Percent];

/// What a run costs.
const SPEND: Type = Type::Quantity(Dimension::Spend);

impl<'a> Place<'a> {
    /// Behind a number: the units that fit, those first with which it is within the bounds.
    pub(super) fn unit(&mut self) -> bool {
        let Some(number) = self.number() else { return false };
        let behind = self.entry.iter().rposition(|token| token.start == number.start).map_or(0, |at| at + 1);
        let words: Vec<&str> = self.entry.iter().skip(behind).map(|token| token.text).collect();
        let first = self.entry.first().map_or("", |token| token.text);
        let row = self.rows.attr(first);
        let known = row.map(|row| (row.ty, row.limit)).or_else(|| self.measured());
        // What a run costs is spent per time.
        let is_cost = first == "expect" && self.words().get(1) == Some(&"cost");
        let is_time = self.words().iter().any(|word| is_preposition(word));
        let known = if is_cost && !is_time { Some((SPEND, None)) } else { known };
        let limit = known.and_then(|(_, limit)| limit);
        let dimensions: Vec<Dimension> = match known {
            Some((Type::Any | Type::Amount, _)) => DIMENSIONS.to_vec(),
            Some((ty, _)) => dimension(ty).into_iter().collect(),
            // A value that nothing is known of may be anything.
            None if self.sign("=").is_some() => DIMENSIONS.to_vec(),
            None => Vec::new(),
        };
        self.per_time(&dimensions, number, &words);
        if !words.is_empty() {
            return true;
        }
        let touching = number.start + number.text.len() == self.cursor.start;
        let number = number.text;
        let sizes: Vec<Quantity> = row.map(|row| self.offered(row)).unwrap_or_default();
        for dimension in &dimensions {
            for unit in dimension.units() {
                let apart = !matches!(unit, "ms" | "s" | "m" | "h" | "%");
                let text = if apart && touching { format!(" {unit}") } else { unit.to_owned() };
                let whole = format!("{number}{}{unit}", if apart { " " } else { "" });
                let rank = if fits(&whole, limit, &sizes) { 1 } else { 4 };
                self.add(Completion::new(unit, Sign::Unit, whole).writes(text).rank(rank));
            }
        }
        !dimensions.is_empty()
    }

    /// The number of the entry, if nothing but a unit or a part of one stands behind it.
    fn number(&self) -> Option<Token<'a>> {
        let [.., last] = self.entry.as_slice() else { return None };
        if last.sort == Sort::Number {
            return Some(*last);
        }
        let at = self.entry.iter().rposition(|token| token.sort == Sort::Number)?;
        let words = self.entry.get(at + 1..)?;
        let is_rate = words.iter().all(|word| {
            word.text == "per" || Dimension::ALL.iter().any(|one| one.units().any(|unit| unit == word.text))
        });
        let [.., last] = words else { return None };
        // A unit that is whole may go on with what it is counted per.
        (is_rate && words.len() <= 2 && (last.text == "per" || self.counts_per_time()))
            .then(|| self.entry.get(at).copied())?
    }

    /// Whether what is asked for is counted per time.
    fn counts_per_time(&self) -> bool {
        let row = self.entry.first().and_then(|first| self.rows.attr(first.text));
        let known = row.map(|row| row.ty).or_else(|| self.measured().map(|(ty, _)| ty)).and_then(dimension);
        known.is_some_and(|known| known.per_time().is_some())
    }

    /// What is counted per time, behind its number, its unit or `per`.
    fn per_time(&mut self, dimensions: &[Dimension], number: Token<'a>, words: &[&str]) {
        let touching = number.start + number.text.len() == self.cursor.start;
        let blank = if touching && words.is_empty() { " " } else { "" };
        for dimension in dimensions {
            let counted = match dimension.per_time() {
                Some(Some(counted)) => counted.units().map(Some).collect(),
                Some(None) => vec![None],
                None => continue,
            };
            for time in dimension.times() {
                let written = std::iter::once(number.text).chain(words.iter().copied());
                let written = written.collect::<Vec<_>>().join(" ");
                let mut add = |label: String| {
                    let whole = format!("{written} {label}");
                    self.add(
                        Completion::new(&label, Sign::Unit, whole).writes(format!("{blank}{label}")).rank(1),
                    );
                };
                match words {
                    [] => counted.iter().for_each(|unit| {
                        add(unit.map_or(format!("per {time}"), |unit| format!("{unit} per {time}")))
                    }),
                    [.., "per"] => add(time.to_owned()),
                    _ => add(format!("per {time}")),
                }
            }
        }
    }

    /// What is measured where one stands in a statement, and its bounds.
    fn measured(&self) -> Option<(Type, Option<Limit>)> {
        let row = self.rows.statement(self.entry.first()?.text)?;
        let last = self.entry.iter().rev().find(|token| is_preposition(token.text));
        let at = |position: Position| match (position, last) {
            (Position::After(word), Some(last)) => word == last.text,
            (Position::Operand, None) => true,
            _ => false,
        };
        row.slots.iter().find(|slot| at(slot.at)).map(|slot| (slot.ty, slot.limit))
    }

    /// The units of a rate.
    pub(super) fn rate(&mut self) {
        if let Some(number) = self.entry.last().copied().filter(|last| last.sort == Sort::Number) {
            let one = number.text == "1";
            for unit in ["minute", "hour", "day"] {
                let unit = if one { unit.to_owned() } else { format!("{unit}s") };
                let written = if number.start + number.text.len() == self.cursor.start { " " } else { "" };
                let item = Completion::new(&unit, Sign::Unit, format!("rate({} {unit})", number.text));
                self.add(item.writes(format!("{written}{unit}")).rank(1));
            }
        }
    }

    /// The CPU that there is, or the memory that fits the CPU of the task, and the other way round; whether there are
    /// just these.
    pub(super) fn sizes(&mut self, row: &Attr) -> bool {
        let all = self.offered(row);
        let detail = match row.ty {
            Type::Quantity(Dimension::Cpu) if self.sibling("memory").is_some() => "fits the memory",
            Type::Quantity(Dimension::Cpu) => "a size that there is",
            _ => "fits the cpu",
        };
        for amount in &all {
            self.add(Completion::new(amount.to_string(), Sign::Unit, detail).rank(0));
        }
        !all.is_empty()
    }

    /// The amounts that AWS offers for the CPU or the memory of a task; none where it may have any.
    fn offered(&self, row: &Attr) -> Vec<Quantity> {
        let Some(kind) = self.rows.kind.filter(|kind| !kind.sizes.is_empty()) else { return Vec::new() };
        // The sizes are those of the task, and not of what is in it.
        let bodies = self.heads.iter().filter(|head| !matches!(head, Head::Other)).count();
        if bodies != 1 || !self.has_sizes() {
            return Vec::new();
        }
        match row.ty {
            Type::Quantity(Dimension::Cpu) => {
                let memory = self.sibling("memory");
                let has = |size: &&TaskSize| {
                    memory.is_none_or(|memory| {
                        memories(size.memory).any(|mib| mib.saturating_mul(MIB) == memory)
                    })
                };
                let fitting: Vec<&TaskSize> = kind.sizes.iter().filter(has).collect();
                let all = if fitting.is_empty() { kind.sizes.iter().collect() } else { fitting };
                all.into_iter().map(|size| Quantity::whole(Dimension::Cpu, size.cpu)).collect()
            }
            Type::Quantity(Dimension::Size) if row.name == "memory" => {
                let cpu = self.sibling("cpu");
                let fits = kind.sizes.iter().filter(|size| cpu.is_none_or(|cpu| cpu == size.cpu));
                let mut all: Vec<i64> = fits.flat_map(|size| memories(size.memory)).collect();
                all.sort_unstable();
                all.dedup();
                all.into_iter().map(|mib| Quantity::whole(Dimension::Size, mib.saturating_mul(MIB))).collect()
            }
            _ => Vec::new(),
        }
    }

    /// On one's own hosts a task may have any size: `launch` says which, of the task or of the queue it waits in.
    fn has_sizes(&self) -> bool {
        let Some(shape) = self.rows.kind.map(|kind| kind.shape) else { return false };
        let fargate = |launch: &str| launch.starts_with("fargate");
        if shape.attr("launch").is_some() {
            return self.own_text("launch").is_none_or(|launch| fargate(&launch));
        }
        let queue = shape.attr("queue").and_then(|_| self.instance()?.input("queue")?.as_address());
        let queue = queue.and_then(|queue| self.cx.project.analysis.any().get(queue));
        queue.and_then(|queue| queue.input("launch")?.as_str()).is_none_or(fargate)
    }

    /// The entries of the declaration at the cursor.
    fn own_entries(&self) -> &[Entry] {
        let tree = self.cx.project.tree(self.cx.file);
        let byte = u32::try_from(self.cursor.start).unwrap_or(u32::MAX);
        let item = tree.and_then(|tree| {
            let after = tree.items.partition_point(|item| item.span.start <= byte);
            tree.items.get(after.checked_sub(1)?)
        });
        item.and_then(|item| Link::Item(item).entries()).unwrap_or(&[])
    }

    /// What the declaration at the cursor comes to, if it is understood.
    fn instance(&self) -> Option<&Resource> {
        let tree = self.cx.project.tree(self.cx.file)?;
        let byte = u32::try_from(self.cursor.start).ok()?;
        let after = tree.items.partition_point(|item| item.span.start <= byte);
        let item = tree.items.get(after.checked_sub(1)?)?;
        instances(self.cx.project, item.span).next()
    }

    /// What another attribute of the same declaration is, as it is written or as it comes out.
    pub(super) fn own_text(&self, name: &str) -> Option<String> {
        let written = self.own_entries().iter().find_map(|entry| match &entry.kind {
            EntryKind::Attribute(it) if it.name.text == name => match &it.value.kind {
                ExprKind::String(text) => Some(text.to_string()),
                _ => None,
            },
            _ => None,
        });
        let known = || self.instance()?.input(name).and_then(Value::as_str).map(str::to_owned);
        written.or_else(known)
    }

    /// The amount that another attribute of the same declaration has, in the unit of its dimension.
    fn sibling(&self, name: &str) -> Option<i64> {
        let written = self.own_entries().iter().find_map(|entry| match &entry.kind {
            EntryKind::Attribute(it) if it.name.text == name => match it.value.kind {
                ExprKind::Quantity(quantity) => quantity.as_whole(),
                _ => None,
            },
            _ => None,
        });
        let known = || self.instance()?.input(name)?.as_quantity()?.as_whole();
        written.or_else(known)
    }
}

const MIB: i64 = 1 << 20;

/// Whether an amount is within bounds, and among the amounts that there are if these are listed.
fn fits(written: &str, limit: Option<Limit>, all: &[Quantity]) -> bool {
    let Some(amount) = Quantity::parse(written) else { return false };
    if !all.is_empty() {
        return all.contains(&amount);
    }
    let within =
        |limit: Limit| amount.as_whole().is_some_and(|amount| limit.min <= amount && amount <= limit.max);
    limit.is_none_or(within)
}

/// The memory of a size, in MiB.
fn memories(memory: Memory) -> impl Iterator<Item = i64> {
    let (values, range) = match memory {
        Memory::Values(all) => (all, None),
        Memory::Range(from, to, step) => (&[] as &[i64], Some((from, to, step.max(1)))),
    };
    let steps = range.map(|(from, to, step)| {
        std::iter::successors(Some(from), move |at| at.checked_add(step)).take_while(move |at| *at <= to)
    });
    values.iter().copied().chain(steps.into_iter().flatten())
}
