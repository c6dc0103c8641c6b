//! The page on access shows what the program says: its commands are run, and their output compared.

use std::path::Path;

use assert_cmd::Command;

const PAGE: &str = "docs/access.md";

/// What a command of the page prints, both outputs, as wide as the page.
fn output(line: &str) -> String {
    let mut command = Command::cargo_bin("stackc").unwrap();
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    command.current_dir(root).env_clear().env("COLUMNS", "100").env("NO_COLOR", "1");
    let output = command.args(line.split_whitespace()).output().unwrap();
    let text = [output.stdout, output.stderr].concat();
    String::from_utf8(text).unwrap().trim_end().to_owned()
}

/// A block of commands with what they print now.
fn run(block: &str) -> String {
    let commands = block.lines().filter_map(|line| line.strip_prefix("$ stackc "));
    let shown: Vec<String> = commands.map(|line| format!("$ stackc {line}\n{}\n", output(line))).collect();
    shown.join("\n")
}

/// The folder that blocks with `$ cd` work in, which keeps what was applied.
const WORKED_IN: &str = "stacks/deployer";

/// A block of commands that work in a folder of their own, with what they print now.
fn run_in(folder: &Path, block: &str) -> String {
    let mut shown = Vec::new();
    for line in block.lines().filter_map(|line| line.strip_prefix("$ ")) {
        let printed = match (line.strip_prefix("stackc "), line.strip_prefix("sed -i 's/")) {
            (Some(arguments), _) => printed(folder, arguments),
            (_, Some(edit)) => edited(folder, edit),
            _ => {
                assert_eq!(line, format!("cd {WORKED_IN}"));
                String::new()
            }
        };
        shown.push(format!("$ {line}\n{printed}"));
    }
    shown.concat()
}

/// What the program prints; of what is read by `tail`, the last lines of the result.
fn printed(folder: &Path, arguments: &str) -> String {
    let (arguments, last) = match arguments.split_once(" 2>/dev/null | tail -") {
        Some((arguments, last)) => (arguments, Some(last.parse::<usize>().unwrap())),
        None => (arguments, None),
    };
    let mut command = Command::cargo_bin("stackc").unwrap();
    command.current_dir(folder).env_clear().env("COLUMNS", "100").env("NO_COLOR", "1");
    let output = command.args(arguments.split_whitespace()).output().unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    let lines: Vec<&str> = text.lines().collect();
    let from = last.map_or(0, |last| lines.len().saturating_sub(last));
    lines[from..].iter().map(|line| format!("{line}\n")).collect()
}

/// Writes another text into a file, which must be there: `FROM/TO/' FILE`.
fn edited(folder: &Path, edit: &str) -> String {
    let (words, file) = edit.split_once("/' ").unwrap();
    let (from, to) = words.split_once('/').unwrap();
    let path = folder.join(file);
    let text = std::fs::read_to_string(&path).unwrap();
    assert!(text.contains(from), "{file} has no `{from}`");
    std::fs::write(path, text.replacen(from, to, 1)).unwrap();
    String::new()
}

/// A copy of the folder that blocks with `$ cd` work in.
fn folder() -> tempfile::TempDir {
    let folder = tempfile::TempDir::new().unwrap();
    for entry in std::fs::read_dir(WORKED_IN).unwrap() {
        let entry = entry.unwrap();
        std::fs::copy(entry.path(), folder.path().join(entry.file_name())).unwrap();
    }
    folder
}

#[test]
fn the_first_page_shows_the_same() {
    let (first, page) =
        (std::fs::read_to_string("README.md").unwrap(), std::fs::read_to_string(PAGE).unwrap());
    let block = first.split("```text\n").find(|block| block.starts_with("$ stackc iam")).unwrap();
    assert!(page.contains(block.split("```").next().unwrap()), "the block of README.md is not in {PAGE}");
}

#[test]
fn the_page_shows_what_the_program_says() {
    let page = std::fs::read_to_string(PAGE).unwrap();
    let folder = folder();
    let mut parts = page.split("```text\n");
    let mut now = parts.next().unwrap().to_owned();
    let mut commands = 0;
    for part in parts {
        let (block, rest) = part.split_once("```").unwrap();
        let block = if block.starts_with("$ stackc ") {
            run(block)
        } else if block.starts_with("$ cd ") {
            run_in(folder.path(), block)
        } else {
            now = format!("{now}```text\n{block}```{rest}");
            continue;
        };
        commands += 1;
        now = format!("{now}```text\n{block}```{rest}");
    }
    assert!(commands >= 20, "only {commands} blocks have commands");
    if std::env::var_os("STACKC_UPDATE_REFERENCE").is_some() {
        std::fs::write(PAGE, now).unwrap();
    } else {
        assert!(page == now, "{PAGE} is stale: run with STACKC_UPDATE_REFERENCE=1\n{now}");
    }
}
