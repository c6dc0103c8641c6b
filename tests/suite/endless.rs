//! Devices and pipes, which may never end: whatever names one is told so at once.
#![cfg(unix)]

use std::path::Path;
use std::time::Duration;

use assert_cmd::Command;

/// Longer than reading a gigabyte takes; what waits for a pipe would wait for ever.
const PATIENCE: Duration = Duration::from_mins(1);

fn said(folder: &Path, arguments: &[&str]) -> String {
    let mut command = Command::cargo_bin("stackc").unwrap();
    let output = command.current_dir(folder).env_clear().args(arguments).timeout(PATIENCE).output().unwrap();
    format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
}

#[test]
fn what_has_no_end_is_named_and_not_waited_for() {
    let folder = tempfile::tempdir().unwrap();
    let pipe = |name: &str| {
        assert!(
            std::process::Command::new("mkfifo").arg(folder.path().join(name)).status().unwrap().success()
        );
    };
    pipe("pipe");
    pipe("other.stack");
    let stack = "stack s { region = \"us-east-1\"  account = \"111122223333\" }\n\
        function a { runtime = \"python3.14\"  handler = \"a.b\"  code = \"./pipe\" }\n\
        function b { runtime = \"python3.14\"  handler = \"a.b\"  code = \"/dev/zero\" }\n\
        function c { runtime = \"python3.14\"  handler = \"a.b\"  code = \".\" }\n\
        output text = file(\"./pipe\")\n";
    std::fs::write(folder.path().join("main.stack"), stack).unwrap();
    let found = said(folder.path(), &["check", ".", "--format", "short"]);
    let lines: Vec<&str> = found.lines().map(|line| line.split(", so").next().unwrap()).collect();
    assert_eq!(
        lines,
        [
            "main.stack:2:62: info[unseen-path]: `./pipe` is neither a file nor a folder",
            "main.stack:3:62: info[unseen-path]: `/dev/zero` is neither a file nor a folder",
            "main.stack:5:20: error[unreadable-file]: `./pipe` cannot be read: it is neither a file nor a folder",
        ]
    );
    let endless = said(folder.path(), &["check", "/dev/zero"]);
    assert!(endless.contains("it is longer than 1 GB, or has no end"), "{endless}");
}
