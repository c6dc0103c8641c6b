//! `stackc fmt` on files: which are written, which are not, and how it ends.

use std::fs;
use std::path::Path;
use std::process::Output;

use assert_cmd::Command;

const UGLY: &str = "bucket  a{}\n";
const FAIR: &str = "bucket a {}\n";

fn fmt(folder: &Path, arguments: &[&str], input: &str) -> (i32, String, String) {
    let mut command = Command::cargo_bin("stackc").unwrap();
    command.current_dir(folder).env_clear().env("NO_COLOR", "1").arg("fmt").args(arguments);
    let Output { status, stdout, stderr } = command.write_stdin(input).output().unwrap();
    (status.code().unwrap(), String::from_utf8(stdout).unwrap(), String::from_utf8(stderr).unwrap())
}

/// A folder with a file in each state.
fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    };
    write("fair.stack", FAIR);
    write("ugly.stack", UGLY);
    write("deep/er/ugly.stack", UGLY);
    write("prod.params", "a=1\n");
    write("broken.stack", "bucket  a {\n");
    write(".hidden/ugly.stack", UGLY);
    write("other.txt", UGLY);
    folder
}

#[test]
fn a_tree_is_formatted_but_for_what_is_broken() {
    let folder = folder();
    let read = |name: &str| fs::read_to_string(folder.path().join(name)).unwrap();
    let (code, out, error) = fmt(folder.path(), &["--check"], "");
    assert_eq!((code, out.as_str()), (1, "deep/er/ugly.stack\nprod.params\nugly.stack\n"));
    assert!(error.contains("`broken.stack` has errors and is left as it is"), "{error}");
    assert_eq!(read("ugly.stack"), UGLY);
    let (code, out, _) = fmt(folder.path(), &[], "");
    assert_eq!((code, out.as_str()), (1, "deep/er/ugly.stack\nprod.params\nugly.stack\n"));
    assert_eq!(read("deep/er/ugly.stack"), FAIR);
    assert_eq!(read("prod.params"), "a = 1\n");
    assert_eq!(read("broken.stack"), "bucket  a {\n");
    assert_eq!(read(".hidden/ugly.stack"), UGLY);
    assert_eq!(read("other.txt"), UGLY);
    assert_eq!(fmt(folder.path(), &["deep", "prod.params"], ""), (0, String::new(), String::new()));
    let (code, ..) = fmt(folder.path(), &["no.stack", "ugly.stack"], "");
    assert_eq!(code, 74);
    fs::write(folder.path().join("ugly.stack"), b"bucket \xff {}").unwrap();
    let (code, _, error) = fmt(folder.path(), &["ugly.stack"], "");
    assert_eq!(code, 1);
    assert!(error.contains("is no UTF-8"), "{error}");
}

#[test]
fn standard_input_goes_to_standard_output() {
    let folder = folder();
    let run = |arguments: &[&str], input: &str| {
        let (code, out, _) = fmt(folder.path(), arguments, input);
        (code, out)
    };
    assert_eq!(run(&["--stdin"], UGLY), (0, FAIR.to_owned()));
    assert_eq!(run(&["--stdin"], FAIR), (0, FAIR.to_owned()));
    assert_eq!(run(&["--stdin", "x.params"], "a=1"), (0, "a = 1\n".to_owned()));
    assert_eq!(run(&["--stdin", "--check"], UGLY), (1, String::new()));
    assert_eq!(run(&["--stdin", "--check"], FAIR), (0, String::new()));
    assert_eq!(run(&["--stdin"], "bucket {"), (1, String::new()));
}

#[cfg(unix)]
#[test]
fn links_stay_links_and_files_keep_who_may_read_them() {
    use std::os::unix::fs::{PermissionsExt, symlink};

    let folder = folder();
    let path = |name: &str| folder.path().join(name);
    fs::set_permissions(path("ugly.stack"), fs::Permissions::from_mode(0o640)).unwrap();
    symlink(path("ugly.stack"), path("deep/link.stack")).unwrap();
    symlink(path("deep"), path("deep/er/circle")).unwrap();
    let (code, out, _) = fmt(folder.path(), &["deep"], "");
    assert_eq!((code, out.as_str()), (0, "deep/er/ugly.stack\ndeep/link.stack\n"));
    assert!(path("deep/link.stack").is_symlink());
    assert_eq!(fs::read_to_string(path("ugly.stack")).unwrap(), FAIR);
    assert_eq!(fs::metadata(path("ugly.stack")).unwrap().permissions().mode() & 0o777, 0o640);
    let left = fs::read_dir(folder.path())
        .unwrap()
        .filter(|entry| entry.as_ref().unwrap().file_name().to_string_lossy().ends_with(".tmp"));
    assert_eq!(left.count(), 0);
}
