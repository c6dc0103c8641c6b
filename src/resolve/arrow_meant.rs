//! Attributes that an arrow says: `target = function.resize` within a schedule.

use super::attrs::Made;
use super::cx::Cx;
use super::meant::{is_option, option_meant};
use super::rules;
use crate::base::{Span, run_together};
use crate::catalog::{Events, Link, Shape};
use crate::diag::Diagnostic;
use crate::syntax::ast::{Attribute, Expr, ExprKind, Flow, Ident};

impl Cx<'_> {
    /// Adds the arrow that an unknown attribute stands for to what is said of it: one between its resource and the one that
    /// it names. `None` if there can be none.
    pub(super) fn arrow_meant(
        &self,
        made: &Made,
        attribute: &Attribute,
        diagnostic: &Diagnostic,
    ) -> Option<Diagnostic> {
        let ExprKind::Path(named) = &attribute.value.kind else { return None };
        let own = made.address.as_str();
        let other = self.scope.resources.get(self.scope.at_address(named.as_str())?)?.kind?.name;
        let leads = |source: &str, target: &str| {
            self.catalog.links_from(source).find(|link| link.targets.contains(&target))
        };
        let (of, arrow) = match (leads(made.kind.name, other), leads(other, made.kind.name)) {
            (Some(link), None) => (link, written(link, own, named)?),
            (None, Some(link)) => (link, written(link, named, own)?),
            _ => return None,
        };
        // `dead_letter = queue.lost` says how an arrow is drawn, not to where.
        if is_option(&options(of), attribute.name.text.as_str()) {
            return None;
        }
        // Which event or route is meant, only the author knows.
        let help = match of.events {
            Events::None => format!("an arrow says this, outside of all braces: `{arrow}`"),
            _ => format!("did you mean an arrow, outside of all braces: `{arrow}`?"),
        };
        let diagnostic = diagnostic.clone().help(help);
        let item = self.scope.resources.get(made.at)?;
        // An arrow from within a loop would have to say for which instances it stands.
        if own != item.address.as_str() || item.clauses().repeat.is_some() {
            return Some(diagnostic);
        }
        let (name, value) = (attribute.name.span, attribute.value.span);
        let whole = Span::new(name.file, name.start, value.end);
        Some(diagnostic.fix("say it with an arrow", whole, "").closing(item.span, format!("\n\n{arrow}")))
    }
}

impl Cx<'_> {
    /// Reports an event that is written as a part of its source, `bucket.uploads.created -> …`, and says whether it is.
    pub(super) fn event_in_name(&mut self, flow: &Flow) -> bool {
        let (ExprKind::Path(path), None) = (&flow.source.kind, &flow.event) else { return false };
        let Some((at, _)) = path.match_indices('.').nth(1) else { return false };
        let (address, event) = (path.get(..at).unwrap_or_default(), path.get(at + 1..).unwrap_or_default());
        let Some(declared) = self.scope.at_address(address) else { return false };
        let Some(kind) = self.scope.resources.get(declared).and_then(|declared| declared.kind) else {
            return false;
        };
        let is_event = self.catalog.links_from(kind.name).any(
            |link| matches!(link.events, Events::Words(words) if words.iter().any(|known| known.word == event)),
        );
        if is_event {
            let (span, apart) = (flow.source.span, format!("{address} {event}"));
            let message = format!("`{event}` is an event, and stands apart from its source");
            self.report(Diagnostic::new(&rules::unknown_event::RULE, span, message).fix(
                format!("change to `{apart}`"),
                span,
                apart,
            ));
        }
        is_event
    }

    /// Reports a route or path that is named without quotes, and reads it as what was meant.
    pub(super) fn named_route(&mut self, word: &Ident) -> Expr {
        let new = format!("\"${{{}}}\"", word.text);
        let message = format!("what `{}` holds is written into a string here", word.text);
        let found = Diagnostic::new(&rules::unknown_event::RULE, word.span, message);
        self.report(found.fix(format!("change to `{new}`"), word.span, new));
        Expr { span: word.span, kind: ExprKind::Path(word.text.clone()) }
    }

    /// What says that an arrow is what an unknown name within a resource stands for: the kind at its other end, or one of
    /// the options in its braces.
    pub(super) fn on_an_arrow(&self, made: &Made, name: &str) -> Option<String> {
        let (own, kind) = (made.address.as_str(), made.kind.name);
        let links = || self.catalog.kinds().flat_map(|kind| self.catalog.links_from(kind.name));
        let ends = links().filter_map(|link| {
            if link.source == kind {
                let named = link.targets.iter().find(|target| run_together(target) == run_together(name));
                let target = named.or(link.targets.first())?;
                Some((link, named.is_some(), written(link, own, &format!("{target}.NAME"))?))
            } else if link.targets.contains(&kind) {
                let named = run_together(link.source) == run_together(name);
                Some((link, named, written(link, &format!("{}.NAME", link.source), own)?))
            } else {
                None
            }
        });
        let mut ends: Vec<(&Link, bool, String)> = ends.collect();
        ends.sort_by_key(|(link, ..)| link.source != kind);
        if let Some((.., arrow)) = ends.iter().find(|(_, named, _)| *named) {
            return Some(format!("an arrow says this, outside of all braces: `{arrow}`"));
        }
        ends.iter().find_map(|(link, _, arrow)| {
            let option = option_meant(&options(link), name)?;
            Some(format!("an arrow says this, outside of all braces: `{arrow} {{ {option} }}`"))
        })
    }
}

/// What may stand in the braces of an arrow.
const fn options(link: &Link) -> Shape {
    Shape { attrs: link.options, blocks: link.blocks, statements: &[] }
}

/// An arrow as it is written, with the first of its events.
fn written(link: &Link, source: &str, target: &str) -> Option<String> {
    Some(match link.events {
        Events::None | Events::Paths => format!("{source} -> {target}"),
        Events::Words(words) => format!("{source} {} -> {target}", words.first()?.word),
        Events::Routes => format!("{source} \"GET /\" -> {target}"),
    })
}
