//! A shop behind one HTTP API, from the first check to the last deletion: alarms, dashboard, ceiling and all.

use std::path::Path;

use crate::cli::{snapshot, transcript};

/// The shop in a folder of its own.
fn shop() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let from = Path::new(env!("CARGO_MANIFEST_DIR")).join("stacks/shop-api");
    for path in ["shop.stack", "sale-day.stack", "dist/shop.mjs"] {
        let to = folder.path().join("shop-api").join(path);
        std::fs::create_dir_all(to.parent().unwrap()).unwrap();
        std::fs::copy(from.join(path), to).unwrap();
    }
    folder
}

#[test]
fn a_shop_is_checked_planned_applied_changed_and_watched() {
    let folder = shop();
    let run = |arguments: &[&str]| {
        transcript(folder.path(), &[arguments, &["--param", "payment_key=k"]].concat(), "")
    };
    let stack = folder.path().join("shop-api/shop.stack");
    let text = std::fs::read_to_string(&stack).unwrap();
    let mut texts =
        vec![run(&["check", "shop-api"]), run(&["plan", "shop-api"]), run(&["apply", "shop-api", "--yes"])];
    let second = run(&["plan", "shop-api"]);
    assert!(second.contains("nothing to do"), "{second}");
    // A stricter alarm and another chart are changes in place.
    let stricter = text.replace("above      = 2%", "above      = 1%").replace(
        "chart \"Charging\" of function.charge.ConcurrentExecutions.max",
        "chart \"Charging\" of function.charge.ConcurrentExecutions.max, function.charge.Throttles.sum",
    );
    assert_ne!(text, stricter);
    std::fs::write(&stack, stricter).unwrap();
    texts.push(run(&["plan", "shop-api"]));
    texts.push(run(&["apply", "shop-api", "--yes"]));
    snapshot("shop_api", &texts.join("\n"));
}
