//! What rules hear of what code does.

use serde_json::{Value as Json, json};

use super::cx::Cx;
use crate::events::Pattern;
use crate::model::{FlowEnds, Need, Resource, Value, to_plain_json};

/// What the rule of an arrow listens for.
#[derive(Debug)]
pub(super) struct Listening {
    pattern: Pattern,
    /// The pattern's own words for keys of objects.
    keys: Vec<Key>,
}

/// A word for keys.
#[derive(Debug)]
enum Key {
    Whole(String),
    Start(String),
    End(String),
}

impl Listening {
    /// Of an arrow from a rule whose pattern EventBridge takes.
    pub(super) fn of<'a>(cx: &Cx<'a>, ends: &'a FlowEnds) -> Option<Self> {
        let rule = cx.source(ends).filter(|source| source.kind == "rule")?;
        let own = rule.input("bus").and_then(Value::as_str) == Some("default");
        let pattern = rule.input("pattern").filter(|_| own).map(to_plain_json)?;
        let keys = pattern.pointer("/detail/object/key").and_then(Json::as_array).into_iter().flatten();
        let keys = keys.filter_map(key).collect();
        Some(Self { pattern: Pattern::read(&pattern).ok()?, keys })
    }

    /// A key that a need may write or delete and of which the rule is told, if its bucket tells of its objects.
    pub(super) fn hears(&self, cx: &Cx<'_>, need: &Need) -> Option<String> {
        let bucket = need.on.as_ref().and_then(|on| cx.get(on)).filter(|on| on.kind == "bucket")?;
        if bucket.input("eventbridge") != Some(&Value::Bool(true)) {
            return None;
        }
        let what = match need.verb.as_str() {
            "write" => "Object Created",
            "delete" => "Object Deleted",
            _ => return None,
        };
        let known = |key: &String| self.pattern.may_match(&event(cx, bucket, what, key));
        self.candidates(bucket, need).into_iter().find(known)
    }

    /// Keys that a need covers, made of the words of both.
    fn candidates(&self, bucket: &Resource, need: &Need) -> Vec<String> {
        let inside = format!("{}/", bucket.output("arn").unwrap_or_default());
        let mut found = Vec::new();
        for written in need.resources.iter().filter_map(|arn| arn.strip_prefix(&inside)) {
            let start = written.split('*').next().unwrap_or_default();
            let mut starts = vec![format!("{start}x")];
            for key in &self.keys {
                match key {
                    Key::Whole(whole) if whole.starts_with(start) => found.push(whole.clone()),
                    Key::Start(own) if own.starts_with(start) => starts.push(format!("{own}x")),
                    _ => {}
                }
            }
            let ends = self.keys.iter().filter_map(|key| match key {
                Key::End(end) => Some(end.as_str()),
                _ => None,
            });
            for end in std::iter::once("").chain(ends) {
                found.extend(starts.iter().map(|start| format!("{start}{end}")));
            }
        }
        found
    }
}

/// A word for keys, of one item of a pattern's list.
fn key(item: &Json) -> Option<Key> {
    if let Some(whole) = item.as_str() {
        return Some(Key::Whole(whole.to_owned()));
    }
    let (operator, text) = item.as_object()?.iter().next()?;
    let text = text.as_str()?;
    match operator.as_str() {
        "prefix" => Some(Key::Start(text.to_owned())),
        "suffix" => Some(Key::End(text.to_owned())),
        // As long as each star stands for nothing.
        "wildcard" => Some(Key::Whole(text.replace('*', ""))),
        _ => None,
    }
}

/// What is known of an event of a bucket beforehand.
fn event(cx: &Cx<'_>, bucket: &Resource, what: &str, key: &str) -> Json {
    json!({
        "version": "0",
        "source": "aws.s3",
        "detail-type": what,
        "account": cx.account(),
        "region": cx.region(),
        "resources": [bucket.output("arn")],
        "detail": { "bucket": { "name": bucket.output("name") }, "object": { "key": key } },
    })
}
