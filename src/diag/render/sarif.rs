//! SARIF 2.1.0, the part of it that code scanning reads.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use serde::Serialize;

use super::{Diagnostic, Severity, SourceMap, Span, ends, path};
use crate::diag::{Edit, Fix, Rule};

const SCHEMA: &str = "https://json.schemastore.org/sarif-2.1.0.json";

/// Writes the log of one run. The driver lists the rules that were broken.
pub(super) fn write(sources: &SourceMap, diagnostics: &[&Diagnostic]) -> String {
    let rules: BTreeMap<&str, &Rule> =
        diagnostics.iter().map(|found| (found.rule.name, found.rule)).collect();
    let index: BTreeMap<&str, usize> = rules.keys().enumerate().map(|(at, name)| (*name, at)).collect();
    let driver = Driver {
        name: "stackc",
        semantic_version: env!("CARGO_PKG_VERSION"),
        rules: rules.values().map(|rule| descriptor(rule)).collect(),
    };
    let place = |rule: &Rule| index.get(rule.name).copied().unwrap_or(0);
    let run = Run {
        tool: Tool { driver },
        column_kind: "unicodeCodePoints",
        results: diagnostics.iter().map(|found| result(sources, found, place(found.rule))).collect(),
    };
    let log = Log { schema: SCHEMA, version: "2.1.0", runs: [run] };
    // INVARIANT: strings and numbers alone are written, so writing cannot fail.
    let mut text = serde_json::to_string_pretty(&log).unwrap_or_default();
    text.push('\n');
    text
}

#[derive(Debug, Serialize)]
struct Log<'a> {
    #[serde(rename = "$schema")]
    schema: &'static str,
    version: &'static str,
    runs: [Run<'a>; 1],
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Run<'a> {
    tool: Tool,
    column_kind: &'static str,
    results: Vec<Outcome<'a>>,
}

#[derive(Debug, Serialize)]
struct Tool {
    driver: Driver,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Driver {
    name: &'static str,
    semantic_version: &'static str,
    rules: Vec<Descriptor>,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Descriptor {
    id: &'static str,
    short_description: Text<'static>,
    help: Page,
    default_configuration: Configuration,
}

#[derive(Debug, Serialize)]
struct Page {
    text: String,
    markdown: String,
}

#[derive(Debug, Serialize)]
struct Configuration {
    level: &'static str,
}

#[derive(Debug, Serialize)]
struct Text<'a> {
    text: &'a str,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Outcome<'a> {
    rule_id: &'static str,
    rule_index: usize,
    level: &'static str,
    message: Message,
    locations: [Location<'a>; 1],
    #[serde(skip_serializing_if = "Vec::is_empty")]
    related_locations: Vec<Location<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    fixes: Vec<Remedy<'a>>,
}

#[derive(Debug, Serialize)]
struct Message {
    text: String,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Location<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<Text<'a>>,
    physical_location: Physical,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    logical_locations: Vec<Logical<'a>>,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Physical {
    artifact_location: Artifact,
    region: Region,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Logical<'a> {
    fully_qualified_name: &'a str,
    kind: &'static str,
}

#[derive(Debug, Clone, Serialize, PartialEq, Eq, PartialOrd, Ord)]
struct Artifact {
    uri: String,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Region {
    start_line: u32,
    start_column: u32,
    end_line: u32,
    end_column: u32,
    byte_offset: u32,
    byte_length: u32,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Remedy<'a> {
    description: Text<'a>,
    artifact_changes: Vec<Change<'a>>,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Change<'a> {
    artifact_location: Artifact,
    replacements: Vec<Replacement<'a>>,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Replacement<'a> {
    deleted_region: Region,
    inserted_content: Text<'a>,
}

fn descriptor(rule: &'static Rule) -> Descriptor {
    // Each line of a documentation comment begins with the blank after its slashes.
    let lines = rule.doc.lines().map(|line| line.strip_prefix(' ').unwrap_or(line));
    let page = lines.collect::<Vec<_>>().join("\n");
    Descriptor {
        id: rule.name,
        short_description: Text { text: rule.doc.lines().next().unwrap_or("").trim() },
        help: Page { text: page.clone(), markdown: page },
        default_configuration: Configuration { level: level(rule.severity) },
    }
}

fn result<'a>(sources: &SourceMap, found: &'a Diagnostic, rule_index: usize) -> Outcome<'a> {
    let help = found.help.as_ref().map(|help| format!("\n{help}")).unwrap_or_default();
    let address = found.address.iter().map(|name| Logical { fully_qualified_name: name, kind: "resource" });
    let place = Location {
        message: None,
        physical_location: physical(sources, found.span),
        logical_locations: address.collect(),
    };
    let related = found.labels.iter().map(|label| Location {
        message: Some(Text { text: &label.message }),
        physical_location: physical(sources, label.span),
        logical_locations: Vec::new(),
    });
    Outcome {
        rule_id: found.rule.name,
        rule_index,
        level: level(found.severity),
        message: Message { text: format!("{}{help}", found.message) },
        locations: [place],
        related_locations: related.collect(),
        // A fix changes something, says the schema.
        fixes: found
            .fixes
            .iter()
            .filter(|fix| !fix.edits.is_empty())
            .map(|fix| remedy(sources, fix))
            .collect(),
    }
}

fn remedy<'a>(sources: &SourceMap, fix: &'a Fix) -> Remedy<'a> {
    let mut files: BTreeMap<Artifact, Vec<&Edit>> = BTreeMap::new();
    for edit in &fix.edits {
        files.entry(artifact(sources, edit.span)).or_default().push(edit);
    }
    let replacement = |edit: &'a Edit| Replacement {
        deleted_region: region(sources, edit.span),
        inserted_content: Text { text: &edit.text },
    };
    let changes = files.into_iter().map(|(artifact_location, edits)| Change {
        artifact_location,
        replacements: edits.into_iter().map(replacement).collect(),
    });
    Remedy { description: Text { text: &fix.title }, artifact_changes: changes.collect() }
}

fn physical(sources: &SourceMap, span: Span) -> Physical {
    Physical { artifact_location: artifact(sources, span), region: region(sources, span) }
}

fn region(sources: &SourceMap, span: Span) -> Region {
    let (start, end) = ends(sources, span);
    Region {
        start_line: start.line,
        start_column: start.column,
        end_line: end.line,
        end_column: end.column,
        byte_offset: start.byte,
        byte_length: end.byte.saturating_sub(start.byte),
    }
}

/// The path as a relative reference: everything is escaped but what RFC 3986 leaves unreserved, and `/`.
fn artifact(sources: &SourceMap, span: Span) -> Artifact {
    let mut uri = String::new();
    for byte in path(sources, span).bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            uri.push(char::from(byte));
        } else {
            // INVARIANT: writing to a string cannot fail.
            let _ = write!(uri, "%{byte:02X}");
        }
    }
    Artifact { uri }
}

const fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info | Severity::Hint => "note",
    }
}
