//! Params and `let`s that nothing reads.

use ecow::EcoString;
use rustc_hash::FxHashMap;

use super::Modules;
use super::rules::unused_name;
use crate::base::Span;
use crate::diag::Diagnostic;
use crate::syntax::ast::{File, ItemKind, item_paths};

/// What nothing reads of what a stack and its modules declare, in the order of the text. What stands in a branch that is not taken, in a scenario or in
/// a test is read, too.
#[must_use]
pub fn unused_names(files: &[File], modules: &Modules) -> Vec<Diagnostic> {
    let folders = modules.folders.iter().map(|folder| folder.files.as_slice());
    std::iter::once(files).chain(folders).flat_map(unused).collect()
}

/// The findings about one folder, whose files see each other's names and no others.
fn unused(files: &[File]) -> Vec<Diagnostic> {
    let mut open: FxHashMap<&str, Span> = FxHashMap::default();
    let mut named: Vec<(&EcoString, &str)> = Vec::new();
    for item in files.iter().flat_map(|file| file.items.besides()) {
        let (name, what) = match &item.kind {
            ItemKind::Param(param) => (&param.name, "param"),
            ItemKind::Let(binding) => (&binding.name, "`let`"),
            _ => continue,
        };
        if !name.text.is_empty() {
            open.insert(&name.text, name.span);
            named.push((&name.text, what));
        }
    }
    // In most stacks all of them are read before half of the text is gone through.
    for item in files.iter().flat_map(|file| &file.items) {
        if open.is_empty() {
            return Vec::new();
        }
        item_paths(item, &mut |path| {
            open.remove(path.split('.').next().unwrap_or(path));
        });
    }
    let finding = |(name, what): (&EcoString, &str)| {
        let span = open.remove(name.as_str())?;
        let message = format!("nothing reads the {what} `{name}`");
        Some(
            Diagnostic::new(&unused_name::RULE, span, message)
                .help("remove it, or read it where it is meant"),
        )
    };
    named.into_iter().filter_map(finding).collect()
}
