//! Findings in what stands once in the text and several times in the stack: instances of a `for`, uses of a module.

use std::collections::{BTreeMap, HashMap};

use crate::base::{FileId, Span};
use crate::diag::{Diagnostic, Label};
use crate::model::{Address, ModuleUse, Stack};

/// Keeps one finding where the instances of one declaration have the same fault at the same place.
pub(super) fn once_per_declaration(found: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let mut kept: Vec<Diagnostic> = Vec::with_capacity(found.len());
    // Of two findings of one instance at one place, the other instances have two each, too.
    let mut nth: HashMap<(&'static str, Span, String), usize> = HashMap::new();
    let mut first: BTreeMap<(&'static str, Span, String, usize), (usize, usize)> = BTreeMap::new();
    for diagnostic in found {
        let Some(declaration) = diagnostic.address.as_deref().and_then(declaration) else {
            kept.push(diagnostic);
            continue;
        };
        let rule = diagnostic.rule.name;
        let address = diagnostic.address.clone().unwrap_or_default();
        let nth = nth.entry((rule, diagnostic.span, address)).or_default();
        *nth += 1;
        let at = kept.len();
        let (kept_at, count) = first.entry((rule, diagnostic.span, declaration, *nth)).or_insert((at, 0));
        *count += 1;
        if *kept_at == at {
            kept.push(diagnostic);
        }
    }
    for (at, count) in first.into_values() {
        if let Some(diagnostic) = kept.get_mut(at).filter(|_| count > 1) {
            diagnostic.message.push_str(&format!(", and so for {} more of its instances", count - 1));
        }
    }
    kept
}

/// The declaration that an instance comes from: its address without the keys, in its module; `None` for what is no
/// instance.
pub(super) fn declaration(address: &str) -> Option<String> {
    if !address.contains('[') && !address.starts_with("module.") {
        return None;
    }
    let address = Address::from(address);
    // A flow has a line of its own, whose place says which it is.
    if address.is_flow() {
        return Some(String::new());
    }
    let inside = address.as_str().get(address.module().len()..).unwrap_or("");
    // What is found of a module as such stands at a place of its own.
    if inside.starts_with("module.") {
        return Some(String::new());
    }
    Some(Address::from(inside).without_keys())
}

/// Adds to each finding inside a module which use of the module led there.
pub fn name_uses(stack: &Stack, found: &mut [Diagnostic]) {
    if stack.modules.is_empty() {
        return;
    }
    let by_address: HashMap<&str, &ModuleUse> =
        stack.modules.iter().map(|used| (used.address.as_str(), used)).collect();
    let mut by_file: HashMap<FileId, &ModuleUse> = HashMap::new();
    for used in &stack.modules {
        for file in &used.files {
            by_file.entry(*file).or_insert(used);
        }
    }
    for diagnostic in found {
        let Some(any) = by_file.get(&diagnostic.span.file) else { continue };
        let address = diagnostic.address.as_deref().unwrap_or("");
        let mut used = Some(innermost(&by_address, address).unwrap_or(any));
        while let Some(one) = used {
            let message = format!("in `{}`", one.address);
            diagnostic.labels.push(Label { span: one.span, message });
            used = innermost(&by_address, one.address.module().trim_end_matches('.'));
        }
    }
}

/// The use that an address lies in, or is itself.
fn innermost<'a>(by_address: &HashMap<&str, &'a ModuleUse>, address: &str) -> Option<&'a ModuleUse> {
    let itself = by_address.get(address);
    let module = Address::from(address);
    itself.or_else(|| by_address.get(module.module().trim_end_matches('.'))).copied()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::rules::unused_allowance::RULE;

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
