//! The examples of the kinds: those of their pages and those in `stacks/kinds/` are sound.

use std::fs;
use std::path::Path;

use stackc::diag::Severity;
use stackc::kinds::builtin;

use crate::support::front::analysed;

#[test]
fn examples_on_the_pages_of_kinds_are_sound() {
    for kind in builtin().kinds() {
        for (number, text) in kind.doc.split("```stack\n").skip(1).enumerate() {
            let (example, _) = text.split_once("```").unwrap();
            sound(&format!("example {} of {}", number + 1, kind.name), example);
        }
    }
}

#[test]
fn examples_of_kinds_are_sound() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("stacks/kinds");
    let mut count = 0;
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        sound(&path.display().to_string(), &fs::read_to_string(&path).unwrap());
        count += 1;
    }
    assert!(count >= 9, "only {count} examples");
}

/// Fails if anything worse than a note is found.
fn sound(name: &str, text: &str) {
    let analysis = analysed(text);
    let bad = |severity: Severity| matches!(severity, Severity::Error | Severity::Warning);
    let found = analysis.diagnostics.iter().filter(|diagnostic| bad(diagnostic.severity));
    let found: Vec<String> = found.map(|one| format!("{}: {}", one.rule.name, one.message)).collect();
    assert!(found.is_empty(), "{name}\n{}", found.join("\n"));
}
