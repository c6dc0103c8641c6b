//! The Gregorian calendar, as far as patterns need it.

/// How many days the month (from 1) has.
pub(super) const fn days_in_month(year: u16, month: u16) -> u16 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)) => 29,
        2 => 28,
        _ => 31,
    }
}

/// The day of the week, 1 for Sunday to 7 for Saturday, as AWS counts.
pub(super) const fn weekday(year: u16, month: u16, day: u16) -> u16 {
    // The year is counted from March, so that a leap day is the last of its year; then months alternate evenly.
    let (year, month) =
        if month < 3 { (year as u32 - 1, month as u32 + 12) } else { (year as u32, month as u32) };
    let days = year * 365 + year / 4 - year / 100 + year / 400 + (month * 153 - 457) / 5 + day as u32;
    // 1 March of the year 0 was a Wednesday.
    ((days + 2) % 7) as u16 + 1
}

#[cfg(test)]
mod tests {
    use super::{days_in_month, weekday};

    #[test]
    fn weekdays_and_lengths_agree_with_another_calendar_for_every_day_of_the_range() {
        let mut day = jiff::civil::date(1970, 1, 1);
        while day.year() < 2200 {
            let (year, month) = (day.year().unsigned_abs(), u16::from(day.month().unsigned_abs()));
            let expected = u16::from(day.weekday().to_sunday_one_offset().unsigned_abs());
            assert_eq!(weekday(year, month, u16::from(day.day().unsigned_abs())), expected, "{day}");
            assert_eq!(days_in_month(year, month), u16::from(day.days_in_month().unsigned_abs()), "{day}");
            day = day.tomorrow().unwrap();
        }
    }
}
