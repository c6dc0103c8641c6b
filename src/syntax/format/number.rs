//! Numbers and their units in the spelling of the language.

use std::borrow::Cow;

use super::super::build::parts_of;
use crate::base::unit_spelling;

/// A number as it is written: `5 minutes` is `5m`, `7d` is `7 days`. The digits stay.
pub(super) fn canonical(text: &str) -> Cow<'_, str> {
    let digits =
        text.bytes().position(|byte| !matches!(byte, b'0'..=b'9' | b'_' | b'.')).unwrap_or(text.len());
    let (number, rest) = text.split_at_checked(digits).unwrap_or((text, ""));
    let (unit, per) = parts_of(rest);
    let mut written = number.to_owned();
    if let Some(unit) = unit {
        let Some((word, apart)) = unit_spelling(unit) else { return text.into() };
        if apart {
            written.push(' ');
        }
        written.push_str(if word == "days" && number == "1" { "day" } else { word });
    }
    if let Some(per) = per {
        written.push_str(" per ");
        written.push_str(per);
    }
    if written == text { text.into() } else { written.into() }
}
