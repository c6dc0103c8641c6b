//! The configuration for Helix holds what Helix documents, and nothing else.

use std::path::Path;

use toml::{Table, Value};

/// What Helix's manual lists for a language, as far as one needs it.
const LANGUAGE: [&str; 15] = [
    "name",
    "scope",
    "injection-regex",
    "file-types",
    "roots",
    "comment-token",
    "comment-tokens",
    "block-comment-tokens",
    "indent",
    "auto-format",
    "language-servers",
    "grammar",
    "auto-pairs",
    "shebangs",
    "formatter",
];

fn keys(table: &Table) -> Vec<&str> {
    table.keys().map(String::as_str).collect()
}

fn texts(value: &Value) -> Vec<&str> {
    value.as_array().unwrap().iter().map(|item| item.as_str().unwrap()).collect()
}

#[test]
fn helix_finds_what_its_manual_asks_for() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(root.join("editors/helix/languages.toml")).unwrap();
    let all: Table = toml::from_str(&text).unwrap();
    assert_eq!(keys(&all), ["grammar", "language", "language-server"]);
    let [language] = all["language"].as_array().unwrap().as_slice() else { panic!("one language") };
    let language = language.as_table().unwrap();
    assert!(keys(language).iter().all(|key| LANGUAGE.contains(key)), "{language}");
    assert_eq!(
        (language["name"].as_str(), language["scope"].as_str()),
        (Some("stack"), Some("source.stack"))
    );
    assert_eq!(texts(&language["file-types"]), ["stack", "params"]);
    assert_eq!(keys(language["indent"].as_table().unwrap()), ["tab-width", "unit"]);
    assert_eq!(keys(language["block-comment-tokens"].as_table().unwrap()), ["end", "start"]);
    // Each server that the language asks for is one that is described, and it is started as it is here.
    let servers = all["language-server"].as_table().unwrap();
    assert_eq!(texts(&language["language-servers"]), keys(servers));
    let server = servers["stackc"].as_table().unwrap();
    assert_eq!((server["command"].as_str(), texts(&server["args"])), (Some("stackc"), vec!["lsp"]));
    // The grammar is that of the language, and lies where it says.
    let [grammar] = all["grammar"].as_array().unwrap().as_slice() else { panic!("one grammar") };
    assert_eq!(grammar["name"].as_str(), Some("stack"));
    let path = grammar["source"]["path"].as_str().unwrap();
    assert!(root.join(path).join("src/parser.c").is_file(), "{path}");
    assert!(root.join(path).join("queries/highlights.scm").is_file(), "{path}");
}
