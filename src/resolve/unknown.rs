//! What is said of names that lead nowhere: words, resources and parts that are not there.

use super::cx::Cx;
use super::declare::Scope;
use super::rules;
use crate::base::{Span, did_you_mean};
use crate::catalog::{Declarable, Output};
use crate::diag::{Diagnostic, Rule};

impl Cx<'_> {
    /// Reports an output that a resource has only with an attribute which it does not say.
    pub(super) fn not_had(&mut self, at: usize, output: &Output, span: Span) {
        let Some(address) = self.address_at(at).cloned() else { return };
        let word = output.given.split('.').next().unwrap_or_default();
        let (with, help) = match output.given.split_once('.') {
            Some(_) => (format!("a block `{word}`"), format!("write `{word} {{ … }}` in `{address}`")),
            None => (format!("`{word}`"), format!("write `{word} = …` in `{address}`")),
        };
        let message = format!("`{address}` has no `{}`, which comes with {with}", output.name);
        self.report(Diagnostic::new(&rules::unknown_attribute::RULE, span, message).help(help));
    }

    /// Reports the first word of a path that names nothing.
    pub(super) fn unknown_first(&mut self, name: &str, span: Span, path: &str) {
        let scope = self.scope;
        let diagnostic =
            Diagnostic::new(&rules::unknown_name::RULE, span, format!("nothing is called `{name}`"));
        if let Some(help) = self.outside(|scope| knows(scope, name)) {
            self.report(diagnostic.help(format!("{help}: `param {name}: …` here, `{name} = {name}` there")));
            return;
        }
        if let Some(meant) = self.name_meant(name, span, path, &diagnostic) {
            return self.report(meant);
        }
        let many = scope.params.len() + scope.lets.len() + self.locals.len();
        let meant = self.meant(name, many, || self.first_words(path));
        let diagnostic = match (meant, scope.named(name)) {
            (Some(meant), _) => diagnostic.help(format!("did you mean `{meant}`?")).fix(
                format!("change to `{meant}`"),
                span,
                meant,
            ),
            (None, Some(declared)) => {
                let address = &declared.address;
                let help = format!("a resource is named with its kind: `{address}`");
                diagnostic.help(help).fix(format!("change to `{address}`"), span, address.as_str())
            }
            (None, None) => {
                diagnostic.help("a param, a `let`, or a resource written `kind.name` can stand here")
            }
        };
        self.report(diagnostic);
    }

    /// What a path like this one may begin with, in order.
    fn first_words(&self, path: &str) -> Vec<&str> {
        let mut names = self.names_at_hand();
        if path.contains('.') {
            names.extend(
                self.catalog.kinds().filter(|kind| kind.declared == Declarable::Yes).map(|kind| kind.name),
            );
        } else {
            names.extend(["true", "false", "none"]);
        }
        names.sort_unstable();
        names
    }

    /// Params, values and loop variables.
    pub(super) fn names_at_hand(&self) -> Vec<&str> {
        let scope = self.scope;
        let mut names: Vec<&str> = scope.params.iter().map(|(_, param)| param.name.text.as_str()).collect();
        names.extend(scope.lets.iter().map(|binding| binding.name.text.as_str()));
        names.extend(self.locals.iter().map(|(name, _)| name.as_str()));
        names
    }

    /// Whether only the user of the module at hand knows a param or a value of that name.
    pub(super) fn is_known_outside(&self, name: &str) -> bool {
        self.outside(|scope| knows(scope, name)).is_some()
    }

    /// What to do where a module names what only its user knows.
    fn outside(&self, knows: impl Fn(&Scope<'_>) -> bool) -> Option<&'static str> {
        let used = self.frames.get(self.frame)?.used.as_ref()?;
        let there = self.frames.get(used.frame).is_some_and(|frame| knows(frame.scope));
        there.then_some("a module sees its params and nothing else, so pass it in")
    }

    /// Reports a resource that is not declared.
    pub(super) fn unknown_resource(&mut self, kind: &str, name: &str, span: Span) {
        let scope = self.scope;
        let names = scope.of_kind(kind);
        let message = format!("there is no `{kind}.{name}`");
        let diagnostic = Diagnostic::new(&rules::unknown_name::RULE, span, message);
        let address = ecow::eco_format!("{kind}.{name}");
        if let Some(help) = self.outside(|scope| scope.at_address(&address).is_some()) {
            self.report(
                diagnostic.help(format!("{help}: `param {name}: {kind}` here, `{name} = {address}` there")),
            );
            return;
        }
        let meant = self.meant(name, names.len(), || names.to_vec());
        let diagnostic =
            match (meant, scope.named(name)) {
                (Some(meant), _) => diagnostic.help(format!("did you mean `{kind}.{meant}`?")).fix(
                    format!("change to `{meant}`"),
                    span,
                    meant,
                ),
                (None, Some(declared)) => diagnostic
                    .label(declared.ast.name.span, "this has the name, but another kind")
                    .help(format!("did you mean `{}`?", declared.address)),
                (None, None) if names.is_empty() => diagnostic
                    .help(format!("declare it: `{kind} {name} {{ }}`; no {kind} is declared so far")),
                (None, None) => diagnostic
                    .help(format!("declare it: `{kind} {name} {{ }}`; there are {}", some_of(names))),
            };
        self.report(diagnostic);
    }

    /// Reports a part that something does not have.
    pub(super) fn no_part(&mut self, rule: &'static Rule, name: &str, span: Span, of: &str, names: &[&str]) {
        let diagnostic = Diagnostic::new(rule, span, format!("{of} has no `{name}`"));
        self.report(match did_you_mean(name, names.iter().copied()) {
            Some(meant) => diagnostic.help(format!("did you mean `{meant}`?")).fix(
                format!("change to `{meant}`"),
                span,
                meant,
            ),
            None if names.is_empty() => diagnostic,
            None => diagnostic.help(format!("it has {}", some_of(names))),
        });
    }
}

/// Whether a scope has a param or a value of that name.
fn knows(scope: &Scope<'_>, name: &str) -> bool {
    scope.by_param.contains_key(name) || scope.by_let.contains_key(name)
}

/// The first names of a list, for a message.
pub(super) fn some_of(names: &[&str]) -> String {
    const SHOWN: usize = 12;
    let shown: Vec<String> = names.iter().take(SHOWN).map(|name| format!("`{name}`")).collect();
    let rest = names.len().saturating_sub(SHOWN);
    if rest > 0 { format!("{} and {rest} more", shown.join(", ")) } else { shown.join(", ") }
}
