//! `docs/reference/kinds/` is what the catalog says; `STACKC_UPDATE_REFERENCE=1` writes it anew.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use stackc::kinds::builtin;
use stackc::session::functions;
use stackc::view::reference::{functions_page, index_page, kind_page};

#[test]
fn the_reference_of_functions_is_what_their_signatures_say() {
    let page = functions_page(functions());
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/reference/functions.md");
    if std::env::var("STACKC_UPDATE_REFERENCE").is_ok_and(|value| value == "1") {
        fs::write(&path, &page).unwrap();
    }
    let kept = fs::read_to_string(&path).unwrap_or_default();
    assert!(kept == page, "functions.md is old: run the test with STACKC_UPDATE_REFERENCE=1");
}

#[test]
fn the_reference_of_kinds_is_what_the_catalog_says() {
    let catalog = builtin();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/reference/kinds");
    let mut pages = vec![("README.md".to_owned(), index_page(&catalog))];
    pages.extend(catalog.kinds().map(|kind| (format!("{}.md", kind.name), kind_page(&catalog, kind))));
    if std::env::var("STACKC_UPDATE_REFERENCE").is_ok_and(|value| value == "1") {
        fs::create_dir_all(&folder).unwrap();
        for (name, page) in &pages {
            fs::write(folder.join(name), page).unwrap();
        }
    }
    for (name, page) in &pages {
        let kept = fs::read_to_string(folder.join(name)).unwrap_or_default();
        assert!(kept == *page, "{name} is old: run the test with STACKC_UPDATE_REFERENCE=1");
    }
    let kept: BTreeSet<String> = fs::read_dir(&folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    assert_eq!(kept, pages.into_iter().map(|(name, _)| name).collect());
}
