//! What every event has around its `detail`, and so which patterns no event fits.

use serde_json::Value;

use super::pattern::{Matcher, Part};
use super::{Pattern, PatternFault};
use crate::base::did_you_mean;

/// The fields of every event that are text: `scheduled_event.fields` of `eventbridge.toml`.
const TEXTS: [&str; 7] = ["account", "detail-type", "id", "region", "source", "time", "version"];
/// Its other fields; the last one is there when events of an archive are sent again, which is from general knowledge.
const OTHERS: [&str; 3] = ["detail", "resources", "replay-name"];

/// From where all events of a bus come.
#[derive(Debug, Clone, Copy)]
pub struct Sender<'a> {
    /// Twelve digits.
    pub account: &'a str,
    /// `us-east-1`
    pub region: &'a str,
}

impl Pattern {
    /// What a pattern asks for that no event has, each with its place; of events from anywhere if it is not known from
    /// where they come.
    #[must_use]
    pub fn unmatchable(&self, sender: Option<Sender<'_>>) -> Vec<PatternFault> {
        self.all.iter().filter_map(|part| never(part, sender)).collect()
    }
}

/// Why no event has what a part asks for.
fn never(part: &Part, sender: Option<Sender<'_>>) -> Option<PatternFault> {
    let (name, matchers) = match part {
        Part::Or(_) => return None,
        Part::Inside(name, _) => (name.as_str(), None),
        Part::Field(name, matchers) => (name.as_str(), Some(matchers)),
    };
    let because = |message: String| Some(PatternFault { path: name.to_owned(), message });
    let known = || TEXTS.into_iter().chain(OTHERS);
    if !known().any(|field| field == name) {
        // What may be absent is asked to be, which is true of every event.
        if matchers.is_some_and(|matchers| matchers.iter().any(|one| matches!(one, Matcher::Exists(false)))) {
            return None;
        }
        return because(match did_you_mean(name, known()) {
            Some(meant) => format!("events have no field `{name}`; did you mean `{meant}`?"),
            None => format!("events have no field `{name}`; what a service tells stands in `detail`"),
        });
    }
    let Some(matchers) = matchers else {
        return TEXTS.contains(&name).then(|| format!("`{name}` of an event is text")).and_then(because);
    };
    if name == "detail" {
        return because("`detail` of an event is an object, whose fields stand in braces".to_owned());
    }
    if !TEXTS.contains(&name) {
        return None;
    }
    let value = match (name, sender) {
        ("version", _) => Some("0"),
        ("account", Some(sender)) => Some(sender.account),
        ("region", Some(sender)) => Some(sender.region),
        _ => None,
    };
    if let Some(value) = value {
        let text = Value::from(value);
        let fits = matchers.iter().any(|matcher| matcher.takes(Some(&text)));
        return if fits { None } else { because(format!("`{name}` of its events is `{value}`")) };
    }
    let text = |matcher: &Matcher| match matcher {
        Matcher::Exactly(value) => value.is_string(),
        Matcher::Numeric(_) | Matcher::Exists(false) => false,
        _ => true,
    };
    if matchers.iter().any(text) {
        None
    } else {
        because(format!("`{name}` of an event is text, and always there"))
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{Pattern, Sender};

    #[test]
    fn what_no_event_has_is_told_with_its_place() {
        let sender = Sender { account: "111122223333", region: "us-east-1" };
        let cases = [
            (json!({ "source": ["aws.s3"], "account": ["111122223333"] }), ""),
            (
                json!({ "detailtype": ["x"] }),
                "detailtype: events have no field `detailtype`; did you mean `detail-type`?",
            ),
            (json!({ "detailtype": [{ "exists": false }] }), ""),
            (json!({ "account": ["444455556666"] }), "account: `account` of its events is `111122223333`"),
            (json!({ "region": [{ "prefix": "us-" }] }), ""),
            (json!({ "version": ["1"] }), "version: `version` of its events is `0`"),
            (
                json!({ "source": [{ "exists": false }] }),
                "source: `source` of an event is text, and always there",
            ),
            (json!({ "source": [{ "anything-but": "aws.s3" }] }), ""),
            (json!({ "source": { "name": ["x"] } }), "source: `source` of an event is text"),
            (
                json!({ "detail": ["x"] }),
                "detail: `detail` of an event is an object, whose fields stand in braces",
            ),
        ];
        for (pattern, wanted) in cases {
            let faults = Pattern::read(&pattern).unwrap().unmatchable(Some(sender));
            let said: Vec<String> = faults.iter().map(ToString::to_string).collect();
            assert_eq!(said.join("; "), wanted, "{pattern}");
        }
    }
}
