//! What may stand as a value, by the type that is asked for.

use super::names::Wanted;
use super::texts::Quotes;
use super::{Completion, Place, Sign};
use crate::base::{Dimension, Quantity};
use crate::catalog::{Attr, BlockBody, Default, Label, Limit, Type};
use crate::ide::index::Name;
use crate::ide::rows::{Head, rows};
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
        if self.listed(row) {
            return;
        }
        if let Some(written) = literal(row.default) {
            self.add(Completion::new(written, Sign::Value, "the default").rank(2));
        }
        if let Type::OneOf(words) = row.ty {
            self.one_of(words, Some(row), Quotes::Written);
        }
        self.known_texts(row, Quotes::Written);
        for amount in row.only {
            if let Some(dimension) = dimension(row.ty) {
                let amount = Quantity::whole(dimension, *amount);
                self.add(Completion::new(amount.to_string(), Sign::Unit, "one of its values").rank(1));
            }
        }
        let is_sized = self.sizes(row);
        self.typed(row.ty, row.limit.filter(|_| !is_sized && row.only.is_empty()));
    }

    /// In the brackets of what names other things of the stack: `after`, and the lists of `lifecycle`.
    fn listed(&mut self, row: &Attr) -> bool {
        let in_lifecycle = matches!(self.heads.last(), Some(Head::Sentence { word }) if word == "lifecycle");
        match row.name {
            "after" if row.ty == Type::List(&Type::Any) => {}
            "replace_when" if in_lifecycle => {}
            "ignore" if in_lifecycle => {
                self.own_attributes();
                return true;
            }
            _ => return false,
        }
        self.declared(|name| matches!(name, Name::Resource(..) | Name::Module(_)), Sign::Resource);
        true
    }

    /// The attributes and tables of the declaration around a block.
    fn own_attributes(&mut self) {
        let outer = self.heads.split_last().map_or(&[] as &[_], |(_, outer)| outer);
        let rows = rows(self.cx.catalog, outer);
        for attr in &rows.attrs {
            self.add(Completion::new(attr.name, Sign::Attribute, attr.doc).rank(1));
        }
        for block in &rows.blocks {
            if block.label == Label::None && block.word != "lifecycle" {
                let item = Completion::new(block.word, Sign::Block, block.doc);
                let is_table = matches!(block.body, BlockBody::Table(_));
                let snippet =
                    if is_table { format!("{}.${{1:key}}", block.word) } else { block.word.to_owned() };
                self.add(item.writes(snippet).rank(2));
            }
        }
    }

    /// Of a type.
    pub(super) fn typed(&mut self, ty: Type, limit: Option<Limit>) {
        match ty {
            Type::OneOf(words) => self.one_of(words, None, Quotes::Written),
            Type::Bool => ["true", "false"]
                .into_iter()
                .for_each(|word| self.add(Completion::new(word, Sign::Value, "bool").rank(1))),
            Type::Quantity(dimension) => self.amounts(dimension, limit),
            Type::OneOfDays(days) => self.days(days),
            Type::RangeOf(of) if *of != Type::Whole => self.typed(*of, limit),
            Type::Metric | Type::List(Type::Metric) => self.measured_resources(),
            Type::List(of) if matches!(self.cursor.open(), crate::ide::cursor::Open::List) => {
                self.typed(*of, limit)
            }
            Type::List(of) => self.list(*of),
            Type::Reference(kinds) | Type::Peer(kinds) => {
                self.declared(
                    |name| matches!(name, Name::Resource(kind, _) if kinds.contains(&kind.as_str())),
                    Sign::Resource,
                );
            }
            Type::Timing | Type::Moment => self.timings(ty),
            Type::Zone => self.zones(Quotes::Written),
            Type::RangeOf(Type::Whole) => {
                let item = Completion::new("…..…", Sign::Value, "from the fewest to the most");
                self.add(item.writes("${1:1}..${2:4}").rank(3));
            }
            Type::TimeZone => Zone::names().iter().for_each(|zone| {
                self.add(Completion::new(format!("\"{zone}\""), Sign::Value, "time zone").rank(1));
            }),
            Type::Principals => self.principals(Quotes::Written),
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

    /// Just these days.
    fn days(&mut self, days: &[i64]) {
        for day in days {
            let amount = Quantity::whole(Dimension::Duration, day.saturating_mul(86_400_000));
            self.add(Completion::new(amount.to_string(), Sign::Unit, "one of its values").rank(1));
        }
    }

    /// A list, of which nothing is written yet.
    fn list(&mut self, of: Type) {
        let snippet = match of {
            Type::String | Type::Path | Type::Zone | Type::OneOf(_) => "[\"$1\"]$0",
            _ => "[$1]$0",
        };
        self.add(Completion::new("[ … ]", Sign::Value, "a list").writes(snippet).rank(1));
    }

    /// Resources that CloudWatch measures.
    fn measured_resources(&mut self) {
        let catalog = self.cx.catalog;
        let is_measured = |kind: &str| catalog.kind(kind).is_some_and(|kind| !kind.metrics.is_empty());
        self.declared(|name| matches!(name, Name::Resource(kind, _) if is_measured(kind)), Sign::Resource);
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
}

/// What a type measures.
pub(super) fn dimension(ty: Type) -> Option<Dimension> {
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
