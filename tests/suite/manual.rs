//! Every stack in the manual is one that stackc takes.

use std::path::Path;

use stackc::diag::Severity;

use crate::support::front::analysed;

/// The `stack` blocks of a page.
fn blocks(page: &str) -> impl Iterator<Item = &str> {
    page.split("```stack\n").skip(1).map(|rest| rest.split("```").next().unwrap())
}

#[test]
fn every_stack_in_the_language_pages_is_sound() {
    let folder = Path::new("docs/language");
    let mut pages = crate::support::files(folder, &["md"]);
    pages.push((folder.with_extension("md"), include_str!("../../docs/language.md").to_owned()));
    assert!(pages.iter().map(|(_, page)| blocks(page).count()).sum::<usize>() >= 15);
    for (path, block) in pages.iter().flat_map(|(path, page)| blocks(page).map(move |block| (path, block))) {
        let analysis = analysed(block);
        let problems: Vec<String> = analysis
            .diagnostics
            .iter()
            .filter(|diagnostic| diagnostic.severity <= Severity::Warning)
            .map(|diagnostic| format!("{}: {}", diagnostic.rule.name, diagnostic.message))
            .collect();
        assert!(problems.is_empty(), "{problems:?} in {}\n{block}", path.display());
    }
}
