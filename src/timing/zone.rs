//! Time zones by their IANA names, from a list that is built in, so that every machine has the same.

use std::sync::LazyLock;

use jiff::tz::{AmbiguousOffset, TimeZone, TimeZoneDatabase};
use thiserror::Error;

use super::{Civil, Moment};
use crate::base::did_you_mean;

static ZONES: LazyLock<TimeZoneDatabase> = LazyLock::new(TimeZoneDatabase::bundled);

/// All names, sorted.
static NAMES: LazyLock<Vec<String>> = LazyLock::new(|| {
    let mut names: Vec<String> = ZONES.available().map(|name| name.as_str().to_owned()).collect();
    names.sort();
    names
});

/// The names under which UTC itself is listed; their times end in `Z`.
const UTC_NAMES: [&str; 4] = ["UTC", "Etc/UTC", "Etc/Universal", "Etc/Zulu"];

/// A time zone.
#[derive(Debug, Clone)]
pub struct Zone {
    name: String,
    rules: TimeZone,
}

/// No zone has this name; letter case counts.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("unknown time zone `{name}`")]
pub struct UnknownZone {
    /// What was asked for.
    pub name: String,
    /// What was probably meant.
    pub nearest: Option<String>,
}

impl Zone {
    /// The zone that schedules have unless they name another.
    #[must_use]
    pub fn utc() -> Self {
        Self { name: "UTC".to_owned(), rules: TimeZone::UTC }
    }

    /// The zone of that IANA name, such as `Asia/Seoul`.
    ///
    /// # Errors
    /// When no zone has this very name.
    pub fn find(name: &str) -> Result<Self, UnknownZone> {
        if name == "UTC" {
            return Ok(Self::utc());
        }
        let listed = NAMES.binary_search_by(|known| known.as_str().cmp(name)).is_ok();
        let rules = if listed { ZONES.get(name).ok() } else { None };
        rules
            .map(|rules| Self { name: name.to_owned(), rules })
            .ok_or_else(|| UnknownZone { name: name.to_owned(), nearest: nearest(name) })
    }

    /// All names, sorted; for completion.
    #[must_use]
    pub fn names() -> &'static [String] {
        &NAMES
    }

    /// Its IANA name.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// What clocks in the zone show then.
    #[must_use]
    pub fn civil(&self, moment: Moment) -> Civil {
        self.rules.to_datetime(moment.timestamp()).into()
    }

    /// When clocks in the zone show that: the first time if twice, `None` if never.
    #[must_use]
    pub fn moment(&self, civil: Civil) -> Option<Moment> {
        let found = self.rules.to_ambiguous_timestamp(civil.date_time()?);
        match found.offset() {
            AmbiguousOffset::Gap { .. } => None,
            _ => found.earlier().ok().map(Into::into),
        }
    }

    pub(super) fn is_utc(&self) -> bool {
        UTC_NAMES.contains(&self.name.as_str())
    }

    pub(super) const fn rules(&self) -> &TimeZone {
        &self.rules
    }
}

/// The zone that was probably meant: by the whole name, or by its city alone.
fn nearest(name: &str) -> Option<String> {
    let whole = did_you_mean(name, NAMES.iter().map(String::as_str));
    let city = |known: &&String| {
        known
            .rsplit_once('/')
            .is_some_and(|(_, city)| city.eq_ignore_ascii_case(&name.trim().replace(' ', "_")))
    };
    whole.map(str::to_owned).or_else(|| NAMES.iter().find(city).cloned())
}

#[cfg(test)]
mod tests {
    use super::Zone;

    #[test]
    fn a_misspelt_zone_is_answered_with_the_one_that_was_meant() {
        for (asked, meant) in [
            ("Asia/Soul", Some("Asia/Seoul")),
            ("asia/seoul", Some("Asia/Seoul")),
            ("Seoul", Some("Asia/Seoul")),
            ("New York", Some("America/New_York")),
            ("Mars/Olympus_Mons", None),
        ] {
            assert_eq!(Zone::find(asked).unwrap_err().nearest.as_deref(), meant, "{asked}");
        }
        assert_eq!(Zone::find("Asia/Seoul").unwrap().name(), "Asia/Seoul");
    }

    #[test]
    fn names_are_sorted_and_hold_the_usual_ones() {
        assert!(Zone::names().is_sorted());
        for name in ["UTC", "Asia/Seoul", "America/New_York", "Europe/Berlin", "Australia/Lord_Howe"] {
            assert!(Zone::find(name).is_ok(), "{name}");
        }
    }
}
