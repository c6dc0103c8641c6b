//! What the last look at a stack told is told again while nothing that it asked for has another answer.

use std::fs::{self, File};
use std::path::Path;
use std::time::{Duration, SystemTime};

use assert_cmd::Command;

const STACK: &str = "stack s { region = \"us-east-1\"  account = \"111122223333\" }
bucket photos { versioning = true }
role shrink {
  trust = \"lambda\"
  allow uses
}
function shrink {
  runtime = \"python3.9\"
  handler = \"app.shrink\"
  code    = \"./code\"
  role    = role.shrink
}
";

/// A stack with a place for its state; its function's runtime gives a warning.
fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("code")).unwrap();
    fs::create_dir(folder.path().join(".stackc")).unwrap();
    fs::write(folder.path().join("code/app.py"), "shrink = 1\n").unwrap();
    fs::write(folder.path().join("main.stack"), STACK).unwrap();
    folder
}

/// Everything that a command says and how it ends.
fn said(folder: &Path, arguments: &[&str]) -> (String, String, Option<i32>) {
    let mut command = Command::cargo_bin("stackc").unwrap();
    let output = command.args(arguments).current_dir(folder).env_clear().output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (text(output.stdout), text(output.stderr), output.status.code())
}

fn page(folder: &Path, command: &str) -> std::path::PathBuf {
    folder.join(".stackc").join(format!("{command}.remembered"))
}

/// Writes another number of resources on the page, so that it shows whether the page is used.
fn mark(page: &Path, from: &str, to: &str) {
    let text = fs::read_to_string(page).unwrap();
    assert!(text.contains(from), "{text}");
    fs::write(page, text.replace(from, to)).unwrap();
}

#[test]
fn a_check_is_remembered_in_every_format_and_says_the_same() {
    let folder = folder();
    let formats = ["human", "short", "json", "sarif", "github"];
    let first: Vec<_> =
        formats.iter().map(|format| said(folder.path(), &["check", "--format", format])).collect();
    assert!(first[0].0.contains("1 warning") && first[0].0.contains("python3.9"), "{}", first[0].0);
    for (format, first) in formats.iter().zip(&first) {
        assert_eq!(said(folder.path(), &["check", "--format", format]), *first, "{format}");
    }
    mark(&page(folder.path(), "check"), "\"files\":1,\"resources\":4", "\"files\":1,\"resources\":77");
    assert!(said(folder.path(), &["check"]).0.contains("77 resources"), "it is told from memory");
    let denied = said(folder.path(), &["check", "--deny", "warnings"]);
    assert_eq!(denied.2, Some(1), "how it ends is decided anew");
}

#[test]
fn whatever_a_check_asked_for_makes_it_look_again() {
    let folder = folder();
    let root = folder.path();
    let remembered = || {
        said(root, &["check"]);
        mark(&page(root, "check"), "\"files\":1,\"resources\":4", "\"files\":1,\"resources\":77");
        said(root, &["check"]).0.contains("77 resources")
    };
    let forgotten = |why: &str| assert!(!said(root, &["check"]).0.contains("77 resources"), "{why}");
    assert!(remembered());
    fs::write(root.join("main.stack"), STACK.replace("true", "false")).unwrap();
    forgotten("the text is another, of the same length or not");
    assert!(remembered());
    fs::write(root.join("code/app.py"), "shrink = 2\n").unwrap();
    forgotten("the code is another");
    assert!(remembered());
    fs::write(root.join("code/more.py"), "").unwrap();
    forgotten("there is more code");
    assert!(remembered());
    fs::write(root.join("empty.stack"), "").unwrap();
    forgotten("there is another file");
    fs::remove_file(root.join("empty.stack")).unwrap();
    assert!(remembered());
    assert!(!said(root, &["check", "--as-of", "2020-01-01"]).0.contains("77"), "the day is another");
    assert!(remembered());
    let mut with_param = Command::cargo_bin("stackc").unwrap();
    let output =
        with_param.arg("check").current_dir(root).env_clear().env("STACKC_PARAM_X", "1").output().unwrap();
    assert!(!String::from_utf8(output.stdout).unwrap().contains("77"), "a param is given");
}

#[test]
fn nothing_is_kept_where_no_state_is_nor_of_errors_and_params() {
    let folder = folder();
    let root = folder.path();
    fs::write(root.join("main.stack"), format!("{STACK}param word: string = \"a\"\n")).unwrap();
    said(root, &["check", "--param", "word=b"]);
    assert!(!page(root, "check").exists(), "values that are given are written down nowhere");
    fs::write(root.join("main.stack"), STACK.replace("python3.9", "python9")).unwrap();
    assert_eq!(said(root, &["check"]).2, Some(1));
    assert!(!page(root, "check").exists(), "errors are to be mended");
    fs::remove_dir(root.join(".stackc")).unwrap();
    fs::write(root.join("main.stack"), STACK).unwrap();
    assert_eq!(said(root, &["check"]).2, Some(0));
    assert!(!root.join(".stackc").exists(), "nothing is made for it");
}

/// As if state and world had been at rest for an hour: what was written just now is not trusted to stay.
fn rest(folder: &Path) {
    let earlier = SystemTime::now() - Duration::from_hours(1);
    for name in ["state.db", "world.db"] {
        let file = File::options().write(true).open(folder.join(".stackc").join(name)).unwrap();
        file.set_modified(earlier).unwrap();
    }
}

#[test]
fn a_plan_with_nothing_to_do_is_remembered_until_state_or_world_move() {
    let folder = folder();
    let root = folder.path();
    assert_eq!(said(root, &["apply", "--yes"]).2, Some(0));
    let first = said(root, &["plan"]);
    assert!(first.0.contains("nothing to do"), "{}", first.0);
    assert!(!page(root, "plan").exists(), "the state was written just now");
    rest(root);
    assert_eq!(said(root, &["plan"]), first);
    assert!(page(root, "plan").exists());
    assert_eq!(said(root, &["plan"]), first, "from memory it says the same");
    mark(&page(root, "plan"), "[\"s\",4]", "[\"s\",77]");
    assert!(said(root, &["plan"]).0.contains("all 77 resources"), "it is told from memory");
    assert!(!said(root, &["plan", "--format", "json"]).0.contains("77"), "programs are told everything");
    let set = said(root, &["world", "set", "arn:aws:s3:::s-photos-111122223333", "versioning=false"]);
    assert_eq!(set.2, Some(0), "{}", set.1);
    let drifted = said(root, &["plan"]).0;
    assert!(!drifted.contains("nothing to do"), "{drifted}");
    assert_eq!(said(root, &["apply", "--yes"]).2, Some(0));
    rest(root);
    said(root, &["plan"]);
    said(root, &["destroy", "--yes"]);
    assert!(said(root, &["plan"]).0.contains("create"), "what is gone is to be made again");
}
