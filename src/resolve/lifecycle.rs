//! `lifecycle { … }`: how a resource may change.

use ecow::EcoString;

use super::attrs::Made;
use super::cx::Cx;
use super::rules;
use crate::base::{Span, a, did_you_mean};
use crate::catalog::{BlockBody, Label, Shape, Type};
use crate::diag::Diagnostic;
use crate::model::{ReplaceOrder, Value, Watched};
use crate::syntax::ast::{Attribute, Body, EntryKind, Expr, ExprKind, Sentence};

impl<'a> Cx<'a> {
    /// `lifecycle { … }`, which stands once.
    pub(super) fn only_lifecycle(
        &mut self,
        made: &mut Made,
        sentence: &Sentence,
        written: &mut Vec<(EcoString, Span)>,
    ) {
        let span = sentence.word.span;
        let rule = &rules::unknown_statement::RULE;
        let Some(body) = &sentence.body else {
            let finding = Diagnostic::new(rule, span, "`lifecycle` is a block: `lifecycle { … }`");
            return self.report(finding.help("put what belongs to it into braces behind it"));
        };
        if let Some((_, first)) = written.iter().find(|(known, _)| known == "lifecycle") {
            let finding =
                Diagnostic::new(&rules::duplicate_attribute::RULE, span, "`lifecycle` is written twice");
            return self
                .report(finding.label(*first, "first written here").help("join the two blocks into one"));
        }
        written.push(("lifecycle".into(), span));
        self.lifecycle(made, body);
    }

    /// Resolves `lifecycle { … }`.
    fn lifecycle(&mut self, made: &mut Made, body: &Body) {
        for entry in &body.entries {
            self.allow(&entry.allows, entry.span);
            let EntryKind::Attribute(attribute) = &entry.kind else {
                let message = "`lifecycle` has `protect`, `replace`, `ignore` and `replace_when`";
                self.report(
                    Diagnostic::new(&rules::unknown_statement::RULE, entry.span, message)
                        .help("write one of them with `=`, such as `protect = true`"),
                );
                continue;
            };
            let span = attribute.value.span;
            match attribute.name.text.as_str() {
                "protect" => {
                    if !self.is_absent(&attribute.value) && self.condition(&attribute.value) == Some(true) {
                        made.lifecycle.protect = Some(span);
                    }
                }
                "replace" => {
                    const ORDERS: Type = Type::OneOf(&["create_first", "delete_first"]);
                    let value = self.eval(&attribute.value);
                    let value = value.and_then(|value| self.convert(value, &ORDERS, span, "replace"));
                    if value.as_ref().and_then(Value::as_str) == Some("create_first") {
                        made.lifecycle.replace = ReplaceOrder::CreateFirst;
                    }
                }
                "ignore" => self.ignored(made, attribute),
                "replace_when" => self.watched(made, attribute),
                name => {
                    self.no_lifecycle(name, attribute.name.span);
                }
            }
        }
        self.take_reads();
    }

    /// Whether a value is `none` as it is written, and so is as if nothing was.
    fn is_absent(&mut self, value: &Expr) -> bool {
        match &value.kind {
            ExprKind::None => true,
            ExprKind::Path(_) => {
                let before = self.found.len();
                let absent = self.eval(value) == Some(Value::None);
                self.found.truncate(before);
                absent
            }
            _ => false,
        }
    }

    /// Reports a word that `lifecycle` does not have, as Terraform and others write it or misspelt.
    fn no_lifecycle(&mut self, name: &str, span: Span) {
        let (meant, help) = match name {
            "prevent_destroy" | "deletion_policy" | "retain" => ("protect", "write `protect = true`"),
            "create_before_destroy" => ("replace", "write `replace = \"create_first\"`"),
            "ignore_changes" => ("ignore", "write `ignore = [versioning, tags.owner]`"),
            "replace_triggered_by" => ("replace_when", "write `replace_when = [role.audit]`"),
            _ => {
                let names = ["protect", "replace", "ignore", "replace_when"];
                return self.no_part(&rules::unknown_attribute::RULE, name, span, "`lifecycle`", &names);
            }
        };
        let message = format!("`lifecycle` has no `{name}`");
        let finding = Diagnostic::new(&rules::unknown_attribute::RULE, span, message)
            .help(format!("it is `{meant}` here: {help}"));
        // The others say it with another value.
        self.report(match name {
            "ignore_changes" | "prevent_destroy" | "replace_triggered_by" => {
                finding.fix(format!("change to `{meant}`"), span, meant)
            }
            _ => finding,
        });
    }

    /// The paths of `ignore = [tags.key, memory]`, which are names and not values.
    fn ignored(&mut self, made: &mut Made, attribute: &Attribute) {
        if self.is_absent(&attribute.value) {
            return;
        }
        let ExprKind::List(items) = &attribute.value.kind else {
            let message = "`ignore` is a list of attributes: `ignore = [memory, tags.audit]`";
            self.report(
                Diagnostic::new(&rules::type_mismatch::RULE, attribute.value.span, message)
                    .help("put the names into brackets, without quotes"),
            );
            return;
        };
        for item in items {
            let span = item.value.span;
            match self.path_text(&item.value) {
                Some(path) if self.may_ignore(made, &path, span) => made.lifecycle.ignore.push(path),
                Some(_) => {}
                None => {
                    let message = "an attribute is named here, without quotes";
                    self.report(
                        Diagnostic::new(&rules::type_mismatch::RULE, span, message)
                            .help("write it as in `ignore = [memory, tags.audit]`"),
                    );
                }
            }
        }
    }

    /// Whether a path leads to something that the kind has; says so if not.
    fn may_ignore(&mut self, made: &Made, path: &str, span: Span) -> bool {
        let mut words = path.split(['.', '[']);
        let first = words.next().unwrap_or_default();
        if first == "tags" {
            return true;
        }
        let of = a(made.kind.name);
        let Some(inner) = self.part_of(made.kind.shape, &["tags"], first, span, &of) else { return false };
        let Some((shape, label)) = inner else { return true };
        if label && words.next().is_none() {
            return true;
        }
        words.next().is_none_or(|word| self.part_of(shape, &[], word, span, &format!("`{first}`")).is_some())
    }

    /// What lies within a part of a shape, if the kind describes that, and whether a label stands between.
    #[expect(clippy::option_option, reason = "unknown parts and parts without an inside differ")]
    fn part_of(
        &mut self,
        shape: &'static Shape,
        others: &[&str],
        word: &str,
        span: Span,
        of: &str,
    ) -> Option<Option<(&'static Shape, bool)>> {
        if shape.attr(word).is_some() || shape.statement(word).is_some() {
            return Some(None);
        }
        if let Some(block) = shape.block(word) {
            let labelled = matches!(block.label, Label::Named { .. });
            return Some(match block.body {
                BlockBody::Shape(inner) => Some((inner, labelled)),
                BlockBody::Table(_) => None,
            });
        }
        let names = shape.attrs.iter().map(|attr| attr.name);
        let names = names.chain(shape.blocks.iter().map(|block| block.word));
        let names: Vec<&str> = names.chain(others.iter().copied()).collect();
        let message = format!("{of} has no `{word}` to ignore");
        let diagnostic = Diagnostic::new(&rules::unknown_attribute::RULE, span, message);
        self.report(match did_you_mean(word, names.iter().copied()) {
            Some(meant) => diagnostic.help(format!("did you mean `{meant}`?")),
            None => diagnostic.help(format!("it has {}", super::unknown::some_of(&names))),
        });
        None
    }

    /// The references of `replace_when = [function.resize, bucket.photos.versioning]`, each with what it is now.
    fn watched(&mut self, made: &mut Made, attribute: &Attribute) {
        if self.is_absent(&attribute.value) {
            return;
        }
        let ExprKind::List(items) = &attribute.value.kind else {
            let message = "`replace_when` is a list of resources and attributes";
            self.report(
                Diagnostic::new(&rules::type_mismatch::RULE, attribute.value.span, message)
                    .help("write it as in `replace_when = [function.resize, bucket.photos.versioning]`"),
            );
            return;
        };
        self.take_reads();
        for item in items {
            let Some(value) = self.eval(&item.value) else { continue };
            match self.path_text(&item.value) {
                Some(path) => {
                    made.lifecycle.replace_when.push(Watched { path, value, span: item.value.span });
                }
                None => self.report(
                    Diagnostic::new(
                        &rules::type_mismatch::RULE,
                        item.value.span,
                        "what is watched is a resource or an attribute of one",
                    )
                    .help("write it as in `replace_when = [function.resize, bucket.photos.versioning]`"),
                ),
            }
        }
        // What is watched is made first: when it is replaced, so is this, after it.
        self.edges_from_reads(made);
    }

    /// A path as it is written, with its keys: `tags["a.b"]`, `module.site["acme"].bucket.files`.
    pub(super) fn path_text(&mut self, expr: &Expr) -> Option<EcoString> {
        match &expr.kind {
            ExprKind::Path(path) => Some(path.clone()),
            ExprKind::Member(of, name) => {
                let of = self.path_text(of)?;
                Some(ecow::eco_format!("{of}.{}", name.text))
            }
            ExprKind::Index(of, key) => {
                let of = self.path_text(of)?;
                match self.eval(key)? {
                    key @ Value::String(_) => Some(ecow::eco_format!("{of}[{key}]")),
                    Value::Number(number) if number.is_integer() => Some(ecow::eco_format!("{of}[{number}]")),
                    _ => None,
                }
            }
            _ => None,
        }
    }
}
