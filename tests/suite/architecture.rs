//! Who may name whom: the layers as a table, and the one folder that each dependency enters.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// Each layer and the layers it may name, from the bottom up.
const MAY_USE: &[(&str, &[&str])] = &[
    ("base", &[]),
    ("timing", &["base"]),
    ("diag", &["base"]),
    ("syntax", &["base", "diag"]),
    ("model", &["base", "timing"]),
    ("events", &["base", "model"]),
    ("graph", &["base"]),
    ("catalog", &["base", "timing", "model"]),
    ("packing", &["base"]),
    ("kinds", &["base", "timing", "model", "events", "catalog"]),
    ("store", &["base"]),
    ("state", &["base", "model", "store"]),
    ("resolve", &["base", "timing", "diag", "syntax", "model", "graph", "catalog"]),
    ("iam", &["base", "timing", "model", "catalog"]),
    ("check", &["base", "timing", "diag", "model", "events", "graph", "catalog", "packing", "iam", "price"]),
    ("plan", &["base", "diag", "model", "graph", "catalog", "state", "iam", "price", "check"]),
    ("cloud", &["base", "model", "catalog", "store", "iam"]),
    ("apply", &["base", "diag", "model", "catalog", "state", "plan", "cloud"]),
    (
        "session",
        &[
            "base", "timing", "diag", "syntax", "model", "events", "graph", "catalog", "store", "state",
            "resolve", "iam", "check", "plan", "cloud", "apply",
        ],
    ),
    (
        "view",
        &[
            "base", "timing", "diag", "model", "graph", "catalog", "state", "iam", "price", "check", "plan",
            "cloud", "apply", "sim", "session",
        ],
    ),
    (
        "ide",
        &[
            "base", "timing", "diag", "syntax", "model", "graph", "catalog", "resolve", "iam", "check",
            "plan", "session", "view",
        ],
    ),
    ("lsp", &["base", "diag", "catalog", "kinds", "session", "view", "ide"]),
    ("cli", &["base", "diag", "kinds", "session", "view", "lsp", "console"]),
];

/// Each dependency that only one folder may name.
const ONLY_IN: &[(&str, &str)] = &[
    ("pest", "syntax"),
    ("pest_derive", "syntax"),
    ("petgraph", "graph"),
    ("miette", "diag"),
    ("jiff", "timing"),
    ("rusqlite", "store"),
    ("clap", "cli"),
    ("clap_complete", "cli"),
    ("lsp_server", "lsp"),
    ("ls_types", "lsp"),
    ("line_index", "lsp"),
    ("crossbeam_channel", "lsp"),
];

/// What a file of a layer names and may not.
fn offences(layer: &str, text: &str) -> Vec<String> {
    let Some((_, allowed)) = MAY_USE.iter().find(|(name, _)| *name == layer) else {
        return vec![format!("`{layer}` has no line in the table")];
    };
    let mut found = BTreeSet::new();
    for line in text.lines().filter(|line| !line.trim_start().starts_with("//")) {
        for named in layers_named(line) {
            if named != layer && !allowed.contains(&named) {
                found.insert(format!("`{layer}` may not name `{named}`"));
            }
        }
        for (dependency, home) in ONLY_IN {
            if layer != *home && names(line, dependency) {
                found.insert(format!("only `{home}` may name `{dependency}`"));
            }
        }
    }
    found.into_iter().collect()
}

/// The first parts of the line's `crate::` paths that are layers; in a list `crate::{a, b}`, all of them.
fn layers_named(line: &str) -> Vec<&str> {
    line.split("crate::")
        .skip(1)
        .flat_map(|rest| {
            let list = rest.strip_prefix('{').map(|inner| inner.split(',').collect::<Vec<_>>());
            list.unwrap_or_else(|| vec![rest])
        })
        .map(|path| path.trim_start().split(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap_or(""))
        .filter(|name| name.starts_with(|c: char| c.is_lowercase()))
        .collect()
}

/// Whether a line names a dependency in a path: `jiff::…`, `use jiff;`.
fn names(line: &str, dependency: &str) -> bool {
    line.match_indices(dependency).any(|(at, _)| {
        let before = line[..at].chars().next_back();
        let after = &line[at + dependency.len()..];
        let apart = before.is_none_or(|c| !c.is_alphanumeric() && c != '_' && c != ':' && c != '.');
        let in_path = after.starts_with("::") || (after.starts_with(';') && line.contains("use "));
        apart && in_path
    })
}

/// All Rust files below a folder.
fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|end| end == "rs") {
            found.push(path);
        }
    }
    found.sort();
}

#[test]
fn no_layer_names_what_it_may_not_know() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    sources(&src, &mut files);
    let mut wrong = Vec::new();
    let mut seen = BTreeSet::new();
    for file in &files {
        let path = file.strip_prefix(&src).unwrap();
        let mut parts = path.iter().map(|part| part.to_str().unwrap());
        let (Some(layer), Some(_)) = (parts.next(), parts.next()) else { continue };
        seen.insert(layer.to_owned());
        let text = std::fs::read_to_string(file).unwrap();
        wrong.extend(offences(layer, &text).into_iter().map(|what| format!("{}: {what}", path.display())));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    let listed: BTreeSet<String> = MAY_USE.iter().map(|(layer, _)| (*layer).to_owned()).collect();
    assert_eq!(seen, listed, "each folder has a line, and each line a folder");
}

#[test]
fn a_forbidden_path_is_seen() {
    let text = "use crate::base::Span;\nuse crate::plan::Plan;\n// crate::apply is only spoken of\n";
    assert_eq!(offences("check", text), ["`check` may not name `plan`"]);
    assert_eq!(offences("plan", text), [""; 0]);
    let inside = "    let zone = jiff::tz::TimeZone::UTC;\n    crate::kinds::builtin()\n";
    assert_eq!(
        offences("resolve", inside),
        ["`resolve` may not name `kinds`", "only `timing` may name `jiff`"]
    );
    let list = "use crate::{base::Span, cli::Exit};\nuse std::clap::x;\n";
    assert_eq!(offences("model", list), ["`model` may not name `cli`"]);
    assert_eq!(offences("helpers", ""), ["`helpers` has no line in the table"]);
}
