//! Every stack in the manual is one that stackc takes.

use stackc::diag::Severity;

use crate::support::front::analysed;

/// The `stack` blocks of a page.
fn blocks(page: &str) -> impl Iterator<Item = &str> {
    page.split("```stack\n").skip(1).map(|rest| rest.split("```").next().unwrap())
}

#[test]
fn every_stack_in_the_language_page_is_sound() {
    let page = include_str!("../../docs/language.md");
    assert!(blocks(page).count() >= 2);
    for block in blocks(page) {
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
