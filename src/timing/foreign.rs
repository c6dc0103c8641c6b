//! Cron as other tools write it, told in AWS's six fields.

use super::field::WEEKDAYS;
use super::piece::Piece;

/// What the fields mean in AWS's spelling, if it can be told; five fields are Unix cron, seven begin with seconds.
pub(super) fn translate(words: &[Piece<'_>]) -> Option<String> {
    let words: Vec<&str> = words.iter().map(|word| word.text).collect();
    match words.as_slice() {
        ["0", rest @ ..] if rest.len() == 6 => Some(rest.join(" ")),
        [word] => named(word).map(str::to_owned),
        // A `?` is AWS's: only the year was left out.
        [_, _, _, _, _] if words.contains(&"?") => Some(format!("{} *", words.join(" "))),
        [minutes, hours, month_day, month, "*"] => Some(format!("{minutes} {hours} {month_day} {month} ? *")),
        [minutes, hours, "*", month, weekday] => {
            let weekday = from_unix_weekday(weekday)?;
            Some(format!("{minutes} {hours} ? {month} {weekday} *"))
        }
        // With both days set Unix fires on either, which takes two expressions here.
        _ => None,
    }
}

/// What Unix cron has a word for.
fn named(word: &str) -> Option<&'static str> {
    Some(match word.strip_prefix('@').unwrap_or(word) {
        "hourly" => "0 * * * ? *",
        "daily" | "midnight" => "0 0 * * ? *",
        "weekly" => "0 0 ? * SUN *",
        "monthly" => "0 0 1 * ? *",
        "yearly" | "annually" => "0 0 1 1 ? *",
        _ => return None,
    })
}

/// Unix counts weekdays from 0 for Sunday, and knows 7 for it too; names mean the same everywhere.
fn from_unix_weekday(field: &str) -> Option<String> {
    let day = |text: &str| match text.parse::<u16>() {
        Ok(number @ 0..=7) => Some(WEEKDAYS.spell(number % 7 + 1)),
        Ok(_) => None,
        Err(_) => Some(text.to_uppercase()),
    };
    let item = |text: &str| text.split('-').map(day).collect::<Option<Vec<_>>>().map(|days| days.join("-"));
    field.split(',').map(item).collect::<Option<Vec<_>>>().map(|items| items.join(","))
}
