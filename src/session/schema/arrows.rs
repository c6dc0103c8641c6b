//! Arrows, and what AWS makes by itself, in CloudFormation's spelling.

use std::fmt::Write as _;

use serde_json::Value;

use super::literal::quoted;
use super::paths::{beside, chosen, find, joined, paths, within};
use super::props::Wording;
use super::subject::{is_written, names, of_type, option_paths};
use crate::catalog::{Attr, BlockBody, Events, Kind, Link, Presence, Shape};

/// The kind that an arrow leads to where nothing says which.
const TARGET: &str = "queue";

impl Wording<'_> {
    /// An arrow, if the resource says itself what its target is given and how often it is tried. Where it leads is not
    /// known; a queue takes whatever it is sent.
    pub(super) fn arrow(&mut self, props: &Value) {
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

    /// Arrows that the type itself lists, each to something of which nothing is known.
    pub(super) fn listed(&mut self, props: &Value) {
        for link in self.kind.links.iter().filter(|link| !link.filters_cfn.is_empty()) {
            let Some((Value::Array(items), place)) = find(props, link.cfn) else { continue };
            for (at, item) in items.iter().enumerate() {
                if let Some(line) = self.line_of(link, item, &place) {
                    let Some(target) = link.targets.first() else { continue };
                    let _ = writeln!(self.text, "{line} -> {target}.at{at}");
                    self.others.insert(format!("{target} at{at}"));
                }
            }
        }
    }

    /// What stands before an arrow that an item of a list is; `None` where not all of it is known.
    fn line_of(&mut self, link: &Link, item: &Value, place: &str) -> Option<String> {
        let Events::Words(words) = link.events else { return None };
        let event = item.get(link.event_cfn)?.as_str()?;
        let word = words.iter().find(|word| word.aws == event)?.word;
        let mut line = format!("{}.it {word}", self.kind.name);
        for (name, path) in link.filters_cfn {
            let Some((value, found)) = find(item, path) else { continue };
            let found = joined(place, &found);
            if let Some(field) = chosen(path) {
                self.known.insert(beside(&found, field));
            }
            self.known.insert(found);
            let _ = write!(line, " {name} {}", quoted(value.as_str()?));
        }
        Some(line)
    }

    /// An arrow that is a type of its own, between two things of which nothing is known.
    pub(super) fn between(&mut self, link: &Link) {
        let props = Value::Object(self.props.clone());
        self.others.insert(format!("{} other", link.source));
        self.leading(link, "other", &props);
        self.foreign_options(link, &props);
        self.implied(&props);
        self.others();
        self.unknown(&props);
    }

    /// Arrows whose options are properties of a type that is no arrow of its own.
    pub(super) fn options(&mut self, props: &Value) {
        let ty = self.ty;
        let said = |attr: &Attr| paths(attr.cfn).any(|path| names(path, ty)) && is_written(attr, props, ty);
        for link in self.kind.links.iter().filter(|link| link.options.iter().any(said)) {
            self.leading(link, "it", props);
        }
    }

    /// Writes an arrow from a resource of that name to one of which nothing is known.
    fn leading(&mut self, link: &Link, source: &str, props: &Value) {
        let Some(target) = self.target(link, props) else { return };
        let event = self.event(link, props);
        let _ = writeln!(self.text, "{}.{source}{event} -> {target}.other {{", link.source);
        for attr in link.options {
            let own: Vec<&str> = option_paths(attr.cfn, self.ty).collect();
            self.attr(&Attr { cfn: own.first().copied().unwrap_or_default(), ..*attr }, props, "", "->");
        }
        for block in link.blocks {
            self.block(block, props, "", "->");
        }
        self.text.push_str("}\n");
        self.others.insert(format!("{target} other"));
    }

    /// The kind that an arrow leads to: the one whose service a property names, by itself or in an ARN; else a queue, which
    /// takes whatever it is sent, or the first that it may lead to.
    fn target(&self, link: &Link, props: &Value) -> Option<&'static str> {
        let texts = props.as_object()?.values().filter_map(Value::as_str);
        let named = |text: &str| match text.strip_prefix("arn:") {
            Some(rest) => rest.split(':').nth(1).unwrap_or_default().to_owned(),
            None => text.to_owned(),
        };
        let named: Vec<String> = texts.map(named).collect();
        let service = |kind: &str| self.catalog.kind(kind).map_or("", |kind| kind.service);
        let targets = || link.targets.iter().copied();
        targets()
            .find(|target| named.iter().any(|text| text == service(target)))
            .or_else(|| targets().find(|target| *target == TARGET))
            .or_else(|| targets().next())
    }

    /// What happens before an arrow is followed: as it is written, or some event of its source.
    fn event(&mut self, link: &Link, props: &Value) -> String {
        let said = (!link.event_cfn.is_empty() && link.cfn == self.ty)
            .then(|| find(props, link.event_cfn))
            .flatten();
        if let Some((value, place)) = said {
            self.known.insert(place);
            if let Some(text) = value.as_str() {
                return format!(" {}", quoted(text));
            }
        }
        match link.events {
            Events::Words([first, ..]) => format!(" {}", first.word),
            Events::Routes => " \"ANY /\"".to_owned(),
            Events::None | Events::Words([]) | Events::Paths => String::new(),
        }
    }

    /// Names what only arrows from elsewhere have.
    fn foreign_options(&mut self, link: &Link, props: &Value) {
        let ty = self.ty;
        let own = |path: &str| {
            let options = link.options.iter().flat_map(|attr| option_paths(attr.cfn, ty));
            options.chain(link.blocks.iter().flat_map(|block| paths(block.cfn))).any(|known| known == path)
        };
        let others = self.catalog.kinds().flat_map(|kind| kind.links);
        let others = others.filter(|other| other.source != link.source && of_type(other, ty));
        for attr in others.flat_map(|other| other.options).filter(|attr| is_written(attr, props, ty)) {
            for path in option_paths(attr.cfn, ty).filter(|path| !own(path)) {
                let Some((_, place)) = find(props, path) else { continue };
                let title = self.catalog.kind(link.source).map_or("", |kind| kind.title);
                let problem = format!("`{place}` does not go with an {title}");
                let problem = ("conflicting-attributes", problem);
                self.known.insert(place);
                if !self.problems.contains(&problem) {
                    self.problems.push(problem);
                }
            }
        }
    }

    /// Judges what no stack declares, which has no text of its own: by the rows of whatever kind speaks of its type.
    pub(super) fn hidden(&mut self) {
        let props = Value::Object(self.props.clone());
        for kind in self.catalog.kinds() {
            let own = kind.cfn == self.ty;
            self.spoken(kind, kind.shape, &props, own);
        }
        self.implied(&props);
        let own = self.text.len();
        self.table("tags", &props, "Tags", "");
        self.text.truncate(own);
        self.unknown(&props);
    }

    /// Knows the properties of the type that rows of a kind speak of.
    fn spoken(&mut self, kind: &Kind, shape: &Shape, props: &Value, own: bool) {
        for path in shape.attrs.iter().flat_map(|attr| paths(attr.cfn)) {
            let path = if own { within(path, kind, self.ty) } else { of_type_named(path, self.ty) };
            if let Some((_, place)) = path.and_then(|path| find(props, path)) {
                self.known.insert(place);
            }
        }
        for block in shape.blocks {
            if let BlockBody::Shape(inner) = block.body {
                self.spoken(kind, inner, props, false);
            }
        }
    }

    /// Writes what the type says of another kind, beside its own: a rule of EventBridge may be a schedule.
    pub(super) fn beside(&mut self, props: &Value) {
        let said = |attr: &&Attr| {
            let path = paths(attr.cfn).find_map(|path| of_type_named(path, self.ty));
            attr.presence == Presence::Required && path.is_some_and(|path| find(props, path).is_some())
        };
        let others = self.catalog.kinds().filter(|kind| kind.cfn != self.ty);
        let found =
            others.filter_map(|kind| Some((kind, kind.shape.attrs.iter().find(said)?))).collect::<Vec<_>>();
        for (kind, attr) in found {
            let Some(path) = paths(attr.cfn).find_map(|path| of_type_named(path, self.ty)) else { continue };
            let _ = writeln!(self.text, "{} it {{", kind.name);
            self.attr(&Attr { cfn: path, ..*attr }, props, "", "beside");
            self.text.push_str("}\n");
        }
    }
}

/// The rest of a path that names the type.
fn of_type_named<'p>(path: &'p str, ty: &str) -> Option<&'p str> {
    names(path, ty).then(|| path.strip_prefix(ty)?.strip_prefix('.')).flatten()
}
