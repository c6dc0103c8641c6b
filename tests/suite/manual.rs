//! Every stack in the manual is one that stackc takes.

use stackc::diag::Severity;

use crate::support::front::analysed;

/// The `stack` blocks of a page.
fn blocks(page: &str) -> impl Iterator<Item = &str> {
    page.split("```stack\n").skip(1).map(|rest| rest.split("```").next().unwrap())
}

#[test]
fn every_stack_in_the_language_pages_is_sound() {
    let pages = [include_str!("../../docs/language.md"), include_str!("../../docs/language/change.md")];
    assert!(pages.iter().all(|page| blocks(page).count() >= 2));
    for block in pages.into_iter().flat_map(blocks) {
        let analysis = analysed(block);
        let problems: Vec<String> = analysis
            .diagnostics
            .iter()
            .filter(|diagnostic| diagnostic.severity <= Severity::Warning)
            .map(|diagnostic| format!("{}: {}", diagnostic.rule.name, diagnostic.message))
            .collect();
        assert!(problems.is_empty(), "{problems:?} in\n{block}");
    }
}
