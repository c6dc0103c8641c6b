//! Points in time, and what clocks show then.

use std::fmt;

use jiff::Timestamp;
use jiff::civil::{Date, DateTime};

use super::Zone;
use super::words::WEEKDAYS;

/// A point in time: seconds since 1970 in UTC, without leap seconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Moment(pub i64);

impl Moment {
    /// A day before 1970, so that it is earlier in every zone than any year a pattern may name.
    pub(super) const EARLIEST: Self = Self(-86_400);
    /// The first second after the last year a pattern may name, in UTC.
    pub(super) const LATEST: Self = Self(7_258_118_400);

    /// Reads `2026-12-01T03:00:00+09:00`, with `Z` or, then meant in `zone`, without offset; a date alone is its midnight.
    ///
    /// `None` for other text, for days that do not exist, and for times that clocks in `zone` skip.
    #[must_use]
    pub fn read(text: &str, zone: &Zone) -> Option<Self> {
        let text = text.trim();
        if let Ok(timestamp) = text.parse::<Timestamp>() {
            return Some(timestamp.into());
        }
        // A zone in brackets would be read by the parser and then be ignored here.
        if text.contains('[') || text.contains(['Z', 'z', '+']) {
            return None;
        }
        let civil = text.parse::<DateTime>().or_else(|_| text.parse::<Date>().map(DateTime::from)).ok()?;
        zone.moment(civil.into())
    }

    /// Writes it as RFC 3339 with the zone's offset then: `2026-12-01T03:00:00+09:00`; with `Z` for UTC.
    #[must_use]
    pub fn text(self, zone: &Zone) -> String {
        let timestamp = self.timestamp();
        if zone.is_utc() {
            return timestamp.to_string();
        }
        timestamp.display_with_offset(zone.rules().to_offset(timestamp)).to_string()
    }

    /// The nearest one that can be computed with; those of the years 1 to 9998 can.
    pub(super) fn timestamp(self) -> Timestamp {
        let nearest = if self.0 < 0 { Timestamp::MIN } else { Timestamp::MAX };
        Timestamp::from_second(self.0).unwrap_or(nearest)
    }
}

impl From<Timestamp> for Moment {
    fn from(timestamp: Timestamp) -> Self {
        Self(timestamp.as_second())
    }
}

/// What a calendar and a clock show, in no particular zone. Ordered by time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Civil {
    /// From 0.
    pub year: u16,
    /// From 1.
    pub month: u8,
    /// From 1.
    pub day: u8,
    /// 0 to 23.
    pub hour: u8,
    /// 0 to 59.
    pub minute: u8,
    /// 0 to 59.
    pub second: u8,
}

impl Civil {
    /// The day of the week, in English; empty for a day that does not exist.
    #[must_use]
    pub fn weekday(self) -> &'static str {
        let at = self.date_time().map(|shown| shown.weekday().to_sunday_zero_offset());
        let name = at.and_then(|at| WEEKDAYS.get(usize::from(at.unsigned_abs())));
        name.copied().unwrap_or("")
    }

    /// `None` for a day or time that does not exist.
    pub(super) fn date_time(self) -> Option<DateTime> {
        let small = |number: u8| i8::try_from(number).ok();
        DateTime::new(
            i16::try_from(self.year).ok()?,
            small(self.month)?,
            small(self.day)?,
            small(self.hour)?,
            small(self.minute)?,
            small(self.second)?,
            0,
        )
        .ok()
    }
}

impl From<DateTime> for Civil {
    fn from(value: DateTime) -> Self {
        Self {
            year: u16::try_from(value.year()).unwrap_or(0),
            month: value.month().unsigned_abs(),
            day: value.day().unsigned_abs(),
            hour: value.hour().unsigned_abs(),
            minute: value.minute().unsigned_abs(),
            second: value.second().unsigned_abs(),
        }
    }
}

impl fmt::Display for Civil {
    /// Writes `2026-12-01T09:00:00`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { year, month, day, hour, minute, second } = self;
        write!(f, "{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}")
    }
}

#[cfg(test)]
mod tests {
    use super::{Moment, Zone};

    #[test]
    fn text_is_read_and_written_back() {
        let seoul = Zone::find("Asia/Seoul").unwrap();
        let utc = Zone::utc();
        for (text, zone, seconds, back) in [
            ("2026-12-01T03:00:00+09:00", &seoul, 1_796_061_600, "2026-12-01T03:00:00+09:00"),
            ("2026-12-01T03:00:00", &seoul, 1_796_061_600, "2026-12-01T03:00:00+09:00"),
            ("2026-11-30T18:00:00Z", &utc, 1_796_061_600, "2026-11-30T18:00:00Z"),
            ("2026-11-30", &utc, 1_795_996_800, "2026-11-30T00:00:00Z"),
            ("1970-01-01T00:00:00Z", &utc, 0, "1970-01-01T00:00:00Z"),
        ] {
            let moment = Moment::read(text, zone).unwrap();
            assert_eq!(moment, Moment(seconds), "{text}");
            assert_eq!(moment.text(zone), back);
        }
        for text in ["", "tomorrow", "2026-02-30", "2026-13-01T00:00:00Z", "2026-12-01T25:00:00"] {
            assert_eq!(Moment::read(text, &utc), None, "{text}");
        }
    }

    #[test]
    fn a_skipped_time_is_no_moment_and_a_double_one_is_the_first() {
        let york = Zone::find("America/New_York").unwrap();
        assert_eq!(Moment::read("2026-03-08T02:30:00", &york), None);
        let first = Moment::read("2026-11-01T01:30:00", &york).unwrap();
        assert_eq!(first.text(&york), "2026-11-01T01:30:00-04:00");
        assert_eq!(york.civil(first).to_string(), "2026-11-01T01:30:00");
    }
}
