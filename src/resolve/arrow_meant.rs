//! Attributes that an arrow says: `target = function.resize` within a schedule.

use super::attrs::Made;
use super::cx::Cx;
use crate::base::Span;
use crate::catalog::{Events, Link};
use crate::diag::Diagnostic;
use crate::syntax::ast::{Attribute, ExprKind};

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
        let other = self.scope.resources.get(*self.scope.by_address.get(named.as_str())?)?.kind?.name;
        let leads = |source: &str, target: &str| {
            self.catalog.links_from(source).find(|link| link.targets.contains(&target))
        };
        let (of, arrow) = match (leads(made.kind.name, other), leads(other, made.kind.name)) {
            (Some(link), None) => (link, written(link, own, named)?),
            (None, Some(link)) => (link, written(link, named, own)?),
            _ => return None,
        };
        // Which event or route is meant, only the author knows.
        let help = match of.events {
            Events::None => format!("an arrow says this, outside of all braces: `{arrow}`"),
            _ => format!("did you mean an arrow, outside of all braces: `{arrow}`?"),
        };
        let diagnostic = diagnostic.clone().help(help);
        let item = self.scope.resources.get(made.at)?;
        // An arrow from within a loop would have to say for which instances it stands.
        if own != item.address.as_str() || item.ast.clauses.repeat.is_some() {
            return Some(diagnostic);
        }
        let (name, value) = (attribute.name.span, attribute.value.span);
        let whole = Span::new(name.file, name.start, value.end);
        Some(
            diagnostic.fix("say it with an arrow", whole, "").closing(item.item.span, format!("\n\n{arrow}")),
        )
    }
}

/// An arrow as it is written, with the first of its events.
fn written(link: &Link, source: &str, target: &str) -> Option<String> {
    Some(match link.events {
        Events::None | Events::Paths => format!("{source} -> {target}"),
        Events::Words(words) => format!("{source} {} -> {target}", words.first()?.word),
        Events::Routes => format!("{source} \"GET /\" -> {target}"),
    })
}
