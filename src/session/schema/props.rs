//! The properties of a resource, found by the paths of the rows and written out in the language.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use serde_json::{Map, Value};

use super::is_required;
use super::literal::{Literal, literal, quoted, stand_in};
use super::paths::{beside, chosen, find, find_list, items_on, joined, leaves, paths, within};
use crate::catalog::{Attr, Block, BlockBody, Declarable, Events, Kind, Link, Presence, Shape, Type};

/// What CloudFormation calls the label of one of several.
const LABELS: [&str; 4] = ["Name", "Key", "Namespace", "IndexName"];

/// The kind that an arrow leads to where nothing says which.
const TARGET: &str = "queue";

/// A resource as it is written out.
pub(super) struct Wording<'a> {
    pub(super) kind: &'a Kind,
    pub(super) ty: &'a str,
    props: &'a Map<String, Value>,
    /// The stack with nothing but the resource.
    pub(super) text: String,
    /// What is wrong by itself, each with its rule.
    pub(super) problems: Vec<(&'static str, String)>,
    /// Paths that no row knows.
    pub(super) unsupported: Vec<String>,
    /// Whether it is a sort of thing that the language has no word for.
    pub(super) foreign: bool,
    /// Most items of a list of which a row reads the first only.
    pub(super) longest: usize,
    /// Paths that a row knows.
    pub(super) known: BTreeSet<String>,
    /// Paths of what stands where the language has no word.
    pub(super) beyond: Vec<String>,
    /// Other resources that are needed: kind and name.
    others: BTreeSet<String>,
    /// What leads to peers that are not known.
    peers: Vec<Value>,
}

impl<'a> Wording<'a> {
    pub(super) fn new(kind: &'a Kind, ty: &'a str, props: &'a Map<String, Value>) -> Self {
        Self {
            kind,
            ty,
            props,
            text: String::new(),
            problems: Vec::new(),
            unsupported: Vec::new(),
            foreign: false,
            longest: 1,
            known: BTreeSet::new(),
            beyond: Vec::new(),
            others: BTreeSet::new(),
            peers: Vec::new(),
        }
    }

    /// Writes the stack.
    pub(super) fn write(&mut self) {
        self.text.push_str("stack template { region = \"us-east-1\"  account = \"111122223333\" }\n");
        if self.kind.declared == Declarable::No {
            return self.hidden();
        }
        let _ = writeln!(self.text, "{} it {{", self.kind.name);
        let props =
            Value::Object(self.props.iter().map(|(name, value)| (name.clone(), options(value))).collect());
        let props = self.opened(props);
        self.name();
        self.shape(self.kind.shape, &props, "", "");
        self.implied(&props);
        self.table("tags", &props, "Tags", "");
        self.text.push_str("}\n");
        self.arrow(&props);
        for other in &self.others {
            let _ = writeln!(self.text, "{other} {{}}");
        }
        self.unknown(&props);
    }

    /// Judges what no stack declares, which has no text of its own, by what goes with what alone.
    fn hidden(&mut self) {
        let props = Value::Object(self.props.clone());
        self.implied(&props);
        let own = self.text.len();
        self.table("tags", &props, "Tags", "");
        self.text.truncate(own);
        self.unknown(&props);
    }

    /// Names what no row knows.
    fn unknown(&mut self, props: &Value) {
        let mut unknown = Vec::new();
        leaves("", props, &mut unknown);
        unknown.retain(|path| self.beyond.contains(path) || !self.is_known(path));
        self.unsupported = unknown;
    }

    /// The name, which CloudFormation calls after the type.
    fn name(&mut self) {
        if self.kind.naming.is_none() || self.kind.cfn != self.ty {
            return;
        }
        let last = self.ty.rsplit("::").next().unwrap_or_default();
        // `SecurityGroupName`, `GroupName`, `Name`.
        let words = last.match_indices(|c: char| c.is_ascii_uppercase()).filter_map(|(at, _)| last.get(at..));
        for property in words.chain([""]).map(|words| format!("{words}Name")) {
            match self.props.get(&property) {
                Some(Value::String(name)) => {
                    let _ = writeln!(self.text, "name = {}", quoted(name));
                }
                Some(_) => {}
                None => continue,
            }
            self.known.insert(property);
            return;
        }
    }

    /// Attributes and blocks, looked for in `at`, which lies at `path` of the resource.
    fn shape(&mut self, shape: &Shape, at: &Value, path: &str, prefix: &str) {
        for attr in shape.attrs {
            // `Code.ImageUri` says more than `Code`.
            let nearer = shape.attrs.iter().any(|other| {
                other.cfn.strip_prefix(attr.cfn).is_some_and(|rest| rest.starts_with('.'))
                    && find(at, other.cfn).is_some()
            });
            if attr.cfn.is_empty() || !nearer {
                self.attr(attr, at, path, prefix);
            }
        }
        for block in shape.blocks {
            self.block(block, at, path, prefix);
        }
        self.statements(shape, at, path, prefix);
    }

    /// An arrow, if the resource says itself what its target is given and how often it is tried. Where it leads is not
    /// known; a queue takes whatever it is sent.
    fn arrow(&mut self, props: &Value) {
        let leads = |link: &&Link| link.targets.contains(&TARGET) && matches!(link.events, Events::None);
        let Some(link) = self.kind.links.iter().find(leads) else { return };
        let says = |attr: &Attr| paths(attr.cfn).any(|own| find(props, own).is_some());
        if !link.options.iter().any(says) {
            return;
        }
        let _ = writeln!(self.text, "{TARGET} target {{}}\n{}.it -> {TARGET}.target {{", self.kind.name);
        for attr in link.options {
            self.attr(attr, props, "", "->");
        }
        self.text.push_str("}\n");
    }

    fn attr(&mut self, attr: &Attr, at: &Value, path: &str, prefix: &str) {
        for cfn in paths(attr.cfn) {
            let Some(own) = (if prefix.is_empty() { within(cfn, self.kind, self.ty) } else { Some(cfn) })
            else {
                continue;
            };
            // A list that no row reads one by one.
            if let Some((_, place)) = own.strip_suffix("[]").and_then(|own| find(at, own)) {
                self.known.insert(joined(path, &place));
                return;
            }
            let Some((value, place)) = find(at, own) else { continue };
            self.longest = self.longest.max(items_on(at, own));
            let place = joined(path, &place);
            self.known.insert(place.clone());
            if let Some(field) = chosen(own) {
                self.known.insert(beside(&place, field));
            }
            if attr.ty == Type::Metric {
                self.metric(attr, at, path);
                return;
            }
            match literal(attr, own, value) {
                Literal::Text(text) => {
                    self.goes_with(attr, prefix);
                    let high = self.high(attr, at, own);
                    let _ = writeln!(self.text, "{} = {text}{high}", attr.name);
                }
                Literal::Computed if is_required(attr) => self.stand_in(attr),
                Literal::Computed => {}
                Literal::Wrong(wanted) => {
                    self.problems.push(("type-mismatch", format!("`{place}` must be {wanted}")));
                }
            }
            return;
        }
        // What CloudFormation keeps in another resource, or does not ask for, is taken for granted.
        let elsewhere = !paths(attr.cfn).any(|path| within(path, self.kind, self.ty).is_some());
        // A part of a property may be asked for where that is written, which is not known here.
        let unasked = (matches!(attr.ty, Type::Reference(_)) || !attr.cfn.contains('.'))
            && !paths(attr.cfn)
                .any(|path| super::required(self.ty).any(|name| path.split('.').next() == Some(name)));
        if prefix.is_empty() && is_required(attr) && !self.is_excused(attr) && (elsewhere || unasked) {
            self.stand_in(attr);
        }
    }

    /// The other end of a range that has a property for each: `..4`.
    fn high(&mut self, attr: &Attr, at: &Value, low: &str) -> String {
        let Type::RangeOf(of) = attr.ty else { return String::new() };
        for own in paths(attr.cfn).filter_map(|path| within(path, self.kind, self.ty)) {
            let Some((value, place)) = find(at, own).filter(|_| own != low) else { continue };
            self.known.insert(place);
            if let Literal::Text(text) = literal(&Attr { ty: *of, ..*attr }, own, value) {
                return format!("..{text}");
            }
        }
        String::new()
    }

    /// Writes some metric, since CloudFormation tells in several properties which one is meant; all of these are known.
    fn metric(&mut self, attr: &Attr, at: &Value, path: &str) {
        for (_, place) in paths(attr.cfn).filter_map(|own| find(at, own)) {
            self.known.insert(joined(path, &place));
        }
        self.stand_in(attr);
    }

    /// Whether what was written already says that an attribute is not needed.
    fn is_excused(&self, attr: &Attr) -> bool {
        let Presence::UnlessOne(other, values) = attr.presence else { return false };
        let says = |value: &&str| {
            let line = format!("{other} = {}", quoted(value));
            self.text.lines().any(|written| written == line)
        };
        values.iter().any(says)
    }

    /// Writes some value that will do, and what it refers to.
    fn stand_in(&mut self, attr: &Attr) {
        if let Some(text) = self.other(attr) {
            let _ = writeln!(self.text, "{} = {text}", attr.name);
        }
    }

    /// Some value that will do.
    pub(super) fn other(&mut self, attr: &Attr) -> Option<String> {
        let text = stand_in(attr)?;
        if let Some((kind, _)) = text.split_once(".other") {
            self.others.insert(format!("{kind} other"));
        }
        Some(text)
    }

    /// Another resource for what leads to one that is not known, always the same one for the same.
    pub(super) fn peer(&mut self, kind: &str, value: &Value) -> String {
        let known = self.peers.iter().position(|known| known == value);
        let number = known.unwrap_or(self.peers.len());
        if known.is_none() {
            self.peers.push(value.clone());
        }
        self.others.insert(format!("{kind} other_{number}"));
        format!("{kind}.other_{number}")
    }

    fn block(&mut self, block: &Block, at: &Value, path: &str, prefix: &str) {
        for cfn in paths(block.cfn) {
            let Some(own) = (if prefix.is_empty() { within(cfn, self.kind, self.ty) } else { Some(cfn) })
            else {
                continue;
            };
            match block.body {
                BlockBody::Table(_) => self.table(block.word, at, own, path),
                BlockBody::Shape(inner) => {
                    let Some((value, place)) = find_list(at, own) else { continue };
                    self.bodies(block, inner, value, &joined(path, &place));
                }
            }
            return;
        }
    }

    /// One block for each element.
    fn bodies(&mut self, block: &Block, inner: &Shape, value: &Value, place: &str) {
        let items: Vec<&Value> = match value {
            Value::Array(items) => items.iter().collect(),
            one => vec![one],
        };
        for (number, item) in items.into_iter().enumerate().filter(|(_, item)| item.is_object()) {
            let name = LABELS.iter().find_map(|label| Some((*label, item.get(label)?.as_str()?)));
            if let Some((label, _)) = name {
                self.known.insert(joined(place, label));
            }
            let name = match name {
                Some((_, name)) if is_word(name) => name.to_owned(),
                Some((_, name)) => quoted(name),
                None => format!("part_{number}"),
            };
            let label =
                if block.label == crate::catalog::Label::None { String::new() } else { format!(" {name}") };
            let _ = writeln!(self.text, "{}{label} {{", block.word);
            self.shape(inner, item, place, "inside");
            self.text.push_str("}\n");
        }
    }

    /// A table of free keys, which CloudFormation writes as an object, or as a list of keys and values.
    fn table(&mut self, word: &str, at: &Value, own: &str, path: &str) {
        let Some((value, place)) = find_list(at, own) else { return };
        self.known.insert(joined(path, &place));
        let pairs: Vec<(String, String)> = match value {
            Value::Object(fields) => {
                fields.iter().filter_map(|(key, value)| Some((key.clone(), text(value)?))).collect()
            }
            Value::Array(items) => items.iter().filter_map(pair).collect(),
            _ => return self.problems.push(("type-mismatch", format!("`{place}` must be keys and values"))),
        };
        if pairs.is_empty() {
            return;
        }
        let _ = writeln!(self.text, "{word} {{");
        for (key, value) in pairs {
            let _ = writeln!(self.text, "{} = {}", quoted(&key), quoted(&value));
        }
        self.text.push_str("}\n");
    }

    /// Whether a row speaks of a path, of what it lies in, or of what lies in it by a shorter way.
    fn is_known(&self, path: &str) -> bool {
        self.known.iter().any(|known| {
            path == known || path.strip_prefix(known.as_str()).is_some_and(|rest| rest.starts_with('.'))
        }) || path.split('.').next_back().is_some_and(|last| last.ends_with("PolicyDocument"))
            || path.contains("PolicyDocument.")
    }
}

/// A list of options with namespaces as one table by namespace and name; anything else as it is.
fn options(value: &Value) -> Value {
    let Value::Array(items) = value else { return value.clone() };
    let mut all: Map<String, Value> = Map::new();
    for item in items {
        let text = |name: &str| item.get(name).and_then(Value::as_str);
        let (Some(namespace), Some(option)) = (text("Namespace"), text("OptionName")) else {
            return value.clone();
        };
        let table = all.entry(namespace).or_insert_with(|| Value::Object(Map::new()));
        if let Some(table) = table.as_object_mut() {
            table.insert(option.to_owned(), item.get("Value").cloned().unwrap_or(Value::Null));
        }
    }
    if items.is_empty() { value.clone() } else { Value::Object(all) }
}

fn is_word(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_lowercase())
        && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_' || c == '-')
}

fn text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(truth) => Some(truth.to_string()),
        _ => None,
    }
}

fn pair(item: &Value) -> Option<(String, String)> {
    let key = item.get("Key").or_else(|| item.get("Name"))?;
    Some((text(key)?, text(item.get("Value")?)?))
}
