//! Parts of arrows that are named: `(load_balancer.public -> service.web).target_group`.

use std::sync::OnceLock;

use ecow::EcoString;

use super::between::{self, Ends, fill_between};
use super::cx::Cx;
use super::flows;
use super::named::NamedPart;
use super::parts::only_word;
use super::rules;
use super::targets::Target;
use super::unknown::some_of;
use crate::base::{Span, did_you_mean};
use crate::catalog::{Between, Kind, Link, PutPart};
use crate::diag::Diagnostic;
use crate::model::{Address, Few, FlowEnds, Lifecycle, Map, Origin, Places, Resource, Stack, Value};
use crate::syntax::ast::Flow;

/// An arrow that is named.
#[derive(Debug)]
pub(super) struct Drawn {
    address: Address,
    ends: FlowEnds,
    link: &'static Link,
    /// Where it stands, parentheses and all.
    span: Span,
    /// The numbers of its ends.
    source: usize,
    target: usize,
}

/// What an arrow has a part of some name from.
enum Made {
    Put(&'static PutPart),
    Role(&'static str),
}

impl Cx<'_> {
    /// The arrow that stands in parentheses; absent if one of its ends is.
    pub(super) fn named_arrow(&mut self, flow: &Flow, span: Span) -> Option<Target> {
        let before = self.reads.len();
        let (source, target) = (self.eval(&flow.source), self.eval(&flow.target));
        // It is a part of the arrow that is read, and not what it leads between.
        self.reads.truncate(before);
        let (source, target) = (source?, target?);
        if source == Value::None || target == Value::None {
            return Some(Target::Value(Value::None));
        }
        let source = flows::end_at(self, source, &flow.source);
        let target = flows::end_at(self, target, &flow.target);
        let (source, target) = (source?, target?);
        let link = flows::find(self, &source, &target, flow)?;
        let event = flows::event(self, link, &source, flow)?;
        let (under, _) = flows::filter(self, link, flow, "under")?;
        let (ending, _) = flows::filter(self, link, flow, "ending")?;
        let address = flows::line(link, &source.address, &event, &under, &ending, &target.address);
        let (from, to) = (source.address, target.address);
        let ends = FlowEnds { source: from, event, under, ending, target: to, span: flow.head };
        let (source, target) = (source.at, target.at);
        Some(Target::Arrow(Box::new(Drawn { address, ends, link, span, source, target })))
    }

    /// `.name` of an arrow.
    pub(super) fn part_of_arrow(&mut self, drawn: &Drawn, name: &str, span: Span) -> Option<Target> {
        let address = drawn.address.part(name);
        if let Some(known) = self.known_number(&address, Some(drawn.source)) {
            self.note_naming(known, drawn.span.to(span));
            return self.reference(known, span).map(Target::Value);
        }
        let kind = self.kind_of(drawn.target)?;
        let mut rows = parts_of(drawn.link, kind);
        if !rows.iter().any(|(known, _)| *known == name) {
            let mut names: Vec<&str> = rows.iter().map(|(known, _)| *known).collect();
            names.dedup();
            let of = format!("the arrow `{}`", drawn.address);
            self.no_part(&rules::unknown_attribute::RULE, name, span, &of, &names);
            return None;
        }
        let (source, target) = (self.beforehand(drawn.source, span)?, self.beforehand(drawn.target, span)?);
        let flow = provisional(drawn, span);
        let ends = Ends::of(&flow, &source, &target);
        rows.retain(|(_, made)| match made {
            Made::Put(row) => super::put::fits(row, &source, &target),
            Made::Role(_) => true,
        });
        let row = rows.iter().find(|(known, _)| *known == name);
        let made = row.map(|(_, made)| match made {
            Made::Put(row) => self.put_named(ends, drawn, row),
            Made::Role(principal) => between::own_role(self, &flow, principal).and_then(|role| {
                let kind = self.catalog.kind(&role.kind)?;
                Some((kind, role.inputs, role.outputs))
            }),
        });
        let Some((kind, inputs, outputs)) = made.flatten() else {
            let mut names: Vec<&str> = rows.iter().map(|(known, _)| *known).collect();
            names.dedup();
            self.not_put(&drawn.address, name, &names, span);
            return None;
        };
        let part = NamedPart { kind, inputs, source: Some(drawn.source) };
        let at = self.add_part(address, part, outputs);
        self.note_naming(at, drawn.span.to(span));
        self.reference(at, span).map(Target::Value)
    }

    /// What a thing is called that is put into an arrow: that much of it as what it tells needs.
    fn put_named(
        &mut self,
        ends: Ends<'_>,
        drawn: &Drawn,
        row: &'static PutPart,
    ) -> Option<(&'static Kind, Map, Map)> {
        let kind = self.catalog.kind(row.part.kind)?;
        let address = drawn.address.part(row.part.name);
        let mut inputs = Map::default();
        let told = |name: &str| {
            let word = format!("{{{name}}}");
            kind.outputs.iter().any(|output| output.template.contains(&word))
        };
        for input in row.part.inputs.iter().chain(row.with).filter(|input| told(input.name)) {
            let text = match only_word(input.template)
                .and_then(|word| word.strip_prefix("source.")?.split_once('.'))
            {
                Some((part, output)) => self.of_source(drawn, part, output)?,
                None => fill_between(self, input.template, &address, ends, &[])?,
            };
            inputs.insert(input.name.into(), Value::String(text));
        }
        let known = self.texts(&inputs);
        let outputs = self.fill_outputs(kind, &address, None, known)?;
        Some((kind, inputs, outputs))
    }

    /// What a part of the source tells.
    fn of_source(&mut self, drawn: &Drawn, part: &str, output: &str) -> Option<EcoString> {
        let row = self.kind_of(drawn.source)?.parts.iter().find(|row| row.name == part)?;
        let at = self.single_part(drawn.source, row.name, drawn.ends.span)?;
        self.outputs(at, drawn.ends.span)?.get(output).and_then(Value::as_text).cloned()
    }

    /// Reports that nothing is read of an arrow.
    pub(super) fn arrow_alone(&mut self, drawn: &Drawn, span: Span) {
        let rows = self.kind_of(drawn.target).map(|kind| parts_of(drawn.link, kind)).unwrap_or_default();
        let first = rows.first().map(|(name, _)| *name);
        let diagnostic = Diagnostic::new(&rules::type_mismatch::RULE, span, "an arrow is no value");
        self.report(match first {
            Some(name) => diagnostic.help(format!("name a part of it: `({}).{name}`", drawn.address)),
            None => diagnostic.help("AWS puts nothing between its ends that could be named"),
        });
    }

    /// Reports a part that is not put into an arrow.
    fn not_put(&mut self, arrow: &Address, name: &str, names: &[&str], span: Span) {
        let message = format!("AWS puts no `{name}` between the ends of `{arrow}`");
        let diagnostic = Diagnostic::new(&rules::unmade_part::RULE, span, message);
        self.report(match names {
            [] => diagnostic.help("it puts nothing there that could be named"),
            names => diagnostic.help(format!("what it puts there: {}", some_of(names))),
        });
    }

    /// Reports the part of an arrow that is not there.
    pub(super) fn undrawn(&mut self, stack: &Stack, part: &Address, span: Span) {
        let Some((arrow, name)) = part.as_str().rsplit_once(").") else { return };
        let arrow = Address::from(arrow.split_once('(').map_or(arrow, |(_, arrow)| arrow));
        if stack.resources.contains_key(&arrow) {
            let within = format!("({arrow}).");
            let made = stack.resources.keys().filter_map(|one| one.as_str().strip_prefix(&within));
            self.not_put(&arrow, name, &made.collect::<Vec<_>>(), span);
            return;
        }
        let from = |text: &str| text.split(' ').next().unwrap_or_default().to_owned();
        let source = from(arrow.as_str());
        let arrows: Vec<&str> = stack
            .flows()
            .map(|(flow, _)| flow.address.as_str())
            .filter(|line| from(line) == source)
            .collect();
        let message = format!("there is no arrow `{arrow}`");
        let diagnostic = Diagnostic::new(&rules::unknown_name::RULE, span, message);
        self.report(match (did_you_mean(arrow.as_str(), arrows.iter().copied()), arrows.as_slice()) {
            (Some(meant), _) | (None, &[meant]) => {
                let meant = format!("({meant}).{name}");
                diagnostic.help(format!("did you mean `{meant}`?")).fix(
                    format!("change to `{meant}`"),
                    span,
                    meant,
                )
            }
            (None, []) => diagnostic.help("draw it, on a line of its own, or name another one"),
            (None, arrows) => diagnostic.help(format!("from its source lead {}", some_of(arrows))),
        });
    }
}

/// What is put into an arrow to a kind and can be named, by name.
fn parts_of(link: &'static Link, kind: &Kind) -> Vec<(&'static str, Made)> {
    let between = link.between.iter().filter(|(target, _)| *target == kind.name).map(|(_, between)| between);
    between
        .chain(link.dead_letters)
        .filter_map(|between| match between {
            Between::Part(row) => Some((row.part.name, Made::Put(row))),
            Between::Role { principal, .. } => Some(("role", Made::Role(principal))),
            _ => None,
        })
        .collect()
}

/// An arrow as it is before it is drawn.
fn provisional(drawn: &Drawn, span: Span) -> Resource {
    Resource {
        address: drawn.address.clone(),
        kind: flows::ARROW.into(),
        origin: Origin::Flow(Box::new(drawn.ends.clone())),
        doc: None,
        span,
        head: span,
        known_fingerprint: OnceLock::new(),
        inputs: Map::default(),
        outputs: Map::default(),
        places: Places::default(),
        edges: Few::new(),
        needs: Few::new(),
        statements: Few::new(),
        lifecycle: Lifecycle::default(),
    }
}
