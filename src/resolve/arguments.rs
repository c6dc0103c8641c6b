//! What a use of a module gives for the module's params.

use super::cx::{Cx, Memo};
use super::declare::Scope;
use super::frames::Read;
use super::names::attribute;
use super::types::ParamType;
use super::unknown::some_of;
use super::{params, rules};
use crate::base::{Span, did_you_mean};
use crate::diag::{Diagnostic, Label};
use crate::model::Value;
use crate::syntax::ast::{self, EntryKind, Param, TypeKind};

impl<'a> Cx<'a> {
    /// Reports what a use does not give though the module asks for it, and what it gives too much.
    pub(super) fn arguments(&mut self, module: &'a ast::Module, scope: &'a Scope<'a>) {
        let mut given: Vec<(&str, Span)> = Vec::new();
        for entry in &module.body.entries {
            self.allow(&entry.allows, entry.span);
            let EntryKind::Attribute(attribute) = &entry.kind else {
                let message = "a module is given params, and nothing else";
                self.report(
                    Diagnostic::new(&rules::unknown_statement::RULE, entry.span, message)
                        .help("write `name = value`, or take it out"),
                );
                continue;
            };
            let name = &attribute.name;
            if let Some((_, first)) = given.iter().find(|(known, _)| *known == name.text) {
                let message = format!("`{}` is given twice", name.text);
                self.report(
                    Diagnostic::new(&rules::duplicate_attribute::RULE, name.span, message)
                        .label(*first, "first given here")
                        .help("remove one of them"),
                );
            }
            given.push((&name.text, name.span));
            if !scope.by_param.contains_key(&name.text) {
                self.no_param(name, scope);
            }
        }
        for (_, param) in &scope.params {
            if is_needed(param) && !given.iter().any(|(name, _)| *name == param.name.text) {
                self.not_given(module, param);
            }
        }
    }

    fn no_param(&mut self, name: &ast::Ident, scope: &Scope<'_>) {
        let names: Vec<&str> = scope.params.iter().map(|(_, param)| param.name.text.as_str()).collect();
        let message = format!("the module has no param `{}`", name.text);
        let diagnostic = Diagnostic::new(&rules::unknown_param::RULE, name.span, message);
        self.report(match did_you_mean(&name.text, names.iter().copied()) {
            Some(meant) => diagnostic.help(format!("did you mean `{meant}`?")).fix(
                format!("change to `{meant}`"),
                name.span,
                meant,
            ),
            None if names.is_empty() => diagnostic.help("it has no params; leave the line out"),
            None => diagnostic.help(format!("its params are {}", some_of(&names))),
        });
    }

    fn not_given(&mut self, module: &ast::Module, param: &Param) {
        let name = &param.name.text;
        let message = format!("`module {}` does not give the param `{name}`", module.name.text);
        self.report(
            Diagnostic::new(&rules::param_not_given::RULE, module.name.span, message)
                .label(param.name.span, "the module asks for it here")
                .help(format!("write `{name} = …` in its braces, or give the param a default")),
        );
    }

    /// What the use gives for a param of the module at hand, computed once.
    pub(super) fn read_argument(&mut self, at: usize, span: Span) -> Option<Value> {
        let frame = self.frame;
        match self.frames.get(frame)?.arguments.get(at)? {
            Memo::Done(done) => {
                let (value, reads) = done.clone()?;
                self.reads.extend(reads.into_iter().map(|read| (read, span)));
                return Some(value);
            }
            Memo::Pending => {
                let (_, param) = self.scope.params.get(at)?;
                self.circular(span, &format!("`{}`", param.name.text));
                return None;
            }
            Memo::Untouched => {}
        }
        self.set_argument(frame, at, Memo::Pending);
        let read = self.argument(frame, at);
        if let (Some((value, _)), Some((_, param))) = (&read, self.scope.params.get(at)) {
            self.tell(param.name.span, value);
        }
        self.set_argument(frame, at, Memo::Done(read.clone()));
        let (value, reads) = read?;
        self.reads.extend(reads.into_iter().map(|read| (read, span)));
        Some(value)
    }

    /// A value as the module may see it.
    fn kept(&self, param: &Param, value: Value) -> Value {
        if param.secret { self.hide(value) } else { value }
    }

    fn set_argument(&mut self, frame: usize, at: usize, memo: Memo<Read>) {
        if let Some(place) = self.frames.get_mut(frame).and_then(|frame| frame.arguments.get_mut(at)) {
            *place = memo;
        }
    }

    fn argument(&mut self, frame: usize, at: usize) -> Option<Read> {
        let scope = self.scope;
        let (_, param) = scope.params.get(at)?;
        let ty = self.apart(|cx| param.ty.as_ref().map_or(ParamType::Any, |ty| cx.param_type(ty)));
        let used = self.frames.get(frame)?.used.as_ref()?;
        let (by, module, locals) = (used.frame, used.module, used.locals.clone());
        let Some(expr) = attribute(&module.body, &param.name.text) else {
            let value = match param.default {
                // That it is not given was reported at the use.
                None if is_needed(param) => return None,
                None => Value::None,
                Some(_) => self.apart(|cx| params::by_default(cx, param, &ty))?,
            };
            return Some((self.kept(param, value), Vec::new()));
        };
        let read = self.inside(by, locals, None, |cx| {
            let value = cx.eval(expr)?;
            let before = cx.found.len();
            let fitted = cx.fit(value, &ty, expr, &param.name.text);
            for diagnostic in cx.found.iter_mut().skip(before) {
                let label = Label { span: param.name.span, message: "the param is declared here".into() };
                diagnostic.labels.push(label);
            }
            Some((fitted?, cx.take_reads()))
        });
        let (value, reads) = read?;
        let reads = reads.into_iter().map(|(read, _)| read).collect();
        Some((self.kept(param, value), reads))
    }
}

/// Whether a param must be given.
fn is_needed(param: &Param) -> bool {
    let optional = matches!(param.ty.as_ref().map(|ty| &ty.kind), Some(TypeKind::Optional(_)));
    param.default.is_none() && !optional
}
