//! What is said of names that lead nowhere: words, resources and parts that are not there.

use ecow::EcoString;

use super::attrs::{Made, last};
use super::cx::Cx;
use super::declare::Scope;
use super::foreign_names::function_called;
use super::meant::{Sort, written_out};
use super::sentences::preposition_of;
use super::{rules, spelling};
use crate::base::{Span, a, did_you_mean, run_together};
use crate::catalog::{Attr, Block, Declarable, Output, Position, Shape, Statement};
use crate::diag::{Diagnostic, Rule};
use crate::model::{Map, Value};
use crate::syntax::ast::{Attribute, Expr, ExprKind, Ident, Sentence};

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

    /// Reports a part of a value that has none.
    pub(super) fn no_member(&mut self, value: &Value, name: &str, span: Span) {
        let message = format!("{} has no parts, so there is no `.{name}`", value.sort());
        let found = Diagnostic::new(&rules::unknown_name::RULE, span, message);
        let is_item = matches!(value, Value::List(_)) && name.bytes().all(|byte| byte.is_ascii_digit());
        self.report(match function_called(name) {
            Some(function) => found.help(format!("a function stands before its value: `{function}(x)`")),
            None if is_item => {
                let with_dot = Span { start: span.start.saturating_sub(1), ..span };
                found.fix(format!("change to `[{name}]`"), with_dot, format!("[{name}]"))
            }
            None => found.help(format!("take `.{name}` away; maps and resources have parts")),
        });
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
        let meant = self.meant(name, names.len(), || names.iter().map(EcoString::as_str).collect());
        let diagnostic =
            match (meant, scope.named(name)) {
                (Some(meant), _) => diagnostic.help(format!("did you mean `{kind}.{meant}`?")).fix(
                    format!("change to `{meant}`"),
                    span,
                    meant,
                ),
                (None, Some(declared)) => diagnostic
                    .label(declared.name_span(), "this has the name, but another kind")
                    .help(format!("did you mean `{}`?", declared.address)),
                (None, None) if names.is_empty() => diagnostic
                    .help(format!("declare it: `{kind} {name} {{ }}`; no {kind} is declared so far")),
                (None, None) => diagnostic
                    .help(format!("declare it: `{kind} {name} {{ }}`; there are {}", some_of(names))),
            };
        self.report(diagnostic);
    }

    /// The finding that an option is not there; of an arrow, or of a statement, which may have a place for what is meant.
    pub(super) fn no_option(
        &self,
        (attrs, blocks): (&'static [Attr], &'static [Block]),
        statement: Option<&Statement>,
        name: &Ident,
        written: &Map,
        of: &str,
    ) -> Diagnostic {
        let names: Vec<&str> = attrs.iter().map(|attr| attr.name).collect();
        let free: Vec<&str> = names.iter().copied().filter(|name| !written.contains_key(name)).collect();
        let message = format!("{of} has no `{}`", name.text);
        let diagnostic = Diagnostic::new(&rules::unknown_attribute::RULE, name.span, message);
        if let Some(statement) = statement.filter(|statement| has_place_for(statement, &name.text)) {
            let form = written_out(statement);
            return diagnostic.help(format!("it stands before the braces: `{form} {{ … }}`"));
        }
        if names.is_empty() && blocks.is_empty() {
            return diagnostic.help("take it out");
        }
        let shape = Shape { attrs, blocks, statements: &[] };
        let sort = Sort::Attribute;
        spelling::mended(diagnostic, &shape, (&name.text, name.span), (&names, &free), sort, || None).0
    }

    /// Reports an attribute that is not there. One that is meant counts as written, and not read.
    pub(super) fn unknown_attribute(
        &mut self,
        made: &mut Made,
        shape: &'static Shape,
        attribute: &Attribute,
        prefix: &str,
        written: &mut Vec<(EcoString, Span)>,
    ) {
        let (name, span) = (attribute.name.text.as_str(), attribute.name.span);
        let of = if prefix.is_empty() { a(made.kind.name) } else { format!("`{}`", last(prefix)) };
        let table =
            shape.block(name).is_some() || (prefix.is_empty() && matches!(name, "tags" | "lifecycle"));
        if table {
            let message = format!("`{name}` is a block, and stands without `=`");
            let between = Span::new(span.file, span.end, attribute.value.span.start);
            self.report(
                Diagnostic::new(&rules::unknown_attribute::RULE, span, message)
                    .help(format!("write `{name} {{ … }}`"))
                    .fix("leave the `=` out", between, " "),
            );
            return;
        }
        let mut names: Vec<&str> = shape.attrs.iter().map(|attr| attr.name).collect();
        if prefix.is_empty() {
            names.extend(made.kind.naming.map(|_| "name"));
            names.push("after");
        }
        let mut free = names.clone();
        free.retain(|name| written.iter().all(|(known, _)| known != name));
        if let Some(statement) = shape.statement(name) {
            let message = format!("`{name}` is a statement, and stands without `=`");
            let help = format!("write `{}`", written_out(statement));
            let finding = Diagnostic::new(&rules::unknown_attribute::RULE, span, message);
            return self.report(finding.help(help).about(made.address.as_str()));
        }
        let message = format!("{of} has no attribute `{name}`");
        let diagnostic =
            Diagnostic::new(&rules::unknown_attribute::RULE, span, message).about(made.address.as_str());
        let arrow = if prefix.is_empty() { self.arrow_meant(made, attribute, &diagnostic) } else { None };
        let said = made.kind.said_otherwise(name).filter(|_| prefix.is_empty());
        let beyond = || self.on_an_arrow(made, name).filter(|_| prefix.is_empty());
        let (mended, meant) = match (arrow, said) {
            (Some(arrow), _) => (arrow, None),
            (None, Some(said)) => (diagnostic.help(said), None),
            _ => spelling::mended(diagnostic, shape, (name, span), (&names, &free), Sort::Attribute, beyond),
        };
        self.report(mended);
        if let Some(meant) = meant {
            made.unread.push(meant.as_str().into());
            written.push((meant.into(), span));
        }
    }

    /// Reports a block or statement that is not there.
    pub(super) fn unknown_sentence(
        &mut self,
        made: &Made,
        shape: &'static Shape,
        sentence: &Sentence,
        prefix: &str,
    ) {
        let (word, span) = (sentence.word.text.as_str(), sentence.word.span);
        // What was said when it was read is enough.
        if is_preposition(word) {
            return;
        }
        let of = if prefix.is_empty() { a(made.kind.name) } else { format!("`{prefix}`") };
        let attr = shape.attr(word).is_some() || (prefix.is_empty() && matches!(word, "name" | "after"));
        let mut names: Vec<&str> = shape.blocks.iter().map(|block| block.word).collect();
        names.extend(shape.statements.iter().map(|statement| statement.word));
        if prefix.is_empty() {
            names.extend(["tags", "lifecycle"]);
        }
        let message = if attr {
            format!("`{word}` is an attribute, and stands with `=`")
        } else {
            format!("{of} has no block or statement `{word}`")
        };
        let diagnostic =
            Diagnostic::new(&rules::unknown_statement::RULE, span, message).about(made.address.as_str());
        let said = made.kind.said_otherwise(word).filter(|_| prefix.is_empty());
        self.report(match said {
            _ if attr => match sentence.operands.first() {
                Some(value) if is_plain(sentence) => {
                    let between = Span::new(span.file, span.end, value.span.start);
                    diagnostic.help(format!("write `{word} = …`")).fix("insert `=`", between, " = ")
                }
                _ => diagnostic.help(format!("write `{word} = …`")),
            },
            None if matches!(word, "and" | "or") => {
                let sign = if word == "and" { "&&" } else { "||" };
                diagnostic.help(format!("conditions are joined by `{sign}`")).fix(
                    format!("change to `{sign}`"),
                    span,
                    sign,
                )
            }
            None if word == "when" => diagnostic
                .help("in `when { … }` an operator stands before each key: `StringEquals \"aws:SourceAccount\" = stack.account`"),
            None if word == "expect" => diagnostic.help("move it into `test \"what must hold\" { … }`"),
            Some(said) => diagnostic.help(said),
            None => {
                let sort = Sort::Block;
                let beyond = || self.on_an_arrow(made, word).filter(|_| prefix.is_empty());
                spelling::mended(diagnostic, shape, (word, span), (&names, &names), sort, beyond).0
            }
        });
    }

    /// Whether a subtraction is a name with `-` in it, whose like with `_` is known, while what stands before the `-` is
    /// not; reports it.
    pub(super) fn dashed_name(&mut self, left: &Expr, right: &Expr, span: Span) -> bool {
        let (ExprKind::Path(first), ExprKind::Path(second)) = (&left.kind, &right.kind) else { return false };
        if left.span.end + 1 != right.span.start {
            return false;
        }
        let meant = format!("{first}_{second}");
        let address = |path: &str| path.split('.').take(2).collect::<Vec<_>>().join(".");
        let known = |cx: &Self, path: &str| match path.contains('.') {
            true => cx.scope.at_address(&address(path)).is_some(),
            false => cx.names_at_hand().contains(&path),
        };
        if known(self, first) || !known(self, &meant) {
            return false;
        }
        let message = format!("nothing is called `{first}-{second}`: no `-` stands in a name");
        self.report(Diagnostic::new(&rules::unknown_name::RULE, span, message).fix(
            format!("change to `{meant}`"),
            span,
            meant,
        ));
        true
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
            None if names.is_empty() => diagnostic.help("nothing in it has a name"),
            None => diagnostic.help(format!("it has {}", some_of(names))),
        });
    }
}

/// Whether a statement says behind a preposition what others say by a name: `depends_on` by `after`.
fn has_place_for(statement: &Statement, name: &str) -> bool {
    const WAITS: &[&str] = &["dependencies", "dependson", "needs", "requires", "waitfor"];
    let preposition = if WAITS.contains(&run_together(name).as_str()) { "after" } else { name };
    statement.slots.iter().any(|slot| slot.at == Position::After(preposition_of(statement, preposition)))
}

/// Whether a scope has a param or a value of that name.
fn knows(scope: &Scope<'_>, name: &str) -> bool {
    scope.by_param.contains_key(name) || scope.by_let.contains_key(name)
}

/// The first names of a list, for a message.
pub(super) fn some_of(names: &[impl AsRef<str>]) -> String {
    const SHOWN: usize = 12;
    let shown: Vec<String> = names.iter().take(SHOWN).map(|name| format!("`{}`", name.as_ref())).collect();
    let rest = names.len().saturating_sub(SHOWN);
    if rest > 0 { format!("{} and {rest} more", shown.join(", ")) } else { shown.join(", ") }
}

/// Whether a word joins a value to a sentence, or is one of the language's own, and begins none.
fn is_preposition(word: &str) -> bool {
    matches!(
        word,
        "then"
            | "else"
            | "in"
            | "to"
            | "from"
            | "on"
            | "of"
            | "into"
            | "under"
            | "ending"
            | "after"
            | "at"
            | "by"
            | "with"
            | "within"
    )
}

/// Whether a sentence is one word and one value.
fn is_plain(sentence: &Sentence) -> bool {
    sentence.operands.len() == 1
        && sentence.negated.is_none()
        && sentence.phrases.is_empty()
        && sentence.when.is_none()
        && sentence.clauses.repeat.is_none()
        && sentence.clauses.condition.is_none()
        && sentence.body.is_none()
}
