//! When a timing fires, in words.

use std::fmt::Write as _;

use super::chain::Link;
use super::snapshot::Cx;
use crate::base::System;
use crate::session::questions::{Time, next};
use crate::syntax::ast::{Entry, EntryKind, ExprKind, ItemKind};

/// How many times are told.
const TIMES: u32 = 3;

/// What a timing means, and when it fires next from now on, in the time zone of the declaration around it.
pub(super) fn next_times(cx: &Cx<'_>, chain: &[Link<'_>], expression: &str) -> Option<String> {
    let zone = zone(chain);
    let (judged, times) = next(expression, &zone, None, cx.system.now(), TIMES).ok()?;
    let mut text = judged.meaning?;
    text.push('\n');
    for Time { text: time, weekday } in times {
        let _ = write!(text, "\n- {weekday} {time}");
    }
    Some(text)
}

/// The `timezone` beside a timing, if it is written out; else UTC.
fn zone(chain: &[Link<'_>]) -> String {
    let entries: &[Entry] = match chain.first() {
        Some(Link::Item(item)) => match &item.kind {
            ItemKind::Resource(resource) => &resource.body.entries,
            _ => &[],
        },
        _ => &[],
    };
    let zone = entries.iter().find_map(|entry| match &entry.kind {
        EntryKind::Attribute(one) if one.name.text == "timezone" => match &one.value.kind {
            ExprKind::String(zone) => Some(zone.to_string()),
            _ => None,
        },
        _ => None,
    });
    zone.unwrap_or_else(|| "UTC".to_owned())
}
