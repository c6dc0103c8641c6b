//! One description for several environments, from the first apply to the last destroy, as its users meet it.

use std::path::Path;

use crate::cli::{snapshot, transcript};

/// What stood there before there were tenants: the first one's files, and what is no longer ours.
const BEFORE: &str = "bucket files { versioning = true }\n\
    alarm legacy_errors {\n  metric = bucket.files.NumberOfObjects.avg\n  above  = 1\n  period = 24h\n}\n";

const PROD: [&str; 2] = ["--params", "multi-env/prod.params"];
const HERE: [&str; 2] = ["-C", "multi-env"];

/// `stacks/multi-env` in a folder of its own.
struct Place {
    folder: tempfile::TempDir,
    text: String,
}

impl Place {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let from = Path::new(env!("CARGO_MANIFEST_DIR")).join("stacks");
        for path in [
            "main.stack",
            "tests.stack",
            "prod.params",
            "site/site.stack",
            "site/code/site.js",
            "digest/digest.py",
        ] {
            let path = Path::new("multi-env").join(path);
            let to = folder.path().join(&path);
            std::fs::create_dir_all(to.parent().unwrap()).unwrap();
            std::fs::copy(from.join(&path), to).unwrap();
        }
        let text = std::fs::read_to_string(folder.path().join("multi-env/main.stack")).unwrap();
        Self { folder, text }
    }

    /// The head of the stack with other resources below it.
    fn with(&self, resources: &str) -> String {
        let head = self.text.find("/// Every visit of every tenant.").unwrap();
        format!("{}{resources}", &self.text[..head])
    }

    fn says(&self, text: &str) {
        std::fs::write(self.folder.path().join("multi-env/main.stack"), text).unwrap();
    }

    fn run(&self, arguments: &[&[&str]]) -> String {
        transcript(self.folder.path(), &arguments.concat(), "")
    }

    /// Applies in both environments, which must work.
    fn applies(&self) {
        for stage in [&[][..], &PROD] {
            let applied = self.run(&[&["apply", "multi-env", "--yes"], stage]);
            assert!(applied.ends_with("exit 0\n"), "{applied}");
        }
    }

    /// What stands in the world before the description is applied: two stages as they were, and two buckets made by
    /// hand.
    fn as_it_was(&self) -> String {
        self.says(&self.with(BEFORE));
        self.applies();
        self.says(&self.text);
        let put = ["world", "put", "bucket"];
        self.run(&[&put, &["acme-dev-visits", "versioning=false"], &HERE])
            + &self.run(&[&put, &["acme-prod-visits", "versioning=true"], &HERE, &PROD])
    }

    /// The actions of a plan with their numbers.
    fn summary(&self, stage: &[&str]) -> serde_json::Value {
        let output = assert_cmd::Command::cargo_bin("stackc")
            .unwrap()
            .current_dir(self.folder.path())
            .args([&["plan", "multi-env", "--format", "json"], stage].concat())
            .output()
            .unwrap();
        let plan: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
        plan["summary"].clone()
    }
}

#[test]
fn two_environments_live_side_by_side_from_one_description() {
    let place = Place::new();
    let mut texts = vec![place.as_it_was()];
    for stage in [&[][..], &PROD] {
        texts.push(place.run(&[&["check", "multi-env"], stage]));
        texts.push(place.run(&[&["plan", "multi-env"], stage]));
    }
    for stage in [&[][..], &PROD] {
        texts.push(place.run(&[&["apply", "multi-env", "--yes"], stage]));
        texts.push(place.run(&[&["plan", "multi-env"], stage]));
    }
    for stage in [&[][..], &PROD] {
        texts.push(place.run(&[&["state", "list"], &HERE, stage]));
    }
    snapshot("multi_env", &texts.join("\n"));
    let second = [place.run(&[&["plan", "multi-env"]]), place.run(&[&["plan", "multi-env"], &PROD])];
    assert!(second.iter().all(|plan| plan.contains("nothing to do")), "{second:?}");
    // The files that were there are the first tenant's; what was let go is still in the world.
    let world = place.run(&[&["world", "list"], &HERE, &PROD]);
    assert!(world.contains("sites-files-333344445555") && world.contains("sites-legacy-errors"), "{world}");
    assert!(!world.contains("sites-site-acme-files"), "{world}");
}

#[test]
fn production_is_protected_and_the_rest_may_go() {
    let place = Place::new();
    place.as_it_was();
    place.applies();
    let mut texts = vec![
        place.run(&[&["destroy", "multi-env", "--yes"], &PROD]),
        place.run(&[&["destroy", "multi-env", "--yes"]]),
    ];
    assert!(texts[0].ends_with("exit 2\n") || texts[0].ends_with("exit 1\n"), "{}", texts[0]);
    // Both ways out that the refusal names: the first takes the protection away, in an apply of its own.
    place.says(&place.text.replace("protect = production", "protect = false"));
    texts.push(place.run(&[&["apply", "multi-env", "--yes"], &PROD]));
    texts.push(place.run(&[&["destroy", "multi-env", "--yes"], &PROD]));
    assert!(texts[3].ends_with("exit 0\n"), "{}", texts[3]);
    snapshot("multi_env_destroyed", &texts.join("\n"));
}

#[test]
fn what_is_looped_is_renamed_by_moved_lines_and_nothing_is_deleted() {
    let place = Place::new();
    place.as_it_was();
    place.applies();
    let renamed = place
        .text
        .replace("module site ", "module home ")
        .replace("module.site", "module.home")
        .replace("role digest ", "role mail ")
        .replace("function digest ", "function mail ")
        .replace("role.digest", "role.mail")
        .replace("function.digest", "function.mail");
    place.says(&renamed);
    // Without the lines it would all be made anew.
    assert!(place.summary(&PROD)["delete"].as_u64().is_none_or(|count| count > 10));
    let lines = "moved module.site -> module.home\nmoved role.digest -> role.mail\nmoved function.digest -> function.mail\n";
    place.says(&format!("{renamed}\n{lines}"));
    for stage in [&[][..], &PROD] {
        let summary = place.summary(stage);
        let count = |action: &str| summary[action].as_u64().unwrap_or(0);
        assert_eq!([count("delete"), count("replace"), count("create")], [0; 3], "{summary}");
        assert!(count("move") > 5, "{summary}");
    }
    let texts = [
        format!("---- the lines\n{lines}"),
        place.run(&[&["plan", "multi-env"], &PROD]),
        place.run(&[&["apply", "multi-env", "--yes"], &PROD]),
        place.run(&[&["plan", "multi-env"], &PROD]),
    ];
    assert!(texts[3].contains("nothing to do"), "{}", texts[3]);
    snapshot("multi_env_renamed", &texts.join("\n"));
}
