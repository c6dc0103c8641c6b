//! The page of a rule, in Markdown.

use std::fmt::Write as _;

use crate::diag::{Rule, Severity};

/// The page of one rule: what, how much it weighs, why, what is found, what is not, and the facts behind it.
#[must_use]
pub fn page(rule: &Rule) -> String {
    let mut page = format!("# {}\n\n", rule.name);
    let mut lines = rule.doc.lines().map(|line| line.strip_prefix(' ').unwrap_or(line));
    let summary = lines.next().unwrap_or("");
    // Writing to a string cannot fail.
    let _ =
        writeln!(page, "{summary}\n\nSeverity: {}, unless the finding says otherwise.", word(rule.severity));
    let lines: Vec<&str> = lines.collect();
    for (at, line) in lines.iter().enumerate() {
        if *line == "```stack" {
            let block = lines.iter().skip(at + 1).take_while(|line| **line != "```");
            let found = block.into_iter().any(|line| is_marked(line));
            let _ = writeln!(page, "{}\n", if found { "Found:" } else { "Not found:" });
        }
        let _ = writeln!(page, "{line}");
    }
    if !rule.facts.is_empty() {
        page.push_str("\nFacts behind it:\n\n");
    }
    for fact in rule.facts {
        let doubt = if fact.confirmed { "" } else { " (unconfirmed)" };
        let _ = writeln!(page, "- {}{doubt}: `{}`, {}", fact.key, fact.file, fact.source);
    }
    page
}

/// The list of all rules, by name, with what each is about.
#[must_use]
pub fn index(rules: &[&Rule]) -> String {
    let mut page = String::from("# Rules\n\n| rule | severity | finds |\n| --- | --- | --- |\n");
    for rule in rules {
        let summary = rule.doc.lines().next().unwrap_or("").trim();
        let name = rule.name;
        let _ = writeln!(
            page,
            "| [{name}]({name}.md) | {} | {} |",
            word(rule.severity),
            summary.replace('|', "\\|")
        );
    }
    page
}

fn word(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "info",
        Severity::Hint => "hint",
    }
}

fn is_marked(line: &str) -> bool {
    ["// error: ", "// warning: ", "// info: "].iter().any(|mark| line.contains(mark))
}
