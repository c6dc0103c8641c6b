//! Judges a resolved stack: limits, wiring, permissions, dates.
//!
//! Knows nothing of trees, states or plans, nor whether a terminal or an editor listens.

mod cx;
mod dated;
mod grants;
mod limits;
mod rules;
mod suppress;
mod tasks;

use crate::catalog::Catalog;
use crate::diag::{Diagnostic, Found, Rule, Severity};
use crate::model::Stack;
use cx::{Cx, Known};

/// What a check is asked for, besides the stack.
#[derive(Debug, Clone, Copy)]
pub struct Options<'a> {
    /// The day that dated rules judge by, as `YYYY-MM-DD`.
    pub as_of: &'a str,
    /// The rules of reading a stack, syntax and names, whose findings come in. Their errors cannot be allowed:
    /// what could not be read has no value to go on with.
    pub reading: &'a [&'static Rule],
    /// Rules that a later layer judges by: their names may be allowed, and nothing is said of whether they are broken.
    pub later: &'a [&'static Rule],
}

/// How a rule judges.
#[derive(Debug, Clone, Copy)]
enum Check {
    /// The stack as a whole.
    Whole(for<'a, 'b> fn(&'b mut Cx<'a>)),
    /// One resource after the other, which are of a known kind.
    Each(for<'a, 'b> fn(&'b mut Cx<'a>, Known<'a>)),
}

/// A value in which no error was found; only `check` makes one.
#[derive(Debug, Clone)]
pub struct Checked<T>(T);

impl<T> Checked<T> {
    /// The value.
    pub fn get(&self) -> &T {
        &self.0
    }
}

/// Judges a stack by every rule of this layer.
///
/// What reading it found comes in and goes out with the rest, in the order of the text, without what the stack
/// allows. The stack is checked if no error is left, else it is handed back as it came.
#[must_use]
pub fn check(
    catalog: &Catalog,
    found: Found<Stack>,
    options: &Options<'_>,
) -> Found<Result<Checked<Stack>, Stack>> {
    let Found { value: stack, diagnostics: earlier } = found;
    let known = cx::known(catalog, &stack);
    let mut cx = Cx::new(catalog, &stack, &known, options.as_of, &earlier);
    // One walk for all rules that look at one resource, while it is at hand; the others walk by themselves.
    for resource in &known {
        for check in rules::CHECKS {
            if let Check::Each(check) = check {
                check(&mut cx, *resource);
            }
        }
    }
    for check in rules::CHECKS {
        if let Check::Whole(check) = check {
            check(&mut cx);
        }
    }
    let own = once_per_declaration(cx.into_found());
    let mut diagnostics = earlier;
    diagnostics.extend(own);
    let mut diagnostics = suppress::suppress(&stack, diagnostics, options);
    diagnostics.sort_by(|a, b| (a.span, a.rule.name).cmp(&(b.span, b.rule.name)));
    diagnostics.dedup_by(|a, b| a.span == b.span && a.rule.name == b.rule.name && a.message == b.message);
    let sound = diagnostics.iter().all(|diagnostic| diagnostic.severity != Severity::Error);
    let value = if sound { Ok(Checked(stack)) } else { Err(stack) };
    Found { value, diagnostics }
}

/// The rules of this layer.
#[must_use]
pub fn rules() -> &'static [&'static Rule] {
    rules::RULES
}

/// Keeps one finding where the instances of one declaration have the same fault at the same place.
fn once_per_declaration(found: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let mut kept: Vec<Diagnostic> = Vec::with_capacity(found.len());
    let mut first = std::collections::BTreeMap::new();
    for diagnostic in found {
        let declaration = diagnostic.address.as_deref().and_then(declaration);
        let Some(declaration) = declaration else {
            kept.push(diagnostic);
            continue;
        };
        let at = kept.len();
        let (kept_at, count) =
            first.entry((diagnostic.rule.name, diagnostic.span, declaration)).or_insert((at, 0_usize));
        *count += 1;
        if *kept_at == at {
            kept.push(diagnostic);
        }
    }
    for ((..), (at, count)) in first {
        if let Some(diagnostic) = kept.get_mut(at).filter(|_| count > 1) {
            diagnostic.message.push_str(&format!(", and so for {} more of its instances", count - 1));
        }
    }
    kept
}

/// The declaration that an instance comes from: its address without the keys; `None` for what is no instance.
fn declaration(address: &str) -> Option<String> {
    // A flow has a line of its own, which its ends are part of.
    if address.contains(' ') || !address.contains('[') {
        return None;
    }
    let mut text = String::new();
    let mut depth = 0_usize;
    for c in address.chars() {
        match c {
            '[' => depth += 1,
            ']' => depth = depth.saturating_sub(1),
            c if depth == 0 => text.push(c),
            _ => {}
        }
    }
    Some(text)
}

#[cfg(test)]
mod tests {
    use super::rules::unused_allowance::RULE;
    use super::*;
    use crate::base::{FileId, Span};

    #[test]
    fn instances_of_one_declaration_are_told_of_once() {
        let at = |start: u32, address: &str| {
            let span = Span::new(FileId(0), start, start + 1);
            Diagnostic::new(&RULE, span, format!("`{address}`")).about(address)
        };
        let found = vec![
            at(1, "function.f[\"a\"]"),
            at(1, "function.f[\"b\"]"),
            at(1, "function.g"),
            at(2, "function.f[\"c\"]"),
            at(1, "function.f[\"d\"]"),
        ];
        let kept = once_per_declaration(found);
        let messages: Vec<&str> = kept.iter().map(|diagnostic| diagnostic.message.as_str()).collect();
        let first = "`function.f[\"a\"]`, and so for 2 more of its instances";
        assert_eq!(messages, [first, "`function.g`", "`function.f[\"c\"]`"]);
    }
}
