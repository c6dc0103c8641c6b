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

#[test]
fn the_table_of_arrows_names_all_that_they_lead_to() {
    let catalog = stackc::kinds::builtin();
    let page = std::fs::read_to_string("docs/language/wiring.md").unwrap();
    let named = |cell: &str| -> std::collections::BTreeSet<String> {
        let words = cell.split('`').skip(1).step_by(2);
        words.filter(|word| catalog.kind(word).is_some()).map(ToOwned::to_owned).collect()
    };
    let rows: Vec<Vec<&str>> = page
        .lines()
        .filter(|line| line.starts_with("| [`"))
        .map(|line| line.split(" | ").collect())
        .take_while(|cells: &Vec<&str>| cells.len() == 4)
        .collect();
    assert!(rows.len() > 8, "{rows:?}");
    let mut told = std::collections::BTreeSet::new();
    for cells in rows {
        for source in named(cells[0]) {
            let known =
                catalog.links_from(&source).flat_map(|link| link.targets).map(|kind| (*kind).to_owned());
            assert_eq!(named(cells[2]), known.collect(), "{source}");
            assert!(told.insert(source), "told twice: {}", cells[0]);
        }
    }
    let leads = catalog.kinds().filter(|kind| catalog.links_from(kind.name).next().is_some());
    let left: Vec<&str> = leads.map(|kind| kind.name).filter(|name| !told.contains(*name)).collect();
    assert!(left.is_empty(), "the table leaves out {left:?}");
}
