//! Inputs: from outside, else by default.

use ecow::EcoString;

use super::cx::{Cx, Memo};
use super::fits::Unfit;
use super::types::ParamType;
use super::{Given, rules};
use crate::base::{Span, did_you_mean};
use crate::diag::Diagnostic;
use crate::model::{ParamValue, Value};
use crate::syntax::ast::Param;

/// Gives every param its value; reports what is missing, does not fit, or is given and not declared.
pub(super) fn params(cx: &mut Cx<'_>) -> Vec<ParamValue> {
    let mut values = Vec::new();
    for (at, (item, param)) in cx.scope.params.iter().enumerate() {
        cx.allow(&item.allows, item.span);
        if let Some((value, origin)) = cx.read_param(at, param.name.span) {
            values.push(ParamValue { name: param.name.text.clone(), value, origin });
        }
    }
    cx.take_reads();
    for given in cx.around.given {
        if !cx.scope.by_param.contains_key(&given.name) {
            undeclared(cx, given);
        }
    }
    values.sort_by(|a, b| a.name.cmp(&b.name));
    values
}

impl Cx<'_> {
    /// The value of a param and where it comes from, computed once.
    pub(super) fn read_param(&mut self, at: usize, span: Span) -> Option<(Value, EcoString)> {
        match self.params.get(at)? {
            Memo::Done(done) => return done.clone(),
            Memo::Pending => {
                let (_, param) = self.scope.params.get(at)?;
                self.circular(span, &format!("`{}`", param.name.text));
                return None;
            }
            Memo::Untouched => {}
        }
        let (_, param) = self.scope.params.get(at)?;
        self.set_param(at, Memo::Pending);
        let (value, unused) = self.apart(|cx| {
            let ty = param.ty.as_ref().map_or(ParamType::Any, |ty| cx.param_type(ty));
            let given = cx.around.given.iter().rev().find(|given| given.name == param.name.text);
            let value = match given {
                Some(given) => from_outside(cx, param, &ty, given).map(|value| (value, given.origin.clone())),
                None => by_default(cx, param, &ty).map(|value| (value, EcoString::from("default"))),
            };
            let value =
                value.map(|(value, origin)| (if param.secret { cx.hide(value) } else { value }, origin));
            (value, given.map(|_| ty))
        });
        self.set_param(at, Memo::Done(value.clone()));
        if let (Some(ty), Some(_)) = (unused, &param.default) {
            // A default that nobody uses today is wrong all the same.
            self.apart(|cx| by_default(cx, param, &ty));
        }
        value
    }

    fn set_param(&mut self, at: usize, memo: Memo<(Value, EcoString)>) {
        if let Some(place) = self.params.get_mut(at) {
            *place = memo;
        }
    }
}

/// A value given from outside.
fn from_outside(cx: &mut Cx<'_>, param: &Param, ty: &ParamType, given: &Given) -> Option<Value> {
    // Outside, a string may stand without its quotes: `--param stage=prod`.
    if let Some(raw) = &given.raw
        && let Ok(value) = cx.fits(&Value::String(raw.clone()), ty)
    {
        return Some(value);
    }
    let value = match (&given.raw, super::constant::constant(&given.value)) {
        (Some(raw), None) => Value::String(raw.clone()),
        _ => literal(cx, given)?,
    };
    match cx.fits(&value, ty) {
        Ok(value) => Some(value),
        Err(unfit) => {
            let mut diagnostic = if param.secret {
                unseen(&unfit, &given.name, given.value.span)
            } else {
                unfit.diagnostic(&given.name, unfit.span(&given.value))
            };
            diagnostic.message = format!("{}, from {}", diagnostic.message, given.origin);
            if is_resource(ty) {
                diagnostic.help = Some(
                    "what is given from outside names nothing of the stack: give the ARN in quotes, or choose in \
                     the stack by another param"
                        .to_owned(),
                );
            }
            // Whoever gave it mends it there; no fix reaches a command line.
            diagnostic.fixes.clear();
            cx.report(diagnostic.label(param.name.span, "the param is declared here"));
            None
        }
    }
}

/// Whether a type asks for a resource.
fn is_resource(ty: &ParamType) -> bool {
    match ty {
        ParamType::Kind(_) => true,
        ParamType::Optional(of) => is_resource(of),
        _ => false,
    }
}

/// The finding that a value does not fit, which shows nothing of the value.
fn unseen(unfit: &Unfit, name: &str, span: Span) -> Diagnostic {
    Diagnostic::new(&rules::type_mismatch::RULE, span, unfit.unseen(name))
        .help("the type of the param says what it takes; what was given is a secret, and not shown")
}

/// The value of an expression that may not name anything.
fn literal(cx: &mut Cx<'_>, given: &Given) -> Option<Value> {
    match super::constant::constant(&given.value) {
        Some(value) => Some(value),
        None => {
            let message = format!("`{}` from {} is no value", given.name, given.origin);
            cx.report(
                Diagnostic::new(&rules::type_mismatch::RULE, given.value.span, message)
                    .help("a string stands in quotes; numbers, quantities, lists and maps stand as in a stack, names do not"),
            );
            None
        }
    }
}

/// A param that is not given.
pub(super) fn by_default(cx: &mut Cx<'_>, param: &Param, ty: &ParamType) -> Option<Value> {
    match &param.default {
        Some(expr) => {
            let value = cx.eval(expr)?;
            if let (true, Err(unfit)) = (param.secret, cx.fits(&value, ty)) {
                cx.report(unseen(&unfit, &param.name.text, expr.span));
                return None;
            }
            cx.fit(value, ty, expr, &param.name.text)
        }
        None if matches!(ty, ParamType::Optional(_)) => Some(Value::None),
        None => {
            let name = &param.name.text;
            let message = format!("the param `{name}` has no value");
            cx.report(Diagnostic::new(&rules::param_not_given::RULE, param.name.span, message).help(
                format!(
                    "give it with `--param {name}=…`, as a line `{name} = …` of a `--params FILE`, or in the \
                         variable `STACKC_PARAM_{name}`; or write a default here: `= …`"
                ),
            ));
            None
        }
    }
}

/// Reports a value for a param that is not declared.
fn undeclared(cx: &mut Cx<'_>, given: &Given) {
    let names: Vec<&str> = cx.scope.params.iter().map(|(_, param)| param.name.text.as_str()).collect();
    let message = format!("{} gives `{}`, and there is no such param", given.origin, given.name);
    let diagnostic = Diagnostic::new(&rules::unknown_param::RULE, given.name_span, message);
    let diagnostic = match did_you_mean(&given.name, names.iter().copied()) {
        Some(meant) => diagnostic.help(format!("did you mean `{meant}`?")),
        None if names.is_empty() => diagnostic.help("this stack has no params"),
        None => diagnostic.help(format!("the params are {}", super::unknown::some_of(&names))),
    };
    cx.report(diagnostic);
}
