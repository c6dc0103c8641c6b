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

#[test]
fn the_page_shows_what_the_program_says() {
    let page = std::fs::read_to_string(PAGE).unwrap();
    let mut parts = page.split("```text\n");
    let mut now = parts.next().unwrap().to_owned();
    let mut commands = 0;
    for part in parts {
        let (block, rest) = part.split_once("```").unwrap();
        let ours = block.starts_with("$ stackc ");
        commands += usize::from(ours);
        let block = if ours { run(block) } else { block.to_owned() };
        now = format!("{now}```text\n{block}```{rest}");
    }
    assert!(commands >= 9, "only {commands} blocks have commands");
    if std::env::var_os("STACKC_UPDATE_REFERENCE").is_some() {
        std::fs::write(PAGE, now).unwrap();
    } else {
        assert!(page == now, "{PAGE} is stale: run with STACKC_UPDATE_REFERENCE=1\n{now}");
    }
}
