//! All that is wrong with a document, and all in it that surprises.

use std::collections::BTreeSet;
use std::ops::Range;

use serde_json::{Map, Value};

use super::lapse::{Lapse, Sort, Weight};
use super::read::{Part, PolicyFault, statement, unfit};
use super::whom;
use super::{Policy, Version};
use crate::iam::arn::arn_fault;
use crate::iam::asking::{Doubt, Line, Word, doubts};
use crate::iam::names::{Standing, standing};
use crate::iam::reach::{can_apply, done_to};
use crate::model::Effect;

/// Says all that is wrong with a document; where it is not said what it is for, its statements say it.
#[must_use]
pub fn inspect(document: &Value, sort: Option<Sort>) -> Vec<Lapse> {
    let Some(fields) = document.as_object() else { return refused(document) };
    let version = match fields.get("Version").and_then(Value::as_str) {
        Some("2012-10-17") => Version::New,
        _ => Version::Old,
    };
    let statements: Vec<(String, &Value)> = match fields.get("Statement") {
        Some(Value::Array(items)) => {
            items.iter().enumerate().map(|(at, item)| (format!("Statement[{at}]"), item)).collect()
        }
        Some(item) => vec![("Statement".to_owned(), item)],
        None => Vec::new(),
    };
    let mut found = Vec::new();
    let mut sound = Vec::new();
    for (path, item) in &statements {
        match (statement(path, item, version), item.as_object()) {
            (Ok(_), Some(fields)) => sound.push((path.as_str(), fields)),
            (Err(fault), _) => {
                found.push(told(fault));
            }
            (Ok(_), None) => {}
        }
    }
    if found.is_empty() {
        found = refused(document);
    }
    if fields.get("Statement").and_then(Value::as_array).is_some_and(Vec::is_empty) {
        found.push(Lapse::new(Weight::Refused, "Statement", "the policy says nothing").of("empty-policy"));
    }
    let sort = sort.unwrap_or_else(|| sort_of(&sound));
    for (path, fields) in &sound {
        let one = One { path, fields, version, sort };
        one.elements(&mut found);
        one.actions(&mut found);
        one.resources(&mut found);
        one.conditions(&mut found);
    }
    sids(&sound, sort, &mut found);
    size(document, sort, &mut found);
    found
}

/// Why a document is none.
fn refused(document: &Value) -> Vec<Lapse> {
    let fault = Policy::read(document).err();
    fault.map(told).into_iter().collect()
}

/// A fault with the name of what it is about, where the message needs it.
fn told(fault: PolicyFault) -> Lapse {
    let name = fault.path.rsplit('.').next().unwrap_or_default();
    let needs = ["is ", "must ", "names ", "write "].iter().any(|start| fault.message.starts_with(start));
    let colon = if fault.message.starts_with("write ") { ":" } else { "" };
    let message = if needs { format!("`{name}`{colon} {}", fault.message) } else { fault.message };
    Lapse { meant: fault.meant, ..Lapse::new(Weight::Refused, &fault.path, message).at(fault.part) }
}

type Fields = Map<String, Value>;

fn sort_of(statements: &[(&str, &Fields)]) -> Sort {
    let names = |fields: &Fields| fields.contains_key("Principal") || fields.contains_key("NotPrincipal");
    if !statements.iter().any(|(_, fields)| names(fields)) {
        return Sort::Identity;
    }
    let of_trust = |fields: &Fields| {
        let actions = texts("", fields.get("Action"));
        !fields.contains_key("Resource")
            && !actions.is_empty()
            && actions.iter().all(|(_, action)| action.to_ascii_lowercase().starts_with("sts:"))
    };
    if statements.iter().all(|(_, fields)| of_trust(fields)) { Sort::Trust } else { Sort::Resource }
}

/// Texts with their paths.
pub(super) fn texts<'a>(path: &str, value: Option<&'a Value>) -> Vec<(String, &'a str)> {
    match value {
        Some(Value::String(text)) => vec![(path.to_owned(), text.as_str())],
        Some(Value::Array(items)) => {
            let numbered = items.iter().enumerate();
            numbered.filter_map(|(at, item)| Some((format!("{path}[{at}]"), item.as_str()?))).collect()
        }
        _ => Vec::new(),
    }
}

fn sids(statements: &[(&str, &Fields)], sort: Sort, found: &mut Vec<Lapse>) {
    let mut known: BTreeSet<&str> = BTreeSet::new();
    for (path, fields) in statements {
        let Some(sid) = fields.get("Sid").and_then(Value::as_str) else { continue };
        if matches!(sort, Sort::Identity | Sort::Boundary | Sort::Session) {
            found.extend(whom::id(&format!("{path}.Sid"), sid));
        }
        if !known.insert(sid) {
            let lapse = Lapse::note(&format!("{path}.Sid"), format!("`{sid}` names another statement, too"));
            found.push(lapse.help("give each statement an id of its own"));
        }
    }
}

/// How long documents may be: `limits` of `iam.toml`.
fn size(document: &Value, sort: Sort, found: &mut Vec<Lapse>) {
    let text = document.to_string();
    let length = text.chars().filter(|c| !c.is_whitespace()).count();
    let (weight, most, of) = match sort {
        Sort::Identity if length > 10_240 => (Weight::Refused, 10_240, "a role's own lines"),
        Sort::Identity => (Weight::Note, 6_144, "a managed policy; a role's own lines may have 10240"),
        Sort::Boundary => (Weight::Refused, 6_144, "a managed policy"),
        Sort::Session => (Weight::Note, 2_048, "a session's policy"),
        Sort::Trust => (Weight::Refused, 2_048, "a role's trust"),
        Sort::Organisation | Sort::Resource => return,
    };
    if length > most {
        let message = format!("the policy has {length} characters without blanks, more than {most}");
        let help = format!("so many has {of}; name what belongs together by one pattern, or split it");
        found.push(Lapse::new(weight, "", message).of("policy-too-large").at(Part::Bytes(0..1)).help(help));
    }
}

/// A statement that IAM takes.
struct One<'a> {
    path: &'a str,
    fields: &'a Fields,
    version: Version,
    sort: Sort,
}

impl One<'_> {
    fn allows(&self) -> bool {
        self.fields.get("Effect").and_then(Value::as_str) == Some("Allow")
    }

    fn path_of(&self, name: &str) -> String {
        format!("{}.{name}", self.path)
    }

    fn has(&self, name: &str) -> bool {
        self.fields.contains_key(name)
    }

    /// Elements that are missing or out of place for what the document is for, and those that turn a list round.
    fn elements(&self, found: &mut Vec<Lapse>) {
        let named = ["Principal", "NotPrincipal"].into_iter().find(|name| self.has(name));
        match (self.sort, named) {
            (Sort::Resource | Sort::Trust, None) => {
                let lapse = Lapse::note(self.path, "the statement does not say whom it is about");
                found.push(lapse.help("IAM wants a `Principal` in what belongs to a resource"));
            }
            (Sort::Identity | Sort::Boundary | Sort::Session | Sort::Organisation, Some(name)) => {
                let lapse = Lapse::note(&self.path_of(name), format!("`{name}` has no place in this policy"));
                let help = "it is about whoever has it; IAM wants no principal there";
                found.push(lapse.at(Part::Name).help(help));
            }
            _ => {}
        }
        let resource = self.has("Resource") || self.has("NotResource");
        if self.sort == Sort::Trust && resource {
            let name = if self.has("Resource") { "Resource" } else { "NotResource" };
            let lapse =
                Lapse::note(&self.path_of(name), "a trust policy is about its role, and names no resource");
            found.push(lapse.at(Part::Name));
        } else if self.sort != Sort::Trust && !resource {
            let lapse = Lapse::note(self.path, "the statement does not say what it is about");
            found.push(lapse.help("IAM wants a `Resource`, if only `\"*\"`"));
        }
        if self.allows() {
            self.turned(found);
        }
    }

    /// What `Allow` together with `Not…` comes to.
    fn turned(&self, found: &mut Vec<Lapse>) {
        let turned = [
            ("NotPrincipal", "everybody else, also outside the account", "name those who may by `Principal`"),
            ("NotResource", "everything else, also what is made later", "name what is meant by `Resource`"),
            (
                "NotAction",
                "every other action, also of services yet to come",
                "name what is meant by `Action`",
            ),
        ];
        for (name, what, help) in turned.into_iter().filter(|(name, ..)| self.has(name)) {
            let weight = if name == "NotAction" { Weight::Note } else { Weight::Surprise };
            let lapse =
                Lapse::new(weight, &self.path_of(name), format!("`Allow` with `{name}` allows {what}"));
            found.push(lapse.at(Part::Name).help(help));
        }
        let anybody =
            |value: &Value| value == "*" || texts("", value.get("AWS")).iter().any(|(_, who)| *who == "*");
        if self.fields.get("Principal").is_some_and(anybody) && !self.has("Condition") {
            let lapse = Lapse::surprise(&self.path_of("Principal"), "the statement allows it to everybody");
            found.push(lapse.help("name accounts or roles, or add a `Condition`"));
        }
    }

    fn actions(&self, found: &mut Vec<Lapse>) {
        for name in ["Action", "NotAction"] {
            for (path, action) in texts(&self.path_of(name), self.fields.get(name)) {
                found.extend(unknown(&path, action));
                if self.sort == Sort::Trust {
                    found.extend(whom::taking_on(&path, action));
                }
            }
        }
        for name in ["Principal", "NotPrincipal"] {
            let named = self.fields.get(name);
            found.extend(named.into_iter().flat_map(|named| whom::service(&self.path_of(name), named)));
        }
    }

    fn resources(&self, found: &mut Vec<Lapse>) {
        let mut arns: Vec<&str> = Vec::new();
        for name in ["Resource", "NotResource"] {
            for (path, arn) in texts(&self.path_of(name), self.fields.get(name)) {
                arns.push(arn);
                found.extend(self.variable(&path, arn));
                let fault = if arn.starts_with("arn:") { arn_fault(arn) } else { no_arn(arn) };
                let Some(fault) = fault else { continue };
                let weight = if fault.certain { Weight::Surprise } else { Weight::Note };
                let lapse = Lapse::new(weight, &path, fault.message).of("malformed-arn");
                let lapse = lapse.at(Part::Bytes(fault.at)).help(fault.help);
                found.push(Lapse { meant: fault.meant, ..lapse });
            }
        }
        if !self.has("Action") || !self.has("Resource") {
            return;
        }
        for (path, action) in texts(&self.path_of("Action"), self.fields.get("Action")) {
            let known = standing(action) == Standing::Known;
            if known && !arns.iter().any(|arn| arn_fault(arn).is_some() || can_apply(action, arn)) {
                let message = format!("`{action}` can never be done to what this statement names");
                found.push(Lapse::surprise(&path, message).of("dead-permission").help(done_to(action)));
            }
        }
    }

    fn conditions(&self, found: &mut Vec<Lapse>) {
        let operators = self.fields.get("Condition").and_then(Value::as_object).into_iter().flatten();
        for (word, keys) in operators {
            for (key, values) in keys.as_object().into_iter().flatten() {
                let path = format!("{}.{word}.{key}", self.path_of("Condition"));
                self.condition(&path, word, key, found);
                found.extend(self.asked(word, key, keys.as_object().map_or(0, Map::len)));
                if values.as_array().is_some_and(Vec::is_empty) {
                    found.push(Lapse::surprise(&path, "no value is named, so that none ever fits"));
                }
                for (path, value) in texts(&path, Some(values)) {
                    found.extend(self.variable(&path, value));
                    found.extend(literal_star(&path, word, value));
                }
            }
        }
    }

    /// An operator that holds where its key is absent.
    fn condition(&self, path: &str, word: &str, key: &str, found: &mut Vec<Lapse>) {
        let keys = self.fields.get("Condition").and_then(|all| all.get("Null")).and_then(Value::as_object);
        let asked = keys.is_some_and(|keys| keys.keys().any(|own| own.eq_ignore_ascii_case(key)));
        if self.allows() && word.starts_with("ForAllValues:") && !asked {
            let lapse = Lapse::surprise(path, format!("`{word}` holds, too, where `{key}` is absent"));
            found.push(lapse.at(Part::Name).help(format!("add `\"Null\": {{ \"{key}\": \"false\" }}`")));
        }
    }

    /// What is wrong with an operator and a key. Where an operator stands for several keys, it cannot just be another one.
    fn asked(&self, operator: &str, key: &str, keys: usize) -> Vec<Lapse> {
        let actions = texts("", self.fields.get("Action"));
        let actions: Vec<&str> = actions.iter().map(|(_, action)| *action).collect();
        let effect = if self.allows() { Effect::Allow } else { Effect::Deny };
        let path = format!("{}.{operator}", self.path_of("Condition"));
        let values = self.fields.get("Condition").and_then(|all| all.get(operator)?.get(key));
        // Another operator is no remedy for values that it does not compare.
        let compares =
            |meant: &String| texts("", values).iter().all(|(_, value)| unfit(meant, value).is_none());
        let lapse = |doubt: Doubt| {
            let shared = doubt.word == Word::Operator && keys > 1;
            let path = match doubt.word {
                Word::Operator if !shared => path.clone(),
                _ => format!("{path}.{key}"),
            };
            let lapse = Lapse::new(doubt.weight, &path, doubt.message).of(doubt.rule);
            let fits = |meant: &String| doubt.word == Word::Key || !shared && compares(meant);
            Lapse { meant: doubt.meant.filter(fits), ..lapse.at(Part::Name).help(doubt.help) }
        };
        // That `ForAllValues:` holds without its key is said above, where it matters.
        let doubts = doubts(&Line { operator, key, effect, actions: &actions }).into_iter();
        let said = |doubt: &Doubt| operator.starts_with("ForAllValues:") && doubt.weight == Weight::Note;
        doubts.filter(|doubt| !said(doubt)).map(lapse).collect()
    }

    fn variable(&self, path: &str, text: &str) -> Option<Lapse> {
        let start = text.find("${").filter(|_| self.version == Version::Old)?;
        let end = text.get(start..)?.find('}').map_or(text.len(), |length| start + length + 1);
        let variable = text.get(start..end)?;
        let lapse = Lapse::surprise(path, format!("`{variable}` is plain text in a policy of this version"));
        Some(lapse.at(Part::Bytes(start..end)).help("write `\"Version\": \"2012-10-17\"`"))
    }
}

/// Why a text names no resource.
fn no_arn(text: &str) -> Option<crate::iam::ArnFault> {
    let open =
        text.starts_with(['*', '?', '$']) || "arn:".starts_with(text.split('*').next().unwrap_or(text));
    (!open).then(|| crate::iam::ArnFault {
        at: 0..text.len(),
        message: format!("`{text}` is no ARN"),
        help: "write `*`, or `arn:aws:service:region:account:resource`".to_owned(),
        meant: None,
        certain: true,
    })
}

/// A wildcard behind an operator that compares letter by letter.
fn literal_star(path: &str, word: &str, value: &str) -> Option<Lapse> {
    let plain = value.replace("${*}", "").replace("${?}", "");
    let equals = word.contains("StringEquals") || word.contains("StringNotEquals");
    (equals && plain.contains(['*', '?'])).then(|| {
        let like = word.replace("EqualsIgnoreCase", "Like").replace("Equals", "Like");
        let lapse = Lapse::surprise(path, format!("`{word}` takes the wildcard in `{value}` as a letter"));
        lapse.help(format!("did you mean `{like}`?"))
    })
}

/// An action that there is not.
fn unknown(path: &str, action: &str) -> Option<Lapse> {
    let (service, name) = action.split_once(':')?;
    let bytes = |range: Range<usize>| Part::Bytes(range);
    let of_name = || bytes(service.len() + 1..action.len());
    let lapse = match standing(action) {
        Standing::Known => return None,
        Standing::Wild => Lapse::note(path, format!("`{action}` leaves the service open"))
            .at(bytes(0..service.len()))
            .help("write the services out: `\"s3:*\", \"sqs:*\"`"),
        Standing::NoService { meant } => {
            let lapse = Lapse::surprise(path, format!("IAM has no service `{service}`"));
            let lapse = lapse.at(bytes(0..service.len()));
            match meant {
                Some(meant) => lapse.help(format!("did you mean `{meant}:{name}`?")).meant(meant),
                None => lapse.help("an action is a service and a name: `s3:GetObject`"),
            }
        }
        Standing::NoAction { meant, elsewhere } => {
            let message = match name.contains(['*', '?']) {
                true => format!("no action of `{service}` matches `{name}`"),
                false => format!("`{service}` has no action `{name}`"),
            };
            let lapse = Lapse::surprise(path, message).at(of_name());
            match (meant, elsewhere.as_slice()) {
                (_, [one]) => lapse
                    .at(bytes(0..service.len()))
                    .help(format!("did you mean `{one}:{name}`?"))
                    .meant(*one),
                (Some(meant), _) => lapse.help(format!("did you mean `{service}:{meant}`?")).meant(meant),
                (None, []) => lapse.help("the statement says nothing of what there is"),
                (None, several) => {
                    lapse.help(format!("actions of that name are in `{}`", several.join("`, `")))
                }
            }
        }
    };
    Some(lapse.of("unknown-action"))
}
