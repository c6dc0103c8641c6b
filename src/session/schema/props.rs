//! The properties of a resource, found by the paths of the rows and written out in the language.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use serde_json::{Map, Value};

use super::is_required;
use super::literal::{Literal, literal, quoted, stand_in};
use super::paths::{beside, choice, chosen, find, items_on, joined, leaves, paths, within};
use super::shapes::Shapes;
use super::subject::Subject;
use crate::catalog::{Attr, Catalog, Default, Kind, Presence, Shape, Type};

/// A resource as it is written out.
pub(super) struct Wording<'a> {
    pub(super) catalog: &'a Catalog,
    pub(super) subject: Subject,
    /// Whose rows are read.
    pub(super) kind: &'static Kind,
    pub(super) ty: &'a str,
    pub(super) props: &'a Map<String, Value>,
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
    /// What is written of which property: the language's name for it, and the path.
    pub(super) names: Vec<(&'static str, String)>,
    /// Paths of what stands where the language has no word.
    pub(super) beyond: Vec<String>,
    /// Whether its timing is read as rules read it, and not as Scheduler does.
    pub(super) of_rule: bool,
    /// Other resources that are needed: kind and name.
    pub(super) others: BTreeSet<String>,
    /// What is known of those of a kind.
    pub(super) bodies: Vec<(&'static str, &'static str)>,
    /// What leads to peers that are not known.
    peers: Vec<Value>,
}

impl<'a> Wording<'a> {
    pub(super) fn new(
        catalog: &'a Catalog,
        (subject, kind): (Subject, &'static Kind),
        ty: &'a str,
        props: &'a Map<String, Value>,
    ) -> Self {
        Self {
            catalog,
            subject,
            kind,
            ty,
            props,
            text: String::new(),
            problems: Vec::new(),
            unsupported: Vec::new(),
            foreign: false,
            longest: 1,
            known: BTreeSet::new(),
            names: Vec::new(),
            beyond: Vec::new(),
            of_rule: false,
            others: BTreeSet::new(),
            bodies: Vec::new(),
            peers: Vec::new(),
        }
    }

    /// Writes the stack.
    pub(super) fn write(&mut self) {
        self.text.push_str("stack template { region = \"us-east-1\"  account = \"111122223333\" }\n");
        match self.subject {
            Subject::Hidden(_) => return self.hidden(),
            Subject::Arrow(link) => return self.between(link),
            Subject::Kind(_) => {}
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
        self.listed(&props);
        if self.kind.cfn == self.ty {
            self.beside(&props);
        } else {
            self.options(&props);
        }
        self.others();
        self.unknown(&props);
    }

    /// What else is needed.
    pub(super) fn others(&mut self) {
        for other in &self.others {
            let of = |(kind, _): &&(&str, &str)| other.split(' ').next() == Some(kind);
            let body = self.bodies.iter().find(of).map_or("", |(_, body)| body);
            let _ = writeln!(self.text, "{other} {{ {body} }}");
        }
    }

    /// Names what no row knows.
    pub(super) fn unknown(&mut self, props: &Value) {
        let mut unknown = Vec::new();
        leaves("", props, &mut unknown);
        unknown.retain(|path| self.beyond.contains(path) || !self.is_known(path));
        self.chosen_by_nobody(props, &mut unknown);
        self.unsupported = unknown;
    }

    /// Adds the items of lists of which rows choose some, and none chooses these.
    fn chosen_by_nobody(&self, props: &Value, unknown: &mut Vec<String>) {
        let attrs = self.kind.shape.attrs.iter().flat_map(|attr| paths(attr.cfn));
        let choices: Vec<_> = attrs.filter_map(|path| choice(within(path, self.kind, self.ty)?)).collect();
        for (list, field, _) in &choices {
            for item in props.get(list).and_then(Value::as_array).into_iter().flatten() {
                let Some(said) = item.get(field).and_then(Value::as_str) else { continue };
                let place = format!("{list}[{field}={said}]");
                let is_chosen = choices.iter().any(|(one, _, wanted)| one == list && *wanted == said);
                if !is_chosen && !unknown.contains(&place) {
                    let fields = [format!("{list}.{field}"), format!("{list}.Value")];
                    unknown.retain(|known| !fields.contains(known));
                    unknown.push(place);
                }
            }
        }
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
    pub(super) fn shape(&mut self, shape: &Shape, at: &Value, path: &str, prefix: &str) {
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

    /// Whether a value is one of those for which the language has no word, as a row beside the attributes says.
    fn is_beyond(&self, own: &str, value: &Value) -> bool {
        let rows = self.kind.implied.iter().filter(|row| paths(row.cfn).any(|path| path == own));
        value.as_str().is_some_and(|text| rows.flat_map(|row| row.beyond).any(|beyond| *beyond == text))
    }

    /// One attribute.
    pub(super) fn attr(&mut self, attr: &Attr, at: &Value, path: &str, prefix: &str) {
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
            if self.is_beyond(own, value) {
                continue;
            }
            self.longest = self.longest.max(items_on(at, own));
            let place = joined(path, &place);
            self.known.insert(place.clone());
            self.names.push((attr.name, place.clone()));
            if let Some(field) = chosen(own) {
                self.known.insert(beside(&place, field));
            }
            if attr.ty == Type::Metric {
                self.metric(attr, at, path);
                return;
            }
            let once = value.as_str().is_some_and(|text| text.trim_start().starts_with("at("));
            // Where the type is another than the row's own, it is a rule's.
            if attr.ty == Type::Timing && (prefix == "beside" || self.kind.cfn != self.ty) {
                self.of_rule = true;
            }
            if once && self.of_rule {
                let message = format!("`{place}`: an EventBridge rule has no one-time schedule");
                self.problems.push(("invalid-timing", message));
            }
            match literal(attr, own, value) {
                Literal::Text(text) => {
                    self.goes_with(attr, prefix);
                    let high = self.high(attr, at, own);
                    let _ = writeln!(self.text, "{} = {text}{high}", attr.name);
                }
                Literal::Computed if is_required(attr) || self.is_whole(attr, path) => self.stand_in(attr),
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
            && !self.is_decided(attr)
            && !paths(attr.cfn).any(|path| Shapes::requires(self.ty, path));
        if prefix.is_empty() && is_required(attr) && !self.is_excused(attr) && (elsewhere || unasked) {
            self.stand_in(attr);
        }
    }

    /// Whether another property that is written decides whether an attribute must be.
    fn is_decided(&self, attr: &Attr) -> bool {
        let (Presence::If(other, _) | Presence::ByValue(other, ..)) = attr.presence else { return false };
        self.names.iter().any(|(name, _)| *name == other)
    }

    /// Whether an attribute in a block that is the type itself must stand there.
    fn is_whole(&self, attr: &Attr, path: &str) -> bool {
        path.is_empty() && self.kind.cfn != self.ty && Shapes::requires(self.ty, attr.cfn)
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

    /// Whether what was written already, or is so by default, says that an attribute is not needed.
    fn is_excused(&self, attr: &Attr) -> bool {
        let says = |other: &str, value: &&str| {
            let start = format!("{other} = ");
            let written = self.text.lines().find_map(|line| line.strip_prefix(start.as_str()));
            let default = self.kind.shape.attr(other).map(|other| other.default);
            match written {
                Some(written) => written == quoted(value),
                None => matches!(default, Some(Default::Text(word)) if word == *value),
            }
        };
        match attr.presence {
            Presence::UnlessOne(other, values) => values.iter().any(|value| says(other, value)),
            Presence::If(other, values) | Presence::ByValue(other, values, _) => {
                !values.iter().any(|value| says(other, value))
            }
            _ => false,
        }
    }

    /// Writes some value that will do, and what it refers to.
    fn stand_in(&mut self, attr: &Attr) {
        if let Some(text) = self.other(attr) {
            let _ = writeln!(self.text, "{} = {text}", attr.name);
        }
    }

    /// Some value that will do.
    pub(super) fn other(&mut self, attr: &Attr) -> Option<String> {
        let text = if attr.unsaid.is_empty() { stand_in(attr)? } else { quoted(attr.unsaid) };
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

    /// Whether a row speaks of a path, of what it lies in, or of what lies in it by a shorter way.
    pub(super) fn is_known(&self, path: &str) -> bool {
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
