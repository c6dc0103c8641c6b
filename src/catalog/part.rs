//! What AWS makes by itself with a resource.

use super::{Shape, Type};

/// When AWS makes a part by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PartWhen {
    /// With every resource of the kind.
    Always,
    /// If that attribute is not written; the part then stands in for it.
    Without(&'static str),
    /// As [`Self::Without`], and only if that other attribute has one of these values, written or by default.
    WithoutWhere(&'static str, &'static str, &'static [&'static str]),
    /// If that attribute is there, written or by what stands in for it.
    With(&'static str),
    /// If that attribute has one of these values, written or by default.
    Where(&'static str, &'static [&'static str]),
    /// If no resource of that kind refers to this one by that attribute.
    NoReferrer(&'static str, &'static str),
    /// As [`Self::NoReferrer`], and only if that own attribute, the last, is there.
    NoReferrerWith(&'static str, &'static str, &'static str),
    /// For each element of that list, which `{each}` is in its templates; it is made after the resource, and its own
    /// address ends in the element: `file_system.shared.mount_target["us-east-1a"]`. Of blocks with labels: for each label; of
    /// a text: for that alone.
    Each(&'static str),
    /// As [`Self::Each`], but of what the rows above it make it waits for those of these names alone: for the one of the
    /// same element, or for all if there is none.
    EachAfter(&'static str, &'static [&'static str]),
    /// If that attribute, block or statement is there, and no flag that is off and no empty list; it is made after the
    /// resource, and before what the rows below it make after the resource.
    Behind(&'static str),
    /// As [`Self::Behind`], if each of these attributes is there and has one of its values, or any if none are named.
    BehindWhere(&'static [(&'static str, &'static [&'static str])]),
    /// If something leads to the resource in its network or from it there, and that list is not written: the part is then
    /// the only element of it. What [`super::Doors`] open it is in its statements.
    Reached(&'static str),
    /// For each resource that the lines of that statement name in that field: the part is made after both, and nothing
    /// waits for it, so that two may name each other. Besides its own inputs it has those of the line.
    Joins(&'static str, &'static str),
}

impl PartWhen {
    /// The attribute that such a part stands in for.
    #[must_use]
    pub const fn stands_in_for(self) -> Option<&'static str> {
        match self {
            Self::Without(attr) | Self::WithoutWhere(attr, ..) => Some(attr),
            Self::Always
            | Self::With(_)
            | Self::Where(..)
            | Self::NoReferrer(..)
            | Self::NoReferrerWith(..)
            | Self::Each(_)
            | Self::EachAfter(..)
            | Self::Behind(_)
            | Self::BehindWhere(_)
            | Self::Reached(_)
            | Self::Joins(..) => None,
        }
    }
}

impl PartWhen {
    /// What there is one such part for each of, if there may be several.
    #[must_use]
    pub const fn each(self) -> Option<&'static str> {
        match self {
            Self::Each(attr) | Self::EachAfter(attr, _) => Some(attr),
            _ => None,
        }
    }

    /// Whether such a part can be named: one that a whole line makes has no short key.
    #[must_use]
    pub const fn can_be_named(self) -> bool {
        !matches!(self, Self::Joins(..))
    }

    /// When it is made, behind "it is made"; `shape` is that of what it belongs to.
    #[must_use]
    pub fn said(self, shape: &Shape) -> String {
        let any_of =
            |values: &[&str]| values.iter().map(|value| format!("`{value}`")).collect::<Vec<_>>().join(", ");
        let is_flag = |attr: &str| shape.attr(attr).is_some_and(|attr| attr.ty == Type::Bool);
        match self {
            Self::Always => "always".to_owned(),
            Self::Without(attr) => format!("unless `{attr}` is written"),
            Self::WithoutWhere(attr, other, values) => {
                format!("unless `{attr}` is written, where `{other}` is {}", any_of(values))
            }
            Self::With(attr) => format!("where there is a `{attr}`"),
            Self::Where(other, values) => format!("where `{other}` is {}", any_of(values)),
            Self::Each(attr) | Self::EachAfter(attr, _) => format!("for each of `{attr}`"),
            Self::Behind(attr) if is_flag(attr) => format!("where `{attr}` is `true`"),
            Self::Behind(word) => format!("where there is a `{word}`"),
            Self::BehindWhere(rows) => {
                let rows = rows.iter().map(|(attr, values)| match values {
                    [] => format!("there is a `{attr}`"),
                    values => format!("`{attr}` is {}", any_of(values)),
                });
                format!("where {}", rows.collect::<Vec<_>>().join(" and "))
            }
            Self::Reached(attr) => {
                format!("where something leads to it or from it in its network, unless `{attr}` is written")
            }
            Self::Joins(word, field) => {
                format!("for each resource that a line `{word}` names in its `{field}`")
            }
            Self::NoReferrer(from, attr) => format!("unless a `{from}` names it in `{attr}`"),
            Self::NoReferrerWith(from, attr, own) => {
                format!("with `{own}`, unless a `{from}` names it in `{attr}`")
            }
        }
    }
}

/// One input of a part.
#[derive(Debug, Clone, Copy)]
pub struct PartInput {
    /// The part's attribute.
    pub name: &'static str,
    /// A template as in [`Output`], about the resource that it belongs to; for a list, one element of it: each row of that
    /// attribute is one. `{digest a b}` is a text that changes with the attributes and blocks `a` and `b`. Of a part for
    /// each label of a block, `{each.function.arn}` is about what `function` names in that block; where it names nothing,
    /// there is no part.
    /// Of a part for each element, `{slice.cidr.2.1}` is a share of the range of addresses in `cidr`: cut
    /// by two bits, the second of these parts, and of that the eighth that the last letter of the element says.
    /// `{attribute?}` alone is what that attribute of the resource is, whatever that may be, and nothing if it is absent.
    pub template: &'static str,
}

/// What AWS makes by itself with a resource: a row. Of several rows with one name the first counts whose part is made.
#[derive(Debug, Clone, Copy)]
pub struct Part {
    /// Its name after the resource's: `log_group` in `function.resize.log_group`.
    pub name: &'static str,
    /// Its kind.
    pub kind: &'static str,
    /// When it is made.
    pub when: PartWhen,
    /// What it is made with; its `name` among them.
    pub inputs: &'static [PartInput],
    /// Attributes, blocks and statements that are written in the resource's braces and are the part's own, so that what
    /// they name must be there before the part and not before the resource; of a part for each label of a block, that
    /// block alone. Only of parts that are made after the resource.
    pub takes: &'static [&'static str],
    /// One sentence.
    pub doc: &'static str,
}

impl Part {
    /// What a part is where its row says nothing: it is always made, and with nothing of its own. Only what every row must
    /// say is empty here: its name, its kind and its sentence.
    pub const BASE: Self =
        Self { name: "", kind: "", when: PartWhen::Always, inputs: &[], takes: &[], doc: "" };
}
