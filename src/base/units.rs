//! The units that there are, and what is written in place of them.

use super::quantity::{Dimension, UnitError};
use super::similar::all_meant;

/// One unit of the closed list.
pub(super) struct Unit {
    /// How it is written.
    pub(super) word: &'static str,
    /// What it measures.
    pub(super) dimension: Dimension,
    /// How much it is, in the unit that [`Dimension`] names.
    pub(super) factor: i64,
    /// What else is read as it.
    pub(super) read_as: &'static [&'static str],
    /// Whether a blank stands before it.
    pub(super) apart: bool,
}

const fn unit(
    word: &'static str,
    dimension: Dimension,
    factor: i64,
    apart: bool,
    read_as: &'static [&'static str],
) -> Unit {
    Unit { word, dimension, factor, read_as, apart }
}

/// Smallest first within a dimension.
pub(super) static UNITS: &[Unit] = &[
    unit("ms", Dimension::Duration, 1, false, &["milliseconds", "millisecond", "msec"]),
    unit("s", Dimension::Duration, 1_000, false, &["seconds", "second", "sec", "secs"]),
    unit("m", Dimension::Duration, 60_000, false, &["minutes", "minute", "min", "mins"]),
    unit("h", Dimension::Duration, 3_600_000, false, &["hours", "hour", "hr", "hrs"]),
    unit("days", Dimension::Duration, 86_400_000, true, &["day", "d"]),
    unit("B", Dimension::Size, 1, true, &["bytes", "byte"]),
    unit("KB", Dimension::Size, 1 << 10, true, &["KiB"]),
    unit("MB", Dimension::Size, 1 << 20, true, &["MiB"]),
    unit("GB", Dimension::Size, 1 << 30, true, &["GiB"]),
    unit("TB", Dimension::Size, 1 << 40, true, &["TiB"]),
    unit("vCPU", Dimension::Cpu, 1024, true, &["vCPUs"]),
    unit("%", Dimension::Percent, 1, false, &["percent"]),
    unit("Kbps", Dimension::Bandwidth, 1_000, true, &[]),
    unit("Mbps", Dimension::Bandwidth, 1_000_000, true, &[]),
    unit("Gbps", Dimension::Bandwidth, 1_000_000_000, true, &[]),
    unit("USD", Dimension::Money, 1, true, &[]),
];

/// Sizes as containers are given them, and the units that they are; no unit of time is written in large letters.
static SHORT_SIZES: &[(&[&str], &str)] = &[
    (&["Ki", "K", "kilobyte", "kilobytes"], "KB"),
    (&["Mi", "M", "megabyte", "megabytes"], "MB"),
    (&["Gi", "G", "gigabyte", "gigabytes"], "GB"),
    (&["Ti", "T", "terabyte", "terabytes"], "TB"),
];

/// What is no unit since its parts are counted in days: words, days, and whether there are always so many.
static CALENDAR: &[(&[&str], u16, bool)] = &[
    (&["week", "weeks", "w"], 7, true),
    (&["month", "months", "mo"], 30, false),
    (&["year", "years", "y", "yr", "yrs"], 365, false),
];

/// The unit of that word, or of a word that is read as it.
pub(super) fn find(word: &str) -> Result<&'static Unit, UnitError> {
    let named = |unit: &&Unit| unit.word == word || unit.read_as.contains(&word);
    if let Some(unit) = UNITS.iter().find(named) {
        return Ok(unit);
    }
    if let Some((_, days, always)) = CALENDAR.iter().find(|(words, ..)| words.contains(&word)) {
        return Err(UnitError::Days(*days, *always));
    }
    let alike = |unit: &&Unit| {
        unit.word.eq_ignore_ascii_case(word)
            || unit.read_as.iter().any(|other| other.eq_ignore_ascii_case(word))
    };
    let meant = || {
        // Three letters are the least of which one may be wrong.
        let words = UNITS.iter().flat_map(|unit| unit.read_as.iter().copied()).filter(|word| word.len() > 3);
        let near = all_meant(word, &words.collect::<Vec<_>>());
        let unit = |near: &&str| UNITS.iter().find(|unit| unit.read_as.contains(near));
        let mut units = near.iter().filter_map(unit).map(|unit| unit.word);
        let first = units.next()?;
        units.all(|unit| unit == first).then_some(first)
    };
    // As containers write sizes: `512Mi`, `512M`.
    let short = SHORT_SIZES.iter().find(|(short, _)| short.contains(&word)).map(|(_, unit)| *unit);
    let meant = short.or_else(|| UNITS.iter().find(alike).map(|unit| unit.word)).or_else(meant);
    Err(meant.map_or(UnitError::Unknown, UnitError::Misspelt))
}
