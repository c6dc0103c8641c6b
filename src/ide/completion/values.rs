//! What may stand as a value, by the type that is asked for.

use super::names::Wanted;
use super::texts::Quotes;
use super::{Completion, Place, Sign};
use crate::base::{Dimension, Quantity};
use crate::catalog::{Attr, Default, Limit, Memory, Position, Type};
use crate::ide::chain::Link;
use crate::ide::cursor::Sort;
use crate::ide::index::Name;
use crate::ide::rows::Head;
use crate::ide::values::instances;
use crate::syntax::ast::{EntryKind, ExprKind};
use crate::timing::Zone;
use crate::view::reference;

impl Place<'_> {
    /// Behind the `=` of an attribute.
    pub(super) fn value(&mut self) {
        if self.unit() {
            return;
        }
        let name = self.entry.first().map_or("", |token| token.text).to_owned();
        let row = self.rows.attr(&name);
        let Some(row) = row else {
            let wanted = self.rows.table.map(|_| Wanted::Text);
            return self.expressions(wanted);
        };
        self.sizes(row);
        if let Some(written) = literal(row.default) {
            self.add(Completion::new(written, Sign::Value, "the default").rank(2));
        }
        if let Type::OneOf(words) = row.ty {
            self.one_of(words, Some(row), Quotes::Written);
        }
        self.typed(row.ty, row.limit);
    }

    /// Behind a number: the units that fit.
    fn unit(&mut self) -> bool {
        let Some(last) = self.entry.last().filter(|last| last.sort == Sort::Number) else { return false };
        let number = last.text.to_owned();
        let touching = last.start + last.text.len() == self.cursor.start;
        let first = self.entry.first().map_or("", |token| token.text);
        let dimension =
            self.rows.attr(first).and_then(|row| dimension(row.ty)).or_else(|| self.slot_dimension());
        let Some(dimension) = dimension else { return false };
        for unit in dimension.units() {
            let apart = !matches!(unit, "ms" | "s" | "m" | "h" | "%");
            let text = if apart && touching { format!(" {unit}") } else { unit.to_owned() };
            let whole = format!("{number}{}{unit}", if apart { " " } else { "" });
            self.add(Completion::new(unit, Sign::Unit, whole).writes(text).rank(1));
        }
        true
    }

    /// What is measured behind the last preposition of a statement.
    fn slot_dimension(&self) -> Option<Dimension> {
        let row = self.rows.statement(self.entry.first()?.text)?;
        let last = self.entry.iter().rev().find(|token| super::body::is_preposition(token.text))?;
        let slot =
            row.slots.iter().find(|slot| matches!(slot.at, Position::After(word) if word == last.text))?;
        dimension(slot.ty)
    }

    /// Of a type.
    pub(super) fn typed(&mut self, ty: Type, limit: Option<Limit>) {
        match ty {
            Type::OneOf(words) => self.one_of(words, None, Quotes::Written),
            Type::Bool => ["true", "false"]
                .into_iter()
                .for_each(|word| self.add(Completion::new(word, Sign::Value, "bool").rank(1))),
            Type::Quantity(dimension) => self.amounts(dimension, limit),
            Type::OneOfDays(days) => {
                for day in days {
                    let amount = Quantity::whole(Dimension::Duration, day.saturating_mul(86_400_000));
                    self.add(Completion::new(amount.to_string(), Sign::Unit, "one of its values").rank(1));
                }
            }
            Type::RangeOf(of) => self.typed(*of, limit),
            Type::List(of) if matches!(self.cursor.open(), crate::ide::cursor::Open::List) => {
                self.typed(*of, limit)
            }
            Type::Reference(kinds) | Type::Peer(kinds) => {
                self.declared(
                    |name| matches!(name, Name::Resource(kind, _) if kinds.contains(&kind.as_str())),
                    Sign::Resource,
                );
            }
            Type::Timing | Type::Moment => self.timings(ty),
            Type::TimeZone => {
                for zone in Zone::names() {
                    self.add(Completion::new(format!("\"{zone}\""), Sign::Value, "time zone").rank(1));
                }
            }
            Type::Principals => self.principals(),
            // Of other types there are too many values to name any.
            _ => {}
        }
        let wanted = match ty {
            Type::String | Type::Path => Some(Wanted::Text),
            Type::Any => None,
            _ => Some(Wanted::Other),
        };
        self.expressions(wanted);
    }

    /// Amounts at the ends of what is allowed.
    fn amounts(&mut self, dimension: Dimension, limit: Option<Limit>) {
        let ends = limit.map(|limit| [(limit.min, "the least"), (limit.max, "the most")]);
        for (amount, detail) in
            ends.into_iter().flatten().filter(|(amount, _)| *amount > 0 && *amount < i64::MAX)
        {
            self.add(
                Completion::new(Quantity::whole(dimension, amount).to_string(), Sign::Unit, detail).rank(3),
            );
        }
    }

    fn timings(&mut self, ty: Type) {
        let all = [
            ("cron(…)", "at the minutes that fit", "cron(${1:0} ${2:3} ${3:*} ${4:*} ${5:?} ${6:*})"),
            ("rate(…)", "again and again", "rate(${1:5} ${2|minutes,hours,days|})"),
            ("at(…)", "once", "at(${1:2026-12-01T09:00:00})"),
        ];
        for (label, detail, snippet) in
            all.into_iter().filter(|(label, ..)| ty == Type::Timing || label.starts_with("at"))
        {
            self.add(Completion::new(label, Sign::Value, detail).writes(snippet).rank(1));
        }
    }

    /// Services that run code under a role.
    fn principals(&mut self) {
        let catalog = self.cx.catalog;
        for kind in catalog.kinds() {
            if let Some(carrier) = kind.carrier {
                let label = format!("\"{}\"", carrier.principal);
                self.add(Completion::new(label, Sign::Value, format!("for a `{}`", kind.name)).rank(1));
            }
        }
    }

    /// The CPU that there is, or the memory that fits the CPU of the task.
    fn sizes(&mut self, row: &Attr) {
        let Some(kind) = self.rows.kind.filter(|kind| !kind.sizes.is_empty()) else { return };
        // The sizes are those of the task, and not of what is in it.
        if self.heads.iter().filter(|head| !matches!(head, Head::Other)).count() != 1 {
            return;
        }
        let cpu = self.sibling("cpu");
        match row.ty {
            Type::Quantity(Dimension::Cpu) => {
                for size in kind.sizes {
                    let amount = Quantity::whole(Dimension::Cpu, size.cpu).to_string();
                    self.add(Completion::new(amount, Sign::Unit, "a size that there is").rank(0));
                }
            }
            Type::Quantity(Dimension::Size) => {
                let fits = kind.sizes.iter().filter(|size| cpu.is_none_or(|cpu| cpu == size.cpu));
                for mib in fits.flat_map(|size| memories(size.memory)) {
                    let amount = Quantity::whole(Dimension::Size, mib.saturating_mul(1 << 20)).to_string();
                    self.add(Completion::new(amount, Sign::Unit, "fits the cpu").rank(0));
                }
            }
            _ => {}
        }
    }

    /// The amount that another attribute of the same body has, in the unit of its dimension.
    fn sibling(&self, name: &str) -> Option<i64> {
        let tree = self.cx.project.tree(self.cx.file)?;
        let byte = u32::try_from(self.cursor.start).unwrap_or(u32::MAX);
        let after = tree.items.partition_point(|item| item.span.start <= byte);
        let item = tree.items.get(after.checked_sub(1)?)?;
        let written = Link::Item(item).entries().unwrap_or(&[]).iter().find_map(|entry| match &entry.kind {
            EntryKind::Attribute(it) if it.name.text == name => match it.value.kind {
                ExprKind::Quantity(quantity) => quantity.as_whole(),
                _ => None,
            },
            _ => None,
        });
        let known = || instances(self.cx.project, item.span).next()?.input(name)?.as_quantity()?.as_whole();
        written.or_else(known)
    }
}

/// The memory of a size, in MiB.
fn memories(memory: Memory) -> Vec<i64> {
    match memory {
        Memory::Values(all) => all.to_vec(),
        Memory::Range(from, to, step) => {
            let step = usize::try_from(step.max(1)).unwrap_or(1);
            (from..=to).step_by(step).collect()
        }
    }
}

/// What a type measures.
fn dimension(ty: Type) -> Option<Dimension> {
    match ty {
        Type::Quantity(dimension) => Some(dimension),
        Type::OneOfDays(_) => Some(Dimension::Duration),
        Type::RangeOf(of) => dimension(*of),
        _ => None,
    }
}

/// A default as it would be written.
fn literal(default: Default) -> Option<String> {
    let written = reference::default(default);
    (!written.is_empty()).then(|| written.trim_matches('`').to_owned())
}

/// A place for a value of a type, with something to begin with.
pub(super) fn snippet(ty: Type, at: usize) -> String {
    match ty {
        Type::String | Type::Path => format!("\"${at}\""),
        Type::List(_) => format!("[${at}]"),
        _ => format!("${at}"),
    }
}
