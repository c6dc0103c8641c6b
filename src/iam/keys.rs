//! Which keys conditions may ask about, what they hold, and which actions have them.

use std::collections::BTreeSet;
use std::sync::OnceLock;

use rustc_hash::FxHashMap;

use super::names::{is_service, nearest_service};
use super::wildcard::{Case, matches};
use crate::base::did_you_mean;

/// The keys of each service; the file says how.
static TEXT: &str = include_str!("conditions.txt");

/// Keys that any request of a role may have, though they are called after a service: those of its session.
const OF_SESSIONS: &[&str] = &[
    "ec2:roledelivery",
    "ec2:sourceinstancearn",
    "glue:credentialissuingservice",
    "glue:roleassumedby",
    "identitystore:userid",
    "lambda:sourcefunctionarn",
    "ssm:sourceinstancearn",
];

/// What a key holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Holds {
    Text,
    Number,
    Time,
    Truth,
    Arn,
    Address,
}

/// A key.
#[derive(Debug, Clone)]
pub(super) struct Key {
    /// As AWS writes it, with its service; `*` stands for any rest.
    pub(super) name: String,
    pub(super) holds: Holds,
    /// Whether it may have several values at once.
    pub(super) several: bool,
    taken: Taken,
}

/// Which actions of a service have a key.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Taken {
    /// That is not known.
    Unknown,
    /// Just these, in small letters.
    By(Vec<String>),
    /// All but these, in small letters.
    ByAllBut(Vec<String>),
}

/// What is known of a service.
#[derive(Debug, Default)]
struct Service {
    /// Whether it is known which of its actions have which key.
    judged: bool,
    keys: Vec<Key>,
}

/// What is known of the name of a key.
#[derive(Debug, Clone)]
pub(super) enum KeyStanding {
    /// There is such a key.
    Known(&'static Key),
    /// It is one of an identity provider, or of a service whose keys are not known here.
    Open,
    /// It has no service before it.
    Bare { meant: Option<String> },
    /// There is no such service.
    NoService { meant: Option<String> },
    /// The service has none of that name.
    NoKey { meant: Option<String> },
}

fn services() -> &'static FxHashMap<&'static str, Service> {
    static SERVICES: OnceLock<FxHashMap<&'static str, Service>> = OnceLock::new();
    SERVICES.get_or_init(|| {
        let mut services: FxHashMap<&'static str, Service> = FxHashMap::default();
        let mut current = "";
        let mut row: Vec<&'static str> = Vec::new();
        for line in TEXT.lines().filter(|line| !line.starts_with('#')) {
            if !line.starts_with("  ") {
                read(services.entry(current).or_default(), current, &std::mem::take(&mut row));
            }
            if line.starts_with(' ') {
                row.extend(line.split_ascii_whitespace());
            } else {
                current = line;
            }
        }
        read(services.entry(current).or_default(), current, &row);
        services
    })
}

/// One row of a service: keys, and the actions that have them.
fn read(service: &mut Service, name: &str, row: &[&str]) {
    let bar = row.iter().position(|word| *word == "|");
    let (keys, actions) = row.split_at(bar.unwrap_or(row.len()));
    service.judged |= bar.is_some();
    let lower = |words: &[&str]| words.iter().map(|word| word.to_ascii_lowercase()).collect::<Vec<_>>();
    let taken = match actions {
        [] => Taken::Unknown,
        [_, "*", but @ ..] => {
            Taken::ByAllBut(lower(but).iter().map(|word| word.trim_start_matches('!').to_owned()).collect())
        }
        [_, by @ ..] => Taken::By(lower(by)),
    };
    for (key, sort) in keys.iter().filter_map(|word| word.split_once('=')) {
        // A key of another service begins with that; names of keys with a colon in them are capitalised.
        let foreign = key.contains(':') && key.starts_with(|c: char| c.is_ascii_lowercase());
        let name = if foreign { (*key).to_owned() } else { format!("{name}:{key}") };
        let holds = match sort.trim_end_matches('+') {
            "N" => Holds::Number,
            "D" => Holds::Time,
            "B" => Holds::Truth,
            "A" => Holds::Arn,
            "I" => Holds::Address,
            _ => Holds::Text,
        };
        service.keys.push(Key { name, holds, several: sort.ends_with('+'), taken: taken.clone() });
    }
}

impl Key {
    /// Whether it is called so, in whatever case.
    fn is_called(&self, name: &str) -> bool {
        match self.name.strip_suffix('*') {
            Some(start) => {
                name.len() > start.len()
                    && name.get(..start.len()).is_some_and(|own| own.eq_ignore_ascii_case(start))
            }
            None => self.name.eq_ignore_ascii_case(name),
        }
    }
}

/// A key that conditions may ask about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConditionKey {
    /// As AWS writes it; `*` at its end stands for any rest.
    pub name: String,
    /// What it holds, in a word or two.
    pub holds: &'static str,
}

/// The keys that requests of some actions may have, then those that every request may have; by name each.
#[must_use]
pub fn condition_keys(actions: &[&str]) -> Vec<ConditionKey> {
    let named: BTreeSet<String> = actions
        .iter()
        .filter_map(|action| action.split_once(':'))
        .map(|(name, _)| name.to_ascii_lowercase())
        .collect();
    let own = named.iter().filter_map(|name| services().get(name.as_str())).flat_map(|service| &service.keys);
    let taken = |key: &&Key| actions.iter().any(|action| action_has(action, &key.name) != Some(false));
    let globals = services().get("aws").into_iter().flat_map(|aws| &aws.keys);
    let shown = |key: &Key| ConditionKey { name: key.name.clone(), holds: key.holds.word() };
    let mut found: Vec<ConditionKey> = own.filter(taken).map(shown).collect();
    found.sort_by(|one, other| one.name.cmp(&other.name));
    found.extend(globals.map(shown));
    found
}

impl Holds {
    const fn word(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Number => "a number",
            Self::Time => "a time",
            Self::Truth => "true or false",
            Self::Arn => "an ARN",
            Self::Address => "an address",
        }
    }
}

/// Looks a key up.
pub(super) fn key_standing(name: &str) -> KeyStanding {
    let Some((service, rest)) = name.split_once(':') else {
        let globals = services().get("aws").map_or(&[][..], |aws| &aws.keys);
        let meant = did_you_mean(name, globals.iter().filter_map(|key| key.name.strip_prefix("aws:")));
        return KeyStanding::Bare { meant: meant.map(|meant| format!("aws:{meant}")) };
    };
    if service.contains('.') || name.contains("${") {
        return KeyStanding::Open;
    }
    let service = service.to_ascii_lowercase();
    let Some(known) = services().get(service.as_str()) else {
        if is_service(&service) {
            return KeyStanding::Open;
        }
        let nearest = if did_you_mean(&service, ["aws"]).is_some() { Some("aws") } else { None };
        let meant = nearest.or_else(|| nearest_service(&service));
        return KeyStanding::NoService { meant: meant.map(|meant| format!("{meant}:{rest}")) };
    };
    if let Some(key) = known.keys.iter().find(|key| key.is_called(name)) {
        return KeyStanding::Known(key);
    }
    KeyStanding::NoKey { meant: meant(&service, rest, &known.keys) }
}

/// The key of a service that is meant: one whose name is near, one with a rest behind it, or a global one.
fn meant(service: &str, rest: &str, keys: &[Key]) -> Option<String> {
    let (head, tail) = rest.split_once('/').map_or((rest, None), |(head, tail)| (head, Some(tail)));
    let own = |key: &'_ Key| key.name.split_once(':').map(|(_, own)| own.to_owned());
    let names: Vec<String> = keys.iter().filter_map(own).collect();
    let heads = names.iter().filter_map(|name| name.strip_suffix("/*"));
    if let Some(near) = tail.and_then(|_| did_you_mean(head, heads)) {
        return Some(format!("{service}:{near}/{}", tail.unwrap_or_default()));
    }
    let plain = names.iter().map(String::as_str).filter(|name| !name.ends_with('*'));
    if let Some(near) = did_you_mean(rest, plain) {
        return Some(format!("{service}:{near}"));
    }
    let globals = services().get("aws").map_or(&[][..], |aws| &aws.keys);
    globals.iter().find(|key| key.is_called(&format!("aws:{rest}"))).map(|_| format!("aws:{rest}"))
}

/// Whether some action that a pattern matches has a key; `None` where that is not known.
pub(super) fn action_has(action: &str, key: &str) -> Option<bool> {
    let lower = key.to_ascii_lowercase();
    if lower.starts_with("aws:") || OF_SESSIONS.contains(&lower.as_str()) {
        return None;
    }
    let (service, name) = action.split_once(':')?;
    let known = services().get(service.to_ascii_lowercase().as_str()).filter(|service| service.judged)?;
    let Some(key) = known.keys.iter().find(|own| own.is_called(key)) else { return Some(false) };
    let is = |own: &String| matches(Case::Insensitive, name, own);
    match &key.taken {
        Taken::Unknown => None,
        Taken::By(actions) => Some(actions.iter().any(is)),
        Taken::ByAllBut(_) if name.contains(['*', '?']) => Some(true),
        Taken::ByAllBut(actions) => Some(!actions.iter().any(is)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn meant(name: &str) -> Option<String> {
        match key_standing(name) {
            KeyStanding::Known(_) | KeyStanding::Open => None,
            KeyStanding::Bare { meant } | KeyStanding::NoService { meant } | KeyStanding::NoKey { meant } => {
                Some(meant.unwrap_or_default())
            }
        }
    }

    #[test]
    fn keys_are_known_without_regard_to_case_and_with_a_rest() {
        for name in [
            "aws:sourceip",
            "AWS:SecureTransport",
            "aws:PrincipalTag/team",
            "s3:prefix",
            "kms:EncryptionContext:aws:s3:arn",
            "iam:PassedToService",
            "token.actions.githubusercontent.com:sub",
        ] {
            assert_eq!(meant(name), None, "{name}");
        }
        for (name, other) in [
            ("SourceIp", "aws:SourceIp"),
            ("aws:SourceIpp", "aws:SourceIp"),
            ("aws:PrincipelTag/team", "aws:PrincipalTag/team"),
            ("s3:SecureTransport", "aws:SecureTransport"),
            ("s3:prefx", "s3:prefix"),
            ("asw:SourceIp", "aws:SourceIp"),
            ("sqs:nothing", ""),
        ] {
            assert_eq!(meant(name).as_deref(), Some(other), "{name}");
        }
    }

    #[test]
    fn actions_have_some_keys_and_not_others() {
        for (action, key, has) in [
            ("s3:ListBucket", "s3:prefix", Some(true)),
            ("s3:GetObject", "s3:prefix", Some(false)),
            ("S3:List*", "s3:Prefix", Some(true)),
            ("s3:GetObject", "s3:TlsVersion", Some(true)),
            ("s3:*", "s3:x-amz-acl", Some(true)),
            ("sqs:SendMessage", "s3:prefix", Some(false)),
            ("s3:GetObject", "aws:SourceIp", None),
            ("ec2:RunInstances", "ec2:Region", None),
            ("s3:GetObject", "ec2:SourceInstanceARN", None),
            ("*", "s3:prefix", None),
        ] {
            assert_eq!(action_has(action, key), has, "{action} {key}");
        }
    }
}
