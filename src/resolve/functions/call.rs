//! Calls: the right function, the right arguments, and what is wrong with them.

use super::{Arguments, FUNCTIONS, Function, Secrets};
use crate::base::{Span, did_you_mean};
use crate::catalog::{Signature, Sort};
use crate::diag::Diagnostic;
use crate::model::Value;
use crate::resolve::cx::Cx;
use crate::resolve::foreign_names::function_meant;
use crate::resolve::rules;
use crate::resolve::secrets::holds_secret;
use crate::syntax::ast::{Expr, ExprKind, Ident};

impl<'a> Cx<'a> {
    /// Evaluates a call.
    pub(in crate::resolve) fn call(&mut self, name: &Ident, arguments: &[Expr], span: Span) -> Option<Value> {
        let function = FUNCTIONS.iter().find(|function| function.signature.name == name.text);
        if function.is_none() {
            if self.quoted_timing(name, arguments, span) {
                return None;
            }
            self.unknown_function(name);
        }
        // Every argument is looked at, so that all that is wrong in the call is said at once.
        let values: Vec<Option<Value>> = arguments.iter().map(|argument| self.eval(argument)).collect();
        let function = function?;
        let signature = &function.signature;
        if !self.count_fits(signature, name, arguments) {
            return None;
        }
        let values = values.into_iter().collect::<Option<Vec<Value>>>()?;
        for (at, (value, argument)) in values.iter().zip(arguments).enumerate() {
            let param = signature.param(at)?;
            if !param.sort.takes(value) {
                self.wrong_argument(signature, param.name, param.sort, value, argument.span);
                return None;
            }
        }
        self.computed(function, &values, arguments, span)
    }

    /// Calls a function with arguments of the right sorts.
    fn computed(
        &mut self,
        function: &Function,
        values: &[Value],
        arguments: &[Expr],
        span: Span,
    ) -> Option<Value> {
        let hidden = match function.secrets {
            Secrets::Hidden => values.iter().any(holds_secret),
            Secrets::InParts => values.iter().any(|value| matches!(value, Value::Secret(_))),
        };
        if hidden {
            return Some(self.secret_of(function.signature.name, values));
        }
        match (function.body)(&Arguments { values, around: self.around, from: self.folder() }) {
            Ok(value) => self.charged(value, span),
            Err(fault) => {
                let at =
                    fault.argument.and_then(|at| arguments.get(at)).map_or(span, |argument| argument.span);
                let help = fault.help.unwrap_or_else(|| format!("it is `{}`", function.signature));
                self.report(Diagnostic::new(fault.rule, at, fault.message).help(help));
                None
            }
        }
    }

    /// Reports a function that is not there.
    fn unknown_function(&mut self, name: &Ident) {
        let names = || FUNCTIONS.iter().map(|function| function.signature.name);
        let message = format!("there is no function `{}`", name.text);
        let diagnostic = Diagnostic::new(&rules::unknown_function::RULE, name.span, message);
        if let Some(meant) = function_meant(&name.text, name.span, &diagnostic) {
            return self.report(meant);
        }
        self.report(match did_you_mean(&name.text, names()) {
            Some(meant) => diagnostic.help(format!("did you mean `{meant}`?")).fix(
                format!("change to `{meant}`"),
                name.span,
                meant,
            ),
            None => {
                let all: Vec<String> = names().map(|name| format!("`{name}`")).collect();
                diagnostic.help(format!("the functions are {}", all.join(", ")))
            }
        });
    }

    /// Reports a timing whose fields stand in quotes, `rate("5 minutes")`, and says whether it is one.
    fn quoted_timing(&mut self, name: &Ident, arguments: &[Expr], span: Span) -> bool {
        let word = name.text.to_lowercase();
        let [Expr { kind: ExprKind::String(fields), .. }] = arguments else { return false };
        if !matches!(word.as_str(), "cron" | "rate" | "at") {
            return false;
        }
        let written = format!("{word}({fields})");
        let message = format!("`{word}(…)` is no function, and what stands in it has no quotes");
        self.report(Diagnostic::new(&rules::invalid_timing::RULE, span, message).fix(
            format!("change to `{written}`"),
            span,
            written,
        ));
        true
    }

    /// Whether there are neither too few nor too many arguments; reports it otherwise.
    fn count_fits(&mut self, signature: &Signature, name: &Ident, arguments: &[Expr]) -> bool {
        let (least, most) = signature.arity();
        let count = arguments.len();
        if count >= least && most.is_none_or(|most| count <= most) {
            return true;
        }
        let takes = match most {
            None => format!("{least} or more arguments"),
            Some(most) if most == least => {
                format!("{least} {}", if most == 1 { "argument" } else { "arguments" })
            }
            Some(most) => format!("{least} to {most} arguments"),
        };
        let message = format!(
            "`{}` takes {takes}, here {} {count}",
            signature.name,
            if count == 1 { "is" } else { "are" }
        );
        // What is too much is shown itself, what is missing at the name.
        let at = most.and_then(|most| arguments.get(most)).map_or(name.span, |extra| extra.span);
        self.report(
            Diagnostic::new(&rules::wrong_argument::RULE, at, message).help(format!("it is `{signature}`")),
        );
        false
    }

    /// Reports an argument of another sort.
    fn wrong_argument(&mut self, signature: &Signature, param: &str, sort: Sort, value: &Value, span: Span) {
        if matches!(sort, Sort::String | Sort::Printable) && matches!(value, Value::Reference(_)) {
            self.not_a_string(value, span);
            return;
        }
        let part = misfit(sort, value).map_or_else(
            || value.sort().to_owned(),
            |part| format!("{} with {} in it", value.sort(), part.sort()),
        );
        let message = format!("`{param}` of `{}` takes {sort}, this is {part}", signature.name);
        let mut help = format!("it is `{signature}`");
        if *value == Value::None {
            help = format!("{help}; say what to take instead, as in `x ?? …`");
        }
        self.report(Diagnostic::new(&rules::wrong_argument::RULE, span, message).help(help));
    }
}

/// The first item that does not fit, of a list or map that would.
fn misfit(sort: Sort, value: &Value) -> Option<&Value> {
    match (sort, value) {
        (Sort::List(of), Value::List(items)) => items.iter().find(|item| !of.takes(item)),
        (Sort::Map(of), Value::Map(entries)) => entries.values().find(|item| !of.takes(item)),
        (Sort::OneOf(sorts), _) => sorts.iter().find_map(|sort| misfit(*sort, value)),
        _ => None,
    }
}
