//! The catalog's columns in words.

use std::fmt::Write as _;

use crate::base::{Dimension, Fact, Quantity};
use crate::catalog::{
    Attr, Between, Default, Forbidden, Limit, Mark, OnChange, Presence, Side, Type, Uniqueness,
};

/// One row of a table of attributes.
pub(super) fn attr_row(attr: &Attr) -> String {
    let cfn =
        if attr.cfn.is_empty() { String::new() } else { format!("`{}`", attr.cfn.replace('|', "`, `")) };
    format!(
        "| `{}` | {} | {} | {} | {} | {} | {} | {} | {cfn} |{} |\n",
        attr.name,
        attr.doc,
        ty_spelled(attr),
        presence(attr.presence),
        default(attr.default),
        allowed(attr).join(", "),
        on_change(attr.on_change),
        mark(attr.mark),
        fact_keys(attr.facts)
    )
}

/// What AWS takes of an attribute.
#[must_use]
pub fn allowed(attr: &Attr) -> Vec<String> {
    let mut allowed: Vec<String> = attr.limit.iter().map(|row| limit(attr.ty, *row)).collect();
    if !attr.only.is_empty() {
        allowed.push(list(attr.only.iter().map(|number| one_amount(attr.ty, *number))));
    }
    if !attr.among.is_empty() {
        allowed.push(format!("{} or another", list(attr.among.iter().map(|word| format!("`\"{word}\"`")))));
    }
    allowed.extend(attr.max_length.map(|most| format!("at most {most} characters")));
    allowed.extend(attr.max_items.map(|most| format!("at most {most}")));
    allowed
}

/// How far an attribute is honest.
#[must_use]
pub const fn mark(mark: Mark) -> &'static str {
    match mark {
        Mark::Simulated => "simulated",
        Mark::Checked => "checked",
        Mark::Carried => "carried",
    }
}

/// A list in a sentence.
pub(super) fn list(items: impl Iterator<Item = String>) -> String {
    items.collect::<Vec<_>>().join(", ")
}

/// What a value must be, with AWS's spelling of its words where it differs.
fn ty_spelled(attr: &Attr) -> String {
    let mut text = ty(attr.ty);
    for (ours, theirs) in attr.spelled {
        text = text.replace(&format!("`\"{ours}\"`"), &format!("`\"{ours}\"` ({theirs})"));
    }
    text
}

/// What a value must be.
#[must_use]
pub fn ty(ty_of: Type) -> String {
    match ty_of {
        Type::Any => "anything".to_owned(),
        Type::String => "string".to_owned(),
        Type::Path => "path".to_owned(),
        Type::Bool => "bool".to_owned(),
        Type::Number => "number".to_owned(),
        Type::Whole => "whole number".to_owned(),
        Type::Quantity(dimension) => dimension.word().to_owned(),
        Type::RangeOf(of) => format!("range of {}", ty(*of)),
        Type::Timing => "timing".to_owned(),
        Type::Moment => "moment".to_owned(),
        Type::Metric => "metric".to_owned(),
        Type::Amount => "number or quantity".to_owned(),
        Type::TimeZone => "time zone".to_owned(),
        Type::Zone => "availability zone".to_owned(),
        Type::OneOf(words) if words.len() > 12 => format!("one of {} words, listed below", words.len()),
        Type::OneOf(words) => list(words.iter().map(|word| format!("`\"{word}\"`"))),
        Type::OneOfDays(days) => format!("days: {}", list(days.iter().map(ToString::to_string))),
        Type::Peer(kinds) => {
            format!("range of addresses or {}", list(kinds.iter().map(|kind| format!("`{kind}`"))))
        }
        Type::Reference(kinds) => list(kinds.iter().map(|kind| format!("`{kind}`"))),
        Type::Principals => "service, account, role, or a list of these".to_owned(),
        Type::List(of) => format!("list of {}", ty(*of)),
        Type::Map(of) => format!("map of {}", ty(*of)),
    }
}

/// Values in a sentence.
pub(super) fn any_of(values: &[&str]) -> String {
    list(values.iter().map(|value| format!("`{value}`")))
}

/// When it must be there, or may.
#[must_use]
pub fn presence(presence: Presence) -> String {
    let words = any_of;
    match presence {
        Presence::Optional => String::new(),
        Presence::Required => "always".to_owned(),
        Presence::OrGrant => "unless a statement says who, `allow … to …`".to_owned(),
        Presence::Unless(other) => format!("unless `{other}` is"),
        Presence::UnlessOne(other, values) => format!("always unless `{other}` is {}", words(values)),
        Presence::NotWith(other) => format!("not with `{other}`"),
        Presence::If(other, values) => format!("always if `{other}` is {}", words(values)),
        Presence::OnlyIf(other, values) => format!("only if `{other}` is {}", words(values)),
        Presence::Or(other) => format!("unless `{other}` is, beside which it may stand"),
        Presence::ByValue(other, must, may) => {
            let must = format!("always if `{other}` is {}, and only then", words(must));
            if may.is_empty() { must } else { format!("{must} or if it is {}", words(may)) }
        }
        Presence::With(other) => format!("only with `{other}`"),
    }
}

/// What it is if it is not written; empty for nothing.
#[must_use]
pub fn default(default: Default) -> String {
    match default {
        Default::None => String::new(),
        Default::Flag(flag) => format!("`{flag}`"),
        Default::Whole(number) | Default::Count(number) => format!("`{number}`"),
        Default::Range(least, most) => format!("`{least}..{most}`"),
        Default::Text(text) => format!("`\"{text}\"`"),
        Default::Amount(dimension, number) => format!("`{}`", amount(dimension, number)),
        Default::FirstList(row) => {
            let lists: Vec<String> = row.lists.iter().map(|list| format!("`\"{list}\"`")).collect();
            let first = format!("the first of {} that its `{}` has", lists.join(", "), row.of);
            match row.only {
                Some((attr, value, list)) => {
                    format!("`\"{list}\"` where `{attr}` is `\"{value}\"`, else {first}")
                }
                None => first,
            }
        }
    }
}

/// An amount as the language writes it.
pub(super) fn amount(dimension: Dimension, number: i64) -> String {
    Quantity::whole(dimension, number).to_string()
}

/// A number of a type as the language writes it.
fn one_amount(ty_of: Type, number: i64) -> String {
    match ty_of {
        Type::Quantity(dimension) => amount(dimension, number),
        _ => number.to_string(),
    }
}

/// The bounds of a value of a type.
#[must_use]
pub fn limit(ty_of: Type, limit: Limit) -> String {
    let show = |number: i64| one_amount(ty_of, number);
    let mut text = show(limit.min);
    if limit.max == i64::MAX {
        text.push_str(" or more");
    } else {
        let _ = write!(text, " to {}", show(limit.max));
    }
    if limit.step > 1 {
        let _ = write!(text, ", in steps of {}", show(limit.step));
    }
    text
}

/// What a change does.
#[must_use]
pub const fn on_change(change: OnChange) -> &'static str {
    match change {
        OnChange::Update => "updates",
        OnChange::Grow => "grows, and never shrinks",
        OnChange::Replace => "replaces",
        OnChange::ReplaceOnSwitch => "replaces if it comes or goes",
    }
}

/// Within what a name is the only one.
pub(super) fn uniqueness(unique: Uniqueness) -> String {
    match unique {
        Uniqueness::Global => "the only one in the world".to_owned(),
        Uniqueness::Account => "the only one in its account".to_owned(),
        Uniqueness::Region => "the only one in its region and account".to_owned(),
        Uniqueness::Within(attr) => format!("the only one in its `{attr}`"),
        Uniqueness::None => "others may have the same".to_owned(),
    }
}

/// What a name may not have.
pub(super) fn forbidden(forbidden: Forbidden) -> String {
    match forbidden {
        Forbidden::Prefix(text) => format!("`{text}` at the start"),
        Forbidden::Suffix(text) => format!("`{text}` at the end"),
        Forbidden::Within(text) => format!("`{text}`"),
        Forbidden::Ipv4 => "what looks like an IPv4 address".to_owned(),
    }
}

/// What stands between source and target.
pub(super) fn between(between: Between) -> String {
    match between {
        Between::Permission { kind, principal, action, source_arn } => {
            format!("a `{kind}` for `{principal}` to do `{action}` in the name of `{source_arn}`")
        }
        Between::Role { principal, actions, resource } => {
            let actions = list(actions.iter().map(|action| format!("`{action}`")));
            format!("a role that `{principal}` takes on, with {actions} on `{resource}`")
        }
        Between::Setting { of, attr, value } => {
            let end = match of {
                Side::Source => "source",
                Side::Target => "target",
            };
            format!("`{attr} = \"{value}\"` into the {end}, unless that says it itself")
        }
        Between::Part(row) => {
            let part = row.part;
            let inputs = part.inputs.iter().chain(row.with);
            let inputs = list(inputs.map(|input| format!("`{} = \"{}\"`", input.name, input.template)));
            let only = row.only.iter().map(|(of, attr, values)| {
                let end = if *of == Side::Source { "source" } else { "target" };
                format!(", where the {end}'s `{attr}` is {}", any_of(values))
            });
            let only: String = only.collect();
            format!("`{}`, a `{}` with {inputs}{only}", part.name, part.kind)
        }
        Between::Need { of, actions, resource } => {
            let actions = list(actions.iter().map(|action| format!("`{action}`")));
            let end = match of {
                Side::Source => "source",
                Side::Target => "target",
            };
            format!("nothing, but the role of the {end} must allow {actions} on `{resource}`")
        }
    }
}

/// What stands for a value in the form of a statement.
pub(super) fn short(ty_of: Type) -> String {
    match ty_of {
        Type::Quantity(dimension) => dimension.word().to_uppercase(),
        Type::Reference(kinds) | Type::Peer(kinds) => kinds.join("|").to_uppercase(),
        _ => "TEXT".to_owned(),
    }
}

/// The keys of facts, each in backticks, after a blank; `?` marks what no source confirms.
pub(super) fn fact_keys(facts: &[Fact]) -> String {
    let mut text = String::new();
    for fact in facts {
        let mark = if fact.confirmed { "" } else { "?" };
        let _ = write!(text, " `{}`{mark}", fact.key);
    }
    text
}
