//! What is wrong with a line of a condition: keys that there are not, or not for these actions, and operators that do not
//! compare what a key holds.

use super::keys::{Holds, Key, KeyStanding, action_has, key_standing};
use super::policy::{Compares, Weight, compares};
use crate::model::Effect;

/// A line of a condition, and the statement that it belongs to.
#[derive(Debug, Clone, Copy)]
pub struct Line<'a> {
    /// As it is written: `ForAnyValue:StringLike`.
    pub operator: &'a str,
    /// As it is written: `aws:SourceIp`.
    pub key: &'a str,
    /// What the statement says where it speaks.
    pub effect: Effect,
    /// What it is about; empty where it names what it is not about.
    pub actions: &'a [&'a str],
}

/// Which word of a line is at fault.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Word {
    /// The operator.
    Operator,
    /// The key.
    Key,
}

/// Something wrong with a line of a condition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Doubt {
    /// The rule that it breaks.
    pub rule: &'static str,
    /// How much it weighs.
    pub weight: Weight,
    /// What is at fault.
    pub word: Word,
    /// One line.
    pub message: String,
    /// What to do.
    pub help: String,
    /// What should stand there instead.
    pub meant: Option<String>,
}

/// Says what is wrong with a line; nothing if its operator is none.
#[must_use]
pub fn doubts(line: &Line<'_>) -> Vec<Doubt> {
    let Some(compared) = compares(line.operator) else { return Vec::new() };
    match key_standing(line.key) {
        KeyStanding::Open => Vec::new(),
        KeyStanding::Known(key) => {
            [operator(line, key, compared), several(line, key, compared), absent(line, compared)]
                .into_iter()
                .flatten()
                .collect()
        }
        KeyStanding::Bare { meant } => {
            let message = format!("`{}` is no key: one has a service or `aws` before it", line.key);
            vec![unknown(message, Weight::Surprise, meant)]
        }
        KeyStanding::NoService { meant } => {
            let message = format!("there are no keys of `{}`", before_colon(line.key));
            vec![unknown(message, Weight::Surprise, meant)]
        }
        KeyStanding::NoKey { meant } => vec![no_key(line, meant)],
    }
}

fn before_colon(key: &str) -> &str {
    key.split(':').next().unwrap_or(key)
}

fn unknown(message: String, weight: Weight, meant: Option<String>) -> Doubt {
    let help = match &meant {
        Some(meant) => format!("did you mean `{meant}`?"),
        None => {
            "no request has it, as far as is known here: the condition holds for none, or for all".to_owned()
        }
    };
    Doubt { rule: "unknown-condition-key", weight, word: Word::Key, message, help, meant }
}

fn no_key(line: &Line<'_>, meant: Option<String>) -> Doubt {
    let service = before_colon(line.key);
    let with_rest = matches!(key_standing(&format!("{}/x", line.key)), KeyStanding::Known(_));
    if with_rest {
        let message = format!("`{}` needs the name of a tag behind it", line.key);
        let doubt = unknown(message, Weight::Surprise, None);
        return Doubt { help: format!("write `{}/NAME`", line.key), ..doubt };
    }
    // New global keys come now and then, so that one that is near to none may be one of these.
    let global = service.eq_ignore_ascii_case("aws");
    let weight = if global && meant.is_none() { Weight::Note } else { Weight::Surprise };
    let message = match global {
        true => format!("`{}` is none of the global keys that are known here", line.key),
        false => format!("`{service}` has no key `{}`", line.key),
    };
    unknown(message, weight, meant)
}

/// An operator that compares something else than the key holds.
fn operator(line: &Line<'_>, key: &Key, compared: Compares) -> Option<Doubt> {
    let fits = match key.holds {
        Holds::Text => matches!(compared.what, "String"),
        Holds::Number => compared.what == "Numeric",
        Holds::Time => matches!(compared.what, "Date") || is_epoch(&key.name) && compared.what == "Numeric",
        Holds::Truth => compared.what == "Bool",
        Holds::Arn => compared.what == "Arn",
        Holds::Address => compared.what == "IpAddress",
    };
    if fits || compared.what == "Null" {
        return None;
    }
    // The text of an ARN may be compared as text; and of what is called a text some is an ARN or a truth.
    let sure = key.holds != Holds::Text && !(key.holds == Holds::Arn && compared.what == "String");
    let meant = instead(key.holds, compared);
    let message = match key.holds {
        Holds::Arn if compared.what == "String" => {
            format!("`{}` is an ARN, which `{}` compares as text", line.key, line.operator)
        }
        holds => format!("`{}` holds {}, which `{}` does not compare", line.key, told(holds), line.operator),
    };
    let help = match (&meant, sure) {
        (Some(meant), true) => format!("did you mean `{meant}`?"),
        (Some(meant), false) if key.holds == Holds::Arn => {
            format!("`{meant}` compares field by field, so that a `*` stays within one")
        }
        (Some(meant), false) => format!("`{meant}` compares texts"),
        (None, _) => format!("write `{}` with the opposite value", plain(key.holds)),
    };
    Some(Doubt {
        rule: "mismatched-operator",
        weight: if sure { Weight::Surprise } else { Weight::Note },
        word: Word::Operator,
        message,
        help,
        meant,
    })
}

fn is_epoch(name: &str) -> bool {
    name.eq_ignore_ascii_case("aws:EpochTime")
}

const fn told(holds: Holds) -> &'static str {
    match holds {
        Holds::Text => "a text",
        Holds::Number => "a number",
        Holds::Time => "a time",
        Holds::Truth => "`true` or `false`",
        Holds::Arn => "an ARN",
        Holds::Address => "an address",
    }
}

const fn plain(holds: Holds) -> &'static str {
    match holds {
        Holds::Text => "StringEquals",
        Holds::Number => "NumericEquals",
        Holds::Time => "DateEquals",
        Holds::Truth => "Bool",
        Holds::Arn => "ArnLike",
        Holds::Address => "IpAddress",
    }
}

/// The operator that says the same of what the key holds, with all that stands before and behind it.
fn instead(holds: Holds, compared: Compares) -> Option<String> {
    let bare = match (holds, compared.negated) {
        (Holds::Truth, true) => return None,
        (Holds::Text, true) if compared.what == "Arn" => "StringNotLike",
        (Holds::Text, false) if compared.what == "Arn" => "StringLike",
        (Holds::Text, true) => "StringNotEquals",
        (Holds::Number, true) => "NumericNotEquals",
        (Holds::Time, true) => "DateNotEquals",
        (Holds::Arn, true) => "ArnNotLike",
        (Holds::Address, true) => "NotIpAddress",
        (holds, false) => plain(holds),
    };
    let end = if compared.if_exists { "IfExists" } else { "" };
    Some(format!("{}{bare}{end}", compared.before))
}

/// A key with several values that is asked as if it had one, or the other way round.
fn several(line: &Line<'_>, key: &Key, compared: Compares) -> Option<Doubt> {
    let doubt = |weight, message: String, help: String, meant: String| Doubt {
        rule: "mismatched-operator",
        weight,
        word: Word::Operator,
        message,
        help,
        meant: Some(meant),
    };
    let (name, operator) = (line.key, line.operator);
    match (key.several, compared.before) {
        _ if compared.what == "Null" => None,
        (true, "") => {
            let message = format!("`{name}` may have several values, and `{operator}` asks about one");
            let help = format!("write `ForAnyValue:{operator}`, or `ForAllValues:{operator}`");
            Some(doubt(Weight::Surprise, message, help, format!("ForAnyValue:{operator}")))
        }
        // With `ForAnyValue:` a key that has one value is asked as without it.
        (false, all @ "ForAllValues:") => {
            let message = format!("`{name}` has one value, and `{operator}` holds, too, where it is absent");
            let plain = operator.strip_prefix(all)?.to_owned();
            Some(doubt(Weight::Note, message, "leave `ForAllValues:` out".to_owned(), plain))
        }
        _ => None,
    }
}

/// A key that some of the actions never have.
fn absent(line: &Line<'_>, compared: Compares) -> Option<Doubt> {
    if compared.what == "Null" || compared.if_exists || !compared.before.is_empty() {
        return None;
    }
    let without: Vec<&str> =
        line.actions.iter().filter(|action| action_has(action, line.key) == Some(false)).copied().collect();
    if without.is_empty() {
        return None;
    }
    let listed: Vec<String> = without.iter().map(|action| format!("`{action}`")).collect();
    let so = match (line.effect, compared.negated) {
        (Effect::Allow, false) => "so that this never allows it",
        (Effect::Allow, true) => "so that this allows it in any case",
        (Effect::Deny, false) => "so that this never denies it",
        (Effect::Deny, true) => "so that this denies it in any case",
    };
    Some(Doubt {
        rule: "absent-condition-key",
        weight: Weight::Surprise,
        word: Word::Key,
        message: format!("no request of {} has `{}`, {so}", listed.join(", "), line.key),
        help: match line.actions.len() == without.len() {
            true => "ask about a key that it has, or leave the condition out".to_owned(),
            false => "give it a statement of its own".to_owned(),
        },
        meant: None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(operator: &str, key: &str, actions: &[&str]) -> Vec<(&'static str, Option<String>)> {
        let line = Line { operator, key, effect: Effect::Allow, actions };
        doubts(&line).into_iter().map(|doubt| (doubt.rule, doubt.meant)).collect()
    }

    #[test]
    fn sound_lines_raise_no_doubt() {
        for (operator, key) in [
            ("StringEquals", "aws:PrincipalOrgID"),
            ("NumericLessThan", "s3:max-keys"),
            ("NumericLessThan", "aws:EpochTime"),
            ("DateGreaterThan", "aws:CurrentTime"),
            ("BoolIfExists", "aws:SecureTransport"),
            ("ArnLike", "aws:SourceArn"),
            ("NotIpAddress", "aws:SourceIp"),
            ("Null", "aws:TagKeys"),
            ("ForAnyValue:StringEquals", "aws:TagKeys"),
            ("ForAnyValue:StringEquals", "aws:username"),
        ] {
            assert_eq!(told(operator, key, &["s3:ListBucket"]), [], "{operator} {key}");
        }
    }

    #[test]
    fn operators_keep_what_stands_before_and_behind_them() {
        let meant = |operator: &str, key: &str| told(operator, key, &[]).pop().and_then(|(_, meant)| meant);
        for (operator, key, other) in [
            ("StringNotEqualsIfExists", "aws:SourceIp", Some("NotIpAddressIfExists")),
            ("StringLike", "aws:CurrentTime", Some("DateEquals")),
            ("StringEquals", "s3:max-keys", Some("NumericEquals")),
            ("StringNotLike", "aws:PrincipalArn", Some("ArnNotLike")),
            ("StringNotEquals", "aws:SecureTransport", None),
            ("StringEquals", "aws:TagKeys", Some("ForAnyValue:StringEquals")),
            ("ForAllValues:StringEquals", "aws:username", Some("StringEquals")),
        ] {
            assert_eq!(meant(operator, key).as_deref(), other, "{operator} {key}");
        }
    }
}
